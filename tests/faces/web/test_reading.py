"""Read in the desk: the form, work under way, what is said when nothing comes of it."""

import json
from dataclasses import replace

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import desk_of, over
from tests.faces.web.made import held_up

from steppe import flow
from steppe import reading as work

PAGE = {"accept": "text/html"}


def test_only_an_empty_desk_takes_the_focus_to_its_one_box(empty_desk: TestClient) -> None:
    assert '<textarea id="text" name="text" rows="7" autofocus>' in empty_desk.get("/", headers=PAGE).text
    assert "autofocus" not in empty_desk.get("/read", headers=PAGE).text


def test_reading_under_way_tells_why_one_waits_and_can_be_called_off() -> None:
    with desk_of(":memory:", []) as (client, service):
        with held_up(service, "sentences parsed", 24, 60) as at_it:
            address = client.post("/read", data={"text": "Kazakhstan summoned the ambassador."}).headers["location"]
            assert at_it.wait(20)
            page = client.get(address, headers=PAGE).text
            assert "sentences parsed" in page
            assert 'value="24" max="60"' in page
            assert "the language model is loaded first" in page
            answer = client.post(f"{address}/cancel")
            assert (answer.status_code, answer.headers["location"]) == (303, address)
        page = client.get(address, headers=PAGE).text
        assert "Called off" in page
        assert "Nothing of it was kept" in page
        assert client.get("/desk.json").json()["total"] == 0
        assert client.post("/jobs/none/cancel").status_code == 404


def test_what_cannot_be_read_says_why_and_what_can_be_done(empty_desk: TestClient) -> None:
    both = empty_desk.post("/read", data={"text": "words", "address": "https://example.org/a"}, headers=PAGE)
    assert both.status_code == 422
    assert "expected one of text, address or upload" in both.text
    assert empty_desk.post("/read", data={"text": " "}, headers=PAGE).status_code == 422
    day = empty_desk.post("/read", data={"text": "words", "published": "yesterday"}, headers=PAGE)
    assert "expected a day such as 2022-11-27" in day.text


@pytest.mark.model
def test_an_article_says_on_its_page_and_in_its_job_what_of_it_was_not_coded(monkeypatch: pytest.MonkeyPatch) -> None:
    few = replace(flow.desk(), coder=replace(flow.desk().coder, most_sentences=2))
    monkeypatch.setattr(work, "desk", lambda: few)
    text = "The town lay in ruins. " * 4
    told = f"{len(text) // 2 - 1} of {len(text)} characters, from character {len(text) // 2} on, are not coded"
    with desk_of(":memory:", []) as (client, service):
        address = client.post("/read", data={"text": text}).headers["location"]
        (kept,) = json.loads(over(service.jobs, address.removeprefix("/jobs/")).result)["articles"]
        assert kept["uncoded"].startswith(told)
        article = f"/articles/{kept['id']}"
        for page in (address, article, f"/briefs/{kept['id']}"):
            assert told in client.get(page, headers=PAGE).text
        assert client.get(f"{article}.json").json()["brief"]["uncoded"] == kept["uncoded"]
        assert text.strip() in client.get(article, headers=PAGE).text
