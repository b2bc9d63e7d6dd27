"""Model checks of the shipped case: figures that must come out of queries, and did not go in as constants."""

from datetime import date

import pytest

from steppe import flow
from steppe.checking.propositions import Proposition
from steppe.checking.statistic import judge
from steppe.types import Span
from steppe.world.exposure import exposure


@pytest.fixture(scope="module")
def world():
    return flow.world_at("kazakhstan-2022", date(2024, 6, 1))


def test_share_of_exports_that_crosses_russia_in_2022(world):
    found = exposure(world, "KAZ", "oil", 2022)
    assert 0.94 <= found.crossing["RUS"].low <= 0.975
    assert found.concentration == pytest.approx(0.68, abs=0.02)
    assert 0.78 <= found.routes["route-cpc"] <= 0.82


def test_votes_of_the_alliance_on_the_first_resolution(world):
    six = {
        one.head for one in world.case.relations if one.kind == "member" and one.tail == "csto" and one.until is None
    }
    ballots = [one.ballot for one in world.case.votes if one.resolution == "ES-11/1" and one.state in six]
    assert (ballots.count("no"), ballots.count("abstain")) == (2, 4)


def test_uranium_share_of_2022(world):
    told = Proposition(
        kind="statistic",
        span=Span(0, 1),
        quote="",
        subject="KAZ",
        measure="uranium-production",
        of="WORLD",
        value=43.0,
        unit="%",
    )
    found = judge(told, world)
    assert (found.finding, found.record.split()[0]) == ("supported", "43")


def test_pleas_granted_by_threat(world):
    pleas = [one for one in world.case.pleas if one.counts]
    granted = [one.id for one in pleas if one.granted == "full"]
    assert granted == ["R7"]
    outside = [one for one in pleas if one.threat != "internal-unrest"]
    assert len(outside) == 7
    assert not any(one.granted == "full" for one in outside)


def test_no_second_front_is_recorded_by_the_end_of_2023(world):
    fronts = [
        one
        for one in world.case.events
        if one.kind == "ASSAULT" and "RUS" in one.actors and "KAZ" in one.recipients and one.first <= date(2023, 12, 31)
    ]
    assert fronts == []


def test_the_case_is_whole(world):
    case = flow.world_at("kazakhstan-2022", date(2026, 6, 1)).case
    own = [one for one in case.events if one.id.startswith("E") and one.id[1:].isdigit() and len(one.id) == 4]
    assert len(own) >= 150
    for field in ("duties", "laws", "regimes", "statements", "routes", "disruptions", "deployments", "pleas", "votes"):
        assert getattr(case, field), field
