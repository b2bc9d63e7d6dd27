"""Putting items right over HTTP: the new one comes back, counts in place of the old, and is kept once."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.faces.web.made import CLAIM, CODED, EVENT, NUMBER, desk_with_items

from steppe.types import BY_HAND, Claim, Event, Quantity
from steppe.wire import from_json

API = "/api/v1"
WORD = {"verdict": "retracted", "reason": "misread", "author": "A. Reader"}


@pytest.fixture
def desk() -> Iterator[TestClient]:
    with desk_with_items() as client:
        yield client


RIGHT = {"kind": "ASSAULT.beat", "reason": "they were beaten", "author": "A. Reader"}


def test_a_correction_with_a_key_is_kept_once_and_leads_to_the_new_event(desk: TestClient) -> None:
    key = {"Idempotency-Key": "one"}
    first, again = (desk.post(f"{API}/events/{EVENT}/corrections", json=RIGHT, headers=key) for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    new = from_json(Event, first.text)
    old = CODED.events[0]
    assert first.headers["location"] == f"{API}/events/{new.id}"
    assert desk.get(first.headers["location"]).json() == first.json()
    assert (new.kind, new.modes, new.actors, new.recipients, new.happened) == (
        "ASSAULT",
        ("beat",),
        old.actors,
        old.recipients,
        old.happened,
    )
    assert [one["id"] for one in desk.get(f"{API}/events").json()["items"]] == [new.id]
    assert desk.get(f"{API}/judgements").json()["total"] == 1
    # Taking back one half in the same name takes back the other.
    word = WORD | {"subject": new.id}
    assert desk.post(f"{API}/judgements", json=word).status_code == 201
    assert [one["id"] for one in desk.get(f"{API}/events").json()["items"]] == [EVENT]
    assert desk.post(f"{API}/events/{EVENT}/corrections", json=RIGHT, headers=key).json() == first.json()
    assert [one["id"] for one in desk.get(f"{API}/events").json()["items"]] == [EVENT]


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        ({"first": "2022-01-03"}, ("2022-01-03", "2022-01-03")),
        ({"first": "2022-01-03", "last": "2022-01-04"}, ("2022-01-03", "2022-01-04")),
        ({"first": None}, None),
    ],
)
def test_days_that_are_left_out_stay_and_null_ones_go(
    desk: TestClient, days: dict[str, Any], kept: tuple[str, str] | None
) -> None:
    made = desk.post(f"{API}/events/{EVENT}/corrections", json=RIGHT | days).json()
    happened = made["happened"]
    assert (None if happened is None else (happened["first"], happened["last"])) == kept


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"kind": "FIGHT"}, "known: ACCUSE"),
        ({"actors": ["Nobody at all"]}, "no actor 'Nobody at all'"),
        ({"actors": ["x"] * 51}, "at most 50"),
        ({"reason": ""}, "no reason given"),
        ({"last": "2022-01-01"}, "give the first day too"),
        ({"first": "soon"}, "first"),
        ({"more": 1}, "more"),
    ],
    ids=str,
)
def test_a_correction_that_cannot_be_is_refused(desk: TestClient, changed: dict[str, Any], told: str) -> None:
    answer = desk.post(f"{API}/events/{EVENT}/corrections", json=RIGHT | changed)
    assert answer.status_code == 422
    assert told in answer.json()["error"]["message"]
    assert desk.post(f"{API}/events/none/corrections", json=RIGHT).status_code == 404
    assert [one["id"] for one in desk.get(f"{API}/events").json()["items"]] == [EVENT]


def test_the_example_of_a_correction_can_be_posted(desk: TestClient) -> None:
    shape = desk.get(f"{API}/openapi.json").json()["components"]["schemas"]["EventCorrection"]
    answer = desk.post(f"{API}/events/{EVENT}/corrections", json=shape["examples"][0])
    assert answer.status_code == 201, answer.text


# Claims and numbers, in the same way.

DENIED = {"stance": "denies", "about": ["Kazakhstan"], "reason": "it was denied", "author": "A. Reader"}
WIDE = {"value": 30, "high": 40, "reason": "thirty to forty", "author": "A. Reader"}
OTHERS = {"claims": (CLAIM, DENIED, Claim), "quantities": (NUMBER, WIDE, Quantity)}


def listed(desk: TestClient, part: str) -> list[str]:
    return [one["id"] for one in desk.get(f"{API}/{part}").json()["items"]]


@pytest.mark.parametrize("part", OTHERS)
def test_a_claim_or_number_is_put_right_once_and_taken_back(desk: TestClient, part: str) -> None:
    old, body, kind = OTHERS[part]
    key = {"Idempotency-Key": "one"}
    first, again = (desk.post(f"{API}/{part}/{old}/corrections", json=body, headers=key) for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    new = from_json(kind, first.text)
    assert isinstance(new, Claim | Quantity)
    assert (new.instead_of, new.evidence.coder) == (old, BY_HAND)
    assert first.headers["location"] == f"{API}/{part}/{new.id}"
    assert desk.get(first.headers["location"]).json() == first.json()
    assert listed(desk, part) == [new.id]
    assert desk.get(f"{API}/judgements").json()["total"] == 1
    assert desk.post(f"{API}/judgements", json=WORD | {"subject": new.id}).status_code == 201
    assert listed(desk, part) == [old]


def test_what_of_a_claim_or_number_is_left_out_stays(desk: TestClient) -> None:
    claim = from_json(Claim, desk.post(f"{API}/claims/{CLAIM}/corrections", json=DENIED).text)
    was = CODED.claims[0]
    assert (claim.speaker, claim.said, claim.hedges, claim.stance) == (was.speaker, was.said, was.hedges, "denies")
    number = from_json(Quantity, desk.post(f"{API}/quantities/{NUMBER}/corrections", json=WIDE).text)
    assert (number.value, number.high, number.bound, number.unit, number.of) == (30.0, 40.0, "between", "raid", "raids")
    plain = WIDE | {"value": 35, "high": None}
    single = from_json(Quantity, desk.post(f"{API}/quantities/{number.id}/corrections", json=plain).text)
    assert (single.value, single.high, single.bound) == (35.0, None, "exact")
    undated = DENIED | {"first": None}
    assert desk.post(f"{API}/claims/{claim.id}/corrections", json=undated).json()["said"] is None


@pytest.mark.parametrize(
    ("part", "changed", "told"),
    [
        ("claims", {"stance": "shouts"}, "known: asserts, denies"),
        ("claims", {"speaker": "Kazakstan"}, "known are such as Kazakhstan"),
        ("claims", {"hedges": ["perhaps"]}, "expected hedges as they stand"),
        ("claims", {"about": ["x"] * 51}, "at most 50"),
        ("claims", {"last": "2022-01-01"}, "give the first day too"),
        ("claims", {"more": 1}, "more"),
        ("quantities", {"value": "lots"}, "value"),
        ("quantities", {"value": 50}, "expected the smaller number first"),
        ("quantities", {"value": None}, "no value given"),
        ("quantities", {"unit": "rade"}, "no unit 'rade'"),
        ("quantities", {"reason": ""}, "no reason given"),
        ("quantities", {"author": " "}, "nobody said so"),
        ("quantities", {"kind": "AID"}, "kind"),
    ],
    ids=str,
)
def test_what_cannot_be_so_of_a_claim_or_number_is_refused(
    desk: TestClient, part: str, changed: dict[str, Any], told: str
) -> None:
    old, body, _ = OTHERS[part]
    answer = desk.post(f"{API}/{part}/{old}/corrections", json=body | changed)
    assert answer.status_code == 422
    assert told in answer.json()["error"]["message"]
    assert listed(desk, part) == [old]


@pytest.mark.parametrize("part", OTHERS)
def test_an_item_of_another_sort_is_not_there(desk: TestClient, part: str) -> None:
    _, body, _ = OTHERS[part]
    for ident in ("none", EVENT):
        answer = desk.post(f"{API}/{part}/{ident}/corrections", json=body)
        assert answer.status_code == 404
        assert f"those of /api/v1/{part}" in answer.json()["error"]["message"]


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN", "Infinity"])
def test_a_number_that_is_none_is_refused(desk: TestClient, number: str) -> None:
    body = f'{{"value": {number}, "reason": "r", "author": "a"}}'
    answer = desk.post(
        f"{API}/quantities/{NUMBER}/corrections", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]
    assert listed(desk, "quantities") == [NUMBER]


@pytest.mark.parametrize(("part", "name"), [("claims", "ClaimCorrection"), ("quantities", "NumberCorrection")])
def test_the_examples_of_the_others_can_be_posted(desk: TestClient, part: str, name: str) -> None:
    shape = desk.get(f"{API}/openapi.json").json()["components"]["schemas"][name]
    answer = desk.post(f"{API}/{part}/{OTHERS[part][0]}/corrections", json=shape["examples"][0])
    assert answer.status_code == 201, answer.text
