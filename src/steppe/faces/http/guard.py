"""The door: who may call, how often, with how much, and what every answer carries.

A page of another site can make a browser call us, so writing is refused where the browser says that another site asks
(`Sec-Fetch-Site`, or `Origin` beside `Host`), and calls under a name that is not ours are refused altogether (DNS
rebinding). Programs send neither header; they are told apart by the token, where one is set.

Other commands of this machine that want the record (`OWNER`) may hand in much and often, but nobody else may.

Who holds connections open, or lets a body drip, must not keep others out: bodies have to come at a pace, and what is
under way at a time is bounded, the following of jobs (which lasts) more tightly than the rest.
"""

import asyncio
import hmac
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.exceptions import HTTPException

from steppe.faces.http.answers import Error, Problem
from steppe.faces.http.service import Service
from steppe.holding import MOST_HANDED, OWNER
from steppe.wire import to_json

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
BURST, PER_SECOND = 60.0, 2.0  # writes of one client: so many at once, then so many a second
CLIENTS = 1_000  # clients whose allowance is kept
PATIENCE, PACE = 30.0, 20_000.0  # seconds a body may take, and bytes for which it is given one more
MOST_AT_ONCE, MOST_FOLLOWING = 200, 64  # requests under way, and those of them that follow a job
COOKIE = "steppe-token"

log = logging.getLogger("steppe.serve")


@dataclass(slots=True)
class Allowance:
    """Writes a client may still make (token bucket): `left` at monotonic second `at`."""

    left: float
    at: float

    def take(self, now: float) -> bool:
        """Whether one more is allowed now.

        >>> one = Allowance(1.0, 0.0)
        >>> one.take(0.0), one.take(0.1), one.take(1.0)
        (True, False, True)
        """
        self.left = min(BURST, self.left + (now - self.at) * PER_SECOND)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


@dataclass(slots=True)
class Guard:
    """An ASGI application around another one that lets in only what may come in."""

    app: App
    service: Service
    allowed: dict[str, Allowance] = field(default_factory=dict)
    under_way: int = 0
    following: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request: refused here, or handed on with bounded body and answered with safe headers."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        began = time.monotonic()
        # Commands that go through a view take its rows as they work on them.
        told = _Told(send, None if scope["path"].startswith(f"{OWNER}/") else PATIENCE)
        refused = self._refusal(scope, headers)
        if refused is not None:
            await _refuse(told, refused)
        else:
            await self._let_in(scope, _bounded(scope, receive, self._most(scope["path"])), told)
        # No query, no headers, no body: they may hold a token or what somebody reads. Quoted, a path is one line.
        path = quote(scope["path"], errors="replace")
        log.info("%s %s %s %.0f ms", scope["method"], path, told.status, 1000 * (time.monotonic() - began))

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        follows = scope["path"].endswith("/progress")
        if self.under_way >= MOST_AT_ONCE or (follows and self.following >= MOST_FOLLOWING):
            await _refuse(send, _error(503, "busy", "too much is asked at once; ask again in a moment"))
            return
        self.under_way += 1
        self.following += follows
        try:
            await self.app(scope, receive, send)
        finally:
            self.under_way -= 1
            self.following -= follows

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> Error | None:
        if not _is_ours(headers.get("host", ""), self.service.hosts):
            return _error(403, "forbidden", "this server does not go by that name; call it by the address it told")
        owner = scope["path"].startswith(f"{OWNER}/")
        if owner and not _is_near(scope, headers):
            return _error(403, "forbidden", "only commands of the same machine may ask for the record itself")
        if scope["method"] in SAFE:
            return None
        if _is_foreign(headers):
            return _error(403, "forbidden", "another site asked for this; do it from the desk's own pages")
        length, most = headers.get("content-length", ""), self._most(scope["path"])
        if length.isdecimal() and int(length[:20]) > most:
            return _too_large(most)
        # Before the token is looked at, so that it cannot be guessed at any pace.
        often = None if owner else self._too_often(scope)
        if often is None and not self._may_write(scope["path"], headers):
            return _error(401, "token", "writing needs the token: Authorization: Bearer …, or enter it at /enter")
        return often

    def _most(self, path: str) -> int:
        return MOST_HANDED if path.startswith(f"{OWNER}/") else self.service.body_bytes

    def _too_often(self, scope: Scope) -> Error | None:
        client = _client((scope.get("client") or ("?",))[0])
        now = time.monotonic()
        # Taken out and put back, so that whoever wrote longest ago stands first and is forgotten first.
        allowance = self.allowed.pop(client, None) or Allowance(BURST, now)
        while len(self.allowed) >= CLIENTS:
            del self.allowed[next(iter(self.allowed))]
        self.allowed[client] = allowance
        if not allowance.take(now):
            return _error(429, "busy", f"too many writes; {PER_SECOND:g} a second are allowed")
        return None

    def _may_write(self, path: str, headers: dict[str, str]) -> bool:
        token = self.service.token
        if not token or path == "/enter" or path.startswith(f"{OWNER}/look/"):
            return True
        given = headers.get("authorization", "").removeprefix("Bearer ")
        cookies = dict(part.strip().partition("=")[::2] for part in headers.get("cookie", "").split(";"))
        return any(_equal(one, token) for one in (given, cookies.get(COOKIE, "").strip('"')))


