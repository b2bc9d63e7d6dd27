"""Following a number of a page down to the sentence or source row it rests on, as a reader does, link by link."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from starlette.testclient import TestClient
from tests.faces.web.figures import Figure, Page, place, rows

GROUND = re.compile(r"/(events|claims|quantities|items)/[^/?#]+(\?[^#]*)?(#.*)?$")
PLACE = re.compile(
    r"/(articles|briefs)/[^#]+#t-|/check\?[^#]*#t-|(/world/sources|/whatif(/\w+)?|/briefs/[^?#]+)(\?[^#]*)?#s-|/whatif/\w+#g-"
    r"|/articles/[^/?#]+$"
)
LIST = re.compile(r"/(events|ask/events)(\?[^#]*)?$")
NAME = re.compile(r"/actors/[^?#]+(\?[^#]*)?$")


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


def faults(reader: Reader, address: str) -> list[str]:
    """What is wrong with the numbers of a page."""
    return [told for one in sampled(reader.page(address)) if (told := fault(reader, one))]
