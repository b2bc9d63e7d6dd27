"""Forecasts from the command line: as lines and as JSON, and what a wrong question is told."""

import json
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from steppe import foresight
from steppe.errors import InputError, UnknownName
from steppe.faces.cli import app

RUN = CliRunner()
ASKED = "Japan -> Kenya: CONSULT within 7d"


@pytest.fixture
def events(tmp_path):
    path = tmp_path / "events.csv"
    days = [date(2022, 1, 1) + timedelta(day) for day in range(0, 200, 5)]
    path.write_text("day,source,relation,target\n" + "".join(f"{day},Japan,Make a visit,Kenya\n" for day in days))
    return path


def run(*words):
    return RUN.invoke(app, [str(word) for word in words], catch_exceptions=True)


def test_a_forecast_is_json_in_a_pipe(events):
    done = run("outlook", ASKED, "--history", events)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    made = found["forecast"]
    assert 0 < made["low"] <= made["probability"] <= made["high"] < 1
    assert made["as_of"] == "2022-07-16"
    assert "Make a visit" in found["evidence"][0][0]
    assert str(events) in found["evidence"][0][0]


def test_lines_lead_from_the_base_rate_to_the_forecast(events):
    past, told = foresight.history([events])
    assert told == ("40 events read",)
    lines = list(foresight.told_lines(foresight.outlook(ASKED, past)))
    assert lines[0] == "Japan -> Kenya: CONSULT within 7d from 2022-07-16"
    said = lines[1].split("(")[0].strip()
    last = [line for line in lines if "->" in line and "[" not in line][-1]
    assert last.endswith(said)
    assert lines[-1] == "  The events come from an imported file; none of them is confirmed."


def test_parts_of_a_state_can_stand_for_it(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(
        "day,source,relation,target\n2022-01-01,Police (Japan),Accuse,Kenya\n2022-03-01,Kenya,Accuse,Japan\n"
    )
    past, _ = foresight.history([path], countries=True)
    assert past.actors == ("JPN", "KEN")
    found = foresight.outlook("JPN -> KEN: ACCUSE within 7d", past)
    assert any("Police" not in cited and "JPN -> KEN" in cited for reason in found.evidence for cited in reason)


def test_each_bad_row_is_named_and_the_rest_is_read(events):
    with events.open("a") as out:
        out.write("2022-02-30,Japan,Make a visit,Kenya\n2022-03-01,,Make a visit,Kenya\n")
    done = run("outlook", ASKED, "--history", events)
    assert done.exit_code == 0
    assert "line 42" in done.stderr
    assert "line 43" in done.stderr
    assert "40 events read; 2 rows not usable" in done.stderr


def test_what_became_known_later_changes_nothing(events):
    past, _ = foresight.history([events])
    day = date(2022, 3, 1)
    assert foresight.outlook(ASKED, past, as_of=day) == foresight.outlook(ASKED, past.before(day), as_of=day)


def test_a_walk_tells_scores_skill_and_misses(events):
    done = run("backtest-outlook", ASKED, "--from", "2022-04-01", "--history", events)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert {one["forecaster"] for one in found["scores"]} >= {"climatology", "recency", "ew-rate", "last-week"}
    past, _ = foresight.history([events])
    lines = list(foresight.told_lines(foresight.backtest([ASKED], past, since=date(2022, 4, 1))))
    assert any("skill against climatology" in line for line in lines)
    assert any("continuing cases" in line for line in lines)


def test_wrong_input_is_told_what_would_have_been_right(events, tmp_path):
    past, _ = foresight.history([events])
    with pytest.raises(UnknownName, match="Kenya"):
        foresight.outlook("Japan -> Kenia: CONSULT within 7d", past)
    with pytest.raises(UnknownName, match="climatology"):
        foresight.outlook(ASKED, past, name="oracle")
    with pytest.raises(InputError, match="1 day or more"):
        foresight.backtest([ASKED], past, since=date(2022, 4, 1), every=0)
    with pytest.raises(InputError, match="--history"):
        foresight.history([])
    with pytest.raises(InputError, match="--as-of"):
        foresight.outlook(ASKED, past.before(date(2000, 1, 1)))
    assert isinstance(run("outlook", ASKED, "--as-of", "soon", "--history", events).exception, InputError)


def test_a_record_is_a_history_too(tmp_path):
    past, told = foresight.history([], record=tmp_path / "new.duckdb")
    assert (len(past), told) == (0, ("0 events read from the record",))
