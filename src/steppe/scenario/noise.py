"""Luck that belongs to a mechanism: keyed random numbers that no other mechanism can shift.

A number is found by mechanism, purpose, how many times that mechanism has used the purpose in that draw, and draw
(counter-based Philox, Salmon and others 2011). Switching a mechanism off leaves every other number as it was.
"""

import hashlib
from collections.abc import Callable
from typing import Literal

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

    With `repeat` the luck of the first `repeat` draws is used again and again, so that only parameters differ.
    """

    def __init__(self, seed: int, draws: int, *, repeat: int = 0) -> None:
        self.seed, self.draws, self.repeat = seed, draws, repeat
        self.tables: dict[tuple[str, Shape], tuple[Numbers, int]] = {}

    def whole(self, name: str, turn: int, shape: Shape = "exponential") -> Numbers:
        """One number a draw."""
        made = _MADE[shape](generator(self.seed, f"{name}/{shape}", turn), self.repeat or self.draws)
        return np.resize(made, self.draws) if self.repeat else made

    def at(self, name: str, turns: NDArray[np.int64], draws: NDArray[np.int64], shape: Shape) -> Numbers:
        """The numbers of the given draws, each at its own turn (counted from 0)."""
        most = int(turns.max(initial=-1)) + 1
        table, made = self.tables.get((name, shape), (np.empty((2, self.draws)), 0))
        if most > len(table):
            table = np.vstack([table, np.empty((max(most, 2 * len(table)) - len(table), self.draws))])
        for turn in range(made, most):
            table[turn] = self.whole(name, turn, shape)
        self.tables[name, shape] = table, max(made, most)
        return np.asarray(table[turns, draws])


_MADE: dict[Shape, Callable[[np.random.Generator, int], Numbers]] = {
    "uniform": lambda one, count: one.random(count),
    "exponential": lambda one, count: one.standard_exponential(count),
    "normal": lambda one, count: one.standard_normal(count),
}
