"""A model compiled for a day and a set of draws: codes for states, arrays for parameters, masks for days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import prod
from typing import TypeAlias

import numpy as np

from steppe.errors import InputError
from steppe.scenario.model import Mechanism, Model
from steppe.scenario.moves import Do
from steppe.scenario.noise import Noise
from steppe.scenario.state import FOR_GOOD, Array, Ints, Mask
from steppe.scenario.units import SIGNED, per_day
from steppe.world.build import runs
from steppe.world.case import Case

Codes: TypeAlias = Mapping[str, frozenset[int]]  # states by number, by mode
Rows: TypeAlias = tuple[str, ...]
Pace: TypeAlias = "tuple[Array, Array] | list[Pace]"  # rate and chance; a list by the states of a mode, of the same
PACES = 16  # combinations of states for which they are made beforehand
LEASH = 1.5  # logits that shifts without a back-test may move a probability by, all together


@dataclass(frozen=True, slots=True, kw_only=True)
class Bred:
    """What memories add to a rate: `most` a draw for each in the sum of `rows`, and `more` for those of further sums.

    `key` names the first part with the parameters of rate and `most`: mechanisms of the same key share it.
    """

    key: Rows
    rows: Rows
    most: Array
    more: tuple[tuple[Array, Rows], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What a day's steps read: the model, parameters by name (`[draw]`), luck, the days a mechanism may act on.

    `may[name][day]` tells whether the ties a mechanism needs hold; `forced[name]` gives the days it is held off or on.
    `codes[name]` are the states it waits for, `steps[name]` those of each of its moves, `times[name]` the factors of
    its rate by mode and state, `paces[name]` the rates and daily chances that these come to where no memory counts.
    `bred[name]` is what memories add to a rate, `lasting[name]` the days an effect lasts where no luck is in it.
    """

    model: Model
    values: Mapping[str, Array]
    noise: Noise
    draws: int
    days: int
    first_day: date
    moves: tuple[Do, ...]
    may: Mapping[str, Mask]
    forced: Mapping[str, Mapping[int, bool]]
    codes: Mapping[str, Codes]
    steps: Mapping[str, tuple[Codes, ...]]
    times: Mapping[str, Mapping[str, Mapping[int, Array]]]
    paces: Mapping[str, Pace]
    bred: Mapping[str, Bred]
    lasting: Mapping[str, Array]

    def lasts(self, name: str, draws: Ints) -> Array:
        """How many days an effect without luck lasts in some draws."""
        return self.lasting[name][draws] if name in self.lasting else np.full(len(draws), FOR_GOOD)

    def code(self, mode: str, state: str) -> int:
        """The number of a state of a mode."""
        return self.model.modes[mode].states.index(state)


def compiled(
    model: Model, case: Case, values: Mapping[str, Array], noise: Noise, *, first_day: date, moves: Sequence[Do]
) -> Program:
    """The program of `model` for the days of `noise`'s draws, from `first_day` on."""
    days = model.horizon
    changed = {name: _changed(name, value, moves, model) for name, value in values.items()}
    changed |= _keeps(model, changed)
    named = model.mechanisms.items()
    times = {name: _times(one, model, changed) for name, one in named if one.kind == "hazard"}
    return Program(
        model=model,
        values=changed,
        noise=noise,
        draws=noise.draws,
        days=days,
        first_day=first_day,
        moves=tuple(moves),
        may={name: _may(one, case, first_day, days, moves) for name, one in named if one.needs},
        forced=_forced(moves),
        codes={name: _codes(one.when, model) for name, one in named},
        steps={name: tuple(_codes(step.when, model) for step in one.moves) for name, one in named},
        times=times,
        paces={
            name: _paces(changed[model.mechanisms[name].rate], tuple(factors.values()))
            for name, factors in times.items()
            if not model.mechanisms[name].excited and prod(map(len, factors.values())) <= PACES
        },
        bred={name: _bred(one.rate, one.excited.by, changed) for name, one in named if one.excited},
        lasting={name: whole_days(changed[one.lasts.median]) for name, one in named if one.lasts},
    )


def _keeps(model: Model, values: Mapping[str, Array]) -> dict[str, Array]:
    """The share of a memory that a day leaves, by the parameter of its length."""
    memories = {one.excited.memory for one in model.mechanisms.values() if one.excited}
    return {f"{name}.keep": np.exp(-1.0 / np.maximum(values[name], 1e-3)) for name in memories}


