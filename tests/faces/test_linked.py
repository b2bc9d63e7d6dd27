"""Forecasts beside scenarios from the command line: rates to a file and back, the title's questions, the brief."""

import json
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from steppe import asking, flow, foresight
from steppe.errors import InputError
from steppe.faces.briefed import print_brief
from steppe.faces.cli import app
from steppe.faces.linked import looking
from steppe.types import Actor, Article, Block, Coded, Event, Evidence, Mention, Sentence, Span, When

RUN = CliRunner()
FEW = ("--draws", "200", "--as-of", "2022-11-27")
TEXT = "Russia threatened Kazakhstan."


@pytest.fixture
def events(tmp_path):
    path = tmp_path / "events.csv"
    rows = [f"{date(2021, 1, 1) + timedelta(day)},Russia,Accuse,Kazakhstan" for day in range(0, 690, 6)]
    rows += [f"{date(2021, 1, 4) + timedelta(day)},Kazakhstan,Reject,Russia" for day in range(0, 690, 23)]
    rows += ["2021-09-01,Russia,Occupy territory,Ukraine", "2022-02-24,Russia,Occupy territory,Ukraine"]
    path.write_text("day,source,relation,target\n" + "\n".join(rows) + "\n")
    return path


def run(*words):
    return RUN.invoke(app, [str(word) for word in words])


def coded():
    """One sentence in which Russia threatens Kazakhstan."""
    day = date(2022, 11, 27)
    when = When(first=day, last=day, basis="stated", why="by hand")
    span = Span(0, len(TEXT))
    sides = [
        Mention(span=Span(TEXT.index(name), TEXT.index(name) + len(name)), quote=name, resolution="name",
                actor=Actor(id=code, name=name, kind="state", country=code))
        for name, code in (("Russia", "RUS"), ("Kazakhstan", "KAZ"))
    ]  # fmt: skip
    article = Article(
        id="a1", address="https://news.example/a", outlet="The Courier", title="A threat", text=TEXT,
        blocks=(Block(kind="body", span=span),), language="en", supported=True, published=when,
        fetched=flow.now(), damage=(),
    )  # fmt: skip
    event = Event(
        id="e1", kind="THREATEN", modes=(), contexts=(), actors=(sides[0],), recipients=(sides[1],), status="asserted",
        happened=when, place=None, known=day, trigger=Span(7, 17), reason="by hand",
        evidence=Evidence(article="a1", span=span, quote=TEXT, coder="by-hand@1", confidence=0.9),
    )  # fmt: skip
    sentence = Sentence(span=span, index=0, inside_quote=False, block=0)
    return Coded(article=article, coder="by-hand@1", ontology="x", sentences=(sentence,), events=(event,))


def test_rates_go_into_a_file_and_from_there_into_answers(events, tmp_path):
    done = run("rates", "kazakhstan-2022", "--history", events, "--as-of", "2022-11-27")
    assert done.exit_code == 0, done.output
    (line,) = done.stdout.splitlines()
    found = json.loads(line)
    assert (found["mechanism"], found["forecaster"], found["as_of"]) == ("incursion", "ew-rate@1", "2022-11-27")
    assert found["question"] == "RUS -> KAZ: Occupy territory within 90d from 2022-11-27"
    assert "outage.order: not comparable: " in done.stderr
    path = tmp_path / "rates.jsonl"
    path.write_text(done.stdout)
    cards = [json.loads(run("ask", "kazakhstan-2022", "Q1", *more, *FEW).stdout) for more in ((), ("--rates", path))]
    assert cards[0]["outlook"] == []
    assert found["history"][:16] in cards[1]["outlook"][0]
    assert cards[0]["probability"] != cards[1]["probability"]
    page = tmp_path / "answers.html"
    run("ask", "kazakhstan-2022", "Q1", "--rates", path, "--out", page, *FEW)
    assert f"From the outlook: {cards[1]['outlook'][0]}".replace(">", "&gt;") in page.read_text()
    compared = json.loads(run("whatif", "kazakhstan-2022", "army_free", "--rates", path, *FEW).stdout)
    assert "ew-rate@1" in compared["outlook"][0]


def test_a_case_without_such_an_act_gives_no_rate_and_says_why(events):
    done = run("rates", "south-sudan-oil", "--history", events)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "ultimatum: not comparable: such events count more than the mechanism" in done.stderr


def test_a_history_that_does_not_name_the_act_is_not_comparable(tmp_path):
    path = tmp_path / "own.duckdb"
    with flow.open_record(path) as record:
        flow.keep(record, [coded()])
    done = run("rates", "kazakhstan-2022", "--record", path, "--as-of", "2022-11-28")
    assert done.exit_code == 1
    assert "incursion: not comparable: unknown kind" in done.stderr


@pytest.mark.parametrize("content", ["{}", "no json", '{"mechanism": "incursion"}', "[1]"])
def test_a_file_of_rates_that_is_none_is_refused_with_its_line(tmp_path, content):
    path = tmp_path / "rates.jsonl"
    path.write_text("\n" + content + "\n")
    done = run("ask", "kazakhstan-2022", "Q1", "--rates", path, *FEW)
    assert isinstance(done.exception, InputError)
    assert "rates.jsonl line 2" in str(done.exception)


def test_a_file_of_rates_that_is_not_there_is_refused():
    done = run("ask", "kazakhstan-2022", "Q1", "--rates", "nowhere.jsonl", *FEW)
    assert isinstance(done.exception, InputError)
    assert "nowhere.jsonl" in str(done.exception)


def test_the_title_is_asked_as_three_questions_beside_the_model(events):
    done = run("beside", "kazakhstan-2022", "--history", events, "--as-of", "2022-11-27")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert [one["other"] for one in found["titled"]] == ["Q1", "Q1", "Q13"]
    assert all(0 < one["forecast"]["probability"] < 1 and one["said"] and one["differs"] for one in found["titled"])


def test_the_title_in_lines_names_question_number_and_difference(events):
    past, _ = foresight.history([events])
    look = asking.Looking(past=past, as_of=date(2022, 11, 27))
    at = asking.setting("kazakhstan-2022", as_of=date(2022, 11, 27), draws=200)
    lines = list(asking.outlook_lines(asking.beside("kazakhstan-2022", look, at=at)))
    for start in (
        "turns-away: KAZ -> RUS: REJECT|SANCTION",
        "  why they differ: ",
        "  the history lacks: ",
        "  beside it",
    ):
        assert any(line.startswith(start) for line in lines)


def test_a_brief_has_an_outlook_where_a_history_is_given(events, tmp_path, capsys):
    path = tmp_path / "brief.html"
    look = looking([events], None, ("", "ew-rate", None), countries=False)
    print_brief(coded(), case=None, look=look, views=(None, path, False), as_json=True)
    found = json.loads(capsys.readouterr().out)["outlook"]
    assert [(pair["who"], pair["whom"]) for pair in found["pairs"]] == [("Russia", "Kazakhstan")]
    assert 'id="outlook"' in path.read_text()
    print_brief(coded(), case=None, look=None, views=(None, None, False), as_json=True)
    assert json.loads(capsys.readouterr().out)["outlook"] is None


def test_a_day_that_is_none_is_refused(events):
    done = run("beside", "kazakhstan-2022", "--history", events, "--as-of", "today")
    assert isinstance(done.exception, InputError)
    assert "expected a day such as" in str(done.exception)
