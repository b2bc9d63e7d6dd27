"""The state of a run: rows by name, one column a draw, and what has happened so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from steppe.scenario.model import Model

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
NEVER = 32_000  # the day of what has not happened
FOR_GOOD = 1e9  # the last day of what has no end
EVERY = slice(None)  # all draws


@dataclass(slots=True, kw_only=True)
class State:
    """All draws at once: `rows[name]` is one number a draw; modes are rows that count states from 0.

    `first` is the day a mechanism first fired (`NEVER` where it has not), `times` how often; `fired` lists the draws in
    which it fires today, `carried` is the probability that it has fired so far given everything else, `flow` today's
    share of that. `book` is what entered and left each stock, `touched` the modes that are not ordinary in some draw,
    `news` the draws in which a mode has changed since networks last looked, `sums` today's sums of rows that several
    mechanisms read.
    """

    draws: int
    rows: dict[str, Array]
    ends: dict[str, Array]
    first: dict[str, NDArray[np.int32]]
    times: dict[str, Ints]
    fired: dict[str, Ints] = field(default_factory=dict)
    carried: dict[str, Array] = field(default_factory=dict)
    flow: dict[str, Array] = field(default_factory=dict)
    book: dict[str, tuple[Array, Array]] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    news: dict[str, list[Ints]] = field(default_factory=dict)
    sums: dict[tuple[str, ...], Array] = field(default_factory=dict)


def begin(draws: int, starts: Mapping[str, Array], model: Model) -> State:
    """The state before day 1: modes ordinary, rows as in `starts`."""
    modes, mechanisms = model.modes, model.mechanisms
    return State(
        draws=draws,
        rows={**{name: row.copy() for name, row in starts.items()}, **{name: np.zeros(draws) for name in modes}},
        ends={name: np.full(draws, FOR_GOOD) for name in modes},
        first={name: np.full(draws, NEVER, dtype=np.int32) for name in mechanisms},
        times={name: np.zeros(draws, dtype=np.int64) for name in mechanisms},
        carried={name: np.zeros(draws) for name, one in mechanisms.items() if one.carry},
        book={name: (np.zeros(draws), np.zeros(draws)) for name in model.stocks},
    )


def where(mask: Mask) -> Ints:
    """The draws that a mask marks."""
    return mask.nonzero()[0]


def expire(state: State, day: int) -> None:
    """Modes whose time is over become ordinary again."""
    for mode in tuple(state.touched - state.held):
        row, over = state.rows[mode], where(state.ends[mode] < day)
        if len(over):
            row[over] = 0.0
            state.ends[mode][over] = FOR_GOOD
            state.news.setdefault(mode, []).append(over)
            if not row.any():
                state.touched.discard(mode)


def set_mode(state: State, mode: str, code: int, draws: Ints, last: Array) -> None:
    """Put a mode in a state until day `last`, in some draws; a graver state is not relieved by a milder one."""
    if mode in state.held:
        return
    row, ends = state.rows[mode], state.ends[mode]
    now, until = row[draws], ends[draws]
    ends[draws] = np.where(now < code, last, np.where(now == code, np.maximum(until, last), until))
    row[draws] = np.maximum(now, code)
    state.news.setdefault(mode, []).append(draws)
    state.touched.add(mode)


def hold_mode(state: State, mode: str, code: int, last: int) -> None:
    """Hold a mode in a state for today, in all draws; nothing else moves it, and after day `last` it is ordinary."""
    state.news.setdefault(mode, []).append(np.flatnonzero(state.rows[mode] != code))
    state.rows[mode][:] = code
    state.ends[mode][:] = last
    state.held.add(mode)
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


def fire(state: State, name: str, draws: Ints, day: int) -> Ints:
    """Note that a mechanism fires today in these draws; gives how often it has fired in each of them."""
    state.fired[name] = draws
    times: Ints = state.times[name][draws] + 1
    state.times[name][draws] = times
    first = state.first[name]
    first[draws] = np.minimum(first[draws], day)
    return times


def move(state: State, source: str, to: str, amount: Array, draws: Ints | slice = EVERY) -> None:
    """Move up to `amount` between stocks, in some draws; `outside` is without end."""
    rows = state.rows
    if source in rows:
        amount = np.minimum(amount, rows[source][draws])
    if f"{to}.most" in rows:
        amount = np.minimum(amount, np.maximum(rows[f"{to}.most"][draws] - rows[to][draws], 0.0))
    if source in rows:
        _take(rows[source], amount, draws)
        _add(state.book[source][1], amount, draws)
    if to in rows:
        _add(rows[to], amount, draws)
        _add(state.book[to][0], amount, draws)


def _add(row: Array, amount: Array, draws: Ints | slice) -> None:
    if isinstance(draws, slice):
        row += amount
    else:
        row[draws] += amount


def _take(row: Array, amount: Array, draws: Ints | slice) -> None:
    if isinstance(draws, slice):
        row -= amount
    else:
        row[draws] -= amount
