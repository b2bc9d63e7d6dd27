"""Minimum-cost flow on a small network: solved once for each combination of capacities, by HiGHS.

One linear program is built and only its bounds change (Huangfu and Hall 2018 for the solver). Every unit that cannot be
sent costs more than the dearest way, so as much as can be is sent, by the cheapest ways. A solution keeps the flow on
each arc and what one more unit of capacity would be worth. Every solve starts from the same basis, that of usual
capacities, so that a solution does not depend on what was asked before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from steppe.scenario.model import SINK, Network

Row = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """A day's flow: `sent` by supply, `flow` and `worth` by arc, in the order of the network.

    `worth` is how many more units would arrive for one more unit of an arc's capacity: 1 or 0, as the cost that it
    would save is far smaller than the price of what is not sent.
    """

    sent: Row
    flow: Row
    worth: Row


class Solver:
    """The linear program of a network; `solve` takes capacities in the order of supplies, then arcs."""

    def __init__(self, network: Network, usual: Row | None = None) -> None:
        self.supplies, self.arcs = tuple(network.supplies.values()), tuple(network.arcs.values())
        self.penalty = 10.0 * (1.0 + sum(arc.cost for arc in self.arcs))
        self.columns = len(self.supplies) + len(self.arcs)
        self.numbers, self.lower = np.arange(self.columns, dtype=np.int32), np.zeros(self.columns)
        make: Any = highspy.Highs
        self.highs: Any = make()
        self.highs.setOptionValue("log_to_console", False)
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("presolve", "off")
        self.highs.setOptionValue("threads", 1)
        self.highs.setOptionValue("solver", "simplex")
        self._build()
        self.start: Any = None
        self.solve(np.ones(self.columns) if usual is None else usual)
        self.start = self.highs.getBasis()

    def _build(self) -> None:
        nodes = sorted(
            {end for arc in self.arcs for end in (arc.tail, arc.head)} - {SINK} | {one.at for one in self.supplies}
        )
        rows = {node: at for at, node in enumerate(nodes)}
        empty = np.array([], dtype=np.int32), np.array([])
        for _ in nodes:
            self.highs.addRow(0.0, 0.0, 0, *empty)
        for one in self.supplies:
            self._column(-self.penalty, {rows[one.at]: 1.0})
        for arc in self.arcs:
            ends = {rows[arc.tail]: -1.0} | ({rows[arc.head]: 1.0} if arc.head != SINK else {})
            self._column(arc.cost, ends)

    def _column(self, cost: float, entries: dict[int, float]) -> None:
        rows, values = np.array(list(entries), dtype=np.int32), np.array(list(entries.values()))
        self.highs.addCol(cost, 0.0, 0.0, len(rows), rows, values)

    def solve(self, capacities: Sequence[float] | Row) -> Solved:
        """The cheapest flow that sends as much as can be sent; capacities are 0 or more."""
        return self.solve_all(np.asarray(capacities, dtype=np.float64)[None, :])[0]

    def solve_all(self, capacities: Row) -> list[Solved]:
        """As `solve`, for rows of capacities."""
        found = [self._run(upper) for upper in capacities]
        values, duals = np.maximum([one for one, _ in found], 0.0), np.array([one for _, one in found])
        start = len(self.supplies)
        worth = np.round(np.maximum(-duals[:, start:], 0.0) / self.penalty)
        return [Solved(sent=one[:start], flow=one[start:], worth=more) for one, more in zip(values, worth, strict=True)]

    def _run(self, upper: Row) -> tuple[list[float], list[float]]:
        self.highs.changeColsBounds(self.columns, self.numbers, self.lower, upper)
        if self.start is not None:
            self.highs.clearSolver()
            self.highs.setBasis(self.start)
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"no flow found for capacities {upper.tolist()}")
        found = self.highs.getSolution()
        return found.col_value, found.col_dual


class Solutions:
    """Solutions met so far, a row each: `flows` and `worth` by arc, `sent` in all, `capacities` as they were solved.

    What is asked for has a key, a whole number from 0; keys whose capacities come to the same share a solution.
    """

    def __init__(self, network: Network, usual: Row | None = None) -> None:
        self.solver = Solver(network, usual)
        self.reach, self.deep = _reach(network)
        supplies, arcs = self.first, _ = len(network.supplies), len(network.arcs)
        self.flows, self.worth, self.sent = np.zeros((0, arcs)), np.zeros((0, arcs)), np.zeros(0)
        self.capacities = np.zeros((0, supplies + arcs))
        self.known: dict[bytes, int] = {}
        self.order: NDArray[np.int32] = np.zeros(0, dtype=np.int32)  # by key, -1 where not met so far

    def __len__(self) -> int:
        """How many combinations have been solved."""
        return len(self.known)

    def numbers(self, keys: Numbers, capacities: Callable[[Numbers], Row]) -> Numbers:
        """The number of the solution of each key; `capacities` gives a row of them for each new key."""
        beyond = int(keys.max(initial=-1)) + 1 - len(self.order)
        if beyond > 0:
            self.order = np.concatenate([self.order, np.full(beyond + len(self.order), -1, dtype=np.int32)])
        found = self.order.take(keys).astype(np.int64)
        new = np.flatnonzero(found < 0)
        if len(new):
            fresh = np.unique(keys[new])
            self._learn(fresh, self.bounded(capacities(fresh)))
            found[new] = self.order[keys[new]]
        return found

    def bounded(self, capacities: Row) -> Row:
        """The same with no way wider than a unit more than what can reach it: fewer combinations to solve.

        Such a way does not bind before, nor after.
        """
        wide = capacities.copy()
        arcs = wide[:, self.first :]
        for _ in range(self.deep):
            np.minimum(arcs, np.einsum("ij,kj->ik", wide, self.reach) + 1.0, out=arcs)
        return wide

    def _learn(self, keys: Numbers, wide: Row) -> None:
        rows = [row.tobytes() for row in wide]
        firsts = {row: at for at, row in reversed(list(enumerate(rows))) if row not in self.known}
        fresh = sorted(firsts.values())
        if fresh:
            self.known |= {rows[at]: len(self) + more for more, at in enumerate(fresh)}
            self._keep(len(self) - len(fresh), wide[fresh])
        self.order[keys] = [self.known[row] for row in rows]

    def _keep(self, start: int, wide: Row) -> None:
        """Solve rows of capacities and keep what is found from row `start` on; there may be rows to spare behind."""
        solved, end = self.solver.solve_all(wide), start + len(wide)
        if end > len(self.sent):
            spare = end + len(self.sent)
            for name in ("capacities", "flows", "worth", "sent"):
                old = getattr(self, name)
                setattr(self, name, np.concatenate([old, np.zeros((spare - len(old), *old.shape[1:]))]))
        self.capacities[start:end] = wide
        self.flows[start:end] = [one.flow for one in solved]
        self.worth[start:end] = [one.worth for one in solved]
        self.sent[start:end] = [one.sent.sum() for one in solved]


def _reach(network: Network) -> tuple[Row, int]:
    """For each arc the columns of what can reach its tail (1, else 0), and of how many arcs a way can be."""
    heads = [one.at for one in network.supplies.values()] + [arc.head for arc in network.arcs.values()]
    rows = [[float(head == arc.tail) for head in heads] for arc in network.arcs.values()]
    return np.array(rows), len({arc.tail for arc in network.arcs.values()})
