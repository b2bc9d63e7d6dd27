"""Hazards of one kind, such as protests in several parts of a country, run together: the same as one by one, quicker.

A flock is a run of self-exciting hazards that differ in their rates only: what they set lasts as long, with no luck in
it, and nothing else changes whether they act.
"""

from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from steppe.scenario.kinds import excited
from steppe.scenario.model import Mechanism
from steppe.scenario.program import Program
from steppe.scenario.state import Array, Ints, State, set_mode, where


@dataclass(frozen=True, slots=True, kw_only=True)
class Flock:
    """Hazards by name, and what they hold, a row each; the run's own rows are these."""

    names: tuple[str, ...]
    clock: Array
    limit: Array
    times: Ints
    first: NDArray[np.int32]


def flocks(program: Program, state: State) -> dict[str, Flock]:
    """The flocks of a model by their first hazard; from now on the rows of the run are those of its flocks."""
    hazards = [(name, one) for name, one in program.model.mechanisms.items() if one.kind == "hazard"]
    runs = groupby(hazards, key=lambda pair: _likeness(*pair, program))
    groups = (tuple(name for name, _ in run) for alike, run in runs if alike)
    return {names[0]: _flock(names, state) for names in groups if len(names) > 1}


def _likeness(name: str, one: Mechanism, program: Program) -> tuple[object, ...]:
    """What hazards of a flock have in common; empty for one that is in none."""
    other = one.times or one.when or one.needs or one.carry or one.realised or name in program.forced
    if other or not one.excited or (one.lasts and one.lasts.spread):
        return ()
    return (*sorted(one.sets.items()), one.lasts.median if one.lasts else "")


def _flock(names: tuple[str, ...], state: State) -> Flock:
    made = Flock(
        names=names,
        clock=np.array([state.rows[f"{name}.clock"] for name in names]),
        limit=np.array([state.rows[f"{name}.limit"] for name in names]),
        times=np.array([state.times[name] for name in names]),
        first=np.array([state.first[name] for name in names]),
    )
    for at, name in enumerate(names):
        state.rows[f"{name}.clock"], state.rows[f"{name}.limit"] = made.clock[at], made.limit[at]
        state.times[name], state.first[name] = made.times[at], made.first[at]
    return made


def advance_flock(flock: Flock, program: Program, state: State, day: int) -> None:
    """One day of a flock: rates, who fires where, what that sets."""
    for clock, name in zip(flock.clock, flock.names, strict=True):
        clock += excited(name, program, state, program.values[program.model.mechanisms[name].rate])
    fired = where((flock.clock >= flock.limit).reshape(-1))
    if not len(fired):
        return
    which, draws = np.divmod(fired, state.draws)
    times: Ints = flock.times.take(fired) + 1
    flock.times.reshape(-1)[fired] = times
    first = flock.first.reshape(-1)
    first[fired] = np.minimum(first[fired], day)
    flock.clock.reshape(-1)[fired] = 0.0
    _renew(flock, program, state, (fired, draws, times), np.searchsorted(which, np.arange(len(flock.names) + 1)))
    one = program.model.mechanisms[flock.names[0]]
    last = day + program.lasts(flock.names[0], draws)
    for mode, code in one.sets.items():
        set_mode(state, mode, program.code(mode, code), draws, last)


def _renew(flock: Flock, program: Program, state: State, rest: tuple[Ints, Ints, Ints], ends: Ints) -> None:
    """New limits for those that fired, each from its own luck."""
    fired, draws, times = rest
    limits = flock.limit.reshape(-1)
    for name, start, end in zip(flock.names, ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        if start < end:
            state.fired[name] = draws[start:end]
            limits[fired[start:end]] = program.noise.at(name, times[start:end], draws[start:end], "exponential")
