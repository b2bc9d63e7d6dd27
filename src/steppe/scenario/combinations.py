"""A network's capacities as whole numbers: which combination a draw is in today, and what capacities that stands for.

A combination is a class of draws with the same parameters, the states of the modes, and whole steps of the network: of
room in the tanks besides what can be loaded, and of what is sent late. Few of them occur, and each is solved once.
"""

from collections.abc import Mapping
from math import ceil, prod

import numpy as np

from steppe.errors import InputError
from steppe.scenario.model import Model, Network
from steppe.scenario.state import Array, Ints, State

MOST = 2**28  # sets of capacities times steps


class Combinations:
    """The combination of each draw, kept up as modes change.

    `planned` is what the supplies of a draw would send today, `ready` what can be loaded from the tanks; `way_on` and
    `late` are the columns of the tanks' way on and of the supply that sends late (-1 where there is none).
    """

    def __init__(self, network: Network, model: Model, values: Mapping[str, Array]) -> None:
        parts = [(one.amount, one.states) for one in network.supplies.values()]
        parts += [(one.capacity, one.states) for one in network.arcs.values()]
        self.supplies, self.step = len(network.supplies), network.step
        base = np.array([np.maximum(values[parameter], 0.0) for parameter, _ in parts])
        self.base, self.classes = _classes(base)
        self.factors = [(at, mode, np.array(by)) for at, (_, states) in enumerate(parts) for mode, by in states.items()]
        names = dict.fromkeys(mode for _, mode, _ in self.factors)
        self.modes = {mode: len(model.modes[mode].states) for mode in names}
        self.strides = {mode: prod(list(self.modes.values())[:at]) for at, mode in enumerate(self.modes)}
        self.all_states = prod(self.modes.values())
        self._columns(network)
        self._steps(network, values)
        self.known: dict[int, int] = {}  # classes with states of modes that have occurred, by number
        self.codes: Ints = np.zeros(0, dtype=np.int64)
        self.rows: Ints = np.zeros(len(self.classes), dtype=np.int64)
        self.states = np.zeros(len(self.classes), dtype=np.int64)  # of all modes, as one number
        self.planned, self.ready = np.zeros((2, len(self.classes)))
        self._follow(np.arange(len(self.classes)))

    def _columns(self, network: Network) -> None:
        store, late = network.store, network.deferral
        ways = enumerate(network.arcs.values(), start=self.supplies)
        self.way_on = next((at for at, arc in ways if store and arc.tail == store.at), -1)
        self.late = list(network.supplies).index(late.supply) if late else -1

    def _steps(self, network: Network, values: Mapping[str, Array]) -> None:
        """How many steps of room can matter, and how many can be sent late."""
        late = network.deferral
        most = max(float(values[late.catch_up].max()), 0.0) if late else 0.0
        grown = prod(float(by.max()) for at, _, by in self.factors if at < self.supplies and by.max() > 1.0)
        sent = grown * float(self.base[:, : self.supplies].sum(axis=1).max()) + most
        self.late_steps = int(most / self.step) + 1
        self.steps = self.late_steps * (ceil(sent / self.step) + 1)

    def usual(self) -> Array:
        """Capacities in the middle of all draws and of the states of all modes."""
        found = np.array(self.base[self.classes[np.argsort(self.planned)[len(self.planned) // 2]]])
        for at, _, by in self.factors:
            found[at] *= by.mean()
        return found

    def changed(self, state: State) -> Ints:
        """The draws in which a mode has changed since networks last looked; their capacities follow."""
        news = [draws for mode in self.modes for draws in state.news.get(mode, ())]
        draws = np.concatenate([np.zeros(0, dtype=np.int64), *news])
        if len(draws):
            self.states[draws] = sum(stride * state.rows[mode][draws] for mode, stride in self.strides.items())
            self._follow(draws)
        return draws

    def _follow(self, draws: Ints) -> None:
        codes, each = np.unique(self.classes[draws] * self.all_states + self.states[draws], return_inverse=True)
        rows = np.array([self.known.setdefault(code, len(self.known)) for code in codes.tolist()])
        if len(self.known) * self.steps > MOST:
            raise InputError(
                f"networks: {len(self.known)} different sets of capacities, each in up to {self.steps} steps of "
                f"{self.step:g}; expected at most {MOST} in all: a coarser step, or parameters in levels"
            )
        self.codes = np.array(list(self.known)) if len(self.known) > len(self.codes) else self.codes
        self.rows[draws] = rows[each]
        wide = self.capacities(rows * self.steps)
        self.planned[draws] = wide[:, : self.supplies].sum(axis=1)[each]
        self.ready[draws] = wide[each, self.way_on] if self.way_on >= 0 else 0.0

    def keys(self, draws: Ints, room: Array | float = 0.0, late: Array | float = 0.0) -> Ints:
        """The combination of some draws with so much room in the tanks and so much that could be sent late.

        Room for more than all that could come is as good as room for all of it.
        """
        sent = np.floor(np.maximum(late, 0.0) / self.step)
        wanted = np.ceil((self.planned[draws] - self.ready[draws]) / self.step) + sent
        rooms = np.maximum(np.minimum(np.floor(room / self.step), wanted), 0.0)
        return np.asarray(self.rows[draws] * self.steps + (rooms * self.late_steps + sent).astype(np.int64))

    def capacities(self, keys: Ints) -> Array:
        """A row of capacities for each combination, in the order of supplies, then arcs."""
        rows, steps = np.divmod(keys, self.steps)
        classes, states = np.divmod(self.codes[rows], self.all_states)
        wide = self.base[classes]
        for at, mode, by in self.factors:
            wide[:, at] *= by[states // self.strides[mode] % self.modes[mode]]
        rooms, late = np.divmod(steps, self.late_steps)
        if self.way_on >= 0:
            wide[:, self.way_on] += rooms * self.step
        if self.late >= 0:
            wide[:, self.late] += late * self.step
        return wide


def _classes(base: Array) -> tuple[Array, Ints]:
    """The different columns of `base`, a row each, and which of them each column is."""
    codes = np.zeros(base.shape[1], dtype=np.int64)
    for row in base:
        if row.min() < row.max():
            levels, level = np.unique(row, return_inverse=True)
            codes = np.unique(codes * len(levels) + level, return_inverse=True)[1]
    _, first, found = np.unique(codes, return_index=True, return_inverse=True)
    return np.ascontiguousarray(base[:, first].T), found
