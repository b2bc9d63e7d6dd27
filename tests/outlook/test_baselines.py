"""The baselines: against counts by hand, in simulated worlds whose chances are known, and how they move."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.outlook.contract import OPENS, asked, busy_rows, columns

from steppe.outlook import climatology
from steppe.outlook.baselines import BASELINES
from steppe.outlook.belief import either, of_rate, of_shares
from steppe.outlook.forecast import Question
from steppe.outlook.foretell import forecast, forecasts
from steppe.outlook.history import History, day_number, day_of
from steppe.outlook.past import reader
from steppe.outlook.registry import forecaster
from steppe.outlook.spells import AGES, Spells, by_age, of_days, weeks, window_share

DAYS = (
    st.lists(st.integers(0, 59), unique=True, max_size=20).map(sorted).map(lambda days: np.array(days, dtype=np.int64))
)
START = date(2020, 1, 1)


def pair(days, who="KAZ", whom="RUS"):
    return [(who, "REJECT", whom, START + timedelta(days=int(day))) for day in days]


def ask(opens, days=30, who=("KAZ",), whom=("RUS",)):
    return Question(
        actors=who, kinds=("REJECT",), recipients=whom, opens=opens, closes=opens + timedelta(days=days - 1)
    )


@given(DAYS, st.integers(1, 70))
def test_the_share_of_windows_is_what_counting_finds(days, length):
    windows = [any(start <= day < start + length for day in days) for start in range(60 - length + 1)]
    expected = sum(windows) / len(windows) if windows else 0.0
    assert window_share(of_days(days, 60), length) == pytest.approx(expected)


@given(DAYS, DAYS)
def test_ages_and_weeks_are_what_counting_finds(one, other):
    spells = Spells(unit=np.repeat([4, 9], [len(one), len(other)]), day=np.concatenate([one, other]), units=3, span=60)
    events, counted = np.zeros(len(AGES) + 1), np.zeros(len(AGES) + 1)
    seen = [0, 0, 0, 0]
    for days in (set(one.tolist()), set(other.tolist()), set()):
        for day in range(60):
            before = [past for past in days if past < day]
            place = int(np.searchsorted(AGES, day - max(before), "right")) - 1 if before else len(AGES)
            events[place] += day in days
            counted[place] += 1
        for start in range(7, 54):
            busy = any(start - 7 <= day < start for day in days)
            seen[2 * busy] += 1
            seen[2 * busy + 1] += any(start <= day < start + 7 for day in days)
    assert (by_age(spells)[0].tolist(), by_age(spells)[1].tolist()) == (events.tolist(), counted.tolist())
    assert list(weeks(spells)) == seen


def test_climatology_is_the_share_of_past_windows_drawn_to_what_is_usual():
    rows = [*pair(range(0, 400, 50)), *pair([0], "UZB", "RUS")]
    opens = START + timedelta(days=400)
    past = reader(History.of(rows))(ask(opens))
    # Both pairs share 400 days; events 50 days apart are in 30 of 50 windows, but for the ends.
    usual = (800 * window_share(past.peers, 30) + 365 * either(0.5 / 365, 30)) / (800 + 365)
    expected = (climatology.STRENGTH * usual + 400 * window_share(past.own, 30)) / (climatology.STRENGTH + 400)
    found = forecast(ask(opens), History.of(rows), forecaster("climatology"))
    assert found.probability == pytest.approx(expected)
    assert found.base_rate == found.probability
    assert [reason.part for reason in found.reasons] == [0.0]
    assert found.reasons[0].rows == (8, 7, 6, 5, 4)


@pytest.mark.parametrize("name", [one.name for one in BASELINES])
@pytest.mark.parametrize("chance", [0.002, 0.02, 0.2])
def test_in_a_world_of_steady_chances_each_baseline_finds_them(name, chance):
    noise = np.random.default_rng(5)
    names = [f"S{at}" for at in range(40)]
    rows = [row for who in names for row in pair(np.flatnonzero(noise.random(900) < chance), who, "RUS")]
    rows += [("S0", "REJECT", "S1", START)]
    opens = START + timedelta(days=900)
    questions = [ask(opens, 7, (who,)) for who in names]
    said = [one.probability for one in forecasts(questions, History.of(rows), forecaster(name))]
    assert np.mean(said) == pytest.approx(1 - (1 - chance) ** 7, rel=0.25)


@pytest.mark.parametrize("name", [one.name for one in BASELINES])
def test_intervals_hold_the_true_chance_about_nine_times_in_ten(name):
    noise = np.random.default_rng(11)
    names = [f"S{at}" for at in range(150)]
    rows = [row for who in names for row in pair(np.flatnonzero(noise.random(700) < 0.01), who, "RUS")]
    questions = [ask(START + timedelta(days=700), 30, (who,)) for who in names]
    truth = 1 - 0.99**30
    found = forecasts(questions, History.of(rows), forecaster(name))
    assert np.mean([one.low <= truth <= one.high for one in found]) > 0.8


@pytest.mark.parametrize("name", ["recency", "ew-rate", "last-week"])
def test_new_events_move_a_forecast_more_than_old_ones(name):
    old, new = (History.of([*pair(days), *pair(range(0, 400, 40), "UZB")]) for days in ([0, 5, 9], [390, 395, 399]))
    opens = START + timedelta(days=400)
    before, after = (forecast(ask(opens, 7), one, forecaster(name)) for one in (old, new))
    assert before.probability < after.probability
    assert sum(one.part for one in after.reasons) > sum(one.part for one in before.reasons)


@pytest.mark.parametrize("one", BASELINES, ids=lambda one: one.name)
def test_what_would_change_a_forecast_is_what_comes_when_it_does(one):
    rows = busy_rows(200)
    found = forecast(asked(), columns(rows), one)
    ((what, then),) = found.changes
    assert what == "an event on the day before the window opens"
    last = day_number(OPENS) - 1
    after = forecast(asked(), columns([*rows, ("KAZ", 2, "RUS", last, last)]), one)
    assert then == pytest.approx(after.probability, rel=0.05)


def test_more_actors_are_never_less_likely_to_do_it():
    history = columns(busy_rows(300))
    for one in BASELINES:
        alone, both = (forecast(ask(OPENS, 30, who), history, one) for who in (("KAZ",), ("KAZ", "UZB")))
        assert alone.probability <= both.probability


def test_what_happened_before_anything_was_known_does_not_stretch_the_history():
    rows = [("KAZ", 2, "RUS", day, day) for day in range(100, 200, 10)]
    odd = ("KAZ", 2, "RUS", -9000, 150)
    opens = day_of(200)
    for one in BASELINES:
        plain, with_odd = (forecast(ask(opens), columns(some), one) for some in (rows, [*rows, odd]))
        assert plain.probability == with_odd.probability


def test_an_empty_history_speaks_by_a_convention_of_half_an_event_a_year():
    for one in BASELINES:
        found = forecast(ask(OPENS, 365), History.of([]), one)
        assert 0.05 < found.probability < 0.5
        assert found.low < 0.1
        assert "convention" in found.note


def test_intervals_narrow_with_evidence():
    few, many = of_shares(1.0, 3.0), of_shares(100.0, 300.0)
    assert many.high - many.low < few.high - few.low
    few, many = of_rate(1.0, 30.0, 30.0), of_rate(100.0, 3000.0, 30.0)
    assert many.high - many.low < few.high - few.low
