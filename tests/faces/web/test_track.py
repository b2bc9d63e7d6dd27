"""The Track page: what is open, due and settled, on what grounds, and how outcomes are said by hand and taken back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import desk_of, some

from steppe import answers, keeping
from steppe.answers import Asking, Parts
from steppe.faces.http.service import Service
from steppe.faces.web import track as room

PAGE = {"accept": "text/html"}
Desk = tuple[TestClient, Service]


@pytest.fixture
def kept() -> Iterator[Desk]:
    with desk_of(":memory:", some()) as found:
        yield found


def keep(here: Service, kind: str, opens: date, *, days: int = 7, at: date | None = None) -> str:
    """Keep a forecast of Kazakhstan towards Russia on the day its window opens, or on another."""
    parts = Parts(actor="KAZ", recipient="RUS", kinds=(kind,), days=str(days))
    read = answers.read(here.held, Asking(parts=parts, as_of=opens.isoformat()), here.cases)
    when = datetime.combine(at or opens, datetime.min.time(), UTC)
    one, _ = answers.keep(here.held, answers.tell(read), clock=lambda: when)
    return one.id


def page(client: TestClient, address: str = "/track") -> str:
    answer = client.get(address, headers=PAGE)
    assert answer.status_code == 200
    return answer.text


def test_an_empty_record_says_what_keeping_is_for(empty_desk: TestClient) -> None:
    text = page(empty_desk)
    assert "No forecast is kept" in text
    assert 'href="/ask"' in text


def test_open_due_and_settled_stand_apart_each_with_its_anchor(kept: Desk) -> None:
    client, here = kept
    settled = keep(here, "REJECT", date(2022, 11, 4))
    open_one = keep(here, "REJECT", date(2022, 11, 25), days=30)
    due = keep(here, "CONSULT", date(2022, 11, 20), days=7)
    found = answers.track_view(here.held, clock=here.clock)
    assert [one.forecasts[0].id for one in found.settled] == [settled]
    assert [one.forecasts[0].id for one in found.open] == [open_one]
    assert [one.forecasts[0].id for one in found.due] == [due]
    text = page(client)
    for one in (settled, open_one, due):
        assert f'<p id="{one}"' in text
        assert f'action="/track/{one}/resolve"' in text


def test_the_desk_calls_due_what_the_track_record_calls_due(kept: Desk) -> None:
    client, here = kept
    keep(here, "REJECT", date(2022, 11, 4))  # settled by the record
    keep(here, "REJECT", date(2022, 11, 25), days=30)
    keep(here, "CONSULT", date(2022, 11, 20), days=7)  # its last day is 26 November, and the record ends on the 20th
    for asked in ("", "?as_of=2022-11-27", "?as_of=2022-11-26"):
        desk, found = (client.get(f"/{name}.json{asked}").json() for name in ("desk", "track"))
        unknown = [one for one in found["matters"] if not one["outcome"]]
        for name, due in (("due", True), ("open", False)):
            assert [one["id"] for one in desk[name]] == [
                one["forecasts"][-1]["id"] for one in unknown if one["due"] is due
            ]
    assert [one["closes"] for one in client.get("/desk.json").json()["due"]] == ["2022-11-26"]
    assert client.get("/desk.json?as_of=2022-11-26").json()["due"] == []
    assert "no outcome known" in page(client, "/")


def test_a_day_is_never_broken_at_the_end_of_a_line(kept: Desk) -> None:
    client, here = kept
    keep(here, "CONSULT", date(2022, 11, 20), days=7)
    text = page(client)
    assert 'closes <span class="day">2022-11-26</span>' in text
    assert "&lt;span" not in text


def test_the_outcome_of_the_record_is_tied_to_its_events(kept: Desk) -> None:
    client, here = kept
    keep(here, "REJECT", date(2022, 11, 4), days=7)
    (one,) = client.get("/track.json").json()["matters"]
    assert one["outcome"] == "yes"
    assert one["why"] == "6 in the window"
    text = page(client)
    assert one["evidence"]
    for words in one["evidence"][:3]:
        event = answers.event_cited(words)
        assert client.get(f"/api/v1/events/{event}").json()["kind"] == "REJECT"
        assert f'href="/events/{event}"' in text


def test_scores_are_those_of_what_was_kept_in_time(kept: Desk) -> None:
    client, here = kept
    keep(here, "REJECT", date(2022, 11, 4))
    keep(here, "AID", date(2022, 11, 4))
    keep(here, "CONSULT", date(2022, 10, 28), at=date(2022, 11, 20))
    found = client.get("/track.json").json()
    (record,) = found["records"]
    assert (record["scored"], record["happened"]) == (2, 1)
    kept_ones = {one.kinds[0]: one for one in here.held.record.as_of().forecasts()}
    errors = (1 - kept_ones["REJECT"].probability) ** 2 + kept_ones["AID"].probability ** 2
    assert record["brier"] == pytest.approx(errors / 2)
    assert [one["scored"] for one in found["afterwards"]] == [1]
    text = page(client)
    assert f"{record['brier']:.4f}" in text
    assert "Kept after the window had closed" in text
    assert "<svg" in text
    assert f'href="#{kept_ones["REJECT"].id}"' in text


def test_a_word_by_hand_goes_first_and_can_be_taken_back(kept: Desk) -> None:
    client, here = kept
    ident = keep(here, "REJECT", date(2022, 11, 4))
    said = {"outcome": "no", "why": "the report was withdrawn", "author": "A. Nurlan"}
    answer = client.post(f"/track/{ident}/resolve", data=said)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/track#{ident}")
    (one,) = client.get("/track.json").json()["matters"]
    assert (one["outcome"], one["why"], one["author"]) == ("no", "the report was withdrawn", "A. Nurlan")
    text = unescape(page(client))
    assert "says <bdi>A. Nurlan</bdi>" in text
    assert "But the history says yes: 6 in the window." in text
    client.post(f"/track/{ident}/resolve", data={"outcome": "open", "why": "it was not", "author": "A. Nurlan"})
    (one,) = client.get("/track.json").json()["matters"]
    assert (one["outcome"], one["author"]) == ("yes", keeping.OURS)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"outcome": "maybe", "why": "x"}, "known: no, open, void, yes"),
        ({"outcome": "no", "why": " "}, "say why"),
        ({"outcome": "no", "why": "x", "author": "steppe track"}, "give your name"),
    ],
)
def test_grounds_and_a_name_are_needed(kept: Desk, given: dict[str, str], words: str) -> None:
    client, here = kept
    ident = keep(here, "REJECT", date(2022, 11, 4))
    answer = client.post(f"/track/{ident}/resolve", data=given, headers=PAGE)
    assert answer.status_code in (404, 422)
    assert words in answer.text
    assert here.held.record.as_of().resolutions() == ()


def test_a_question_that_is_not_kept_is_not_here(kept: Desk) -> None:
    client, _ = kept
    assert client.post("/track/0000/resolve", data={"outcome": "no", "why": "x"}).status_code == 404


def test_what_is_said_by_hand_is_shown_as_text(kept: Desk) -> None:
    client, here = kept
    ident = keep(here, "REJECT", date(2022, 11, 4))
    nasty = '<script>alert("x")</script>{{7*7}}'
    client.post(f"/track/{ident}/resolve", data={"outcome": "void", "why": nasty, "author": nasty})
    text = page(client)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
    assert "{{7*7}}" in text


def test_the_csv_has_a_row_a_forecast_and_runs_in_no_spreadsheet(kept: Desk) -> None:
    client, here = kept
    ident = keep(here, "REJECT", date(2022, 11, 4))
    client.post(f"/track/{ident}/resolve", data={"outcome": "void", "why": "=1+1", "author": "@x"})
    lines = client.get("/track.csv").text.splitlines()
    assert lines[0].split(",") == list(room.COLUMNS)
    assert len(lines) == 2
    assert "'=1+1" in lines[1]
    assert "'@x" in lines[1]


def test_as_of_a_day_what_was_kept_later_is_not_there(kept: Desk) -> None:
    client, here = kept
    keep(here, "REJECT", date(2022, 11, 4))
    assert client.get("/track.json?as_of=2022-11-04").json()["matters"] == []
    (one,) = client.get("/track.json?as_of=2022-11-06").json()["matters"]
    assert (one["due"], one["outcome"]) == (False, "")
    assert "No forecast is kept before 2022-11-04" in page(client, "/track?as_of=2022-11-04")


def test_long_lists_are_cut_and_say_where_the_rest_is(kept: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    client, here = kept
    for step in range(4):
        keep(here, "REJECT", date(2022, 8, 1) + timedelta(7 * step))
    monkeypatch.setattr(room, "MOST", 3)
    text = page(client)
    assert text.count('class="matter"') == 3
    assert "1 more question is in" in text
    assert len(client.get("/track.json").json()["matters"]) == 4
