from datetime import date

import pytest
from folders import FILES, written

from steppe.errors import InputError
from steppe.world.build import build
from steppe.world.exposure import controllers, exposure
from steppe.world.load import load_case

SECOND = "route-2\tLine two\toil\tAAA\tfield-a;port-c\t\t2001\t\t\tS1\thigh\t\n"


@pytest.fixture
def forked(tmp_path):
    """Two routes: nine tenths by state BBB, one tenth straight to a buyer."""
    files = {name.split(".")[0]: text for name, text in FILES.items()}
    more = "port-c\tFar port\tinfrastructure\tCCC\t\t1\t2\t\tS1\thigh\t\nroute-1"
    files["members"] = files["members"].replace("route-1", more, 1)
    files["members"] = files["members"].replace(
        "stop-1", "route-2\tLine two\troute\tAAA\t\t\t\t\tS1\thigh\t\nstop-1", 1
    )
    files["routes"] += SECOND
    flow = "route-1\tflow\tAAA\t2020\t\t10\t\tMt\t\t\t\tS1\thigh\t\n"
    files["figures"] = files["figures"].replace(
        flow, flow.replace("\t10\t", "\t9\t") + flow.replace("route-1", "route-2").replace("\t10\t", "\t1\t")
    )
    return load_case(written(tmp_path / "forked", **files))


def test_shares_concentration_and_cut_come_from_the_flows(forked):
    found = exposure(build(forked, (), date(2022, 1, 1)), "AAA", "oil")
    assert found.year == 2020
    assert found.routes == {"route-1": 0.9, "route-2": 0.1}
    assert {state: (share.low, share.high) for state, share in found.crossing.items()} == {"BBB": (0.9, 0.9)}
    assert found.concentration == pytest.approx(0.82)
    assert found.cut == ("port-b", "port-c")
    assert found.facts == ("AAA.oil-exports.2020", "route-1.flow.AAA.2020", "route-2.flow.AAA.2020")


def test_what_no_route_is_known_to_carry_widens_the_share(small):
    world = build(small, (), date(2022, 1, 1))
    assert exposure(world, "AAA", "oil", 2020).crossing["BBB"].low == 1.0
    with pytest.raises(InputError, match="no yearly flow of oil from AAA is known before 2022-01-01"):
        exposure(world, "AAA", "oil", 2021)


def test_flows_published_later_are_not_used(forked):
    with pytest.raises(InputError, match="no yearly flow"):
        exposure(build(forked, (), date(2021, 1, 15)), "AAA", "oil")


def test_who_controls_a_place(small):
    world = build(small, (), date(2022, 1, 1))
    assert controllers(world, "port-b", date(2021, 1, 1)) == ("BBB",)
