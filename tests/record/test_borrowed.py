"""A record that a server owns is, for everybody else, the same record: twins of every call, and clear refusals."""

import json
import os
import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from tests.faces.owner import owner
from tests.record.conftest import NOON, backtest, forecast, resolution

from steppe import flow
from steppe.errors import InputError, InUse, RecordError, UnknownName
from steppe.record import lent
from steppe.record.borrowed import Borrowed, Place, borrow, open_or_borrow
from steppe.record.lock import hold
from steppe.record.queries import query
from steppe.record.store import Record, open_record
from steppe.record.view import View
from steppe.types import Coded, Judgement

Example = Callable[..., Coded]
NAMES = ("a", "b", "c")


def verdict(subject: str, word: str = "wrong", *, author: str = "me", at: datetime = NOON, **changes: Any) -> Judgement:
    made = Judgement(
        id=f"{subject}{word}{author}{at}", subjects=(subject,), verdict=word, reason="", author=author, at=at
    )
    return replace(made, **changes)


@pytest.fixture
def twins(tmp_path: Path, clock: Any, example: Example) -> Iterator[tuple[Record, Borrowed]]:
    with owner(tmp_path / "r.duckdb", clock) as (service, address):
        record = service.held.record
        record.keep([example(name, published=date(2022, 1, 5 + at)) for at, name in enumerate(NAMES)], note="first")
        record.judge(verdict(example("b").events[0].id))
        record.keep_forecasts([forecast()])
        record.resolve([resolution()])
        record.keep_backtest(backtest())
        with borrow(tmp_path / "r.duckdb", address) as borrowed:
            yield record, borrowed


CALLS: dict[str, tuple[dict[str, Any], ...]] = {
    "events": (
        {},
        {"judged": True},
        {"actor": "RUR"},
        {"actor": "none"},
        {"recipient": "BOR"},
        {"kind": "ACCUSE"},
        {"since": date(2022, 1, 6), "until": date(2022, 1, 6)},
        {"actor": "'; DROP TABLE events; --"},
        {"actor": "\u0000\u202eك"},
    ),
    "claims": ({}, {"speaker": "RUR"}, {"about": "BOR"}, {"since": date(2022, 1, 6), "judged": True}),
    "quantities": ({}, {"unit": "raid"}, {"article": "none"}),
    "items": ({"ids": ()}, {"ids": ("none",)}),
    "articles": ({}, {"judged": True}),
    "article": ({"article": "none"},),
    "coded": ({"article": "none"},),
    "judgements": ({}, {"subject": "none"}),
    "judgements_on": ({"subjects": ("none",)},),
    "judgement": ({"judgement": "none"},),
    "standing": ({"said": verdict("none")},),
    "latest_claims": ({"most": 2}, {"most": 2, "after": 1, "speaker": "RUR"}),
    "latest_quantities": ({"most": 2}, {"most": 1, "after": 1, "unit": "raid"}),
    "latest_articles": ({"most": 2}, {"most": 2, "after": 2}),
    "forecasts": ({},),
    "resolutions": ({},),
    "backtests": ({},),
}
MOMENTS: tuple[dict[str, Any], ...] = (
    {},
    {"moment": date(2022, 1, 6)},
    {"moment": datetime(2022, 1, 7, 3, tzinfo=timezone(timedelta(hours=6)))},
    {"recorded_by": NOON},
    {"recorded_by": NOON - timedelta(days=1)},
)


def test_every_method_of_a_view_has_a_twin() -> None:
    public = {name for name in vars(View) if not name.startswith("_") and callable(getattr(View, name))}
    assert public == set(CALLS)


def test_every_query_of_a_view_is_lent() -> None:
    source = Path(View.events.__code__.co_filename).read_text(encoding="utf8")
    asked = set(re.findall(r'"((?:view|latest|said)_\w+)"', source))
    assert asked == lent.LENT
    assert all(query(name) for name in lent.LENT)


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_views_agree(twins: tuple[Record, Borrowed], example: Example, moment: dict[str, Any]) -> None:
    views = [one.as_of(**moment) for one in twins]
    for name, every in CALLS.items():
        for given in every:
            ours, theirs = (getattr(view, name)(**given) for view in views)
            assert ours == theirs, (name, given)
            assert type(ours) is type(theirs)


