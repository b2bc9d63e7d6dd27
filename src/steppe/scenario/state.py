"""The state of a run: rows by name, one column a draw, and what has happened so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
NEVER = 32_000  # the day of what has not happened
FOR_GOOD = 1e9  # the last day of what has no end


@dataclass(slots=True, kw_only=True)
class State:
    """All draws at once: `rows[name]` is one number a draw; modes are rows that count states from 0.

    `first` is the day a mechanism first fired (`NEVER` where it has not), `times` how often; `fired` holds today's
    firings, `carried` the probability that it has fired so far given everything else, `flow` today's share of that.
    `book` is what entered and left each stock, `touched` the modes that are not ordinary in some draw.
    """

    draws: int
    rows: dict[str, Array]
    ends: dict[str, Array]
    first: dict[str, NDArray[np.int32]]
    times: dict[str, Ints]
    fired: dict[str, Mask] = field(default_factory=dict)
    carried: dict[str, Array] = field(default_factory=dict)
    flow: dict[str, Array] = field(default_factory=dict)
    book: dict[str, tuple[Array, Array]] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)


def begin(draws: int, starts: Mapping[str, Array], modes: Sequence[str], mechanisms: Sequence[str]) -> State:
    """The state before day 1: modes ordinary, rows as in `starts`."""
    return State(
        draws=draws,
        rows={**{name: row.copy() for name, row in starts.items()}, **{name: np.zeros(draws) for name in modes}},
        ends={name: np.full(draws, FOR_GOOD) for name in modes},
        first={name: np.full(draws, NEVER, dtype=np.int32) for name in mechanisms},
        times={name: np.zeros(draws, dtype=np.int64) for name in mechanisms},
    )


def expire(state: State, day: int) -> None:
    """Modes whose time is over become ordinary again."""
    for mode in tuple(state.touched - state.held):
        row = state.rows[mode]
        over = state.ends[mode] < day
        if over.any():
            row[over] = 0.0
            state.ends[mode][over] = FOR_GOOD
            if not row.any():
                state.touched.discard(mode)


def set_mode(state: State, mode: str, code: int, draws: Ints, last: Array) -> None:
    """Put a mode in a state until day `last`, in some draws; a graver state is not relieved by a milder one."""
    if mode in state.held:
        return
    row, ends = state.rows[mode], state.ends[mode]
    graver = row[draws] < code
    same = row[draws] == code
    ends[draws] = np.where(graver, last, np.where(same, np.maximum(ends[draws], last), ends[draws]))
    row[draws] = np.maximum(row[draws], code)
    state.touched.add(mode)


def hold_mode(state: State, mode: str, code: int, day: int, last: int) -> None:
    """Hold a mode in a state, in all draws, until day `last`; nothing else moves it meanwhile."""
    state.rows[mode][:] = code
    state.ends[mode][:] = last
    if day < last:
        state.held.add(mode)
    else:
        state.held.discard(mode)
    state.touched.add(mode)


def in_states(state: State, wanted: Mapping[str, frozenset[int]]) -> Mask | None:
    """In which draws all modes are in one of the wanted states; `None` stands for all."""
    found: Mask | None = None
    for mode, codes in wanted.items():
        if mode not in state.touched:
            if 0 in codes:
                continue
            return np.zeros(state.draws, dtype=bool)
        row = state.rows[mode]
        here = np.isin(row, list(codes)) if len(codes) > 1 else row == next(iter(codes))
        found = here if found is None else found & here
    return found


def fire(state: State, name: str, fired: Mask, draws: Ints, day: int) -> None:
    """Note that a mechanism fired today, in the draws `fired` marks and `draws` lists."""
    state.fired[name] = fired
    state.times[name][draws] += 1
    first = state.first[name]
    first[draws] = np.minimum(first[draws], day)


def move(state: State, source: str, to: str, amount: Array) -> Array:
    """Move up to `amount` between stocks and give what was moved; `outside` is without end."""
    if source in state.rows:
        amount = np.minimum(amount, state.rows[source])
    if f"{to}.most" in state.rows:
        amount = np.minimum(amount, np.maximum(state.rows[f"{to}.most"] - state.rows[to], 0.0))
    for name, sign in ((source, -1.0), (to, 1.0)):
        if name in state.rows:
            state.rows[name] += sign * amount
            book = state.book.setdefault(name, (np.zeros(state.draws), np.zeros(state.draws)))
            entered = book[0] if sign > 0 else book[1]
            entered += amount
    return amount
