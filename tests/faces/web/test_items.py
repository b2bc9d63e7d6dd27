"""One item in full: its words in their sentence, how it was read, what was said of it, and saying something."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.faces.web.made import ARTICLE, CLAIM, EVENT, NUMBER, PAGE, desk_with_items, judge
from tests.record.conftest import TEXT

PATHS = {"events": EVENT, "claims": CLAIM, "quantities": NUMBER}


@pytest.fixture
def desk() -> Iterator[TestClient]:
    with desk_with_items() as client:
        yield client


@pytest.mark.parametrize(("part", "ident"), PATHS.items())
def test_an_item_shows_its_words_and_leads_to_their_place(desk: TestClient, part: str, ident: str) -> None:
    shown = desk.get(f"/{part}/{ident}", headers=PAGE).text
    view = desk.get(f"/{part}/{ident}.json").json()
    assert f'href="/articles/{ARTICLE}#t-{view["row"]["ref"].lower()}"' in shown
    assert "".join(one["text"] for one in view["context"]["segments"]) == TEXT[:38]
    assert "<script>alert" not in shown
    assert 'value="tester"' in shown
    head, row = desk.get(f"/{part}/{ident}.csv").text.splitlines()
    assert head.startswith("id,article,ref,")
    assert row.startswith(f"{ident},{ARTICLE},{view['row']['ref']},")


@pytest.mark.parametrize(("part", "ident"), PATHS.items())
def test_an_item_is_found_by_its_id_alone(desk: TestClient, part: str, ident: str) -> None:
    answer = desk.get(f"/items/{ident}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{part}/{ident}")
    other = "claims" if part == "events" else "events"
    assert desk.get(f"/{other}/{ident}").status_code == 404
    assert desk.get(f"/items/{ARTICLE}").headers["location"] == f"/articles/{ARTICLE}"
    assert desk.get("/items/nothing").status_code == 404


@pytest.mark.parametrize(("part", "ident"), PATHS.items())
def test_judged_wrong_it_is_left_out_but_stays_reachable(desk: TestClient, part: str, ident: str) -> None:
    listed = f"/api/v1/{part}"
    assert desk.get(listed).json()["total"] == 1
    assert judge(desk, ident).headers["location"] == f"/{part}/{ident}#judged"
    assert desk.get(listed).json() == {"items": [], "total": 0, "offset": 0, "next": None, "as_of": None}
    shown = desk.get(f"/{part}/{ident}", headers=PAGE).text
    assert "This is judged wrong or retracted" in shown
    assert "by <bdi>A. Reader</bdi>" in shown
    assert desk.get(f"/{part}/{ident}.json").json()["left_out"] is True
    assert judge(desk, ident, "open").status_code == 303
    assert desk.get(listed).json()["total"] == 1
    assert "take back" not in desk.get(f"/{part}/{ident}", headers=PAGE).text


def test_an_item_of_a_retracted_article_says_why_it_is_left_out(desk: TestClient) -> None:
    judge(desk, ARTICLE, "retracted", author="<b>Outlet</b>")
    shown = desk.get(f"/events/{EVENT}", headers=PAGE).text
    assert "with its article" in shown
    assert "&lt;b&gt;Outlet&lt;/b&gt;" in shown
    assert f'action="/items/{ARTICLE}/judge"' in shown


def test_a_word_needs_a_name_a_reason_and_a_verdict(desk: TestClient) -> None:
    for given, told in (
        ({"author": " "}, "nobody said so"),
        ({"reason": ""}, "no reason given; expected why it is wrong"),
        ({"verdict": "bad"}, "known: open, retracted, right, wrong"),
    ):
        answer = judge(desk, EVENT, **given)
        assert answer.status_code in (404, 422)
        assert told in answer.json()["error"]["message"]
    assert judge(desk, "nothing").status_code == 422
    assert desk.get("/api/v1/judgements").json()["total"] == 0


@pytest.mark.parametrize("back", ["https://example.org", "//example.org", "e1#x", "e1\r\nX: y", "../.."])
def test_the_way_back_leads_nowhere_else(desk: TestClient, back: str) -> None:
    assert judge(desk, EVENT, back=back).status_code == 422


def test_what_was_said_later_does_not_show_before(desk: TestClient) -> None:
    judge(desk, EVENT)
    assert desk.get(f"/events/{EVENT}.json?as_of=2022-02-01").json()["judgements"] == []
    assert desk.get(f"/events/{EVENT}.json?as_of=2022-12-01").json()["left_out"] is True
    assert desk.get(f"/events/{EVENT}.json?as_of=2022-01-05").status_code == 404
