"""Scores: known values, propriety, and intervals that can be repeated."""

from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.scores import (
    brier,
    calibration_error,
    log_score,
    paired_interval,
    reliability,
    skill,
    skill_interval,
    wilson,
)

PROBABILITY = st.floats(0.0, 1.0)
GRID = [one / 50 for one in range(51)]


@given(PROBABILITY, st.booleans())
def test_scores_are_finite_and_never_below_zero(probability, happened):
    assert 0 <= brier(probability, happened) <= 1
    assert 0 <= log_score(probability, happened) < 14


@pytest.mark.parametrize("score", [brier, log_score])
@pytest.mark.parametrize("truth", [0.1, 0.22, 0.5, 0.9])
def test_the_honest_probability_scores_best(score, truth):
    def expected(said):
        return truth * score(said, True) + (1 - truth) * score(said, False)

    assert min(GRID, key=expected) == pytest.approx(truth, abs=0.011)


def test_the_interval_is_the_same_each_time_and_tells_who_is_better():
    good, bad = [0.05, 0.1, 0.0, 0.2], [0.2, 0.3, 0.1, 0.4]
    assert paired_interval(good, bad) == paired_interval(good, bad)
    low, high = paired_interval(good, bad)
    assert low <= high < 0


@pytest.mark.parametrize(("one", "other"), [([], []), ([0.1], [0.1, 0.2])])
def test_scores_that_do_not_pair_are_refused(one, other):
    with pytest.raises(ValueError, match="expected as many of each"):
        paired_interval(one, other)


def test_skill_is_known_and_its_interval_holds_it():
    noise = np.random.default_rng(1)
    mine, theirs = noise.random(200) * 0.5, noise.random(200)
    assert skill(mine, mine) == 0
    low, high = skill_interval(mine, theirs)
    assert low < skill(mine, theirs) < high
    assert skill_interval(mine, theirs) == (low, high)


def test_scores_that_go_together_leave_a_wider_interval():
    noise = np.random.default_rng(1)
    mine, theirs = np.repeat(noise.random(20), 10), np.repeat(noise.random(20), 10)
    low, high = skill_interval(mine, theirs)
    wide_low, wide_high = skill_interval(mine, theirs, groups=np.repeat(np.arange(20), 10))
    assert wide_high - wide_low > 2 * (high - low)


def test_a_rival_without_error_leaves_no_skill():
    assert isnan(skill([0.1], [0.0]))
    assert all(isnan(one) for one in skill_interval([0.1], [0.0]))
    with pytest.raises(ValueError, match="expected as many of each"):
        skill_interval([0.1], [])


@given(st.integers(0, 50), st.integers(0, 50), st.floats(0.5, 3))
def test_wilson_holds_the_share_and_stays_inside(hits, more, sigmas):
    low, high = wilson(hits, hits + more, sigmas=sigmas)
    assert 0 <= low <= high <= 1
    if hits + more:
        assert low - 1e-12 <= hits / (hits + more) <= high + 1e-12


def test_wilson_is_that_of_the_textbook():
    assert wilson(8, 10, sigmas=1.959964) == pytest.approx((0.4902, 0.9433), abs=1e-4)


@given(st.lists(st.tuples(PROBABILITY, st.booleans()), min_size=1, max_size=80))
def test_bins_hold_each_forecast_once_and_the_error_does_not_mind_order(pairs):
    said, came = [one[0] for one in pairs], [one[1] for one in pairs]
    bins = reliability(said, came)
    assert sum(one.count for one in bins) == len(pairs)
    assert sum(one.count * one.observed for one in bins) == pytest.approx(sum(came))
    assert all(one.since - 1e-9 <= one.forecast <= one.until + 1e-9 for one in bins)
    error = calibration_error(said, came)
    assert 0 <= error <= 1
    assert calibration_error(said[::-1], came[::-1]) == pytest.approx(error)


def test_honest_forecasts_are_calibrated_and_bold_ones_are_not():
    noise = np.random.default_rng(3)
    truth = noise.random(20_000)
    came = (noise.random(20_000) < truth).tolist()
    assert calibration_error(truth, came) < 0.015
    assert calibration_error(np.clip(2 * truth - 0.5, 0, 1), came) > 0.1
    with pytest.raises(ValueError, match="expected one at least"):
        calibration_error([], [])
