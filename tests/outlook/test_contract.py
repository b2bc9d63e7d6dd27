"""Every forecaster of the registry passes every check of the contract."""

import pytest
from tests.outlook.contract import CHECKS, CHECKS_OF_BASELINES, EAGER

from steppe.errors import UnknownName
from steppe.outlook.baselines import BASELINES
from steppe.outlook.registry import FORECASTERS, forecaster


def name_of(value):
    return getattr(value, "name", None) or value.__name__.removeprefix("check_")


@pytest.mark.parametrize("check", CHECKS, ids=name_of)
@pytest.mark.parametrize("one", [*FORECASTERS, EAGER], ids=name_of)
def test_a_forecaster_keeps_the_contract(one, check):
    check(one)


@pytest.mark.parametrize("check", CHECKS_OF_BASELINES, ids=name_of)
@pytest.mark.parametrize("one", BASELINES, ids=name_of)
def test_a_baseline_keeps_its_own_part_of_the_contract(one, check):
    check(one)


def test_forecasters_are_found_by_name():
    assert [forecaster(one.name) for one in FORECASTERS] == list(FORECASTERS)
    with pytest.raises(UnknownName, match="unknown forecaster 'oracle'; known: chance, climatology, "):
        forecaster("oracle")
