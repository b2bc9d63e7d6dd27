"""Quantities of a sentence: every number with its unit, what it counts and how it is bounded.

A hand-written grammar: a number opens, bounds stand before or after it, a unit or a counted noun follows.
A number without a unit or noun, a date, a clock time, a label ("Flight 370") or a score is no quantity.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from steppe.coding.bounds import bound_after, bound_before
from steppe.coding.counted import counted_people, counted_things, noun_phrase, phrase_before_of, phrase_of
from steppe.coding.numbers import OPENERS, SPACE, Number, read_number, read_ordinal
from steppe.coding.units import UnitFound, currency_before, unit_after
from steppe.types import Bound, Evidence, Quantity, Span, identity

_FLAGS: Final = re.IGNORECASE
_WORD = re.compile(r"\w+")
_TO = re.compile(rf"[^\S\n]?[-\u2013\u2014][^\S\n]?|{SPACE}(?:to|and|or){SPACE}", _FLAGS)
_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
)
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.?{SPACE}(?:the{SPACE})?$")
_MONTH_AFTER = re.compile(rf"{SPACE}(?:of{SPACE})?{_MONTH}\b")
_YEAR_TIE = re.compile(
    rf"(?:\b(?:in|since|of|by|from|until|till|during|the|a|early|late|mid|before|after|between|and|to|or|around|back)"
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
_DATE_AFTER = re.compile(rf"{SPACE}(?:ago|later|earlier|from{SPACE}now|hence|afterwards?|beforehand)(?!\w)", _FLAGS)
_DATE_BEFORE = re.compile(rf"\b(?:past|last|next|previous|coming|recent|following){SPACE}$", _FLAGS)
_AGE = re.compile(rf"(?:{SPACE}|-)years?(?:{SPACE}|-)olds?(?!\w)", _FLAGS)
_AGED = re.compile(rf"(?:aged|ages|age{SPACE}of)(?:{SPACE}(?:between|from))?{SPACE}$", _FLAGS)
_RATE = re.compile(
    rf"(?:(?:{SPACE}(?:per|a|an|each|every){SPACE}|/)(?P<u>second|minute|hour|day|night|week|month|year|annum|capita|person|"
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
_SUPERLATIVE: Final = (
    rf"(?:largest|biggest|smallest|highest|lowest|longest|shortest|richest|poorest|oldest|youngest|tallest|strongest|weakest|"
    rf"deadliest|busiest|heaviest|fastest|deepest|hottest|coldest|driest|wettest|bloodiest|costliest|wealthiest|"
    rf"(?:most|least){SPACE}[^\W\d_]{{4,20}})"
)
_RANKED = re.compile(rf"(?:{SPACE}|-){_SUPERLATIVE}(?!\w)", _FLAGS)
_TOP = re.compile(rf"{_SUPERLATIVE}(?!\w)", _FLAGS)
_TOP_BEFORE = re.compile(rf"(?:\b(?:the|its|their|our|his|her){SPACE}(?:single{SPACE})?|['\u2019]s?{SPACE})$", _FLAGS)
_ONE_OF = re.compile(r"\b(?:of|among|at)\s(?:[\w'\u2019]+\s){1,2}$", _FLAGS)
_PLACED = re.compile(
    rf"(?:\b(?:ranks?|ranked|ranking|placed|comes|came|finished){SPACE}(?:at{SPACE})?|\bin{SPACE})$", _FLAGS
)
_PLACE_AFTER = re.compile(rf"{SPACE}place(?!\w)", _FLAGS)
_NO_TOP: Final = frozenset(
    ("part", "share", "possible", "extent", "level", "degree", "number", "amount", "ever", "hope")
)
_TOP_WORDS: Final = frozenset(re.findall(r"\w+est\b", _SUPERLATIVE)) | {"most", "least"}
_DETERMINED = re.compile(rf"{SPACE}(?:the|its|their|his|her|our|this|that|these|those|all)(?!\w)", _FLAGS)
_CHANGE = re.compile(
    r"\b(?:rose|rise|rising|fell|fall|grew|up|down|increased?|dropped|cut|raised?|shrank|went|jumped|climbed|declined)\s$",
    _FLAGS,
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Amount:
    """A number or range with its bound and currency sign, before its unit is read."""

    number: Number
    start: int
    end: int
    low: float
    high: float | None
    bound: Bound
    currency: str = ""


_Reader = Callable[[str, _Amount, int], "_Found | None"]


def quantities(text: str, span: Span, *, article: str, coder: str) -> tuple[Quantity, ...]:
    """The quantities of `text[span]`, in order; `article` and `coder` go into their evidence.

    >>> found = quantities("It blocked up to two thirds of oil exports.", Span(0, 43), article="a", coder="c@1")
    >>> [(one.evidence.quote, round(one.value, 2), one.unit, one.bound, one.of) for one in found]
    [('up to two thirds', 0.67, 'fraction', 'at most', 'oil exports')]
    >>> quantities("Flight 370 left on January 6, 2014.", Span(0, 35), article="a", coder="c@1")
    ()
    """
    found: list[Quantity] = []
    end = max(0, span.start)
    stop = min(span.end, len(text))
    for word in _WORD.finditer(text, end, stop):
        if word.start() < end:
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


def _read(text: str, word: re.Match[str], low: int, stop: int) -> tuple[_Found | None, int]:
    """The quantity whose number opens at `word`, and the place up to which the text is then read."""
    start, plain = word.start(), word[0].lower()
    digit = plain[0].isdecimal()
    if (
        ranked := _rank(text, start, stop)
        if digit or plain.endswith(("st", "nd", "rd", "th")) or plain in _TOP_WORDS
        else None
    ):
        return ranked, ranked.end
    if not digit and plain.split("-")[0] not in OPENERS:
        return None, low
    amount = _amount(text, start, low, stop)
    if amount is None:
        return None, low
    if _is_no_quantity(text, amount):
        return None, amount.number.end
    for reader in _READERS:
        found = reader(text, amount, stop)
        if found is not None and found.end <= stop:
            return _with_bound_after(text, found, stop), found.end
    return None, amount.number.end


def _amount(text: str, start: int, low: int, stop: int) -> _Amount | None:
    """The number at `start`, the second end of its range, and what stands before it."""
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
        return _Amount(
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
    if bound == "exact" and after[0] != "exact" and text[number.end : number.end + 1] in "+-":
        bound, end = after
    return _Amount(
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


def _is_no_quantity(text: str, amount: _Amount) -> bool:
    """Whether the number is part of a date, a clock time, a label, a score or a longer number."""
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


def _is_year(text: str, amount: _Amount) -> bool:
    """Whether a bare four-digit number reads as a year where it stands."""
    number = amount.number
    plain = number.form == "digits" and number.scale == 1 and number.end - number.start == 4
    if not plain or not 1500 <= number.value <= 2100 or amount.bound != "exact":
        return False
    return bool(_YEAR_TIE.search(text[max(0, number.start - 12) : number.start]))


def _made(amount: _Amount, end: int, unit: str, of: str) -> _Found:
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


def _age(text: str, amount: _Amount, stop: int) -> _Found | None:
    if found := _AGE.match(text, amount.end):
        return _made(amount, found.end(), "year", "age")
    opening = _AGED.search(text[max(0, amount.start - 20) : amount.start]) or _AGED.search(
        text[max(0, amount.number.start - 20) : amount.number.start]
    )
    if not opening or amount.low > 130 or amount.currency or amount.number.form not in {"digits", "words"}:
        return None
    return _made(amount, amount.end, "year", "age")


def _money(text: str, amount: _Amount, stop: int) -> _Found | None:
    if not amount.currency:
        return None
    of, of_end = phrase_of(text, amount.end, stop)
    if not of and not _DETERMINED.match(text, amount.end):
        of, of_end = noun_phrase(text, amount.end, stop)
    of = of or phrase_before_of(text, amount.start)
    unit, end = _with_rate(text, amount.currency, of, amount.end, of_end)
    return _made(amount, end, unit, of)


def _unit_behind(text: str, amount: _Amount) -> UnitFound | None:
    """The unit at once, or behind "of" after a vague count or a dozen ("hundreds of kilometres")."""
    found = unit_after(text, amount.end, amount.low)
    if found is None and (amount.number.form == "vague" or amount.number.scale > 1):
        of = re.compile(rf"{SPACE}of(?:{SPACE}(?:the|its|their))?(?={SPACE})", _FLAGS).match(text, amount.end)
        return unit_after(text, of.end(), amount.low) if of else None
    return found


def _measured(text: str, amount: _Amount, stop: int) -> _Found | None:
    """A unit of measure, time or money, or percent."""
    found = _unit_behind(text, amount)
    if found is None or found.unit.kind == "people" or found.end > stop:
        return None
    if found.unit.kind in {"time", "measure"} and _is_year(text, amount):
        return None
    if found.unit.kind == "time" and not _lasts(text, amount, found):
        return None
    of, of_end = phrase_of(text, found.end, stop)
    if not of and (found.joined or found.start == amount.end) and found.unit.kind != "percent":
        tail = re.compile(r"-(?:long|strong|wide|high|deep|thick|range)\b", _FLAGS).match(text, found.end)
        of, of_end = noun_phrase(text, tail.end() if tail else found.end, stop)
    of = of or phrase_before_of(text, amount.start)
    name = "GBP" if found.unit.unit == "pound" and amount.number.scale >= 1e6 else found.unit.unit
    if found.unit.kind in {"time", "percent"}:
        return _made(amount, found.end, name, of)
    unit, end = _with_rate(text, name, of, found.end, of_end)
    return _made(amount, end, unit, of)


def _lasts(text: str, amount: _Amount, found: UnitFound) -> bool:
    """Whether a number of days or years is a duration and not part of a date."""
    if _DATE_AFTER.match(text, found.end) or _DATE_BEFORE.search(text[max(0, amount.start - 16) : amount.start]):
        return False
    if amount.low == 1 and amount.number.form == "words" and found.unit.form in {"day", "night", "second"}:
        return (
            found.joined
            or amount.bound != "exact"
            or bool(
                re.search(rf"\b(?:for|within|in|lasted|of){SPACE}$", text[max(0, amount.start - 12) : amount.start])
            )
        )
    return True


def _share(text: str, amount: _Amount, stop: int) -> _Found | None:
    if amount.number.form != "fraction":
        return None
    of, _ = phrase_of(text, amount.end, stop)
    if not of:
        of, _ = noun_phrase(text, amount.end, stop)
    return _made(amount, amount.end, "fraction", of)


def _people(text: str, amount: _Amount, stop: int) -> _Found | None:
    """People, counted by a noun for them or by what befell them."""
    if _is_year(text, amount):
        return None
    position = amount.end
    of = re.compile(rf"{SPACE}of(?:{SPACE}the)?(?={SPACE})", _FLAGS).match(text, position)
    if of and (amount.number.form == "vague" or amount.number.scale > 1):
        position = of.end()
    counted = counted_people(text, position, amount.low, stop)
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


def _things(text: str, amount: _Amount, stop: int) -> _Found | None:
    """Things counted by a plural noun; not "the two sides", "one of the villages" or a year."""
    number = amount.number
    if _is_year(text, amount) or number.form == "fraction" or (amount.low < 2 and amount.high is None):
        return None
    before = text[max(0, amount.start - 24) : amount.start]
    if (
        re.search(rf"\b(?:the|these|those|both|his|her|their|its|our|other){SPACE}$", before, _FLAGS)
        and amount.low <= 3
    ):
        return None
    unit_here = unit_after(text, amount.end, amount.low)
    if unit_here is not None and unit_here.unit.kind == "time":
        return None
    named = re.search(rf"(?<=[\w,;] )[A-Z]\w+{SPACE}$", before)
    if named and number.form == "digits" and not re.search(rf"day{SPACE}$", before):
        return None
    position = amount.end
    of = re.compile(rf"{SPACE}of(?={SPACE})", _FLAGS).match(text, position)
    if of and (number.form == "vague" or number.scale > 1):
        position = of.end()
    counted = counted_things(text, position, stop)
    if counted is None:
        return None
    unit, end = _with_rate(text, counted.unit, "", counted.end, counted.end)
    return _made(amount, end, unit, counted.words)


def _rank(text: str, start: int, stop: int) -> _Found | None:
    """`ninth largest country` is rank 9, `the largest landlocked country` rank 1, `ranked third` rank 3."""
    ordinal = read_ordinal(text, start)
    if ordinal is not None:
        value, end = ordinal
        before = text[max(0, start - 20) : start]
        if found := _RANKED.match(text, end):
            of, _ = noun_phrase(text, found.end(), stop)
            return (
                _Found(start=start, end=found.end(), value=value, unit="rank", of=of) if found.end() <= stop else None
            )
        placed = _PLACED.search(before)
        place = _PLACE_AFTER.match(text, end)
        if placed and (place or not placed[0].lower().startswith("in")) and end <= stop:
            return _Found(start=start, end=place.end() if place else end, value=value, unit="rank")
        return None
    found = _TOP.match(text, start)
    before = text[max(0, start - 24) : start]
    if not found or not _TOP_BEFORE.search(before) or _ONE_OF.search(before):
        return None
    of, _ = noun_phrase(text, found.end(), stop)
    common = found[0].lower().startswith(("most", "least")) and not of
    if not of or common or of.split()[0].lower() in _NO_TOP or found.end() > stop:
        return None
    return _Found(start=start, end=found.end(), value=1, unit="rank", of=of, sure=0.9)


_READERS: Final[tuple[_Reader, ...]] = (_age, _money, _share, _measured, _people, _things)
