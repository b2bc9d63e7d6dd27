"""Actors: the index, one of them, what may come; every count leads to as many events."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import KAZ, coded, desk_of, some

from steppe.foresight import outlook
from steppe.keeping import keep
from steppe.types import Actor

PAGE = {"accept": "text/html"}
HOSTILE = Actor(id="x/<i>", name='<img src=x onerror="alert(1)">', kind="organisation", country="")


def test_the_index_counts_countries_with_all_their_parties(desk: TestClient) -> None:
    found = desk.get("/actors.json").json()
    assert found["total"] == 2
    kaz = next(one for one in found["actors"] if one["name"] == "KAZ")
    assert (kaz["label"], kaz["kind"], kaz["total"]) == ("Kazakhstan", "country", 27 * 2 + 6 * 2 + 1)
    assert kaz["counts"] == [27, 27, 12, 1]
    assert (kaz["first"], kaz["last"]) == ("2020-11-01", "2022-11-20")


def test_single_parties_are_found_by_their_words(desk: TestClient) -> None:
    found = desk.get("/actors.json", params={"q": " poli "}).json()
    assert [one["name"] for one in found["actors"]] == ["KAZ.police"]
    assert "Nobody in the record is called that" in desk.get("/actors?q=zzz", headers=PAGE).text


def test_an_empty_index_says_what_to_do(empty_desk: TestClient) -> None:
    page = empty_desk.get("/actors", headers=PAGE)
    assert page.status_code == 200
    assert "Nobody is in the record yet" in page.text
    assert "No event was known before" in empty_desk.get("/actors?as_of=2020-01-01", headers=PAGE).text


def test_pages_of_the_index(desk: TestClient) -> None:
    assert desk.get("/actors.json?offset=1").json()["actors"] == desk.get("/actors.json").json()["actors"][1:]
    assert desk.get("/actors.json?offset=-1").status_code == 422
    lines = desk.get("/actors.csv").text.splitlines()
    assert lines[0] == "name,label,kind,total,quad_1,quad_2,quad_3,quad_4,first,last"
    assert len(lines) == 3


def test_an_actor_did_and_met(desk: TestClient) -> None:
    party = desk.get("/actors/KAZ.json").json()["party"]
    assert party["did"] == {"total": 34, "asserted": 34, "counts": [27, 0, 6, 1]}
    assert party["met"] == {"total": 34, "asserted": 34, "counts": [0, 27, 6, 1]}
    assert party["total"] == 67
    assert [(one["name"], one["counts"]) for one in party["partners"]] == [("RUS", [27, 27, 12, 0])]
    assert {one["name"] for one in party["parties"]} == {"KAZ", "KAZ.police"}
    assert sum(map(sum, (one["counts"] for one in party["months"]))) == 67


def test_as_of_a_day_nothing_later_counts(desk: TestClient) -> None:
    view = desk.get("/actors/KAZ.json?as_of=2022-11-05").json()
    assert view["party"]["total"] == 54
    assert view["case_day"] == "2022-11-05"
    assert all(one["known"] < "2022-11-05" for one in view["latest"])
    page = desk.get("/actors/KAZ?as_of=2022-11-05", headers=PAGE).text
    assert "/pairs/KAZ/RUS?as_of=2022-11-05" in page


def test_every_count_leads_to_as_many_events(desk: TestClient) -> None:
    for path in ("/actors", "/actors/KAZ", "/actors/KAZ.police", "/pairs", "/pairs/KAZ/RUS"):
        page = desk.get(path, headers=PAGE).text
        links = re.findall(r'<a href="(/events\?[^"]+)">([\d,]+)</a>', page)
        assert links
        for address, told in links:
            found = desk.get(unescape(address).replace("/events?", "/events.json?")).json()
            assert found["total"] == int(told.replace(",", "")), address


def test_ties_of_the_case_stand_with_their_sources(desk: TestClient) -> None:
    ties = desk.get("/actors/KAZ.json").json()["ties"]
    csto = [one for one in ties if (one["kind"], one["tail"]) == ("member", "csto")]
    grounds = [basis for one in csto for basis in one["grounds"]]
    assert grounds
    assert all(one["where"].startswith("relations.tsv line ") for one in grounds)
    assert all(one["sources"] or one["recalled"] for one in grounds)
    alike = [(one["head"], one["tail"], one["kind"], one["since"], one["until"], one["told"]) for one in ties]
    assert len(alike) == len(set(alike))
    assert any(one["act"] and one["sign"] == "conflict" for one in ties)
    assert "Collective Security Treaty Organization" in desk.get("/actors/KAZ", headers=PAGE).text


def test_exports_tell_whose_soil_they_cross_and_the_figures_behind(desk: TestClient) -> None:
    (oil,) = desk.get("/actors/KAZ.json").json()["exports"]
    (across,) = [one for one in oil["crossing"] if one["id"] == "RUS"]
    assert oil["good"] == "oil"
    assert 0.9 < across["low"] <= across["high"] <= 1
    flows = [one for one in oil["figures"] if one["measure"] == "flow"]
    assert across["low"] == pytest.approx(sum(one["value"] for one in flows) / oil["total"], rel=0.02)
    assert all(one["basis"]["sources"] or one["basis"]["recalled"] for one in oil["figures"])
    assert desk.get("/actors/RUS.json").json()["exports"] == []


def test_a_member_of_the_case_that_nobody_wrote_of_has_its_ties(desk: TestClient) -> None:
    answer = desk.get("/actors/csto", headers=PAGE)
    assert answer.status_code == 200
    assert "The record tells of no event with it" in answer.text
    assert "Collective Security Treaty Organization" in answer.text


def test_an_unknown_actor_is_said_to_be_unknown(desk: TestClient) -> None:
    answer = desk.get("/actors/kazak", headers=PAGE)
    assert answer.status_code == 404
    assert "kazak" in answer.text
    assert desk.get("/actors/nobody.json").json()["error"]["code"] == "unknown-name"


def test_chances_are_those_the_forecaster_gives(desk: TestClient) -> None:
    view = desk.get("/actors/KAZ/outlook.json").json()
    said = [(one["actor"], one["recipient"], one["conflict"]) for one in view["chances"]]
    assert said == [("KAZ", "RUS", True), ("KAZ", "RUS", False), ("RUS", "KAZ", True), ("RUS", "KAZ", False)]
    assert view["opens"] == "2022-11-21"
    aid = view["chances"][3]["forecast"]
    assert aid["question"]["text"] == "RUS -> KAZ: quad-2 within 30d from 2022-11-21"
    service = desk.app.service  # type: ignore[attr-defined]
    again = outlook(aid["question"]["text"], service.held.past())
    assert (aid["probability"], aid["base_rate"]) == (again.forecast.probability, again.forecast.base_rate)
    assert aid["probability"] > 0.4
    page = desk.get("/actors/KAZ/outlook", headers=PAGE).text
    assert "/ask?q=RUS+-%3E+KAZ%3A+quad-2" in page
    assert 'id="chances"' in page
    assert len(desk.get("/actors/KAZ/outlook.csv").text.splitlines()) == 5


def test_the_page_names_where_its_chances_are(desk: TestClient) -> None:
    page = desk.get("/actors/KAZ?as_of=2022-11-20", headers=PAGE).text
    assert 'data-load="/actors/KAZ/outlook?as_of=2022-11-20" data-part="chances"' in page
    assert '<a href="/actors/KAZ/outlook?as_of=2022-11-20">' in page


def test_without_a_past_nothing_is_forecast(empty_desk: TestClient) -> None:
    page = empty_desk.get("/actors/KAZ/outlook", headers=PAGE)
    assert page.status_code == 200
    assert "Nothing can be forecast" in page.text


@pytest.fixture(scope="module")
def hostile() -> Iterator[TestClient]:
    start = date(2022, 11, 1)
    acts = [coded(f"h{n}", start + timedelta(days=n), [(HOSTILE, "THREATEN", KAZ)]) for n in range(3)]
    with desk_of(":memory:", [*some(), *acts]) as (client, service):
        told = outlook("KAZ -> RUS: quad-3 within 30d", service.held.past())
        keep(service.held.record, [told], clock=lambda: datetime(2022, 11, 27, tzinfo=UTC))
        yield client


def test_a_hostile_name_is_shown_and_never_run(hostile: TestClient) -> None:
    for path in (
        "/",
        "/actors",
        "/actors/x%2F%3Ci%3E",
        "/pairs/KAZ/x%2F%3Ci%3E",
        "/actors/x%2F%3Ci%3E/outlook",
        "/pairs",
    ):
        answer = hostile.get(path, headers=PAGE)
        assert answer.status_code == 200, path
        assert "<img src=x" not in answer.text
        assert "<i>" not in answer.text
    assert "&lt;img src=x onerror=" in hostile.get("/actors", headers=PAGE).text
    assert hostile.get("/actors/x%2F%3Ci%3E.json").json()["party"]["total"] == 3


def test_kept_forecasts_that_name_it_are_listed(hostile: TestClient) -> None:
    (kept,) = hostile.get("/actors/RUS.json").json()["kept"]
    assert kept["question"].startswith("KAZ -> RUS: quad-3")
    assert hostile.get("/actors/KAZ.police.json").json()["kept"] == []
    assert len(hostile.get("/pairs/RUS/KAZ.json").json()["kept"]) == 1
    assert "/track#" in hostile.get("/actors/KAZ", headers=PAGE).text


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/actors/KAZ.csv", "actors-KAZ"),
        ("/actors/x%2F%3Ci%3E.csv", "actors-x-i"),
        ("/pairs/KAZ/RUS.csv", "pairs-KAZ-RUS"),
        ("/actors/KAZ/outlook.csv", "actors-KAZ-outlook"),
        ("/desk.csv", "desk"),
        ("/sources/articles.csv?outlet=Wire", "sources-articles"),
    ],
)
def test_a_csv_is_named_by_what_it_is(hostile: TestClient, address: str, name: str) -> None:
    assert hostile.get(address).headers["content-disposition"] == f'attachment; filename="{name}.csv"'


def test_a_party_is_shown_with_its_country(desk: TestClient) -> None:
    party = desk.get("/actors/KAZ.police.json").json()["party"]
    assert (party["label"], party["kind"], party["country"]) == ("Police", "institution", "KAZ")
    assert '<a href="/actors/KAZ">KAZ</a>' in desk.get("/actors/KAZ.police", headers=PAGE).text
