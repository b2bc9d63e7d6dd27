"""Reads points of the calendar: full dates, months, years, decades, seasons, weekdays and their ranges.

Each reader looks at one place of the text and answers with a phrase that starts there, or `None`.
"""

import re
from collections.abc import Callable
from typing import Final

from steppe.text.date_phrase import Calendar, DatePhrase
from steppe.text.date_words import (
    DAY,
    FEASTS,
    GAP,
    LEADING_WEEKDAY,
    MONTH,
    OR_AND,
    SEASONS,
    TO,
    WEEKDAY,
    YEAR,
    counts_something,
    lowered,
    month_number,
    ordinal,
    weekday_number,
    word_before,
    words,
)
from steppe.types import Span

Reader = Callable[[str, int], DatePhrase | None]

_FLAGS: Final = re.IGNORECASE
_THEN_YEAR: Final = rf"(?:(?:,?{GAP}(?:of{GAP})?|,)(?P<y>{YEAR}))?"
_PAPERS: Final = r"(?:Times|Telegraph|Mirror|Express|Mail|Herald|Post|Agreement|Accords?)"
_ISO = re.compile(r"(?P<y>(?:1\d|20|21)\d\d)(?P<s>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)")
_DM = r"3[01]|[12]\d|0?[1-9]"
_DOTTED = re.compile(rf"(?P<a>{_DM})(?P<s>[./])(?P<b>{_DM})(?P=s)(?P<y>(?:19|20)\d\d)(?!\d)")
_DAY_MONTH = re.compile(
    rf"{LEADING_WEEKDAY}(?:the{GAP})?(?P<d>{DAY})(?:(?P<to>{OR_AND})(?P<d2>{DAY}))?"
    rf"(?:{GAP}of)?{GAP}(?P<m>{MONTH}){_THEN_YEAR}",
    _FLAGS,
)
_MONTH_DAY = re.compile(
    rf"{LEADING_WEEKDAY}(?P<m>{MONTH}){GAP}(?:the{GAP})?(?P<d>{DAY})(?:(?P<to>{OR_AND})(?P<d2>{DAY}))?{_THEN_YEAR}",
    _FLAGS,
)
_MONTH_YEAR = re.compile(rf"(?P<m>{MONTH})(?:(?P<to>{OR_AND})(?P<m2>{MONTH}))?,?{GAP}(?:of{GAP})?(?P<y>{YEAR})", _FLAGS)
_MONTH_ALONE = re.compile(rf"(?P<m>{MONTH})", _FLAGS)
_YEARS = re.compile(r"(?P<y>(?:1\d|20)\d\d)[-\u2013/](?P<y2>(?:1\d|20)\d\d|\d\d)(?![\w%]|[-.,:/]\d)")
_DECADE = re.compile(r"(?P<y>1\d\d0|20\d0)['\u2019]?s(?!\w)")
_CENTURY = re.compile(rf"(?P<n>\d\d?)(?:st|nd|rd|th)(?:{GAP}|-)centur(?:y|ies)(?!\w)", _FLAGS)
_YEAR_ALONE = re.compile(rf"(?P<y>{YEAR})(?!{GAP}?(?:BCE?|B\.C)(?!\w))")
_SEASON = re.compile(
    rf"(?P<s>spring|summer|autumn|fall|winter)(?!\w)"
    rf"(?:,?{GAP}(?:of{GAP})?(?P<y>(?:1\d|20)\d\d)(?![\w%])(?:[-\u2013/](?P<y2>(?:20)?\d\d)(?!\w))?)?",
    _FLAGS,
)
_FEAST = re.compile(
    rf"(?P<f>New{GAP}Year['\u2019]s{GAP}(?:Eve|Day)|Christmas{GAP}(?:Eve|Day)|Boxing{GAP}Day)(?!\w){_THEN_YEAR}", _FLAGS
)
_WEEKDAY = re.compile(
    rf"(?P<w>{WEEKDAY})(?:(?P<to>{TO})(?P<w2>{WEEKDAY}))?(?!\w)(?!{GAP}{_PAPERS}\b)"
    rf"(?:,?{GAP}(?:morning|afternoon|evening|night|noon)(?!\w))?",
    _FLAGS,
)

_MONTH_TIES: Final = words(
    "in since until till during early late mid last next this past previous coming end beginning start middle through"
)
_YEAR_TIES: Final = _MONTH_TIES | words("of by from between before after circa the a an back")
_NOT_A_MONTH: Final = words("black red women's theresa seventh green president minister secretary mrs ms mr")
_DOUBLE_USE: Final = frozenset((3, 4, 5, 6, 8))
_NAMED_DAYS: Final = words(
    "black good bloody super ash palm easter holy maundy cyber fat shrove sheffield joe ruby manic giving girl"
)
_AFTER_YEAR = re.compile(rf"(?:1\d|20)\d\d,?{GAP}(?:and|or|to|through|until|till){GAP}$", _FLAGS)
_NO_MONTH = re.compile(rf"{GAP}(?:Revolution|\d)", _FLAGS)
_NO_SEASON = re.compile(rf"{GAP}(?:of|to|back|in|into)\b", _FLAGS)


