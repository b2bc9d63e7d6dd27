"""Back-tests of quantities: no look-ahead, every baseline shown, losers replaced, results that can be repeated."""

import json
import random
from dataclasses import replace
from datetime import date, timedelta
from math import log

import numpy as np
import pytest

from steppe import asking
from steppe.errors import DataError, InputError
from steppe.scenario import trials as tables
from steppe.scenario.backtest import NotRun, backtest
from steppe.scenario.forecasts import BASELINES, MECHANISMS, NETWORKED, spread
from steppe.scenario.licence import FEWEST, Run, verdict
from steppe.scenario.measured import Measured, draws, measure, named
from steppe.scenario.network_forecasts import FORECASTS
from steppe.scenario.register import register
from steppe.scenario.stored import RESULTS, stored, to_line
from steppe.scenario.told import to_lines
from steppe.scenario.trials import numbers, trials
from steppe.world.load import load_on_reference
from steppe.world.samples import small_case

CASE = small_case()
MEASURED = [one for one in register().values() if one.metric != "brier" and not one.not_run]


def trial(name, day, outcome, *, given=10.0, event="", high=None, settled=None):
    return replace(
        trials()[0], id=name, tests=("T",), event=event or name, quantity="q", as_of=day,
        settled=settled or day + timedelta(days=30), given=given, outcome=outcome,
        high=outcome if high is None else high, unit="Mt",
    )  # fmt: skip


def told(how, one, table):
    return draws(MECHANISMS[how], how, one, table, CASE)


@pytest.mark.parametrize("test", [one for one in MEASURED if one.mechanism in MECHANISMS], ids=lambda one: one.id)
def test_outcomes_settled_on_the_day_or_later_change_no_forecast(test):
    chance = random.Random(5)
    table = trials()
    for one in (one for one in table if test.id in one.tests):
        before = draws(MECHANISMS[test.mechanism], test.mechanism, one, table, CASE)
        for _ in range(5):
            turned = [
                other if other.settled < one.as_of else replace(other, outcome=new, high=new * chance.uniform(1, 2))
                for other in table
                for new in [chance.uniform(0.1, 50) * (other.given or 1)]
            ]
            asked = next(other for other in turned if other.id == one.id)
            after = draws(MECHANISMS[test.mechanism], test.mechanism, asked, turned, CASE)
            assert np.array_equal(before, after)


@pytest.mark.parametrize("how", ["realised-fraction", "overrun"])
def test_what_was_settled_before_does_change_it(how):
    first, last = trial("first", date(2020, 1, 1), 1.0), trial("last", date(2021, 1, 1), 5.0)
    assert not np.array_equal(told(how, last, [last]), told(how, last, [first, last]))
    same_day = replace(first, settled=last.as_of)
    assert np.array_equal(told(how, last, [last]), told(how, last, [same_day, last]))


def test_without_past_cases_any_share_of_the_announced_is_alike():
    found = told("realised-fraction", trial("t", date(2020, 1, 1), 1.0), [])
    assert np.quantile(found, [0.1, 0.5, 0.9]) == pytest.approx([1, 5, 9], abs=0.2)


def test_past_shares_weigh_in_by_event_and_not_by_figure():
    one = [trial(f"a{at}", date(2018, 1, 1), 10.0, event="a") for at in range(9)]
    other = trial("b", date(2018, 1, 1), 0.0)
    found = told("realised-fraction", trial("t", date(2020, 1, 1), 1.0), [*one, other])
    assert np.mean(found == 0) == pytest.approx(1 / 4, abs=0.02)
    assert np.mean(found == 10) == pytest.approx(1 / 4, abs=0.02)


def test_a_past_range_is_drawn_from_between_its_ends():
    past = trial("a", date(2018, 1, 1), 20.0, high=30.0)
    found = told("realised-fraction", trial("t", date(2020, 1, 1), 1.0), [past])
    beyond = found[found > 10]
    assert len(beyond) == pytest.approx(10_000 / 3, abs=200)
    assert 20 <= beyond.min() < beyond.max() <= 30


