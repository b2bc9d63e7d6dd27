"""Learned probabilities on a made panel: no look ahead, repeatable, better than climatology where there is something to
learn, climatology where there is not, and calibrated log-odds."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit
from tests.outlook.bursts import bursts

from steppe.errors import ModelMissing
from steppe.outlook.boosting import library
from steppe.outlook.calibrate import Bend, bend
from steppe.outlook.features import NAMES, features, seen
from steppe.outlook.forecast import Question
from steppe.outlook.foretell import forecast
from steppe.outlook.history import History, Kind, day_number
from steppe.outlook.learning import FADES, Effort, Model, climate, learn_panel, lost, origins, sample, windows
from steppe.outlook.panel import active, panel
from steppe.outlook.registry import forecaster

try:
    library()
except ModelMissing as error:
    pytest.skip(str(error), allow_module_level=True)

START = date(2020, 1, 1)
KINDS = tuple(Kind(name=f"k{quad}", type="", quad=quad) for quad in range(1, 5))
ACTORS = tuple("ABCDEFGH")
EFFORT = Effort(windows=12, met=1.0, cold=1.0, seeds=(1,))


def made(length=260, seed=3):
    rows = bursts(ACTORS, [f"k{kind}" for kind in range(1, 5)], START, length, seed=seed, fresh=0.004)
    return History.of(rows, kinds=KINDS)


@pytest.fixture(scope="module")
def found():
    return panel(made(), ACTORS)


@pytest.fixture(scope="module")
def model(found):
    return learn_panel(found, 210, (7,), EFFORT)


def said(model, found, day):
    asked = windows(found, day, 7)
    return asked, model.log_odds(asked.rows, asked.climate, asked.lift)


def loss(log_odds, happened):
    return float((np.logaddexp(0, log_odds) - happened * log_odds).mean())


def test_it_beats_climatology_where_acts_come_in_bursts(model, found):
    mine, plain = [], []
    for day in range(210, 253, 7):
        asked, log_odds = said(model, found, day)
        mine.append(loss(log_odds, asked.happened))
        plain.append(loss(asked.climate, asked.happened))
    assert np.mean(mine) < 0.95 * np.mean(plain)


def test_the_same_panel_teaches_the_same(model, found):
    again = learn_panel(found, 210, (7,), EFFORT)
    assert said(again, found, 210)[1].tobytes() == said(model, found, 210)[1].tobytes()


def test_what_comes_later_changes_neither_the_model_nor_what_is_seen(model, found):
    whole = made()
    extra = [("A", "k4", "B", START + timedelta(day)) for day in range(210, 250)] * 3
    past = whole.before(START + timedelta(210))
    kept = [
        (past.actors[a], past.kinds[k].name, past.actors[b], START + timedelta(int(d) - day_number(START)))
        for a, k, b, d in zip(past.source, past.kind, past.target, past.day, strict=True)
    ]
    other = panel(History.of(kept + extra, kinds=KINDS), ACTORS)
    changed = learn_panel(other, 210, (7,), EFFORT)
    one, two = said(model, found, 210), said(changed, other, 210)
    assert (one[0].rows == two[0].rows).all()
    assert (one[0].climate == two[0].climate).all()
    assert one[1].tobytes() == two[1].tobytes()


def test_a_longer_past_alone_does_not_make_what_never_was_less_likely(model, found):
    """Acts out of nothing are as likely on day 200 as on day 100, but climatology falls."""
    (early, one), (late, other) = said(model, found, 100), said(model, found, 200)
    never = late.rows[:, NAMES.index("own:age")] >= 1000
    fallen = float((late.climate - early.climate)[never].mean())
    assert fallen < -0.2
    assert abs(float((other - one)[never].mean())) < abs(fallen) / 2


def test_older_windows_count_for_less_and_all_for_as_much(found):
    old, new = windows(found, 200 - FADES, 7), windows(found, 200, 7)
    seen = sample([old, new])
    half = len(old.cells)
    assert seen.weight[0] == pytest.approx(seen.weight[-1] / 2)
    assert seen.weight.sum() == pytest.approx(2 * half)


def test_cells_where_something_happened_are_all_looked_at_and_the_others_stand_for_more(found):
    every = windows(found, 150, 7)
    part = windows(found, 150, 7, effort=Effort(met=0.3, cold=0.3, rows=80, seeds=(1,)))
    assert part.happened.sum() == every.happened.sum() > 0
    assert (part.weight[part.happened] == 1).all()
    assert len(part.cells) < len(every.cells)
    assert part.weight.sum() == pytest.approx(len(every.cells), rel=0.3)


def test_a_class_is_given_up_for_squared_error_only_beyond_one_standard_error():
    quad, better = np.repeat([1, 2], 100), np.full(200, -0.01)
    worse = np.full(200, 0.001)
    worse[0] = worse[1] = 3.0
    worse[2] = -3.0
    assert lost(quad, better, worse) == frozenset({2})
    assert lost(quad, -better, np.zeros(200)) == frozenset({1, 2})


@pytest.mark.parametrize("days", [7, 30])
def test_where_it_starts_from_is_what_climatology_says(found, days):
    day = 200
    whole = made()
    logits = climate(found, day, days)
    opens = START + timedelta(day)
    for at in range(0, len(logits), 37):
        a, b = divmod(int(found.pair[at]), len(ACTORS))
        asked = Question(
            actors=(ACTORS[a],),
            kinds=(found.groups[found.group[at]],),
            recipients=(ACTORS[b],),
            opens=opens,
            closes=opens + timedelta(days - 1),
        )
        assert expit(logits[at]) == pytest.approx(
            forecast(asked, whole, forecaster("climatology")).probability, rel=1e-6
        )


def test_a_class_given_up_is_answered_by_climatology(model, found):
    asked = windows(found, 210, 7)
    given_up = Model(logit=model.logit, trees=model.trees, share=model.share, bent=model.bent, given_up=frozenset({2}))
    log_odds = given_up.log_odds(asked.rows, asked.climate, asked.lift)
    of_class = found.book.quad == 2
    assert (log_odds[of_class] == asked.climate[of_class]).all()
    assert (log_odds[~of_class] != asked.climate[~of_class]).any()


@given(st.integers(1, 2000), st.integers(1, 60), st.integers(1, 40))
def test_windows_to_learn_from_have_closed(until, days, many):
    found = origins(until, days, many)
    assert list(found) == sorted(found)
    assert all(day >= 0 and day + days <= until for day in found)
    assert len(found) <= many + 1


@settings(max_examples=25)
@given(st.floats(0.5, 2.0), st.floats(0.5, 2.0), st.floats(-1, 1))
def test_a_calibration_keeps_the_order(rise, fall, shift):
    asked = np.linspace(-8, 8, 50)
    assert (np.diff(Bend(rise=rise, fall=fall, shift=shift)(asked)) > 0).all()


def test_weights_count_as_rows_that_often():
    log_odds, happened = np.linspace(-3, 3, 400), (np.arange(400) % 3 == 0).astype(float)
    many = np.where(np.arange(400) < 100, 3.0, 1.0)
    row = np.repeat(np.arange(400), many.astype(int))
    one, other = bend(log_odds, happened, many), bend(log_odds[row], happened[row])
    assert (one.rise, one.fall, one.shift) == pytest.approx((other.rise, other.fall, other.shift), abs=1e-3)


def test_features_have_their_names_and_rows_of_the_day(found):
    view = seen(found.book, 0)
    rows = features(view, np.arange(5), 7)
    assert rows.shape == (5, len(NAMES))
    assert np.isfinite(rows).all()
    assert (rows[:, [at for at, name in enumerate(NAMES) if name.endswith(":age")]] == 1000).all()


def test_the_most_active_come_first_and_a_country_does_not_count_with_itself():
    rows = [("A", "k1", "A", START)] * 5 + [("B", "k1", "C", START)] * 2 + [("B", "k1", "A", START)]
    assert active(History.of(rows, kinds=KINDS), 2) == ("B", "C")