def _phrase(text: str, start: int, end: int, first: Calendar, last: Calendar | None = None) -> DatePhrase:
    return DatePhrase(span=Span(start, end), quote=text[start:end], kind="calendar", start=first, stop=last)


def _year(found: re.Match[str]) -> int | None:
    return int(found["y"]) if found["y"] else None


def _fits(year: int | None, month: int, day: int) -> bool:
    leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return leap if (month, day) == (2, 29) else day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _month_is_name(text: str, found: re.Match[str]) -> bool:
    """Whether the month word is written as a name: `may` and `march` in lower case need a year beside them."""
    word = found["m"]
    return word[0].isupper() or bool(found["y"]) or (month_number(word) not in _DOUBLE_USE and len(word) > 4)


def iso_date(text: str, start: int) -> DatePhrase | None:
    """`2022-01-05`, `2022/1/5`; a time after it is left out.

    >>> iso_date("2022-01-05T10:00", 0).quote
    '2022-01-05'
    """
    found = _ISO.match(text, start)
    if not found or not _fits(int(found["y"]), int(found["m"]), int(found["d"])):
        return None
    return _phrase(text, start, found.end(), Calendar(year=int(found["y"]), month=int(found["m"]), day=int(found["d"])))


def dotted_date(text: str, start: int) -> DatePhrase | None:
    """`25.1.2022` or `1/25/2022`, only where day and month cannot be taken for each other.

    >>> dotted_date("25.1.2022", 0).start
    Calendar(year=2022, month=1, day=25)
    >>> dotted_date("5.1.2022", 0) is None
    True
    """
    found = _DOTTED.match(text, start)
    if not found:
        return None
    first, second = int(found["a"]), int(found["b"])
    day, month = (first, second) if first > 12 or first == second else (second, first)
    if month > 12 or (day <= 12 and first != second) or not _fits(None, month, day):
        return None
    return _phrase(text, start, found.end(), Calendar(year=int(found["y"]), month=month, day=day))


def day_of_month(text: str, start: int) -> DatePhrase | None:
    """Day and month in either order, with or without weekday and year, and ranges of days in one month.

    >>> day_of_month("3-5 May 2020", 0).stop
    Calendar(year=2020, month=5, day=5)
    >>> day_of_month("Wednesday, Jan. 5, and", 0).quote
    'Wednesday, Jan. 5'
    """
    found = _DAY_MONTH.match(text, start) or _MONTH_DAY.match(text, start)
    if not found or not _month_is_name(text, found) or counts_something(text, found.end()):
        return None
    year, month, day = _year(found), month_number(found["m"]), ordinal(found["d"])
    if not _fits(year, month, day):
        return None
    until = ordinal(found["d2"]) if found["d2"] else None
    if until is not None and not (day < until and _fits(year, month, until)):
        return None
    end = found.end()
    last = Calendar(year=year, month=month, day=until) if until else None
    return _phrase(text, start, end, Calendar(year=year, month=month, day=day), last)


def month_and_year(text: str, start: int) -> DatePhrase | None:
    """`June 2020`, `March-June 2020`.

    >>> month_and_year("January to March 2021", 0).stop
    Calendar(year=2021, month=3, day=None)
    """
    found = _MONTH_YEAR.match(text, start)
    if not found or counts_something(text, found.end()):
        return None
    year, month = int(found["y"]), month_number(found["m"])
    if not found["m2"]:
        return _phrase(text, start, found.end(), Calendar(year=year, month=month))
    until = month_number(found["m2"])
    first = Calendar(year=year if month <= until else year - 1, month=month)
    return _phrase(text, start, found.end(), first, Calendar(year=year, month=until))


def month_alone(text: str, start: int) -> DatePhrase | None:
    """A bare month. `May`, `March`, `April`, `June`, `August` must follow a word that a month follows.

    >>> month_alone("in July", 3).start
    Calendar(year=None, month=7, day=None)
    >>> month_alone("May I ask", 0) is None
    True
    """
    found = _MONTH_ALONE.match(text, start)
    if not found or found["m"][0].islower():
        return None
    month = month_number(found["m"])
    before, between = word_before(text, start)
    tied = before.lower() in _MONTH_TIES and not between.strip(" \n-")
    if before.lower() in _NOT_A_MONTH or (not tied and (month in _DOUBLE_USE or len(found["m"]) < 5)):
        return None
    if _NO_MONTH.match(text, found.end()):
        return None
    return _phrase(text, start, found.end(), Calendar(month=month))


