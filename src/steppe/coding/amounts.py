"""Reads the amount of a quantity: a number or range, its bound and currency sign; and tells what is no amount."""

import re
from dataclasses import dataclass, replace
from typing import Final

from steppe.coding.bounds import bound_after, bound_before
from steppe.coding.numbers import SPACE, Number, read_number
from steppe.coding.units import currency_before, unit_after
from steppe.types import Bound

_FLAGS: Final = re.IGNORECASE
_TO = re.compile(rf"-to-|[^\S\n]?[-\u2013\u2014][^\S\n]?|{SPACE}(?:to|and|or){SPACE}", _FLAGS)
_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
)
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.?{SPACE}(?:the{SPACE})?$")
_MONTH_AFTER = re.compile(rf"{SPACE}(?:of{SPACE})?{_MONTH}\b")
_YEAR_TIE = re.compile(
    rf"(?:\b(?:in|since|of|by|from|until|till|during|the|a|early|late|mid|before|after|between|and|to|or|around|back|"
    rf"quarter|half|spring|summer|autumn|winter|{_MONTH}\.?,?)"
    rf"{SPACE}|['\u2019]s{SPACE}|mid-|\()$",
    _FLAGS,
)
_LABEL = re.compile(
    r"\b(?:(?:article|articles|section|resolution|paragraph|page|pages|flight|chapter|number|no|nos|verse|clause|item)\.?"
    r"|(?:Boeing|Airbus|Room|Route|Highway|Channel|Unit|Block|Phase|Tier|Level|Version|Protocol|Part|Division|Brigade|"
    r"Regiment|Battalion|Corps|Act|Bill|Law|Decree|Group|Vol|Figure|Table|Type|Class|Grade|Line|Gate|Terminal|Camp|Zone|"
    r"District|School|Precinct|Ward|Apollo|Windows|Week|Day|Stage|Round|Agenda|Vision|Expo|Euro|Chapter|Area|Point))"
    rf"{SPACE}$",
    _FLAGS,
)
_LABEL_WORDS_LOW = re.compile(
    r"\b(?:unit|block|phase|part|group|line|day|week|act|bill|law|point|area|type|class|stage|round)\s$"
)
_CLOCK = re.compile(r"[^\S\n]?(?:[ap]\.?m\b|GMT\b|UTC\b|o['\u2019]clock)|:\d\d", _FLAGS)
_MORE_DIGITS = re.compile(r"[-/.,:\u2013]?\d")
_CHANGE = re.compile(
    r"\b(?:rose|rise|rising|fell|fall|grew|up|down|increased?|dropped|cut|raised?|shrank|went|jumped|climbed|declined)\s$",
    _FLAGS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number or range with its bound and currency sign, before its unit is read."""

    number: Number
    start: int
    end: int
    low: float
    high: float | None
    bound: Bound
    currency: str = ""


def read_amount(text: str, start: int, low: int, stop: int) -> Amount | None:
    """The number at `start`, the second end of its range, and the bound and currency sign before it.

    Nothing before `low` or past `stop` is read.

    >>> found = read_amount("up to $2-3 million", 7, 0, 18)
    >>> found.low, found.high, found.currency, found.start
    (2000000.0, 3000000.0, 'USD', 0)
    """
    sign = currency_before(text, start)
    number = read_number(text, start, money=sign is not None)
    if number is None or number.end > stop:
        return None
    opening = max(low, sign[1]) if sign else start
    bound, first = bound_before(text, opening, low)
    other = _other_end(text, number, money=sign is not None, between=bound == "between", first=first)
    if other is not None and other.end <= stop:
        value = number.value * (other.scale if number.scale == 1 and other.scale >= 1e3 else 1)
        value = value if value < other.value else number.value
        high = other.value
        opened = first if bound == "between" else opening
        if bound not in {"between", "exact"}:
            opened = first
        return Amount(
            number=replace(number, end=other.end),
            start=opened,
            end=other.end,
            low=value,
            high=high,
            bound="between",
            currency=sign[0] if sign else "",
        )
    if bound == "between":
        bound, first = "exact", opening
    if number.form == "vague" and bound != "at most":
        bound = "at least"
    end, after = number.end, bound_after(text, number.end)
    if after[0] != "exact" and after[1] <= stop:
        bound, end = (after[0] if bound == "exact" else bound), after[1]
    return Amount(
        number=number, start=first, end=end, low=number.value, high=None, bound=bound, currency=sign[0] if sign else ""
    )


def _other_end(text: str, number: Number, *, money: bool, between: bool, first: int) -> Number | None:
    """The larger number that "to", "and" or a dash joins to this one, with the same unit behind both."""
    end = number.end
    unit = unit_after(text, end, number.value)
    joint = _TO.match(text, end)
    if joint is None and unit is not None and unit.unit.kind in {"percent", "measure", "money"}:
        joint = _TO.match(text, unit.end)
    if joint is None or number.form in {"vague", "fraction"}:
        return None
    word = joint[0].strip().lower()
    if (word == "and" and not between) or (between and _CHANGE.search(text[max(0, first - 12) : first])):
        return None
    start = joint.end()
    sign = re.compile(r"[A-Z]{0,2}[$\u20ac\u00a3\u00a5]").match(text, start)
    other = read_number(text, sign.end() if sign else start, money=money or sign is not None)
    if other is None or other.form in {"vague", "fraction"}:
        return None
    scaled = number.value * (other.scale if number.scale == 1 and other.scale >= 1e3 else 1)
    grows = number.value < other.value or scaled < other.value
    near = word != "or" or other.value <= 2 * max(number.value, 1) + 1
    years = (
        number.form == "digits"
        and 1500 <= number.value <= 2100
        and other.value <= 2100
        and number.end - number.start == 4
    )
    return other if grows and near and not years else None


def is_no_quantity(text: str, amount: Amount) -> bool:
    """Whether the number is part of a date, a clock time, a label, a score or a longer number.

    >>> text = "Flight 370"
    >>> is_no_quantity(text, read_amount(text, 7, 0, 10))
    True
    """
    start, number = amount.number.start, amount.number
    before = text[max(0, start - 24) : start]
    if number.form == "digits":
        glued = bool(re.search(r"\w[-/.:#'_\u2013]$", before)) and not amount.currency and not before.endswith("mid-")
        if glued or before.endswith("#") or _CLOCK.match(text, number.end) or _MORE_DIGITS.match(text, number.end):
            return True
        if amount.currency:
            return False
        small = number.scale == 1 and number.value <= 31
        if small and (_MONTH_BEFORE.search(before) or _MONTH_AFTER.match(text, number.end)):
            return True
    label = _LABEL.search(before)
    return bool(label and not _LABEL_WORDS_LOW.search(before))


def is_year(text: str, amount: Amount) -> bool:
    """Whether a bare four-digit number reads as a year where it stands.

    >>> text = "in 2014 prices"
    >>> is_year(text, read_amount(text, 3, 0, 14))
    True
    """
    number = amount.number
    plain = number.form == "digits" and number.scale == 1 and number.end - number.start == 4
    if not plain or not 1500 <= number.value <= 2100 or amount.bound != "exact":
        return False
    return bool(_YEAR_TIE.search(text[max(0, number.start - 12) : number.start]))
