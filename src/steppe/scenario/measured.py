"""Back-tests of quantities in order of time: every forecast beside its outcome, and every registered baseline."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import nan
from statistics import fmean

import numpy as np

from steppe.scenario.forecasts import BASELINES, MECHANISMS, Asked, Draws, Forecast
from steppe.scenario.licence import ENGINE, Run, verdict
from steppe.scenario.network_forecasts import FORECASTS
from steppe.scenario.noise import generator
from steppe.scenario.register import Metric, Registered
from steppe.scenario.trials import Trial, known, trials
from steppe.scores import coverage, crps, paired_interval, pit, quantiles
from steppe.world.case import Case

SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecasted:
    """One forecast: its 5, 50 and 95 % quantiles in `unit`, what came, and the scores in the unit of the test.

    Where the record gives a range, `outcome` and `high` are its ends: the score is the mean of the scores of both ends,
    `pit` and `inside` ask of the middle. `learned` is how many settled cases the forecast could learn from.
    """

    trial: str
    as_of: date
    learned: int
    given: float | None
    unit: str
    quantiles: tuple[float, float, float]
    outcome: float
    high: float
    crps: float
    crps_baseline: float
    pit: float
    inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a back-test of a quantity showed; scores are mean CRPS in `unit`, the lower the better.

    `baselines` are the scores of all that were registered, `baseline` is the one to beat; `gap` the 90 % interval of
    the mean score less its. `covered` is the share of outcomes inside the 90 % interval. `named` is the share of the
    largest cases found, by the mechanism and by chance, where the test asks for it. `better` lists the registered
    baselines that scored better, so that a win over the one to beat is not taken for more.
    """

    id: str
    question: str
    definition: str
    scope: str
    case: str
    case_version: str
    engine: str
    unit: str
    mechanism: str
    baseline: str
    tried: tuple[Forecasted, ...]
    crps: float
    baselines: dict[str, float]
    covered: float
    gap: tuple[float, float]
    named: tuple[float, float] | None
    better: tuple[str, ...]
    licence: str
    used: str


def measure(case: Case, test: Registered, given: Sequence[Trial] | None = None) -> Measured:
    """Run a registered back-test of a quantity, on the shipped trials or those `given`.

    >>> from steppe.scenario.register import register
    >>> from steppe.world.samples import small_case
    >>> found = measure(small_case(), register()["B8"])
    >>> len(found.tried), found.used
    (3, 'overrun')
    """
    table = trials() if given is None else given
    mine = [one for one in table if test.id in one.tests]
    how = {**MECHANISMS, **FORECASTS}[test.mechanism]
    drawn = [draws(how, test.mechanism, one, table, case) for one in mine]
    scored = [score(one, told, test.metric) for one, told in zip(mine, drawn, strict=True)]
    others = {name: _baseline(name, mine, table, case, test.metric) for name in test.baselines}
    dumb = others[test.baseline]
    run = Run(
        mechanism=test.mechanism,
        baseline=test.baseline,
        won=fmean(scored) < fmean(dumb),
        chosen_knowing=test.chosen_knowing,
        trials=len(mine),
        events=len({one.event for one in mine}),
    )
    tried = tuple(
        _forecasted(one, told, table, scores)
        for one, told, scores in zip(mine, drawn, zip(scored, dumb, strict=True), strict=True)
    )
    return Measured(
        id=test.id,
        question=test.question,
        definition=test.definition,
        scope=test.scope,
        case=case.title,
        case_version=case.version,
        engine=ENGINE,
        unit=test.unit,
        mechanism=test.mechanism,
        baseline=test.baseline,
        tried=tried,
        crps=fmean(scored),
        baselines={name: fmean(found) for name, found in others.items()},
        covered=coverage([one.inside for one in tried]),
        gap=paired_interval(scored, dumb),
        named=named(mine, drawn, test.top) if test.top else None,
        better=tuple(name for name, found in others.items() if fmean(found) < fmean(scored)),
        licence=verdict(run).licence,
        used=verdict(run).used,
    )


def draws(how: Forecast, name: str, trial: Trial, table: Iterable[Trial], case: Case) -> Draws:
    """The forecast of a case: its own outcome is blotted out, and nothing settled on its day or later is given.

    Luck belongs to the mechanism and the case, so that no other case can shift it.
    """
    blank = replace(trial, outcome=nan, high=nan)
    luck = generator(SEED, f"{name}/{trial.id}")
    return how(Asked(trial=blank, settled=known(table, trial), case=case, luck=luck))


def score(trial: Trial, told: Draws, metric: Metric) -> float:
    """The CRPS of a forecast under a metric; of a range, the mean over its ends."""
    scale = _scale(trial, metric)
    return fmean(crps(scale(told), float(scale(np.array([end]))[0])) for end in (trial.outcome, trial.high))


def named(mine: Sequence[Trial], drawn: Sequence[Draws], top: int) -> tuple[float, float]:
    """The share of the `top` largest outcomes among the `top` largest medians, and the share chance would find."""
    came = sorted(mine, key=lambda one: -one.middle)[:top]
    order = sorted(zip(mine, drawn, strict=True), key=lambda pair: -quantiles(pair[1])[1])
    said = [one.id for one, _ in order[:top]]
    return sum(one.id in said for one in came) / top, top / len(mine)


def _scale(trial: Trial, metric: Metric) -> Callable[[Draws], Draws]:
    match metric:
        case "crps-share":
            return lambda values: values / trial.base
        case "crps-log":
            return np.log
        case _:
            return lambda values: values


def _baseline(name: str, mine: Sequence[Trial], table: Sequence[Trial], case: Case, metric: Metric) -> list[float]:
    return [score(one, draws(BASELINES[name], name, one, table, case), metric) for one in mine]


def _forecasted(trial: Trial, told: Draws, table: Sequence[Trial], scores: tuple[float, float]) -> Forecasted:
    low, middle, high = quantiles(told)
    return Forecasted(
        trial=trial.id,
        as_of=trial.as_of,
        learned=len(known(table, trial)),
        given=trial.given,
        unit=trial.unit,
        quantiles=(low, middle, high),
        outcome=trial.outcome,
        high=trial.high,
        crps=scores[0],
        crps_baseline=scores[1],
        pit=pit(told, trial.middle),
        inside=low <= trial.middle <= high,
    )
