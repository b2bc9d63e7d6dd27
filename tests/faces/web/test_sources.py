"""Sources: outlets, what is independent, what is not coded, and hostile names of outlets."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import KAZ, RUS, coded, desk_of

from steppe.types import Judgement

PAGE = {"accept": "text/html"}
HOSTILE = "=cmd|' /C calc'!A0/<script>alert(1)</script>?&"


@pytest.fixture(scope="module")
def outlets() -> Iterator[TestClient]:
    first = [coded(f"w{n}", date(2022, 11, 1 + n), [(KAZ, "CONSULT", RUS)] * (n + 1), outlet="Wire") for n in range(3)]
    again = coded("again", date(2022, 11, 9), [(KAZ, "CONSULT", RUS)], outlet=HOSTILE)
    kazakh = coded("kk", date(2022, 11, 5), [], outlet=HOSTILE)
    kazakh = replace(kazakh, article=replace(kazakh.article, language="kk", supported=False))
    nameless = coded("nameless", date(2022, 11, 4), [(RUS, "AID", KAZ)], outlet=None)
    with desk_of(":memory:", [*first, again, kazakh, nameless]) as (client, service):
        for verdict, subjects in (("same", (first[0].article.id, again.article.id)), ("wrong", (first[2].article.id,))):
            at = datetime(2022, 11, 20, tzinfo=UTC)
            said = Judgement(id=verdict, subjects=subjects, verdict=verdict, reason="read both", author="A", at=at)
            service.held.record.judge(said)
        yield client


def test_outlets_with_what_is_their_own(outlets: TestClient) -> None:
    found = outlets.get("/sources.json").json()
    rows = {one["outlet"]: one for one in found["sources"]["outlets"]}
    assert {
        name: (one["articles"], one["independent"], one["uncoded"], one["events"]) for name, one in rows.items()
    } == {
        "Wire": (2, 2, 0, 3),
        HOSTILE: (2, 1, 1, 1),
        "": (1, 1, 0, 1),
    }
    assert (found["sources"]["articles"], found["sources"]["independent"], found["compared"]) == (5, 4, 1)
    assert (rows["Wire"]["first"], rows["Wire"]["last"]) == ("2022-11-01", "2022-11-02")


def test_before_a_judgement_was_made_it_does_not_count(outlets: TestClient) -> None:
    found = outlets.get("/sources.json?as_of=2022-11-15").json()
    assert (found["sources"]["articles"], found["sources"]["independent"], found["compared"]) == (6, 6, 0)
    assert "Nobody has compared the articles yet" in outlets.get("/sources?as_of=2022-11-15", headers=PAGE).text
    assert outlets.get("/sources.json?as_of=2022-11-02").json()["sources"]["articles"] == 1


def test_a_hostile_outlet_is_shown_and_never_run(outlets: TestClient) -> None:
    page = outlets.get("/sources", headers=PAGE).text
    assert "<script>alert" not in page
    listed = outlets.get("/sources/articles", params={"outlet": HOSTILE}, headers=PAGE)
    assert listed.status_code == 200
    assert "<script>alert" not in listed.text
    assert "judged the same as" in listed.text
    assert "not coded: its language is kk" in listed.text
    assert any(line.startswith("'=cmd") for line in outlets.get("/sources.csv").text.splitlines())


def test_the_articles_of_an_outlet(outlets: TestClient) -> None:
    found = outlets.get("/sources/articles.json", params={"outlet": "Wire"}).json()
    assert [(one["title"], one["events"], one["known"]) for one in found["articles"]] == [
        ("Report w1", 2, "2022-11-02"),
        ("Report w0", 1, "2022-11-01"),
    ]
    assert [one["title"] for one in outlets.get("/sources/articles.json").json()["articles"]] == ["Report nameless"]
    only = outlets.get("/sources/articles.json", params={"outlet": HOSTILE, "uncoded": "true"}).json()
    assert [one["coded"] for one in only["articles"]] == [False]
    for one in found["articles"]:
        assert outlets.get(f"/articles/{one['id']}", headers=PAGE).status_code == 200


def test_the_counts_are_those_of_the_lists_they_lead_to(outlets: TestClient) -> None:
    for asked, total in {
        "every=true": 5,
        "every=true&independent=true": 4,
        "every=true&uncoded=true": 1,
        "every=true&since=2022-11-04": 3,
        "outlet=Wire&independent=true": 2,
        "since=2022-11-04": 1,
    }.items():
        assert outlets.get(f"/sources/articles.json?{asked}").json()["total"] == total, asked
    page = outlets.get("/sources/articles?every=true&independent=true", headers=PAGE).text
    assert "that no judgement calls the same" in page
    assert 'href="/sources/articles?every=true"' in page
    assert "No article" in outlets.get("/sources/articles?every=true&since=2030-01-01", headers=PAGE).text


def test_an_unknown_outlet_is_said_to_be_unknown(outlets: TestClient) -> None:
    assert outlets.get("/sources/articles?outlet=Nowhere", headers=PAGE).status_code == 404


def test_no_sources_yet(empty_desk: TestClient) -> None:
    page = empty_desk.get("/sources", headers=PAGE)
    assert page.status_code == 200
    assert "The record has no sources yet" in page.text
