"""`steppe check` and `steppe world` at the command line."""

import json

import pytest
from tests.faces.test_cli import within

pytestmark = pytest.mark.model


def run(folder, *words):
    done = within(*words, cwd=folder)
    return done.returncode, done.stdout, done.stderr


def test_a_checked_article_gives_verdicts_with_both_figures(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("Kazakhstan makes 41 percent of world uranium production.\n")
    code, out, _ = run(tmp_path, "check", str(page), "--as-of", "2022-11-27")
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(one["finding"], one["told"], one["record"]) for one in found] == [
        ("outdated", "41 %", "45.6 % (2021, WNA)")
    ]
    assert found[0]["facts"]


def test_an_unknown_case_is_one_error_that_lists_the_known(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("Kazakhstan makes 41 percent of world uranium production.\n")
    code, _, err = run(tmp_path, "check", str(page), "--case", "atlantis")
    assert code == 2
    assert "unknown case 'atlantis'; known: kazakhstan-2022" in err


def test_a_world_is_summed_up_asked_and_written(tmp_path):
    code, out, _ = run(tmp_path, "world", "--as-of", "2023-06-01")
    assert (code, "Kazakhstan between Russia and the West" in out) == (0, True)
    _, out, _ = run(tmp_path, "world", "--as-of", "2023-06-01", "--exposure", "KAZ:oil")
    assert 0.9 < json.loads(out)["crossing"]["RUS"]["low"] < 1
    _, out, _ = run(tmp_path, "world", "--as-of", "2022-11-27", "--actor", "csto")
    assert {"KAZ", "ARM"} <= {json.loads(line)["head"] for line in out.splitlines()}
    _, out, _ = run(tmp_path, "world", "--as", "geojson")
    assert json.loads(out)["type"] == "FeatureCollection"


def test_a_bad_exposure_says_what_is_expected(tmp_path):
    code, _, err = run(tmp_path, "world", "--exposure", "KAZ")
    assert (code, "expected STATE:GOOD such as KAZ:oil" in err) == (2, True)
