"""Sobol shares: they sum up to about all of the variance, and luck stands beside ignorance."""

import pytest

from steppe.errors import InputError, UnknownName
from steppe.scenario.setting import opened
from steppe.scenario.sobol import LUCK, shares


@pytest.fixture(scope="module")
def at():
    return opened("kazakhstan-2022", draws=1000)


def test_a_quantity_without_luck_is_explained_by_its_parameters(at):
    found = {one.name: one for one in shares(at, "Q9", size=512)}
    assert found[LUCK].together < 0.01
    assert max(found, key=lambda name: found[name].together) == "leaked_mean"
    assert sum(one.alone for one in found.values()) == pytest.approx(1.0, abs=0.25)


def test_what_goes_alone_is_no_more_than_what_goes_together(at):
    for one in shares(at, "Q2", size=256):
        assert one.alone <= one.together + 0.12
        assert 0 <= one.alone <= 1


def test_a_question_no_run_answers_and_too_few_draws_are_refused(at):
    with pytest.raises(InputError, match="expected one that a run answers"):
        shares(at, "Q12")
    with pytest.raises(InputError, match="expected 64 draws or more"):
        shares(at, "Q1", size=2)
    with pytest.raises(UnknownName, match="Q1"):
        shares(at, "Q99")
