"""Questions, what-ifs and causes as a user types them: lines for people, JSON lines, refusals with exit code 2."""

import json
import sys

import pytest
from typer.testing import CliRunner

from steppe.faces import asked
from steppe.faces.cli import app, main

FEW = ("--draws", "200")


def steppe(*arguments):
    return CliRunner().invoke(app, list(arguments))


def lines(*arguments):
    run = steppe(*arguments)
    assert run.exit_code == 0, run.output
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_all_questions_of_a_case_come_as_json_lines():
    cards = lines("ask", "south-sudan-oil", *FEW)
    assert [card["id"] for card in cards] == [f"Q{number}" for number in range(1, 12)]
    assert all(card["draws"] == 200 and card["as_of"] == "2024-06-30" for card in cards)


def test_questions_are_picked_in_the_order_asked():
    assert [card["id"] for card in lines("ask", "south-sudan-oil", "Q5", "Q1", *FEW)] == ["Q5", "Q1"]


def test_the_day_seed_and_moves_reach_the_run():
    (card,) = lines(
        "ask", "kazakhstan-2022", "Q1", "--as-of", "2022-11-24", "--do", "wave=on on 1", "--seed", "3", *FEW
    )
    assert (card["as_of"], card["until"], card["seed"]) == ("2022-11-24", "2023-02-21", 3)
    assert card["moves"] == ["wave=on on 1"]


def test_moves_of_one_s_own_are_set_beside_things_as_they_stand():
    (found,) = lines("whatif", "kazakhstan-2022", "--do", "cpc_pipe=closed from 1 until 30", "--days", "40", *FEW)
    assert (found["one"], found["other"], found["until"]) == ("base", "what is declared", "2023-01-05")
    lost = next(side for side in found["sides"] if side["name"] == "oil.lost")
    assert lost["gap"]["mean"] > 1000


def test_a_scenario_by_name_and_two_compared():
    (one,) = lines("whatif", "south-sudan-oil", "petrodar_closed_90d", *FEW)
    assert one["other_moves"] == ["restart=off from 1 until 90"]
    (two,) = lines("compare", "south-sudan-oil", "both_closed_60d", "both_closed_60d_trucks", *FEW)
    trucked = next(side for side in two["sides"] if side["name"] == "oil.trucking")
    assert trucked["one"] == [0, 0, 0]
    assert trucked["gap"]["mean"] > 0


def test_causes_come_with_counts():
    (found,) = lines("why", "south-sudan-oil", "Q1", *FEW)
    assert {cause["cause"]: cause["without"] for cause in found["but_for"]}["restart"] == 0
    assert found["orders"]


def test_people_get_lines(monkeypatch, capsys):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    at = asked.opened("south-sudan-oil", as_of=None, draws=200, seed=None)
    asked.print_answers(asked.asking.ask(at, "Q1"), as_json=False)
    told = capsys.readouterr().out
    assert told.startswith("Q1  Does the Petrodar line")
    assert "Confidence: low" in told
    asked.print_answers(asked.asking.ask(at, "Q1"), as_json=True)
    assert json.loads(capsys.readouterr().out)["id"] == "Q1"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ask", "kazakhstan-2022", "Q99"), "question"),
        (("ask", "nowhere"), "nowhere"),
        (("ask", "kazakhstan-2022", "Q1", "--as-of", "2015-01-01"), "evidence of later"),
        (("ask", "kazakhstan-2022", "Q1", "--as-of", "yesterday"), "--as-of is 'yesterday'"),
        (("ask", "kazakhstan-2022", "Q1", "--draws", "5"), "draws is 5; expected 100 to"),
        (("whatif", "kazakhstan-2022", "closure"), "scenario"),
        (("whatif", "kazakhstan-2022", "--do", "cpc_pipe=shut"), "open, limited, closed"),
        (("whatif", "kazakhstan-2022", "--do", "close the pipe"), "cannot be read"),
        (("why", "kazakhstan-2022", "Q12"), "expected one that a run answers"),
    ],
)
def test_mistakes_end_with_2_and_say_what_would_have_been_right(monkeypatch, capsys, arguments, says):
    monkeypatch.setattr(sys, "argv", ["steppe", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert says in capsys.readouterr().err
