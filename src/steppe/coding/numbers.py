"""Reads numbers of English news text: digits, words, vague counts and fractions.

A hand-written grammar over the raw text. Each pattern has a fixed greatest length, so reading is linear.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

Form = Literal["digits", "words", "vague", "fraction"]

GAP: Final = r"[^\S\n]{0,2}\n?[^\S\n]{0,2}"
"""Optional white space inside a phrase: at most one line break."""
SPACE: Final = r"(?:[^\S\n]{1,3}|[^\S\n]?\n[^\S\n]{0,2})"

_UNITS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_PLAIN: Final = {word: float(value) for value, word in enumerate(_UNITS.split())} | {
    word: float(value) for value, word in zip(range(20, 100, 10), _TENS.split(), strict=True)
}
_SCALES: Final = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "mn": 1e6,
    "mln": 1e6,
    "bn": 1e9,
    "bln": 1e9,
    "tn": 1e12,
    "trn": 1e12,
    "k": 1e3,
}
_MONEY_SCALES: Final = _SCALES | {"m": 1e6, "b": 1e9}
_VAGUE: Final = {
    "dozens": 24.0,
    "scores": 40.0,
    "hundreds": 2e2,
    "thousands": 2e3,
    "tens of thousands": 2e4,
    "hundreds of thousands": 2e5,
    "millions": 2e6,
    "tens of millions": 2e7,
    "hundreds of millions": 2e8,
    "billions": 2e9,
    "tens of billions": 2e10,
    "hundreds of billions": 2e11,
    "trillions": 2e12,
}
"""Vague counts and the lowest number that they can honestly mean."""
_PARTS: Final = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "hundredth": 100,
}
_ORDINALS: Final = {
    word: value
    for value, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ).split(),
        1,
    )
}

_DIGITS = re.compile(
    r"(?P<grouped>\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,6})?|\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,6}(?:\.\d{1,6})?"
    r"|\d{1,3}(?:\.\d{3}){2,6})(?![\d]|[.,]\d)"
    r"|(?P<comma>\d{1,6},\d{1,2})(?![\d]|[.,]\d)|(?P<plain>\d{1,15}(?:\.\d{1,9})?)(?!\d|[.,]\d)"
)
_ATOM: Final = "|".join(sorted(_PLAIN, key=len, reverse=True))
_BIG: Final = "hundred|thousand|million|billion|trillion|dozen"
_HALF_A = re.compile(rf"half(?:{SPACE}|-)an?(?!\w)", re.IGNORECASE)
_WORD = re.compile(rf"(?P<w>{_ATOM}|{_BIG}|an?)(?!\w)", re.IGNORECASE)
_NEXT_WORD = re.compile(rf"(?:(?P<and>{SPACE}and{SPACE})|{SPACE}|-)(?P<w>{_ATOM}|{_BIG})(?!\w)", re.IGNORECASE)
_SCALE = re.compile(
    rf"(?:{SPACE}|-)?(?P<s>hundred|thousand|million|billion|trillion|mln|mn|bln|bn|trn|tn|k|m|b)(?!\w)", re.IGNORECASE
)
_AND_HALF = re.compile(
    rf"(?P<n>{_ATOM}|an?){SPACE}and{SPACE}a{SPACE}half(?:{SPACE}(?P<s>million|billion|trillion|thousand|dozen))?(?!\w)",
    re.IGNORECASE,
)
_OF_SCALE = re.compile(rf"{SPACE}of{SPACE}a{SPACE}(?P<s>million|billion|trillion)(?!\w)", re.IGNORECASE)
_VAGUE_WORDS = re.compile(
    rf"(?:(?P<few>several|a{SPACE}few|a{SPACE}couple{SPACE}of|many|some){SPACE}(?P<s>dozen|hundred|thousand|million|billion)"
    rf"|(?P<v>{'|'.join(words.replace(' ', SPACE) for words in sorted(_VAGUE, key=len, reverse=True))}))(?!\w)",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    rf"(?P<n>{_ATOM}|a|an|\d{{1,2}})(?:{SPACE}|-)(?P<p>half|halves|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)"
    r"(?P<s>s)?(?!\w)",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    rf"(?P<n>{_ATOM}|\d{{1,3}}){SPACE}(?:in|out{SPACE}of)(?:{SPACE}every)?{SPACE}(?P<m>{_ATOM}|\d{{1,4}})(?!\w|[.,]\d)",
    re.IGNORECASE,
)
_HALF = re.compile(rf"half(?={SPACE}(?:of|the|its|their|his|her|our|all)(?!\w))", re.IGNORECASE)
_SLASHED = re.compile(r"(?P<n>[1-9])/(?P<m>[2-9])(?![\d/])")
_ORDINAL = re.compile(
    rf"(?P<d>\d{{1,3}})(?:st|nd|rd|th)(?!\w)|(?P<w>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})(?!\w)",
    re.IGNORECASE,
)

OPENERS: Final = frozenset(_PLAIN) | {
    "a",
    "an",
    "half",
    "several",
    "many",
    "some",
    "tens",
    "dozens",
    "scores",
    "hundreds",
    "thousands",
    "millions",
    "billions",
    "trillions",
}
"""Words that a number can open with, besides digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as read: `text[start:end]`, its value (`scale` is what it was multiplied by) and its form."""

    start: int
    end: int
    value: float
    form: Form
    scale: float = 1.0


def read_number(text: str, start: int, *, money: bool = False) -> Number | None:
    """The number that opens at `start`; `money` lets `m` and `b` stand for million and billion.

    >>> read_number("3,5 million people", 0).value, read_number("3,500 people", 0).value
    (3500000.0, 3500.0)
    >>> read_number("two and a half million", 0).value, read_number("hundreds of thousands", 0).value
    (2500000.0, 200000.0)
    >>> read_number("two-thirds of", 0).value == 2 / 3
    True
    """
    if text[start : start + 1].isdecimal():
        return _fraction(text, start) or _from_digits(text, start, money=money)
    return _fraction(text, start) or _vague(text, start) or _and_half(text, start) or _from_words(text, start)


def read_ordinal(text: str, start: int) -> tuple[int, int] | None:
    """Rank and end of the ordinal at `start`.

    >>> read_ordinal("ninth largest", 0), read_ordinal("10th largest", 0)
    ((9, 5), (10, 4))
    """
    found = _ORDINAL.match(text, start)
    if not found:
        return None
    return (int(found["d"]) if found["d"] else _ORDINALS[found["w"].lower()]), found.end()


def _from_digits(text: str, start: int, *, money: bool) -> Number | None:
    found = _DIGITS.match(text, start)
    if not found:
        return None
    if found["grouped"]:
        digits = re.sub(r"[, \u00a0\u202f]", "", found["grouped"])
        value = float(digits.replace(".", "") if digits.count(".") > 1 else digits)
    else:
        value = float((found["comma"] or found["plain"]).replace(",", "."))
    scale = _SCALE.match(text, found.end())
    known = _MONEY_SCALES if money else _SCALES
    if not scale or scale["s"].lower() not in known:
        return Number(start=start, end=found.end(), value=value, form="digits")
    factor = known[scale["s"].lower()]
    return Number(start=start, end=scale.end(), value=value * factor, form="digits", scale=factor)


def _value_of(word: str) -> float:
    word = word.lower()
    return 1.0 if word in {"a", "an"} else float(word) if word.isdecimal() else _PLAIN[word]


def _and_half(text: str, start: int) -> Number | None:
    found = _AND_HALF.match(text, start)
    if not found:
        return None
    scale = _SCALES[found["s"].lower()] if found["s"] else 1.0
    return Number(start=start, end=found.end(), value=(_value_of(found["n"]) + 0.5) * scale, form="words", scale=scale)


def _vague(text: str, start: int) -> Number | None:
    found = _VAGUE_WORDS.match(text, start)
    if not found:
        return None
    if found["v"]:
        return Number(start=start, end=found.end(), value=_VAGUE[" ".join(found["v"].lower().split())], form="vague")
    return Number(start=start, end=found.end(), value=2 * _SCALES[found["s"].lower()], form="vague")


def _fraction(text: str, start: int) -> Number | None:
    if found := _SLASHED.match(text, start):
        value = int(found["n"]) / int(found["m"])
        return Number(start=start, end=found.end(), value=value, form="fraction") if value < 1 else None
    if found := _HALF.match(text, start):
        return _of_scale(text, Number(start=start, end=found.end(), value=0.5, form="fraction"))
    if found := _ONE_IN.match(text, start):
        part, whole = _value_of(found["n"]), _value_of(found["m"])
        if 0 < part < whole and (whole <= 10 or whole in {12, 15, 20, 25, 30, 50, 100, 1000}):
            return Number(start=start, end=found.end(), value=part / whole, form="fraction")
    found = _FRACTION.match(text, start)
    if not found:
        return None
    part, whole = _value_of(found["n"]), _PARTS[found["p"].lower()]
    plural = bool(found["s"]) or found["p"].lower() == "halves"
    loose = found["n"].lower() in {"a", "an"} and not re.compile(rf"{SPACE}of(?!\w)", re.IGNORECASE).match(
        text, found.end()
    )
    if loose or (part > 1) != plural or not 0 < part < whole or (whole == 4 and part == 2):
        return None
    return _of_scale(text, Number(start=start, end=found.end(), value=part / whole, form="fraction"))


def _of_scale(text: str, number: Number) -> Number:
    """A fraction of a million is a count: `a quarter of a million`."""
    found = _OF_SCALE.match(text, number.end)
    if not found:
        return number
    scale = _SCALES[found["s"].lower()]
    return Number(start=number.start, end=found.end(), value=number.value * scale, form="words", scale=scale)


def _from_words(text: str, start: int) -> Number | None:
    """A number in words, read word by word for as long as the words make one number ("two and three" do not)."""
    half = _HALF_A.match(text, start)
    found = half or _WORD.match(text, start)
    if not found:
        return None
    first = "half" if half else found["w"].lower()
    state = _Sum(current=0.5) if half else _Sum().plus(first)
    end = found.end()
    while state and (following := _NEXT_WORD.match(text, end)):
        grown = state.plus(following["w"].lower(), after_and=bool(following["and"]))
        if grown is None:
            break
        state, end, found = grown, following.end(), None
    if state is None or (found is not None and first in {"a", "an", "half"}):
        return None
    return Number(start=start, end=end, value=state.total + state.current, form="words", scale=state.scale)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sum:
    """A number in words so far: `current` waits for its scale, `floor` bounds what may still be added to it."""

    total: float = 0.0
    current: float = 0.0
    floor: float = float("inf")
    scale: float = 1.0

    def plus(self, word: str, *, after_and: bool = False) -> "_Sum | None":
        """The sum with one more word, `None` where that word opens another number."""
        opening = not self.total and not self.current
        if word in _SCALES:
            scale = _SCALES[word]
            if after_and or (self.scale > 1 and not self.current):
                return None
            if scale <= 100:
                return _Sum(total=self.total, current=(self.current or 1) * scale, floor=scale, scale=scale)
            return _Sum(total=self.total + (self.current or 1) * scale, floor=scale, scale=scale)
        value = 1.0 if word in {"a", "an"} else _PLAIN[word]
        if opening:
            return _Sum(current=value, floor=10 if value >= 20 else 1)
        if value >= self.floor or (after_and and self.floor < 100):
            return None
        floor = 10 if value >= 20 else 1
        return _Sum(total=self.total, current=self.current + value, floor=floor, scale=self.scale)
