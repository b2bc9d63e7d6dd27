"""The list of events: what its address asks for is what it shows, as page, JSON and CSV."""

import csv
import io
from datetime import date

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import KAZ, RUS, coded, desk_of

PAGE = {"accept": "text/html"}
ASKED = {
    "": 67,
    "actor=KAZ": 34,
    "recipient=KAZ": 34,
    "actor=KAZ&recipient=RUS": 33,
    "actor=KAZ&partner=RUS": 66,
    "partner=KAZ.police": 1,
    "kind=aid": 27,
    "quad=4": 1,
    "since=2022-11-05": 13,
    "since=2022-11-05&quad=3": 12,
    "as_of=2022-11-05": 54,
    "actor=&recipient=&partner=&kind=&quad=&since=&as_of=": 67,
    "actor=nobody": 0,
    "sign=conflict": 13,
    "sign=cooperation&actor=KAZ": 27,
    "told=done": 67,
    "told=other": 0,
    "happened_from=2022-11-01&happened_before=2022-11-07": 4,
    "outlet=Daily": 12,
    "outlet=Daily&sign=conflict&partner=KAZ.police": 0,
    "outlet=": 0,
    "article=nothing": 0,
}


@pytest.mark.parametrize(("asked", "total"), ASKED.items(), ids=repr)
def test_the_list_holds_what_was_asked_for(desk: TestClient, asked: str, total: int) -> None:
    view = desk.get(f"/events.json?{asked}").json()
    assert view["total"] == total
    assert len(view["events"]) == min(50, total)
    assert desk.get(f"/api/v1/events?{asked}").json()["total"] == total
    known = [one["known"] for one in view["events"]]
    assert known == sorted(known, reverse=True)


def test_the_page_keeps_what_was_asked_for_in_its_form_and_its_links(desk: TestClient) -> None:
    shown = desk.get("/events?partner=RUS&offset=0", headers=PAGE).text
    assert 'name="partner" value="RUS"' in shown
    assert 'href="/events?partner=RUS&amp;offset=50" rel="next"' in shown
    second = desk.get("/events?partner=RUS&offset=50", headers=PAGE).text
    assert 'href="/events?partner=RUS" rel="prev"' in second
    assert "here 51 to 66" in second
    assert 'rel="next"' not in second


def test_what_narrows_the_list_stays_in_its_form_and_its_links(desk: TestClient) -> None:
    asked = "told=done&sign=cooperation&happened_from=2020-11-01&outlet=Wire"
    shown = desk.get(f"/events?{asked}", headers=PAGE).text
    assert "<option selected>cooperation</option>" in shown
    assert '<option value="done" selected>' in shown
    assert 'name="happened_from" type="date" value="2020-11-01"' in shown
    assert 'name="outlet" value="Wire"' in shown
    assert "sign=cooperation&amp;told=done&amp;happened_from=2020-11-01&amp;outlet=Wire&amp;offset=50" in shown
    assert 'name="outlet"' not in desk.get("/events?told=done", headers=PAGE).text


def test_an_empty_list_says_what_to_do(desk: TestClient) -> None:
    shown = desk.get("/events?actor=nobody", headers=PAGE).text
    assert "No event is like that" in shown
    assert 'href="/actors"' in shown
    assert "past the last of them" in desk.get("/events?offset=500", headers=PAGE).text


def test_the_csv_holds_more_than_a_page(desk: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(desk.get("/events.csv").text)))
    assert len(rows) == 67
    assert {row["actors"] for row in rows} == {"Kazakhstan", "Russia", "Police"}


@pytest.mark.parametrize("wrong", ["kind=WAR", "quad=5", "since=yesterday", "offset=-1", "as_of=2022-13-01"])
def test_a_wrong_question_is_told_so(desk: TestClient, wrong: str) -> None:
    answer = desk.get(f"/events?{wrong}", headers=PAGE)
    assert answer.status_code in (404, 422)
    assert "alert" in answer.text


def test_names_are_words_and_no_formula() -> None:
    hostile = "=HYPERLINK(1)"
    who = type(KAZ)(id="x", name=hostile, kind="state", country="KAZ")
    with desk_of(":memory:", [coded("a", date(2022, 1, 5), [(who, "AID", RUS)])]) as (client, _):
        assert f"'{hostile}" in client.get("/events.csv").text
        shown = client.get('/events?actor="><script>', headers=PAGE).text
        assert "<script>" not in shown.replace('<script type="module"', "")