def years(text: str, start: int) -> DatePhrase | None:
    """Spans of years, decades and centuries: `2014-15`, `the 1990s`, `19th century`.

    >>> years("1990s", 0).stop.year, years("19th century", 0).start.year, years("2014-15", 0).stop.year
    (1999, 1801, 2015)
    """
    if found := _DECADE.match(text, start):
        first = int(found["y"])
        length = 100 if first % 100 == 0 and first < 2000 else 10
        return _phrase(text, start, found.end(), Calendar(year=first), Calendar(year=first + length - 1))
    if (found := _CENTURY.match(text, start)) and 1 <= int(found["n"]) <= 22:
        last = int(found["n"]) * 100
        return _phrase(text, start, found.end(), Calendar(year=last - 99), Calendar(year=last))
    if found := _YEARS.match(text, start):
        first, tail = int(found["y"]), found["y2"]
        last = int(tail) if len(tail) == 4 else first // 100 * 100 + int(tail)
        if first < last <= first + 60:
            return _phrase(text, start, found.end(), Calendar(year=first), Calendar(year=last))
    return None


def year_alone(text: str, start: int) -> DatePhrase | None:
    """A bare year, where the words before it make it one: `in 2014`, `the 2014 vote`, `(2014)`.

    >>> year_alone("In 2014, it", 3).start.year
    2014
    >>> year_alone("about 2014 people", 6) is None
    True
    """
    found = _YEAR_ALONE.match(text, start)
    if not found or counts_something(text, found.end()):
        return None
    before, between = word_before(text, start)
    mark = "(" if text[max(0, start - 1) : start] == "(" else between.strip()
    ahead = text[found.end() : found.end() + 1]
    if mark == "(" or (not before and not mark and ahead in ",:"):
        fits = mark != "(" or ahead in "),;-\u2013 "
    elif not mark:
        fits = before.lower() in _YEAR_TIES or text[max(0, start - 3) : start - 1] in {"'s", "\u2019s"}
        fits = fits or bool(_AFTER_YEAR.search(text[max(0, start - 20) : start]))
    else:
        fits = mark == "-" and before.lower() in {"mid", "late", "early", "pre", "post"}
    return _phrase(text, start, found.end(), Calendar(year=int(found["y"]))) if fits else None


def season(text: str, start: int) -> DatePhrase | None:
    """A northern season; without a year it needs `in the`, `last`, `this` or the like before it.

    >>> season("spring 2021", 0).stop
    Calendar(year=2021, month=5, day=None)
    """
    found = _SEASON.match(text, start)
    if not found:
        return None
    name, before = found["s"].lower(), word_before(text, start)[0]
    if found["s"][0].isupper() and not found["y"] and before[:1].isupper():
        return None
    first, last = SEASONS[name]
    if not found["y"]:
        tied = before.lower() in _MONTH_TIES or (before.lower() == "the" and name != "fall")
        follows = _NO_SEASON.match(text, found.end())
        if not tied or follows or (name == "fall" and before.lower() not in {"last", "this", "next", "early", "late"}):
            return None
        return _phrase(text, start, found.end(), Calendar(month=first), Calendar(month=last))
    year = int(found["y"])
    if name != "winter":
        return _phrase(text, start, found.end(), Calendar(year=year, month=first), Calendar(year=year, month=last))
    # "winter 2021" is said of either turn of the year; "winter 2021-22" is not.
    opening = Calendar(year=year, month=12 if found["y2"] else 1)
    return _phrase(text, start, found.end(), opening, Calendar(year=year + 1, month=last))


def feast(text: str, start: int) -> DatePhrase | None:
    """Feasts with a fixed day.

    >>> feast("New Year's Eve", 0).start
    Calendar(year=None, month=12, day=31)
    """
    found = _FEAST.match(text, start)
    if not found:
        return None
    month, day = FEASTS[lowered(found["f"])]
    return _phrase(text, start, found.end(), Calendar(year=_year(found), month=month, day=day))


def weekday(text: str, start: int) -> DatePhrase | None:
    """A weekday, with the part of the day left out: `Monday night`, `Monday to Friday`.

    >>> weekday("Monday night", 0).weekday
    0
    >>> weekday("Black Friday", 6) is None
    True
    """
    found = _WEEKDAY.match(text, start)
    before, between = word_before(text, start)
    named = before.lower() in _NAMED_DAYS and not between.strip()
    if not found or named or (before == "on" and word_before(text, start - 3)[0] == "Mail"):
        return None
    return DatePhrase(
        span=Span(start, found.end()),
        quote=text[start : found.end()],
        kind="weekday",
        weekday=weekday_number(found["w"]),
        stop_weekday=weekday_number(found["w2"]) if found["w2"] else None,
    )


BY_DIGIT: Final[tuple[Reader, ...]] = (iso_date, dotted_date, day_of_month, years, year_alone)
BY_MONTH: Final[tuple[Reader, ...]] = (day_of_month, month_and_year, month_alone)
BY_WEEKDAY: Final[tuple[Reader, ...]] = (day_of_month, weekday)


def same_grain(first: Calendar, last: Calendar) -> bool:
    """Whether two points are given to the same fineness, so that they can be the ends of a range.

    >>> same_grain(Calendar(month=3), Calendar(year=2020, month=6))
    True
    """
    return (first.month is None) == (last.month is None) and (first.day is None) == (last.day is None)
