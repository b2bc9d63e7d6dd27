"""The nouns of the record over HTTP: lists in pages as of a day, single ones by id, judgements kept once."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import desk_of
from tests.faces.web.made import ARTICLE, CLAIM, CODED, EVENT, NUMBER, desk_with_items
from tests.record.conftest import small

from steppe.types import Claim, Coded, Event, Quantity
from steppe.wire import from_json

API = "/api/v1"
WORD = {"subject": EVENT, "verdict": "wrong", "reason": "misread", "author": "A. Reader"}


@pytest.fixture
def desk() -> Iterator[TestClient]:
    with desk_with_items() as client:
        yield client


@pytest.fixture(scope="module")
def three() -> Iterator[TestClient]:
    with desk_of(":memory:", [small(name) for name in "abc"]) as (client, _):
        yield client


def test_single_nouns_come_back_as_they_were_kept(desk: TestClient) -> None:
    for path, kind, kept in (
        (f"/events/{EVENT}", Event, CODED.events[0]),
        (f"/claims/{CLAIM}", Claim, CODED.claims[0]),
        (f"/quantities/{NUMBER}", Quantity, CODED.quantities[0]),
        (f"/articles/{ARTICLE}", Coded, CODED),
    ):
        assert from_json(kind, desk.get(API + path).text, where=path) == kept


@pytest.mark.parametrize("noun", ["claims", "quantities", "articles", "events"])
def test_lists_go_in_pages_and_as_of_a_day(three: TestClient, noun: str) -> None:
    first = three.get(f"{API}/{noun}?limit=2").json()
    second = three.get(f"{API}/{noun}?limit=2&offset={first['next']}").json()
    assert (first["total"], len(first["items"]), len(second["items"]), second["next"]) == (3, 2, 1, None)
    assert len({one["id"] for one in first["items"] + second["items"]}) == 3
    early = three.get(f"{API}/{noun}?as_of=2022-01-05").json()
    assert (early["total"], early["items"], early["as_of"]) == (0, [], "2022-01-05")
    assert three.get(f"{API}/{noun}?limit=0").status_code == 422


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        ("claims?speaker=RUR", 3),
        ("claims?speaker=BOR", 0),
        ("claims?about=BOR", 3),
        ("claims?about=RUR", 0),
        ("quantities?unit=raid", 3),
        ("quantities?unit=person", 0),
        (f"quantities?article={ARTICLE}", 1),
        ("events?actor=RUR&recipient=BOR.army", 3),
    ],
)
def test_lists_are_narrowed(three: TestClient, asked: str, total: int) -> None:
    found = three.get(f"{API}/{asked}").json()
    assert (found["total"], len(found["items"])) == (total, total)


def test_an_article_in_a_list_has_no_text(three: TestClient) -> None:
    (one, *_) = three.get(f"{API}/articles").json()["items"]
    assert one["published"] == "5 January 2022"
    assert one["characters"] == len(CODED.article.text)
    assert "text" not in one


@pytest.mark.parametrize("noun", ["events", "claims", "quantities", "articles", "briefs"])
def test_what_is_not_there_is_404_and_says_where_ids_are(desk: TestClient, noun: str) -> None:
    for ident in ("none", "0" * 16, "f" * 16):
        answer = desk.get(f"{API}/{noun}/{ident}")
        assert answer.status_code == 404
        assert "/api/v1/" in answer.json()["error"]["message"]


def test_a_word_with_a_key_is_kept_once(desk: TestClient) -> None:
    key = {"Idempotency-Key": "one"}
    first, again = (desk.post(f"{API}/judgements", json=WORD, headers=key) for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert desk.get(f"{API}/judgements").json()["items"] == [first.json()]
    assert desk.get(f"{API}/events").json()["total"] == 0
    # Another word under the same key is another judgement.
    back = desk.post(f"{API}/judgements", json=WORD | {"verdict": "open"}, headers=key).json()
    assert back["id"] != first.json()["id"]
    # The first word again is what was kept then, and changes nothing.
    assert desk.post(f"{API}/judgements", json=WORD, headers=key).json() == first.json()


def test_judgements_are_listed_as_they_stand(desk: TestClient) -> None:
    desk.post(f"{API}/judgements", json=WORD)
    desk.post(f"{API}/judgements", json=WORD | {"subject": CLAIM, "verdict": "right", "reason": ""})
    assert desk.get(f"{API}/judgements").json()["total"] == 2
    (one,) = desk.get(f"{API}/judgements?subject={CLAIM}").json()["items"]
    assert one["verdict"] == "right"
    assert desk.get(f"{API}/judgements?as_of=2022-11-01").json()["total"] == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"verdict": "same"},
        {"verdict": ""},
        {"reason": ""},
        {"author": " "},
        {"subject": "none"},
        {"subject": 3},
        {"reason": "x" * 3_000},
        {"more": "than asked"},
    ],
    ids=repr,
)
def test_a_word_that_cannot_be_kept_is_refused(desk: TestClient, changed: dict[str, Any]) -> None:
    answer = desk.post(f"{API}/judgements", json=WORD | changed)
    assert answer.status_code in (404, 422)
    assert answer.json()["error"]["message"]
    assert desk.get(f"{API}/judgements").json()["total"] == 0


@pytest.mark.parametrize("field", ["subject", "verdict", "reason", "author"])
def test_half_a_surrogate_is_no_fault_of_ours(desk: TestClient, field: str) -> None:
    body = '{"subject": "x", "verdict": "wrong", "reason": "r", "author": "a"}'.replace(
        f'"{field}": "', f'"{field}": "\\ud800'
    )
    answer = desk.post(f"{API}/judgements", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (404, 422)
