"""Days with an event, unit by unit, and what is counted over them: windows that hold one, ages, weeks after weeks.

A unit is what a question asks about: a pair, an actor with anyone, anyone with a recipient, or everyone.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int64]
AGES = (1, 8, 15, 29, 57, 113)  # days since the last event at which a new bucket begins; one more for "never yet"
WEEK = 7
_STARTS = np.array(AGES)
_ENDS = np.array((*AGES[1:], np.iinfo(np.int64).max))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spells:
    """Distinct days with an event, sorted by unit and day; days count from 0 to before `span`.

    `units` counts those without an event too.
    """

    unit: Days
    day: Days
    units: int
    span: int


class Weeks(NamedTuple):
    """Starts of a week by what the week before was: how many, and how many weeks from there held an event."""

    quiet: int
    quiet_hits: int
    busy: int
    busy_hits: int


def of_days(day: Days, span: int) -> Spells:
    """The spells of one unit from its days with an event, sorted.

    >>> of_days(np.array([3, 3, 9]), 20).day.tolist()
    [3, 9]
    """
    kept = day[_firsts(day)].astype(np.int64)
    return Spells(unit=np.zeros(len(kept), dtype=np.int64), day=kept, units=1, span=span)


def window_share(spells: Spells, length: int) -> float:
    """The share of all windows of `length` days inside the span, a start every day, that hold an event.

    Windows that overlap make it rise with `length`, as it must, which blocks side by side do not.

    >>> window_share(of_days(np.array([5]), 10), 2), window_share(of_days(np.array([5]), 10), 9)
    (0.2222222222222222, 1.0)
    """
    windows = spells.units * (spells.span - length + 1)
    if windows <= 0:
        return 0.0
    return _covered(spells, before=length - 1, after=0, last=spells.span - length) / windows


def by_age(spells: Spells) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Events, and days at risk, by the age of the unit's last event (`AGES`, then never yet): a life table.

    >>> events, days = by_age(of_days(np.array([2, 4]), 20))
    >>> events.tolist(), days.tolist()
    ([1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0], [9.0, 7.0, 1.0, 0.0, 0.0, 0.0, 3.0])
    """
    starts = _firsts(spells.unit)
    first, gaps = np.flatnonzero(starts), np.diff(spells.day)[~starts[1:]]
    open_ends = spells.span - 1 - spells.day[np.append(first[1:], len(spells.day))[: len(first)] - 1]
    events = np.bincount(np.searchsorted(_STARTS, gaps, "right") - 1, minlength=len(AGES) + 1).astype(np.float64)
    events[-1] = len(first)
    waiting = float((spells.day[first] + 1).sum()) + (spells.units - len(first)) * spells.span
    counted = np.append(days_at(1, gaps).sum(axis=0) + days_at(1, open_ends).sum(axis=0), waiting)
    return events, counted


def days_at(first: int, count: Days) -> NDArray[np.float64]:
    """How many of `count` days from age `first` on fall into each bucket of `AGES`, one row a count.

    >>> days_at(6, np.array([5])).tolist()
    [[2.0, 3.0, 0.0, 0.0, 0.0, 0.0]]
    """
    shared: NDArray[np.float64] = np.minimum(_ENDS, first + count[:, None]) - np.maximum(_STARTS, first) + 0.0
    return np.maximum(shared, 0.0)


def weeks(spells: Spells) -> Weeks:
    """Weeks that held an event, by whether the week before did, over every start that leaves both inside the span.

    >>> weeks(of_days(np.array([10]), 21))
    Weeks(quiet=4, quiet_hits=4, busy=4, busy_hits=0)
    """
    last = spells.span - WEEK
    starts = max(0, spells.units * (last - WEEK + 1))
    ahead = _covered(spells, before=WEEK - 1, after=0, first=WEEK, last=last)
    busy = _covered(spells, before=-1, after=WEEK, first=WEEK, last=last)
    either = _covered(spells, before=WEEK - 1, after=WEEK, first=WEEK, last=last)
    both = ahead + busy - either
    return Weeks(quiet=starts - busy, quiet_hits=ahead - both, busy=busy, busy_hits=both)


def _covered(spells: Spells, *, before: int, after: int, last: int, first: int = 0) -> int:
    """How many days from `first` to `last` lie within `before` days before an event or `after` days after one."""
    if last < first or not len(spells.day):
        return 0
    low = np.maximum(spells.day - before, first)
    high = np.minimum(spells.day + after, last)
    low[1:] = np.where(_firsts(spells.unit)[1:], low[1:], np.maximum(low[1:], high[:-1] + 1))
    return int(np.maximum(high - low + 1, 0).sum())


def _firsts(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Where a sorted column takes a new value."""
    new = np.ones(len(values), dtype=np.bool_)
    new[1:] = values[1:] != values[:-1]
    return new
