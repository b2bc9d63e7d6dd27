"""Verdicts over the interface: in pages, by finding, as of a day; an article that is not there is said so."""

from starlette.testclient import TestClient
from tests.faces.web.test_check import checked_desk

__all__ = ["checked_desk"]
URL = "/api/v1/verdicts"


def test_verdicts_carry_both_figures_facts_and_words(checked_desk: tuple[TestClient, str]) -> None:
    client, article = checked_desk
    found = client.get(URL, params={"article": article}).json()
    assert found["as_of"] == "2022-11-20"
    member = next(one for one in found["items"] if one["row"]["kind"] == "membership")
    assert member["row"]["finding"] == "supported"
    assert member["row"]["record"] == "since 1994-04-20"
    assert member["facts"][0]["sources"]
    assert member["row"]["cite"]["quote"].startswith("Kazakhstan")


def test_they_come_by_finding_and_in_pages(checked_desk: tuple[TestClient, str]) -> None:
    client, article = checked_desk
    every = client.get(URL, params={"article": article}).json()
    some = client.get(URL, params={"article": article, "finding": "supported"}).json()
    assert 0 < some["total"] < every["total"] == 3
    page = client.get(URL, params={"article": article, "limit": 1, "offset": 1}).json()
    assert page["items"] == every["items"][1:2]


def test_what_is_not_there_is_said_so(checked_desk: tuple[TestClient, str]) -> None:
    client, article = checked_desk
    assert client.get(URL, params={"article": "0" * 16}).status_code == 404
    assert client.get(URL, params={"article": article, "finding": "false"}).status_code == 404
    assert client.get(URL, params={"article": article, "case": "../etc"}).status_code == 404
    assert client.get(URL).status_code == 422
