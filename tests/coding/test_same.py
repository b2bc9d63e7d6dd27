"""Same event: what joins, what must not, who counts as a source, and that the order of intake does not matter."""

import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from steppe.coding.near import near_copies, signature
from steppe.coding.same import AUTHOR, judgement, suggest
from steppe.coding.sources import COLUMNS, agency, independent, publisher
from steppe.ontology.vocabulary import load
from steppe.record.store import open_record
from steppe.text.lexicon import shipped
from steppe.types import Actor, Article, Event, Evidence, Mention, Place, Span, When

NOW = datetime(2024, 1, 1, tzinfo=UTC)
QUADS = {kind.name: kind.quad for kind in load().types.values()}
WORDS = " ".join(f"word{number}" for number in range(60))


def article(name, text="Police in Egypt arrested 30 people.", host="a.example.com"):
    return Article(
        id=name,
        address=f"https://{host}/{name}",
        outlet=None,
        title=None,
        text=text,
        blocks=(),
        language="en",
        supported=True,
        published=None,
        fetched=NOW,
    )


def mention(country):
    actor = Actor(id=country, name=country, kind="state", country=country, sectors=("GOV",))
    return Mention(span=Span(0, 6), quote="Police", actor=actor, resolution="name")


def event(name, day=4, actor="EGY", recipient="SDN", town=None, **changes):
    quote = "Police in Egypt arrested 30 people."
    one = Event(
        id=f"e{name}",
        kind="COERCE",
        modes=("arrest",),
        contexts=(),
        status="asserted",
        actors=(mention(actor),),
        recipients=(mention(recipient),),
        happened=When(first=date(2020, 1, day), last=date(2020, 1, day), basis="stated"),
        known=date(2020, 1, 5),
        place=Place(span=Span(0, 1), quote=town, name=town, country=actor) if town else None,
        trigger=Span(0, 1),
        reason="",
        evidence=Evidence(article=name, span=Span(0, len(quote)), quote=quote, coder="t"),
    )
    return replace(one, **changes)


def groups(*events):
    names = sorted({one.evidence.article for one in events})
    made = suggest(events, [article(name, f"{name} tells.", f"{name}.org") for name in names], QUADS)
    return [one.subjects for one in made]


def test_two_reports_of_one_event_are_one_group_with_reason_and_sources():
    made = suggest([event("a"), event("b")], [article("a", "One."), article("b", "Two.", "b.org")], QUADS)
    assert [one.subjects for one in made] == [("ea", "eb")]
    assert made[0].sources == 2
    assert made[0].score == pytest.approx(sum(value for _, value in made[0].parts))
    assert "COERCE by EGY, 2020-01-04: 2 articles, reported by 2 independent sources" in made[0].reason


@pytest.mark.parametrize(
    "other",
    [
        {"day": 3},
        {"actor": "SDN", "recipient": "EGY"},
        {"actor": "LBY", "recipient": "SDN"},
        {"kind": "AID"},
        {"status": "denied"},
        {"town": "Alexandria"},
    ],
    ids=" ".join,
)
def test_what_differs_in_day_role_actor_quad_status_or_town_stays_apart(other):
    assert groups(event("a", town="Cairo"), event("b", **other)) == []


def test_order_of_intake_makes_no_difference():
    events = [event(name, day=day) for day in (3, 4) for name in "abcdef"]
    events = [replace(one, id=f"{one.id}{at}") for at, one in enumerate(events)]
    expected = groups(*events)
    random.Random(5).shuffle(events)
    assert groups(*events) == expected
    assert len(expected) == 2


def test_copies_one_agency_and_one_publisher_count_once():
    wire = [article("a", "OSLO (Reuters) - Rain fell.", "a.org"), article("b", "LIMA (Reuters) - Snow.", "b.org")]
    house = [article("c", "Sun.", "www.c.co.uk"), article("d", "Fog.", "news.c.co.uk")]
    copies = [article("e", "Hail.", "e.org"), article("f", "Hail!", "f.org")]
    assert independent([*wire, *house, *copies], {"e": "e", "f": "e"}) == 3


def test_a_copy_with_a_new_lead_is_found_and_short_flashes_are_not_copies():
    hashed = {"a": signature(WORDS), "b": signature(f"A new lead of seven words stands here. {WORDS}")}
    assert near_copies(hashed) == {"a": "a", "b": "a"}
    flashes = {"a": signature("Egypt arrested ten on Monday."), "b": signature("Egypt arrested ten on Tuesday.")}
    assert near_copies(flashes) == {"a": "a", "b": "b"}


@pytest.mark.parametrize("row", shipped("agencies.tsv", COLUMNS), ids=lambda row: row[0])
def test_agencies_show_in_datelines_only(row):
    assert agency(row[2]) == row[0]
    assert agency(row[3]) == ""


def test_publishers_without_a_web_address():
    assert publisher("/tmp/a.txt") == "/tmp/a.txt"


def test_a_suggestion_is_kept_once_and_hides_nothing():
    made = suggest([event("a"), event("b")], [article("a", "One."), article("b", "Two.")], QUADS)[0]
    with open_record(":memory:", clock=lambda: NOW) as record:
        assert record.judge(judgement(made, at=NOW)).new.judgements == 1
        assert record.judge(judgement(made, at=NOW)).new.judgements == 0
        kept = record.as_of().judgements()
        assert [(one.verdict, one.author, one.reason) for one in kept] == [("same", AUTHOR, made.reason)]


def test_the_gold_of_the_same_event_is_sound():
    gold = Path(__file__).parents[1] / "gold" / "same_event.jsonl"
    rows = [json.loads(line) for line in gold.read_text("utf8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) == 62
    assert all(row["id"].startswith(row["event"]) and date.fromisoformat(row["published"]) for row in rows)