def test_an_overrun_starts_at_the_announced_time_and_moves_with_what_is_seen():
    last = trial("t", date(2020, 1, 1), 1.0)
    assert np.median(told("overrun", last, [])) == pytest.approx(10, rel=0.03)
    past = [trial(f"a{at}", date(2018, 1, 1), 40.0) for at in range(2)]
    assert np.median(told("overrun", last, past)) == pytest.approx(20, rel=0.03)
    wide = np.std(np.log(told("overrun", last, [])))
    assert wide == pytest.approx(spread() * 1.5**0.5, rel=0.03)


def test_diverted_trade_moves_small_states_most():
    small, large = (trial(name, date(2022, 7, 1), 1.0, given=base) for name, base in [("s", 100.0), ("l", 5_000.0)])
    assert np.median(told("diverted-share", small, [])) > 2 > np.median(told("diverted-share", large, [])) > 1


def test_the_largest_cases_are_found_by_their_medians():
    table = [trial(name, date(2020, 1, 1), out) for name, out in [("a", 9.0), ("b", 5.0), ("c", 1.0)]]
    assert named(table, [np.array([9.0]), np.array([1.0]), np.array([5.0])], 2) == (0.5, 2 / 3)


def test_a_loser_gives_way_and_a_winner_needs_enough_separate_events():
    table = [trial(f"t{at}", date(2010 + at, 1, 1), 1.0) for at in range(FEWEST)]
    test = replace(register()["B-losses"], id="T")
    assert measure(CASE, test, table).licence == f"back-tested (n={FEWEST})"
    assert measure(CASE, test, table).used == "realised-fraction"
    one_event = [replace(one, event="same") for one in table]
    assert "on too few events for a licence (n=6 of 1 event" in measure(CASE, test, one_event).licence
    full = measure(CASE, test, [replace(one, outcome=10.0, high=10.0) for one in table])
    assert full.licence.startswith("base-rate: lost")
    assert full.used == "announced"


def test_a_mechanism_picked_knowing_the_outcomes_is_not_used():
    run = Run(mechanism="m", baseline="b", won=True, chosen_knowing=True, trials=9, events=9)
    assert verdict(run).used == "b"
    assert "knew the outcomes" in verdict(run).licence


def test_a_range_scores_as_the_mean_of_its_ends():
    test = replace(register()["B3"], id="T", mechanism="realised-fraction")
    ends = [(1.0, 3.0), (1.0, 1.0), (3.0, 3.0)]
    table = [[trial("t", date(2020, 1, 1), first, high=last)] for first, last in ends]
    both, low, high = (measure(CASE, test, one).crps for one in table)
    assert both == pytest.approx((low + high) / 2)


@pytest.fixture(scope="module")
def found():
    case = load_on_reference("kazakhstan-2022")
    return {one.id: one for one in (backtest(case, name) for name in register())}


def test_every_trial_and_every_registered_baseline_is_shown(found):
    for test in MEASURED:
        one = found[test.id]
        assert isinstance(one, Measured)
        assert {tried.trial for tried in one.tried} == {each.id for each in trials() if test.id in each.tests}
        assert list(one.baselines) == list(test.baselines)
        assert one.tried == tuple(sorted(one.tried, key=lambda tried: (tried.as_of, tried.trial)))
        assert (one.used == test.mechanism) == (one.crps < one.baselines[one.baseline] and not test.chosen_knowing)


def test_point_baselines_score_as_absolute_errors(found):
    assert found["B8"].baselines["announced"] == pytest.approx((13 + 7 + 25.5) / 3)
    assert found["B6"].baselines["nothing"] == pytest.approx(620)
    assert found["B2"].baselines["nothing"] == 0
    assert found["B7"].baselines["class-median"] > 0
    emergency = next(one for one in found["B7"].tried if one.trial == "kaz-emergency")
    assert emergency.crps_baseline == pytest.approx(log(29 / 3))
    assert emergency.learned == 3


