"""Hundreds of hostile inputs: no failure of ours, nothing executed, nothing leaked, nobody private called."""

import base64
import csv
import gzip
import io
import json
import os
import re
import socket
import threading
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.params import Form
from fastapi.routing import APIRoute
from pydantic import BaseModel
from tests.faces.desk import Inline, desk_of, over
from tests.faces.http.asgi import Answer, call
from tests.faces.http.hostile import NOW, TOGETHER, Hostile, Nodes, every, fill, let_out, nodes, read_jobs, sent_as

from steppe.faces.http.app import create_app
from steppe.faces.http.guard import Guard
from steppe.faces.http.memory import Memory
from steppe.faces.http.service import Service
from steppe.holding import OWNER
from steppe.intake.hosts import is_global
from steppe.jobs.ledger import Job, job
from steppe.jobs.worker import Failed
from steppe.reading import Order, read_work
from steppe.record.store import open_record
from steppe.types import Article, Coded
from steppe.wire import to_json

SECRET = "SECRET-OF-SETTINGS"
LEAKS = (SECRET, "root:x:0:0", "root:*:0:0", "from steppe.", "BEGIN OPENSSH")
PRODUCT = "1787569"  # what 1337 * 1337 of the template payloads would come to
JSON = ("content-type", "application/json")
FORM = ("content-type", "application/x-www-form-urlencoded")
IN_BODIES = frozenset(("json", "case", "upload", "header", "query"))
SMALL = 1  # payloads of a class that each place gets at least


class Idle:
    """A worker that does nothing: what is queued here is not to be carried out."""

    def run(self, *_: object) -> Failed:
        return Failed(reason="not here")

    def warm(self, *_: object) -> None: ...

    def stop(self) -> None: ...


