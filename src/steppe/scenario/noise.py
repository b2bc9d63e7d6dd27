"""Luck that belongs to a mechanism: keyed random numbers that no other mechanism can shift.

A number is found by mechanism, purpose, how many times that mechanism has used the purpose in that draw, and draw
(counter-based Philox, Salmon and others 2011). Switching a mechanism off leaves every other number as it was.
"""

import hashlib
from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Shape = Literal["uniform", "exponential", "normal"]
Numbers = NDArray[np.float64]


def generator(seed: int, name: str, turn: int = 0) -> np.random.Generator:
    """The stream of `name` under `seed`; `turn` tells its parts from each other.

    >>> float(generator(7, "a").random()) == float(generator(7, "a").random())
    True
    """
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "little")
    return np.random.Generator(np.random.Philox(key=[seed % 2**64, key], counter=[0, 0, 0, turn]))


class Noise:
    """Numbers of one run by mechanism and turn, made when they are first asked for.

    With `repeat` the luck of the first `repeat` draws is used again and again, so that only parameters differ; `luck`
    tells for each draw whose luck it has.
    """

    def __init__(self, seed: int, draws: int, *, repeat: int = 0, luck: NDArray[np.int64] | None = None) -> None:
        self.seed, self.draws = seed, draws
        self.luck = np.arange(draws) % repeat if repeat else luck
        self.different = draws if self.luck is None else int(self.luck.max(initial=0)) + 1
        self.tables: dict[tuple[str, Shape], Numbers] = {}
        self.made: dict[tuple[str, Shape], Numbers] = {}
        self.streams: dict[str, tuple[np.random.Generator, Any]] = {}

    def whole(self, name: str, turn: int, shape: Shape = "exponential") -> Numbers:
        """One number a draw."""
        made = _MADE[shape](self._stream(f"{name}/{shape}", turn), self.different)
        return made if self.luck is None else made[self.luck]

    def _stream(self, name: str, turn: int) -> np.random.Generator:
        """As `generator`, but only its counter is set anew for another turn."""
        if name not in self.streams:
            fresh = generator(self.seed, name)
            self.streams[name] = fresh, fresh.bit_generator.state
        one, start = self.streams[name]
        start["state"]["counter"][3] = turn
        one.bit_generator.state = start
        return one

    def at(self, name: str, turns: NDArray[np.int64], draws: NDArray[np.int64], shape: Shape) -> Numbers:
        """The numbers of the given draws, each at its own turn (counted from 0)."""
        places = turns * self.draws + draws
        try:
            return self.made[name, shape].take(places)
        except (KeyError, IndexError):
            self._make((name, shape), int(turns.max(initial=0)) + 1)
        return self.made[name, shape].take(places)

    def _make(self, key: tuple[str, Shape], turns: int) -> None:
        """Make the numbers of the first turns, one turn after the other."""
        table, made = self.tables.get(key, np.empty((0, self.draws))), len(self.made.get(key, ())) // self.draws
        if turns > len(table):
            table = np.vstack([table, np.empty((max(turns - len(table), len(table)), self.draws))])
        for turn in range(made, turns):
            table[turn] = self.whole(key[0], turn, key[1])
        self.tables[key], self.made[key] = table, table[:turns].reshape(-1)


_MADE: dict[Shape, Callable[[np.random.Generator, int], Numbers]] = {
    "uniform": lambda one, count: one.random(count),
    "exponential": lambda one, count: one.standard_exponential(count),
    "normal": lambda one, count: one.standard_normal(count),
}
