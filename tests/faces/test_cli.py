"""The walk as a user types it: pipes, exit codes, refusals, as-of views."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from steppe.faces.cli import main

pytestmark = pytest.mark.model
ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "examples" / "article.txt"
STORY = "Published 22 November 2022\n\nThe Norwegian foreign minister visited Kenya on Tuesday and met the president.\n"


def steppe(*arguments, cwd, given=None, **environment):
    command = [sys.executable, "-m", "steppe.faces.cli", *map(str, arguments)]
    return subprocess.run(
        command,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf8",
        cwd=cwd,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )


def within(*arguments, cwd, given=None, **environment):
    """The same in this process, which loads the language model once for all that asks for it."""
    line, sys.argv = sys.argv, ["steppe", *map(str, arguments)]
    code = 0
    try:
        with contextlib.chdir(cwd), CliRunner().isolation(input=given, env=environment) as (out, err, _):
            try:
                main()
            except SystemExit as ended:
                code = ended.code or 0
            sys.stdout.flush()
            sys.stderr.flush()
            return SimpleNamespace(returncode=code, stdout=out.getvalue().decode(), stderr=err.getvalue().decode())
    finally:
        sys.argv = line


def lines(run):
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_the_walk_through_pipes_ends_in_the_record(tmp_path):
    (tmp_path / "a.txt").write_text(STORY, encoding="utf8")
    read = steppe("read", "a.txt", cwd=tmp_path)
    assert [block["kind"] for block in lines(read)[0]["blocks"]][-1] == "body"
    coded = steppe("code", "-", cwd=tmp_path, given=read.stdout)
    assert lines(coded)[0]["events"][0]["kind"] == "CONSULT"
    for _ in range(2):
        kept = steppe("keep", "-", "--record", "r.duckdb", cwd=tmp_path, given=coded.stdout)
        assert kept.returncode == 0, kept.stderr
    shown = lines(steppe("show", "events", "--record", "r.duckdb", cwd=tmp_path))
    assert [event["kind"] for event in shown].count("CONSULT") == len(lines(coded)[0]["events"])
    before = steppe("show", "events", "--record", "r.duckdb", "--as-of", "2022-11-22", cwd=tmp_path)
    assert before.stdout == ""
    after = steppe("show", "events", "--record", "r.duckdb", "--as-of", "2022-11-23", cwd=tmp_path)
    assert after.stdout


def test_a_brief_is_one_page_that_asks_for_nothing(tmp_path):
    run = within("brief", SAMPLE, "--out", "b.html", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    page = (tmp_path / "b.html").read_text(encoding="utf8")
    assert "Content-Security-Policy" in page
    assert "src=" not in page
    assert "WHO DID WHAT TO WHOM" in run.stdout


def test_a_batch_goes_on_and_lists_what_it_refused(tmp_path):
    (tmp_path / "in").mkdir()
    for i in range(4):
        (tmp_path / "in" / f"{i}.txt").write_text(STORY, encoding="utf8")
    (tmp_path / "in" / "bad.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    run = steppe("code", "in", cwd=tmp_path)
    assert run.returncode == 0
    assert len(lines(run)) == 4
    assert "coded 4, refused 2" in run.stderr
    assert "bad.pdf" in run.stderr
    assert "empty.txt" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("read", "nowhere.txt"), 2, "nowhere.txt"),
        (("show", "evnts", "--record", "r.duckdb"), 2, "known: articles, claims, events, judgements, quantities"),
        (("show", "events", "--record", "r.duckdb", "--as-of", "27.11.2022"), 2, "write it as 2022-11-27"),
        (("read", "http://127.0.0.1:9/a"), 2, "127.0.0.1"),
    ],
)
def test_bad_input_ends_with_2_and_says_what_would_be_right(tmp_path, arguments, status, says):
    run = within(*arguments, cwd=tmp_path)
    assert run.returncode == status
    assert says in run.stderr
    assert "Traceback" not in run.stderr


def test_a_bad_line_in_a_pipe_is_refused_by_number(tmp_path):
    (tmp_path / "a.txt").write_text(STORY, encoding="utf8")
    good = within("read", "a.txt", cwd=tmp_path).stdout
    run = steppe("code", "-", cwd=tmp_path, given=good + '{"id": 3}\n')
    assert len(lines(run)) == 1
    assert "line 2" in run.stderr


def test_settings_that_are_wrong_end_with_2(tmp_path):
    run = within("code", "-", cwd=tmp_path, given="x", STEPPE_SANCTION_QUAD="7")
    assert run.returncode == 2
    assert "sanction_quad" in run.stderr


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    folder = tmp_path_factory.mktemp("story")
    (folder / "a.txt").write_text(STORY, encoding="utf8")
    assert within("keep", "a.txt", "--record", "r.duckdb", cwd=folder).returncode == 0
    return folder


@pytest.mark.parametrize("shape", ["polecat", "csv", "annotations", "parquet"])
def test_code_writes_formats_as_export_does(story, shape):
    straight = within("code", "a.txt", "--as", shape, "--out", f"straight.{shape}", cwd=story)
    assert straight.returncode == 0, straight.stderr
    within("export", "--as", shape, "--out", f"kept.{shape}", "--record", "r.duckdb", cwd=story)
    if shape != "parquet":
        kept = (story / f"kept.{shape}").read_text(encoding="utf8")
        assert kept == (story / f"straight.{shape}").read_text(encoding="utf8")


def test_code_writes_to_standard_output_what_it_writes_to_a_file(story):
    within("export", "--as", "csv", "--out", "told.csv", "--record", "r.duckdb", cwd=story)
    assert steppe("code", "a.txt", "--as", "csv", cwd=story).stdout == (story / "told.csv").read_text(encoding="utf8")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--as", "xls"), "known: annotations, csv, json, parquet, polecat"),
        (("--as", "parquet"), "add --out FILE"),
        (("--dyads",), "dyads go with"),
        (("--as", "csv", "--out", "no/x"), "name a file in a folder that exists"),
    ],
)
def test_formats_that_cannot_be_written_end_with_2(tmp_path, options, says):
    (tmp_path / "a.txt").write_text(STORY, encoding="utf8")
    run = within("code", "a.txt", *options, cwd=tmp_path)
    assert run.returncode == 2
    assert says in run.stderr
