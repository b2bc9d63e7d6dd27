"""Counts of keys that fade with time: sorted keys, one row of counts a key, one column a half-life."""

import numpy as np
from numpy.typing import NDArray

HALF_LIVES = (2.0, 8.0, 30.0, 90.0, float("inf"))
SHORT, WEEK, MONTH, SEASON, EVER = range(len(HALF_LIVES))
NEVER = 9999.0  # the age, in days, of what was never seen
_FADE = (0.5 ** (1 / np.array(HALF_LIVES))).astype(np.float32)

Keys = NDArray[np.int64]
Floats = NDArray[np.float32]


class Counts:
    """How often each key was seen, under each of `HALF_LIVES`, and on which day last.

    A day is counted when it is over (`add`), so what is read on a day rests on the days before it.

    >>> one = Counts()
    >>> one.add(np.array([7, 7, 9]), 0)
    >>> one.step(2)
    >>> one.values(np.array([7, 8]))[:, SHORT].round(3).tolist(), one.ages(np.array([7, 8])).tolist()
    ([1.0, 0.0], [2.0, 9999.0])
    """

    __slots__ = ("day", "keys", "last", "table")

    def __init__(self) -> None:
        self.keys: Keys = np.zeros(0, np.int64)
        self.table: Floats = np.zeros((0, len(HALF_LIVES)), np.float32)
        self.last: NDArray[np.int32] = np.zeros(0, np.int32)
        self.day = -1

    def step(self, day: int) -> None:
        """Let the counts fade to `day`."""
        if 0 <= self.day < day:
            self.table *= _FADE ** (day - self.day)
        self.day = day

    def add(self, keys: Keys, day: int) -> None:
        """Count the keys of a day; a key that comes twice counts twice."""
        self.step(day)
        fresh, times = np.unique(keys, return_counts=True)
        at, hit = self.find(fresh)
        self.table[at[hit]] += times[hit, None]
        self.last[at[hit]] = day
        new = ~hit
        if new.any():
            place = np.searchsorted(self.keys, fresh[new])
            rows = np.repeat(times[new, None].astype(np.float32), len(HALF_LIVES), axis=1)
            self.keys = np.insert(self.keys, place, fresh[new])
            self.table = np.insert(self.table, place, rows, axis=0)
            self.last = np.insert(self.last, place, day)

    def find(self, keys: Keys) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """The row of each key, and whether it has one (row 0 stands where it has none)."""
        at = np.searchsorted(self.keys, keys)
        if not len(self.keys):
            return np.zeros(len(keys), np.intp), np.zeros(len(keys), bool)
        at[at == len(self.keys)] = 0
        return at, self.keys[at] == keys

    def values(self, keys: Keys) -> Floats:
        """The counts of each key, one column a half-life; zeros for a key never seen."""
        at, hit = self.find(keys)
        return self.table[at] * hit[:, None] if len(self.keys) else np.zeros((len(keys), len(HALF_LIVES)), np.float32)

    def ages(self, keys: Keys) -> Floats:
        """The days since each key was last seen; `NEVER` for one never seen."""
        at, hit = self.find(keys)
        if not len(self.keys):
            return np.full(len(keys), NEVER, np.float32)
        return np.where(hit, self.day - self.last[at], NEVER).astype(np.float32)

    def under(self, heads: Keys, width: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """All rows whose key is `head * width + rest`: for each row found, which head it is of, and the row."""
        low = np.searchsorted(self.keys, heads * width)
        return ragged(low, np.searchsorted(self.keys, (heads + 1) * width))


def ragged(low: NDArray[np.intp], high: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The numbers from each `low` to before its `high`, end to end, and which range each is of.

    >>> [part.tolist() for part in ragged(np.array([3, 9]), np.array([5, 10]))]
    [[0, 0, 1], [3, 4, 9]]
    """
    lengths = high - low
    owner = np.repeat(np.arange(len(low)), lengths)
    start = np.repeat(low - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths) if len(low) else low
    return owner, np.arange(len(owner)) + start.astype(np.intp)