def _equal(one: str, other: str) -> bool:
    # Headers were read as Latin-1, one character a byte, as whoever sent them wrote UTF-8.
    return hmac.compare_digest(one.encode("latin-1", "replace"), other.encode("utf8"))


def _is_ours(host: str, hosts: frozenset[str]) -> bool:
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() and not host.endswith("]") else host
    return name.lower() in hosts


def _is_near(scope: Scope, headers: dict[str, str]) -> bool:
    if any(name in headers for name in ("forwarded", "x-forwarded-for", "x-real-ip", "via")):
        return False  # a proxy of this machine speaks for somebody else
    try:
        return ip_address((scope.get("client") or ("",))[0]).is_loopback
    except ValueError:
        return False


def _is_foreign(headers: dict[str, str]) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


def _client(address: str) -> str:
    """Who writes: an address, or the network of one that has many (a customer of IPv6 is given 2^64 of them).

    >>> _client("203.0.113.9"), _client("2001:db8::1") == _client("2001:db8::2:3")
    ('203.0.113.9', True)
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return f"{int(found) >> 64:x}::"
    return address


def _bounded(scope: Scope, receive: Receive, most: int) -> Receive:
    seen, ended, began = 0, scope["method"] in SAFE, time.monotonic()

    async def bounded() -> MutableMapping[str, Any]:
        nonlocal seen, ended
        # After a body has ended what comes is only that the caller has gone, which may take any time.
        left = None if ended else max(0.001, began + PATIENCE + seen / PACE - time.monotonic())
        try:
            message = await asyncio.wait_for(receive(), left)
        except TimeoutError:
            raise HTTPException(408, "the body did not come in time; send it at once, or less of it") from None
        seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(413, _too_large(most).message)
        ended = ended or not message.get("more_body", False)
        return message

    return bounded


class _Told:
    """Sends on, adding the headers every answer carries and keeping the status.

    What nobody takes within `patience` seconds, and all after it, is dropped: else it would hold its place for ever.
    """

    def __init__(self, send: Send, patience: float | None) -> None:
        self.send, self.patience = send, patience
        self.status, self.gone = 0, False

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            there = {name.lower() for name, _ in message.get("headers", [])}
            more = [(name.encode(), value.encode()) for name, value in HEADERS.items() if name.encode() not in there]
            message = {**message, "headers": [*message.get("headers", []), *more]}
        if self.gone:
            return
        try:
            await asyncio.wait_for(self.send(message), self.patience)
        except TimeoutError:
            self.gone = True


def _error(status: int, code: str, message: str) -> Error:
    return Error(status=status, code=code, message=message)


def _too_large(most: int) -> Error:
    return _error(413, "too-large", f"a body may have {most:,} bytes; send less, or use the command line")


async def _refuse(send: Send, error: Error) -> None:
    body = to_json(Problem(error=error)).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
