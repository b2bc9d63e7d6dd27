"""Kept forecasts from the command line: kept, left open, scored when due, resolved by hand, and undone."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from typer.testing import CliRunner

from steppe import foresight, keeping
from steppe.errors import InputError, UnknownName
from steppe.faces.cli import app
from steppe.outlook.history import History

RUN = CliRunner()
ASKED = (
    "Japan -> Kenya: CONSULT within 7d from 2022-07-16",
    "Kenya -> Japan: CONSULT within 7d from 2022-07-16",
    "Japan -> Kenya: CONSULT within 90d from 2022-07-16",
)


def write(path, rows):
    path.write_text(
        "day,source,relation,target\n" + "".join(f"{day},{who},Make a visit,{whom}\n" for day, who, whom in rows)
    )


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    days = [date(2022, 1, 1) + timedelta(day) for day in range(0, 196, 5)]
    write(tmp_path / "events.csv", [(day, "Japan", "Kenya") for day in days] + [(days[0], "Kenya", "Japan")])
    later = [(date(2022, 7, 18), "Japan", "Kenya"), (date(2022, 8, 1), "Kenya", "Japan")]
    write(
        tmp_path / "later.csv",
        [*((day, "Japan", "Kenya") for day in days), (days[0], "Kenya", "Japan"), *later],
    )
    return tmp_path


def run(on, *words):
    seconds = int(datetime.fromisoformat(on).replace(tzinfo=UTC).timestamp())
    done = RUN.invoke(app, [str(word) for word in words], env={"SOURCE_DATE_EPOCH": str(seconds)})
    if isinstance(done.exception, Exception) and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done


def keep_three(*more):
    kept = ("--history", "events.csv", "--record", "desk.duckdb", "--keep", *more)
    return [line.split()[-1] for line in run("2022-07-16", "outlook", *ASKED, *kept).stderr.splitlines()[1:]]


def standing(on, *words):
    return json.loads(run(on, "track", "--record", "desk.duckdb", *words).stdout)


def test_of_three_kept_forecasts_two_are_scored_and_the_open_one_is_left_out(place):
    ids = keep_three()
    assert len(set(ids)) == 3
    before = standing("2022-07-20", "--history", "later.csv")
    assert [one["scored"] for one in before["records"]] == [0]
    found = standing("2022-08-05", "--history", "later.csv")
    (one,) = found["records"]
    assert (one["scored"], one["happened"], one["open"]) == (2, 1, 1)
    said = {each["question"]: each["forecasts"][0]["probability"] for each in found["matters"]}
    assert one["brier"] == pytest.approx(((said[ASKED[0]] - 1) ** 2 + said[ASKED[1]] ** 2) / 2)
    outcomes = {each["question"]: (each["outcome"], each["due"]) for each in found["matters"]}
    assert outcomes == {ASKED[0]: ("yes", True), ASKED[1]: ("no", True), ASKED[2]: ("", False)}
    assert one["skill"] is not None
    assert found["afterwards"] == []
    past, _ = foresight.history([place / "later.csv"])
    lines = "\n".join(keeping.standing_lines(keeping.standing("desk.duckdb", past, as_of=date(2022, 8, 5))))
    for words in ("open:", "closes 2022-10-13", "settled:", "Japan -> Kenya: Make a visit [later.csv, row ", "skill"):
        assert words in lines.replace(str(place) + "/", "")


def test_a_history_that_ends_before_the_window_tells_nothing(place):
    keep_three()
    found = standing("2022-08-05", "--history", "events.csv")
    assert [one["outcome"] for one in found["matters"]] == ["", "", ""]
    assert (found["records"][0]["unsettled"], found["records"][0]["scored"]) == (2, 0)
    assert "ends on" in found["matters"][0]["why"]
    assert "names no" in standing("2022-08-05")["matters"][0]["why"]


def test_what_is_said_by_hand_goes_before_the_history_and_can_be_taken_back(place):
    ids = keep_three()
    run("2022-08-03", "track", "--record", "desk.duckdb", "--resolve", ids[0], "no", "--why", "a mix-up", "--by", "me")
    found = standing("2022-08-05", "--history", "later.csv")["matters"][0]
    assert (found["outcome"], found["author"], found["why"]) == ("no", "me", "a mix-up")
    assert "history says yes" in found["against"]
    taken = ("--resolve", ids[0][:8], "open", "--why", "no mix-up", "--by", "you")
    run("2022-08-04", "track", "--record", "desk.duckdb", *taken)
    found = standing("2022-08-05", "--history", "later.csv")["matters"][0]
    assert (found["outcome"], found["author"]) == ("yes", keeping.OURS)
    assert standing("2022-08-05", "--as-of", "2022-08-04", "--history", "later.csv")["matters"][0]["outcome"] == "no"


def test_outcomes_of_a_history_are_kept_once_and_stand_without_it(place):
    keep_three()
    assert standing("2022-08-05", "--history", "later.csv", "--keep")["stored"] == 2
    assert standing("2022-08-06", "--history", "later.csv", "--keep")["stored"] == 0
    found = standing("2022-08-07")
    assert found["records"][0]["scored"] == 2
    assert "later.csv, row" in found["matters"][0]["evidence"][0]


def test_a_void_question_is_never_scored(place):
    ids = keep_three()
    run("2022-08-03", "track", "--record", "desk.duckdb", "--resolve", ids[0], "void", "--why", "unclear", "--by", "me")
    assert standing("2022-08-05", "--history", "later.csv")["records"][0]["scored"] == 1


def test_what_is_kept_after_the_window_closed_is_no_track_record(place):
    run("2023-01-01", "outlook", ASKED[0], "--history", "later.csv", "--record", "desk.duckdb", "--keep")
    found = standing("2023-01-02", "--history", "later.csv")
    assert found["records"] == []
    assert [(one["scored"], one["late"]) for one in found["afterwards"]] == [(1, 0)]


def test_updates_count_by_their_first_forecast(place):
    keep = ("--history", "events.csv", "--record", "desk.duckdb", "--keep")
    for day in ("2022-07-16", "2022-07-18"):
        run(day, "outlook", f"Japan -> Kenya: CONSULT by 2022-07-25 from {day}", *keep)
    (one,) = standing("2022-08-05", "--history", "later.csv")["records"]
    assert (one["scored"], one["repeats"]) == (1, 1)
    assert one["last_brier"] != one["brier"]


def test_a_forecast_of_other_data_has_another_hash_and_a_longer_file_the_same(place):
    told = [
        foresight.outlook(ASKED[0], foresight.history([place / name])[0]).history
        for name in ("events.csv", "later.csv")
    ]
    assert told[0] == told[1]
    other = History.of([("Japan", "CONSULT", "Kenya", date(2022, 1, 1))])
    assert foresight.outlook(ASKED[0], other).history != told[0]


def test_a_backtest_is_kept_and_one_run_again_agrees_or_differs(place):
    asked = ("Japan -> Kenya: CONSULT within 7d", "--from", "2022-04-01", "--record", "desk.duckdb", "--keep")
    words = ("backtest-outlook", *asked, "--history", "events.csv")
    assert "kept as back-test" in run("2022-08-01", *words).stderr
    assert "agrees with back-test" in run("2022-08-02", *words).stderr
    other = run("2022-08-02", "backtest-outlook", *asked, "--history", "later.csv").stderr
    assert "kept as back-test" in other
    assert "differs" not in other
    listed = run("2022-08-03", "track", "--backtests", "--record", "desk.duckdb").stdout.splitlines()
    assert len({json.loads(line)["history"] for line in listed}) == 2
    lines = list(keeping.backtest_lines(keeping.backtests("desk.duckdb")))
    assert any("ew-rate@" in line and "Brier" in line for line in lines)


def test_a_backtest_that_comes_out_otherwise_says_in_what(place):
    past, _ = foresight.history([place / "events.csv"])
    asked = ["Japan -> Kenya: CONSULT within 7d"]
    found = foresight.backtest(asked, past, since=date(2022, 4, 1))
    keeping.keep_backtest("desk.duckdb", found, asked, every=7)
    first = found.scores[0]
    changed = replace(found, scores=(replace(first, version="9", brier=first.brier + 0.1), *found.scores[1:]))
    told = keeping.keep_backtest("desk.duckdb", changed, asked, every=7)
    assert "differs from" in told
    assert f"{first.forecaster} is version 9, was {first.version}" in told
    assert f"brier {first.brier:.6f}, now" in told
    assert len(keeping.backtests("desk.duckdb")) == 2


def test_wrong_words_are_told_what_would_have_been_right(place):
    ids = keep_three()
    words = {"why": "so", "author": "me"}
    with pytest.raises(UnknownName, match="void"):
        keeping.resolve("desk.duckdb", ids[0], "maybe", **words)
    with pytest.raises(InputError, match="0 kept forecasts"):
        keeping.resolve("desk.duckdb", "zzz", "yes", **words)
    with pytest.raises(InputError, match="--why"):
        keeping.resolve("desk.duckdb", ids[0], "yes", why="", author="me")
    with pytest.raises(InputError, match="--why and --by go with"):
        run("2022-08-05", "track", "--why", "so")
    assert next(keeping.standing_lines(keeping.standing("new.duckdb"))).startswith("no forecast is kept")


def test_a_mix_tells_how_many_events_it_rests_on(place):
    found = json.loads(run("2022-08-01", "mix-outlook", "Kenya -> Japan within 30d", "--history", "events.csv").stdout)
    assert found["mix"]["events"] == 1
    assert found["mix"]["note"] == "Only 1 of this pair is known."
    past, _ = foresight.history([place / "events.csv"])
    lines = "\n".join(foresight.told_lines(foresight.mix("Kenya -> Japan within 30d", past)))
    assert "note: Only 1 of this pair is known." in lines
    assert "CONSULT" in lines


def test_a_case_is_a_history_with_its_sources_and_a_wide_interval():
    past, told = foresight.history([], case="kazakhstan-2022")
    assert "left out: only disputed" in told[0]
    found = foresight.outlook("KAZ -> RUS: REJECT within 30d", past, as_of=date(2022, 11, 24))
    assert "[kazakhstan-2022 E" in found.evidence[0][0]
    assert not found.confirmed
    assert list(foresight.told_lines(found))[-1].startswith("  Events of a case are chosen by hand")
    never = foresight.outlook("CHN -> KAZ: COERCE within 30d", past, as_of=date(2022, 11, 24)).forecast
    assert never.high > 0.01
    with pytest.raises(InputError, match="--history or --case"):
        foresight.history([__file__], case="kazakhstan-2022")


@pytest.mark.parametrize("incoming", [False, True])
def test_a_ranking_orders_those_met_before_first(incoming):
    days = [date(2022, 1, 1) + timedelta(day) for day in range(90)]
    rows = [("Japan", "CONSULT", "Kenya" if at % 3 else "Ghana", day) for at, day in enumerate(days)]
    rows += [(f"A{at % 7}", "AID", f"A{(at + 1) % 7}", day) for at, day in enumerate(days)]
    rows += [("Ghana" if at % 3 else "Togo", "CONSULT", "Japan", day) for at, day in enumerate(days)]
    past = History.of(rows)
    heard = []
    found = foresight.ranked(
        "Japan: consult", past, incoming=incoming, told=lambda done, every: heard.append((done, every))
    )
    best = {one.name for one in found.candidates[:2]}
    assert best == ({"Ghana", "Togo"} if incoming else {"Kenya", "Ghana"})
    assert found.candidates[0].below == 0
    assert heard[-1] == (90, 90)
    assert "no probability" in list(foresight.told_lines(found))[-1]
    with pytest.raises(UnknownName, match="Kenya"):
        foresight.ranked("Kenia: CONSULT", past)
    with pytest.raises(UnknownName, match="CONSULT"):
        foresight.ranked("Japan: CONSULTS", past)
