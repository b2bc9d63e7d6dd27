"""Ranks: an ordinal with a superlative, a superlative alone with its noun, a place in a contest."""

import re
from dataclasses import dataclass
from typing import Final

from steppe.coding.counted import is_plural, noun_phrase
from steppe.coding.numbers import SPACE, read_ordinal

_FLAGS: Final = re.IGNORECASE
_SUPERLATIVE: Final = (
    rf"(?:largest|biggest|smallest|highest|lowest|longest|shortest|richest|poorest|oldest|youngest|tallest|strongest|weakest|"
    rf"deadliest|busiest|heaviest|fastest|deepest|hottest|coldest|driest|wettest|bloodiest|costliest|wealthiest|"
    rf"(?:most|least){SPACE}(?:populous|powerful|expensive|violent|productive|corrupt|indebted|polluted|valuable|visited))"
)
_RANKED = re.compile(rf"(?:{SPACE}|-)(?:{_SUPERLATIVE}|(?:most|least){SPACE}[^\W\d_]{{4,20}})(?!\w)", _FLAGS)
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
TOP_WORDS: Final = frozenset(re.findall(r"\w+est\b", _SUPERLATIVE)) | {"most", "least"}
"""First words of a superlative that can stand for rank 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """A rank (1 is the top), the quote `text[start:end]`, what is ranked, and how sure the reading is."""

    start: int
    end: int
    value: int
    of: str = ""
    sure: float = 1.0


def read_rank(text: str, start: int, stop: int) -> Rank | None:
    """The rank whose words open at `start`; nothing past `stop` is read.

    >>> read_rank("ninth largest country in the world", 0, 34)
    Rank(start=0, end=13, value=9, of='country', sure=1.0)
    >>> read_rank("the largest landlocked country", 4, 30).value
    1
    """
    ordinal = read_ordinal(text, start)
    return _top(text, start, stop) if ordinal is None else _placed(text, start, ordinal, stop)


def _placed(text: str, start: int, ordinal: tuple[int, int], stop: int) -> Rank | None:
    value, end = ordinal
    found = _RANKED.match(text, end)
    if found and found.end() <= stop:
        return Rank(start=start, end=found.end(), value=value, of=noun_phrase(text, found.end(), stop)[0])
    before = _PLACED.search(text[max(0, start - 20) : start])
    place = _PLACE_AFTER.match(text, end, stop)
    if before is None or end > stop or not (place or not before[0].lower().startswith("in")):
        return None
    return Rank(start=start, end=place.end() if place else end, value=value)


def _top(text: str, start: int, stop: int) -> Rank | None:
    found = _TOP.match(text, start, stop)
    before = text[max(0, start - 24) : start]
    if not found or not _TOP_BEFORE.search(before) or _ONE_OF.search(before):
        return None
    of = noun_phrase(text, found.end(), stop)[0]
    if not of or of.split()[0].lower() in _NO_TOP or is_plural(of.split(" of ")[0].split()[-1]):
        return None
    return Rank(start=start, end=found.end(), value=1, of=of, sure=0.9)