def test_what_is_there_comes_back_equal(twins: tuple[Record, Borrowed], example: Example) -> None:
    view = twins[1].as_of()
    one = example("c", published=date(2022, 1, 7))
    assert view.coded(one.article.id) == one
    found = view.items([one.events[0].id, one.claims[0].id])  # in no promised order
    assert sorted(found, key=lambda each: each.id) == sorted((*one.events, *one.claims), key=lambda each: each.id)
    assert [each.id for each in view.events()] == [example("a").events[0].id, one.events[0].id]
    (said,) = view.judgements(example("b").events[0].id)
    assert said.verdict == "wrong"
    assert view.standing(verdict(example("b").events[0].id)) == said
    assert view.forecasts() == (forecast(),)
    assert twins[1].batches() == twins[0].batches()
    assert len(twins[1].batches()) == 5


def test_what_a_borrower_adds_is_there_for_the_owner_at_once(twins: tuple[Record, Borrowed], example: Example) -> None:
    record, borrowed = twins
    before = record.writes
    kept = borrowed.keep((example(name) for name in ("d", "e")), note="ünïcode, \u202e and 'quotes'")
    assert (kept.new.events, kept.known.total) == (2, 0)
    assert record.batches()[-1].note == "ünïcode, \u202e and 'quotes'"
    assert record.writes == before + 1
    assert record.as_of().article(example("e").article.id) == example("e").article
    again = borrowed.keep([example("d"), example("e")])
    assert (again.batch, again.known) == (None, kept.new)


def test_every_kind_of_addition(twins: tuple[Record, Borrowed], example: Example) -> None:
    record, borrowed = twins
    assert borrowed.judge(verdict(example("a").events[0].id, reason="<b>")).new.judgements == 1
    assert borrowed.keep_forecasts([forecast("g", probability=0.4)]).new.forecasts == 1
    assert borrowed.resolve([resolution("s", outcome="no")]).new.resolutions == 1
    assert borrowed.keep_backtest(backtest("c", every=14)).new.backtests == 1
    view = record.as_of()
    assert [one.probability for one in view.forecasts()] == [0.3, 0.4]
    assert [one.outcome for one in view.resolutions()] == ["yes", "no"]
    assert len(view.backtests()) == 2
    assert [one.reason for one in view.judgements(example("a").events[0].id)] == ["<b>"]
    assert borrowed.keep([]).batch is None


def wrong(example: Example) -> dict[str, Callable[[Record | Borrowed], object]]:
    bad = example("x")
    else_ = replace(bad.events[0].evidence, quote="else")
    return {
        "quote": lambda one: one.keep([replace(bad, events=(replace(bad.events[0], evidence=else_),))]),
        "surrogate": lambda one: one.keep([replace(bad, article=replace(bad.article, title="\ud800"))]),
        "verdict": lambda one: one.judge(verdict("a", "bad")),
        "zone": lambda one: one.judge(verdict("a", at=datetime(2022, 1, 5))),
        "no such question": lambda one: one.resolve([resolution("q", question="?")]),
        "outcome": lambda one: one.resolve([resolution("q", outcome="maybe")]),
        "sure": lambda one: one.keep_forecasts([forecast("h", probability=1.0)]),
        "moment": lambda one: one.as_of(datetime(2022, 1, 5)),
    }


WRONG = ("quote", "surrogate", "verdict", "zone", "no such question", "outcome", "sure", "moment")


@pytest.mark.parametrize("name", WRONG)
def test_what_is_refused_is_refused_alike(twins: tuple[Record, Borrowed], example: Example, name: str) -> None:
    said = []
    for one in twins:
        with pytest.raises((InputError, UnknownName)) as caught:
            wrong(example)[name](one)
        said.append((type(caught.value), str(caught.value)))
    assert said[0] == said[1]


def test_a_batch_that_cannot_be_kept_leaves_nothing(twins: tuple[Record, Borrowed], example: Example) -> None:
    record, borrowed = twins

    def breaks() -> Iterator[Coded]:
        yield example("d")
        raise LookupError

    with pytest.raises(LookupError):
        borrowed.keep(breaks())
    good, bad = example("d"), example("e")
    handed = {"coded": [json.loads(json.dumps({"article": 1})), 2], "note": ""}
    with pytest.raises(InputError, match="keep: not a Handed"):
        borrowed.owner.take("keep", handed)
    spoilt = replace(bad, events=(replace(bad.events[0], evidence=replace(bad.events[0].evidence, quote="else")),))
    with pytest.raises(InputError, match="is not the text"):
        borrowed.owner.take("keep", {"coded": [good, spoilt]})
    assert len(record.as_of().articles()) == 3


