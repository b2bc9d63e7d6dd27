"""A number as somebody puts it: another value or range, unit, bound, or other words for what it counts."""

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from math import isfinite
from typing import Final, get_args

from steppe.coding.by_hand_fields import one_of
from steppe.coding.by_hand_names import Known
from steppe.coding.counted import is_plural, singular
from steppe.coding.numbers import read_number
from steppe.coding.units import shipped_units
from steppe.errors import InputError
from steppe.types import Bound, Quantity, Span

Figure = float | str
"""A number, or how somebody writes it: `1,200`, `3.5 million`."""

BOUNDS: tuple[Bound, ...] = get_args(Bound)
OWN_UNITS: Final = ("rank", "fraction")  # of numbers without a unit of measure
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PLAIN = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?(e[+-]?\d{1,3})?", re.IGNORECASE)
_ANY_SIGN: Final = ("percent", "measure", "money", "sign", "code")


@dataclass(frozen=True, slots=True, kw_only=True)
class PutNumber:
    """How somebody puts a number: one figure or a range, its unit and bound, and the words for what it counts.

    What is `None` stays as it stands; in `amount` the second one is `None` where there is no range.
    """

    amount: tuple[Figure | None, Figure | None] | None = None
    unit: str | None = None
    of: str | None = None
    bound: str | None = None


def number_as_read(quantity: Quantity) -> PutNumber:
    """A number as it stands, in the terms in which it may be put otherwise."""
    amount = (quantity.value, quantity.high)
    return PutNumber(amount=amount, unit=quantity.unit, of=quantity.of, bound=quantity.bound)


def number_as_put(quantity: Quantity, put: PutNumber, here: Known) -> Quantity:
    """The number as it is put. Raises `InputError` for what is no number, or cannot be one of its unit."""
    value, high = (quantity.value, quantity.high) if put.amount is None else _amount(*put.amount)
    made = replace(
        quantity,
        value=value,
        high=high,
        unit=_unit(quantity, put.unit, here),
        of=_of(quantity, put.of, here),
        bound=_bound(quantity, put, high),
    )
    if (value, high, made.bound) != (quantity.value, quantity.high, quantity.bound):
        _check_range(made)
    if (value, high, made.unit) != (quantity.value, quantity.high, quantity.unit):
        _check_unit(made)
    return made


def number_told(quantity: Quantity) -> tuple[object, ...]:
    """What makes a number another one."""
    return (quantity.value, quantity.high, quantity.unit, quantity.of, quantity.bound)


def all_units() -> tuple[str, ...]:
    """The units that are known by name, sorted.

    >>> [one for one in all_units() if one in ("person", "USD", "tonne", "rank")]
    ['USD', 'person', 'rank', 'tonne']
    """
    return tuple(sorted({*OWN_UNITS, *(one.unit for one in shipped_units().values())}))


def figure(text: str) -> float:
    """A number as somebody writes it. Raises `InputError` for what is none.

    >>> figure("1,200"), figure("-0.5"), figure("3.5 million"), figure("two thirds") == 2 / 3
    (1200.0, -0.5, 3500000.0, True)
    """
    plain = " ".join(text.replace("\u2212", "-").split())
    if _PLAIN.fullmatch(plain):
        return float(plain.replace(",", ""))
    found = read_number(plain, 0) if plain else None
    if found is None or found.end != len(plain) or found.form == "vague":
        raise InputError(f"putting right: '{text[:80]}' is no number; expected one such as 1200, 0.35 or 3.5 million")
    return found.value


def _amount(first: Figure | None, last: Figure | None) -> tuple[float, float | None]:
    value, high = _figure(first), _figure(last)
    if value is None:
        raise InputError("putting right: no value given; expected a number, and a second one only for a range")
    return value, high


def _figure(given: Figure | None) -> float | None:
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    found = figure(given) if isinstance(given, str) else float(given)
    if not isfinite(found):
        raise InputError(f"putting right: {str(given)[:80]} is no number that can be kept; expected a finite one")
    return found


def _bound(quantity: Quantity, put: PutNumber, high: float | None) -> Bound:
    if put.bound is not None:
        bound = one_of(BOUNDS, put.bound, what="bound")
        return "between" if high is not None and bound == "exact" else bound
    if put.amount is None or (high is None and quantity.bound != "between"):
        return quantity.bound
    return "exact" if high is None else "between"


def _check_range(made: Quantity) -> None:
    if made.high is None and made.bound == "between":
        raise InputError("putting right: between one number and nothing; give the second one, or another bound")
    if made.high is not None and made.high <= made.value:
        raise InputError(f"putting right: from {made.value:g} to {made.high:g}; expected the smaller number first")
    if made.high is not None and made.bound != "between":
        raise InputError(f"putting right: a range '{made.bound}'; expected the bound between, or one number only")


def _check_unit(made: Quantity) -> None:
    low, top, unit = made.value, made.value if made.high is None else made.high, made.unit
    if unit == "fraction" and not 0 <= low <= top <= 1:
        raise InputError(f"putting right: {top:g} of the whole; expected a fraction from 0 to 1, or the unit percent")
    if unit == "rank" and not (low >= 1 and low.is_integer() and top.is_integer()):
        raise InputError(f"putting right: rank {low:g}; expected a whole number from 1 on")
    kinds = {one.unit: one.kind for one in shipped_units().values()}
    if low < 0 and kinds.get(unit, kinds.get(unit.partition("/")[0])) not in _ANY_SIGN:
        raise InputError(f"putting right: {low:g} {unit}; nothing is counted below 0, expected 0 or more")


def _unit(quantity: Quantity, text: str | None, here: Known) -> str:
    plain = quantity.unit if text is None else " ".join(text.split())
    if plain == quantity.unit:
        return quantity.unit
    words = here.around(quantity.evidence.span).of(here.text)
    whole = _named(plain, words)
    parts = [_named(one.strip(), words) for one in plain.split("/", 1)]
    if whole or (len(parts) == 2 and all(parts)):
        return whole or "/".join(parts)
    near = get_close_matches(plain.lower(), [one for one in all_units() if "/" not in one], n=4, cutoff=0.6)
    raise InputError(
        f"putting right: no unit '{plain[:80]}'; known are such as {', '.join(near or ('person', 'percent', 'USD'))}, "
        "what its sentence counts (in one word, such as village), or one per another, such as barrel/day"
    )


def _named(text: str, words: str) -> str:
    """The unit of that name or form, or the thing that `words` name so; empty where there is none."""
    names, forms = all_units(), shipped_units()
    for one in (text, text.lower(), text.upper()):
        if one in names:
            return one
        if one in forms:
            return forms[one].unit
    for word in _WORD.findall(words):
        thing = singular(word) if is_plural(word) else word.lower()
        if text and text.lower() in (word.lower(), thing):
            return thing
    return ""


def _of(quantity: Quantity, text: str | None, here: Known) -> str:
    words = "" if text is None else " ".join(text.split())
    if text is None or words == " ".join(quantity.of.split()):
        return quantity.of
    found = here.words(words, Span(0, len(here.text)), quantity.evidence.span) if words else None
    if words and found is None:
        sentence = " ".join(here.around(quantity.evidence.span).of(here.text).split())[:160]
        raise InputError(
            f"putting right: the article has no words '{words[:80]}'; expected what is counted as it stands there, "
            f"in “{sentence}” or elsewhere"
        )
    return found.of(here.text) if found else ""
