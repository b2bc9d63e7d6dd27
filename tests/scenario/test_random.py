"""Random small models: nothing is lost, nothing is out of its bounds, and every number of a result is finite."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from models import CASE, SMALL, drawn, loaded, parameter, ran
from random_models import Maker

from steppe.scenario.noise import Noise
from steppe.scenario.program import compiled
from steppe.scenario.run import advance, prepared

RANDOM = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
SLACK = 1e-9


def close(one, other, scale):
    return np.all(np.abs(one - other) <= SLACK * np.maximum(np.abs(scale), 1.0))


def arrays(found):
    """Every array of a result by name."""
    for part in ("values", "first", "times", "carried", "ends", "totals", "bands"):
        yield from ((f"{part} {name}", one) for name, one in getattr(found, part).items())
    for name, book in found.book.items():
        yield from ((f"book {name} {at}", one) for at, one in enumerate(book))
    yield "worth", np.array(list(found.worth.values()))


@RANDOM
@given(st.data())
def test_every_number_of_a_result_is_finite_and_in_its_bounds(data):
    model = loaded(Maker(data).whole())
    found = ran(model)
    for name, one in arrays(found):
        assert np.isfinite(one).all(), name
    assert all(((one >= 0) & (one <= 1)).all() for one in found.carried.values())
    assert all((one >= 0).all() for name, one in found.totals.items())
    assert set(np.unique(found.ends["mode"])) <= {0.0, 1.0, 2.0}
    assert ((found.ends["index"] >= -1) & (found.ends["index"] <= 2)).all()


@RANDOM
@given(st.data())
def test_what_is_in_a_stock_is_what_was_and_came_less_what_left(data):
    model = loaded(Maker(data).whole())
    values = drawn(model)
    found = ran(model, values=values)
    for name, stock in model.stocks.items():
        entered, left = found.book[name]
        start, end = values[stock.start], found.ends[name]
        assert close(start + entered - left, end, start + entered), name
        assert (end >= 0).all(), name
        if stock.most:
            assert (end <= np.maximum(values[stock.most], start) * (1 + SLACK)).all(), name


@RANDOM
@given(st.data())
def test_stocks_that_nothing_leaves_or_enters_keep_their_sum(data):
    model = loaded(Maker(data).whole(closed=True))
    values = drawn(model)
    found = ran(model, values=values)
    before = sum(values[one.start] for one in model.stocks.values())
    moved = sum(entered for entered, _ in found.book.values())
    assert close(sum(found.ends[name] for name in model.stocks), before, before + moved)


@RANDOM
@given(st.data())
def test_oil_planned_is_delivered_stored_waiting_or_lost(data):
    maker = Maker(data)
    whole = maker.whole() | {"networks": {"oil": maker.network()}}
    whole["mechanisms"]["oil"] = {"kind": "flow", "network": "oil", "licence": "expert", "why": "made up"}
    whole["parameters"] |= {name: one for name, one in renamed(maker).items() if name not in whole["parameters"]}
    model = loaded(whole)
    values = drawn(model)
    found = ran(model, values=values)
    total, end = lambda row: found.totals[f"oil.{row}"], lambda row: found.ends[f"oil.{row}"]
    store = model.networks["oil"].store
    filled = values[store.filled] * values[store.capacity] if store else np.zeros(found.draws)
    kept = end("stored") - filled
    planned = total("planned")
    assert close(planned, total("delivered") + kept + total("lost") + end("deferred"), planned)
    assert (total("unmet") >= total("lost") - SLACK * planned).all()
    if store:
        came = sum(total(name) for name, arc in model.networks["oil"].arcs.items() if arc.head == store.at)
        gone = sum(total(name) for name, arc in model.networks["oil"].arcs.items() if arc.tail == store.at)
        assert close(filled + came - gone, end("stored"), filled + came)
        assert (end("stored") <= values[store.capacity] + SLACK * (filled + came) + 1e-6).all()
    if late := model.networks["oil"].deferral:
        assert (end("deferred") <= values[late.most] * (1 + SLACK) + 1e-6).all()


def renamed(maker):
    return {name: parameter(*one) for name, one in maker.parameters.items()}


@RANDOM
@given(st.data())
def test_a_run_twice_is_the_same_to_the_last_bit_and_leaves_its_parameters_alone(data):
    model = loaded(Maker(data).whole())
    values = drawn(model)
    kept = {name: one.copy() for name, one in values.items()}
    one, other = (dict(arrays(ran(model, values=values))) for _ in range(2))
    assert one.keys() == other.keys()
    assert all(np.array_equal(one[name], other[name]) for name in one)
    assert all(np.array_equal(kept[name], values[name]) for name in kept)


@RANDOM
@given(st.data())
def test_every_day_states_are_states_and_stocks_have_room(data):
    model = loaded(Maker(data).whole())
    values = drawn(model)
    course = prepared(compiled(model, CASE, values, Noise(1, model.draws), first_day=CASE.as_of, moves=()))
    for day in range(1, model.horizon + 1):
        advance(course, day)
        rows = course.state.rows
        assert set(np.unique(rows["mode"])) <= {0.0, 1.0, 2.0}
        assert ((rows["index"] >= -1) & (rows["index"] <= 2)).all()
        assert all((rows[name] >= 0).all() for name in model.stocks)
        assert all(((one >= 0) & (one <= 1)).all() for one in course.state.carried.values())


@pytest.mark.parametrize("draws", [1, 2, 7])
def test_few_draws_are_the_first_of_many(draws):
    for make in SMALL.values():
        model = loaded(make())
        few, many = (ran(model, values=drawn(model, draws=count)) for count in (draws, 50))
        if not any(one.levels for editions in model.parameters.values() for one in editions):
            assert all(np.array_equal(few.first[name], many.first[name][:draws]) for name in many.first)
