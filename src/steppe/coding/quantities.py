"""Quantities of a sentence: every number with its unit, what it counts and how it is bounded.

A hand-written grammar: a number opens, bounds stand before or after it, a unit or a counted noun follows.
A number without a unit or noun, a date, a clock time, a label ("Flight 370") or a score is no quantity.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from steppe.coding.amounts import Amount, is_no_quantity, is_year, read_amount
from steppe.coding.bounds import bound_after
from steppe.coding.counted import counted_people, counted_things, noun_phrase, phrase_before_of, phrase_of
from steppe.coding.numbers import OPENERS, SPACE, read_number
from steppe.coding.ranks import TOP_WORDS, read_rank
from steppe.coding.units import UnitFound, unit_after
from steppe.types import Bound, Evidence, Quantity, Span, identity

_FLAGS: Final = re.IGNORECASE
_WORD = re.compile(r"\w+")
_DATE_AFTER = re.compile(
    rf"['\u2019]?{SPACE}(?:time|ago|later|earlier|from{SPACE}now|hence|afterwards?|beforehand)(?!\w)", _FLAGS
)
_OFFSET = re.compile(rf"{SPACE}(?:after|before)(?!\w)", _FLAGS)
_STRETCH = re.compile(rf"\b(?:for|within|in|lasted|lasting|of|spent){SPACE}$", _FLAGS)
_DATE_BEFORE = re.compile(rf"\b(?:past|last|next|previous|coming|recent|following){SPACE}$", _FLAGS)
_AGE = re.compile(rf"(?:{SPACE}|-)years?(?:{SPACE}|-)olds?(?!\w)", _FLAGS)
_AGED = re.compile(rf"\b(?:aged|ages?(?:{SPACE}of)?)(?:{SPACE}(?:between|from))?{SPACE}$", _FLAGS)
_RATE = re.compile(
    rf"(?:(?:{SPACE}(?:per|a|an|each|every){SPACE}|/|-(?:an?|per)-)(?P<u>second|minute|hour|day|night|week|month|year|annum|capita|person|"
    rf"tonne|ton|barrel|litre|liter|gallon|kilo|kilogram|kg|ounce|megawatt-hour|MWh|household|family|head|child)"
    rf"|{SPACE}(?P<d>daily|annually|monthly|weekly|yearly|hourly))(?!\w)(?!{SPACE}(?:after|before|later|earlier|ago|old)\b)",
    _FLAGS,
)
_ADVERBS: Final = {
    "daily": "day",
    "annually": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "hourly": "hour",
}
_FATE: Final = (
    "killed|dead|wounded|injured|hurt|arrested|detained|missing|displaced|hospitalised|hospitalized|evacuated|kidnapped|"
    "abducted|rescued|executed|jailed|freed|released|shot|infected|homeless"
)
_SUFFERED = re.compile(
    rf"{SPACE}(?:(?:were|was|are|is|have{SPACE}been|has{SPACE}been|had{SPACE}been|others{SPACE}were|more{SPACE}were|remain|remained)"
    rf"{SPACE})(?:\w{{2,12}}ly{SPACE})?(?P<w>{_FATE})(?!\w)",
    _FLAGS,
)
_DOING = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|wound(?:s|ed|ing)|injur(?:es|ed|ing)|arrest(?:s|ed|ing)|detain(?:s|ed|ing)|displac(?:es|ed|ing)|"
    rf"abduct(?:s|ed|ing)|evacuat(?:es|ed|ing)){SPACE}$",
    _FLAGS,
)
_NOTHING_COUNTED = re.compile(
    rf"[.,;:!?)]|$|{SPACE}(?:and|in|on|at|near|as|when|during|after|before|since|by|with|outside|across)(?!\w)", _FLAGS
)
_CROWD_ACTS = re.compile(
    rf"{SPACE}(?:fled|flee|marched|march|gathered|gather|protested|rallied|rally|took{SPACE}to|joined|demonstrated|attended|"
    rf"died|lost{SPACE}their|have{SPACE}(?:fled|died|been)|were{SPACE}(?:killed|injured|displaced|arrested)|poured|crossed)(?!\w)",
    _FLAGS,
)
_ADJECTIVAL = re.compile(rf"\b(?:a|an|the|its|their|his|her|our|this|that|new|another|first|second){SPACE}$", _FLAGS)
_OF_THE = re.compile(rf"{SPACE}of(?:{SPACE}(?:the|its|their))?(?={SPACE})", _FLAGS)
_EXTENT = re.compile(r"-(?:long|strong|wide|high|deep|thick|range)\b", _FLAGS)
_DEFINITE = re.compile(rf"\b(?:the|these|those|both|his|her|their|its|our|other){SPACE}$", _FLAGS)
_NAME_BEFORE = re.compile(rf"(?<=[\w,;] )[A-Z]\w+(?<!day){SPACE}$")
_OUT_OF = re.compile(
    rf"{SPACE}of{SPACE}(?:(?:the|its|their|his|her|some|about|more{SPACE}than){SPACE})?(?=[^\W_])", _FLAGS
)
_BELOW_ZERO = re.compile(rf"(?:minus{SPACE}|(?:^|[\s(])[-\u2212])$", _FLAGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A quantity before it gets its evidence; `start` and `end` are its quote."""

    start: int
    end: int
    value: float
    unit: str
    high: float | None = None
    of: str = ""
    bound: Bound = "exact"
    sure: float = 1.0


