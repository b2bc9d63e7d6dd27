"""Columns of numbers: grown at their end without being copied each time, and looked through fast."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FEW = 8  # numbers up to which comparing with each is faster than a look-up
_SPARE = 8  # one part in so many is kept free behind a column that has to be copied


@dataclass(slots=True)
class Room:
    """A column with free space behind it, `used` so far. Columns handed out are its first parts and never change."""

    whole: NDArray[Any]
    used: int


def appended(room: Room | None, old: NDArray[Any], new: NDArray[Any]) -> tuple[NDArray[Any], Room]:
    """A column with more at its end, and the room in which it lies; `old` stays as it is.

    Only the longest column of a room is continued in place; whatever else is continued is copied.

    >>> one, room = appended(None, np.array([1, 2], np.int32), np.array([3]))
    >>> two, same = appended(room, one, np.array([4]))
    >>> one.tolist(), two.tolist(), same is room, appended(room, one, np.array([5]))[1] is room
    ([1, 2, 3], [1, 2, 3, 4], True, False)
    """
    size = len(old) + len(new)
    if room is None or room.used != len(old) or size > len(room.whole):
        room = Room(whole=np.empty(size + max(size // _SPARE, 64), old.dtype), used=len(old))
        room.whole[: len(old)] = old
    room.whole[len(old) : size] = new
    room.used = size
    found = room.whole[:size]
    found.flags.writeable = False
    return found, room


def places(column: NDArray[np.int32], which: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Where one of some numbers stands in a column of small ones; `which` tells of each number whether it is one.

    >>> places(np.array([2, 0, 1, 2], np.int32), np.array([False, True, True])).tolist()
    [0, 2, 3]
    """
    few = np.flatnonzero(which).tolist()
    if len(few) > FEW:
        return np.flatnonzero(which[column])
    found = np.zeros(len(column), np.bool_)
    for one in few:
        found |= column == one
    return np.flatnonzero(found)


def distinct(rows: NDArray[np.int32]) -> NDArray[np.int64]:
    """Each row once, in order.

    >>> distinct(np.array([2, 2, 7], np.int32)).tolist()
    [2, 7]
    """
    ordered = np.sort(rows, kind="stable")  # mostly sorted already, which a merge sort makes short work of
    return ordered[np.flatnonzero(np.diff(ordered, prepend=-1))].astype(np.int64)
