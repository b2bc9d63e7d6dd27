"""The second shipped case: another region, the same types."""

from datetime import date

import pytest

from steppe import flow
from steppe.world.load import find_case, load_case


@pytest.fixture(scope="module")
def case():
    return load_case(find_case("south-sudan-oil"))


def test_it_holds_facts_of_most_kinds_each_with_its_source(case):
    facts = list(case.facts())
    assert len(facts) > 100
    assert all(one.provenance.sources or one.provenance.recalled for one in facts)
    assert sum(1 for one in facts if one.provenance.sources) > len(facts) / 2 - 10
    assert len({type(one) for one in facts}) >= 10


def test_all_its_oil_crosses_one_neighbour_in_every_year_known(case):
    found = flow.exposure(flow.world_at("south-sudan-oil", date(2024, 6, 30)), "SSD", "oil")
    assert found.year == 2023
    assert {state: (round(share.low, 2), round(share.high, 2)) for state, share in found.crossing.items()} == {
        "SDN": (1.0, 1.0)
    }
    assert found.cut == ("node-khartoum",)
    assert found.concentration == pytest.approx(0.56, abs=0.01)


def test_the_lifting_of_2025_is_not_known_in_2024():
    before, after = (flow.world_at("south-sudan-oil", day).case for day in (date(2024, 6, 30), date(2025, 6, 30)))
    assert [one.until for one in before.disruptions if one.id == "stop-5"] == [None]
    assert [one.until for one in after.disruptions if one.id == "stop-5"] == [date(2025, 1, 4)]
