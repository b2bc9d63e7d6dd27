"""Minimum-cost flow on a small network: solved once for each combination of capacities, by HiGHS.

One linear program is built and only its bounds change (Huangfu and Hall 2018 for the solver). Every unit that cannot be
sent costs more than the dearest way, so as much as can be is sent, by the cheapest ways. A solution keeps the flow on
each arc and what one more unit of capacity would be worth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from steppe.scenario.model import SINK, Network

Row = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """A day's flow: `sent` by supply, `flow` and `worth` by arc, in the order of the network.

    `worth` is how many more units would arrive for one more unit of an arc's capacity (0 where it does not bind).
    """

    sent: Row
    flow: Row
    worth: Row


class Solver:
    """The linear program of a network; `solve` takes capacities in the order of supplies, then arcs."""

    def __init__(self, network: Network) -> None:
        self.supplies, self.arcs = tuple(network.supplies.values()), tuple(network.arcs.values())
        self.penalty = 10.0 * (1.0 + sum(arc.cost for arc in self.arcs))
        self.columns = len(self.supplies) + len(self.arcs)
        make: Any = highspy.Highs
        self.highs: Any = make()
        self.highs.setOptionValue("log_to_console", False)
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("presolve", "off")
        self.highs.setOptionValue("threads", 1)
        self._build()

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
        upper = np.asarray(capacities, dtype=np.float64)
        columns = np.arange(self.columns, dtype=np.int32)
        self.highs.changeColsBounds(self.columns, columns, np.zeros(self.columns), upper)
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"no flow found for capacities {upper.tolist()}")
        found = self.highs.getSolution()
        values, duals = np.array(found.col_value), np.array(found.col_dual)
        start = len(self.supplies)
        worth = np.round(np.maximum(-duals[start:], 0.0) / self.penalty, 3)
        return Solved(sent=np.clip(values[:start], 0.0, None), flow=np.clip(values[start:], 0.0, None), worth=worth)


class Solutions:
    """Solutions met so far, as columns: `flows` by arc, `sent` by supply; `worth` has a row a solution."""

    def __init__(self, network: Network, parts: int) -> None:
        self.solver = Solver(network)
        supplies, arcs = len(network.supplies), len(network.arcs)
        self.flows, self.sent = np.zeros((arcs, 0)), np.zeros((supplies, 0))
        self.worth = np.zeros((0, arcs))
        self.keys = np.zeros((parts, 0))
        self.codes = np.array([np.inf])  # sorted, with a stop at the end
        self.order: NDArray[np.int64] = np.array([-1], dtype=np.int64)
        self.weights = np.sqrt(np.arange(2.0, parts + 2.0)) + np.pi ** np.arange(parts) % 1.0

    def __len__(self) -> int:
        """How many combinations have been solved."""
        return self.keys.shape[1]

    def numbers(self, wide: Row) -> NDArray[np.int64]:
        """The number of the solution of each column of capacities `[part, draw]`; new columns are solved.

        Columns are looked up by a weighted sum and then compared whole.
        """
        codes = np.einsum("i,ij->j", self.weights, wide)
        at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        new = np.flatnonzero(self.codes[at] != codes)
        if len(new):
            found, first = np.unique(codes[new], return_index=True)
            self._learn(found, wide[:, new[first]])
            at = np.searchsorted(self.codes, codes)
        numbers: NDArray[np.int64] = self.order[at]
        if not np.array_equal(self.keys[:, numbers], wide):
            raise ArithmeticError("two sets of capacities share a code; expected another step of the network")
        return numbers

    def _learn(self, codes: Row, columns: Row) -> None:
        start, fresh = len(self), [self.solver.solve(column) for column in columns.T]
        self.flows = np.hstack([self.flows, np.array([one.flow for one in fresh]).T])
        self.sent = np.hstack([self.sent, np.array([one.sent for one in fresh]).T])
        self.worth = np.vstack([self.worth, np.array([one.worth for one in fresh])])
        self.keys = np.hstack([self.keys, columns])
        joined = np.concatenate([self.codes, codes])
        order = np.concatenate([self.order, np.arange(start, len(self))])
        ranks = np.argsort(joined, kind="stable")
        self.codes, self.order = joined[ranks], order[ranks]
