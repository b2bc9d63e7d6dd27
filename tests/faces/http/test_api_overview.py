"""The programming interface of actors, pairs, sources and the Desk."""

import pytest
from starlette.testclient import TestClient

API = "/api/v1"


def test_lists_come_in_pages_as_of_a_day(desk: TestClient) -> None:
    every = desk.get(f"{API}/actors").json()
    assert (every["total"], every["next"], every["as_of"]) == (2, None, None)
    first = desk.get(f"{API}/actors?limit=1").json()
    assert (first["items"], first["next"]) == (every["items"][:1], 1)
    assert desk.get(f"{API}/actors?limit=1&offset=1").json()["items"] == every["items"][1:]
    before = desk.get(f"{API}/actors?as_of=2022-11-05").json()
    assert {one["total"] for one in before["items"]} == {54}
    assert [one["name"] for one in desk.get(f"{API}/actors?q=police").json()["items"]] == ["KAZ.police"]


def test_an_actor_and_a_pair_carry_the_ids_of_their_events(desk: TestClient) -> None:
    actor = desk.get(f"{API}/actors/KAZ").json()
    pair = desk.get(f"{API}/pairs/KAZ/RUS").json()
    for line in (*actor["latest"], *pair["conflict"], *pair["cooperation"]):
        event = desk.get(f"{API}/events/{line['id']}").json()
        assert event["evidence"]["article"] == line["article"]
        assert event["evidence"]["quote"] == line["quote"]
    assert pair["pair"]["score"]["conflict"] == 12


def test_chances_are_at_addresses_of_their_own(desk: TestClient) -> None:
    mine = desk.get(f"{API}/actors/KAZ/outlook").json()
    assert mine["chances"] == desk.get(f"{API}/pairs/KAZ/RUS/outlook").json()["chances"]
    assert mine["days"] == 30


def test_moves_are_the_desks(desk: TestClient) -> None:
    moves = desk.get(f"{API}/moves").json()
    assert moves["items"] == desk.get(f"{API}/desk").json()["moves"]
    assert moves["total"] == 1
    assert desk.get(f"{API}/moves?offset=1").json()["items"] == []
    assert desk.get(f"{API}/moves?as_of=2020-11-15").json()["total"] == 0


def test_sources_and_pairs(desk: TestClient) -> None:
    sources = desk.get(f"{API}/sources").json()
    assert {one["outlet"]: one["articles"] for one in sources["items"]} == {"Wire": 28, "Daily": 6}
    pairs = desk.get(f"{API}/pairs?of=KAZ").json()
    assert [(one["one"], one["other"]) for one in pairs["items"]] == [("KAZ", "RUS")]


@pytest.mark.parametrize(
    "path", ["/actors?limit=0", "/actors?as_of=yesterday", "/moves?limit=1000", "/pairs?offset=-2", "/desk?since=x"]
)
def test_bad_parameters_have_the_one_shape_of_errors(desk: TestClient, path: str) -> None:
    answer = desk.get(API + path)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "bad-input"


def test_unknown_names_are_not_found(desk: TestClient) -> None:
    for path in ("/actors/nobody", "/actors/nobody/outlook", "/pairs/KAZ/nobody", "/pairs/KAZ/nobody/outlook"):
        assert desk.get(API + path).json()["error"]["code"] == "unknown-name"


def test_an_empty_record_answers_too(empty_desk: TestClient) -> None:
    for path in ("/actors", "/pairs", "/sources", "/moves"):
        assert empty_desk.get(API + path).json()["items"] == []
    assert empty_desk.get(f"{API}/desk").json()["total"] == 0
    assert empty_desk.get(f"{API}/actors/KAZ").json()["party"]["total"] == 0


def test_every_route_is_described(desk: TestClient) -> None:
    paths = desk.get(f"{API}/openapi.json").json()["paths"]
    for path in ("/actors", "/actors/{name}", "/pairs", "/pairs/{one}/{other}", "/sources", "/desk", "/moves"):
        assert paths[API + path]["get"]["summary"]


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-05", "1969-12-31", "2262-04-12", "9999-12-31"])
@pytest.mark.parametrize(
    "path", ["/actors", "/actors/KAZ", "/actors/KAZ/outlook", "/pairs", "/pairs/KAZ/RUS", "/sources", "/desk", "/moves"]
)
def test_no_day_of_the_calendar_is_too_much(desk: TestClient, day: str, path: str) -> None:
    answer = desk.get(f"{API}{path}?as_of={day}")
    assert answer.status_code == (422 if path.endswith("outlook") and day == "9999-12-31" else 200), answer.text


def test_the_empty_name_is_nobodys(desk: TestClient) -> None:
    for path in ("/actors/", "/actors//outlook", "/pairs/KAZ/", "/actors/%20", "/actors/%00"):
        assert desk.get(API + path).status_code == 404, path
    assert desk.get(f"{API}/desk?since=9999-12-31").json()["events"] == 0
