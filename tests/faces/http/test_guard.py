"""The door: whose name, whose page, whose token, how much and how often, and what every answer carries."""

import asyncio
import json
import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.faces.desk import desk_of, some
from tests.faces.http.asgi import Answer, call

from steppe.faces.http import guard
from steppe.faces.http.app import create_app
from steppe.faces.http.guard import BURST, CLIENTS, HEADERS, MOST_AT_ONCE, MOST_FOLLOWING, Guard
from steppe.faces.http.service import Service
from steppe.holding import MOST_HANDED, OWNER

PASTE = "/api/v1/jobs/read"
BODY = (b'{"text": "words"}',)
JSON = ("content-type", "application/json")
TOKEN = "a-token-ü"
LOOK = f"{OWNER}/look/view_forecasts"
ASKED = (b'{"at": null, "by": null}',)


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with desk_of(":memory:", some()[:3]) as (_, made):
        yield made


@pytest.fixture
def app(service: Service) -> Guard:
    return create_app(service)


@pytest.fixture
def closed(service: Service) -> Guard:
    return create_app(replace(service, token=TOKEN))


def code(answer: Answer) -> str:
    return str(json.loads(answer.body)["error"]["code"])


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8021", "localhost:1", "LOCALHOST", "[::1]:8021", "[::1]", "testserver"]
)
def test_its_own_names_are_let_in(app: Guard, host: str) -> None:
    assert call(app, "GET", "/desk.json", ("host", host)).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "",
        "example.org",
        "127.0.0.1.example.org",
        "example.org:8021",
        "localhost.example.org",
        "localhost@example.org",
        "127.0.0.1:8021@example.org",
        "127.0.0.1:8021:8021",
        "[::1",
        "::1",
        "0.0.0.0",
        "127.0.0.2",
        "2130706433",
        "0x7f000001",
        "localhost.",
        "localhost\x00",
        "localhost, example.org",
        "ⓛocalhost",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_other_names_are_not_so_rebinding_gets_nowhere(app: Guard, host: str, method: str) -> None:
    answer = call(app, method, "/desk.json", ("host", host))
    assert (answer.status, code(answer)) == (403, "forbidden")


@pytest.mark.parametrize(
    "headers",
    [
        (("sec-fetch-site", "cross-site"),),
        (("sec-fetch-site", "same-site"),),
        (("sec-fetch-site", ""),),
        (("sec-fetch-site", "SAME-ORIGIN"),),
        (("origin", "https://example.org"),),
        (("origin", "null"),),
        (("origin", ""),),
        (("origin", "http://127.0.0.1:8022"),),
        (("origin", "http://localhost:8021"),),
        (("origin", "http://127.0.0.1:8021@example.org"),),
        (("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:8021")),
    ],
)
@pytest.mark.parametrize("path", [PASTE, "/read", "/enter", LOOK, f"{OWNER}/take/judge"])
def test_another_site_writes_nothing(app: Guard, path: str, headers: tuple[tuple[str, str], ...]) -> None:
    answer = call(app, "POST", path, JSON, *headers, body=BODY)
    assert (answer.status, code(answer)) == (403, "forbidden")


@pytest.mark.parametrize(
    "headers",
    [
        (),
        (("sec-fetch-site", "same-origin"),),
        (("sec-fetch-site", "none"),),
        (("origin", "http://127.0.0.1:8021"),),
        (("origin", "HTTP://127.0.0.1:8021"),),
    ],
)
def test_its_own_pages_and_programs_write(app: Guard, headers: tuple[tuple[str, str], ...]) -> None:
    assert call(app, "POST", PASTE, JSON, *headers, body=BODY).status == 202


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ((), 401),
        ((("authorization", f"Bearer {TOKEN}"),), 202),
        ((("cookie", f"steppe-token={TOKEN}"),), 202),
        ((("cookie", f"a=b; steppe-token={TOKEN} ; c"),), 202),
        ((("authorization", "Bearer "),), 401),
        ((("authorization", "Bearer a-token"),), 401),
        ((("authorization", f"Bearer {TOKEN}x"),), 401),
        ((("authorization", f"Basic {TOKEN}"),), 401),
        ((("authorization", "Bearer \udcff\udcfe"),), 401),
        ((("cookie", "steppe-token="),), 401),
        ((("cookie", f"other={TOKEN}"),), 401),
        ((("cookie", f"xsteppe-token={TOKEN}"),), 401),
    ],
)
def test_writing_needs_the_token_by_header_or_cookie(
    closed: Guard, headers: tuple[tuple[str, str], ...], status: int
) -> None:
    answer = call(closed, "POST", PASTE, JSON, *headers, body=BODY)
    assert answer.status == status, answer.body
    assert status == 202 or code(answer) == "token"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW"])
