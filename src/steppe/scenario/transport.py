"""The fifth kind of mechanism: a network's day, for all draws: capacities, flow, tanks, what waits and what is lost.

Few capacities differ on few days, so each combination that occurs is solved once and gathered, and draws in which
nothing moves are left as they are. What the terminal can take (room in its tanks besides what it loads) and what is
sent late go in whole steps of the network. Tanks hold their usual filling: what is more is loaded as soon as it can be,
and where less comes in than usual they give out what they have.
"""

from collections.abc import Mapping

import numpy as np

from steppe.scenario.model import SINK, Model, Network
from steppe.scenario.network import Solutions
from steppe.scenario.state import Array, Ints, Mask, State


class Transport:
    """A network in a run of so many draws; `today` moves it on by a day."""

    def __init__(self, name: str, model: Model, values: Mapping[str, Array], draws: int) -> None:
        self.name, self.draws = name, draws
        self.network: Network = model.networks[name]
        parts = [(one.amount, one.states) for one in self.network.supplies.values()]
        parts += [(one.capacity, one.states) for one in self.network.arcs.values()]
        self.base = np.array([np.maximum(values[parameter], 0.0) for parameter, _ in parts])
        self.factors = [
            (at, mode, np.asarray(factors)) for at, (_, states) in enumerate(parts) for mode, factors in states.items()
        ]
        self.modes = {mode for _, mode, _ in self.factors}
        self.values = values
        self.supplies, self.arcs = tuple(self.network.supplies), tuple(self.network.arcs)
        self.solutions = Solutions(self.network, len(parts))
        self.now: Ints = np.zeros(draws, dtype=np.int64)
        self.used: Ints = np.zeros(0, dtype=np.int64)
        self.busy = np.ones(draws, dtype=bool)
        self.seen: dict[str, Array] = {}
        self.ends = [at for at, arc in enumerate(self.network.arcs.values()) if arc.head == SINK]
        self._tanks()

    def _tanks(self) -> None:
        store, late = self.network.store, self.network.deferral
        ways = enumerate(self.network.arcs.values())
        self.way_on = next((at for at, arc in ways if store and arc.tail == store.at), -1)
        self.late = self.supplies.index(late.supply) if late else -1
        self.size = self.values[store.capacity] if store else np.zeros(self.draws)
        self.usual_fill = self.values[store.filled] * self.size if store else np.zeros(self.draws)
        self.usual_load = np.full(self.draws, -1.0)

    def starts(self) -> dict[str, Array]:
        """The rows of the network before day 1: flow by arc, what arrived, waits, was lost, lies in tanks."""
        zero = np.zeros(self.draws)
        rows = {f"{self.name}.{arc}": zero for arc in self.arcs}
        rows |= {f"{self.name}.{part}": zero for part in ("delivered", "planned", "unmet", "lost", "deferred")}
        return {**rows, f"{self.name}.stored": self.usual_fill}

    def today(self, state: State) -> None:
        """One day: capacities by modes, the flow, the tanks, what waits; only where something moves."""
        for mode in self.modes & state.touched | self.seen.keys():
            changed = state.rows[mode] != self.seen.get(mode, 0.0)
            if changed.any():
                self.busy |= changed
                self.seen[mode] = state.rows[mode].copy()
        draws = np.flatnonzero(self.busy)
        if len(draws):
            self._move(state, draws)
        self.used = np.pad(self.used, (0, len(self.solutions) - len(self.used)))
        self.used += np.bincount(self.now, minlength=len(self.solutions))

    def _move(self, state: State, draws: Ints) -> None:
        first, stored = len(self.supplies), state.rows[f"{self.name}.stored"][draws]
        if self.way_on >= 0 and self.usual_load[0] < 0:
            self._learn_usual()
        wide = self._capacities(state, draws)
        planned = wide[:first].sum(axis=0)
        loads = wide[first + self.way_on].copy()
        if self.way_on >= 0:
            wide[first + self.way_on] = self._intake(loads, self.size[draws] - stored, planned)
        self._send_late(state, wide, draws)
        self._bound(wide)
        numbers = self.solutions.numbers(wide)
        flows, sent = self.solutions.flows[:, numbers], self.solutions.sent[:, numbers]
        moved = (
            self._load(state, flows, (draws, stored, loads)) if self.way_on >= 0 else np.zeros(len(draws), dtype=bool)
        )
        self._book(state, flows, draws)
        waits = self._wait(state, planned, sent, draws)
        self.busy[draws] = moved | waits | (numbers != self.now[draws])
        self.now[draws] = numbers

    def _learn_usual(self) -> None:
        """What the tanks' way on carries on an ordinary day: the flow without what late sendings or tanks add."""
        wide = self.base.copy()
        for at, _, factors in self.factors:
            wide[at] *= factors[0]
        self._bound(wide)
        numbers = self.solutions.numbers(wide)
        self.usual_load = self.solutions.flows[self.way_on, numbers]

    def _capacities(self, state: State, draws: Ints) -> Array:
        wide = self.base[:, draws]
        for at, mode, factors in self.factors:
            if mode in state.touched:
                wide[at] *= factors[state.rows[mode][draws].astype(np.intp)]
            elif factors[0] != 1.0:
                wide[at] *= factors[0]
        return wide

    def _bound(self, wide: Array) -> None:
        """A way for more than there is to send is as good as one for all of it: fewer combinations to solve."""
        ways = wide[len(self.supplies) :]
        np.minimum(ways, wide[: len(self.supplies)].sum(axis=0), out=ways)

    def _intake(self, loads: Array, room: Array, offered: Array) -> Array:
        """What is loaded and whole steps of room; where all that is offered could be taken, more than that."""
        step = self.network.step
        intake = loads + np.floor(np.maximum(room, 0.0) / step) * step
        return np.asarray(np.minimum(intake, np.ceil(offered / step) * step + 10 * step))

    def _send_late(self, state: State, wide: Array, draws: Ints) -> None:
        """Offer what waits besides today's plan, in whole steps."""
        waits = state.rows[f"{self.name}.deferred"][draws]
        if waits.any():
            wide[self.late] += self._whole_steps(waits, draws)

    def _whole_steps(self, waits: Array, draws: Ints) -> Array:
        """What of `waits` can be sent in a day."""
        late, step = self.network.deferral, self.network.step
        most = self.values[late.catch_up][draws] if late else np.zeros(len(draws))
        return np.asarray(np.floor(np.minimum(waits, most) / step) * step)

    def _load(self, state: State, flows: Array, rest: tuple[Ints, Array, Array]) -> Mask:
        """Let the tanks take what comes and give what can be loaded; tells where their filling changed."""
        draws, stored, loads = rest
        comes = flows[self.way_on]
        wanted = np.maximum(comes + np.maximum(stored - self.usual_fill[draws], 0.0), self.usual_load[draws])
        gone = np.minimum(np.minimum(loads, wanted), stored + comes)
        after = np.where(gone == comes, stored, stored + comes - gone)
        flows[self.way_on] = gone
        state.rows[f"{self.name}.stored"][draws] = after
        return np.asarray(after != stored)

    def _book(self, state: State, flows: Array, draws: Ints) -> None:
        for at, arc in enumerate(self.arcs):
            state.rows[f"{self.name}.{arc}"][draws] = flows[at]
        state.rows[f"{self.name}.delivered"][draws] = flows[self.ends].sum(axis=0)

    def _wait(self, state: State, planned: Array, sent: Array, draws: Ints) -> Mask:
        """What of the plan was not sent waits where it can, and is lost where it cannot; tells where that goes on."""
        rows, name = state.rows, self.name
        gap = planned - sent.sum(axis=0)
        gap[np.abs(gap) < 1e-9] = 0.0
        unmet = np.maximum(gap, 0.0)
        rows[f"{name}.planned"][draws], rows[f"{name}.unmet"][draws] = planned, unmet
        late = self.network.deferral
        before = rows[f"{name}.deferred"][draws]
        room = np.maximum(self.values[late.most][draws] - before, 0.0) if late else np.zeros(len(draws))
        kept = np.minimum(unmet, room)
        waits = np.maximum(before + kept - np.maximum(-gap, 0.0), 0.0)
        rows[f"{name}.deferred"][draws] = waits
        rows[f"{name}.lost"][draws] = unmet - kept
        return np.asarray(waits != before)

    def bottlenecks(self) -> dict[str, float]:
        """For each arc, what one more unit of its capacity would have brought, as a mean over days and draws."""
        mean = self.used @ self.solutions.worth / max(self.used.sum(), 1)
        return {arc: float(one) for arc, one in zip(self.arcs, mean, strict=True)}
