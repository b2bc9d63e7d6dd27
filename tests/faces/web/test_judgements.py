"""The list of judgements: all that was said, narrowed by day and by what it is about; hostile words are text."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.faces.web.made import ARTICLE, EVENT, PAGE, desk_with_items, judge


@pytest.fixture
def desk() -> Iterator[TestClient]:
    with desk_with_items() as client:
        yield client


def test_an_empty_list_says_how_one_judges(desk: TestClient) -> None:
    assert "Nobody has judged anything yet" in desk.get("/judgements", headers=PAGE).text
    assert "See all judgements" in desk.get("/judgements?same=true", headers=PAGE).text


def test_what_was_said_stands_latest_first_and_leads_to_its_subject(desk: TestClient) -> None:
    judge(desk, EVENT, reason="<i>misread</i>")
    judge(desk, ARTICLE, "retracted", author="=B")
    found = desk.get("/judgements.json").json()
    assert (found["total"], {one["verdict"] for one in found["judgements"]}) == (2, {"wrong", "retracted"})
    shown = desk.get("/judgements", headers=PAGE).text
    assert f'href="/items/{EVENT}"' in shown
    assert "&lt;i&gt;misread" in shown
    assert "2 judgements stand" in shown
    assert desk.get("/judgements.json?since=2022-11-28").json()["total"] == 0
    assert desk.get("/judgements.json?same=true").json()["total"] == 0
    assert "'=B" in desk.get("/judgements.csv").text
