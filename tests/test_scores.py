"""Scores: known values, propriety, and intervals that can be repeated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.scores import brier, log_score, paired_interval

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
