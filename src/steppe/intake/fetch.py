"""One page from the web: bounded in size, in time and in redirects, and never from inside the own network.

`httpcore` (the engine under httpx) is used directly because it lets the connection be made here: to an
address that was checked, with one deadline over look-up, handshake, headers and body. No proxy, cookie or credential
is taken from the environment.
"""

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

import httpcore

from steppe.errors import InputError
from steppe.intake.headers import content_type
from steppe.intake.hosts import Resolver, Target, checked, following, look_up, target
from steppe.intake.inflate import inflate
from steppe.intake.limits import Limits
from steppe.types import Page

_REDIRECTS: Final = {301, 302, 303, 307, 308}
_HEADERS: Final = (
    (b"User-Agent", b"steppe/0.1 (reads news for research)"),
    (
        b"Accept",
        b"text/html,application/xhtml+xml,text/plain,text/markdown,application/rss+xml,"
        b"application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.1",
    ),
    (b"Accept-Encoding", b"gzip, deflate"),
    (b"Connection", b"close"),
)


def fetch(address: str, *, limits: Limits, clock: Callable[[], datetime], resolve: Resolver = look_up) -> Page:
    """The page at a web address, with the media type its server gave (empty where it gave none).

    `Page.address` is where it was found in the end, after redirects and without a fragment. Raises `InputError` for an
    address that may not or cannot be visited, an answer other than 200, and anything over `limits`.
    """
    here = target(address)
    route = _Route(limits=limits, resolve=resolve, deadline=time.monotonic() + limits.seconds)
    for _ in range(limits.redirects + 1):
        answer = _ask(here, route, clock)
        if isinstance(answer, Page):
            return answer
        here = following(here, answer)
    raise InputError(f"redirected more than {limits.redirects} times")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Route:
    """Opens connections for httpcore: to checked addresses only, and only until `deadline` (monotonic seconds)."""

    limits: Limits
    resolve: Resolver
    deadline: float

    def left(self) -> float:
        """Seconds left; raises `httpcore.TimeoutException` when there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("out of time")
        return left

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first checked address of `host` that answers."""
        addresses = checked(host, port, private=self.limits.private_addresses, resolve=self.resolve)
        problem: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for tried, address in enumerate(addresses):
            try:
                inner = httpcore.SyncBackend().connect_tcp(address, port, self.left() / (len(addresses) - tried))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                return cast(httpcore.NetworkStream, _Timed(inner, self))
        raise problem or httpcore.ConnectError("no address to connect to")


@dataclass(frozen=True, slots=True)
class _Timed:
    """A connection whose every step must end before the route's deadline, however slowly the bytes drip."""

    inner: httpcore.NetworkStream
    route: _Route

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, self.route.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, self.route.left())

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self.inner.start_tls(ssl_context, server_hostname, self.route.left())
        return cast(httpcore.NetworkStream, _Timed(inner, self.route))

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


def _ask(here: Target, route: _Route, clock: Callable[[], datetime]) -> Page | str:
    """The page at `here`, or the address it redirects to."""
    backend = cast(httpcore.NetworkBackend, route)
    url = httpcore.URL(scheme=here.scheme, host=here.host, port=here.port, target=here.path)
    try:
        with (
            httpcore.ConnectionPool(network_backend=backend, max_connections=1) as pool,
            pool.stream("GET", url, headers=[(b"Host", _host(here)), *_HEADERS]) as answer,
        ):
            return _read(here, answer, route.limits, clock)
    except httpcore.TimeoutException as error:
        raise InputError(f"no complete answer within {route.limits.seconds:g} seconds") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as error:
        raise InputError(f"the connection to '{here.host}' failed ({error})") from error


def _host(here: Target) -> bytes:
    return here.address.split("/")[2].encode("ascii")


def _read(here: Target, answer: httpcore.Response, limits: Limits, clock: Callable[[], datetime]) -> Page | str:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in reversed(answer.headers)}
    if answer.status in _REDIRECTS and headers.get("location"):
        return headers["location"]
    if answer.status != 200:
        raise InputError(f"the server answered {answer.status}; only an answer of 200 is read")
    _refuse_length(headers.get("content-length", ""), limits)
    wire = _bounded(answer.iter_stream(), limits)
    content = b"".join(_bounded(inflate(wire, headers.get("content-encoding", "").strip().lower()), limits))
    media_type, charset = content_type(headers.get("content-type"))
    return Page(content=content, media_type=media_type, address=here.address, fetched=clock(), charset=charset)


def _refuse_length(length: str, limits: Limits) -> None:
    if length.isdecimal() and int(length[:20]) > limits.bytes_per_page:
        raise InputError(f"{length[:20]} bytes; a page may have {limits.bytes_per_page}")


def _bounded(pieces: Iterable[bytes], limits: Limits) -> Iterator[bytes]:
    seen = 0
    for piece in pieces:
        seen += len(piece)
        if seen > limits.bytes_per_page:
            raise InputError(f"more than {limits.bytes_per_page} bytes, the most a page may have")
        yield piece
