"""Pages from memory: the same page for all, never older than one's own words, counted anew when the record moved."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import KAZ, NOW, RUS, coded, desk_of, some

from steppe import flow
from steppe.faces.http import memory
from steppe.faces.http.service import Service

PAGE = {"accept": "text/html"}


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Any:
    with desk_of(":memory:", some()) as (client, service):
        yield client, service


def more(service: Service, name: str) -> None:
    service.held.record.keep([coded(name, date(2022, 11, 26), [(KAZ, "ACCUSE", RUS)])])


def total(client: TestClient) -> str:
    page = client.get("/", headers=PAGE).text
    return next(part for part in ("67 events in all", "68 events in all", "66 events in all") if part in page)


def test_a_page_is_counted_once_and_given_again(counted: tuple[TestClient, Service]) -> None:
    client, _ = counted
    kept = client.app.app.pages  # type: ignore[attr-defined]
    first = client.get("/", headers=PAGE)
    assert list(kept) == [(b"/", b"")]
    page = kept[b"/", b""]
    assert client.get("/", headers=PAGE).text == first.text
    assert kept[b"/", b""] is page
    assert first.headers["content-security-policy"]


def test_who_wrote_never_sees_an_older_state(counted: tuple[TestClient, Service]) -> None:
    client, service = counted
    assert total(client) == "67 events in all"
    event = service.held.sight().events([0])[0].id
    said = {"verdict": "wrong", "reason": "not so", "author": "me"}
    assert client.post(f"/items/{event}/judge", data=said).status_code == 303
    page = client.get("/", headers=PAGE).text
    assert "66 events in all" in page


def test_who_only_looks_sees_a_page_a_moment_old_and_then_the_new_one(counted: tuple[TestClient, Service]) -> None:
    client, service = counted
    assert total(client) == "67 events in all"
    more(service, "later")
    assert total(client) in ("67 events in all", "68 events in all")
    for _ in range(50):
        if total(client) == "68 events in all":
            return
    raise AssertionError("the page was never counted anew")


def test_a_page_too_old_is_counted_before_it_is_given(
    counted: tuple[TestClient, Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, service = counted
    assert total(client) == "67 events in all"
    more(service, "later")
    monkeypatch.setattr(memory, "STALE", -1.0)
    assert total(client) == "68 events in all"


def test_a_page_that_is_quickly_counted_is_never_old() -> None:
    page = memory.Page(head={}, body=b"", version=1, day=NOW.date(), at=0.0, took=0.005)
    assert page.patience == pytest.approx(0.5)
    assert replace(page, took=2.0).patience == memory.STALE


def test_a_page_of_yesterday_is_counted_anew_though_nothing_was_written(counted: tuple[TestClient, Service]) -> None:
    client, service = counted
    assert "Counted at 12:00:00" in client.get("/", headers=PAGE).text
    object.__setattr__(service, "clock", lambda: NOW + timedelta(hours=1))
    assert "Counted at 12:00:00" in client.get("/", headers=PAGE).text
    object.__setattr__(service, "clock", lambda: NOW + timedelta(hours=13))
    assert "Counted at 01:00:00" in client.get("/", headers=PAGE).text


def test_a_brief_beside_a_case_is_worked_out_once(
    counted: tuple[TestClient, Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, service = counted
    times, real = [], flow.checked_beside

    def watched(*given: Any) -> Any:
        times.append(given)
        return real(*given)

    monkeypatch.setattr("steppe.flow.checked_beside", watched)
    (article, *_) = [one.id for one in service.held.record.as_of().articles()]
    address = f"/briefs/{article}?case=kazakhstan-2022"
    first, again = (client.get(address, headers=PAGE) for _ in range(2))
    assert first.status_code == 200
    assert first.text == again.text
    assert "frame-ancestors 'none'" in again.headers["content-security-policy"]
    more(service, "later")
    assert client.get(f"/api/v1{address}").status_code == 200  # another record, the same article
    assert len(times) == 1
    assert client.get(f"/api/v1{address}&as_of=2022-11-24").status_code == 200
    assert len(times) == 2


def test_programs_get_the_state_as_it_is(counted: tuple[TestClient, Service]) -> None:
    client, service = counted
    assert client.get("/desk.json").json()["total"] == 67
    more(service, "later")
    assert client.get("/desk.json").json()["total"] == 68
    assert client.get("/api/v1/events").json()["total"] == 68


def test_what_is_not_there_is_not_kept(counted: tuple[TestClient, Service]) -> None:
    client, _ = counted
    assert client.get("/pairs/KAZ/NOBODY", headers=PAGE).status_code in (200, 404)
    assert client.get("/events?since=never", headers=PAGE).status_code == 422
    assert not any(b"never" in query for _, query in client.app.app.pages)  # type: ignore[attr-defined]


def test_a_question_mark_in_a_path_is_not_the_one_before_a_query(counted: tuple[TestClient, Service]) -> None:
    client, _ = counted
    first = client.get("/pairs/KAZ/RUS?as_of=2022-11-04&x=%3F", headers=PAGE)
    other = client.get("/pairs/KAZ/RUS%3Fas_of=2022-11-04&x=%253F", headers=PAGE)
    assert first.status_code == 200
    assert other.status_code == 404


def test_pages_kept_have_a_weight_in_all(counted: tuple[TestClient, Service], monkeypatch: pytest.MonkeyPatch) -> None:
    client, service = counted
    kept = client.app.app  # type: ignore[attr-defined]
    client.get("/actors", headers=PAGE)
    one = kept.weight
    monkeypatch.setattr(memory, "ALL", 4 * one)
    for number in range(12):
        assert client.get(f"/actors?x={number}", headers=PAGE).status_code == 200
    more(service, "later")
    client.get("/actors?x=11", headers=PAGE)
    assert kept.weight == sum(len(page.body) for page in kept.pages.values()) <= 4 * one
    assert 2 <= len(kept.pages) <= 4


def test_what_somebody_waits_for_is_counted_before_pages_that_are_only_made_fresh(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memory, "AT_ONCE", 1)
    monkeypatch.setattr(memory, "WORTH", 1e9)
    record = SimpleNamespace(writes=1)
    service = SimpleNamespace(held=SimpleNamespace(record=record), clock=lambda: NOW)
    counted: list[str] = []

    async def all_of_it() -> None:
        go = asyncio.Event()
        go.set()

        async def app(scope: Any, receive: Any, send: Any) -> None:
            counted.append(scope["path"])
            await go.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"page"})

        async def nothing(*_: Any) -> Any:
            return {}

        kept = memory.Memory(app, service)  # type: ignore[arg-type]

        async def ask(name: str) -> None:
            path = f"/actors/{name}"
            scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
            await kept(scope, nothing, nothing)

        await asyncio.gather(ask("old"), ask("older"))
        record.writes = 2
        go.clear()
        new = asyncio.create_task(ask("new"))
        await asyncio.sleep(0)
        await asyncio.gather(ask("old"), ask("older"))  # given at once, from memory
        newer = asyncio.create_task(ask("newer"))
        await asyncio.sleep(0)
        go.set()
        await asyncio.gather(new, newer)
        while kept.under:
            await asyncio.sleep(0)
        assert not kept.turns.wanted

    asyncio.run(all_of_it())
    assert [path.removeprefix("/actors/") for path in counted] == ["old", "older", "new", "newer", "old", "older"]
