"""Runs: twins, moves, what each kind of mechanism does, and its contract."""

from math import exp, sqrt

import numpy as np
import pytest
from models import CASE, SMALL, TIE, choice, drawn, excited, flow, hazard, loaded, put, ran, stock, tree

from steppe.errors import InputError
from steppe.scenario import kinds
from steppe.scenario.moves import read_move, used_ties
from steppe.scenario.noise import Noise
from steppe.scenario.program import compiled
from steppe.scenario.run import Watch, advance, lasting, prepared
from steppe.scenario.state import NEVER
from steppe.scenario.wiring import FIRES, upstream

MANY = 20_000
MOVES = {
    "hazard": ["port=shut from 8 until 12", "storm=off from 8 until 20", "wreck=on on 8"],
    "excited": ["west=on on 8", "east=off from 8 until 11"],
    "choice": [f"{TIE}=off from 8 until 20", "riot=on on 8", "answer=off from 8 until 20", "law=strict from 8 until 9"],
    "stock": ["home=50 on 8", "home*=0.5 on 8", "front+=10 on 8", "men=off from 8 until 12", "war=war from 8 until 9"],
    "flow": ["sea=shut from 8 until 12", "sea=calm from 8 until 12", "oil=off from 8 until 9", "storm=on on 8"],
}


def same(one, other, parts=("first", "times", "carried", "ends", "totals", "short", "bands", "worth")):
    for part in parts:
        first, second = getattr(one, part), getattr(other, part)
        assert first.keys() == second.keys()
        for name in first:
            assert np.array_equal(first[name], second[name]), f"{part} {name}"


def stepped(model, *moves, values=None):
    """The rows of each day, from day 1."""
    told = tuple(read_move(text, model, used_ties(model), horizon=model.horizon) for text in moves)
    values = values or drawn(model)
    noise = Noise(model.seed, len(next(iter(values.values()))))
    course = prepared(compiled(model, CASE, values, noise, first_day=CASE.as_of, moves=told))
    for day in range(1, model.horizon + 1):
        advance(course, day)
        yield {name: row.copy() for name, row in course.state.rows.items()}


def error(share, draws=MANY):
    """Four standard errors of a share."""
    return 4 * sqrt(max(share * (1 - share), 1e-4) / draws)


# Twins


@pytest.mark.parametrize("kind", SMALL)
def test_without_moves_two_runs_are_the_same_to_the_last_bit(kind):
    model = loaded(SMALL[kind]())
    watch = Watch(bands=tuple(name for name in ran(model).ends if not name.endswith(".memory")))
    same(ran(model, watch=watch), ran(model, watch=watch))


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in MOVES.items() for text in texts])
def test_before_the_day_of_a_move_nothing_differs_and_after_it_something_does(kind, text):
    model = loaded(SMALL[kind]())
    watch = Watch(bands=(*model.modes, *model.stocks, *model.indices, *(f"{name}.lost" for name in model.networks)))
    plain, moved = ran(model, watch=watch), ran(model, text, watch=watch)
    for name in plain.bands:
        assert np.array_equal(plain.bands[name][:7], moved.bands[name][:7]), name
    for name in plain.first:
        before, after = plain.first[name], moved.first[name]
        assert np.array_equal(np.minimum(before, 8), np.minimum(after, 8)), name
    same(ran(lasting(model, 7)), ran(lasting(model, 7), text))
    with pytest.raises(AssertionError):
        same(plain, moved)


@pytest.mark.parametrize("kind", SMALL)
def test_a_mechanism_switched_off_leaves_alone_what_does_not_hang_on_it(kind):
    model = loaded(SMALL[kind]())
    plain = ran(model)
    for off in model.mechanisms:
        without = ran(model, f"{off}=off")
        if model.mechanisms[off].kind in FIRES:
            assert (without.first[off] == NEVER).all()
        for name in model.mechanisms:
            if off not in upstream(model, (name,))[0]:
                assert np.array_equal(plain.first[name], without.first[name]), (off, name)
                assert np.array_equal(plain.times[name], without.times[name]), (off, name)
                if name in plain.carried:
                    assert np.array_equal(plain.carried[name], without.carried[name]), (off, name)


