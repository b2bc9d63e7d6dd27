"""A model compiled for a day and a set of draws: codes for states, arrays for parameters, masks for days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from steppe.errors import InputError
from steppe.scenario.model import Mechanism, Model
from steppe.scenario.moves import Do
from steppe.scenario.noise import Noise
from steppe.scenario.state import Array, Mask
from steppe.world.build import runs
from steppe.world.case import Case

LEASH = 1.5  # logits that shifts without a back-test may move a probability by, all together


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What a day's steps read: the model, parameters by name (`[draw]`), luck, the days a mechanism may act on.

    `bred[name]` are rows of memory by the parameter they count with; `may[name][day]` tells whether the ties a
    mechanism needs hold; `forced[name]` gives the days it is held off or on.
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
    codes: Mapping[str, Mapping[str, frozenset[int]]]
    bred: Mapping[str, Mapping[str, tuple[str, ...]]]

    def code(self, mode: str, state: str) -> int:
        """The number of a state of a mode."""
        return self.model.modes[mode].states.index(state)


def compiled(
    model: Model, case: Case, values: Mapping[str, Array], noise: Noise, *, first_day: date, moves: Sequence[Do]
) -> Program:
    """The program of `model` for the days of `noise`'s draws, from `first_day` on."""
    days = model.horizon
    changed = {name: _changed(name, value, moves) for name, value in values.items()}
    return Program(
        model=model,
        values=changed,
        noise=noise,
        draws=noise.draws,
        days=days,
        first_day=first_day,
        moves=tuple(moves),
        may={name: _may(one, case, first_day, days, moves) for name, one in model.mechanisms.items() if one.needs},
        forced=_forced(moves),
        codes={name: _codes(one.when, model) for name, one in model.mechanisms.items()},
        bred={name: _bred(one.excited.by) for name, one in model.mechanisms.items() if one.excited},
    )


def _changed(name: str, value: Array, moves: Sequence[Do]) -> Array:
    for one in moves:
        if one.target == "parameter" and one.name == name:
            by = float(one.value)
            value = np.full_like(value, by) if one.sign == "=" else value + by if one.sign == "+=" else value * by
            if not np.isfinite(value).all():
                raise InputError(f"move {one.text!r} gives no finite number; expected one that does")
    return value


def _codes(when: Mapping[str, tuple[str, ...]], model: Model) -> dict[str, frozenset[int]]:
    return {mode: frozenset(model.modes[mode].states.index(one) for one in states) for mode, states in when.items()}


def _bred(by: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, parameter in by.items():
        found[parameter] = (*found.get(parameter, ()), f"{name}.memory")
    return found


def codes_of(when: Mapping[str, tuple[str, ...]], model: Model) -> dict[str, frozenset[int]]:
    """States by number, for a condition that is not a mechanism's own."""
    return _codes(when, model)


def _may(one: Mechanism, case: Case, first_day: date, days: int, moves: Sequence[Do]) -> Mask:
    found = np.zeros(days + 1, dtype=bool)
    cut = {move.name: (move.first, move.last) for move in moves if move.target == "tie"}
    ties = {tie: [fact for fact in case.relations if fact.id == tie and fact.holds == "yes"] for tie in one.needs}
    for day in range(1, days + 1):
        on = first_day + timedelta(days=day - 1)
        found[day] = all(
            any(runs(fact, on) for fact in facts) and not cut.get(tie, (1, 0))[0] <= day <= cut.get(tie, (1, 0))[1]
            for tie, facts in ties.items()
        )
    return found


def _forced(moves: Sequence[Do]) -> dict[str, dict[int, bool]]:
    found: dict[str, dict[int, bool]] = {}
    for one in moves:
        if one.target == "mechanism":
            found.setdefault(one.name, {}).update(dict.fromkeys(range(one.first, one.last + 1), one.value == "on"))
    return found
