"""A ranking of who comes next: one pass over the days, trees learned on the last of them, then day by day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from steppe.errors import InputError
from steppe.outlook.history import History, day_number
from steppe.outlook.ranking.candidates import candidates
from steppe.outlook.ranking.counts import Floats, Keys
from steppe.outlook.ranking.features import features
from steppe.outlook.ranking.stream import Stream, both_ways
from steppe.outlook.ranking.trees import Scorer, fit

LAST_DAYS = 240  # days the trees learn from
MOST_QUERIES = 85_000  # and queries at most, drawn evenly from these days
_KEEP = 0.27  # the share of wrong candidates the trees see
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The acts of a day, with their inverses, and the distinct (subject, kind) queries they answer.

    Answer i is actor `target[i]`, to query `query[i]`.
    """

    number: int
    subject: Keys
    kind: Keys
    query: NDArray[np.intp]
    target: Keys
    acts: tuple[Keys, Keys, Keys]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """The candidates of each query of a day and their scores, shape (queries, candidates)."""

    day: Day
    found: Keys
    scores: Floats
    seen: NDArray[np.bool_]
    met: NDArray[np.bool_]


def days(history: History) -> Iterator[Day]:
    """The days of a history in order; an act counts once a day, however often it was reported."""
    if not len(history):
        return
    order = np.argsort(history.day, kind="stable")
    numbers, starts = np.unique(history.day[order], return_index=True)
    for number, rows in zip(numbers.tolist(), np.split(order, starts[1:]), strict=True):
        yield _day(history, number, rows)


def _day(history: History, number: int, rows: NDArray[np.intp]) -> Day:
    kinds, actors = len(history.kinds), len(history.actors)
    source, kind, target = (column[rows].astype(np.int64) for column in (history.source, history.kind, history.target))
    acts = both_ways(source, kind, target, kinds)
    fact = np.unique((acts[0] * 2 * kinds + acts[1]) * actors + acts[2])
    asked, query = np.unique(fact // actors, return_inverse=True)
    whole, target = fact // actors, fact % actors
    return Day(
        number=number,
        subject=asked // (2 * kinds),
        kind=asked % (2 * kinds),
        query=query,
        target=target,
        acts=(whole // (2 * kinds), whole % (2 * kinds), target),
    )


class Ranker:
    """Ranks candidates day by day: `learn` once, then `rank` a day and `advance` past it.

    The trees stay as learned and so do, when `frozen`, the confidence of rules and the vectors; counts go on with every
    day that is over.
    """

    def __init__(self, stream: Stream, scorer: Scorer, *, frozen: bool = False) -> None:
        self.stream, self._scorer, self._frozen = stream, scorer, frozen

    def rank(self, day: Day) -> Ranked:
        """Candidates and scores for the queries of a day, from what was counted before it."""
        self.stream.ready(day.number)
        found = candidates(self.stream, day.subject, day.kind)
        _, rows = features(self.stream, day.subject, day.kind, found)
        scores = self._scorer(rows).reshape(found.shape)
        who, counts, actors = day.subject[day.query], self.stream.counts, self.stream.space.actors
        triple = (who * self.stream.space.kinds + day.kind[day.query]) * actors + day.target
        seen, met = counts["triple"].find(triple)[1], counts["pair"].find(who * actors + day.target)[1]
        return Ranked(day=day, found=found, scores=scores, seen=seen, met=met)

    def advance(self, day: Day) -> None:
        """Take up a day that is over."""
        self.stream.advance(*day.acts, day.number, frozen=self._frozen)

    def best(self, actor: int, kind: int, day: date, *, most: int = 10) -> list[tuple[int, float]]:
        """The actors most likely to have `kind` done to them by `actor` on a day, with scores, best first."""
        one = np.array([actor], np.int64), np.array([kind], np.int64)
        self.stream.ready(day_number(day))
        found = candidates(self.stream, *one)
        scores = self._scorer(features(self.stream, *one, found)[1])
        order = np.argsort(-scores, kind="stable")[:most]
        return [(int(found[0, at]), float(scores[at])) for at in order]


def learn(history: History, *, frozen: bool = False, seed: int = 1, told: Told | None = None) -> Ranker:
    """One pass over a history: counts from the first day, trees from its last `LAST_DAYS`.

    Each of these days is ranked before it is counted, so that training sees what a live day would. The same history
    and seed give the same ranker. `told(done, all)` hears of each day. `InputError` where no day can be learned from.
    """
    walk = list(days(history))
    stream, rows = Stream(history.actors, history.kinds), _Rows(seed)
    first = max(1, len(walk) - LAST_DAYS)
    asked = sum(len(day.subject) for day in walk[first:])
    share = min(1.0, MOST_QUERIES / max(asked, 1))
    for number, day in enumerate(walk):
        if number >= first:
            rows.take(stream, day, share)
        stream.advance(*day.acts, day.number)
        if told:
            told(number + 1, len(walk))
    return Ranker(stream, rows.fit(), frozen=frozen)


class _Rows:
    """Training rows as they come: of each query drawn, all true candidates and a part of the others."""

    def __init__(self, seed: int) -> None:
        self._chance = np.random.Generator(np.random.Philox(key=seed))
        self._names: list[str] = []
        self._rows: list[Floats] = []
        self._true: list[Floats] = []
        self._sizes: list[NDArray[np.intp]] = []

    def take(self, stream: Stream, day: Day, share: float) -> None:
        stream.ready(day.number)
        drawn = np.flatnonzero(self._chance.random(len(day.subject)) < share)
        if not len(drawn):
            return
        found = candidates(stream, day.subject[drawn], day.kind[drawn])
        self._names, rows = features(stream, day.subject[drawn], day.kind[drawn], found)
        actors = stream.space.actors
        answers = day.query * actors + day.target
        true = np.isin((drawn[:, None] * actors + found).ravel(), answers).reshape(found.shape)
        # A query whose answers are no candidates teaches no order.
        kept = (true | (self._chance.random(found.shape) < _KEEP)) & (true.sum(axis=1) > 0)[:, None]
        self._rows.append(rows[kept.ravel()])
        self._true.append(true[kept].astype(np.float32))
        sizes = kept.sum(axis=1)
        self._sizes.append(sizes[sizes > 0])

    def fit(self) -> Scorer:
        sizes = np.concatenate(self._sizes) if self._sizes else np.zeros(0, np.intp)
        if not len(sizes):
            raise InputError("a ranking needs two days of events or more, with actors that meet again; got fewer")
        rows, true = np.concatenate(self._rows), np.concatenate(self._true)
        self._rows.clear()
        return fit(rows, true, sizes.tolist(), self._names)
