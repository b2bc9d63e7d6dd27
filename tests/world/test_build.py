from dataclasses import fields
from datetime import date, timedelta

from folders import written
from hypothesis import given, settings
from hypothesis import strategies as st

from steppe.types import Actor, Event, Evidence, Mention, Span, When
from steppe.world.build import as_known, build, member_of, runs
from steppe.world.change import change
from steppe.world.load import load_case

DAYS = st.dates(date(1990, 1, 1), date(2026, 1, 1))


def report(actor, recipient, known, status="asserted"):
    def mention(name):
        who = Actor(id=name, name=name, kind="institution", country=name[:3])
        return Mention(span=Span(0, 1), quote="x", actor=who, resolution="name")

    return Event(
        id=f"{actor}-{recipient}",
        kind="ASSAULT",
        modes=(),
        contexts=(),
        status=status,
        actors=(mention(actor),),
        recipients=(mention(recipient),),
        happened=When(first=known, last=known, basis="stated"),
        known=known,
        place=None,
        trigger=Span(0, 1),
        reason="",
        evidence=Evidence(article="a", span=Span(0, 1), quote="x", coder="c"),
    )


def test_a_relation_that_will_end_shows_as_open_before_its_end_and_as_ended_after(small):
    before, after = (
        build(small, (), day).relations["member", "AAA"][0].until for day in (date(2022, 1, 1), date(2024, 1, 1))
    )
    assert (before, after) == (None, date(2023, 1, 1))


def test_a_deployment_and_a_law_are_seen_as_they_stood(small):
    during = build(small, (), date(2022, 1, 10)).case
    assert during.deployments[0].until is None
    assert build(small, (), date(2022, 2, 1)).case.deployments[0].until == date(2022, 1, 19)
    assert [one.id for one in build(small, (), date(2016, 1, 1)).case.laws] == ["law-1.1.2015"]


def test_an_event_still_going_on_ends_with_the_day_before(small):
    war = build(small, (), date(2022, 11, 27)).case.events[1]
    assert war.last == date(2022, 11, 26)


def test_coded_events_enter_as_reports_beside_the_facts(small):
    events = [report("AAA-army", "BBB", date(2022, 3, 1)), report("BBB", "AAA", date(2023, 1, 1))]
    world = build(small, events, date(2022, 6, 1))
    assert [one.id for one in world.reports] == ["AAA-army-BBB"]
    assert [(tie.head, tie.kind, tie.tail) for tie in world.ties.between("AAA", "BBB", date(2022, 3, 1))] == [
        ("AAA", "borders", "BBB"),
        ("BBB", "ASSAULT", "AAA"),
        ("AAA", "reported ASSAULT", "BBB"),
    ]


def test_an_organ_of_a_state_stands_for_the_state():
    assert member_of("KAZ-MIL", "KAZ") == "KAZ"
    assert member_of("csto", "IGO") == "csto"
    assert member_of("unknown", "") == "unknown"


def test_what_changed_between_two_days(small):
    found = change(build(small, (), date(2020, 6, 1)), build(small, (), date(2023, 6, 1)))
    assert [one.id for one in found.ended] == ["AAA.member.club.2001-02-03"]
    assert [one.id for one in found.events] == ["E1", "E2"]
    assert "AAA.oil-exports.2021" in [one.id for one in found.told]


@settings(max_examples=60, deadline=None)
@given(day=DAYS)
def test_nothing_known_later_shows_and_no_end_to_come(tmp_path_factory, day):
    case = load_case(written(tmp_path_factory.getbasetemp() / "leaks"))
    world = build(case, (), day)
    for one in world.case.facts():
        assert one.provenance.known < day
        if "measure" not in {field.name for field in fields(one)}:
            assert (getattr(one, "until", None) or day - timedelta(days=1)) < day
    assert as_known(world.case, day) == world.case


def test_a_period_holds_on_both_its_ends(small):
    post = small.deployments[0]
    assert [runs(post, date(2022, 1, day)) for day in (5, 6, 19, 20)] == [False, True, True, False]
