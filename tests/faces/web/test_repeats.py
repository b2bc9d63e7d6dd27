"""What repeats what: found by a job, listed with its words, said to be different and taken back."""

from collections.abc import Iterator
from datetime import date
from time import monotonic, sleep

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import KAZ, RUS, coded, desk_of
from tests.faces.web.made import held_up

from steppe.faces.web import repeats

PAGE = {"accept": "text/html"}
API = "/api/v1"
WORDS = (
    "The ministry said on Tuesday that talks about transit, tariffs and the pipeline would go on next week in the "
    "capital, and that both sides had agreed to keep the terminal open until a commission has looked at the damage."
)
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def told_twice() -> Iterator[TestClient]:
    first = coded("first", date(2022, 11, 1), [(KAZ, "CONSULT", RUS)], outlet="Wire", words=WORDS)
    again = coded("again", date(2022, 11, 2), [(KAZ, "CONSULT", RUS)], outlet=HOSTILE, words=WORDS)
    other = coded("other", date(2022, 11, 3), [(RUS, "AID", KAZ)], outlet="Daily")
    with desk_of(":memory:", [first, again, other]) as (client, _):
        yield client


def compared(client: TestClient) -> str:
    where: str = client.post("/sources/compare").headers["location"]
    finished(client, where)
    return where


def finished(client: TestClient, where: str) -> str:
    until = monotonic() + 20
    while client.get(f"{where}.json").json()["state"] not in ("done", "failed"):
        assert monotonic() < until
        sleep(0.02)
    return client.get(where, headers=PAGE).text


def independent(client: TestClient) -> int:
    return int(client.get("/sources.json").json()["sources"]["independent"])


def test_copies_are_found_and_no_longer_count_as_independent(told_twice: TestClient) -> None:
    assert independent(told_twice) == 3
    assert "Nobody has compared" in told_twice.get("/sources", headers=PAGE).text
    where = compared(told_twice)
    page = told_twice.get(where, headers=PAGE).text
    assert "3 articles and 3 events were compared" in page
    assert "1 set of near-copies" in page
    assert independent(told_twice) == 2
    (copy,) = [one for one in told_twice.get("/sources/repeats.json").json()["repeats"] if one["articles"]]
    assert [one["outlet"] for one in copy["articles"]] == ["Wire", HOSTILE]
    assert copy["judgement"]["author"].endswith("(suggested)")


def test_comparing_the_same_record_twice_adds_nothing(told_twice: TestClient) -> None:
    where = compared(told_twice)
    before = told_twice.get(f"{API}/repeats").json()
    assert compared(told_twice) == where
    anew = told_twice.post(f"{API}/jobs/compare", headers={"Idempotency-Key": "anew"}).json()["id"]
    page = finished(told_twice, f"/sources/compared/{anew}")
    assert "none of them new" in page
    assert told_twice.get(f"{API}/repeats").json() == before


def test_what_is_judged_wrong_is_not_compared(told_twice: TestClient) -> None:
    where = compared(told_twice)
    article = told_twice.get(f"{API}/repeats").json()["items"][0]["articles"][0]["id"]
    told_twice.post(f"{API}/judgements", json={"subject": article, "verdict": "wrong", "reason": "so", "author": "A"})
    again = compared(told_twice)
    assert again != where
    assert "2 articles and 2 events were compared" in told_twice.get(again, headers=PAGE).text


def test_somebody_says_that_they_are_different_and_takes_it_back(told_twice: TestClient) -> None:
    compared(told_twice)
    name = told_twice.get(f"{API}/repeats").json()["items"][0]["judgement"]["id"]
    word = {"judgement": name, "verdict": "different", "reason": HOSTILE, "author": "A"}
    assert told_twice.post("/sources/repeats", data=word).status_code == 303
    assert independent(told_twice) == 3
    page = told_twice.get("/sources/repeats", headers=PAGE).text
    assert HOSTILE not in page
    assert "take back" in page
    back = {"judgement": name, "verdict": "same", "reason": "taken back", "author": "A"}
    told_twice.post("/sources/repeats", data=back)
    assert independent(told_twice) == 2


