"""What-ifs for programs: what can be asked and moved, runs as jobs, their answers; examples that are true."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import desk_of, over

from steppe.faces.http.service import Service

API = "/api/v1"
CASE = "kazakhstan-2022"


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[TestClient, Service]]:
    with desk_of(":memory:", []) as (client, service):
        yield client, service


@pytest.fixture(scope="module")
def api(both: tuple[TestClient, Service]) -> TestClient:
    return both[0]


@pytest.fixture(scope="module")
def done(both: tuple[TestClient, Service]) -> dict[str, Any]:
    """A finished what-if, as its job."""
    client, service = both
    order = {"case": CASE, "moves": ["cpc_pipe=closed from 1 until 30"], "draws": 100, "causes": ""}
    answer = client.post(f"{API}/jobs/whatif", json=order)
    assert answer.status_code == 202
    assert answer.headers["location"] == f"{API}/jobs/{answer.json()['id']}"
    over(service.jobs, answer.json()["id"], 600)
    found: dict[str, Any] = client.get(answer.headers["location"]).json()
    assert found["state"] == "done", found["error"]
    return found


def test_the_questions_of_a_case_come_in_pages(api: TestClient) -> None:
    found = api.get(f"{API}/cases/{CASE}/questions", params={"limit": 2}).json()
    assert (found["total"], found["next"]) == (14, 2)
    assert found["items"][0]["id"] == "Q1"
    assert found["items"][0]["resolver"]


def test_the_scenarios_of_a_case_have_their_moves(api: TestClient) -> None:
    items = api.get(f"{API}/cases/{CASE}/scenarios").json()["items"]
    assert {one["name"]: one["moves"] for one in items}["closure_90d"] == ["cpc_pipe=closed from 1 until 90"]


def test_the_levers_of_a_case_have_unit_bounds_and_sources(api: TestClient) -> None:
    items = {one["name"]: one for one in api.get(f"{API}/cases/{CASE}/levers?limit=500").json()["items"]}
    assert items["cpc_pipe"]["values"] == ["open", "limited", "closed"]
    pipe = items["mooring_capacity"]
    assert (pipe["unit"], pipe["target"]) == ("kt/d", "parameter")
    assert pipe["least"] < pipe["low"] < pipe["high"] < pipe["most"]
    assert pipe["source"] == ["S_IFX_1108", "S_IFX_1011"]


def test_as_of_a_day_levers_are_those_known_then(api: TestClient) -> None:
    def rests(day: str) -> Any:
        items = api.get(f"{API}/cases/{CASE}/levers", params={"limit": 500, "as_of": day}).json()["items"]
        return next(one for one in items if one["name"] == "mooring_capacity")["known"]

    assert rests("2022-11-27") == "2022-11-09"
    early = api.get(f"{API}/cases/{CASE}/levers", params={"as_of": "2010-01-01"})
    assert early.status_code == 422
    assert "a day after" in early.json()["error"]["message"]


@pytest.mark.parametrize("part", ["questions", "scenarios", "levers"])
def test_a_case_that_is_not_there_names_those_that_are(api: TestClient, part: str) -> None:
    answer = api.get(f"{API}/cases/atlantis/{part}")
    assert answer.status_code == 404
    assert CASE in answer.json()["error"]["message"]


def test_the_same_order_is_the_same_job(api: TestClient, done: dict[str, Any]) -> None:
    order = {"case": CASE, "moves": ["cpc_pipe=closed   from 1 until 30"], "draws": 100, "causes": "", "days": 90}
    assert api.post(f"{API}/jobs/whatif", json=order).json()["id"] == done["id"]


def test_a_finished_what_if_has_cards_comparison_and_evidence(api: TestClient, done: dict[str, Any]) -> None:
    found = api.get(f"{API}/whatifs/{done['id']}").json()
    assert found["order"]["moves"] == ["cpc_pipe=closed from 1 until 30"]
    assert found["causes"] == []
    card = next(one for one in found["cards"] if one["id"] == "Q1")
    assert all(ground["source"] for ground in card["grounds"] if ground["known"])
    assert {side["name"] for side in found["compared"]["sides"]} >= {"oil.lost", "oil.delivered"}


def test_finished_what_ifs_are_listed(api: TestClient, done: dict[str, Any]) -> None:
    assert done["id"] in [one["id"] for one in api.get(f"{API}/whatifs").json()["items"]]
    assert api.get(f"{API}/whatifs", params={"as_of": "2022-11-27"}).json()["total"] == 0


def test_shares_are_asked_for_and_then_there(both: tuple[TestClient, Service], done: dict[str, Any]) -> None:
    client, service = both
    assert client.get(f"{API}/whatifs/{done['id']}/sobol").json()["items"] == []
    answer = client.post(f"{API}/whatifs/{done['id']}/sobol", json={"question": "Q9"})
    assert answer.status_code == 202
    over(service.jobs, answer.json()["id"], 600)
    (found,) = client.get(f"{API}/whatifs/{done['id']}/sobol").json()["items"]
    assert found["question"] == "Q9"
    assert found["shares"][0]["name"].startswith("leaked")
    assert client.post(f"{API}/whatifs/{done['id']}/sobol", json={"question": "Q12"}).status_code == 404


@pytest.mark.parametrize(
    "order",
    [
        {},
        {"case": CASE, "moves": ["x=1"]},
        {"case": CASE, "moves": ["wave=on"] * 50},
        {"case": CASE, "draws": 1},
        {"case": CASE, "days": 100_000},
        {"case": CASE, "surprise": True},
        {"case": CASE, "causes": "Q12"},
    ],
)
def test_what_cannot_be_run_is_one_error_shape(api: TestClient, order: dict[str, Any]) -> None:
    answer = api.post(f"{API}/jobs/whatif", json=order)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "bad-input"


def test_the_examples_of_the_document_are_true(api: TestClient) -> None:
    document = api.get(f"{API}/openapi.json").json()
    examples = document["components"]["schemas"]["WhatifOrder"]["examples"]
    known = {one["name"] for one in api.get(f"{API}/cases/{CASE}/scenarios").json()["items"]}
    assert {one["scenario"] for one in examples if "scenario" in one} <= known
    for path in (f"{API}/cases/{{case}}/levers", f"{API}/cases/{{case}}/questions"):
        (case,) = (one for one in document["paths"][path]["get"]["parameters"] if one["name"] == "case")
        assert case["schema"]["examples"] == [CASE]
        assert api.get(path.replace("{case}", case["schema"]["examples"][0])).status_code == 200
