"""The Desk page: what is new, whose tension moved, what an empty record says."""

from starlette.testclient import TestClient


def test_an_empty_desk_says_what_to_do(empty_desk: TestClient) -> None:
    page = empty_desk.get("/", headers={"accept": "text/html"}).text
    assert "The record is empty" in page
    assert 'action="/read"' in page


def test_the_pair_that_quarrelled_moved_most(desk: TestClient) -> None:
    view = desk.get("/desk.json").json()
    assert (view["moves"][0]["one"], view["moves"][0]["other"]) in {("KAZ", "RUS"), ("RUS", "KAZ")}
    assert view["moves"][0]["score"] > 2
    assert view["moves"][0]["conflict"] == 12
    assert view["total"] == 27 * 2 + 6 * 2 + 1


def test_as_of_a_day_nothing_later_shows(desk: TestClient) -> None:
    view = desk.get("/desk.json?as_of=2022-11-05").json()
    assert view["total"] == 27 * 2
    assert all(one["known"] < "2022-11-05" for one in view["latest"])


def test_the_csv_has_a_row_a_pair(desk: TestClient) -> None:
    answer = desk.get("/desk.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.splitlines()[0].startswith("one,other,score")
    assert len(answer.text.splitlines()) == 1 + len(desk.get("/desk.json").json()["moves"])


def test_every_number_of_the_page_leads_on(desk: TestClient) -> None:
    page = desk.get("/", headers={"accept": "text/html"}).text
    assert 'href="/pairs/KAZ/RUS' in page or 'href="/pairs/RUS/KAZ' in page
    assert 'href="/events/' in page
