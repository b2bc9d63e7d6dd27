"""Any number clicks down to the sentence or source row it rests on, in at most two clicks, on every page.

What a number is, `figures` tells. Each must be a link, or stand in a smallest block (row, list item, cell of a list of
facts, figure, paragraph) with a link, by which at most two clicks show a sentence (the page of an event, claim or
number, or its place in an article) or a row of a case's sources. A link on the name of an actor tells who that is, not
what a number rests on, so it counts only where the number itself is the link.

A count that is a link leads to the list of what was counted, and that list has as many. A count that heads its list,
in a heading or as the total of the page, is followed by as many.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.faces.desk import KAZ, RUS, coded, desk_of, some
from tests.faces.web.figures import Page, place
from tests.faces.web.following import GROUND, Reader, fault, faults
from tests.faces.web.test_check import article as checked
from tests.faces.web.test_track import keep
from tests.record.conftest import small

from steppe.faces.http.service import Service
from steppe.types import Judgement

LOUD, SMALL, CHECKED = some()[-2], small(), checked()
ASKED = "/ask?actor=KAZ&recipient=RUS&kinds=REJECT&days=30"
CASE = "history=case:kazakhstan-2022"

PAGES = (
    "/",
    "/?as_of=2022-11-15&since=2022-11-01",
    "/read",
    f"/articles/{LOUD.article.id}",
    f"/articles/{SMALL.article.id}",
    f"/briefs/{SMALL.article.id}",
    f"/briefs/{CHECKED.article.id}?case=kazakhstan-2022",
    f"/events/{SMALL.events[0].id}",
    f"/claims/{SMALL.claims[0].id}",
    f"/quantities/{SMALL.quantities[0].id}",
    "/events",
    "/events?actor=KAZ&quad=1&offset=10",
    "/judgements",
    "/actors",
    "/actors?q=police",
    "/actors/KAZ",
    "/actors/KAZ.police",
    "/actors/route-aktau-baku",
    "/actors/KAZ/outlook",
    "/pairs",
    "/pairs?of=KAZ",
    "/pairs/KAZ/RUS",
    "/pairs/KAZ/RUS?as_of=2022-11-15",
    "/pairs/KAZ/csto",
    "/pairs/KAZ/RUS/outlook",
    "/sources",
    "/sources?as_of=2022-11-08",
    "/sources/articles?outlet=Wire",
    "/sources/articles?outlet=Echo",
    "/sources/articles",
    "/sources/repeats",
    "/world",
    "/world?as_of=2022-06-01",
    "/world?member=KAZ&good=oil",
    "/world/sources",
    "/check",
    f"/check?article={CHECKED.article.id}&case=kazakhstan-2022",
    "/ask",
    ASKED,
    f"{ASKED}&forecaster=climatology&as_of=2022-11-05",
    f"/ask?actor=KAZ&recipient=RUS&kinds=quad-4&days=30&{CASE}&as_of=2022-11-24",
    ASKED.replace("/ask", "/ask/past"),
    ASKED.replace("/ask", "/ask/events"),
    "/track",
    "/track?as_of=2022-11-26",
    "/whatif",
    "/whatif/compare",
    "/enter",
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    again = coded("loud-again", date(2022, 11, 11), [(KAZ, "REJECT", RUS)], outlet="Echo")
    kazakh = coded("kk", date(2022, 11, 12), [], outlet="Echo")
    kazakh = replace(kazakh, article=replace(kazakh.article, language="kk", supported=False))
    nameless = coded("nameless", date(2022, 11, 9), [(RUS, "CONSULT", KAZ)], outlet=None)
    with desk_of(":memory:", [*some(), again, kazakh, nameless, SMALL, CHECKED]) as (client, service):
        keep(service, "REJECT", date(2022, 11, 4))
        keep(service, "AID", date(2022, 11, 4))
        keep(service, "CONSULT", date(2022, 10, 28), at=date(2022, 11, 20))
        keep(service, "CONSULT", date(2022, 11, 20))
        keep(service, "REJECT", date(2022, 11, 25), days=30)
        _judge(service, "same", LOUD.article.id, again.article.id)
        _judge(service, "wrong", LOUD.events[1].id)
        yield Reader(client)


def _judge(service: Service, verdict: str, *subjects: str) -> None:
    at = datetime(2022, 11, 24, tzinfo=UTC)
    said = Judgement(id=verdict, subjects=subjects, verdict=verdict, reason="read both", author="A", at=at)  # type: ignore[arg-type]
    service.held.record.judge(said)


@pytest.mark.parametrize("address", PAGES)
def test_any_number_clicks_down(reader: Reader, address: str) -> None:
    page = reader.page(address)
    if GROUND.search(address):  # the sentence is there
        assert page.main.xpath(".//blockquote[@class='context article']")
        return
    found = faults(reader, address)
    assert not found, "\n".join(found)


def test_the_rule_finds_numbers_and_what_is_none() -> None:
    text = """<main><p>On 2022-11-20 <b>1,204</b> events, 34&nbsp;% of 30 days, −1.5 <a href="/x">5</a></p>
      <form>7</form><p><q>8</q> <span class="ref">E9</span> 0 open</p><h2>3 things</h2></main>"""
    page = Page(address="http://testserver/a", text=text)
    found = [(one.text, one.own, one.links) for one in page.figures()]
    link = ("http://testserver/x",)
    assert found == [
        ("1,204", False, link),
        ("34 %", False, link),
        ("−1.5", False, link),
        ("5", True, link),
        ("3", False, ()),
    ]


def test_a_number_without_a_way_down_is_a_fault(reader: Reader) -> None:
    text = """<main><p>3 events</p><p><a href="/events">5 events</a></p><p>0.4 <a href="/actors/KAZ">Kazakhstan</a></p>
      <p>0.5 <a href="/enter">elsewhere</a></p><p>0.6 <a href="/events?actor=KAZ">events</a></p></main>"""
    page = Page(address="http://testserver/a", text=text)
    found = [fault(reader, one) for one in page.figures()]
    assert [bool(one) for one in found] == [True, True, True, True, False]
    assert found[0].endswith("no link")
    assert "has [" in found[1]


def test_every_page_of_the_desk_is_looked_at(reader: Reader) -> None:
    app: Any = reader.client.app
    while not hasattr(app, "routes"):  # what stands in front of it
        app = app.app
    apart = ("/api", "/static", "/owner", "/items/", "/jobs/", "/sources/compared/")  # no pages; work under way
    pages = [
        one
        for one in app.routes
        if "GET" in (getattr(one, "methods", None) or ())
        and not one.path.startswith(apart)
        and not one.path.endswith((".json", ".csv", ".css"))
    ]
    shown = [
        next(one for one in pages if one.path_regex.match(place(address)[0].partition("?")[0])) for address in PAGES
    ]
    elsewhere = ["/whatif/{ident}"]  # test_whatif, which has run some
    assert [one.path for one in pages if one not in shown] == elsewhere