@pytest.mark.parametrize(
    ("word", "status", "says"),
    [
        ({"verdict": "different", "author": "A"}, 422, "expected why they are different"),
        ({"verdict": "different", "reason": "two meetings", "author": " "}, 422, "expected a name"),
        ({"verdict": "wrong", "reason": "so", "author": "A"}, 404, "known: different, same"),
    ],
)
def test_a_word_that_is_no_word(told_twice: TestClient, word: dict[str, str], status: int, says: str) -> None:
    compared(told_twice)
    name = told_twice.get(f"{API}/repeats").json()["items"][0]["judgement"]["id"]
    answer = told_twice.post(f"{API}/repeats/{name}", json=word)
    assert (answer.status_code, says in answer.json()["error"]["message"]) == (status, True), answer.text


def test_the_same_post_is_kept_once(told_twice: TestClient) -> None:
    compared(told_twice)
    name = told_twice.get(f"{API}/repeats").json()["items"][0]["judgement"]["id"]
    word = {"verdict": "different", "reason": "two flashes", "author": "A"}
    said = [
        told_twice.post(f"{API}/repeats/{name}", json=word, headers={"Idempotency-Key": "k"}).json() for _ in range(2)
    ]
    assert said[0] == said[1]
    assert len(told_twice.get(f"{API}/repeats").json()["items"][0]["said"]) == 1
    assert told_twice.post(f"{API}/repeats/none", json=word).status_code == 404
    jobs = [told_twice.post(f"{API}/jobs/compare").json()["id"] for _ in range(2)]
    assert jobs[0] == jobs[1]


def test_a_word_leads_back_to_its_set_on_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    more = "A storm tore the roof off the market hall of the old town in the night, and nobody was hurt, firemen said."
    articles = [
        coded(f"{name}-{number}", date(2022, 11, number), [(KAZ, "AID", RUS)], words=words)
        for name, words in (("talks", WORDS), ("storm", more))
        for number in (1, 2)
    ]
    monkeypatch.setattr(repeats, "PAGE", 1)
    with desk_of(":memory:", articles) as (client, _):
        compared(client)
        sets = [one["judgement"]["id"] for one in client.get(f"{API}/repeats").json()["items"]]
        assert len(sets) >= 2
        for at, name in enumerate(sets):
            word = {"judgement": name, "verdict": "different", "reason": "two meetings", "author": "A"}
            where = client.post("/sources/repeats", data=word).headers["location"]
            assert where == f"/sources/repeats{f'?offset={at}' if at else ''}#set-{name}"
            page = client.get(where, headers=PAGE).text
            assert [f'id="set-{other}"' in page for other in sets] == [other == name for other in sets]
            assert "said to be different" in page


def test_comparing_can_be_called_off_and_asked_for_again() -> None:
    with desk_of(":memory:", [coded("first", date(2022, 11, 1), [(KAZ, "AID", RUS)])]) as (client, service):
        with held_up(service, "articles read", 1, 3) as at_it:
            where = client.post("/sources/compare").headers["location"]
            assert at_it.wait(20)
            page = client.get(where, headers=PAGE).text
            assert f'action="{where}/cancel"' in page
            assert 'value="1" max="3"' in page
            answer = client.post(f"{where}/cancel")
            assert (answer.status_code, answer.headers["location"]) == (303, where)
        assert "Called off: nothing of it was kept" in client.get(where, headers=PAGE).text
        assert client.post("/sources/compared/none/cancel").status_code == 404
        assert client.post("/sources/compare").headers["location"] == where
        assert "1 article and 1 event were compared" in finished(client, where)


def test_a_record_without_repeats_says_what_comparing_does(empty_desk: TestClient) -> None:
    assert "Comparing finds articles" in empty_desk.get("/sources/repeats", headers=PAGE).text
    assert empty_desk.get("/sources/compared/none", headers=PAGE).status_code == 404