# What each kind does


def test_a_hazard_fires_by_a_day_as_often_as_its_rate_says():
    model = loaded(
        tree(parameters={"rate": ("fixed(0.03)", "1/d")}, mechanisms={"h": {"kind": "hazard", "rate": "rate"}})
    )
    found = ran(lasting(model, 60), values=drawn(model, draws=MANY))
    for day in (1, 10, 30, 60):
        share = 1 - exp(-0.03 * day)
        assert np.mean(found.first["h"] <= day) == pytest.approx(share, abs=error(share))


def test_the_clock_moved_day_by_day_fires_as_the_steady_one():
    model = loaded(hazard())
    values = drawn(model, draws=MANY)
    plain, slow = (ran(model, *text, values=values) for text in ((), ("storm=on from 30 until 31",)))
    assert np.mean(plain.first["storm"] != slow.first["storm"]) < 1e-3
    assert np.mean(plain.times["storm"] != slow.times["storm"]) < 1e-3


def test_unrest_that_breeds_comes_as_often_as_its_branching_says():
    whole = put(excited(), "parameters/self/draw", "fixed(0.4)")
    whole = put(whole, "parameters/memory/draw", "fixed(20)")
    model = loaded(put(whole, "parameters/rate/draw", "fixed(0.002)"))
    found = ran(lasting(model, 1000), values=drawn(model, draws=3000))
    still_to_come = 0.002 * 20 * 0.5 / (1 - 0.5) ** 2
    for name in ("west", "east"):
        assert found.times[name].mean() == pytest.approx(0.002 * 1000 / (1 - 0.5) - still_to_come, rel=0.05)


def sure(chance, **more):
    """A choice that has to be made on day 1 in every draw."""
    parameters = {"rate": ("fixed(0)", "1/d"), "p": (chance, "1"), **more.pop("parameters", {})}
    mechanisms = {
        "riot": {"kind": "hazard", "rate": "rate"},
        "yes": {"kind": "choice", "given": ["riot"], "chance": "p", **more.pop("yes", {})},
    }
    return loaded(tree(parameters=parameters, mechanisms=mechanisms, **more) | {"draws": MANY})


def test_a_choice_is_made_as_often_as_its_chance_says():
    for chance in (0.0, 0.2, 0.9, 1.0):
        found = ran(sure(f"fixed({chance})"), "riot=on on 1")
        assert found.happened("yes").mean() == pytest.approx(chance, abs=error(chance))
        assert (found.first["yes"][found.happened("yes") > 0] == 1).all()


@pytest.mark.parametrize(("lean", "logits"), [("fixed(-1)", -1), ("fixed(-50)", -1.5), ("fixed(50)", 1.5)])
def test_no_lean_shifts_a_chance_by_more_than_the_leash(lean, logits):
    model = sure(
        "fixed(0.5)",
        parameters={"lean": (lean, "log"), "high": ("fixed(1)", "index"), "low": ("fixed(0)", "index")},
        indices={"index": {"start": "high", "least": 0, "most": 1, "why": "made up"}},
        yes={"leans": [{"on": "index", "per": "lean", "mean": "low"}]},
    )
    share = 1 / (1 + exp(-logits))
    assert ran(model, "riot=on on 1").happened("yes").mean() == pytest.approx(share, abs=error(share))


def test_choices_of_one_shock_go_together_and_keep_about_their_chance():
    parameters = {"rate": ("fixed(0)", "1/d"), "p": ("fixed(0.5)", "1"), "shock": ("fixed(3)", "log")}
    ally = {"kind": "choice", "given": ["riot"], "chance": "p", "shared": "mood", "spread": "shock"}
    mechanisms = {"riot": {"kind": "hazard", "rate": "rate"}, "one": ally, "two": ally}
    found = ran(loaded(tree(parameters=parameters, mechanisms=mechanisms) | {"draws": MANY}), "riot=on on 1")
    one, two = found.happened("one"), found.happened("two")
    assert one.mean() == pytest.approx(0.5, abs=error(0.5))
    assert (one * two).mean() > 0.33


