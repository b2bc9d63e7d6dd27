"""Dated ties in columns: a million of them answer at once who is tied to whom on a day."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from steppe.errors import UnknownName
from steppe.types import Tie

Column = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TieTable:
    """Ties as columns `[tie]`, in the order given; `out` and `into` list tie numbers by head and by tail.

    `since` and `until` are proleptic ordinals of days, both included (0 and 4,000,000 where open). The ties of actor
    `i` as head are `out[out_start[i]:out_start[i + 1]]`.
    """

    actors: tuple[str, ...]
    index: Mapping[str, int]
    kinds: tuple[str, ...]
    head: Column
    tail: Column
    kind: Column
    since: Column
    until: Column
    weight: NDArray[np.float64]
    evidence: Sequence[tuple[str, ...]]
    out: Column
    out_start: Column
    into: Column
    into_start: Column

    def __len__(self) -> int:
        return len(self.head)

    def of(self, actor: str, on: date | None = None) -> Iterator[Tie]:
        """Ties of `actor`, either way, that exist on the day `on` (all of them without one), in the order given.

        >>> table = tie_table([Tie(head="KAZ", tail="csto", kind="member", weight=1, since=date(1994, 4, 20))])
        >>> [tie.tail for tie in table.of("KAZ", date(2022, 1, 6))], list(table.of("csto", date(1990, 1, 1)))
        (['csto'], [])
        """
        rows = np.unique(np.concatenate([self._rows(actor, "out"), self._rows(actor, "into")]))
        for row in self._on(rows, on):
            yield self.tie(int(row))

    def between(self, one: str, other: str, on: date | None = None) -> Iterator[Tie]:
        """Ties from `one` to `other` or back that exist on the day."""
        this, that = self._rows(one, "out"), self._rows(one, "into")
        mine = np.concatenate([this[self.tail[this] == self.index[other]], that[self.head[that] == self.index[other]]])
        for row in self._on(np.unique(mine), on):
            yield self.tie(int(row))

    def neighbours(self, actor: str, on: date | None = None) -> tuple[str, ...]:
        """Whom `actor` is tied to on the day, each once, in order of id."""
        here = self._number(actor)
        rows = self._on(np.concatenate([self._rows(actor, "out"), self._rows(actor, "into")]), on)
        ends = np.unique(np.concatenate([self.tail[rows], self.head[rows]]))
        return tuple(sorted(self.actors[i] for i in ends if i != here))

    def paths(self, one: str, other: str, on: date | None = None, *, most: int = 10) -> list[tuple[str, ...]]:
        """The shortest chains of actors from `one` to `other` on the day, at most `most`, in order of ids."""
        steps = self._reached(self._number(one), self._number(other), on)
        found = sorted(self._back(self._number(other), steps, most))
        return [tuple(self.actors[i] for i in chain) for chain in found[:most]]

    def tie(self, row: int) -> Tie:
        """The tie in a row."""
        return Tie(
            head=self.actors[self.head[row]],
            tail=self.actors[self.tail[row]],
            kind=self.kinds[self.kind[row]],
            weight=float(self.weight[row]),
            evidence=self.evidence[row] if len(self.evidence) else (),
            since=date.fromordinal(int(self.since[row])) if self.since[row] else None,
            until=date.fromordinal(int(self.until[row])) if self.until[row] < OPEN else None,
        )

    def _number(self, actor: str) -> int:
        if actor not in self.index:
            raise UnknownName("actor", actor, sorted(self.index)[:40])
        return self.index[actor]

    def _rows(self, actor: str, side: str) -> Column:
        return self._rows_of(self._number(actor), side)

    def _rows_of(self, number: int, side: str) -> Column:
        order, start = (self.out, self.out_start) if side == "out" else (self.into, self.into_start)
        return order[start[number] : start[number + 1]]

    def _on(self, rows: Column, on: date | None) -> Column:
        if on is None:
            return rows
        day = on.toordinal()
        return rows[(self.since[rows] <= day) & (day <= self.until[rows])]

    def _beside(self, number: int, on: date | None) -> NDArray[np.int32]:
        out, into = self._on(self._rows_of(number, "out"), on), self._on(self._rows_of(number, "into"), on)
        return np.unique(np.concatenate([self.tail[out], self.head[into]]))

    def _reached(self, start: int, end: int, on: date | None) -> dict[int, tuple[int, list[int]]]:
        """Distance and foregoers of every actor met on the way, breadth first, up to the distance of `end`."""
        steps: dict[int, tuple[int, list[int]]] = {start: (0, [])}
        waiting = deque([start])
        while waiting:
            here = waiting.popleft()
            far = steps[here][0] + 1
            if end in steps and far > steps[end][0]:
                break
            for beside in map(int, self._beside(here, on)):
                if beside not in steps:
                    steps[beside] = (far, [here])
                    waiting.append(beside)
                elif steps[beside][0] == far:
                    steps[beside][1].append(here)
        return steps

    def _back(self, end: int, steps: dict[int, tuple[int, list[int]]], most: int) -> list[tuple[int, ...]]:
        if end not in steps:
            return []
        chains: list[tuple[int, ...]] = [(end,)]
        while chains and steps[chains[0][0]][1]:
            chains = [(before, *chain) for chain in chains for before in steps[chain[0]][1]][: most * 20]
        return chains


OPEN = 4_000_000  # an ordinal past every date


def tie_table(ties: Iterable[Tie]) -> TieTable:
    """The ties as a table; their actors are numbered in order of id.

    >>> len(tie_table([]))
    0
    """
    given = list(ties)
    actors = tuple(sorted({end for tie in given for end in (tie.head, tie.tail)}))
    kinds = tuple(sorted({tie.kind for tie in given}))
    index, number = {name: i for i, name in enumerate(actors)}, {name: i for i, name in enumerate(kinds)}
    return columns(
        actors,
        kinds,
        head=np.array([index[tie.head] for tie in given], np.int32),
        tail=np.array([index[tie.tail] for tie in given], np.int32),
        rest=(
            np.array([number[tie.kind] for tie in given], np.int32),
            np.array([tie.since.toordinal() if tie.since else 0 for tie in given], np.int32),
            np.array([tie.until.toordinal() if tie.until else OPEN for tie in given], np.int32),
            np.array([tie.weight for tie in given], np.float64),
        ),
        evidence=[tie.evidence for tie in given],
    )


def columns(
    actors: tuple[str, ...],
    kinds: tuple[str, ...],
    *,
    head: Column,
    tail: Column,
    rest: tuple[Column, Column, Column, NDArray[np.float64]],
    evidence: Sequence[tuple[str, ...]] = (),
) -> TieTable:
    """A table from ready columns; `rest` are kind, since, until and weight."""
    out, into = np.argsort(head, kind="stable").astype(np.int32), np.argsort(tail, kind="stable").astype(np.int32)
    numbers = np.arange(len(actors) + 1)
    kind, since, until, weight = rest
    return TieTable(
        actors=actors,
        index={name: i for i, name in enumerate(actors)},
        kinds=kinds,
        head=head,
        tail=tail,
        kind=kind,
        since=since,
        until=until,
        weight=weight,
        evidence=evidence,
        out=out,
        out_start=np.searchsorted(head[out], numbers).astype(np.int32),
        into=into,
        into_start=np.searchsorted(tail[into], numbers).astype(np.int32),
    )
