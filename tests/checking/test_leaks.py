"""As of a day nothing known later moves a verdict."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steppe import flow
from steppe.checking.check import check
from steppe.types import Page
from steppe.world.build import as_known, build
from steppe.world.load import load_on_reference

pytestmark = pytest.mark.model
TEXT = """Kazakhstan is a member of the CSTO and makes 41 percent of world uranium production.

Finland is a member of NATO. Armenia is a member of the CSTO. Nigeria is the most populous country in Africa.

Russia annexed Crimea in 2014. Britain left the European Union in 2020. Kazakhstan has a population of 20 million.

In 2017 Kazakhstan's Criminal Code provided for deprivation of citizenship for separatism."""


@pytest.fixture(scope="module")
def coded():
    day = datetime(2024, 1, 1, tzinfo=UTC)
    return flow.code(flow.read(Page(content=TEXT.encode(), media_type="text/plain", address="-", fetched=day)))


@pytest.fixture(scope="module")
def case():
    return load_on_reference("kazakhstan-2022")


def test_later_facts_change_nothing_at_any_day(coded, case):
    known = {one.id: one.provenance.known for one in case.facts()}

    @settings(max_examples=25, deadline=None)
    @given(day=st.dates(date(1995, 1, 1), date(2026, 6, 1)))
    def at(day):
        found = check(coded, build(case, (), day))
        assert found == check(coded, build(as_known(case, day), (), day))
        earliest = {name: when for name, when in known.items() if when >= day}
        later = [fact for one in found for fact in one.facts if fact in earliest]
        assert [
            fact for fact in later if all(one.provenance.known >= day for one in case.facts() if one.id == fact)
        ] == []

    at()


def test_a_verdict_moves_with_the_day(coded, case):
    def of_finland(day):
        return next(one.finding for one in check(coded, build(case, (), day)) if one.proposition.subject == "FIN")

    assert [of_finland(day) for day in (date(2022, 11, 27), date(2023, 6, 1))] == ["contradicted", "supported"]