pytestmark = pytest.mark.slow  # some minutes: every page and every field with hundreds of payloads


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The working folder of the server, with a secret in its settings."""
    made = tmp_path_factory.mktemp("served")
    (made / "steppe.toml").write_text(f'token = "{SECRET}"\n', encoding="utf8")
    before = Path.cwd()
    os.chdir(made)
    yield made
    os.chdir(before)


def held(path: Path, payloads: Sequence[str]) -> Iterator[tuple[Guard, Service]]:
    with open_record(path, clock=lambda: NOW) as record:
        fill(record, payloads)
    with desk_of(path, []) as (_, service):
        service.jobs.worker = Idle()  # type: ignore[assignment]
        service.jobs.known |= {one.id: one for one in read_jobs(payloads[::4])}
        yield create_app(service), service


def stored() -> list[str]:
    return [one.payload for one in sent_as("stored")]


@pytest.fixture(scope="module")
def hostile(folder: Path) -> Iterator[tuple[Guard, Service]]:
    yield from held(folder / "r.duckdb", stored())


@pytest.fixture(scope="module")
def calm(folder: Path) -> Iterator[tuple[Guard, Service]]:
    words = [f"plain words {number}\u202e" for number in range(TOGETHER)]
    yield from held(folder / "calm.duckdb", words)


# Routes of the application as it is: what other rooms add is covered as soon as it is there.


def routes(app: Guard) -> list[tuple[str, APIRoute]]:
    memory = app.app
    assert isinstance(memory, Memory)
    inner = memory.app
    assert isinstance(inner, FastAPI)
    found: list[tuple[str, APIRoute]] = []
    for one in inner.routes:
        if isinstance(one, APIRoute):
            found.append((one.path, one))
        elif hasattr(one, "original_router"):  # a router that was included, with the prefix it was given
            prefix = one.include_context.prefix
            found.extend((prefix + each.path, each) for each in one.original_router.routes)
    return [(path, one) for path, one in found if "/owner/" not in path]


def gets(app: Guard) -> list[tuple[str, APIRoute]]:
    return [(path, one) for path, one in routes(app) if "GET" in one.methods]


def posts(app: Guard) -> list[tuple[str, APIRoute]]:
    return [(path, one) for path, one in routes(app) if "POST" in one.methods]


def given(dependant: Any, part: str) -> list[Any]:
    below = [one for each in dependant.dependencies for one in given(each, part)]
    return [*getattr(dependant, f"{part}_params"), *below]


def names_in(route: APIRoute, part: str) -> list[str]:
    """Names of the parameters of a route in its `path`, `query` or `body`; those of a model one by one."""
    found: list[str] = []
    for one in given(route.dependant, part):
        kind = one.field_info.annotation
        is_model = isinstance(kind, type) and issubclass(kind, BaseModel)
        found.extend(kind.model_fields if is_model else [one.alias])
    return found


KEPT: dict[int, dict[str, list[str]]] = {}  # of the services of this module, which all live as long as it


def ids_of(service: Service) -> dict[str, list[str]]:
    """The ids of what the record of a service was filled with, looked up once."""
    if id(service) not in KEPT:
        record = service.held.record.as_of()
        found = {
            "articles": record.articles(judged=True),
            "events": record.events(judged=True),
            "claims": record.claims(judged=True),
            "quantities": record.quantities(judged=True),
            "forecasts": record.forecasts(),
        }
        KEPT[id(service)] = {name: [one.id for one in some] for name, some in found.items()}
    return KEPT[id(service)]


def filled(service: Service, path: str) -> list[str]:
    """Addresses of a route with ids of things that are there."""
    room = path.removeprefix("/api/v1").split("/")[1].partition(".")[0]
    data = "." in path or "/api/" in path
    kept = ids_of(service)
    ids: dict[str, Sequence[str]] = {
        "articles": kept["articles"][:: 9 if path.endswith((".json", "lights.css")) else 1],
        "events": kept["events"][:: 30 if data else 9],
        "claims": kept["claims"][::40],
        "quantities": kept["quantities"][::40],
        "jobs": [one.id for one in service.jobs.all() if one.over][::4],
        "actors": ["KAZ", "RUS"],
        "pairs": ["KAZ"],
        "cases": [service.case],
        "static": ["desk.css", "desk.js"],
        "forecasts": kept["forecasts"][:3],
        "track": kept["forecasts"][:3],
    }
    ids |= {"briefs": ids["articles"][::3], "items": [*ids["events"][:2], *ids["articles"][:1]]}
    names = re.findall(r"\{(\w+)(?::\w+)?\}", path)
    if not names:
        return [path]
    firsts = ids.get(room, ["none"]) or ["none"]
    return [put(path, {names[0]: one, **dict.fromkeys(names[1:], "RUS")}) for one in firsts]


def put(path: str, values: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: values[found[1]], path)


def finished(service: Service) -> Job:
    """A job that is over and says hostile things of what it read."""
    made = job("read", to_json(Order(text="<b>x</b>", name="{{1337*1337}}")), made=NOW)
    service.jobs.add(made)
    return over(service.jobs, made.id)


def rendered(app: Guard, service: Service) -> dict[str, Answer]:
    finished(service)
    found: dict[str, Answer] = {}
    for route, _ in gets(app):
        for path in filled(service, route):
            found[path] = call(app, "GET", path, ("accept", "text/html"))
    return found


@pytest.fixture(scope="module")
def pages(hostile: tuple[Guard, Service]) -> dict[str, Answer]:
    return rendered(*hostile)


@pytest.fixture(scope="module")
def plain(calm: tuple[Guard, Service]) -> Nodes:
    """All that pages about plain words consist of."""
    return consisting_of(rendered(*calm).values())


@pytest.fixture(scope="module")
def plainly_asked(calm: tuple[Guard, Service], plain: Nodes) -> Nodes:
    """What they consist of besides where plain words are asked for, in all the places that ask."""
    app, service = calm
    answers = [ask("plain words") for _, ask in slots(app, service)]
    for path, route, name in fields_of(app):
        app.allowed.clear()
        answers.append(posted(app, filled(service, path)[0], route, {**NEEDED, name: "plain words"}))
    found = consisting_of(answers)
    return Nodes(kinds=found.kinds | plain.kinds, code=found.code | plain.code)


def consisting_of(answers: Iterable[Answer]) -> Nodes:
    whole = Nodes()
    for answer in answers:
        if answer.headers.get("content-type", "").startswith("text/html"):
            found = nodes(answer.body.decode())
            whole.kinds |= found.kinds
            whole.code |= found.code
    return whole


def of_kind(pages: dict[str, Answer], kind: str) -> dict[str, str]:
    chosen = {path: one for path, one in pages.items() if one.headers.get("content-type", "").startswith(kind)}
    assert chosen
    return {path: one.body.decode() for path, one in chosen.items()}


# What the record holds.


def test_there_are_hundreds_of_every_class() -> None:
    kinds = [one.kind for one in every()]
    assert len(kinds) >= 300
    assert len(set(kinds)) >= 20
    assert min(kinds.count(kind) for kind in set(kinds)) >= 5


def test_every_page_about_hostile_words_is_served(pages: dict[str, Answer]) -> None:
    failed = {path: one.status for path, one in pages.items() if one.status >= 500 or not one.status}
    assert not failed
    refused = [path for path, one in pages.items() if one.status != 200]
    assert len(refused) < len(pages) / 10, refused


def test_no_page_lets_hostile_words_out_of_its_text(pages: dict[str, Answer], plain: Nodes) -> None:
    found = {path: wrong for path, html in of_kind(pages, "text/html").items() if (wrong := let_out(html, plain))}
    assert not found


def test_the_words_are_there_as_words(pages: dict[str, Answer]) -> None:
    shown = " ".join(
        " ".join(nodes(html).words) for path, html in of_kind(pages, "text/html").items() if "/articles/" in path
    )
    lost = [
        str(one)
        for one in sent_as("stored")
        if one.kind in ("script", "handler", "svg", "template", "css", "embed")
        and re.sub(r"\W+", " ", one.payload) not in re.sub(r"\W+", " ", shown)
        and one.payload.isprintable()
    ]
    assert not lost


def test_no_template_in_hostile_words_is_evaluated(pages: dict[str, Answer]) -> None:
    assert not [path for path, one in pages.items() if PRODUCT in one.body.decode()]


def test_nothing_leaks(pages: dict[str, Answer]) -> None:
    assert not [path for path, one in pages.items() if any(leak in one.body.decode() for leak in LEAKS[:3])]


def test_every_cell_of_csv_is_neutral(pages: dict[str, Answer]) -> None:
    active = re.compile(r"(\A|[;\t\r\n])[\s\u200b-\u200f\u2060\ufeff]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]")
    number = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?\Z")
    cells = [
        (path, cell)
        for path, text in of_kind(pages, "text/csv").items()
        for row in csv.reader(io.StringIO(text, newline=""))
        for cell in row
    ]
    assert len(cells) > 1_000
    assert not [(path, cell[:60]) for path, cell in cells if active.search(cell) and not number.match(cell)]
    assert any("cmd" in cell for _, cell in cells)


def test_json_carries_hostile_words_as_they_are(pages: dict[str, Answer]) -> None:
    found = of_kind(pages, "application/json")
    for text in found.values():
        json.loads(text)
    whole = "".join(
        json.dumps(json.loads(text)) for path, text in found.items() if path.startswith("/api/v1/articles/")
    )
    lost = [str(one) for one in sent_as("stored") if json.dumps(one.payload)[1:-1] not in whole]
    assert not lost


def test_no_answer_is_taken_for_another_kind(pages: dict[str, Answer]) -> None:
    for path, one in pages.items():
        assert one.headers["x-content-type-options"] == "nosniff", path
        assert "default-src 'none'" in one.headers["content-security-policy"], path
        assert one.status == 303 or "content-type" in one.headers, path


# What a request holds.


def sound(answer: Answer, where: str) -> list[str]:
    """What is wrong with an answer to something hostile."""
    text = answer.body.decode("utf8", "replace")
    wrong = [f"{where}: {answer.status} {text[:160]}"] if answer.status >= 500 or not answer.status else []
    wrong += [f"{where}: leaks {leak}" for leak in LEAKS if leak in text and "static/desk" not in where]
    wrong += [f"{where}: evaluated"] if PRODUCT in text else []
    for name, value in answer.headers.items():
        if re.search(r"[\r\n\x00]", value) or name in ("x-injected", "access-control-allow-origin"):
            wrong.append(f"{where}: header {name}: {value[:80]!r}")
        elif name == "location" and not re.match(r"/(?![/\\])|http://127\.0\.0\.1:8021/", value):
            wrong.append(f"{where}: leads to {value[:80]!r}")
    return wrong


def asked(app: Guard, path: str, query: str = "") -> Answer:
    return call(app, "GET", path, ("accept", "text/html"), query=query)


def slots(app: Guard, service: Service) -> list[tuple[str, Callable[[str], Answer]]]:
    """Every place of a GET request that takes something from outside."""
    found: list[tuple[str, Callable[[str], Answer]]] = []
    for path, route in gets(app):
        names = re.findall(r"\{(\w+)(?::\w+)?\}", path)
        for name in names:
            rest = dict.fromkeys(names, "KAZ")

            def by_path(text: str, path: str = path, name: str = name, rest: dict[str, str] = rest) -> Answer:
                return asked(app, put(path, {**rest, name: text}))

            found.append((f"{path} {name}", by_path))
        there = filled(service, path)[0]
        for name in names_in(route, "query"):

            def by_query(text: str, there: str = there, name: str = name) -> Answer:
                return asked(app, there, f"{quote(name)}={quote(text, errors='surrogatepass')}")

            found.append((f"{path}?{name}", by_query))
    return found


def dealt(payloads: Sequence[str], places: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """Each payload to some places and each place some payloads, always the same ones."""
    each = max(2, -(-SMALL * len(places) // len(payloads)))
    for at, text in enumerate(payloads):
        for step in range(each):
            yield text, places[(at * each + step) % len(places)]


@pytest.mark.parametrize("kind", sorted({one.kind for one in every()}))
def test_every_place_is_dealt_something_of_every_class(kind: str) -> None:
    some = [one.payload for one in every() if one.kind == kind]
    for places in (3, 17, 40, 97, 150, 301):
        found = list(dealt(some, range(places)))
        assert {place for _, place in found} == set(range(places))
        assert {text for text, _ in found} == set(some)


@pytest.mark.parametrize("kind", sorted({one.kind for one in every() if one.where & {"id", "query"}}))
def test_hostile_paths_and_queries_are_answered_soundly(
    hostile: tuple[Guard, Service], plainly_asked: Nodes, kind: str
) -> None:
    app, service = hostile
    some = [one for one in every() if one.kind == kind and one.where & {"id", "query"}]
    places = slots(app, service)
    assert len(places) > 20
    if kind == "array":
        trials = [(f"{path}?{one.payload[:60]}", asked(app, path, one.payload[1:])) for one in some for path in FLAT]
    else:
        named = {name: ask for name, ask in places if kind != "surrogate" or "?" in name}
        dated = {name: ask for name, ask in named.items() if kind not in ("date", "number") or ASKS[kind].search(name)}
        trials = [
            (f"{name} {text[:60]!r}", dated[name](text[:20_000]))
            for text, name in dealt([one.payload for one in some], list(dated))
        ]
    wrong = [line for where, answer in trials for line in sound(answer, where)]
    for where, answer in trials:
        if answer.headers.get("content-type", "").startswith("text/html"):
            wrong += [f"{where}: {line}" for line in let_out(answer.body.decode(), plainly_asked)]
    assert not wrong


FLAT = ("/", "/desk.csv", "/events", "/api/v1/events", "/whatif", "/ask")
ASKS = {
    "date": re.compile(r"\?(as_of|since|until|from|to|day|first|last)"),
    "number": re.compile(r"\?(limit|offset|most|days|draws|seed|page|after)"),
}


@pytest.mark.parametrize("kind", sorted({one.kind for one in every() if one.where & IN_BODIES}))
def test_hostile_words_in_bodies_are_answered_soundly(
    hostile: tuple[Guard, Service], plainly_asked: Nodes, kind: str
) -> None:
    app, service = hostile
    some = [one.payload for one in every() if one.kind == kind and one.where & IN_BODIES]
    places = fields_of(app)
    assert len(places) > 8
    wrong: list[str] = []
    for text, (path, route, name) in dealt(some, places):
        app.allowed.clear()
        answer = posted(app, filled(service, path)[0], route, {**NEEDED, name: text[:20_000]})
        wrong += sound(answer, f"{path} {name}={text[:60]!r}")
        if answer.headers.get("content-type", "").startswith("text/html"):
            wrong += [f"{path} {name} {text[:60]!r}: {line}" for line in let_out(answer.body.decode(), plainly_asked)]
    assert not wrong


NEEDED = {"verdict": "wrong", "reason": "x", "author": "me", "subject": "none"}


def fields_of(app: Guard) -> list[tuple[str, APIRoute, str]]:
    return [(path, route, name) for path, route in posts(app) for name in names_in(route, "body")]


def posted(app: Guard, path: str, route: APIRoute, values: dict[str, str]) -> Answer:
    known = {name: value for name, value in values.items() if name in names_in(route, "body")}
    if any(isinstance(one.field_info, Form) for one in given(route.dependant, "body")):
        body = "&".join(f"{quote(name)}={quote(value, errors='surrogatepass')}" for name, value in known.items())
        return call(app, "POST", path, FORM, ("accept", "text/html"), body=[body.encode()])
    return call(app, "POST", path, JSON, body=[json.dumps(known).encode()])


@pytest.mark.parametrize("one", [one for one in every() if "body" in one.where], ids=str)
def test_bodies_that_are_no_body_are_refused(hostile: tuple[Guard, Service], one: Hostile) -> None:
    app, service = hostile
    wrong: list[str] = []
    for route, _ in posts(app):
        app.allowed.clear()
        path, body = filled(service, route)[0], one.payload.encode("utf8", "surrogatepass")
        for kind in (JSON, FORM):
            wrong += sound(call(app, "POST", path, kind, body=[body]), f"{path} {kind[1]}")
    for path in (f"{OWNER}/look/view_events", f"{OWNER}/take/keep", f"{OWNER}/take/judge", f"{OWNER}/take/resolve"):
        wrong += sound(call(app, "POST", path, body=[one.payload.encode("utf8", "surrogatepass")]), path)
    assert not wrong


@pytest.mark.parametrize("one", sent_as("content"), ids=str)
def test_content_of_another_type_is_refused_or_read_as_what_it_is(hostile: tuple[Guard, Service], one: Hostile) -> None:
    app, service = hostile
    wrong: list[str] = []
    for route, _ in posts(app):
        app.allowed.clear()
        path = filled(service, route)[0]
        for body in (
            b'{"text": "x"}',
            b"text=x",
            b"--x\r\ncontent-disposition: form-data; name=text\r\n\r\nx\r\n--x--",
        ):
            wrong += sound(call(app, "POST", path, ("content-type", one.payload), body=[body]), f"{path} {body!r}")
    assert not wrong


@pytest.mark.parametrize("one", sent_as("host"), ids=str)
def test_under_another_name_nothing_is_told(hostile: tuple[Guard, Service], one: Hostile) -> None:
    for path in ("/", "/desk.json", "/static/desk.css", f"{OWNER}/batches"):
        answer = call(hostile[0], "GET", path, ("host", one.payload))
        assert answer.status == 403
        assert "location" not in answer.headers


@pytest.mark.parametrize("one", sent_as("site"), ids=str)
def test_another_site_writes_nothing_anywhere(hostile: tuple[Guard, Service], one: Hostile) -> None:
    app, service = hostile
    name, _, value = one.payload.partition(": ")
    before = service.held.record.writes, len(service.jobs.all())
    for route, _ in posts(app):
        for kind in (JSON, FORM, ("content-type", "text/plain")):
            body = [b'{"text": "x"}' if kind == JSON else b"text=x"]
            assert call(app, "POST", filled(service, route)[0], kind, (name, value), body=body).status == 403
    assert before == (service.held.record.writes, len(service.jobs.all()))


def test_files_outside_are_not_served(hostile: tuple[Guard, Service]) -> None:
    app = hostile[0]
    for one in sent_as("static"):
        for path in (f"/static/{one.payload}", f"/static//{one.payload}", f"/{one.payload}"):
            answer = call(app, "GET", path)
            assert answer.status in (200, 307, 404, 405), (path, answer.status)
            assert not sound(answer, path)
            assert answer.status != 200 or re.fullmatch(r"/+|/static/[\w.]+\.(css|js|svg)", path), path


# What is fetched.

ADDRESSES = {
    "public.example": ["93.184.215.14"],
    "private.example": ["10.0.0.7"],
    "loopback.example": ["127.0.0.1"],
    "mixed.example": ["93.184.215.14", "127.0.0.1"],
    "mapped.example": ["::ffff:10.0.0.1"],
    "metadata.example": ["169.254.169.254"],
    "metadata.google.internal": ["169.254.169.254"],
    "localhost": ["127.0.0.1", "::1"],
}


class Wire:
    """The network as the server sees it: names by a list, numbers as the system reads them, and who was called."""

    def __init__(self, answer: bytes = b"") -> None:
        self.called: list[str] = []
        self.answer = answer
        self.real = socket.getaddrinfo, socket.create_connection
        self.listening = socket.create_server(("127.0.0.1", 0)) if answer else None

    def look_up(self, host: str, port: int, *_: object, **__: object) -> list[Any]:
        if host in ADDRESSES:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in ADDRESSES[host]]
        return self.real[0](host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)

    def connect(self, address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        self.called.append(address[0])
        if self.listening is None:
            raise ConnectionRefusedError
        threading.Thread(target=self._serve, args=(self.listening,), daemon=True).start()
        return self.real[1](self.listening.getsockname())

    def _serve(self, listening: socket.socket) -> None:
        with listening.accept()[0] as caller:
            caller.recv(65_536)
            caller.sendall(self.answer)

    def close(self) -> None:
        if self.listening is not None:
            self.listening.close()


def fetched(address: str, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("steppe.reading.desk", lambda: None)
    monkeypatch.setattr(socket, "getaddrinfo", wire.look_up)
    monkeypatch.setattr(socket, "create_connection", wire.connect)
    came = Inline().run(read_work, to_json(Order(address=address, seconds=3.0)), lambda *_: None)
    assert isinstance(came, Failed), came
    return came.reason


@pytest.mark.parametrize("one", sent_as("address"), ids=str)
def test_no_private_address_is_called(
    hostile: tuple[Guard, Service], one: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile[0].allowed.clear()
    answer = call(hostile[0], "POST", "/api/v1/jobs/read", JSON, body=[json.dumps({"address": one.payload}).encode()])
    assert answer.status in (202, 422)
    wire = Wire()
    fetched(one.payload, wire, monkeypatch)
    assert not [called for called in wire.called if not is_global(called)]


def redirected(location: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, list[str]]:
    to = re.sub(r"[\r\n\x00]", "", location).encode("utf8", "replace")
    wire = Wire(b"HTTP/1.1 302 Found\r\nlocation: " + to + b"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
    reason = fetched("http://public.example/", wire, monkeypatch)
    wire.close()
    return reason, wire.called


@pytest.mark.parametrize("one", sent_as("redirect"), ids=str)
def test_no_redirect_leads_to_a_private_address(one: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    _, called = redirected(one.payload, monkeypatch)
    assert called[0] == "93.184.215.14"
    assert not [each for each in called if not is_global(each)]


def test_a_redirect_is_followed_where_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    reason, called = redirected("/elsewhere", monkeypatch)
    assert "redirected more than" in reason
    assert len(called) > 2
    assert set(called) == {"93.184.215.14"}


# What is uploaded.


def zipped(size: int, *, names: int = 1) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(names):
            made.writestr(f"../../{number}.txt", b"0" * size)
    return out.getvalue()


def warc(body: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://127.0.0.1/\r\nContent-Length: {len(body)}\r\n"
        "WARC-Date: 2022-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


BIG = gzip.compress(bytes(60_000_000))
INFLATED = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-encoding: gzip\r\n\r\n" + BIG
UPLOADS = {
    "bomb.gz": BIG,
    "bomb.txt.gz": gzip.compress(BIG),
    "bomb.zip": zipped(60_000_000),
    "many.zip": zipped(10, names=2_000),
    "bomb.warc": warc(INFLATED),
    "bomb.warc.gz": gzip.compress(warc(INFLATED)),
    "cut.gz": BIG[:1_000],
    "entities.xml": b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
    + b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><rss><channel><item><title>&j;</title></item></channel></rss>",
    "file.xml": b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss><channel><item><title>&a;</title></item></channel></rss>",
    "deep.html": b"<div>" * 50_000,
    "deep.json": b'{"version":"https://jsonfeed.org/version/1.1","items":' + b"[" * 50_000,
    "nul.txt": bytes(5_000),
    "png.html": b"\x89PNG\r\n\x1a\n" + bytes(500),
    "empty.html": b"",
}


@pytest.mark.parametrize("name", list(UPLOADS))
def test_uploads_that_swell_or_refer_elsewhere_are_refused(
    hostile: tuple[Guard, Service], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, wire = hostile[0], Wire()
    app.allowed.clear()
    given = {"upload": base64.b64encode(UPLOADS[name]).decode(), "name": name}
    answer = call(app, "POST", "/api/v1/jobs/read", JSON, body=[json.dumps(given).encode()])
    assert answer.status in (202, 422)
    monkeypatch.setattr("steppe.reading.desk", lambda: None)
    monkeypatch.setattr("steppe.reading._coded", seen := Seen())
    monkeypatch.setattr(socket, "create_connection", wire.connect)
    came = Inline().run(read_work, to_json(Order(**given)), lambda *_: None)
    assert not wire.called
    assert not any(leak in str(came) for leak in LEAKS)
    assert all(len(one) <= 5_000_000 and not any(leak in one for leak in LEAKS) for one in seen.texts)


class Seen:
    """Takes the place of the coder, and keeps what it was to code."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, article: Article, *_: object) -> Coded:
        self.texts.append(article.text)
        return Coded(article=article, coder="", ontology="")


@pytest.mark.parametrize("one", sent_as("upload"), ids=str)
def test_the_name_of_an_upload_is_only_a_name(folder: Path, hostile: tuple[Guard, Service], one: Hostile) -> None:
    app, before = hostile[0], sorted(folder.rglob("*"))
    app.allowed.clear()
    name = re.sub(r"[\r\n\"]", "", one.payload).encode("utf8", "replace")
    body = b'--x\r\ncontent-disposition: form-data; name=file; filename="' + name + b'"\r\n\r\nwords\r\n--x--\r\n'
    answer = call(app, "POST", "/read", ("content-type", "multipart/form-data; boundary=x"), body=[body])
    assert answer.status in (303, 400, 422), answer.body
    assert not sound(answer, one.payload)
    assert [path for path in sorted(folder.rglob("*")) if path not in before and ".jobs" not in path.parts[-2]] == []


def test_the_record_is_whole_after_all_that(hostile: tuple[Guard, Service]) -> None:
    record = hostile[1].held.record
    assert all(batch.whole for batch in record.batches())
    assert len(record.as_of().articles(judged=True)) == -(-len(stored()) // TOGETHER)
