"""Words that bound a number: "more than", "up to", "about", "or more"."""

import re
from typing import Final

from steppe.coding.numbers import SPACE
from steppe.types import Bound

_AT_LEAST: Final = (
    "more than|well over|just over|over|above|at least|at a minimum|a minimum of|minimum of|no fewer than|"
    "not fewer than|no less than|not less than|exceeding|exceeds|exceed|exceeded|upwards of|upward of|"
    "in excess of|greater than|higher than|topped|topping|surpassed|surpassing|beyond|north of|better than"
)
_AT_MOST: Final = (
    "up to|at most|at the most|less than|under|just under|below|fewer than|no more than|not more than|a maximum of|"
    "maximum of|a ceiling of|as much as|as many as|not exceeding|capped at|smaller than|lower than|short of"
)
_ABOUT: Final = (
    "about|around|some|roughly|approximately|an estimated|estimated|circa|nearly|almost|close to|nearing|approaching|"
    "more or less|in the region of|in the order of|on the order of|an average of|approx\\."
)
_BETWEEN: Final = "between|from"
_FILL: Final = "another|an additional|additional|a further|further|a total of|the|its|their|all|a|an"


def _spaced(words: str) -> str:
    return "|".join(sorted((word.replace(" ", SPACE) for word in words.split("|")), key=len, reverse=True))


_BEFORE = re.compile(
    rf"(?<![\w-])(?:(?P<least>{_spaced(_AT_LEAST)})|(?P<most>{_spaced(_AT_MOST)})|(?P<about>{_spaced(_ABOUT)})"
    rf"|(?P<between>{_BETWEEN}))(?:{SPACE}(?:{_spaced(_FILL)}))?{SPACE}$|(?P<sign>[~\u2248<>\u2265\u2264])[^\S\n]?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?P<least>\+(?!\w)|{SPACE}(?:or|and){SPACE}(?:more|above|upwards?|over|counting)(?!\w)|-plus(?!\w))"
    rf"|(?P<most>{SPACE}or{SPACE}(?:less|fewer|under)(?!\w)|{SPACE}at{SPACE}(?:the{SPACE})?most(?!\w))"
    rf"|(?P<about>{SPACE}or{SPACE}so(?!\w)|-(?:odd|ish)(?!\w))",
    re.IGNORECASE,
)
_SIGNS: Final[dict[str, Bound]] = {">": "at least", "\u2265": "at least", "<": "at most", "\u2264": "at most"}
_LONGEST: Final = 48


def bound_before(text: str, position: int, low: int = 0) -> tuple[Bound, int]:
    """The bound that ends at `position` and where it opens; `exact` and `position` where there is none.

    >>> bound_before("for up to 15 years", 10)
    ('at most', 4)
    >>> bound_before("for 15 years", 4)
    ('exact', 4)
    """
    start = max(low, position - _LONGEST)
    found = _BEFORE.search(text[start:position])
    if not found:
        return "exact", position
    bounds: dict[str, Bound] = {"least": "at least", "most": "at most", "about": "about", "between": "between"}
    name = next((bounds[group] for group in bounds if found[group]), None)
    return name or _SIGNS.get(found["sign"], "about"), start + found.start()


def bound_after(text: str, position: int) -> tuple[Bound, int]:
    """The bound that opens at `position` and where it ends.

    >>> bound_after("300 or more", 3)
    ('at least', 11)
    """
    found = _AFTER.match(text, position)
    if not found:
        return "exact", position
    bounds: dict[str, Bound] = {"least": "at least", "most": "at most", "about": "about"}
    return next(bounds[group] for group in bounds if found[group]), found.end()
