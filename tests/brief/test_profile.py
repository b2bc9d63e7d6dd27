"""What a case knows of one member: ties with grounds, exports with the figures behind them, and the small picture."""

import re
from datetime import date

import pytest

from steppe.brief.charts.months import months, spark
from steppe.brief.profile import Known, exports_of, ties_of
from steppe.flow import world_at

DAY = date(2022, 11, 27)


@pytest.fixture(scope="module")
def world() -> Known:
    return world_at("kazakhstan-2022", DAY)


def test_every_tie_of_the_world_is_told_once_with_its_grounds(world: Known) -> None:
    found = ties_of(world, "KAZ")
    told = sorted(basis.fact for one in found for basis in one.grounds)
    assert told == sorted(fact for one in world.ties.of("KAZ") for fact in one.evidence)
    facts = {one.id: one for one in world.case.facts()}
    for line in found:
        for basis in line.grounds:
            assert basis.known < DAY
            assert len(basis.sources) == len(facts[basis.fact].provenance.sources)
            assert basis.recalled is facts[basis.fact].provenance.recalled


def test_ties_between_two_are_those_of_both(world: Known) -> None:
    both = ties_of(world, "KAZ", "RUS")
    assert both
    assert set(both) == {one for one in ties_of(world, "KAZ") if {one.head, one.tail} == {"KAZ", "RUS"}}
    assert ties_of(world, "KAZ", "nobody") == ties_of(world, "nobody") == ()


def test_deeds_come_after_states_of_things_and_the_latest_first(world: Known) -> None:
    found = ties_of(world, "KAZ")
    order = [(one.act, -(one.since or date.min).toordinal()) for one in found]
    assert order == sorted(order)
    assert {one.sign for one in found if one.act} == {"conflict", "cooperation"}


def test_shares_of_an_export_are_its_figures_over_the_total(world: Known) -> None:
    (oil,) = exports_of(world, "KAZ")
    flows = [one.value for one in oil.figures if one.measure == "flow"]
    assert oil.unit == "Mt"
    assert sum(one.low for one in oil.routes) == pytest.approx(sum(flows) / oil.total)
    assert sum(one.low for one in oil.routes) + oil.unrouted == pytest.approx(1)
    assert exports_of(world, "RUS") == ()


def test_nothing_of_an_export_is_known_before_its_figures(world: Known) -> None:
    assert exports_of(world_at("kazakhstan-2022", date(2000, 1, 1)), "KAZ") == ()


def test_a_spark_holds_one_bar_for_each_count_and_its_words_are_escaped() -> None:
    drawn = spark([(2, 0), (0, 1), (4, 4)], ident="s", title="<b> and RUS", days=30)
    assert drawn.count("<rect") == 4
    assert "&lt;b&gt; and RUS" in drawn
    assert "2/0, 0/1, 4/4" in drawn
    assert spark([(0, 0)], ident="s", title="none", days=30) == ""


def test_months_hold_a_bar_for_each_class_that_has_events() -> None:
    drawn = months(["2022-01", "2022-02"], [[1, 0, 0, 3], [0, 0, 0, 0]], ident="m")
    assert drawn.count("<rect") == 2
    assert "1 verbal cooperation" in drawn
    assert "3 material conflict" in drawn


def test_a_single_month_is_named_and_no_wall() -> None:
    drawn = months(["2011-01"], [[0, 0, 1, 0]], ident="m")
    assert ">2011-01<" in drawn
    (width,) = [float(part) for part in re.findall(r'<rect[^>]* width="([\d.]+)"', drawn)]
    assert width < 60
    assert ">2012<" in months([f"2011-{n:02}" for n in range(2, 13)] + ["2012-01", "2012-02"], [[1, 0, 0, 0]] * 13)
