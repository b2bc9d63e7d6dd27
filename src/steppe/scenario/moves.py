"""Interventions: what a scenario declares, on a mode, a stock, a parameter, a tie or a mechanism, and nothing else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from steppe.errors import InputError
from steppe.scenario.model import Model

Target = Literal["mode", "stock", "parameter", "tie", "mechanism"]
_TEXT = re.compile(
    r"(?P<name>[^\s=+*]+)\s*(?P<sign>\+=|\*=|=)\s*(?P<value>\S+)"
    r"(?:\s+on\s+(?P<on>\d+))?(?:\s+from\s+(?P<first>\d+))?(?:\s+until\s+(?P<last>\d+))?"
)
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

    Without days a mode, tie or mechanism is held all the run long, a stock is changed on day 1; a parameter always is
    for the whole run.
    """
    found = _TEXT.fullmatch(" ".join(text.split()))
    if found is None:
        raise InputError(f"move {text!r} cannot be read; expected {SHAPE}")
    target = _target(found["name"], model, ties, text)
    once = found["on"] or ("1" if target == "stock" else None)
    first = int(once or found["first"] or 1)
    last = int(once or found["last"] or horizon)
    if not 1 <= first <= last:
        raise InputError(f"move {text!r} runs from day {first} to {last}; expected days from 1, in order")
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
    raise InputError(f"move {text!r} names {name!r}, which the model has not; known: {words}")


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
    if not right and not re.fullmatch(r"[-+]?\d+(\.\d+)?(e[-+]?\d+)?", value):
        raise InputError(f"move {name}{sign}{value}: {value!r} is no number; expected one such as 0.25")


def used_ties(model: Model) -> frozenset[str]:
    """The relations of the case that some mechanism needs."""
    return frozenset(tie for one in model.mechanisms.values() for tie in one.needs)