def test_every_method_that_may_write_needs_the_token(closed: Guard, method: str) -> None:
    assert call(closed, method, "/api/v1/jobs/none").status == 401


def test_the_token_in_the_address_is_none(closed: Guard) -> None:
    assert call(closed, "POST", PASTE, JSON, body=BODY, query=f"token={TOKEN}&steppe-token={TOKEN}").status == 401


def test_reading_needs_no_token(closed: Guard) -> None:
    assert call(closed, "GET", "/desk.json").status == 200
    assert call(closed, "POST", LOOK, body=ASKED).status == 200
    assert call(closed, "POST", f"{OWNER}/take/judge", body=(b"{}",)).status == 401


@pytest.mark.parametrize("length", ["200", "99999999999999999999999999999999"])
def test_a_body_said_to_be_too_large_is_not_read(service: Service, length: str) -> None:
    small = create_app(replace(service, body_bytes=100))
    answer = call(small, "POST", PASTE, JSON, ("content-length", length), body=BODY)
    assert (answer.status, code(answer)) == (413, "too-large")
    assert "a body may have 100 bytes" in answer.body.decode()


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""])
@pytest.mark.parametrize("length", [(), (("content-length", "5"),), (("content-length", "-1"),)])
@pytest.mark.parametrize("path", [PASTE, "/read"])
def test_a_body_that_is_larger_than_it_says_ends_there(
    service: Service, kind: str, length: tuple[tuple[str, str], ...], path: str
) -> None:
    small = create_app(replace(service, body_bytes=100))
    head = b"--x\r\ncontent-disposition: form-data; name=text\r\n\r\n" if "multipart" in kind else b'{"text": "'
    answer = call(small, "POST", path, ("content-type", kind), *length, body=[head, *[b"x" * 40] * 10])
    assert answer.status in (413, 422), answer.body
    read = kind.partition("/")[0] == ("application" if path == PASTE else "multipart")  # the rest is refused unread
    assert answer.status == 413 or not read
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_writes_of_one_client_are_bounded_and_reads_are_not(app: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PER_SECOND", 0.0)
    made = [call(app, "POST", "/nowhere", client="203.0.113.9").status for _ in range(int(BURST) + 5)]
    assert made.count(429) >= 1
    assert made[: int(BURST)].count(429) == 0
    assert call(app, "POST", "/nowhere", client="203.0.113.10").status != 429
    assert all(call(app, "GET", "/static/icon.svg", client="203.0.113.9").status == 200 for _ in range(80))


def test_clients_are_not_remembered_without_end(app: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    assert CLIENTS <= 10_000
    monkeypatch.setattr(guard, "CLIENTS", 50)
    for number in range(55):
        call(app, "POST", "/nowhere", client=f"2001:db8:0:{number:x}::1")
    assert len(app.allowed) == 50


def test_the_allowance_of_one_client_is_not_renewed_by_many_others(app: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "CLIENTS", 50)
    monkeypatch.setattr(guard, "PER_SECOND", 0.0)
    for _ in range(int(BURST) + 1):
        last = call(app, "POST", "/nowhere", client="203.0.113.9").status
    for number in range(49):
        call(app, "POST", "/nowhere", client=f"2001:db8:0:{number:x}::1")
    assert last == call(app, "POST", "/nowhere", client="203.0.113.9").status == 429


def test_the_addresses_of_one_network_are_one_client(app: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PER_SECOND", 0.0)
    made = [call(app, "POST", "/nowhere", client=f"2001:db8::{number:x}:1").status for number in range(int(BURST) + 5)]
    assert 429 in made
    assert call(app, "POST", "/nowhere", client="2001:db8:0:1::1").status != 429


def test_who_says_that_he_speaks_for_others_has_no_more_allowance(app: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PER_SECOND", 0.0)
    made = [
        call(app, "POST", "/nowhere", ("x-forwarded-for", f"203.0.113.{number}"), client="203.0.113.77").status
        for number in range(int(BURST) + 5)
    ]
    assert 429 in made


def test_the_token_is_not_guessed_at_any_pace(closed: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PER_SECOND", 0.0)
    made = [
        call(closed, "POST", PASTE, JSON, ("authorization", f"Bearer {number}"), body=BODY).status
        for number in range(int(BURST) + 5)
    ]
    assert set(made[: int(BURST)]) == {401}
    assert 429 in made


# Who holds a place.


def dripped(app: Guard, pieces: list[bytes], pause: float) -> Answer:
    """The answer to a post whose body comes in those pieces, with a pause before each."""
    rest = iter(pieces)

    async def slowly() -> dict[str, Any]:
        await asyncio.sleep(pause)
        piece = next(rest, None)
        if piece is None:
            await asyncio.sleep(3600)
        return {"type": "http.request", "body": piece, "more_body": True}

    return call(app, "POST", PASTE, JSON, receive=slowly)


def test_a_body_that_drips_is_given_up(app: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PATIENCE", 0.1)
    answer = dripped(app, [b"{"] * 1_000, 0.03)
    assert (answer.status, code(answer)) == (408, "request-timeout")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_body_that_comes_at_a_pace_may_take_longer(app: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PATIENCE", 0.1)
    monkeypatch.setattr(guard, "PACE", 100.0)
    answer = dripped(app, [b'{"text": "', *[b"x" * 20] * 10, b'"}'], 0.03)
    assert (answer.status, code(answer)) == (408, "request-timeout")  # it never ends, but was read so far
    pieces = [b'{"text": "', *[b"x" * 20] * 10, b'"}']

    async def ended() -> dict[str, Any]:
        await asyncio.sleep(0.03)
        piece = pieces.pop(0) if pieces else b""
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    assert call(app, "POST", PASTE, JSON, receive=ended).status == 202


def test_an_answer_nobody_takes_is_dropped(app: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PATIENCE", 0.05)
    sent: list[str] = []

    async def stuck(message: Any) -> None:
        sent.append(message["type"])
        await asyncio.sleep(3600)

    began = time.monotonic()
    call(app, "GET", "/static/desk.css", send=stuck)
    assert sent == ["http.response.start"]
    assert time.monotonic() - began < 5
    assert app.under_way == 0


@pytest.mark.parametrize(
    ("taken", "path", "status"),
    [
        ({"under_way": MOST_AT_ONCE}, "/desk.json", 503),
        ({"under_way": MOST_AT_ONCE - 1}, "/desk.json", 200),
        ({"following": MOST_FOLLOWING}, "/api/v1/jobs/none/progress", 503),
        ({"following": MOST_FOLLOWING - 1}, "/api/v1/jobs/none/progress", 404),
        ({"following": MOST_FOLLOWING}, "/desk.json", 200),
    ],
)
def test_what_is_under_way_is_bounded_in_words(app: Guard, taken: dict[str, int], path: str, status: int) -> None:
    for name, number in taken.items():
        setattr(app, name, number)
    answer = call(app, "GET", path)
    assert answer.status == status
    assert status != 503 or code(answer) == "busy"
    assert {name: getattr(app, name) for name in taken} == taken


# The record itself: only for commands of this machine.


@pytest.mark.parametrize(
    "client", ["203.0.113.9", "10.0.0.1", "192.168.1.2", "::ffff:10.0.0.1", "fe80::1", "", "nobody"]
)
def test_the_record_itself_is_for_this_machine_alone(app: Guard, client: str) -> None:
    for path, method in ((LOOK, "POST"), (f"{OWNER}/take/keep", "POST"), (f"{OWNER}/batches", "GET")):
        assert call(app, method, path, body=ASKED, client=client).status == 403


@pytest.mark.parametrize("header", ["forwarded", "x-forwarded-for", "x-real-ip", "via"])
def test_what_a_proxy_hands_on_is_not_from_this_machine(app: Guard, header: str) -> None:
    assert call(app, "POST", LOOK, (header, "127.0.0.1"), body=ASKED).status == 403


def test_commands_of_this_machine_may_hand_in_much_and_often(service: Service) -> None:
    small = create_app(replace(service, body_bytes=100))
    for _ in range(int(BURST) + 5):
        assert call(small, "POST", LOOK, body=ASKED).status == 200
    long = (json.dumps({"at": None, "by": None, "pad": "x" * 200}).encode(),)
    assert call(small, "POST", LOOK, body=long).status == 422
    assert call(small, "POST", LOOK, ("content-length", str(MOST_HANDED + 1)), body=ASKED).status == 413


@pytest.mark.parametrize(
    "path", [f"{OWNER}/look/a/b", f"{OWNER}/look/", f"{OWNER}/look/../take/keep", f"{OWNER}/look//take"]
)
def test_no_other_path_is_let_in_as_reading(closed: Guard, path: str) -> None:
    assert call(closed, "POST", path, body=ASKED).status in (404, 405)


# What every answer carries.

ANSWERS = [
    ("GET", "/", 200),
    ("GET", "/desk.json", 200),
    ("GET", "/desk.csv", 200),
    ("GET", "/static/desk.js", 200),
    ("GET", "/nowhere", 404),
    ("GET", "/static/none.css", 404),
    ("GET", "/api/v1/events/none", 404),
    ("PUT", "/desk.json", 405),
    ("GET", PASTE, 404),
    ("POST", PASTE, 422),
    ("GET", "/desk.json?as_of=x", 422),
    ("HEAD", "/", 405),
    ("OPTIONS", "/", 405),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_every_answer_carries_the_headers(app: Guard, method: str, path: str, status: int, accept: str) -> None:
    bare, _, query = path.partition("?")
    answer = call(app, method, bare, ("accept", accept), query=query)
    assert answer.status == status
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "server" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers


def test_refusals_carry_them_too(app: Guard, closed: Guard) -> None:
    for answer in (
        call(app, "GET", "/", ("host", "example.org")),
        call(closed, "POST", PASTE, body=BODY),
        call(app, "POST", PASTE, ("content-length", "999999999"), body=BODY),
    ):
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert set(json.loads(answer.body)["error"]) == {"status", "code", "message"}


def test_a_failure_of_ours_carries_them_and_tells_no_detail(app: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a secret detail")

    monkeypatch.setattr("steppe.overview.desk_view", fails)
    with pytest.raises(ZeroDivisionError):
        call(app, "GET", "/desk.json")
    told = Answer()

    async def send(message: Any) -> None:
        told.status = message.get("status", told.status)
        told.body += message.get("body", b"")

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": "GET", "path": "/desk.json", "query_string": b"", "root_path": "", "state": {}}
    scope |= {"headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 1), "server": ("x", 1), "scheme": "http"}
    with pytest.raises(ZeroDivisionError):
        asyncio.run(app(scope, receive, send))
    assert told.status == 500
    assert b"secret" not in told.body


def test_a_web_socket_is_closed_at_the_door(app: Guard) -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    asyncio.run(app({"type": "websocket", "path": "/", "headers": []}, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


# The log.


def test_the_log_holds_no_query_no_token_no_cookie_and_one_line_a_request(
    closed: Guard, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="steppe.serve"):
        call(
            closed, "GET", "/desk.json", ("cookie", "steppe-token=cookie-secret"), query="q=query-secret&token=x-secret"
        )
        call(closed, "POST", PASTE, JSON, ("authorization", f"Bearer {TOKEN}"), body=(b'{"text": "body-secret"}',))
        call(closed, "POST", PASTE, ("authorization", "Bearer wrong-secret"), body=BODY)
        call(closed, "GET", "/none\r\nGET /forged 200\u2028\x1b[31m", ("referer", "http://127.0.0.1/?referer-secret"))
    lines = [record.getMessage() for record in caplog.records if record.name == "steppe.serve"]
    assert [line.split()[:3] for line in lines[:3]] == [
        ["GET", "/desk.json", "200"],
        ["POST", PASTE, "202"],
        ["POST", PASTE, "401"],
    ]
    assert lines[3].startswith("GET /none%0D%0AGET%20/forged%20200%E2%80%A8%1B%5B31m 404")
    whole = caplog.text
    assert "secret" not in whole
    assert TOKEN not in whole
