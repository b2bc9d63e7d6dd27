"""`steppe explain`: lines for people, JSON lines for programs, clear errors."""

import json

import pytest
from tests.faces.test_cli import STORY, steppe, within

pytestmark = pytest.mark.model


def test_a_reader_sees_sentences_events_and_reasons(tmp_path):
    (tmp_path / "a.txt").write_text("Norway visited Kenya. Four people were killed in the crash.", encoding="utf8")
    run = within("explain", "a.txt", cwd=tmp_path, COLUMNS="60")
    assert run.returncode == 0, run.stderr
    assert "CONSULT, visit at 'visited'" in run.stdout
    assert "CONSULT.tsv line" in run.stdout
    assert "No event: no pattern of 'killed' came to an event" in run.stdout
    assert "\x1b" not in run.stdout
    assert max(len(line) for line in run.stdout.splitlines()) <= 60


def test_json_is_one_object_a_sentence(tmp_path):
    read = within("explain", "-", "--json", cwd=tmp_path, given=STORY)
    rows = [json.loads(line) for line in read.stdout.splitlines()]
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    assert {one["event"]["kind"] for row in rows for one in row["events"]} >= {"CONSULT"}


def test_articles_piped_from_read_are_explained(tmp_path):
    (tmp_path / "a.txt").write_text(STORY, encoding="utf8")
    piped = within("read", "a.txt", cwd=tmp_path).stdout
    run = steppe("explain", "-", "--sentence", "1", cwd=tmp_path, given=piped)
    assert "1 " in run.stdout[:3]
    assert "\n2 " not in run.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("explain", "nowhere.txt"), "nowhere.txt"),
        (("explain", "a.txt", "--sentence", "9"), "a.txt: no sentence 9; its sentences are 1 to 1"),
        (("explain", "a.txt", "--sentence", "0"), "greater than or equal to 1"),
    ],
)
def test_bad_input_ends_with_2_and_says_what_would_be_right(tmp_path, arguments, says):
    (tmp_path / "a.txt").write_text("Norway visited Kenya on Tuesday.", encoding="utf8")
    run = within(*arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert says in run.stderr
    assert "Traceback" not in run.stderr
