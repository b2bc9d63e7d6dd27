"""Requests as raw as a stranger can send them: any header, any path, any pieces of body."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from steppe.faces.http.guard import Guard

AS_SENT = "".join(chr(one) for one in range(33, 127) if chr(one) not in "%?#")  # what a server lets through
OURS = ("host", "127.0.0.1:8021")


@dataclass
class Answer:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def call(
    app: Guard,
    method: str,
    path: str,
    *headers: tuple[str, str],
    body: Iterable[bytes] = (),
    client: str = "127.0.0.1",
    query: str = "",
    receive: Callable[[], Awaitable[dict[str, Any]]] | None = None,
    send: Callable[[Any], Awaitable[None]] | None = None,
) -> Answer:
    """The answer to one request; `host` is ours where no header names another.

    With `receive` its body comes as that says, with `send` its answer goes there.
    """
    given = headers if any(name == "host" for name, _ in headers) else (OURS, *headers)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": quote(path, safe=AS_SENT, errors="replace").encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.encode("latin-1"), value.encode("utf8", "surrogateescape")) for name, value in given],
        "client": (client, 50_000),
        "server": ("127.0.0.1", 8021),
        "state": {},
    }
    found = Answer()
    asyncio.run(app(scope, receive or _pieces(list(body) or [b""]), send or _into(found)))
    return found


def _pieces(pieces: list[bytes]) -> Callable[[], Awaitable[dict[str, Any]]]:
    rest = iter(pieces)
    sent = 0

    async def receive() -> dict[str, Any]:
        nonlocal sent
        piece = next(rest, None)
        if piece is None:
            await asyncio.sleep(3600)
        sent += 1
        return {"type": "http.request", "body": piece, "more_body": sent < len(pieces)}

    return receive


def _into(found: Answer) -> Callable[[Any], Awaitable[None]]:
    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            assert not found.status, "an answer began twice"
            found.status = message["status"]
            found.headers = {name.decode().lower(): value.decode("latin-1") for name, value in message["headers"]}
        elif message["type"] == "http.response.body":
            found.body += message.get("body", b"")

    return send