_Reader = Callable[[str, Amount, int], "_Found | None"]


def quantities(text: str, span: Span, *, article: str, coder: str) -> tuple[Quantity, ...]:
    """The quantities of `text[span]`, in order; `article` and `coder` go into their evidence.

    >>> found = quantities("It stopped up to two thirds of copper sales.", Span(0, 44), article="a", coder="c@1")
    >>> [(one.evidence.quote, round(one.value, 2), one.unit, one.bound, one.of) for one in found]
    [('up to two thirds', 0.67, 'fraction', 'at most', 'copper sales')]
    >>> quantities("Flight 370 left on January 6, 2014.", Span(0, 35), article="a", coder="c@1")
    ()
    """
    found: list[Quantity] = []
    end = max(0, span.start)
    stop = min(span.end, len(text))
    for word in _WORD.finditer(text, end, stop):
        if not _can_open(word[0]) or word.start() < end:
            continue
        one, passed = _read(text, word, end, stop)
        end = max(end, passed)
        if one is not None:
            found.append(_quantity(text, one, article=article, coder=coder))
            end = one.end
    return tuple(found)


def _quantity(text: str, found: _Found, *, article: str, coder: str) -> Quantity:
    span = Span(found.start, found.end)
    proof = Evidence(article=article, span=span, quote=span.of(text), coder=coder, confidence=found.sure)
    return Quantity(
        id=identity("quantity", article, span.start, span.end, found.value, found.high, found.unit),
        value=found.value,
        high=found.high,
        unit=found.unit,
        of=found.of,
        bound=found.bound,
        evidence=proof,
    )


@lru_cache(maxsize=1 << 16)
def _can_open(word: str) -> bool:
    """Whether a number or a rank may begin with the word: asked of every word, so the answer is kept."""
    plain = word.lower()
    return plain[0].isdecimal() or _ranks(plain) or plain.split("-")[0] in OPENERS


def _ranks(plain: str) -> bool:
    return plain in TOP_WORDS or plain.endswith(("st", "nd", "rd", "th"))


