"""Words of the calendar in English and the bounded patterns built from them.

Every pattern here has a fixed greatest length, so reading is linear in the text whatever the text is.
"""

import re
from typing import Final

MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS: Final = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
FEASTS: Final = {
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
}


def words(line: str) -> frozenset[str]:
    """The words of a line as a set.

    >>> sorted(words("b a"))
    ['a', 'b']
    """
    return frozenset(line.split())


_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
COUNTS: Final = {
    **{word: number for number, word in enumerate(_SMALL.split(), 1)},
    "a": 1,
    "an": 1,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
    "hundred": 100,
    "a couple of": 2,
    "couple of": 2,
}
PARTS: Final = {
    "early": (0, 1, 3),
    "mid": (1, 2, 3),
    "middle": (1, 2, 3),
    "late": (2, 3, 3),
    "beginning": (0, 1, 4),
    "start": (0, 1, 4),
    "end": (3, 4, 4),
    "close": (3, 4, 4),
    "first half": (0, 1, 2),
    "second half": (1, 2, 2),
    "first quarter": (0, 1, 4),
    "second quarter": (1, 2, 4),
    "third quarter": (2, 3, 4),
    "fourth quarter": (3, 4, 4),
    "last quarter": (3, 4, 4),
}
"""Part of a period to the slice (from, to, of) that it covers: `early` is the first third."""

GAP: Final = r"(?:[^\S\n]{1,3}|[^\S\n]?\n[^\S\n]{0,2})"
"""White space inside a phrase: a few blanks or one line break, never an empty line."""

MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)(?!\w)"
)
WEEKDAY: Final = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_SHORT_WEEKDAY: Final = rf"(?:{WEEKDAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.:]\d|,\d{3}(?!\d))"
YEAR: Final = r"(?:1\d|20|21)\d\d(?![\w%]|[.,:]\d)"
NUMBER: Final = (
    r"(?:\d{1,4}|a"
    + GAP
    + r"couple"
    + GAP
    + r"of|an?|"
    + "|".join(sorted((w for w in COUNTS if " " not in w and w not in {"a", "an"}), key=len, reverse=True))
    + ")"
)
UNIT: Final = r"(?:minute|hour|night|day|weekend|week|fortnight|month|year|decade|centur(?:y|ie))s?(?!\w)"
TO: Final = rf"(?:[^\S\n]?[-\u2013\u2014][^\S\n]?|{GAP}(?:to|through|until|till){GAP})"
OR_AND: Final = rf"(?:{TO}|{GAP}(?:and|or|&){GAP}|/)"
LEADING_WEEKDAY: Final = rf"(?:{_SHORT_WEEKDAY},?{GAP}(?:the{GAP})?)?"

_COUNTED: Final = words(
    "percent per people persons men women children troops soldiers civilians protesters demonstrators workers dead "
    "wounded injured killed deaths cases million billion trillion thousand hundred points barrels tonnes tons miles "
    "km kilometres kilometers metres meters feet dollars euros rubles yuan yen pounds votes seats migrants refugees "
    "members families houses homes villages vehicles tanks missiles rockets drones prisoners hostages years months "
    "weeks days hours minutes students pupils officers policemen rebels fighters militants others pages words times "
    "megawatts mw gw hectares acres"
)


def lowered(word: str) -> str:
    """Lower case with one kind of apostrophe and single blanks.

    >>> lowered("New  Year's Eve")
    "new year's eve"
    """
    return " ".join(word.replace("\u2019", "'").lower().split())


def month_number(word: str) -> int:
    """1 to 12 for a month name or its short form.

    >>> month_number("Sept."), month_number("July")
    (9, 7)
    """
    start = word.lower()[:3]
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(start))


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 (Sunday) for a full weekday name.

    >>> weekday_number("Friday")
    4
    """
    return WEEKDAYS.index(word.lower())


def count_of(word: str) -> int:
    """The whole number a count word or digits stand for.

    >>> count_of("a couple of"), count_of("12"), count_of("three")
    (2, 12, 3)
    """
    return int(word) if word.isdigit() else COUNTS[lowered(word)]


def unit_of(word: str) -> str:
    """Singular of a unit of time, lower case.

    >>> unit_of("Centuries"), unit_of("days")
    ('century', 'day')
    """
    word = word.lower()
    return "century" if word.startswith("centur") else word.removesuffix("s")


_LAST_WORD = re.compile(r"([^\W_]+)(?:['\u2019]s)?([^\w\n]{0,3})$")
_NEXT_WORD = re.compile(rf"{GAP}([^\W\d_]+)")


def word_before(text: str, position: int) -> tuple[str, str]:
    """The word that ends before `position` and what stands between, both empty where there is none.

    >>> word_before("It came in, May", 12)
    ('in', ', ')
    """
    start = max(0, position - 24)
    found = _LAST_WORD.search(text[start:position])
    return (found[1], found[2]) if found else ("", "")


def counts_something(text: str, position: int) -> bool:
    """Whether the number that ends at `position` counts things, so that it is no part of a date.

    >>> counts_something("March 15 percent higher", 8)
    True
    >>> counts_something("March 15 the court", 8)
    False
    """
    found = _NEXT_WORD.match(text, position)
    return bool(found and found[1].lower() in _COUNTED)


def ordinal(digits: str) -> int:
    """The number before an ordinal ending.

    >>> ordinal("21st"), ordinal("7")
    (21, 7)
    """
    return int(digits.rstrip("stndrhSTNDRH"))
