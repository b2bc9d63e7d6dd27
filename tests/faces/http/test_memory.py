"""Pages from memory: the same page for all, never older than one's own words, counted anew when the record moved."""

from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import KAZ, RUS, coded, desk_of, some

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
    return next(part for part in ("67 in all", "68 in all", "69 in all") if part in page)


def test_a_page_is_counted_once_and_given_again(counted: tuple[TestClient, Service]) -> None:
    client, _ = counted
    kept = client.app.app.pages  # type: ignore[attr-defined]
    first = client.get("/", headers=PAGE)
    assert list(kept) == ["/?"]
    page = kept["/?"]
    assert client.get("/", headers=PAGE).text == first.text
    assert kept["/?"] is page
    assert first.headers["content-security-policy"]


def test_who_wrote_never_sees_an_older_state(counted: tuple[TestClient, Service]) -> None:
    client, service = counted
    assert total(client) == "67 in all"
    event = service.held.sight().events([0])[0].id
    said = {"verdict": "wrong", "reason": "not so", "author": "me"}
    assert client.post(f"/items/{event}/judge", data=said).status_code == 303
    page = client.get("/", headers=PAGE).text
    assert "66 in all" in page


def test_who_only_looks_sees_a_page_a_moment_old_and_then_the_new_one(counted: tuple[TestClient, Service]) -> None:
    client, service = counted
    assert total(client) == "67 in all"
    more(service, "later")
    assert total(client) in ("67 in all", "68 in all")
    for _ in range(50):
        if total(client) == "68 in all":
            return
    raise AssertionError("the page was never counted anew")


def test_a_page_too_old_is_counted_before_it_is_given(
    counted: tuple[TestClient, Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, service = counted
    assert total(client) == "67 in all"
    more(service, "later")
    monkeypatch.setattr(memory, "STALE", -1.0)
    assert total(client) == "68 in all"


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
    assert not any("never" in name for name in client.app.app.pages)  # type: ignore[attr-defined]
