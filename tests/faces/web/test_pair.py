"""Pairs: both ways, the tension score with its parts, events by class, ties, chances."""

from datetime import date
from math import sqrt

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import KAZ, RUS, coded, desk_of

from steppe.types import Actor

PAGE = {"accept": "text/html"}


def test_both_ways_are_counted(desk: TestClient) -> None:
    pair = desk.get("/pairs/KAZ/RUS.json").json()["pair"]
    assert pair["forth"]["counts"] == [27, 0, 6, 0]
    assert pair["back"]["counts"] == [0, 27, 6, 0]
    assert pair["total"] == 66
    turned = desk.get("/pairs/RUS/KAZ.json").json()["pair"]
    assert (turned["forth"], turned["back"], turned["total"]) == (pair["back"], pair["forth"], 66)
    rows = desk.get("/pairs/KAZ/RUS.csv").text.splitlines()
    assert rows[0] == "actor,recipient,total,asserted,quad_1,quad_2,quad_3,quad_4"
    assert rows[1:] == ["KAZ,RUS,33,33,27,0,6,0", "RUS,KAZ,33,33,0,27,6,0"]


def test_the_score_is_the_desks_and_its_parts_add_up(desk: TestClient) -> None:
    (move,) = desk.get("/desk.json").json()["moves"]
    score = desk.get("/pairs/KAZ/RUS.json").json()["pair"]["score"]
    assert score["score"] == pytest.approx(move["score"])
    assert (score["conflict"], score["cooperation"]) == (move["conflict"], move["cooperation"]) == (12, 2)
    assert score["score"] == pytest.approx((score["conflict_rose"] - score["cooperation_rose"]) / sqrt(2))
    page = desk.get("/pairs/KAZ/RUS", headers=PAGE).text
    assert f"+{move['score']:.1f}" in page
    given = "actor=KAZ&partner=RUS&told=done&since=2021-09-22"
    for sign, now, before in (("conflict", 12, 0), ("cooperation", 2, 26)):
        for days, count in (("2022-10-22", "2022-11-21"), now), (("2021-10-22", "2022-10-22"), before):
            listed = f"{given}&sign={sign}&happened_from={days[0]}&happened_before={days[1]}"
            assert desk.get(f"/events.json?{listed}").json()["total"] == count


def test_the_desk_links_to_what_is_there(desk: TestClient) -> None:
    front = desk.get("/?as_of=2022-11-15", headers=PAGE).text
    assert 'href="/pairs/KAZ/RUS?as_of=2022-11-15#h-tension"' in front
    page = desk.get("/pairs/KAZ/RUS?as_of=2022-11-15", headers=PAGE).text
    assert 'id="h-tension"' in page
    assert '<section id="conflict"' in page
    assert '<section id="cooperation"' in page


def test_last_events_stand_by_class(desk: TestClient) -> None:
    view = desk.get("/pairs/KAZ/RUS.json").json()
    assert {one["kind"] for one in view["conflict"]} == {"REJECT", "THREATEN"}
    assert {one["kind"] for one in view["cooperation"]} <= {"CONSULT", "AID"}
    known = [one["known"] for one in view["cooperation"]]
    assert known == sorted(known, reverse=True)


def test_ties_between_them_are_only_theirs(desk: TestClient) -> None:
    ties = desk.get("/pairs/KAZ/RUS.json").json()["ties"]
    assert ties
    assert all({one["head"], one["tail"]} == {"KAZ", "RUS"} for one in ties)
    assert all(one["since"] is None or one["since"] < "2022-11-27" for one in ties)


def test_a_day_without_a_past_has_no_score(desk: TestClient) -> None:
    page = desk.get("/pairs/KAZ/RUS?as_of=2020-12-01", headers=PAGE).text
    assert "there is no past to compare with" in page
    few = desk.get("/pairs/KAZ/RUS?as_of=2021-01-25", headers=PAGE).text
    assert "Change in standard deviations" in few
    assert "These 30 days" in few


@pytest.mark.parametrize("api", ["", "/api/v1"])
def test_either_name_may_hold_a_slash(api: str) -> None:
    wolf = Actor(id="a/b", name="Wolf", kind="group")
    acts = [coded("w", date(2022, 11, 9), [(wolf, "AID", KAZ), (wolf, "AID", RUS)])]
    with desk_of(":memory:", acts) as (client, _):
        for address in ("/pairs/a%2Fb/KAZ", "/pairs/KAZ/a%2Fb", "/pairs/KAZ/a/b"):
            found = client.get(f"{api}{address}" if api else f"{address}.json").json()
            assert {found["pair"]["one"], found["pair"]["other"]} == {"KAZ", "a/b"}
            assert found["pair"]["total"] == 1
            assert client.get(f"{api}{address}/outlook").status_code == 200
        page = client.get("/pairs/a%2Fb/KAZ", headers=PAGE).text
        assert 'href="/pairs/a%2Fb/KAZ.json"' in page
        assert 'href="/pairs/a%2Fb/KAZ/outlook"' in page


def test_few_acts_have_no_score(desk: TestClient) -> None:
    page = desk.get("/pairs/KAZ.police/KAZ", headers=PAGE).text
    assert "too few for a score" in page


def test_a_pair_without_events_says_so(desk: TestClient) -> None:
    page = desk.get("/pairs/KAZ/csto", headers=PAGE)
    assert page.status_code == 200
    assert "no event is known between them" in page.text
    assert "member" in page.text
    assert desk.get("/pairs/KAZ/nobody", headers=PAGE).status_code == 404


def test_chances_go_both_ways(desk: TestClient) -> None:
    view = desk.get("/pairs/KAZ/RUS/outlook.json").json()
    assert [(one["actor"], one["conflict"]) for one in view["chances"]] == [
        ("KAZ", True),
        ("KAZ", False),
        ("RUS", True),
        ("RUS", False),
    ]
    assert 'href="/pairs/KAZ/RUS"' in desk.get("/pairs/KAZ/RUS/outlook", headers=PAGE).text


def test_the_list_of_pairs(desk: TestClient, empty_desk: TestClient) -> None:
    found = desk.get("/pairs.json").json()
    assert [(one["one"], one["other"], one["total"]) for one in found["pairs"]] == [("KAZ", "RUS", 66)]
    assert desk.get("/pairs.json?of=zzz").json()["total"] == 0
    assert "No event is known between two parties" in empty_desk.get("/pairs", headers=PAGE).text
