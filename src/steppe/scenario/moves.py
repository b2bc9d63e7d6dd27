"""Interventions: what a scenario declares, on a mode, a stock, a parameter, a tie or a mechanism, and nothing else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from steppe.errors import InputError
from steppe.scenario.model import Model
from steppe.scenario.plain import LARGEST
from steppe.scenario.units import SIGNED

Target = Literal["mode", "stock", "parameter", "tie", "mechanism"]
_TEXT = re.compile(
    r"(?P<name>[^\s=+*]+)\s*(?P<sign>\+=|\*=|=)\s*(?P<value>\S+)"
    r"(?:\s+on\s+(?P<on>[0-9]{1,9}))?(?:\s+from\s+(?P<first>[0-9]{1,9}))?(?:\s+until\s+(?P<last>[0-9]{1,9}))?"
)
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?")
LAST = 36_500  # no day of a move is later
SHAPE = "NAME=VALUE, NAME+=NUMBER or NAME*=NUMBER, then perhaps 'on DAY', or 'from DAY until DAY'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Do:
    """One intervention from day `first` to day `last` of the run, both counted from 1 and included.

    `value` is a state for a mode, a number for a stock or parameter, `off` or `on` for a mechanism, `off` for a tie;
    `sign` tells set from add and multiply.
    """

    target: Target
    name: str
    sign: str
    value: str
    first: int
    last: int
    text: str


def read_move(text: str, model: Model, ties: frozenset[str], *, horizon: int) -> Do:
    """The intervention that `text` declares. Raises `InputError` that says what would have been right.

    Without days a mode, tie or mechanism is held all the run long, a stock is changed on day 1; a stock with days is
    changed on each of them. A parameter always is for the whole run.
    """
    found = _TEXT.fullmatch(" ".join(text.split()))
    if found is None or (found["on"] and (found["first"] or found["last"])):
        raise InputError(f"move {text!r} cannot be read; expected {SHAPE}")
    target = _target(found["name"], model, ties, text)
    once = found["on"] or ("1" if target == "stock" and not (found["first"] or found["last"]) else None)
    first = int(once or found["first"] or 1)
    last = int(once or found["last"] or horizon)
    if not 1 <= first <= last <= LAST:
        raise InputError(f"move {text!r} runs from day {first} to {last}; expected days from 1 to {LAST}, in order")
    if target == "parameter" and (found["on"] or found["first"] or found["last"]):
        raise InputError(f"move {text!r} gives a parameter days; expected none: it holds for the whole run")
    _check_value(target, found["name"], found["sign"], found["value"], model)
    return Do(
        target=target,
        name=found["name"],
        sign=found["sign"],
        value=found["value"],
        first=first,
        last=last,
        text=" ".join(text.split()),
    )


def _target(name: str, model: Model, ties: frozenset[str], text: str) -> Target:
    known: Mapping[Target, frozenset[str]] = {
        "mode": frozenset(model.modes),
        "stock": frozenset(model.stocks),
        "parameter": frozenset(model.parameters),
        "mechanism": frozenset(model.mechanisms),
        "tie": ties,
    }
    for target, names in known.items():
        if name in names:
            return target
    words = "; ".join(f"{target}s {', '.join(sorted(names)) or 'none'}" for target, names in known.items())
    raise InputError(f"move {text!r} names {name!r}, which the model has not; expected of {words}")


def _check_value(target: Target, name: str, sign: str, value: str, model: Model) -> None:
    right: tuple[str, ...] = ()
    if target == "mode":
        right = model.modes[name].states
    elif target == "mechanism":
        right = ("off", "on")
    elif target == "tie":
        right = ("off",)
    if right and (sign != "=" or value not in right):
        raise InputError(f"move {name}{sign}{value}: expected {name}= and one of {', '.join(right)}")
    if not right:
        _check_number(target, name, sign, value)
        if target == "parameter" and sign == "=":
            _check_range(model.parameters[name][0].unit, f"move {name}={value}", float(value))


def _check_number(target: Target, name: str, sign: str, value: str) -> None:
    if not _NUMBER.fullmatch(value) or abs(float(value)) > LARGEST:
        raise InputError(f"move {name}{sign}{value}: {value[:50]!r} is no number; expected one such as 0.25")
    if float(value) < 0 and (sign == "*=" or (sign == "=" and target == "stock")):
        raise InputError(f"move {name}{sign}{value}: would be negative; expected a number from 0")


def _check_range(unit: str, here: str, value: float) -> None:
    if unit == "1" and value > 1:
        raise InputError(f"{here}: {value:g} is above 1; expected a probability or share from 0 to 1")
    if unit not in SIGNED and value < 0:
        raise InputError(f"{here}: {value:g} is below 0; expected 0 or more {unit}")


def used_ties(model: Model) -> frozenset[str]:
    """The relations of the case that some mechanism needs."""
    return frozenset(tie for one in model.mechanisms.values() for tie in one.needs)
