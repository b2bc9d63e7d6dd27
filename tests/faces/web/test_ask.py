"""The Ask page: what is asked, what is answered and on what grounds, what is refused, and what has to be learned."""

from datetime import date, timedelta
from html import unescape
from math import log
from re import findall, sub

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import KAZ, NOW, RUS, coded, desk_of, over, some

from steppe import foresight
from steppe.errors import InputError
from steppe.faces.web import ask as room
from steppe.ontology.vocabulary import load
from steppe.outlook.reports import of_events
from steppe.types import Actor
from steppe.wire import to_json

PAGE = {"accept": "text/html"}
REJECT = "/ask?actor=KAZ&recipient=RUS&kinds=REJECT&days=30"


def page(client: TestClient, address: str, *, status: int = 200) -> str:
    answer = client.get(address, headers=PAGE)
    assert answer.status_code == status, answer.text
    return answer.text


def test_an_empty_record_says_what_to_do(empty_desk: TestClient) -> None:
    text = page(empty_desk, "/ask")
    assert 'href="/read"' in text
    assert "history=case%3Akazakhstan-2022" in text
    assert "examples" in empty_desk.get("/ask.json").json()


def test_the_examples_are_of_the_busiest_pairs_and_can_be_asked(desk: TestClient) -> None:
    text = page(desk, "/ask")
    found = [unescape(one) for one in findall(r'<li><a href="(/ask\?[^"]*)"', text)]
    assert {one.split("&")[0] for one in found} == {"/ask?actor=KAZ", "/ask?actor=RUS", "/ask?actor=Police+%28KAZ%29"}
    for one in found:
        assert "From the base rate to the answer" in page(desk, one)
    assert "Kazakhstan towards Russia: verbal cooperation within 30 days" in sub("</?bdi>", "", text)


def test_the_answer_is_that_of_the_forecaster_on_the_records_events() -> None:
    with desk_of(":memory:", some()) as (client, here):
        found = client.get(f"{REJECT}&forecaster=recency".replace("/ask", "/ask.json")).json()["answer"]
        past = of_events(here.held.record.as_of().events(), load(), origin="record")
    told = foresight.outlook("KAZ -> RUS: REJECT within 30d", past, name="recency")
    assert found["probability"] == told.forecast.probability
    assert (found["low"], found["high"]) == (told.forecast.low, told.forecast.high)
    assert found["opens"] == "2022-11-21"
    assert found["digest"] == told.history
    assert found["forecaster"] == "recency@1"


@pytest.mark.parametrize("name", ["climatology", "recency", "ew-rate", "last-week"])
def test_the_steps_add_up_and_rest_on_events_that_are_there(desk: TestClient, name: str) -> None:
    found = desk.get(f"/ask.json?actor=KAZ&recipient=RUS&kinds=REJECT&forecaster={name}").json()["answer"]
    odds = found["start"] + sum(step["part"] for step in found["steps"])
    assert odds == pytest.approx(log(found["probability"] / (1 - found["probability"])))
    assert found["start"] == pytest.approx(log(found["base_rate"] / (1 - found["base_rate"])))
    assert found["steps"][-1]["until"] == pytest.approx(found["probability"])
    refs = {one["ref"]: one for one in found["past"]}
    assert {ref for step in found["steps"] for ref in step["events"]} == set(refs)
    for one in refs.values():
        event = desk.get(f"/api/v1/events/{one['source']}").json()
        assert event["kind"] == one["kind"] == "REJECT"
        assert one["quote"] == event["evidence"]["quote"]


def test_every_number_of_the_page_leads_to_events(desk: TestClient) -> None:
    text = page(desk, REJECT)
    found = desk.get(REJECT.replace("/ask", "/ask.json")).json()["answer"]
    assert found["past"]
    for one in found["past"]:
        assert f'href="/events/{one["source"]}"' in text
        assert f'id="{one["ref"].lower()}"' in text
    assert 'class="big"><a href="#why">' in text
    assert found["word"] in text
    assert 'action="/forecasts"' in text


def test_the_acts_behind_an_answer_are_listed(desk: TestClient) -> None:
    asked = "actor=KAZ&recipient=RUS&kinds=REJECT&days=30"
    own = desk.get(f"/ask/events.json?{asked}").json()
    assert own["total"] == 6
    assert [one["day"] for one in own["acts"]] == [f"2022-11-{day:02}" for day in (10, 9, 8, 7, 6, 5)]
    assert all(one["quote"] and one["kind"] == "REJECT" for one in own["acts"])
    both = desk.get("/ask/events.json?actor=KAZ&recipient=RUS&kinds=quad-3&both=true").json()
    assert (both["total"], both["both"]) == (12, True)
    assert desk.get("/ask/events.json").json()["total"] == 67
    assert desk.get("/ask/events.json?kinds=AID&as_of=2021-01-01").json()["total"] == 3
    assert desk.get(f"/ask/events.json?{asked}&offset=4").json()["acts"][0]["ref"] == "H5"
    rows = desk.get(f"/ask/events.csv?{asked}").text.splitlines()
    assert (rows[0], len(rows)) == ("day,who,kind,whom,source,quote", 7)
    assert desk.get("/ask/events?actor=nobody&kinds=AID").status_code == 422
    assert desk.get("/ask/events?as_of=soon").status_code == 422


