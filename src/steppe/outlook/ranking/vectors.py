"""Vectors of actors and kinds, learned from each day that is over: who would do what to whom, also if they never met.

An actor's vector is the sum of its own, its country's and that of its part of the state, so one seldom seen borrows
from its like. A kind stretches and shifts the vector of who acts, and the product with the vector of who is acted on
says how well they fit (a translated DistMult, Yang et al. 2015). Sampled softmax against actors drawn by how often they
occur (Bengio and Senécal 2008), Adagrad (Duchi et al. 2011).
"""

import numpy as np
from numpy.typing import NDArray

from steppe.outlook.ranking.counts import Floats, Keys
from steppe.outlook.ranking.keys import Space

WIDTH = 128
_RATE = 0.025
_DRAWN = 3e-4  # how strongly values are drawn towards zero
_AGAIN = 3  # acts of the past learned once more with each act of the day
_BATCH = 512
_WRONG = 1024  # actors a batch is told apart from
_LEFT_OUT = 0.15  # how often an actor's own vector is left out, so that its country and part learn to stand for it
_EVEN = 0.75  # wrong actors are drawn by this power of how often they occur
_OUT = -30.0  # the log-odds of a drawn actor that is the true one


class Vectors:
    """A vector a row, which descends along slopes in steps that shorten as it is moved more."""

    __slots__ = ("heat", "value")

    def __init__(self, rows: int, chance: np.random.Generator, *, width: int, around: float = 0, spread: float = 0.1):
        self.value: Floats = (around + chance.standard_normal((rows, width)) * spread).astype(np.float32)
        self.heat: Floats = np.full((rows, 1), 1e-3, np.float32)

    def descend(self, at: Keys, slope: Floats) -> None:
        """Move the rows `at` (they may repeat) down their slopes, one a row."""
        order = np.argsort(at, kind="stable")
        rows, starts = np.unique(at[order], return_index=True)
        whole = np.add.reduceat(slope[order], starts) + _DRAWN * self.value[rows]
        self.heat[rows] += (whole * whole).mean(axis=1, keepdims=True)
        self.value[rows] -= _RATE * whole / np.sqrt(self.heat[rows])


class Sum:
    """A vector that is the sum of one of each of several tables."""

    __slots__ = ("tables",)

    def __init__(self, *tables: Vectors) -> None:
        self.tables = tables

    def of(self, at: tuple[Keys, ...], own: Floats | None = None) -> Floats:
        """The sums of the rows `at` of each table; the first is taken times `own`."""
        first, *others = (table.value[rows] for table, rows in zip(self.tables, at, strict=True))
        found: Floats = sum(others, first if own is None else first * own)
        return found

    def descend(self, at: tuple[Keys, ...], slope: Floats, own: Floats | None = None) -> None:
        """Move all that was summed."""
        for number, (table, rows) in enumerate(zip(self.tables, at, strict=True)):
            table.descend(rows, slope if number or own is None else slope * own)


class Fit:
    """How well each object fits (subject, kind), learned day by day; the same acts and seed give the same vectors."""

    def __init__(self, space: Space, *, seed: int = 7, width: int = WIDTH) -> None:
        self._chance = np.random.Generator(np.random.Philox(key=seed))
        group = space.groups
        sizes = space.actors, group.countries, group.sectors

        def table(rows: int, spread: float = 0.1, around: float = 0) -> Vectors:
            return Vectors(rows, self._chance, width=width, spread=spread, around=around)

        self._doer, self._done_to = (Sum(table(sizes[0], 0.02), *map(table, sizes[1:])) for _ in range(2))
        self._stretch = Sum(table(space.kinds, around=1), table(group.types))
        self._shift = Sum(table(space.kinds), table(group.types))
        self._usual = Vectors(space.actors, self._chance, width=1, spread=0)
        self._often = np.full(space.actors, 0.5)
        self._past: Keys = np.zeros((3, 0), np.int64)

    def learn(self, space: Space, subject: Keys, kind: Keys, target: Keys) -> None:
        """Learn from the acts of a day that is over, and once more from `_AGAIN` times as many of the past."""
        self._often += np.bincount(target, minlength=space.actors)
        drawn = self._often**_EVEN
        share = np.cumsum(drawn / drawn.sum())
        self._past = np.concatenate([self._past, np.stack([subject, kind, target])], axis=1)
        whole, fresh = self._past.shape[1], len(subject)
        again = self._chance.integers(whole, size=fresh * _AGAIN)
        order = self._chance.permutation(np.concatenate([np.arange(whole - fresh, whole), again]))
        for start in range(0, len(order), _BATCH):
            at = order[start : start + _BATCH]
            self._batch(space, self._past[:, at], share)

    def fits(self, space: Space, subject: Keys, kind: Keys) -> Floats:
        """How well each actor fits each (subject, kind), in logarithms less some constant: shape (queries, actors)."""
        stretch, shift = (part.of(_kinds(space, kind)) for part in (self._stretch, self._shift))
        queries = self._doer.of(_actors(space, subject)) * stretch + shift
        objects = self._done_to.of(_actors(space, np.arange(space.actors)))
        made: Floats = np.matmul(queries, objects.T, dtype=np.float32)
        made += self._usual.value[:, 0]
        return made

    def _batch(self, space: Space, acts: Keys, share: NDArray[np.float64]) -> None:
        subject, kind, target = acts
        wrong = np.minimum(np.searchsorted(share, self._chance.random(_WRONG)), space.actors - 1)
        shares = np.diff(share, prepend=0)[wrong]
        who, what = _actors(space, subject), _kinds(space, kind)
        objects = tuple(
            np.concatenate(pair) for pair in zip(_actors(space, target), _actors(space, wrong), strict=True)
        )
        left = (self._chance.random((len(subject) + len(objects[0]), 1)) >= _LEFT_OUT).astype(np.float32)
        own, theirs = left[: len(subject)], left[len(subject) :]
        doer, stretch, shift = self._doer.of(who, own), self._stretch.of(what), self._shift.of(what)
        query, every = doer * stretch + shift, self._done_to.of(objects, theirs)
        right, other = every[: len(subject)], every[len(subject) :]
        true = (query * right).sum(axis=1) + self._usual.value[target, 0]
        false = query @ other.T + self._usual.value[wrong, 0] - np.log(_WRONG * shares + 1e-12).astype(np.float32)
        false[wrong == target[:, None]] = _OUT
        false = np.exp(false - (most := np.maximum(true, false.max(axis=1)))[:, None])
        total = (sure := np.exp(true - most)) + false.sum(axis=1)
        up, down = sure / total - 1, false / total[:, None]
        slope = up[:, None] * right + down @ other
        self._done_to.descend(objects, np.concatenate([up[:, None] * query, down.T @ query]), theirs)
        self._usual.descend(objects[0], np.concatenate([up, down.sum(axis=0)])[:, None].astype(np.float32))
        self._doer.descend(who, slope * stretch, own)
        self._stretch.descend(what, slope * doer)
        self._shift.descend(what, slope)


def _actors(space: Space, actor: Keys) -> tuple[Keys, Keys, Keys]:
    return actor, space.country[actor], space.groups.sector[actor]


def _kinds(space: Space, kind: Keys) -> tuple[Keys, Keys]:
    return kind, space.groups.type[kind]
