"""A world as rows: routes with the figures behind them, what is in force, ties, sources; each leads to its source."""

from datetime import date
from typing import get_args

import pytest

from steppe.brief.charts.network import network
from steppe.brief.facts_told import RECALLED, fact_line, fact_words
from steppe.brief.verdicts import GRAVEST
from steppe.brief.world_ties import QUIET, asked, drawn, kinds, stage, tie_lines
from steppe.brief.world_view import (
    changes,
    every_route,
    exposure_lines,
    facts_of_source,
    route_lines,
    source_lines,
    standing,
)
from steppe.checking.verdict import Finding
from steppe.types import Tie
from steppe.world.build import build
from steppe.world.exports import current
from steppe.world.load import find_case, load_case, load_on_reference

DAY = date(2022, 11, 27)


@pytest.fixture(scope="module")
def case():
    return load_on_reference("kazakhstan-2022")


@pytest.fixture(scope="module")
def world(case):
    return build(case, (), DAY)


@pytest.fixture(scope="module")
def own():
    return frozenset(one.id for one in load_case(find_case("kazakhstan-2022")).facts())


def test_the_amount_of_a_route_is_the_figure_behind_its_share(world):
    lines = {one.row.id: one for one in route_lines(world)}
    pipeline = lines["route-cpc"]
    assert pipeline.amount == 53_100_000
    assert pipeline.amount_words == "53.1 million tonnes"
    assert pipeline.flow.id.startswith("route-cpc.flow")
    total = next(iter(exposure_lines(world))).total
    assert pipeline.row.share == pytest.approx(pipeline.amount / total)
    assert pipeline.controls == ("Russia",)
    assert all(claim.sources for claim in pipeline.claims)
    assert lines["route-china"].amount is None


def test_routes_of_another_good_are_left_out(world):
    assert route_lines(world, "uranium") == ()


def test_every_fact_of_the_case_has_words_and_a_source(world):
    for one in world.case.facts():
        line = fact_line(one, world)
        assert line.words.strip()
        assert "None" not in line.words
        assert line.sources


def test_a_refused_tie_and_a_disputed_one_say_so(world):
    told = {one.holds: fact_words(one, world) for one in world.case.relations}
    assert " not " in told["no"]


def test_only_what_is_in_force_on_the_day_stands(case):
    before, after = (standing(build(case, (), day)) for day in (date(2014, 1, 1), DAY))
    assert not any(one.where.startswith("European Union") for one in before.sanctions)
    assert any(one.where == "European Union against Russia" for one in after.sanctions)
    assert {one.id for one in after.disruptions} == {"disruption-v4"}
    assert all(one.since is None or one.since < DAY for one in (*after.laws, *after.deployments))


def test_what_changed_has_the_same_totals_either_way_round(case, world):
    other = build(case, (), date(2022, 1, 5))
    found = changes(world, other)
    assert found == changes(other, world)
    assert (found.earlier, found.later) == (date(2022, 1, 5), DAY)
    assert found.events.total == len(world.case.events) - len(other.case.events)
    assert len(found.told.lines) < found.told.total


def test_quiet_ties_come_only_when_asked_for(world):
    ties = tuple(current(world))
    assert not {one.kind for one in asked(ties)} & QUIET
    borders = asked(ties, member="KAZ", kind="borders")
    assert {end for one in borders for end in (one.head, one.tail)} == {"KAZ", "RUS", "CHN", "KGZ", "TKM", "UZB"}
    assert kinds(ties)["borders"] > len(borders)


def test_ties_carry_their_role_share_and_sources(world):
    lines = tie_lines(world, asked(tuple(current(world))))
    assert all(one.sources for one in lines if not one.kind.isupper())
    assert any(" %" in one.words for one in lines if one.kind == "owns")
    assert any(one.words == "observer (member)" for one in lines)


def test_actors_keep_their_places_from_day_to_day(case, world, own):
    on = stage(tuple(current(world)), world, own)
    assert len(on.nodes) == 28
    past = build(case, (), date(2014, 1, 1))
    then = drawn(tuple(current(past)), past, on)
    now = drawn(tuple(current(world)), world, on)
    assert len(then.net.ties) < len(now.net.ties)
    assert then.net.hidden > 0
    pictures = [network(one.net, stage=one.stage) for one in (then, now)]
    spots = [picture.split(">Kazakhstan<")[0].rsplit("<text", 1)[1].split('" y="')[0] for picture in pictures]
    assert spots[0] == spots[1]


def test_around_a_member_it_comes_first_and_others_ties_show_too(world, own):
    on = stage(tuple(current(world)), world, own, member="HUN")
    assert on.nodes[0].actor == "HUN"
    assert any("HUN" not in (tie.head, tie.tail) for tie in on.ties)


def test_a_stage_without_ties_draws_nothing(world, own):
    on = stage((Tie(head="KAZ", tail="KAZ", kind="member", weight=1.0),), world, own)
    assert on.nodes == ()
    assert network(on) == ""


def test_the_map_covers_routes_that_are_not_in_use_that_day(case):
    whole = build(case, (), date.max)
    assert {row.id for row in every_route(whole)} == {one.id for one in case.routes}


def test_sources_count_the_facts_that_rest_on_them(world):
    lines = {one.id: one for one in source_lines(world)}
    assert lines[RECALLED].facts == sum(1 for one in world.case.facts() if one.provenance.recalled)
    some = lines["S_TASS_0822"]
    assert some.facts == len(facts_of_source(world, "S_TASS_0822")) > 0


def test_every_finding_has_its_place_in_the_count():
    assert set(GRAVEST) == set(get_args(Finding))
