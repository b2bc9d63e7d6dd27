"""What a history says about one question: the days it happened on, and how it goes with others of its shape."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from steppe.outlook.forecast import Question
from steppe.outlook.history import History, day_number
from steppe.outlook.match import Rows, finder, kind_mask
from steppe.outlook.spells import Days, Spells, of_days

THIN = 5  # events; fewer are called thin


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Past:
    """The past of a question: its `own` days as one unit, and those of its `peers` of the same kinds and shape.

    The span runs from the first day anything was known to the day before the question opens; reports of what
    happened before it are left out. `rows` are the rows of the own events, newest last, and `days` theirs. `members` is
    how many units the question covers (two actors and one recipient: 2). `unknown` are the names that the history
    lacks. `key` is the same for questions with the same peers.
    """

    question: Question
    own: Spells
    peers: Spells
    rows: Rows
    days: Days
    members: int
    unknown: tuple[str, ...]
    key: tuple[object, ...]

    @property
    def span(self) -> int:
        """The days between the first known event and the opening of the window."""
        return self.own.span

    @property
    def age(self) -> int:
        """Days from the last event to the opening, at least 1; 0 where there is none."""
        return int(self.span - self.own.day[-1]) if len(self.own.day) else 0

    def newest(self, most: int = 5, *, since: int = 0) -> tuple[int, ...]:
        """The rows of the last own events on day `since` of the span or later, newest first."""
        chosen = self.rows[int(np.searchsorted(self.days, since)) :]
        return tuple(int(one) for one in chosen[: -most - 1 : -1])

    def with_event(self) -> "Past":
        """The same past with one more event on the day before the window opens."""
        days = np.append(self.own.day, max(0, self.span - 1))
        return replace(self, own=of_days(days, max(1, self.span)))


def reader(history: History) -> Callable[[Question], Past]:
    """What gives the past of each question of one history, which it sorts once.

    >>> from datetime import date
    >>> past = History.of([("KAZ", "AID", "RUS", date(2022, 1, 1)), ("KAZ", "AID", "RUS", date(2022, 1, 5))])
    >>> found = reader(past)(Question(actors=("KAZ",), kinds=("AID",), recipients=("RUS",), opens=date(2022, 1, 11),
    ...                               closes=date(2022, 1, 17)))
    >>> found.own.day.tolist(), found.span, found.age
    ([0, 4], 10, 6)
    """
    find = finder(history)
    start = int(history.known[0]) if len(history) else 0
    names = frozenset(history.actors)
    kept: dict[tuple[object, ...], Spells] = {}
    crowds: dict[tuple[object, ...], _Crowd] = {}

    def read(question: Question) -> Past:
        span = max(0, day_number(question.opens) - start) if len(history) else 0
        shape = (bool(question.actors), bool(question.recipients))
        key = (question.kinds, shape, span)
        if key not in kept:
            if key[1:] not in crowds:
                crowds[key[1:]] = _crowd(history, question, start, span)
            kept[key] = _peers(history, question, crowds[key[1:]])
        found = find(question)
        day = history.day[found].astype(np.int64) - start
        inside = np.flatnonzero((day >= 0) & (day < span))
        inside = inside[np.argsort(day[inside], kind="stable")]
        return Past(
            question=question,
            own=of_days(day[inside], span),
            peers=kept[key],
            rows=found[inside],
            days=day[inside],
            members=max(1, len(question.actors)) * max(1, len(question.recipients)),
            unknown=tuple(one for one in (*question.actors, *question.recipients) if one not in names),
            key=key,
        )

    return read


def note(past: Past) -> str:
    """What a reader must know of a thin past, or nothing.

    >>> from datetime import date
    >>> asked = Question(actors=("KAZ",), kinds=("AID",), recipients=("RUS",), opens=date(2022, 1, 11),
    ...                  closes=date(2022, 1, 17))
    >>> note(reader(History.of([]))(asked))
    'Nothing is known before the window opens: this is a convention of half an event a year.'
    >>> note(reader(History.of([("KAZ", "AID", "RUS", date(2021, 1, 1))]))(asked))
    'Only 1 event of this pair is known.'
    >>> note(reader(History.of([("KAZ", "AID", "RUS", date(2022, 1, 10))]))(asked))
    'Only 1 event of this pair is known. The history covers only 1 day.'
    """
    if not past.span:
        return "Nothing is known before the window opens: this is a convention of half an event a year."
    count, question = len(past.rows), past.question
    whose = "of this pair" if len(question.actors) == len(question.recipients) == 1 else "that answers this question"
    said = [f"{one} is not in the history." for one in past.unknown]
    if count < THIN:
        verb = "event" if count == 1 else "events"
        said.append(
            f"Only {count} {verb} {whose} {'is' if count == 1 else 'are'} known."
            if count
            else f"No event {whose} is known."
        )
    if past.span < 2 * question.days:
        said.append(f"The history covers only {past.span} {'day' if past.span == 1 else 'days'}.")
    return " ".join(said)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Crowd:
    """All that did or met anything before a day: which rows count, the unit and day of each, and how many units."""

    inside: NDArray[np.bool_]
    unit: Days
    day: Days
    units: int
    span: int


def _crowd(history: History, question: Question, start: int, span: int) -> _Crowd:
    day = history.day.astype(np.int64) - start
    inside = (day >= 0) & (day < span)
    if not (question.actors and question.recipients):
        inside &= history.source != history.target
    unit = _units(history, question)
    units = len(_once(unit[inside])) if question.actors or question.recipients else 1
    return _Crowd(inside=inside, unit=unit, day=day, units=units, span=span)


def _peers(history: History, question: Question, crowd: _Crowd) -> Spells:
    asked = kind_mask(question.kinds, history)[history.kind] if len(history) else crowd.inside
    chosen, long = np.flatnonzero(crowd.inside & asked), max(1, crowd.span)
    pairs = _once(crowd.unit[chosen] * long + crowd.day[chosen])
    return Spells(unit=pairs // long, day=pairs % long, units=crowd.units, span=crowd.span)


def _once(numbers: Days) -> Days:
    """Each number once, sorted; of a million numbers `numpy.unique` takes several times as long."""
    ordered: Days = np.sort(numbers)
    found: Days = ordered[np.concatenate([np.ones(min(len(ordered), 1), np.bool_), ordered[1:] != ordered[:-1]])]
    return found


def _units(history: History, question: Question) -> Days:
    source, target = history.source.astype(np.int64), history.target.astype(np.int64)
    match bool(question.actors), bool(question.recipients):
        case True, True:
            return source * len(history.actors) + target
        case True, False:
            return source
        case False, True:
            return target
        case _:
            return np.zeros(len(history), dtype=np.int64)
