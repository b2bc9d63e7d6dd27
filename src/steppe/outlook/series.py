"""Days and numbers of events of many cells at once, and what is counted of them before a day.

A cell is what one question looks at: a pair of actors and a kind, an actor's acts, everything. Days count from 0, the
first day anything is known of.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
NEVER = 1000.0  # the age of what has not happened yet, and the most an age can be


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Series:
    """For each cell the days with an event, one entry a day, sorted by cell and day, and how many there were."""

    cell: Whole
    day: Whole
    count: Numbers
    cells: int

    def before(self, day: int, *, since: int = 0) -> "Series":
        """The entries of the days from `since` to before a day."""
        kept = (self.day < day) & (self.day >= since)
        return Series(cell=self.cell[kept], day=self.day[kept], count=self.count[kept], cells=self.cells)

    def summed(self, weights: Numbers) -> Numbers:
        """For each cell the sum of its entries' weights."""
        found: Numbers = np.bincount(self.cell, weights=weights, minlength=self.cells).astype(np.float64)
        return found


def series(cell: NDArray[np.integer], day: NDArray[np.integer], cells: int) -> Series:
    """The series of events given by their cells and days; those of cells below 0 or days below 0 are left out.

    >>> found = series(np.array([0, 0, 1, -1]), np.array([3, 3, 1, 1]), 2)
    >>> found.day.tolist(), found.count.tolist()
    ([3, 1], [2.0, 1.0])
    """
    kept = (cell >= 0) & (day >= 0)
    span = int(day.max(initial=0)) + 1
    keys, count = np.unique(cell[kept].astype(np.int64) * span + day[kept], return_counts=True)
    return Series(cell=keys // span, day=keys % span, count=count.astype(np.float64), cells=cells)


def memory(day: int, half_life: float) -> float:
    """How many days the days before one count for, where a day counts half after a half-life.

    >>> round(memory(100, 1), 6), round(memory(100, 1e9), 3)
    (2.0, 100.0)
    """
    decay = 0.5 ** (1 / half_life)
    return float((1 - decay**day) / (1 - decay)) if decay < 1 else float(day)


def rate(past: Series, day: int, half_life: float, weights: Numbers | None = None) -> Numbers:
    """Weights of entries a day (days with an event, without weights), where a day counts half after a half-life.

    `past` holds nothing of that day or later.

    >>> rate(series(np.array([0, 0]), np.array([8, 9]), 1), 10, 1e9).round(3).tolist()
    [0.2]
    """
    decay = 0.5 ** (1 / half_life)
    faded = decay ** (day - 1 - past.day)
    return past.summed(faded if weights is None else faded * weights) / max(memory(day, half_life), 1e-9)


def recent(past: Series, day: int, width: int) -> Numbers:
    """The days with an event among the last `width` before a day.

    >>> recent(series(np.array([0, 0]), np.array([8, 9]), 1), 10, 1).tolist()
    [1.0]
    """
    return past.summed((past.day >= day - width).astype(np.float64))


def age(past: Series, day: int) -> Numbers:
    """The days since the last event, `NEVER` where there is none.

    >>> age(series(np.array([0]), np.array([8]), 2), 10).tolist()
    [2.0, 1000.0]
    """
    last = np.full(past.cells, -NEVER)
    last[past.cell] = past.day
    found: Numbers = np.minimum(day - last, NEVER)
    return found


def covered(past: Series, day: int, width: int) -> Numbers:
    """How many of the windows of `width` days that lie before a day, a start every day, hold an event.

    >>> covered(series(np.array([0]), np.array([5]), 1), 10, 2).tolist()
    [2.0]
    """
    new = np.append(True, past.cell[1:] != past.cell[:-1])
    earlier = np.where(new, -1, np.roll(past.day, 1)) if len(past.day) else past.day
    first = np.maximum(past.day - width + 1, earlier + 1)
    return past.summed(np.maximum(0, np.minimum(past.day, day - width) - np.maximum(first, 0) + 1).astype(np.float64))


def blocks(past: Series, day: int, width: int) -> Numbers:
    """How many of the blocks of `width` days side by side, the last ending on the day before `day`, hold an event.

    >>> blocks(series(np.array([0, 0, 0]), np.array([4, 5, 9]), 1), 10, 2).tolist()
    [2.0]
    """
    block = (day - 1 - past.day) // width
    whole = block < day // width
    new = np.append(True, (past.cell[1:] != past.cell[:-1]) | (block[1:] != block[:-1])) if len(block) else whole
    return past.summed((whole & new).astype(np.float64))


def happens(whole: Series, day: int, width: int) -> NDArray[np.bool_]:
    """For each cell, whether it has an event in the `width` days from a day on.

    >>> happens(series(np.array([0]), np.array([5]), 2), 4, 2).tolist()
    [True, False]
    """
    found = np.zeros(whole.cells, dtype=np.bool_)
    found[whole.cell[(whole.day >= day) & (whole.day < day + width)]] = True
    return found