def _read(text: str, word: re.Match[str], low: int, stop: int) -> tuple[_Found | None, int]:
    """The quantity whose number opens at `word`, and the place up to which the text is then read."""
    start, plain = word.start(), word[0].lower()
    digit = plain[0].isdecimal()
    if digit or _ranks(plain):
        rank = read_rank(text, start, stop)
        if rank is not None:
            ranked = _Found(start=rank.start, end=rank.end, value=rank.value, unit="rank", of=rank.of, sure=rank.sure)
            return ranked, rank.end
    if not digit and plain.split("-")[0] not in OPENERS:
        return None, low
    amount = read_amount(text, start, low, stop)
    if amount is None:
        return None, low
    if is_no_quantity(text, amount):
        return None, amount.number.end
    for reader in _READERS:
        found = reader(text, amount, stop)
        if found is not None and found.end <= stop:
            return _with_bound_after(text, found, stop), found.end
    return None, amount.number.end


def _made(amount: Amount, end: int, unit: str, of: str) -> _Found:
    return _Found(
        start=amount.start,
        end=end,
        value=amount.low,
        high=amount.high,
        unit=unit,
        of=of,
        bound=amount.bound,
        sure=0.7 if amount.number.form == "vague" else 1.0,
    )


def _with_rate(text: str, unit: str, of: str, end: int, of_end: int) -> tuple[str, int]:
    """`barrel` and "a day" behind it or behind its "of" phrase make `barrel/day`."""
    for place in (end, of_end) if of else (end,):
        if found := _RATE.match(text, place):
            per = (found["u"] or _ADVERBS[found["d"].lower()]).lower()
            return f"{unit}/{ {'annum': 'year', 'night': 'day', 'capita': 'person'}.get(per, per) }", found.end()
    return unit, end


def _with_bound_after(text: str, found: _Found, stop: int) -> _Found:
    bound, end = bound_after(text, found.end)
    if found.bound != "exact" or bound == "exact" or end > stop:
        return found
    return replace(found, bound=bound, end=end)


def _age(text: str, amount: Amount, stop: int) -> _Found | None:
    if found := _AGE.match(text, amount.end):
        return _made(amount, found.end(), "year", "age")
    opening = _AGED.search(text[max(0, amount.start - 20) : amount.start]) or _AGED.search(
        text[max(0, amount.number.start - 20) : amount.number.start]
    )
    if not opening or amount.low > 130 or amount.currency or amount.number.form not in {"digits", "words"}:
        return None
    return _made(amount, amount.end, "year", "age")


def _money(text: str, amount: Amount, stop: int) -> _Found | None:
    if not amount.currency:
        return None
    of, of_end = phrase_of(text, amount.end, stop)
    if not of and _ADJECTIVAL.search(text[max(0, amount.start - 12) : amount.start]):
        of, of_end = noun_phrase(text, amount.end, stop)
    of = of or phrase_before_of(text, amount.start)
    unit, end = _with_rate(text, amount.currency, of, amount.end, of_end)
    return _made(amount, end, unit, of)


def _unit_behind(text: str, amount: Amount) -> UnitFound | None:
    """The unit at once, or behind "of" after a vague count or a dozen ("hundreds of kilometres")."""
    found = unit_after(text, amount.end, amount.low)
    if found is None and (amount.number.form == "vague" or amount.number.scale > 1):
        of = _OF_THE.match(text, amount.end)
        return unit_after(text, of.end(), amount.low) if of else None
    return found


def _measured(text: str, amount: Amount, stop: int) -> _Found | None:
    """A unit of measure, time or money, or percent."""
    found = _unit_behind(text, amount)
    if found is None or found.unit.kind == "people" or found.end > stop:
        return None
    if found.unit.kind in {"time", "measure"} and is_year(text, amount):
        return None
    if found.unit.kind == "time" and not _lasts(text, amount, found):
        return None
    of, of_end = phrase_of(text, found.end, stop)
    if not of and (found.joined or found.start == amount.end) and found.unit.kind != "percent":
        tail = _EXTENT.match(text, found.end)
        of, of_end = noun_phrase(text, tail.end() if tail else found.end, stop)
    of = of or phrase_before_of(text, amount.start)
    name = "GBP" if found.unit.unit == "pound" and amount.number.scale >= 1e6 else found.unit.unit
    if name.startswith("degree") and (sign := _BELOW_ZERO.search(text[max(0, amount.start - 8) : amount.start])):
        start = amount.start - len(sign[0].lstrip())
        return replace(_made(amount, found.end, name, of), start=start, value=-amount.low)
    if found.unit.kind in {"time", "percent"}:
        return _made(amount, found.end, name, of)
    unit, end = _with_rate(text, name, of, found.end, of_end)
    return _made(amount, end, unit, of)