def test_a_choice_waits_as_many_days_as_it_takes():
    model = sure("fixed(1)", parameters={"wait": ("fixed(3.2)", "d")}, yes={"after": "wait"})
    assert (ran(model, "riot=on on 2").first["yes"] == 6).all()


def test_a_tie_that_ends_stops_what_needs_it():
    model = loaded(choice())
    values = drawn(model, draws=2000)
    plain, cut = (ran(model, *text, values=values) for text in ((), (f"{TIE}=off from 5 until 20",)))
    twice = ran(model, f"{TIE}=off from 5 until 9", f"{TIE}=off from 10 until 20", values=values)
    assert (plain.first["request"] > 5).any()
    assert not ((cut.first["request"] >= 5) & (cut.first["request"] < NEVER)).any()
    assert np.array_equal(plain.first["riot"], cut.first["riot"])
    assert np.array_equal(cut.first["request"], twice.first["request"])


def test_only_what_is_realised_has_its_effect():
    whole = put(put(hazard(), "parameters/done/draw", "fixed(0.3)"), "parameters/days/draw", "fixed(9)")
    model = loaded(whole | {"draws": MANY, "horizon": 1})
    found = ran(model, "storm=on on 1")
    assert found.happened("storm").all()
    assert found.ends["port"].mean() == pytest.approx(0.3, abs=error(0.3))


@pytest.mark.parametrize("horizon", [5, 20, 80])
def test_what_is_carried_is_what_happens(horizon):
    model = lasting(loaded(choice()), horizon)
    found = ran(model, values=drawn(model, draws=MANY))
    assert found.carried
    for name, carried in found.carried.items():
        share = float(found.happened(name).mean())
        assert carried.mean() == pytest.approx(share, abs=error(share)), name


def test_a_choice_tells_on_indices_and_stocks_the_day_after():
    push = {"parameters/push/draw": "fixed(-0.2)", "parameters/noise/draw": "fixed(0)", "parameters/p/draw": "fixed(1)"}
    whole = choice()
    for path, text in push.items():
        whole = put(whole, path, text)
    model = loaded(put(whole, "parameters/rate/draw", "fixed(0)"))
    days = list(stepped(model, "riot=on on 3"))
    assert np.allclose(days[2]["distance"], days[0]["distance"])
    assert np.allclose(days[3]["distance"], days[2]["distance"] - 0.2)
    sent = put(stock(), "mechanisms/yes", {"kind": "choice", "licence": "expert", "why": "x", "given": ["call"]})
    sent = put(put(sent, "mechanisms/yes/chance", "one"), "parameters/one", {**sent["parameters"]["rate"], "unit": "1"})
    sent = put(put(sent, "parameters/one/draw", "fixed(1)"), "mechanisms/men/moves/0/after", "yes")
    model = loaded(put(sent, "parameters/rate/draw", "fixed(0)"))
    days = list(stepped(model, "call=on on 3"))
    assert (days[2]["front"] == 0).all()
    assert (days[3]["front"] > 0).all()


# Moves


def test_a_mode_is_held_from_the_first_to_the_last_day_and_then_let_go():
    model = loaded(put(flow(), "parameters/rate/draw", "fixed(0)"))
    seen = [set(rows["sea"]) for rows in stepped(model, "sea=shut from 3 until 6")]
    assert seen == [{0.0}] * 2 + [{2.0}] * 4 + [{0.0}] * 14


def test_nothing_else_moves_a_mode_that_is_held():
    model = loaded(put(flow(), "parameters/rate/draw", "fixed(50)"))
    seen = [set(rows["sea"]) for rows in stepped(model, "sea=calm from 3 until 6")]
    assert seen[2:6] == [{0.0}] * 4
    assert 2.0 in seen[6]


@pytest.mark.parametrize(
    ("text", "after"),
    [("front=50 on 2", 50), ("front+=7.5 on 2", 7.5), ("front=5 from 2 until 4", 5), ("front=3", 0)],
)
def test_a_stock_is_set_added_to_and_multiplied(text, after):
    model = loaded(put(put(stock(), "parameters/rate/draw", "fixed(0)"), "parameters/share/draw", "fixed(0)"))
    days = list(stepped(model, text))
    assert (days[1]["front"] == (after or 3)).all()
    assert (days[0]["front"] == (0 if after else 3)).all()


