"""Numbers told against numbers recorded: how exact a told number is, and when two agree."""

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from steppe.types import Bound

Agreement = Literal["agrees", "near", "differs"]
SLACK = 0.015  # what rounding in the sources themselves may cost, as a fraction
NEAR = 0.15  # farther off than this fraction, a number is another number


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A told number in plain units, with half the unit of its last told digit."""

    value: float
    half: float
    high: float | None = None
    bound: Bound = "exact"


def told(value: float, factor: float, *, high: float | None = None, bound: Bound = "exact") -> Told:
    """The number as told, in the unit of `factor`.

    >>> told(41, 0.01).half
    0.005
    >>> told(3500000, 1).half
    50000.0
    """
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    unit = 10.0 ** (exponent if isinstance(exponent, int) else 0)
    if exponent and isinstance(exponent, int) and exponent > 0 and value < 1000:
        unit = 1.0
    return Told(value=value * factor, half=round(unit * factor / 2, 12), high=high and high * factor, bound=bound)


def agreement(one: Told, record: float) -> Agreement:
    """Whether a recorded value bears out a told one.

    Within the told digits, or within 1.5 % for rounding in sources, it agrees; within 15 % it is near.
    A bound (`at least`, `at most`) agrees on its side; `about` allows 10 %.

    >>> agreement(told(41, 0.01), 0.408), agreement(told(41, 0.01), 0.456), agreement(told(41, 0.01), 0.7)
    ('agrees', 'near', 'differs')
    >>> agreement(told(3, 0.01, bound="at least"), 0.0318)
    'agrees'
    """
    slack = max(one.half, abs(record) * (0.1 if one.bound == "about" else SLACK))
    if one.high is not None and one.value - slack <= record <= one.high + slack:
        return "agrees"
    if one.bound == "at least" and record >= one.value - one.half / 10:
        return "agrees" if record <= one.value * 2 or one.value == 0 else "near"
    if one.bound == "at most" and record <= one.value + one.half / 10:
        return "agrees" if record >= one.value * 0.75 else "near"
    if abs(one.value - record) <= slack:
        return "agrees"
    far = max(abs(one.value), abs(record))
    return "near" if far and abs(one.value - record) / far <= NEAR else "differs"


def shown(value: float, unit: str) -> str:
    """A value for people: three or four significant digits, with its unit.

    >>> shown(2981946, "person"), shown(43.04, "%")
    ('2,981,946 person', '43 %')
    """
    if value == 0:
        return f"0 {unit}".strip()
    digits = max(0, 2 - math.floor(math.log10(abs(value)))) if abs(value) < 100 else 0
    text = f"{value:,.{min(digits, 6)}f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} {unit}".strip()
