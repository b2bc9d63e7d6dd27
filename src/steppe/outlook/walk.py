"""Walking forward: at every origin forecast from what was known, and score each forecast once its window has closed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from itertools import count

import numpy as np
from numpy.typing import NDArray

from steppe.errors import InputError
from steppe.outlook.forecast import Forecaster, Question
from steppe.outlook.history import History, day_number, day_of
from steppe.outlook.match import finder
from steppe.outlook.question import reopened
from steppe.outlook.walked import Case, Scored, Walked, scored
from steppe.wire import to_json

RECENT = 182  # days before the origin in which a continuing case had an event


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stop:
    """One origin: the cases asked there, and which of the questions each is."""

    opens: date
    cases: tuple[Case, ...]
    cells: tuple[int, ...]


def walk(
    questions: Sequence[Question],
    history: History,
    forecasters: Sequence[Forecaster],
    origins: Iterable[date],
    *,
    delay: int = 0,
    told: Callable[[int, int], None] = lambda done, every: None,
) -> Walked:
    """How well forecasters would have done, had they been asked the questions anew at every origin.

    Each question is asked with its own number of days. At an origin a forecaster learns from what was known before it
    and from nothing later. The outcome of a window is settled `delay` days after it closed, from what was known by the
    end of that day; windows that the history does not settle are counted and not scored. `told` hears of the origins
    done and of all, forecaster by forecaster. Raises `InputError` where nothing can be scored.

    >>> from steppe.outlook.registry import FORECASTERS
    >>> past = History.of([("KAZ", "AID", "RUS", day_of(day)) for day in range(0, 400, 9)])
    >>> asked = Question(actors=("KAZ",), kinds=("AID",), recipients=("RUS",), opens=day_of(0), closes=day_of(6))
    >>> found = walk([asked], past, FORECASTERS, [day_of(day) for day in range(200, 380, 7)])
    >>> found.windows, found.happened, [one.forecaster for one in found.scores]
    (26, 20, ['climatology', 'recency', 'ew-rate', 'last-week', 'chance'])
    """
    days = tuple(sorted(set(origins)))
    stops, unsettled = _stops(questions, history, days, delay)
    if not any(stop.cases for stop in stops):
        raise InputError(
            f"walk: none of {unsettled} windows is settled by this history; expected origins early enough for a window "
            f"and {delay} days after it"
        )
    steps, every = count(), len(forecasters) * len(stops)
    said = [_said(one, history, stops, lambda: told(next(steps), every)) for one in forecasters]
    cases = tuple(case for stop in stops for case in stop.cases)
    return Walked(
        steppe=version("steppe"),
        history=digest(history),
        rows=len(history),
        since=day_of(int(history.known[0])),
        until=day_of(int(history.known[-1])),
        delay=delay,
        origins=days,
        questions=len(questions),
        windows=len(cases),
        happened=sum(case.happened for case in cases),
        unsettled=unsettled,
        scores=_scores(forecasters, said, cases, _groups(stops)),
    )


def digest(history: History) -> str:
    """The SHA-256 of who did what to whom, when, and when it was known: the same events give the same on any machine.

    Where rows come from does not count.

    >>> digest(History.of([("KAZ", "AID", "RUS", day_of(0))]))[:8]
    'd18953e5'
    """
    found = sha256(to_json([history.actors, history.kinds]).encode("utf8", "surrogatepass"))
    for column in (history.source, history.kind, history.target, history.day, history.known):
        found.update(np.ascontiguousarray(column, dtype="<i4").tobytes())
    return found.hexdigest()


def _stops(
    questions: Sequence[Question], history: History, origins: Sequence[date], delay: int
) -> tuple[list[_Stop], int]:
    find = finder(history)
    found = [(question, find(question)) for question in questions]
    last = int(history.known[-1]) if len(history) else 0
    stops, unsettled = [], 0
    for opens in origins:
        cells = [at for at, one in enumerate(questions) if day_number(opens) + one.days - 1 + delay <= last]
        cases = tuple(_case(reopened(found[at][0], opens), found[at][1], history, delay) for at in cells)
        stops.append(_Stop(opens=opens, cases=cases, cells=tuple(cells)))
        unsettled += len(questions) - len(cells)
    return stops, unsettled


def _case(question: Question, rows: NDArray[np.intp], history: History, delay: int) -> Case:
    day, known = history.day[rows], history.known[rows]
    opens, closes = day_number(question.opens), day_number(question.closes)
    answers = rows[(day >= opens) & (day <= closes) & (known <= closes + delay)]
    recent = (day >= opens - RECENT) & (known < opens)
    return Case(
        question=question,
        happened=len(answers) > 0,
        continuing=bool(recent.any()),
        rows=tuple(int(one) for one in answers[:3]),
    )


def _said(
    forecaster: Forecaster, history: History, stops: Sequence[_Stop], told: Callable[[], None]
) -> NDArray[np.float64]:
    said: list[float] = []
    for stop in stops:
        told()
        if stop.cases:
            answers = forecaster.learn(history.before(stop.opens))([case.question for case in stop.cases])
            said.extend(answer.probability for answer in answers)
    return np.array(said)


def _groups(stops: Sequence[_Stop]) -> NDArray[np.int64]:
    """What is drawn together in resamples: the windows of a question, or of an origin where there are more of these."""
    cells = [cell for stop in stops for cell in stop.cells]
    opens = [at for at, stop in enumerate(stops) for _ in stop.cells]
    return np.array(cells if len(set(cells)) >= len(set(opens)) else opens, dtype=np.int64)


def _scores(
    forecasters: Sequence[Forecaster],
    said: Sequence[NDArray[np.float64]],
    cases: Sequence[Case],
    groups: NDArray[np.int64],
) -> tuple[Scored, ...]:
    rivals = {one.name: probabilities for one, probabilities in zip(forecasters, said, strict=True)}
    return tuple(
        scored(name=one.name, version=one.version, rivals=rivals, cases=cases, groups=groups) for one in forecasters
    )