def _changed(name: str, value: Array, moves: Sequence[Do], model: Model) -> Array:
    """A parameter's values after the moves on it, which are in the parameter's own unit."""
    for one in moves:
        if one.target == "parameter" and one.name == name:
            unit = model.parameters[name][0].unit
            by = float(one.value) * (1.0 if one.sign == "*=" else per_day(unit))
            value = np.full_like(value, by) if one.sign == "=" else value + by if one.sign == "+=" else value * by
            if not np.isfinite(value).all():
                raise InputError(f"move {one.text!r} gives no finite number; expected one that does")
            if (unit == "1" and value.max() > 1.0) or (unit not in SIGNED and value.min() < 0.0):
                raise InputError(
                    f"move {one.text!r} gives {value.min():g} to {value.max():g} {unit}; expected {_right(unit)}"
                )
    return value


def _right(unit: str) -> str:
    return "a probability or share from 0 to 1" if unit == "1" else "0 or more"


def _codes(when: Mapping[str, tuple[str, ...]], model: Model) -> dict[str, frozenset[int]]:
    return {mode: frozenset(model.modes[mode].states.index(one) for one in states) for mode, states in when.items()}


def _times(one: Mechanism, model: Model, values: Mapping[str, Array]) -> dict[str, dict[int, Array]]:
    """What multiplies a rate in each state of each mode that it looks at."""
    found: dict[str, dict[int, Array]] = {}
    for times in one.times:
        states = model.modes[times.mode].states
        factors = found.setdefault(times.mode, {code: np.ones(1) for code in range(len(states))})
        factors[states.index(times.state)] = factors[states.index(times.state)] * values[times.by]
    return found


def _paces(rate: Array, times: Sequence[Mapping[int, Array]]) -> Pace:
    if not times:
        return rate, chance_of(rate)
    return [_paces(rate * factor, times[1:]) for factor in times[0].values()]


def chance_of(rate: Array) -> Array:
    """The chance of a day, `1 - exp(-rate)`; for small rates by its first terms, exact to 1e-11 there and far quicker.

    >>> chance_of(np.array([0.001, 1.0])).round(4).tolist()
    [0.001, 0.6321]
    """
    if rate.max(initial=0.0) > 0.004:
        return np.asarray(-np.expm1(-rate))
    return np.asarray(rate * (1.0 - rate * (0.5 - rate / 6.0)))


def whole_days(days: Array) -> Array:
    """Whole days, at least one."""
    return np.maximum(np.ceil(days), 1.0)


def _bred(rate: str, by: Mapping[str, str], values: Mapping[str, Array]) -> Bred:
    """The commonest parameter counts with the sum of all memories, others with what they differ from it."""
    named = sorted(by)
    rows: dict[str, Rows] = {}
    for name in named:
        rows[by[name]] = (*rows.get(by[name], ()), f"{name}.memory")
    most = max(rows, key=lambda one: len(rows[one]))
    every = tuple(f"{name}.memory" for name in named)
    more = tuple((values[one] - values[most], rows[one]) for one in rows if one != most)
    return Bred(key=(rate, most, *every), rows=every, most=values[most], more=more)


def _may(one: Mechanism, case: Case, first_day: date, days: int, moves: Sequence[Do]) -> Mask:
    found = np.zeros(days + 1, dtype=bool)
    cut = {
        (move.name, day)
        for move in moves
        if move.target == "tie"
        for day in range(move.first, days + 1)
        if day <= move.last
    }
    ties = {tie: [fact for fact in case.relations if fact.id == tie and fact.holds == "yes"] for tie in one.needs}
    for day in range(1, days + 1):
        on = first_day + timedelta(days=day - 1)
        found[day] = all((tie, day) not in cut and any(runs(fact, on) for fact in facts) for tie, facts in ties.items())
    return found


def _forced(moves: Sequence[Do]) -> dict[str, dict[int, bool]]:
    found: dict[str, dict[int, bool]] = {}
    for one in moves:
        if one.target == "mechanism":
            found.setdefault(one.name, {}).update(dict.fromkeys(range(one.first, one.last + 1), one.value == "on"))
    return found
