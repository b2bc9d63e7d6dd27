"""Date phrases of English news text: a hand-written grammar over the raw text, linear in its length.

`date_phrases` finds them; `steppe.text.date_resolve` says which days they are.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final, cast

from steppe.text.date_calendar import (
    BY_DIGIT,
    BY_MONTH,
    BY_WEEKDAY,
    Reader,
    day_of_month,
    feast,
    month_alone,
    same_grain,
    season,
)
from steppe.text.date_phrase import Calendar, DatePhrase, Side, TimeUnit
from steppe.text.date_relative import FIXED, RELATIVE, RELATIVE_OPENINGS, ago, quarter, year_named
from steppe.text.date_words import COUNTS, FEASTS, GAP, MONTHS, PARTS, SEASONS, TO, WEEKDAYS, YEAR, lowered
from steppe.types import Span

_FLAGS: Final = re.IGNORECASE
_WORD = re.compile(r"\w+")
_SINCE = re.compile(rf"(?P<s>since|after|before|by|until|till){GAP}(?:the{GAP})?", _FLAGS)
_PERIOD = re.compile(rf"(?:the|this){GAP}(?P<u>week|month|year|decade|century)(?!\w)", _FLAGS)
_NEAR_PART = re.compile(rf"(?P<p>early|mid|late)(?:{GAP}|-)(?:in{GAP})?(?:the{GAP})?", _FLAGS)
_PART_OF = re.compile(
    rf"(?P<p>beginning|start|middle|end|close|(?:first|second){GAP}half|(?:first|second|third|fourth|last){GAP}quarter)"
    rf"{GAP}of{GAP}",
    _FLAGS,
)
_ENDS = re.compile(rf"(?P<o>from|between){GAP}", _FLAGS)
_TO = re.compile(TO, _FLAGS)
_AND = re.compile(rf"{GAP}and{GAP}", _FLAGS)
_BARE_YEAR = re.compile(YEAR)


def _first(readers: tuple[Reader, ...], text: str, start: int) -> DatePhrase | None:
    return next((phrase for reader in readers if (phrase := reader(text, start))), None)


def _point(text: str, start: int) -> DatePhrase | None:
    """One date, not a range of two and without a side."""
    word = _WORD.match(text, start)
    return _first(_POINTS.get(_key(word[0]), ()), text, start) if word else None


def _key(word: str) -> str:
    return "0" if word[0].isdecimal() else word.lower()


def _widened(made: DatePhrase, text: str, start: int, *, part: str = "", side: Side = "") -> DatePhrase:
    span = Span(start, made.span.end)
    return replace(made, span=span, quote=span.of(text), part=part or made.part, side=side or made.side)


_SIDES: Final[Mapping[str, Side]] = {
    "since": "since",
    "after": "after",
    "before": "before",
    "by": "by",
    "until": "until",
    "till": "until",
}


def sided(text: str, start: int) -> DatePhrase | None:
    """`since 2014`, `since yesterday`, `by June 2023`, `until Friday`.

    >>> sided("since yesterday", 0).side
    'since'
    """
    found = _SINCE.match(text, start)
    if not found:
        return None
    inner = _point(text, found.end()) or part_of(text, found.end())
    if inner is None or inner.kind in {"narrative", "vague", "now", "lapse"} or inner.side:
        return None
    return _widened(inner, text, start, side=_SIDES[lowered(found["s"])])


def part_of(text: str, start: int) -> DatePhrase | None:
    """`early March`, `mid-2022`, `late last year`, `the middle of the year`, `first half of 2022`.

    >>> part_of("mid-2022", 0).part, part_of("end of June", 0).part
    ('mid', 'end')
    """
    if found := _NEAR_PART.match(text, start):
        inner = _point(text, found.end())
        fits = inner is not None and inner.kind in {"calendar", "shift"} and inner.unit != "day"
        day = inner is not None and inner.start is not None and inner.start.day is not None
        return _widened(inner, text, start, part=lowered(found["p"])) if inner and fits and not day else None
    found = _PART_OF.match(text, start)
    if not found:
        return None
    part = lowered(found["p"])
    if period := _PERIOD.match(text, found.end()):
        made = DatePhrase(span=Span(start, period.end()), quote=text[start : period.end()], kind="shift", amount=0)
        return replace(made, unit=cast("TimeUnit", period["u"].lower()), part=part)
    after_the = re.compile(rf"(?:the{GAP})?", _FLAGS).match(text, found.end())
    inner_start = after_the.end() if after_the else found.end()
    inner = _point(text, inner_start) or _month_at(text, inner_start)
    if inner is None or inner.kind not in {"calendar", "shift"} or part not in PARTS:
        return None
    return _widened(inner, text, start, part=part)


def from_to(text: str, start: int) -> DatePhrase | None:
    """`from 3 to 5 May`, `between March and June 2020`, `from 2014 to 2019`.

    >>> from_to("between 2014 and 2019", 0).stop
    Calendar(year=2019, month=None, day=None)
    """
    found = _ENDS.match(text, start)
    if not found:
        return None
    span_of_days = day_of_month(text, found.end())
    if span_of_days and span_of_days.stop:
        return _widened(span_of_days, text, start)
    first = _point(text, found.end()) or _month_at(text, found.end())
    if first is None:
        return None
    if first.stop is not None or first.stop_weekday is not None:
        return _widened(first, text, start)
    last = _other_end(text, first.span.end, _AND if lowered(found["o"]) == "between" else _TO, first)
    made = _joined(first, last) if last else None
    return _widened(made, text, start) if made else None


def _other_end(text: str, end: int, joiner: re.Pattern[str], first: DatePhrase) -> DatePhrase | None:
    joint = joiner.match(text, end)
    if not joint:
        return None
    start = joint.end()
    if first.start is not None and first.start.month is None:
        year = _BARE_YEAR.match(text, start)
        return (
            DatePhrase(span=Span(start, year.end()), quote=year[0], kind="calendar", start=Calendar(year=int(year[0])))
            if year
            else None
        )
    return _point(text, start) or _month_at(text, start)


def _month_at(text: str, start: int) -> DatePhrase | None:
    """A month that the words before it have already made one."""
    made = month_alone(f"in {text[start : start + 12]}", 3)
    return replace(made, span=Span(start, start + len(made.quote))) if made else None


def _joined(first: DatePhrase, last: DatePhrase) -> DatePhrase | None:
    """One phrase from its two ends; a year named once counts for both."""
    span = Span(first.span.start, last.span.end)
    if first.weekday is not None and last.weekday is not None:
        return replace(first, span=span, stop_weekday=last.weekday)
    head, tail = first.start, last.start
    if head is None or tail is None or last.stop or not same_grain(head, tail):
        return None
    wraps = (head.month or 0, head.day or 0) > (tail.month or 0, tail.day or 0)
    if head.year is None and tail.year is not None:
        head = replace(head, year=tail.year - wraps)
    elif tail.year is None and head.year is not None:
        tail = replace(tail, year=head.year + wraps)
    if head.year is not None and tail.year is not None and _key_of(head) >= _key_of(tail):
        return None
    return replace(first, span=span, start=head, stop=tail)


def _key_of(point: Calendar) -> tuple[int, int, int]:
    return (point.year or 0, point.month or 0, point.day or 0)


def _ranged(text: str, start: int) -> DatePhrase | None:
    """A date or, where "to" or a dash and a second one of the same grain follow, the range of both."""
    first = _point(text, start)
    if first is None or first.kind != "calendar" or first.stop is not None or first.amount is not None:
        return first
    last = _other_end(text, first.span.end, _TO, first)
    made = _joined(first, last) if last and last.kind == "calendar" else None
    return _widened(made, text, start) if made else first


_POINTS: Final[Mapping[str, tuple[Reader, ...]]] = {
    **dict.fromkeys(
        RELATIVE_OPENINGS | {word.split()[0] for word in ("these", "recent", "right", "at", "of")}, RELATIVE
    ),
    **dict.fromkeys(("today", "tonight", "yesterday", "tomorrow", "overnight", "recently", "lately"), RELATIVE),
    **dict.fromkeys((word for word in COUNTS if word not in {"a", "an"} and " " not in word), (ago,)),
    **dict.fromkeys(MONTHS, BY_MONTH),
    **dict.fromkeys(("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"), BY_MONTH),
    **dict.fromkeys(WEEKDAYS, BY_WEEKDAY),
    **dict.fromkeys(("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"), (day_of_month,)),
    **dict.fromkeys(SEASONS, (season,)),
    **dict.fromkeys(("new", "christmas", "boxing"), (feast,)),
    **dict.fromkeys(("q1", "q2", "q3", "q4"), (quarter,)),
    "0": (*BY_DIGIT, ago),
}
_WRAPPERS: Final[Mapping[str, tuple[Reader, ...]]] = {
    **dict.fromkeys(("since", "after", "before", "by", "until", "till"), (sided,)),
    **dict.fromkeys(("early", "mid", "late", "beginning", "start", "middle", "end", "close"), (part_of,)),
    **dict.fromkeys(("first", "second", "third", "fourth"), (part_of,)),
    **dict.fromkeys(("from", "between"), (from_to,)),
}
_READERS: Final[Mapping[str, tuple[Reader, ...]]] = {
    **dict.fromkeys(_POINTS, (_ranged,)),
    **_WRAPPERS,
    "last": (part_of, _ranged),
}


_DATING: Final = frozenset(
    (
        *MONTHS,
        *WEEKDAYS,
        *SEASONS,
        *(word for phrase in FEASTS for word in phrase.replace("'", " ").split()),
        *(phrase.split()[-1] for phrase in FIXED),
        *"jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun".split(),
        *"minute hour night day weekend week fortnight month year decade century morning afternoon evening".split(),
        *"minutes hours nights days weekends weeks fortnights months years decades centuries q1 q2 q3 q4".split(),
    )
)
"""One of these words or a digit stands in every date phrase."""
_REACH: Final = 80
"""Characters by which a phrase may open before its first dating word ("in the second half of the previous …")."""


@lru_cache(maxsize=1 << 16)
def _kind(word: str) -> tuple[tuple[Reader, ...], bool] | None:
    """What may begin at the word, and whether it dates: asked of every word, so the answer is kept."""
    readers, dating = _READERS.get(_key(word), ()), word[0].isdecimal() or word.lower() in _DATING
    return (readers, dating) if readers or dating else None


def _openings(text: str) -> list[tuple[int, tuple[Reader, ...]]]:
    """The places at which a phrase can begin, in order: no others than those shortly before a dating word."""
    words = [(word.start(), kind) for word in _WORD.finditer(text) if (kind := _kind(word[0])) is not None]
    found, ahead = [], len(text) + _REACH + 1
    for start, (readers, dating) in reversed(words):
        ahead = start if dating else ahead
        if readers and ahead - start <= _REACH:
            found.append((start, readers))
    return found[::-1]


def date_phrases(text: str) -> tuple[DatePhrase, ...]:
    """Every phrase that dates something, in order, none overlapping another.

    >>> [phrase.quote for phrase in date_phrases("On January 5 and the very next day, but since 2014 in July.")]
    ['January 5', 'the very next day', 'since 2014', 'July']
    >>> date_phrases("We may march with 41 percent of Flight 370 under Resolution 2254.")
    ()
    """
    found: list[DatePhrase] = []
    end = 0
    for start, readers in _openings(text):
        if start < end:
            continue
        phrase = _first(readers, text, start)
        if phrase is not None:
            phrase = year_named(phrase, text)
            found.append(phrase)
            end = phrase.span.end
    return tuple(found)
