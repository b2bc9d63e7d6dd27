"""Back-tests: forecasts use nothing later than their day, and what loses to its baseline is not used."""

import dataclasses
import json
import random
from datetime import date, timedelta

import pytest

from steppe import asking
from steppe.errors import DataError, InputError, UnknownName
from steppe.scenario import register as tables
from steppe.scenario.backtest import backtest
from steppe.scenario.register import MECHANISMS, classes, register
from steppe.scenario.response import forecast, requests, updated
from steppe.scenario.told import to_lines
from steppe.wire import to_json
from steppe.world.facts import Plea
from steppe.world.load import load_on_reference
from steppe.world.samples import given, small_case


@pytest.fixture(scope="module")
def case():
    return load_on_reference("kazakhstan-2022")


def plea(name, first, *, troops=0.0, threat="external-attack", days=5, counts=True):
    return Plea(
        id=name, asker="ARM", asked="csto", first=first, last=first + timedelta(days=days), threat=threat,
        wanted="help", answer="", granted="full" if troops else "none", troops=troops, counts=counts,
        provenance=given(first + timedelta(days=days)),
    )  # fmt: skip


def test_the_first_back_test_scores_what_the_record_of_requests_gives(case):
    found = backtest(case, "B1")
    assert [one.fact for one in found.tried] == ["R2", "R3", "R4", "R5", "R6", "R7", "R8"]
    assert [one.fact for one in found.tried if one.happened] == ["R7"]
    assert found.brier_baseline == pytest.approx((6 * 0.22**2 + 0.78**2) / 7)
    assert found.brier_baseline <= 0.13
    assert found.others[found.baseline] == found.brier_baseline


def test_a_mechanism_that_loses_gives_way_to_its_baseline(case):
    found = backtest(case, "B1")
    assert found.brier > found.brier_baseline
    assert found.used == found.baseline
    assert found.licence.startswith("base-rate: lost")


def test_a_mechanism_chosen_knowing_the_outcomes_earns_no_licence(case):
    found = backtest(case, "B1-split")
    assert found.brier < found.brier_baseline
    assert found.used == found.baseline
    assert "knew the outcomes" in found.licence


def test_a_mechanism_that_wins_on_fresh_cases_is_licensed_with_its_number():
    asked = [plea(f"P{at}", date(2011 + at, 1, 1)) for at in range(8)]
    found = backtest(dataclasses.replace(small_case(), pleas=tuple(asked)), "B1")
    assert found.licence == "back-tested (n=8)"
    assert found.used == "updated"


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_no_forecast_uses_what_came_later(mechanism):
    rng = random.Random(3)
    for _ in range(100):
        asked = [
            plea(f"P{at}", date(2010, 1, 1) + timedelta(days=rng.randrange(4000)), troops=rng.choice([0.0, 100.0]))
            for at in range(6)
        ]
        now = asked[0]
        turned = [one if one.last < now.first else dataclasses.replace(one, troops=0.0) for one in asked[1:]]
        assert forecast(now, asked[1:], 0.22, mechanism) == forecast(now, turned, 0.22, mechanism)


def test_an_outcome_told_of_only_later_is_not_used_either():
    late = dataclasses.replace(plea("P1", date(2012, 1, 1), troops=5.0), provenance=given(date(2020, 1, 1)))
    assert forecast(plea("P2", date(2015, 1, 1)), [late], 0.22, "updated").mean == pytest.approx(0.22)


def test_unrest_at_home_learns_only_from_unrest_at_home():
    earlier = [plea("P1", date(2012, 1, 1), troops=5.0)]
    inside = plea("P2", date(2015, 1, 1), threat="internal-unrest")
    assert forecast(inside, earlier, 0.22, "updated-by-threat").mean == pytest.approx(0.22)
    assert forecast(inside, earlier, 0.22, "updated").mean > 0.22


def test_look_alikes_and_other_days_are_not_asked_about():
    asked = (
        plea("P1", date(2009, 1, 1)),
        plea("P2", date(2012, 1, 1), counts=False),
        plea("P4", date(2014, 1, 1)),
        plea("P3", date(2013, 1, 1)),
    )
    found = requests(dataclasses.replace(small_case(), pleas=asked), register()["B1"])
    assert [one.id for one in found] == ["P3", "P4"]


def test_a_case_without_requests_and_an_unknown_name_are_refused():
    with pytest.raises(InputError, match=r"expected rows of pleas\.tsv"):
        backtest(small_case(), "B1")
    with pytest.raises(UnknownName, match="unknown back-test 'B99'; known: B-losses, B-repairs, B1"):
        list(asking.backtests("kazakhstan-2022", "B99"))


def test_a_belief_moves_towards_what_is_seen():
    assert updated(0.22, []).mean == pytest.approx(0.22)
    assert updated(0.22, [True] * 100).mean > 0.95


def test_it_can_be_read_and_is_the_same_as_json(case):
    found = backtest(case, "B1")
    told = "\n".join(to_lines(found))
    assert "updated 0.140, baseline alliances-1945-2003 0.128" in told
    assert "answers use  alliances-1945-2003" in told
    assert json.loads(to_json(found))["tried"][5]["happened"] is True


def test_every_class_names_its_source():
    assert all(one.source and 0 < one.rate < 1 for one in classes().values())


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("classes.tsv", "\t0.22\t", "\t22\t", "a number from 0 to 1"),
        ("backtests.tsv", "\tupdated\t", "\tguess\t", "unknown mechanism 'guess'; expected updated or"),
        ("backtests.tsv", "\talliances-1945-2003\t", "\tnone\t", "unknown reference class 'none'"),
        ("backtests.tsv", "\t2010-01-01\t", "\t\t", "since is empty"),
    ],
)
def test_a_broken_table_is_refused_with_file_and_line(tmp_path, file, old, new, message):
    text = (tables.DATA / file).read_text(encoding="utf8")
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf8")
    read = classes if file == "classes.tsv" else register
    with pytest.raises(DataError, match=rf"{file} line \d+: .*{message}"):
        read(tmp_path)
