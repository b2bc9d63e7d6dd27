"""The fifth kind of mechanism: a network's day, for all draws: flow, tanks, what waits and what is lost.

Each combination of capacities that occurs is solved once and gathered, and draws in which nothing moves are left as
they are. Tanks hold their usual filling: what is more is loaded as soon as it can be, and where less comes in than
usual they give out what they have.
"""

from collections.abc import Mapping

import numpy as np

from steppe.scenario.combinations import Combinations
from steppe.scenario.model import SINK, Model, Network
from steppe.scenario.network import Solutions
from steppe.scenario.state import Array, Ints, State, where

PARTS = ("deferred", "stored", "delivered", "planned", "unmet", "lost")  # rows besides those of the arcs, before them
DEFERRED, STORED, DELIVERED, PLANNED, UNMET, LOST = range(len(PARTS))
SUMMED = DELIVERED  # the first of the rows that are summed over days


class Transport:
    """A network in a run of so many draws; `today` moves it on by a day.

    `book` holds side by side a draw's rows, their sums over the days before, and the day since when they are so.
    """

    def __init__(self, name: str, model: Model, values: Mapping[str, Array], draws: int) -> None:
        self.name, self.draws = name, draws
        self.network: Network = model.networks[name]
        self.names = (*PARTS, *self.network.arcs)
        self.ends = [len(PARTS) + at for at, arc in enumerate(self.network.arcs.values()) if arc.head == SINK]
        self.combinations = Combinations(self.network, model, values)
        self.solutions = Solutions(self.network, self.combinations.usual())
        self.keys: Ints = np.zeros(draws, dtype=np.int64)
        self.now: Ints = np.zeros(draws, dtype=np.int64)
        self.used = np.zeros(0)
        self.busy = np.ones(draws, dtype=bool)
        self._limits(values)
        width = len(self.names)
        self.summed, self.sums = slice(SUMMED, width), slice(width, 2 * width - SUMMED)
        self.book = np.zeros((draws, 2 * width - SUMMED + 1))
        self.book[:, STORED], self.book[:, -1] = self.usual_fill, 1.0

    def _limits(self, values: Mapping[str, Array]) -> None:
        """What tanks hold, and load on an ordinary day, and what can wait and be sent late."""
        store, late, zero = self.network.store, self.network.deferral, np.zeros(self.draws)
        self.way_on = self.combinations.way_on - len(self.network.supplies) + len(PARTS) if store else -1
        self.size = values[store.capacity] if store else zero
        self.usual_fill = values[store.filled] * self.size if store else zero
        ordinary = self._numbers(self.combinations.keys(np.arange(self.draws)))
        self.usual_load = self.solutions.flows[ordinary, self.way_on - len(PARTS)] if store else zero
        self.most, self.catch_up = (values[late.most], values[late.catch_up]) if late else (zero, zero)

    def rows(self) -> dict[str, Array]:
        """The rows of the network: what waits, lies in tanks, arrived, was planned, not sent, lost; flow by arc."""
        return {f"{self.name}.{row}": self.book[:, at] for at, row in enumerate(self.names)}

    def totals(self, days: int) -> dict[str, Array]:
        """Rows summed over the days of a run; those of amounts that lie somewhere are left out."""
        sums = self.book[:, self.sums] + self.book[:, self.summed] * (days + 1 - self.book[:, -1:])
        named = enumerate(self.names[SUMMED:])
        return {f"{self.name}.{row}": np.ascontiguousarray(sums[:, at]) for at, row in named}

    def bottlenecks(self, days: int) -> dict[str, float]:
        """For each arc, what one more unit of its capacity would have brought, as a mean over days and draws."""
        used = self._used(self.now, days + 1 - self.book[:, -1])
        mean = used @ self.solutions.worth[: len(used)] / max(used.sum(), 1.0)
        return {arc: float(one) for arc, one in zip(self.network.arcs, mean, strict=True)}

    def _used(self, numbers: Ints, days: Array) -> Array:
        """For how many days each solution has held, with these days."""
        used = np.bincount(numbers, weights=days, minlength=len(self.solutions))
        np.add(used[: len(self.used)], self.used, out=used[: len(self.used)])
        return np.asarray(used, dtype=np.float64)

    def rest(self, state: State, day: int) -> None:
        """A day on which the network is held off: nothing is planned or flows; what lies in tanks and waits stays."""
        self.combinations.changed(state)
        every = np.arange(self.draws)
        self._close(self.book, every, day)
        self.book[:, self.summed] = 0.0
        self.busy[:] = True

    def today(self, state: State, day: int) -> None:
        """One day: capacities by modes, the flow, the tanks, what waits; only where something moves."""
        self.busy[self.combinations.changed(state)] = True
        draws = where(self.busy)
        if not len(draws):
            return
        book = self.book.take(draws, axis=0)
        self._close(book, draws, day)
        stored, waits = book[:, STORED].copy(), book[:, DEFERRED].copy()
        late = np.minimum(waits, self.catch_up[draws])
        self.keys[draws] = keys = self.combinations.keys(draws, self.size[draws] - stored, late)
        numbers = self._numbers(keys)
        self._move(book, numbers, draws)
        going = (book[:, STORED] != stored) | (book[:, DEFERRED] != waits)
        self.busy[draws] = going | (numbers != self.now[draws])
        self.now[draws] = numbers
        self.book[draws] = book

    def capacities(self, draws: Ints) -> Array:
        """Today's capacities of some draws, a row each, in the order of supplies, then arcs."""
        return self.combinations.capacities(self.keys[draws])

    def _numbers(self, keys: Ints) -> Ints:
        return self.solutions.numbers(keys, self.combinations.capacities)

    def _close(self, book: Array, draws: Ints, day: int) -> None:
        """Count the rows of some draws for the days that they have been so."""
        held = day - book[:, -1]
        np.add(book[:, self.sums], book[:, self.summed] * held[:, None], out=book[:, self.sums])
        book[:, -1] = day
        self.used = self._used(self.now[draws], held)

    def _move(self, book: Array, numbers: Ints, draws: Ints) -> None:
        book[:, len(PARTS) : len(self.names)] = self.solutions.flows.take(numbers, axis=0)
        if self.way_on >= 0:
            self._load(book, draws)
        book[:, DELIVERED] = book[:, self.ends].sum(axis=1)
        self._wait(book, self.solutions.sent[numbers], draws)

    def _load(self, book: Array, draws: Ints) -> None:
        """Let the tanks take what comes and give what can be loaded."""
        comes, stored = book[:, self.way_on].copy(), book[:, STORED]
        wanted = np.maximum(comes + np.maximum(stored - self.usual_fill[draws], 0.0), self.usual_load[draws])
        gone = np.minimum(np.minimum(self.combinations.ready[draws], wanted), stored + comes)
        book[:, STORED] = np.where(gone == comes, stored, stored + comes - gone)
        book[:, self.way_on] = gone

    def _wait(self, book: Array, sent: Array, draws: Ints) -> None:
        """What of the plan was not sent waits where it can, and is lost where it cannot."""
        planned, waits = self.combinations.planned[draws], book[:, DEFERRED]
        gap = planned - sent
        gap[np.abs(gap) < 1e-9] = 0.0
        unmet = np.maximum(gap, 0.0)
        kept = np.minimum(unmet, np.maximum(self.most[draws] - waits, 0.0))
        book[:, PLANNED], book[:, UNMET], book[:, LOST] = planned, unmet, unmet - kept
        book[:, DEFERRED] = np.maximum(waits + kept - np.maximum(-gap, 0.0), 0.0)
