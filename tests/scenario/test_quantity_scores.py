"""Scores of draws: known values, closed forms, propriety."""

from math import erf, exp, pi, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.scenario.noise import generator
from steppe.scores import brier, coverage, crps, pit, quantiles

NUMBER = st.floats(-1e6, 1e6)
DRAWS = st.lists(NUMBER, min_size=1, max_size=40)


def normal_crps(mean, deviation, outcome):
    """The closed form for a normal forecast (Gneiting and Raftery 2007, eq. 5 of section 4.2)."""
    z = (outcome - mean) / deviation
    density, below = exp(-z * z / 2) / sqrt(2 * pi), (1 + erf(z / sqrt(2))) / 2
    return deviation * (z * (2 * below - 1) + 2 * density - 1 / sqrt(pi))


@given(NUMBER, NUMBER)
def test_of_a_single_number_it_is_the_absolute_error(said, outcome):
    assert crps([said], outcome) == pytest.approx(abs(said - outcome))


@given(DRAWS, NUMBER)
def test_it_is_what_the_definition_says(draws, outcome):
    apart = np.abs(np.subtract.outer(draws, draws)).mean() / 2
    assert crps(draws, outcome) == pytest.approx(np.abs(np.array(draws) - outcome).mean() - apart, abs=1e-6, rel=1e-9)


@given(DRAWS, NUMBER, st.randoms(use_true_random=False))
def test_it_is_never_below_zero_and_the_order_of_draws_does_not_matter(draws, outcome, chance):
    mixed = chance.sample(draws, len(draws))
    assert crps(mixed, outcome) == crps(draws, outcome) >= -1e-6


@given(DRAWS, NUMBER, st.floats(0.1, 100), st.floats(-100, 100))
def test_it_is_in_the_unit_of_the_quantity(draws, outcome, scale, shift):
    moved = [one * scale + shift for one in draws]
    assert crps(moved, outcome * scale + shift) == pytest.approx(crps(draws, outcome) * scale, abs=1e-4, rel=1e-6)


@pytest.mark.parametrize(("mean", "deviation", "outcome"), [(0, 1, 0), (0, 1, 2.5), (10, 3, 4), (-2, 0.5, -2.2)])
def test_draws_of_a_normal_give_its_closed_form(mean, deviation, outcome):
    draws = mean + deviation * generator(1, "closed form").standard_normal(200_000)
    assert crps(draws, outcome) == pytest.approx(normal_crps(mean, deviation, outcome), abs=0.01 * deviation)


@given(st.lists(st.booleans(), min_size=1, max_size=50), st.booleans())
def test_of_draws_of_0_and_1_it_is_the_brier_score(draws, happened):
    assert crps([float(one) for one in draws], float(happened)) == pytest.approx(brier(np.mean(draws), happened))


def test_the_honest_forecast_scores_best():
    noise = generator(2, "honest").standard_normal(2_000)
    outcomes = generator(2, "outcomes").standard_normal(3_000)

    def expected(mean, deviation):
        return np.mean([crps(mean + deviation * noise, one) for one in outcomes])

    honest = expected(0, 1)
    assert all(honest < expected(*other) for other in [(0.5, 1), (-0.5, 1), (0, 0.6), (0, 1.6)])


def test_pit_of_honest_forecasts_is_even_and_coverage_is_nine_in_ten():
    noise = generator(3, "honest").standard_normal(10_000)
    outcomes = generator(3, "outcomes").standard_normal(2_000)
    found = [pit(noise, one) for one in outcomes]
    assert np.histogram(found, bins=5, range=(0, 1))[0] == pytest.approx([400] * 5, abs=80)
    low, _, high = quantiles(noise)
    assert coverage([low <= one <= high for one in outcomes]) == pytest.approx(0.9, abs=0.02)


@given(DRAWS, NUMBER)
def test_pit_is_a_share(draws, outcome):
    assert 0 <= pit(draws, outcome) <= 1


@pytest.mark.parametrize("score", [crps, pit])
def test_no_draws_are_refused(score):
    with pytest.raises(ValueError, match="no draws; expected one at least"):
        score([], 1.0)