def test_only_views_are_lent_and_only_with_their_parameters(twins: tuple[Record, Borrowed]) -> None:
    asks = twins[1].owner
    for name in ("table_events", "found", "mark", "insert_events", "..%2fview_events", "view_events%00"):
        with pytest.raises((UnknownName, RecordError)):
            asks.look(name, {})
    with pytest.raises(InputError, match="expected at, by, subjects"):
        asks.look("view_judgements", {"at": None, "by": None})
    with pytest.raises(InputError, match="view_forecasts, at: not a datetime"):
        asks.look("view_forecasts", {"at": "1; DROP TABLE events", "by": None})
    with pytest.raises(UnknownName):
        asks.take("close", {})
    assert len(twins[0].as_of().articles()) == 3


def test_only_the_owner_copies_its_file(twins: tuple[Record, Borrowed], tmp_path: Path) -> None:
    for copies in (twins[1].snapshot, twins[1].export):
        with pytest.raises(RecordError, match=r"needs the file; end the server at http://127\.0\.0\.1"):
            copies(tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_batch_over_the_limit_is_refused_before_it_is_sent(
    twins: tuple[Record, Borrowed], example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("steppe.record.borrowed.MOST_BYTES", 1_000)
    with pytest.raises(InputError, match="hand over fewer articles at a time"):
        twins[1].keep([example("d")])


def test_rows_come_in_pieces(twins: tuple[Record, Borrowed], monkeypatch: pytest.MonkeyPatch, example: Example) -> None:
    monkeypatch.setattr(lent, "_PIECE", 2)
    record, borrowed = twins
    record.keep([example(f"many-{n}") for n in range(25)])
    assert borrowed.as_of().articles() == record.as_of().articles()
    given = {"article": None, "judged": True, "day": None, "at": None, "by": None}
    rows = borrowed.owner.each("view_articles", given)
    first = next(rows)
    assert first[0] == next(iter(record.engine.each("view_articles", given)))[0]
    rows.close()  # type: ignore[attr-defined]
    assert len(borrowed.as_of().articles()) == 28


# Whom to ask, and whom not.


def test_a_record_that_is_served_is_borrowed(tmp_path: Path, clock: Any, example: Example) -> None:
    path = tmp_path / "r.duckdb"
    with owner(path, clock) as (service, address):
        for where in (path, str(path), Place(path)):
            with open_or_borrow(where, clock=clock) as found:
                assert isinstance(found, Borrowed)
                found.keep([example("a")])
        with pytest.raises(InUse, match=f"in use by process {os.getpid()} .*ask it at {address}"):
            open_record(path, clock=clock)
        assert len(service.held.record.as_of().articles()) == 1
    with open_or_borrow(path, clock=clock) as found:
        assert isinstance(found, Record)
        assert len(found.as_of().articles()) == 1


def test_one_that_is_owned_but_not_served_is_in_use(tmp_path: Path, clock: Any) -> None:
    path = tmp_path / "r.duckdb"
    with open_record(path, clock=clock), pytest.raises(InUse, match=r"in use by process .*ask it over HTTP") as caught:
        open_or_borrow(path, clock=clock)
    assert caught.value.address == ""


@pytest.mark.parametrize(
    "address",
    [
        "http://203.0.113.7:8021",
        "http://example.org:8021",
        "http://127.0.0.1.example.org:8021",
        "http://127.0.0.1@example.org:8021",
        "http://user:word@127.0.0.1:8021",
        "https://127.0.0.1:8021",
        "http://127.0.0.1",
        "http://2130706433:8021",
        "http://0x7f.1:8021",
        "http://[::ffff:203.0.113.7]:8021",
        "http://169.254.169.254:80",
        "http://10.0.0.1:8021",
        "http://127.0.0.1:8021/elsewhere",
        "http://127.0.0.1:8021?x",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:8021\r\nHost: example.org",
        "ftp://127.0.0.1:21",
        "file:///etc/passwd",
        "//127.0.0.1:8021",
        "127.0.0.1:8021",
    ],
)
def test_a_lock_file_that_names_another_host_is_refused(
    tmp_path: Path, clock: Any, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "create_connection", never)
    monkeypatch.setattr(socket, "getaddrinfo", never)
    path = tmp_path / "r.duckdb"
    with open_record(path, clock=clock) as record:
        record.serve_at(address)
        with pytest.raises(RecordError, match="not on this machine"):
            flow.open_record(path, clock=clock)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1", "http://[::1]:1", "http://localhost:1", "http://127.9.9.9:1"]
)
def test_addresses_of_this_machine_are_asked(address: str) -> None:
    with borrow("r.duckdb", address) as found, pytest.raises(RecordError, match="is gone or broke off; try again"):
        found.as_of().events()


def test_a_lock_file_of_somebody_else_names_nobody(tmp_path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.duckdb"
    with open_record(path, clock=clock) as record:
        record.serve_at("http://127.0.0.1:8021")
        real = os.fstat

        def others(handle: int) -> os.stat_result:
            found = list(real(handle))
            found[4] = os.getuid() + 1_000
            return os.stat_result(found)

        monkeypatch.setattr(os, "fstat", others)
        with pytest.raises(InUse) as caught:
            hold(path, since=clock())
    assert caught.value.address == ""


def test_a_server_that_ended_between_two_calls_is_said_to_be_gone(tmp_path: Path, clock: Any) -> None:
    path = tmp_path / "r.duckdb"
    with owner(path, clock) as (_, address):
        found = borrow(path, address)
        assert found.as_of().events() == ()
    with pytest.raises(RecordError, match=f"the server at {address} is gone or broke off; try again: nothing"):
        found.as_of().events()
    with pytest.raises(RecordError, match="is gone"):
        found.judge(verdict("a"))
    found.close()


# What answers is not always a steppe.


def one_answer(*pieces: bytes) -> tuple[str, threading.Thread]:
    listening = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        with listening, listening.accept()[0] as caller:
            caller.recv(65_536)
            for piece in pieces:
                caller.sendall(piece)
            caller.shutdown(socket.SHUT_WR)
            while caller.recv(65_536):
                pass

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    return f"http://127.0.0.1:{listening.getsockname()[1]}", thread


ELSEWHERE = b'{"error":{"status":404,"code":"not-found","message":"Not Found"}}'
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("pieces", "says"),
    [
        ((b"HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\nno",), "answered 404"),
        ((b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 4\r\n\r\nbusy",), "answered 503"),
        ((b"HTTP/1.1 404 x\r\nconnection: close\r\n\r\n", ELSEWHERE), "does not speak as this steppe does"),
        ((b"HTTP/1.1 302 Found\r\nlocation: http://203.0.113.7/\r\ncontent-length: 0\r\n\r\n",), "answered 302"),
        ((b"SSH-2.0-OpenSSH_9.2\r\n",), "is gone or broke off"),
        ((HEAD, b'3\r\n["a\r\n'), "is gone or broke off"),
        ((HEAD, b"5\r\nhello\r\n0\r\n\r\n"), "does not speak as this steppe does"),
        ((HEAD, b"6\r\nhello\n\r\n0\r\n\r\n"), "does not speak as this steppe does"),
        ((), "is gone or broke off"),
    ],
)
def test_whatever_answers_there_ends_in_a_clear_error(pieces: tuple[bytes, ...], says: str) -> None:
    address, thread = one_answer(*pieces)
    with borrow("r.duckdb", address, token="secret-token") as found, pytest.raises(RecordError, match=says) as caught:
        found.as_of().events()
    assert "secret-token" not in str(caught.value)
    thread.join(timeout=5)


def test_a_server_that_does_not_answer_is_not_waited_for_endlessly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("steppe.record.borrowed.SECONDS", {"connect": 0.2, "read": 0.2, "write": 0.2, "pool": 0.2})
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with borrow("r.duckdb", address) as found, pytest.raises(RecordError, match="did not answer in time"):
            found.batches()


# The token.


def test_writing_needs_the_token_where_one_is_set_and_reading_does_not(
    tmp_path: Path, clock: Any, example: Example
) -> None:
    path = tmp_path / "r.duckdb"
    with owner(path, clock, token="geheim-ü") as (service, _):
        with flow.open_record(path, clock=clock) as found:
            assert found.as_of().events() == ()
            with pytest.raises(RecordError, match="asks for its token to write; set STEPPE_TOKEN"):
                found.keep([example("a")])
        with (
            open_or_borrow(Place(path, "other"), clock=clock) as found,
            pytest.raises(RecordError, match="asks for its token"),
        ):
            found.keep([example("a")])
        with flow.open_record(flow.place(path, token="geheim-ü"), clock=clock) as found:
            assert found.keep([example("a")]).new.events == 1
        assert len(service.held.record.as_of().events()) == 1


def test_the_token_does_not_show() -> None:
    with borrow("r.duckdb", "http://127.0.0.1:1", token="secret-token") as found:
        assert "secret-token" not in repr(found)
        assert "secret-token" not in repr(Place("r.duckdb", "secret-token"))
    with borrow("r.duckdb", "http://127.0.0.1:1", token="secret\r\nX: y") as found:
        with pytest.raises(RecordError) as caught:
            found.batches()
        assert "secret" not in str(caught.value)


def test_the_clock_of_an_addition_is_the_owners(twins: tuple[Record, Borrowed], clock: Any, example: Example) -> None:
    clock.forward(days=3)
    twins[1].keep([example("later")])
    assert twins[0].batches()[-1].recorded == datetime(2022, 1, 23, 12, tzinfo=UTC)
