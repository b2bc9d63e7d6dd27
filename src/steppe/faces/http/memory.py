"""Pages that many look at while somebody writes: each counted once for all, and anew behind the scenes.

Counting a page of a big record takes a tenth of a second, and every addition to the record would make all of them be
counted anew at once. So a page that was counted a moment ago is given again, at most `STALE` seconds old, while it is
counted anew; pages that somebody waits for come first. A page says when it was counted. One that takes no time is never
old: at most `WORTH` times what it took to count. Who has written something himself never sees an older state: his
browser says by a cookie what it has seen. Programs (`/api/v1`, `.json`, `.csv`) always get the state as it is.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from steppe.faces.http.guard import SAFE, App, Receive, Scope, Send
from steppe.faces.http.service import Service
from steppe.faces.http.turns import Turns

ROOMS = ("/actors", "/pairs", "/sources", "/events")
WORK = "/sources/compared/"  # pages of work under way, within these rooms
STALE = 15.0  # seconds a page may be old while somebody else writes
WORTH = 100.0  # and how many times what it took to count
MOST, HEAVIEST, ALL = 300, 2_000_000, 60_000_000  # pages kept, bytes of one and of all
AT_ONCE = 2  # pages counted at a time
SEEN = "steppe-seen"
Name = tuple[bytes, bytes]  # path and query, apart: a path may hold a question mark of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it was sent, the state of the record it shows, when that was (day and monotonic seconds), and how long
    it `took` to count (seconds).
    """

    head: MutableMapping[str, Any]
    body: bytes
    version: int
    day: date
    at: float
    took: float

    @property
    def patience(self) -> float:
        """Seconds for which it may be shown while somebody else writes: a page that is quickly counted hardly any."""
        return min(STALE, WORTH * self.took)


@dataclass(slots=True)
class Memory:
    """An ASGI application around another one that remembers what its pages looked like."""

    app: App
    service: Service
    pages: OrderedDict[Name, Page] = field(default_factory=OrderedDict)
    weight: int = 0  # bytes of all
    under: dict[Name, "asyncio.Task[Page | None]"] = field(default_factory=dict)
    turns: Turns = field(default_factory=lambda: Turns(free=AT_ONCE))
    loop: asyncio.AbstractEventLoop | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request: a page from memory where that will do, or handed on."""
        if scope["type"] != "http" or scope["method"] not in SAFE:
            await self.app(scope, receive, self._marking(send))
            return
        if scope["method"] != "GET" or not is_kept(scope):
            await self.app(scope, receive, send)
            return
        if self.loop is not asyncio.get_running_loop():  # what was under way in another loop is never heard of here
            self.loop, self.under, self.turns = asyncio.get_running_loop(), {}, Turns(free=AT_ONCE)
        name = (scope.get("raw_path") or scope["path"].encode(), scope["query_string"])
        page = self._good(name, scope)
        if page is None:
            self.turns.wanted.add(name)  # before pages that are only to be made fresh
            page = await asyncio.shield(self._counted(name, scope))
        if page is None:
            await self.app(scope, receive, send)
        else:
            await send(dict(page.head))
            await send({"type": "http.response.body", "body": page.body})

    def _good(self, name: Name, scope: Scope) -> Page | None:
        """The page from memory if it may be shown; one that is not of now is counted anew meanwhile."""
        page, now = self.pages.get(name), self.service.held.record.writes
        if page is None or page.version < min(seen(scope), now) or page.day != self.service.clock().date():
            return None
        if page.version == now:
            return page
        if time.monotonic() - page.at > page.patience:
            return None
        self._counted(name, scope)
        return page

    def _counted(self, name: Name, scope: Scope) -> "asyncio.Task[Page | None]":
        """The page being counted: one count for all who wait for it."""
        if name not in self.under:
            task = asyncio.create_task(self._count(name, scope))
            self.under[name] = task
            task.add_done_callback(lambda done: self._over(name, done))
        return self.under[name]

    def _over(self, name: Name, done: "asyncio.Task[Page | None]") -> None:
        self.under.pop(name, None)
        self.turns.wanted.discard(name)
        if not done.cancelled():
            done.exception()  # heard here: where nobody waits for the count, nobody else would

    async def _count(self, name: Name, scope: Scope) -> Page | None:
        heads: list[MutableMapping[str, Any]] = []
        bodies: list[MutableMapping[str, Any]] = []

        async def keep(message: MutableMapping[str, Any]) -> None:
            (heads if message["type"] == "http.response.start" else bodies).append(message)

        async def nothing() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async with self.turns.taken(name):  # more at once would only make each slower
            version, day = self.service.held.record.writes, self.service.clock().date()
            began = time.monotonic()
            await self.app(dict(scope), nothing, keep)
            ended = time.monotonic()
        body = b"".join(one.get("body", b"") for one in bodies)
        if not heads or heads[0]["status"] != 200 or len(body) > HEAVIEST:
            return None
        page = Page(head=heads[0], body=body, version=version, day=day, at=ended, took=ended - began)
        self._keep(name, page)
        return page

    def _keep(self, name: Name, page: Page) -> None:
        before = self.pages.pop(name, None)
        self.pages[name] = page
        self.weight += len(page.body) - (len(before.body) if before else 0)
        while len(self.pages) > MOST or self.weight > ALL:
            self.weight -= len(self.pages.popitem(last=False)[1].body)

    def _marking(self, send: Send) -> Send:
        """Sends on, telling the browser of who wrote which state of the record it must not fall behind."""
        before = self.service.held.record.writes

        async def marked(message: MutableMapping[str, Any]) -> None:
            now = self.service.held.record.writes
            if message["type"] == "http.response.start" and now != before:
                told = f"{SEEN}={now}; Path=/; HttpOnly; SameSite=Strict; Max-Age=600"
                message = {**message, "headers": [*message.get("headers", []), (b"set-cookie", told.encode())]}
            await send(message)

        return marked


def is_kept(scope: Scope) -> bool:
    """Whether a request is for a page that is remembered: it changes with the record only, not as work goes on.

    >>> [is_kept({"path": path}) for path in ("/", "/actors/KAZ", "/actors/KAZ.json", "/events/1", "/briefs/1")]
    [True, True, False, False, True]
    >>> [is_kept({"path": path}) for path in ("/sources/articles", "/sources/compared/1")]
    [True, False]
    """
    path: str = scope["path"]
    if path.endswith((".json", ".csv")) or path.startswith(WORK):
        return False
    if path.startswith("/briefs/"):
        return True
    return path in ("/", "/events") or path.startswith(tuple(f"{room}/" for room in ROOMS[:3])) or path in ROOMS


def seen(scope: Scope) -> int:
    """The state of the record which the browser that asks has seen already, 0 where it says nothing."""
    cookies = next((value for name, value in scope["headers"] if name.lower() == b"cookie"), b"").decode("latin-1")
    told = dict(part.strip().partition("=")[::2] for part in cookies.split(";")).get(SEEN, "")
    return int(told) if told.isdecimal() and len(told) < 12 else 0
