"""What the case holds around an article: routes on a map, ties on the day, events of the case."""

import dataclasses
import re
from datetime import date
from itertools import pairwise

import pytest

from steppe.brief.brief import CaseView, Network, RouteRow, Stop
from steppe.brief.case_view import case_view
from steppe.brief.charts.casetime import casetime
from steppe.brief.charts.routemap import routemap
from steppe.brief.charts.sheet import Sheet
from steppe.brief.compose import compose
from steppe.brief.html import to_html
from steppe.brief.verdicts import checked
from steppe.ontology.outlines import VIEW, outlines
from steppe.types import Actor, Mention
from steppe.world.build import build
from steppe.world.load import load_on_reference

DAY = date(2022, 11, 27)


@pytest.fixture(scope="module")
def world():
    return build(load_on_reference("kazakhstan-2022"), (), DAY)


def speaking_of(coded, *countries):
    """The article as if its first sentences named these states' governments."""
    spans = [block.span for block in coded.article.blocks]
    mentions = tuple(
        Mention(
            actor=Actor(id=code, name=code, kind="state", country=code),
            span=dataclasses.replace(spans[0], start=at, end=at + 1),
            quote=code,
            resolution="name",
        )
        for at, code in enumerate(countries)
    )
    return dataclasses.replace(coded, mentions=mentions)


def test_routes_carry_their_share_and_what_put_them_out_of_order_on_the_day(coded, world):
    routes = {row.id: row for row in case_view(coded, world, {}).routes}
    pipeline = routes["route-cpc"]
    assert 0.7 < pipeline.share < 0.9
    assert "buoyancy tanks" in pipeline.state
    assert pipeline.crosses == ("Russia",)
    assert routes["route-baku-supsa"].share is None
    earlier = build(load_on_reference("kazakhstan-2022"), (), date(2022, 2, 1))
    assert not any(row.state for row in case_view(coded, earlier, {}).routes)


def test_real_ties_are_told_with_their_role_and_join_only_those_named(coded, world):
    net = case_view(speaking_of(coded, "UKR", "european-union", "KAZ"), world, {}).network
    assert [node.actor for node in net.nodes] == ["KAZ", "UKR", "european-union"]
    joined = {(tie.head, tie.tail): tie for tie in net.ties}
    assert set(joined) == {("UKR", "european-union")}
    assert joined["UKR", "european-union"].kinds == ("candidate (member)",)
    assert joined["UKR", "european-union"].refs


def test_no_event_or_tie_of_a_later_day_is_shown(coded, world):
    view = case_view(coded, world, {})
    assert view.events
    assert all(event.first < DAY and event.last < DAY for event in view.events)
    assert view.until < DAY


def test_the_page_draws_map_ties_and_timeline_and_names_the_border_view(coded, world, made):
    named = speaking_of(coded, "KAZ", "RUS", "csto")
    rows = checked((), world, view=case_view(named, world, {}))
    page = to_html(compose(named, made=made, ontology_note={}, checked=rows))
    for ident in ("routes", "real", "casetime"):
        assert f'id="{ident}"' in page
    assert f"Borders: {VIEW}." in page
    assert "Caspian pipeline" in page


def test_a_case_without_routes_or_events_says_so(coded, made):
    net = Network(nodes=(), ties=(), hidden=0, untied=())
    view = CaseView(routes=(), network=net, since=date(2022, 1, 1), until=date(2022, 2, 1), events=())
    world = build(load_on_reference("south-sudan-oil"), (), date(2022, 11, 27))
    page = to_html(compose(coded, made=made, ontology_note={}, checked=checked((), world, view=view)))
    assert "The case holds no tie between those the text names." in page
    assert "No event of the case is known before that day." in page
    assert "How goods leave" not in page


def route(*stops, share=0.5, state=""):
    return RouteRow(
        ref="R1", id="r", name="A line", good="oil", origin="KAZ", stops=stops, crosses=(), year=2021, share=share,
        state=state, missing=(), sources=(),
    )  # fmt: skip


WEST = Stop(name="West end", country="KAZ", soil="Kazakhstan", east=51.9, north=47.1)
EAST = Stop(name="East end", country="CHN", soil="China", east=82.6, north=45.2)


def test_a_line_is_as_broad_as_its_share_and_red_where_out_of_order():
    whole = routemap([route(WEST, EAST, share=1.0)], {}, names={})
    little = routemap([route(WEST, EAST, share=0.1, state="stopped")], {}, names={})
    widths = [float(re.search(r'<polyline[^>]* stroke-width="([0-9.]+)"', page)[1]) for page in (whole, little)]
    assert widths[0] > 3 * widths[1]
    assert "shape cooperation" in whole
    assert "shape conflict" in little


def test_a_route_with_one_known_place_is_not_drawn():
    assert routemap([route(WEST)], outlines(), names={}) == ""


def test_names_of_places_do_not_hide_each_other():
    near = dataclasses.replace(WEST, name="Another place so near", east=WEST.east + 0.05)
    page = routemap([route(WEST, near, EAST)], {}, names={})
    found = re.findall(r'<text x="([0-9.-]+)" y="([0-9.-]+)"[^>]*>(West end|Another place so near)', page)
    assert len({(x, y) for x, y, _ in found}) == len(found) >= 1


def test_a_stretch_of_the_earth_keeps_north_up_and_all_places_on_the_sheet():
    sheet = Sheet([(WEST.east, WEST.north), (EAST.east, EAST.north)])
    (x0, y0), (x1, y1) = sheet.at(WEST.east, WEST.north), sheet.at(EAST.east, EAST.north)
    assert 0 < x0 < x1 < 720
    assert 0 < y0 < y1 < sheet.height


def test_lanes_of_the_timeline_hold_every_event_once(coded, world):
    view = case_view(coded, world, {})
    assert casetime(view, ()).count("<rect") == len(view.events)


def test_every_outline_is_a_closed_ring_on_the_earth():
    for code, rings in outlines().items():
        assert len(code) == 3
        for ring in rings:
            assert ring[0] == ring[-1]
            assert all(-180 <= east <= 180 and -90 <= north <= 90 for east, north in ring)


def test_a_second_map_of_the_same_places_shows_the_outlines_of_the_first_again():
    routes = [route(WEST, EAST, share=1.0)]
    first = routemap(routes, outlines(), names={}, ident="before")
    again = routemap(routes, outlines(), names={}, ident="after", land_of="before")
    assert '<g id="before-land" class="outlines">' in first
    assert '<use href="#before-land"/>' in again
    assert len(again) < len(first) / 4
    assert again.count("<polyline") == first.count("<polyline") == 1


def test_points_of_an_outline_nobody_could_tell_apart_are_left_out():
    coast = tuple((EAST.east - 1 + step / 1000, EAST.north) for step in range(1000))
    drawn = routemap([route(WEST, EAST, share=1.0)], {"AAA": (coast,)}, names={})
    path = drawn.partition(' d="M')[2].partition('"')[0]
    xs = [float(point.split()[0]) for point in path.removesuffix("Z").split("L")]
    assert 5 < len(xs) < 100
    assert min(b - a for a, b in pairwise(xs)) >= 1.2
