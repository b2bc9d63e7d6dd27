"""The interface of questions and forecasts: asked, kept once, resolved, listed in pages, learned for by a job."""

from collections.abc import Iterator
from datetime import date
from math import log

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import desk_of, over, some

from steppe import foresight, keeping
from steppe.faces.http.service import Service

API = "/api/v1"
ASKED = {"question": "KAZ -> RUS: REJECT within 30d"}
Desk = tuple[TestClient, Service]


@pytest.fixture
def desk_here() -> Iterator[Desk]:
    with desk_of(":memory:", some()) as found:
        yield found


def test_a_line_and_its_parts_are_one_question(desk: TestClient) -> None:
    line = desk.post(f"{API}/questions", json=ASKED).json()
    parts = desk.post(
        f"{API}/questions", json={"actor": "Kazakhstan", "recipient": "RUS", "kinds": ["reject"], "days": 30}
    ).json()
    assert line == parts
    assert line["question"] == "KAZ -> RUS: REJECT within 30d from 2022-11-21"
    assert line == desk.get("/ask.json?actor=KAZ&recipient=RUS&kinds=REJECT").json()["answer"]


def test_an_answer_carries_the_ids_of_its_events(desk: TestClient) -> None:
    found = desk.post(f"{API}/questions", json=ASKED).json()
    assert found["past"]
    for one in found["past"]:
        assert desk.get(f"{API}/events/{one['source']}").json()["id"] == one["source"]
    odds = found["start"] + sum(step["part"] for step in found["steps"])
    assert odds == pytest.approx(log(found["probability"] / (1 - found["probability"])))


def test_asking_keeps_nothing(desk_here: Desk) -> None:
    client, here = desk_here
    before = here.held.record.writes
    client.post(f"{API}/questions", json=ASKED)
    assert here.held.record.writes == before
    assert client.get(f"{API}/forecasts").json()["total"] == 0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "kinds: no kind of act"),
        ({"question": "KAZ RUS"}, "q: question"),
        ({"actor": "KAX", "kinds": ["FIGHT"]}, "unknown actor 'KAX'"),
        ({"kinds": ["AID"], "days": 0}, "body.days"),
        ({"kinds": ["AID"], "case": "../../etc"}, "unknown case"),
        ({"kinds": ["AID"], "forecaster": "chance"}, "/jobs/outlook"),
        ({"kinds": ["AID"], "oracle": 1}, "oracle"),
    ],
)
def test_what_cannot_be_asked_says_why_in_one_shape(desk: TestClient, given: dict[str, object], words: str) -> None:
    for path in ("questions", "forecasts"):
        answer = desk.post(f"{API}/{path}", json=given)
        assert answer.status_code == 422
        assert words in answer.json()["error"]["message"]
        assert set(answer.json()) == {"error"}


def test_a_forecast_is_kept_once_and_found_again(desk_here: Desk) -> None:
    client, _ = desk_here
    first, second = (client.post(f"{API}/forecasts", json=ASKED) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert client.get(first.headers["location"]).json() == first.json()
    assert first.json()["probability"] == client.post(f"{API}/questions", json=ASKED).json()["probability"]
    assert client.get(f"{API}/forecasts/0000").status_code == 404


def test_kept_forecasts_come_in_pages_latest_first(desk_here: Desk) -> None:
    client, _ = desk_here
    made = [
        client.post(f"{API}/forecasts", json={"kinds": [kind], "actor": "KAZ"}).json()["id"]
        for kind in ("AID", "REJECT", "CONSULT")
    ]
    one = client.get(f"{API}/forecasts?limit=2").json()
    rest = client.get(f"{API}/forecasts?limit=2&offset={one['next']}").json()
    assert one["total"] == 3
    assert rest["next"] is None
    assert sorted(each["id"] for each in (*one["items"], *rest["items"])) == sorted(made)
    assert client.get(f"{API}/forecasts?as_of=2022-11-27").json()["total"] == 0
    assert client.get(f"{API}/forecasts?as_of=2022-11-28").json()["total"] == 3


def test_an_outcome_said_again_adds_nothing(desk_here: Desk) -> None:
    client, here = desk_here
    ident = client.post(f"{API}/forecasts", json=ASKED).json()["id"]
    said = {"outcome": "void", "why": "it cannot be told", "author": "A. Nurlan"}
    first, second = (client.post(f"{API}/forecasts/{ident}/resolution", json=said).json() for _ in range(2))
    assert first == second
    assert first["outcome"] == "void"
    assert len(here.held.record.as_of().resolutions()) == 1
    other = client.post(f"{API}/forecasts/{ident}/resolution", json={**said, "outcome": "open"}).json()
    assert other["outcome"] == "open"
    assert client.post(f"{API}/forecasts/none/resolution", json=said).status_code == 404
    assert client.post(f"{API}/forecasts/{ident}/resolution", json={**said, "why": ""}).status_code == 422


def test_the_track_is_that_of_the_page(desk_here: Desk) -> None:
    client, _ = desk_here
    client.post(f"{API}/forecasts", json={**ASKED, "as_of": "2022-11-04"})
    found = client.get(f"{API}/track").json()
    assert found == client.get("/track.json").json()
    assert [one["question"] for one in found["matters"]] == ["KAZ -> RUS: REJECT within 30d from 2022-11-04"]


def test_back_tests_are_listed_as_kept(desk_here: Desk) -> None:
    client, here = desk_here
    assert client.get(f"{API}/backtests").json()["items"] == []
    past = here.held.past()
    walked = foresight.backtest(
        ["KAZ -> RUS: CONSULT within 30d"], past, since=date(2022, 1, 1), every=30, names=["climatology", "ew-rate"]
    )
    keeping.keep_backtest(here.held.record, walked, ["KAZ -> RUS: CONSULT within 30d"], every=30, clock=here.clock)
    (one,) = client.get(f"{API}/backtests").json()["items"]
    assert one["asked"] == ["KAZ -> RUS: CONSULT within 30d"]
    assert one["forecasters"] == ["climatology@1", "ew-rate@1"]


def test_learning_is_a_job_of_the_question_and_of_what_is_known(desk_here: Desk) -> None:
    client, here = desk_here
    asked = {**ASKED, "forecaster": "chance"}
    assert client.post(f"{API}/questions", json=asked).status_code == 422
    first, second = (client.post(f"{API}/jobs/outlook", json=asked) for _ in range(2))
    assert first.status_code == second.status_code == 202
    assert first.headers["location"] == second.headers["location"]
    ident = first.json()["id"]
    assert over(here.jobs, ident).state == "done", here.jobs.get(ident).error
    found = client.post(f"{API}/questions", json=asked).json()
    assert found["forecaster"] == "chance@1"
    assert found["past"][0]["quote"] == "Kazakhstan did REJECT to Russia."
    earlier = client.post(f"{API}/jobs/outlook", json={**asked, "as_of": "2022-11-10"}).json()["id"]
    assert earlier != ident