def test_where_no_act_answers_it_shows_what_was_looked_through(desk: TestClient, empty_desk: TestClient) -> None:
    shown = page(desk, "/ask/events?actor=KAZ&recipient=RUS&kinds=ASSAULT")
    assert "No such act is known before 2022-11-21" in sub("<[^>]*>", "", shown)
    assert "The newest that were looked through" in shown
    assert 'href="/events/' in shown
    assert "No such act is known" in page(empty_desk, "/ask/events?as_of=2022-11-21")


def test_a_line_of_text_fills_the_form(desk: TestClient) -> None:
    text = page(desk, "/ask?q=Kazakhstan+-%3E+RUS%3A+AID%7CASSAULT.aerial+within+2w&as_of=2022-11-10")
    assert "Kazakhstan towards Russia: AID or ASSAULT.aerial within 14 days" in text
    assert 'name="actor" list="names" value="KAZ"' in text
    assert 'name="kinds" value="AID" checked' in text
    assert 'name="kinds" value="ASSAULT.aerial" checked' in text
    assert "within 14d from 2022-11-10" in unescape(text)


def test_as_of_a_day_nothing_later_counts(desk: TestClient) -> None:
    before = desk.get("/ask.json?actor=KAZ&recipient=RUS&kinds=REJECT&as_of=2022-11-05").json()["answer"]
    assert before["past"] == []
    assert before["events"] == 54
    assert "No event of this pair is known" in before["note"]
    later = desk.get("/ask.json?actor=KAZ&recipient=RUS&kinds=REJECT&as_of=2022-11-08").json()["answer"]
    assert [one["day"] for one in later["past"]] == ["2022-11-07", "2022-11-06", "2022-11-05"]


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ("actor=KAX&kinds=AID", "actor", "unknown actor 'KAX'; known: "),
        ("recipient=RUS&kinds=FIGHT", "kinds", "unknown kind 'FIGHT'"),
        ("actor=KAZ", "kinds", "choose one or more"),
        ("actor=KAZ&kinds=AID&days=0", "days", "a window has 1 to 3660"),
        ("actor=KAZ&kinds=AID&as_of=soon", "as_of", "'soon' is no day"),
        ("actor=KAZ&kinds=AID&forecaster=oracle", "forecaster", "known: chance, climatology"),
        ("actor=KAZ&kinds=AID&history=case:/etc/passwd", "history", "known: kazakhstan-2022"),
        ("q=KAZ+RUS", "q", "no arrow"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_kept(desk: TestClient, given: str, field: str, words: str) -> None:
    text = unescape(page(desk, f"/ask?{given}", status=422))
    assert f'id="wrong-{field}"' in text
    assert words in text.split(f'id="wrong-{field}"')[1].split("</p>")[0]
    assert f'aria-describedby="wrong-{field}"' in text
    typed = given.split("&", maxsplit=1)[0].split("=")[1]
    assert f'value="{typed.replace("+", " ")}"' in text
    answer = desk.get(f"/ask.json?{given}")
    assert answer.status_code == 422
    assert list(answer.json()["wrong"]) == [field]
    assert answer.json()["error"]["code"] == "bad-input"


def test_what_is_typed_is_never_interpreted(desk: TestClient) -> None:
    nasty = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E{{7*7}}"
    text = page(
        desk, f"/ask?actor={nasty}&kinds={nasty}&days={nasty[:9]}&as_of={nasty[:9]}&history={nasty}", status=422
    )
    assert "<script>alert" not in text
    assert "{{7*7}}" in text
    assert "<script>alert" not in page(desk, f"/ask?q={nasty}", status=422)


def test_hostile_names_of_the_record_are_shown_as_text() -> None:
    wolf = Actor(id="x.wolf", name='<img src=x onerror="a()">|"B"', kind="group")
    acts = [coded(f"w{n}", date(2022, 11, n), [(wolf, "AID", RUS), (KAZ, "AID", wolf)]) for n in range(1, 9)]
    with desk_of(":memory:", acts) as (client, _):
        text = page(client, "/ask")
        assert "<img" not in text
        (link,) = [unescape(one) for one in findall(r'<li><a href="(/ask\?actor=%3C[^"]*)"', text)]
        answered = page(client, link)
        assert "<img" not in answered
        assert "&lt;img src=x" in answered
        again = client.get(unescape(findall(r'href="(/ask\.json[^"]*)"', answered)[0])).json()
        assert again["answer"]["actors"] == [wolf.name]


def test_a_case_is_a_history_whose_rows_are_shown_as_rows(desk: TestClient) -> None:
    address = "/ask?actor=KAZ&recipient=RUS&kinds=quad-3|quad-1&history=case:kazakhstan-2022&as_of=2022-11-24"
    text = page(desk, address)
    assert "kazakhstan-2022 " in text
    assert 'href="/events/' not in text
    assert "Events of a case are chosen by hand" in text
    found = desk.get(address.replace("/ask", "/ask.json")).json()["answer"]
    assert not found["confirmed"]
    assert all(one["source"].startswith("kazakhstan-2022 ") for one in found["past"])


def test_the_csv_has_a_row_a_step(desk: TestClient) -> None:
    lines = desk.get(REJECT.replace("/ask", "/ask.csv")).text.splitlines()
    found = desk.get(REJECT.replace("/ask", "/ask.json")).json()["answer"]
    assert lines[0] == "step,log_odds,probability,events"
    assert len(lines) == 2 + len(found["steps"])
    assert lines[1].startswith("base rate,")


def test_the_past_of_the_pair_is_walked_anew_and_scored(desk: TestClient) -> None:
    found = desk.get(REJECT.replace("/ask", "/ask.json")).json()["track"]
    text = page(desk, REJECT)
    if found["thin"]:
        assert found["thin"] in unescape(text)
    else:
        assert found["windows"] >= 100
        assert f"{found['brier']:.4f}" in text
    assert client_past(desk) == found


def client_past(desk: TestClient) -> object:
    return desk.get(REJECT.replace("/ask", "/ask/past.json")).json()


def test_a_large_history_is_walked_only_when_asked(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room.answers, "QUICK", 10)
    text = page(desk, REJECT)
    assert desk.get(REJECT.replace("/ask", "/ask.json")).json()["track"] is None
    (address,) = findall(r'data-load="([^"]*)"', text)
    assert f'<a href="{address}">' in text
    assert 'id="past-windows"' in page(desk, unescape(address))


def test_what_learns_first_is_queued_once_and_shown_at_the_same_address() -> None:
    given = {"actor": "KAZ", "recipient": "RUS", "kinds": "REJECT", "forecaster": "chance"}
    with desk_of(":memory:", some()) as (client, here):
        assert "Let it learn and answer" in page(client, f"{REJECT}&forecaster=chance")
        assert "has not learned" in client.post("/forecasts", data=given).text
        sent = client.post("/ask", data=given)
        assert sent.status_code == 303
        (one,) = here.jobs.all()
        over(here.jobs, one.id)
        text = page(client, sent.headers["location"])
        assert "Too little to learn from" in text
        assert client.post("/ask", data=given).status_code == 303
        assert len(here.jobs.all()) == 1
        assert client.post("/forecasts", data=given).headers["location"].startswith("/track#")
        here.held.record.keep([coded("late", date(2022, 11, 20), [(KAZ, "AID", RUS)])])
        assert "Let it learn and answer" in page(client, sent.headers["location"])


def test_a_lesson_of_a_record_that_changed_since_is_refused() -> None:
    with desk_of(":memory:", some()) as (_, here):
        past = here.held.past()
        given = foresight.Lesson(
            question="KAZ -> RUS: AID within 30d", as_of=date(2022, 11, 1), forecaster="chance", history="0" * 64
        )
        with pytest.raises(InputError, match="has changed"):
            foresight.with_columns(to_json(given), lambda: past)


def test_a_forecast_is_kept_once_however_often_it_is_sent() -> None:
    given = {"actor": "KAZ", "recipient": "RUS", "kinds": "REJECT", "days": "30", "as_of": "2022-11-21"}
    with desk_of(":memory:", some()) as (client, here):
        sent = [client.post("/forecasts", data=given) for _ in range(2)]
        assert {one.status_code for one in sent} == {303}
        (kept,) = here.held.record.as_of().forecasts()
        assert {one.headers["location"] for one in sent} == {f"/track#{kept.id}"}
        assert kept.question == "KAZ -> RUS: REJECT within 30d from 2022-11-21"
        assert kept.closes == date(2022, 11, 21) + timedelta(days=29)
        assert kept.made == NOW
        assert f'id="{kept.id}"' in page(client, "/track")
        assert client.post("/forecasts", data={**given, "kinds": "FIGHT"}).status_code == 422
