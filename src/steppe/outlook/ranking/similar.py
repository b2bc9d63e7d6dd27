"""Who resembles whom: low-rank shapes of the counts, and what like actors did."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.linalg import svds

from steppe.outlook.ranking.counts import EVER, SEASON, Counts, Floats, Keys

RANK = 64
_LEAST = 8  # below this many rows or columns there is no shape to find


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A vector a key, sorted by key; a key without one has zeros."""

    keys: Keys
    vectors: Floats

    def of(self, keys: Keys) -> Floats:
        """The vectors of the keys."""
        if not len(self.keys):
            return np.zeros((len(keys), self.vectors.shape[1]), np.float32)
        at = np.searchsorted(self.keys, keys)
        at[at == len(self.keys)] = 0
        found: Floats = self.vectors[at] * (self.keys[at] == keys)[:, None]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """Low-rank vectors of the counts, one a row.

    `asked` (subject, kind) and `typed` (subject, type) have their objects' vectors beside them, `head` and `tail` are
    of who meets whom, and `profile`, of unit length, of what an actor does and suffers.
    """

    asked: Table
    asked_objects: Floats
    typed: Table
    typed_objects: Floats
    head: Floats
    tail: Floats
    profile: Floats


def shapes(triple: Counts, typed: Counts, pair: Counts, actors: int, types: int) -> Shapes:
    """The shapes of the counts as they stand; the same counts give the same shapes."""
    asked, asked_objects = _by_object(triple, actors)
    by_type, typed_objects = _by_object(typed, actors)
    meetings = sp.csr_matrix((np.log1p(pair.table[:, EVER]), (pair.keys // actors, pair.keys % actors)), (actors,) * 2)
    even = sp.diags(1 / np.sqrt(np.asarray(meetings.sum(1)).ravel() + 1))
    left, size, right = _cut(even @ meetings @ even)
    doer = typed.keys // actors // types
    act = (typed.keys // actors % types) * actors + typed.keys % actors
    columns, column = np.unique(act, return_inverse=True)
    deeds = sp.csr_matrix((np.log1p(typed.table[:, EVER]), (doer, column)), (actors, len(columns)))
    scale = sp.diags(1 / np.sqrt(np.asarray(deeds.sum(0)).ravel() + 1))
    profile, weight, _ = _cut(deeds @ scale)
    profile = profile * weight
    profile /= np.linalg.norm(profile, axis=1, keepdims=True) + 1e-6
    return Shapes(
        asked=asked,
        asked_objects=asked_objects,
        typed=by_type,
        typed_objects=typed_objects,
        head=(left * np.sqrt(np.abs(size))).astype(np.float32),
        tail=(right * np.sqrt(np.abs(size))).astype(np.float32),
        profile=profile.astype(np.float32),
    )


def likeness(counts: Counts, actors: int, width: int, profile: Floats, *, of_doers: bool) -> Table:
    """For each (kind, object) the mean profile of its doers, or for each (subject, kind) that of its objects.

    `counts` has keys (subject, kind of `width`, object). The product with an actor's profile says how like it is to
    those who did that before: collaborative filtering by neighbours, without naming them.
    """
    weight = np.log1p(3 * counts.table[:, SEASON])
    head, target = counts.keys // actors, counts.keys % actors
    subject, kind = head // width, head % width
    key, member = (kind * actors + target, subject) if of_doers else (head, target)
    found, at = np.unique(key, return_inverse=True)
    spread = sp.csr_matrix((weight, (at, member)), (len(found), len(profile)))
    total = np.asarray(spread.sum(1)).ravel() + 1
    return Table(keys=found, vectors=((spread @ profile) / total[:, None]).astype(np.float32))


def _by_object(counts: Counts, actors: int) -> tuple[Table, Floats]:
    heads, at = np.unique(counts.keys // actors, return_inverse=True)
    weight = np.log1p(4 * counts.table[:, SEASON])
    left, size, right = _cut(sp.csr_matrix((weight, (at, counts.keys % actors)), (len(heads), actors)))
    return Table(keys=heads, vectors=(left * size).astype(np.float32)), right.astype(np.float32)


def _cut(matrix: sp.csr_matrix) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """The largest singular vectors (rows of the left, rows of the right) and values; zeros where there is no shape."""
    rows, columns = matrix.shape
    rank = min(RANK, rows - 2, columns - 2)
    if min(rows, columns) < _LEAST or matrix.nnz < _LEAST:
        return np.zeros((rows, 1)), np.zeros(1), np.zeros((columns, 1))
    left, size, right = svds(matrix.astype(np.float64), k=rank, random_state=0)
    return left, size, right.T
