"""Coded reports between members of a world, counted from columns: a million of them take some milliseconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

NEWEST = 3  # reports of a pair whose rows are told


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """Reports between two members, either way: how many of cooperation and of conflict, and the rows of the newest."""

    one: str
    other: str
    cooperation: int
    conflict: int
    rows: tuple[int, ...]


def reported(
    members: Sequence[str], wanted: Sequence[str], *, sides: tuple[NDArray[Any], NDArray[Any]], rows: NDArray[Any],
    quad: NDArray[Any],
) -> tuple[Reported, ...]:  # fmt: skip
    """Reports between the members `wanted`, most first; those of one member with itself are left out.

    `sides` are who does it and to whom as numbers into `members`, `rows` the report each pair belongs to, `quad` its
    quad class (1 and 2 cooperation, 3 and 4 conflict; others are left out). A report counts once for each pair.

    >>> ends = (np.array([0, 0, 1]), np.array([1, 1, 0]))
    >>> found = reported(["KAZ", "RUS"], ["RUS", "KAZ"], sides=ends, rows=np.array([5, 5, 6]), quad=np.array([4, 4, 1]))
    >>> (found[0].one, found[0].other, found[0].cooperation, found[0].conflict, found[0].rows)
    ('RUS', 'KAZ', 1, 1, (6, 5))
    """
    place = {name: at for at, name in enumerate(wanted)}
    at = np.array([place.get(name, -1) for name in members], np.int64)
    if not len(at) or not len(rows):
        return ()
    one, other = at[sides[0]], at[sides[1]]
    kept = (one >= 0) & (other >= 0) & (one != other) & (quad >= 1) & (quad <= 4)
    low, high = np.minimum(one, other)[kept], np.maximum(one, other)[kept]
    pair = low * len(wanted) + high
    found = np.unique(np.stack([pair, rows[kept], quad[kept] >= 3], axis=1).astype(np.int64), axis=0)
    return tuple(
        sorted(
            (_counted(wanted, int(key), found[found[:, 0] == key]) for key in np.unique(found[:, 0])),
            key=lambda line: (-line.cooperation - line.conflict, line.one, line.other),
        )
    )


def _counted(wanted: Sequence[str], key: int, found: NDArray[Any]) -> Reported:
    hostile = int(found[:, 2].sum())
    return Reported(
        one=wanted[key // len(wanted)],
        other=wanted[key % len(wanted)],
        cooperation=len(found) - hostile,
        conflict=hostile,
        rows=tuple(found[::-1, 1][:NEWEST].tolist()),
    )
