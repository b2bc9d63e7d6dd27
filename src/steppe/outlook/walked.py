"""The result of walking forward: scores with their intervals, reliability, and the worst misses by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan

import numpy as np
from numpy.typing import NDArray

from steppe.outlook.forecast import Question
from steppe.outlook.question import told
from steppe.scores import LEAST, Bin, calibration_error, reliability, skill, skill_interval

WORST = 5  # misses named in each group


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One settled window: whether it happened, on which rows, and whether it had happened shortly before, too."""

    question: Question
    happened: bool
    continuing: bool
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A forecast that was far off: the question, what was said, and the first rows of what came."""

    question: str
    probability: float
    happened: bool
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The scores of some of the windows, `continuing` or `new`, with the worst misses first.

    A case is continuing where the same question had an event in the 182 days before it was asked.
    """

    name: str
    windows: int
    happened: int
    brier: float
    log_score: float
    misses: tuple[Miss, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """The Brier skill against a rival: above 0 is better, and `low` above 0 is better by more than luck (90 %).

    Nothing where the rival made no error at all.
    """

    rival: str
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """The scores of one forecaster over all windows; Brier, log score and calibration error are best at 0."""

    forecaster: str
    version: str
    brier: float
    log_score: float
    calibration_error: float
    skills: tuple[Skill, ...]
    bins: tuple[Bin, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What a walk showed, and on what: the version of steppe, the SHA-256 of the history, its rows and days known.

    `windows` were scored, `happened` of them had an event; `unsettled` ones were still open, or within the delay, when
    the history ends. Rows in misses are rows of that history.
    """

    steppe: str
    history: str
    rows: int
    since: date
    until: date
    delay: int
    origins: tuple[date, ...]
    questions: int
    windows: int
    happened: int
    unsettled: int
    scores: tuple[Scored, ...]


def scored(
    *,
    name: str,
    version: str,
    rivals: Mapping[str, NDArray[np.float64]],
    cases: Sequence[Case],
    groups: NDArray[np.int64],
) -> Scored:
    """The scores of the forecaster `name` beside all the others of `rivals`, which has what each one said.

    `groups` numbers what goes together: the cases of one number are drawn together for the intervals.
    """
    said, came = rivals[name], np.array([case.happened for case in cases])
    errors = {one: (probabilities - came) ** 2 for one, probabilities in rivals.items()}
    logs = -np.log(np.clip(np.where(came, said, 1 - said), LEAST, 1))
    continuing = np.array([case.continuing for case in cases])
    parts = (("continuing", continuing), ("new", ~continuing))
    return Scored(
        forecaster=name,
        version=version,
        brier=float(errors[name].mean()),
        log_score=float(logs.mean()),
        calibration_error=calibration_error(said, came.tolist()),
        skills=tuple(_skill(one, errors[name], errors[one], groups) for one in rivals if one != name),
        bins=reliability(said, came.tolist()),
        groups=tuple(_group(title, np.flatnonzero(mask), said, logs, cases) for title, mask in parts if mask.any()),
    )


def _skill(rival: str, mine: NDArray[np.float64], theirs: NDArray[np.float64], groups: NDArray[np.int64]) -> Skill:
    value, (low, high) = skill(mine, theirs), skill_interval(mine, theirs, groups=groups)
    kept = [None if isnan(one) else one for one in (value, low, high)]
    return Skill(rival=rival, value=kept[0], low=kept[1], high=kept[2])


def _group(
    name: str, places: NDArray[np.intp], said: NDArray[np.float64], logs: NDArray[np.float64], cases: Sequence[Case]
) -> Group:
    came = np.array([cases[at].happened for at in places])
    errors = np.abs(said[places] - came)
    worst = places[np.argsort(-errors, kind="stable")[:WORST]]
    return Group(
        name=name,
        windows=len(places),
        happened=int(came.sum()),
        brier=float((errors**2).mean()),
        log_score=float(logs[places].mean()),
        misses=tuple(_miss(cases[at], float(said[at])) for at in worst),
    )


def _miss(case: Case, probability: float) -> Miss:
    return Miss(
        question=case.question.text or told(case.question),
        probability=probability,
        happened=case.happened,
        rows=case.rows,
    )
