"""Any number clicks down to the sentence or source row it rests on, in at most two clicks, on every page.

What a number is, `figures` tells. Each must be a link, or stand in a smallest block (row, list item, cell of a list of
facts, figure, paragraph) with a link, by which at most two clicks show a sentence (the page of an event, claim or
number, or its place in an article) or a row of a case's sources. A link on the name of an actor tells who that is, not
what a number rests on, so it counts only where the number itself is the link.

A count that is a link leads to the list of what was counted, and that list has as many. A count that heads its list,
in a heading or as the total of the page, is followed by as many.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urljoin

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import KAZ, RUS, coded, desk_of, some
from tests.faces.web.figures import Figure, Page, place, rows
from tests.faces.web.test_check import article as checked
from tests.faces.web.test_track import keep
from tests.record.conftest import small

from steppe.faces.http.service import Service
from steppe.types import Judgement

GROUND = re.compile(r"/(events|claims|quantities|items)/[^/?#]+(\?[^#]*)?(#.*)?$")
PLACE = re.compile(
    r"/(articles|briefs)/[^#]+#t-|/check\?[^#]*#t-|(/world/sources|/whatif(/\w+)?|/briefs/[^?#]+)(\?[^#]*)?#s-|/whatif/\w+#g-"
    r"|/articles/[^/?#]+$"
)
LIST = re.compile(r"/(events|ask/events)(\?[^#]*)?$")
NAME = re.compile(r"/actors/[^?#]+(\?[^#]*)?$")
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


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who follows links; what was seen once is remembered."""

    client: TestClient
    seen: dict[str, Page] = field(default_factory=dict)
    known: dict[str, bool] = field(default_factory=dict)
    views: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def page(self, address: str) -> Page:
        path, _ = place(address)
        if path not in self.seen:
            answer = self.client.get(path, headers={"accept": "text/html"}, follow_redirects=True)
            assert answer.status_code == 200, (path, answer.status_code)
            self.seen[path] = Page(address=urljoin("http://testserver", path), text=answer.text)
        return self.seen[path]

    def shows_words(self, address: str) -> bool:
        """Whether what an address leads to is itself a sentence, the row of a source, or a list of these."""
        if LIST.search(address):  # each row of which has its words
            view = self.view(address)
            return bool(view.get("events") or view.get("acts"))
        if not GROUND.search(address) and not PLACE.search(address):
            return False
        assert self.page(address).scope(place(address)[1]) is not None, f"{address}: no such place"
        return True

    def reaches_words(self, address: str) -> bool:
        """Whether an address leads to words in one click or two."""
        if address not in self.known:
            self.known[address] = self._reaches(address)
        return self.known[address]

    def _reaches(self, address: str) -> bool:
        if self.shows_words(address):
            return True
        page = self.page(address)
        scope = page.scope(place(address)[1])
        assert scope is not None, f"{address}: no such place"
        some = page.links(scope)
        return any(map(self.shows_words, sorted(some, key=lambda one: bool(LIST.search(one)))))

    def total(self, address: str) -> set[int]:
        """How many there are in the list an address leads to: the rows at its place, or the total of its view."""
        if GROUND.search(address):
            return {1}
        if place(address)[1]:
            scope = self.page(address).scope(place(address)[1])
            assert scope is not None, f"{address}: no such place"
            return set(rows(scope))
        return totals(self.view(address))

    def view(self, address: str) -> dict[str, Any]:
        """The JSON of the page at an address, empty where it has none."""
        path, _, query = place(address)[0].partition("?")
        if (path, query) not in self.views:
            found = self.client.get(f"{path.rstrip('/') or '/desk'}.json?{query}")
            self.views[path, query] = found.json() if found.status_code == 200 else {}
        return self.views[path, query]


def totals(view: dict[str, Any]) -> set[int]:
    """How many a view says it lists."""
    listed = {view["total"]} if "total" in view else set()
    if "facts" in view and view.get("source"):
        listed.add(len(view["facts"]))
    return listed | ({view["sources"]["total"]} if isinstance(view.get("sources"), dict) else set())


def fault(reader: Reader, one: Figure) -> str:
    """What is wrong with a number, nothing where it clicks down."""
    if one.own and one.count is not None:
        (link,) = one.links
        listed = reader.total(link)
        if one.count not in listed:
            return f"{one}: the list it leads to ({link}) has {sorted(listed) or 'no total'}"
    elif one.count is not None and ((one.heads and one.count in one.rows) or one.count in reader.total(one.page)):
        return ""
    if one.row:  # the row of a case's table that it is is named beside it
        return ""
    links = [link for link in one.links if one.own or not NAME.search(link)]
    if not links:
        return f"{one}: no link"
    if not any(reader.reaches_words(link) for link in links):
        return f"{one}: none of {links[:3]} leads to words or a source in two clicks"
    return ""


def sampled(page: Page) -> Iterator[Figure]:
    """The numbers of a page; of the counts that lead to lists at one address, the first eight and every tenth."""
    met: Counter[str] = Counter()
    for one in page.figures():
        path = place(one.links[0])[0].partition("?")[0] if one.own and one.count is not None else ""
        met[path] += 1
        if not path or met[path] <= 8 or met[path] % 10 == 0:
            yield one


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
    faults = [told for one in sampled(page) if (told := fault(reader, one))]
    assert not faults, "\n".join(faults)


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
    paths = {place(address)[0].partition("?")[0] for address in PAGES}
    pages = [
        one
        for one in app.routes
        if "GET" in (getattr(one, "methods", None) or ())
        and not one.path.startswith(apart)
        and not one.path.endswith((".json", ".csv", ".css"))
    ]
    assert [one.path for one in pages if not any(one.path_regex.match(path) for path in paths)] == []