def _lasts(text: str, amount: Amount, found: UnitFound) -> bool:
    """Whether a number of days or years is a duration and not part of a date."""
    if _DATE_AFTER.match(text, found.end) or _DATE_BEFORE.search(text[max(0, amount.start - 16) : amount.start]):
        return False
    before = text[max(0, amount.start - 12) : amount.start]
    if _OFFSET.match(text, found.end) and not _STRETCH.search(before):
        return False
    if amount.low == 1 and amount.number.form == "words" and found.unit.form in {"day", "night", "second"}:
        return found.joined or amount.bound != "exact" or bool(_STRETCH.search(before))
    return True


def _share(text: str, amount: Amount, stop: int) -> _Found | None:
    if amount.number.form != "fraction":
        return None
    of, _ = phrase_of(text, amount.end, stop)
    if not of:
        of, _ = noun_phrase(text, amount.end, stop)
    return _made(amount, amount.end, "fraction", of)


def _people(text: str, amount: Amount, stop: int) -> _Found | None:
    """People, counted by a noun for them or by what befell them."""
    if is_year(text, amount):
        return None
    position = amount.end
    of = _OF_THE.match(text, position)
    if of and (amount.number.form == "vague" or amount.number.scale > 1):
        position = of.end()
    counted = counted_people(text, position, amount.low, stop)
    part = _OUT_OF.match(text, amount.end)
    whole = read_number(text, part.end()) if part and counted is None else None
    if whole is not None and 2 <= amount.low < whole.value and amount.number.form != "fraction":
        group = counted_people(text, whole.end, whole.value, stop)
        return _made(amount, amount.end, "person", group.words) if group else None
    if counted is not None:
        unit, end = _with_rate(text, "person", "", counted.end, counted.end)
        return _made(amount, end, unit, counted.words)
    if amount.low.is_integer() and amount.low >= 1:
        if found := _SUFFERED.match(text, amount.end):
            return _made(amount, found.end(), "person", found["w"])
        if _DOING.search(text[max(0, amount.start - 20) : amount.start]) and _NOTHING_COUNTED.match(text, amount.end):
            return _made(amount, amount.end, "person", "")
        if amount.number.form == "vague" and _CROWD_ACTS.match(text, amount.end):
            return _made(amount, amount.end, "person", "")
    return None


def _things(text: str, amount: Amount, stop: int) -> _Found | None:
    """Things counted by a plural noun; not "the two sides", "one of the villages" or a year."""
    number = amount.number
    if is_year(text, amount) or number.form == "fraction" or (amount.low < 2 and amount.high is None):
        return None
    before = text[max(0, amount.start - 24) : amount.start]
    if _DEFINITE.search(before) and amount.low <= 3:
        return None
    unit_here = unit_after(text, amount.end, amount.low)
    if unit_here is not None and unit_here.unit.kind == "time":
        return None
    if number.form == "digits" and _NAME_BEFORE.search(before):
        return None
    position = amount.end
    of = _OF_THE.match(text, position)
    if of and (number.form == "vague" or number.scale > 1):
        position = of.end()
    counted = counted_things(text, position, stop)
    if counted is None:
        return None
    unit, end = _with_rate(text, counted.unit, "", counted.end, counted.end)
    return _made(amount, end, unit, counted.words)


_READERS: Final[tuple[_Reader, ...]] = (_age, _money, _share, _measured, _people, _things)
