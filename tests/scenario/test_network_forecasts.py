"""Forecasts by the engine see nothing of their day or later, and answer for other days than they were made for."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from steppe.scenario.forecasts import Asked
from steppe.scenario.network_forecasts import FORECASTS
from steppe.scenario.noise import generator
from steppe.scenario.trials import trials
from steppe.world.load import load_on_reference

TRIALS = {one.id: one for one in trials()}


@pytest.fixture(scope="module")
def case():
    return load_on_reference("kazakhstan-2022")


def asked(case, name, **changes):
    trial = replace(TRIALS[name], outcome=float("nan"), high=float("nan"), **changes)
    return Asked(trial=trial, settled=(), case=case, luck=generator(7, name))


@pytest.mark.parametrize(
    ("mechanism", "trial"),
    [("network-year", "cpc-2022-kazakh"), ("other-ways", "reroute-2026"), ("stop", "stop-2023")],
)
def test_facts_known_later_change_nothing(case, mechanism, trial):
    as_of = TRIALS[trial].as_of
    later = tuple(replace(one, value=one.value * 3) if one.provenance.known >= as_of else one for one in case.figures)
    one = FORECASTS[mechanism](asked(case, trial))
    other = FORECASTS[mechanism](asked(replace(case, figures=later), trial))
    assert np.array_equal(one, other)
    assert np.isfinite(one).all()


def test_a_year_is_told_better_when_most_of_it_is_on_record(case):
    early = FORECASTS["network-year"](asked(case, "cpc-2023-all"))
    late = FORECASTS["network-year"](asked(case, "cpc-2023-all-november"))
    assert late.std() < early.std() / 2


def test_a_shut_line_leaves_little_to_other_ways_and_never_more_than_all(case):
    share = FORECASTS["other-ways"](asked(case, "reroute-2026"))
    assert 0 <= share.min() <= share.max() <= 1
    assert share.mean() < 0.5


def test_links_that_never_came_get_small_probabilities(case):
    draws = FORECASTS["chain"](asked(case, "chain-request"))
    assert set(np.unique(draws)) <= {0.0, 1.0}
    assert draws.mean() < 0.05
    assert TRIALS["chain-request"].as_of == date(2022, 11, 24)
