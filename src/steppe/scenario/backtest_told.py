"""Back-tests as a page shows them: every case with what was said on its day, what came, and where that is from."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from steppe.errors import InputError
from steppe.scenario.backtest import Backtested, NotRun, Result, backtest
from steppe.scenario.measured import Forecasted, Measured
from steppe.scenario.register import classes, register
from steppe.scenario.stored import RESULTS
from steppe.scenario.trials import trials
from steppe.wire import from_json
from steppe.world.case import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTold:
    """A case of a back-test: the forecast with the 5 and 95 % of its draws, and what came, in `unit`.

    A request for help has a probability and no interval, and what came is 1 or 0. `came_high` is the other end where
    the record gives a range. Scores are lower the better. `source` are ids of the case's sources or
    reports by name, with `recalled` where it rests on memory.
    """

    name: str
    day: date
    unit: str
    forecast: float
    low: float | None
    high: float | None
    came: float
    came_high: float
    score: float
    score_baseline: float
    source: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestTold:
    """A back-test with its cases. `rule` names the score and `unit` what it is in; `score` and `baselines` are means.

    The first of `baselines` is the one to beat; `gap` is the 90 % interval of the score less its. One that was not run
    has no cases.
    """

    id: str
    question: str
    mechanism: str
    rule: str
    unit: str
    score: float | None
    baselines: Mapping[str, float]
    gap: tuple[float, float] | None
    licence: str
    used: str
    cases: tuple[CaseTold, ...]


@cache
def results(path: Path = RESULTS) -> Mapping[str, Result]:
    """The stored results, whole, by id of the back-test. Raises `InputError` for a line that is no result.

    >>> results()["B4"].used
    'network-year'
    """
    lines = path.read_text(encoding="utf8").splitlines()
    found = [_result(line, f"{path.name} line {at}") for at, line in enumerate(lines, 1)]
    return {one.id: one for one in found}


def backtests_told(ids: Iterable[str], case: Case) -> Iterator[BacktestTold]:
    """Back-tests as they stand for a case: requests for help are asked of its own, quantities are stored.

    An id that the register no longer has is passed over, for an answer may be older than it.

    >>> from steppe.world.samples import small_case
    >>> (found,) = backtests_told(["B8"], small_case())
    >>> [one.name for one in found.cases]
    ['days-druzhba-belarus', 'days-druzhba-poland', 'days-druzhba-slovakia']
    """
    for name in dict.fromkeys(ids):
        if name in register():
            yield _told(_of_case(name, case), case)


def _result(line: str, where: str) -> Result:
    try:
        keys = frozenset(json.loads(line))
    except (ValueError, TypeError) as error:
        raise InputError(f"{where}: {error}; expected a result of a back-test as JSON") from error
    if "crps" in keys:
        return from_json(Measured, line, where=where)
    if "brier" in keys:
        return from_json(Backtested, line, where=where)
    return from_json(NotRun, line, where=where)


def _of_case(name: str, case: Case) -> Result:
    """A back-test of requests on the case's own, as the answers use it; the stored one where it has none."""
    if register()[name].metric != "brier":
        return results()[name]
    try:
        return backtest(case, name)
    except InputError:
        return results()[name]


def _told(one: Result, case: Case) -> BacktestTold:
    if isinstance(one, Backtested):
        return _requests(one, case)
    if isinstance(one, Measured):
        return _quantities(one)
    return BacktestTold(
        id=one.id,
        question=one.question,
        mechanism=one.mechanism,
        rule="",
        unit="",
        score=None,
        baselines={},
        gap=None,
        licence=one.licence,
        used=one.used,
        cases=(),
    )


def _requests(one: Backtested, case: Case) -> BacktestTold:
    known = {plea.id: plea for plea in case.pleas}
    rate = classes()[one.baseline].rate
    rows = []
    for tried in one.tried:
        plea, came = known.get(tried.fact), float(tried.happened)
        rows.append(
            CaseTold(
                name=f"{tried.fact} {_name(plea.asker, case)}: {plea.wanted}" if plea else tried.fact,
                day=tried.day,
                unit="1",
                forecast=tried.probability,
                low=None,
                high=None,
                came=came,
                came_high=came,
                score=(tried.probability - came) ** 2,
                score_baseline=(rate - came) ** 2,
                source=plea.provenance.cited if plea else (),
                note=plea.answer if plea else "",
            )
        )
    return BacktestTold(
        id=one.id,
        question=one.question,
        mechanism=one.mechanism,
        rule="Brier",
        unit="",
        score=one.brier,
        baselines={one.baseline: one.brier_baseline} | one.others,
        gap=one.gap,
        licence=one.licence,
        used=one.used,
        cases=tuple(rows),
    )


def _name(asker: str, case: Case) -> str:
    return case.members[asker].name if asker in case.members else asker


def _quantities(one: Measured) -> BacktestTold:
    return BacktestTold(
        id=one.id,
        question=one.question,
        mechanism=one.mechanism,
        rule="CRPS",
        unit=one.unit,
        score=one.crps,
        baselines={one.baseline: one.baselines[one.baseline]} | one.baselines,
        gap=one.gap,
        licence=one.licence,
        used=one.used,
        cases=tuple(map(_quantity, one.tried)),
    )


def _quantity(tried: Forecasted) -> CaseTold:
    trial = next(one for one in trials() if one.id == tried.trial)
    low, middle, high = tried.quantiles
    return CaseTold(
        name=tried.trial,
        day=tried.as_of,
        unit=tried.unit,
        forecast=middle,
        low=low,
        high=high,
        came=tried.outcome,
        came_high=tried.high,
        score=tried.crps,
        score_baseline=tried.crps_baseline,
        source=tuple(part.strip() for part in trial.source.split(";")),
        note=trial.note,
    )
