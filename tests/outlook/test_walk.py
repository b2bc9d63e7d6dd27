"""Walking forward: nothing leaks from the future, outcomes wait for their window, scores are plain sums."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from tests.outlook.contract import OPENS, asked, busy_rows, columns, every

from steppe.errors import InputError
from steppe.outlook.forecast import Forecast, Forecaster
from steppe.outlook.history import day_number, day_of
from steppe.outlook.match import happened
from steppe.outlook.registry import FORECASTERS, forecaster
from steppe.outlook.walk import digest, walk
from steppe.outlook.walked import Walked
from steppe.wire import from_json, to_json

PAST = columns(busy_rows())
ORIGINS = [OPENS - timedelta(days=days) for days in range(300, 10, -30)]


def saying(name, probability, seen=None):
    def learn(history):
        def answer(questions):
            if seen is not None:
                seen.append((questions[0].opens, history))
            return tuple(
                Forecast(question=one, probability=_of(probability, one), low=0.0, high=1.0, base_rate=0.5,
                         forecaster=name, as_of=one.opens)
                for one in questions
            )  # fmt: skip

        return answer

    return Forecaster(name, "7", learn)


def _of(probability, question):
    return probability(question) if callable(probability) else probability


def test_what_a_forecaster_learns_from_was_known_before_the_origin():
    seen = []
    walk(every(), PAST, [saying("spy", 0.5, seen)], ORIGINS)
    assert [opens for opens, _ in seen] == ORIGINS
    assert all(history.known.max() < day_number(opens) for opens, history in seen)


def test_scores_are_those_of_plain_sums():
    found = walk(every(7), PAST, [saying("quarter", 0.25), saying("half", 0.5)], ORIGINS)
    share = found.happened / found.windows
    quarter, half = found.scores
    assert quarter.brier == pytest.approx(share * 0.75**2 + (1 - share) * 0.25**2)
    assert half.brier == pytest.approx(0.25)
    assert half.log_score == pytest.approx(np.log(2))
    assert quarter.calibration_error == pytest.approx(abs(share - 0.25))
    (skill,) = quarter.skills
    assert (skill.rival, skill.value) == ("half", pytest.approx(1 - quarter.brier / 0.25))
    assert skill.low <= skill.value <= skill.high
    (one,) = half.bins
    assert (one.count, one.observed) == (found.windows, pytest.approx(share))
    assert sum(group.windows for group in half.groups) == found.windows


def test_the_outcome_is_that_of_the_history():
    def knowing(question):
        return 0.999 if happened(question, PAST.before(question.closes + timedelta(days=1))) else 0.001

    right, half = walk(every(7), PAST, [saying("right", knowing), saying("half", 0.5)], ORIGINS).scores
    assert right.brier == pytest.approx(1e-6)
    assert right.skills[0].low > 0.99
    for miss in (miss for group in half.groups for miss in group.misses):
        assert bool(miss.rows) == miss.happened
        assert "within 7d from" in miss.question


def test_a_window_waits_for_its_close_and_the_delay():
    last = day_of(int(PAST.known[-1]))
    exact = [last - timedelta(days=29)]
    assert walk([asked()], PAST, FORECASTERS, exact).windows == 1
    with pytest.raises(InputError, match="none of 1 windows is settled"):
        walk([asked()], PAST, FORECASTERS, exact, delay=1)
    both = walk([asked(), asked(days=7)], PAST, FORECASTERS, exact, delay=5)
    assert (both.windows, both.unsettled) == (1, 1)


def test_what_became_known_after_the_delay_does_not_count():
    rows = [("KAZ", 2, "RUS", 5, 20), ("UZB", 2, "RUS", 0, 0), ("UZB", 2, "RUS", 90, 90)]
    question = asked(days=7)
    happened = [
        walk([question], columns(rows), [saying("half", 0.5)], [day_of(1)], delay=delay).happened
        for delay in (0, 12, 13)
    ]
    assert happened == [0, 0, 1]


def test_new_and_continuing_cases_are_kept_apart():
    rows = [("KAZ", 2, "RUS", day, day) for day in (0, 300, 310, 600)]
    found = walk([asked(days=7)], columns(rows), [saying("low", 0.1)], [day_of(300), day_of(307), day_of(590)])
    groups = {group.name: group for group in found.scores[0].groups}
    assert (groups["new"].windows, groups["new"].happened) == (2, 1)
    assert (groups["continuing"].windows, groups["continuing"].happened) == (1, 1)
    assert groups["new"].misses[0].rows == (1,)


def test_a_forecaster_that_sees_a_pattern_is_better_than_one_that_guesses():
    found = walk(every(), PAST, [*FORECASTERS, saying("half", 0.5)], ORIGINS)
    climate = found.scores[0]
    (skill,) = [one for one in climate.skills if one.rival == "half"]
    assert skill.low > 0


def test_a_walk_is_the_same_each_time_and_goes_through_json():
    found = walk(every(), PAST, FORECASTERS, ORIGINS)
    assert found == walk(every(), PAST, FORECASTERS, reversed(ORIGINS))
    assert from_json(Walked, to_json(found)) == found
    assert [one.version for one in found.scores] == [one.version for one in FORECASTERS]
    assert (found.history, found.rows) == (digest(PAST), len(PAST))


def test_a_perfect_rival_leaves_no_skill_to_tell():
    rows = [("UZB", 2, "RUS", day, day) for day in (0, 200)]
    found = walk([asked(days=7)], columns(rows), [saying("half", 0.5), saying("right", 0.0)], [day_of(50)])
    assert [one.value for one in found.scores[0].skills] == [None]


@pytest.mark.parametrize("changed", [("ARM", 2, "RUS", 5, 9), ("KAZ", 3, "RUS", 5, 9), ("KAZ", 2, "RUS", 5, 8)])
def test_the_digest_tells_events_and_not_where_they_come_from(changed):
    plain = columns([("KAZ", 2, "RUS", 5, 9)])
    assert digest(columns([changed])) != digest(plain)
    assert digest(replace(plain, origins=("elsewhere",))) == digest(plain)


def test_the_named_forecaster_is_walked_as_it_is_asked():
    (one,) = walk([asked()], PAST, [forecaster("recency")], [ORIGINS[0]]).scores
    assert one.forecaster == "recency"
    assert one.skills == ()


def test_steps_are_told_forecaster_by_forecaster():
    told = []
    walk(every(7), PAST, [saying("quarter", 0.25), saying("half", 0.5)], ORIGINS, told=lambda *step: told.append(step))
    assert told == [(done, 2 * len(ORIGINS)) for done in range(2 * len(ORIGINS))]