def test_no_result_claims_a_licence_that_its_few_events_cannot_carry(found):
    assert not [one.id for one in found.values() if one.licence.startswith("back-tested")]


def test_what_cannot_be_run_says_why(found):
    assert isinstance(found["B9"], NotRun)
    assert found["B9"].licence.startswith("not run: missing and imported volumes")
    assert found["B9"].used == "import-share"


def test_the_stored_figures_are_those_of_a_fresh_run(found):
    lines = RESULTS.read_text(encoding="utf8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == list(found)
    for line in lines:
        kept = json.loads(line)
        fresh = json.loads(to_line(found[kept["id"]]))
        kept.pop("case_version"), fresh.pop("case_version")
        assert same(kept, fresh), f"{kept['id']}: run ./dev bench backtests --write"


def same(one, other):
    match one, other:
        case dict(), dict():
            return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
        case list(), list():
            return len(one) == len(other) and all(map(same, one, other))
        case float() | int(), float() | int():
            return one == pytest.approx(other, rel=1e-4, abs=1e-6)
        case _:
            return one == other


def test_stored_results_can_be_asked_for_their_verdict(tmp_path):
    assert stored()["B6"].used == "announced"
    assert all(one.case_version and one.engine for one in stored().values())
    (tmp_path / "results.jsonl").write_text("{}\n", encoding="utf8")
    with pytest.raises(InputError, match=r"results\.jsonl line 1: not a Stored"):
        stored(tmp_path / "results.jsonl")


def test_it_can_be_read(found):
    words = "\n".join(line for one in found.values() for line in to_lines(one))
    assert "loss-court-days" in words
    assert "came 0.3 to 0.35" in words
    assert "came 6.37, outside" in words
    assert "baselines that scored better  nothing" in words
    assert "largest cases named  67%, by chance 60%" in words
    assert "licence  not run" in words
    only = list(asking.backtests("kazakhstan-2022", "B3"))
    assert [one.id for one in only] == ["B3"]


def test_every_named_test_exists_and_every_baseline_is_used():
    assert {name for one in trials() for name in one.tests} <= set(register())
    assert {name for one in MEASURED for name in one.baselines} == set(BASELINES)
    assert {one.mechanism for one in MEASURED} == {*MECHANISMS, *FORECASTS}
    assert set(NETWORKED) == set(FORECASTS)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("trials.tsv", "\t2002-03-31\t", "\t2001-03-31\t", "settled 2001-03-31 is before as_of 2002-03-17"),
        ("trials.tsv", "\t2002-03-31\t", "\t\t", "settled is empty"),
        ("trials.tsv", "\t426\t470\t", "\t426\t400\t", "high 400 is below outcome 426"),
        ("trials.tsv", "\t426\t470\t", "\tmany\t470\t", "outcome is 'many'"),
        ("trials.tsv", "\trecalled\t", "\t\t", "no source is named"),
        ("numbers.tsv", "\t3\t", "\tthree\t", "value is 'three'"),
        ("backtests.tsv", "\tcrps-log\t", "\tluck\t", "unknown metric 'luck'"),
        ("backtests.tsv", "\tannounced\t", "\tguess\t", "unknown baseline 'guess'"),
        ("backtests.tsv", "\toverrun\t", "\tguess\t", "unknown mechanism 'guess'; expected realised-fraction or"),
        ("backtests.tsv", "\t3\n", "\tx\n", "top is 'x'"),
    ],
)
def test_a_broken_table_is_refused_with_file_and_line(tmp_path, file, old, new, message):
    text = (tables.DATA / file).read_text(encoding="utf8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf8")
    read = {"trials.tsv": trials, "numbers.tsv": numbers, "backtests.tsv": register}[file]
    with pytest.raises(DataError, match=rf"{file} line \d+: .*{message}"):
        read(tmp_path)


def test_a_case_with_nothing_given_cannot_be_scaled():
    with pytest.raises(ValueError, match="expected a number in the column given"):
        _ = trial("t", date(2020, 1, 1), 1.0, given=None).base
