"""Back-tests as a page shows them: the cases of each are those it was scored on, with where they are from."""

from statistics import fmean

import pytest

from steppe.errors import InputError
from steppe.scenario.backtest import NotRun
from steppe.scenario.backtest_told import backtests_told, results
from steppe.scenario.register import register
from steppe.scenario.stored import stored
from steppe.world.load import load_on_reference
from steppe.world.samples import small_case


def test_every_registered_back_test_is_told():
    assert [one.id for one in backtests_told(register(), small_case())] == list(register())


def test_the_score_is_the_mean_over_the_cases():
    for one in backtests_told(register(), small_case()):
        if one.cases and one.rule == "CRPS":
            assert one.score == pytest.approx(fmean(case.score for case in one.cases), rel=1e-4), one.id
            beaten = next(iter(one.baselines.values()))
            assert beaten == pytest.approx(fmean(case.score_baseline for case in one.cases), rel=1e-4), one.id


def test_requests_are_those_of_the_case_with_the_sources_of_each():
    reference = load_on_reference("kazakhstan-2022")
    (found,) = backtests_told(["B1"], reference)
    pleas = {one.id: one for one in reference.pleas}
    assert found.rule == "Brier"
    assert found.score == pytest.approx(fmean(case.score for case in found.cases))
    for case in found.cases:
        plea = pleas[case.name.split()[0]]
        assert case.source == plea.provenance.cited
        assert case.came == bool(plea.troops)


def test_every_case_says_where_it_is_from():
    for one in backtests_told(register(), small_case()):
        if one.rule == "CRPS":
            assert all(case.source and all(case.source) for case in one.cases), one.id


def test_a_name_that_is_told_twice_or_not_known_is_told_once_or_not():
    assert [one.id for one in backtests_told(["B8", "B8", "B-gone"], small_case())] == ["B8"]


def test_what_was_not_run_says_why_and_has_no_cases():
    assert isinstance(results()["B9"], NotRun)
    (found,) = backtests_told(["B9"], small_case())
    assert found.cases == ()
    assert found.licence.startswith("not run")


def test_the_results_are_the_stored_ones_whole():
    assert {one.id: one.licence for one in results().values()} == {one.id: one.licence for one in stored().values()}


def test_a_line_that_is_no_result_is_an_error_that_says_where(tmp_path):
    for text in ("{", "[1]", "3", '{"crps": 1}'):
        (tmp_path / "results.jsonl").write_text(f"{text}\n", encoding="utf8")
        with pytest.raises(InputError, match=r"results\.jsonl line 1"):
            results(tmp_path / "results.jsonl")
        results.cache_clear()