def test_a_stock_cannot_be_taken_more_from_than_there_is():
    with pytest.raises(InputError, match=r"move 'home-=1' names 'home-', which the model has not; expected of modes"):
        ran(loaded(stock()), "home-=1")
    with pytest.raises(InputError, match=r"takes more than there is; expected no stock below 0"):
        ran(loaded(stock()), "home+=-1000000 on 3")


def test_a_parameter_is_moved_in_its_own_unit():
    whole = put(hazard(), "parameters/rate/unit", "1/year")
    model = loaded(whole)
    values = drawn(model)
    assert ran(model, "rate=36.525", values=values).values["rate"] == pytest.approx(0.1)
    assert ran(model, "rate+=36.525", values=values).values["rate"] == pytest.approx(values["rate"] + 0.1)
    assert ran(model, "rate*=2", values=values).values["rate"] == pytest.approx(values["rate"] * 2)


@pytest.mark.parametrize("text", ["done+=0.9", "done*=3", "days+=-10", "more*=1e300"])
def test_a_parameter_cannot_be_moved_out_of_sense(text):
    with pytest.raises(InputError, match=r"expected") as caught:
        ran(loaded(hazard()), text)
    assert "\n" not in str(caught.value)


def test_a_mechanism_is_switched_off_for_days_and_on_for_one():
    model = loaded(put(hazard(), "parameters/rate/draw", "fixed(50)"))
    found = ran(model, "storm=off from 1 until 15")
    assert (found.first["storm"] == 16).all()
    quiet = loaded(put(hazard(), "parameters/rate/draw", "fixed(0)"))
    found = ran(quiet, "storm=on on 4")
    assert (found.first["storm"] == 4).all()
    assert (found.times["storm"] == 1).all()
    assert (ran(quiet, "wreck=on on 4").carried["wreck"] == 1).all()


def test_nothing_is_planned_nor_sent_while_a_network_rests():
    model = loaded(flow())
    values = drawn(model)
    whole, less = (ran(model, *text, values=values) for text in ((), ("oil=off from 1 until 20",)))
    assert (whole.totals["oil.planned"] > 0).all()
    assert all((row == 0).all() for row in less.totals.values())
    part = ran(model, "oil=off from 5 until 8", values=values).totals["oil.planned"]
    assert part == pytest.approx(whole.totals["oil.planned"] * 16 / 20)


# Contracts


@pytest.mark.parametrize("kind", SMALL)
def test_a_mechanism_writes_only_what_it_declares(kind, monkeypatch):
    model = loaded(SMALL[kind]())

    def watched(step):
        def do(name, one, program, state, day):
            before = {row: value.copy() for row, value in state.rows.items()}
            others = {other: value.copy() for other, value in state.times.items() if other != name}
            step(name, one, program, state, day)
            declared = {*one.sets, one.index, *(end for move in one.moves for end in (move.source, move.to))}
            changed = {row for row, value in before.items() if not np.array_equal(value, state.rows[row])}
            assert {row for row in changed if row.rpartition(".")[0] != name} <= declared
            assert all(np.array_equal(value, state.times[other]) for other, value in others.items())

        return do

    for each in ("hazard", "choice", "stock", "drift"):
        monkeypatch.setattr(kinds, each, watched(getattr(kinds, each)))
    ran(model)


@pytest.mark.parametrize("kind", SMALL)
def test_every_row_stays_within_its_ends(kind):
    model = loaded(SMALL[kind]())
    for rows in stepped(model):
        for name, mode in model.modes.items():
            assert set(rows[name]) <= set(range(len(mode.states)))
        for name, index in model.indices.items():
            assert ((rows[name] >= index.least) & (rows[name] <= index.most)).all()
        assert all((rows[name] >= 0).all() for name in model.stocks)
        assert all((row >= 0).all() for name, row in rows.items() if name.startswith("oil."))


def test_a_run_can_be_followed_day_by_day():
    seen = []
    ran(loaded(hazard()), tick=lambda day, days: seen.append((day, days)))
    assert seen == [(day, 20) for day in range(1, 21)]
