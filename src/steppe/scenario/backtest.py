"""A registered back-test run in order of time: the mechanism's scores beside its baseline's and every other class's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from steppe.errors import InputError
from steppe.scenario.licence import ENGINE, Run, verdict
from steppe.scenario.measured import Measured, measure
from steppe.scenario.register import Registered, classes, register
from steppe.scenario.response import brought_troops, in_order, requests
from steppe.scores import brier, log_score, paired_interval
from steppe.world.case import Case
from steppe.world.facts import Plea


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One forecast of a back-test: the fact it is about, its day, what was said and what came."""

    fact: str
    day: date
    probability: float
    happened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtested:
    """What a back-test showed; scores are means, the lower the better.

    `gap` is the 90 % interval of the mean Brier score less the baseline's. `others` are the Brier scores of every fixed
    class, so that nobody picks the kindest. `licence` says what the mechanism may be called, `used` what an answer is
    to rest on: the mechanism where it beat the baseline and was not chosen knowing the outcomes, else the baseline.
    """

    id: str
    question: str
    case: str
    case_version: str
    engine: str
    mechanism: str
    baseline: str
    tried: tuple[Tried, ...]
    brier: float
    log_score: float
    brier_baseline: float
    log_score_baseline: float
    gap: tuple[float, float]
    others: dict[str, float]
    licence: str
    used: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRun:
    """A back-test that is registered and was not run: `licence` says why, `used` is its baseline."""

    id: str
    question: str
    case: str
    case_version: str
    engine: str
    mechanism: str
    baseline: str
    licence: str
    used: str


Result = Backtested | Measured | NotRun


def backtest(case: Case, name: str) -> Result:
    """Run the registered back-test called `name` on a case. Raises `InputError` where the case holds no such request.

    >>> from steppe.world.load import load_on_reference
    >>> found = backtest(load_on_reference("kazakhstan-2022"), "B1")
    >>> len(found.tried), found.used
    (7, 'alliances-1945-2003')
    """
    test = register()[name]
    if test.not_run:
        return NotRun(
            id=test.id,
            question=test.question,
            case=case.title,
            case_version=case.version,
            engine=ENGINE,
            mechanism=test.mechanism,
            baseline=test.baseline,
            licence=f"not run: {test.not_run}",
            used=test.baseline,
        )
    return answered(case, test) if test.metric == "brier" else measure(case, test)


def answered(case: Case, test: Registered) -> Backtested:
    """Run a back-test of requests, whose forecasts are probabilities that troops come."""
    asked = requests(case, test)
    if not asked:
        raise InputError(
            f"case {case.title!r} holds no request to {' or '.join(test.asked)}; expected rows of pleas.tsv"
        )
    rate = classes()[test.baseline].rate
    tried = tuple(
        Tried(fact=plea.id, day=plea.first, probability=belief.mean, happened=brought_troops(plea))
        for plea, belief in in_order(asked, rate, test.mechanism)
    )
    mine = [brier(one.probability, one.happened) for one in tried]
    dumb = [brier(rate, one.happened) for one in tried]
    run = Run(
        mechanism=test.mechanism,
        baseline=test.baseline,
        won=fmean(mine) < fmean(dumb),
        chosen_knowing=test.chosen_knowing,
        trials=len(tried),
        events=len(tried),
    )
    return Backtested(
        id=test.id,
        question=test.question,
        case=case.title,
        case_version=case.version,
        engine=ENGINE,
        mechanism=test.mechanism,
        baseline=test.baseline,
        tried=tried,
        brier=fmean(mine),
        log_score=fmean(log_score(one.probability, one.happened) for one in tried),
        brier_baseline=fmean(dumb),
        log_score_baseline=fmean(log_score(rate, one.happened) for one in tried),
        gap=paired_interval(mine, dumb),
        others={one.id: fixed(asked, one.rate) for one in classes().values()},
        licence=verdict(run).licence,
        used=verdict(run).used,
    )


def fixed(asked: Sequence[Plea], rate: float) -> float:
    """The mean Brier score of always saying `rate`."""
    return fmean(brier(rate, brought_troops(one)) for one in asked)
