"""Well-known dated events in a text, and what they and stated dates tell about an undated article.

An article that speaks of an event as past cannot be older than the event. That gives an honest lower
bound for its publication date and a year for days that stand beside the event without one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from steppe.errors import DataError
from steppe.text.date_phrase import DatePhrase
from steppe.text.date_resolve import resolve
from steppe.text.lexicon import pattern, shipped
from steppe.types import Span, When

_FILE: Final = "anchors.tsv"
_COLUMNS: Final = ("name", "word", "pattern", "first", "last", "source", "example", "not")
_REACH: Final = 80
"""Characters each side of its word in which an anchor's pattern is looked for: keeps the reading linear."""
_YEAR: Final = timedelta(days=365)
_FUTURE = re.compile(
    r"\b(?:will|would|by|until|shall|plan(?:s|ned)?|hopes?|aims?|target|expected|scheduled|forecast|due|could|may)\b",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A dated event: `word` must be in the text (lower case), `pattern` says how it is spoken of."""

    name: str
    word: str
    pattern: re.Pattern[str]
    when: When


@cache
def shipped_anchors() -> tuple[Anchor, ...]:
    """The shipped anchors; `DataError` names the row whose pattern or dates are wrong.

    >>> len(shipped_anchors()) > 40
    True
    """
    return tuple(_anchor(row) for row in shipped(_FILE, _COLUMNS))


def _anchor(row: tuple[str, ...]) -> Anchor:
    name, word, expression, first, last = row[:5]
    try:
        opening = date.fromisoformat(first)
        closing = date.fromisoformat(last) if last else date.max
    except ValueError as error:
        raise DataError(f"{_FILE}: {name}: {error}; a day is written 2022-02-24") from error
    if opening > closing or word != word.lower():
        raise DataError(f"{_FILE}: {name}: first must not be after last, and word is lower case")
    when = When(first=opening, last=closing, basis="inferred", why=name)
    return Anchor(name=name, word=word, pattern=pattern(_FILE, name, rf"(?<!\w)(?:{expression})(?!\w)"), when=when)


def anchor_dates(text: str) -> tuple[tuple[Span, When], ...]:
    """The known events that the text names, by place; `last` is `date.max` where no end is known.

    >>> [(span.start, when.first.isoformat()) for span, when in anchor_dates("Since the fall of Kabul he hid.")]
    [(10, '2021-08-15')]
    """
    lower = text.lower().replace("\u2019", "'")
    if len(lower) != len(text):  # a few letters change length in lower case; then only ASCII is folded
        lower = "".join(letter.lower() if letter.isascii() else letter for letter in text)
    found = {
        (span, anchor.name): anchor.when
        for anchor in shipped_anchors()
        if anchor.word in lower
        for span in _places(lower, anchor)
    }
    return tuple((span, found[span, name]) for span, name in sorted(found))


def _places(lower: str, anchor: Anchor) -> list[Span]:
    places: list[Span] = []
    at = lower.find(anchor.word)
    while at >= 0:
        hit = anchor.pattern.search(lower, max(0, at - _REACH), at + len(anchor.word) + _REACH)
        end = hit.end() if hit else at + len(anchor.word)
        if hit and (not places or hit.start() >= places[-1].end):
            places.append(Span(hit.start(), hit.end()))
        at = lower.find(anchor.word, max(end, at + len(anchor.word)))
    return places


def bound_published(anchors: Sequence[When], tenures: Sequence[When] = (), *, until: date | None = None) -> When | None:
    """When an undated article can have appeared, from the events it tells and the office holders it names.

    It is no older than the latest of them; it is taken to be no more than a year younger, or to end with the
    first of the tenures that reach so far, or `until` (the day it was fetched; later dates are then no past
    ones and do not count). `None` where there is nothing to go by.

    >>> bound_published([When(first=date(2022, 2, 24), last=date(2022, 2, 24), basis="inferred")]).last
    datetime.date(2023, 2, 24)
    """
    firsts = [when.first for when in (*anchors, *tenures) if until is None or when.first <= until]
    if not firsts:
        return None
    first = max(firsts)
    lasts = [tenure.last for tenure in tenures if tenure.last >= first]
    last = min([first + min(_YEAR, date.max - first), until or date.max, *lasts])
    return When(
        first=first, last=last, basis="inferred", why="no publication date: bounded by the latest event it tells"
    )


def infer_published(
    text: str,
    phrases: Sequence[DatePhrase],
    *,
    anchors: Sequence[When] = (),
    tenures: Sequence[When] = (),
    until: date | None = None,
) -> When | None:
    """When an undated article can have appeared: from its own full dates, known events and office holders.

    The latest date that its words give with a year, and not as yet to come, opens the interval; it lasts a year
    at most. `until` is the day it was fetched.

    >>> from steppe.text.dates import date_phrases
    >>> text = "In May 2021 she resigned. A vote will be held by 2024."
    >>> infer_published(text, date_phrases(text)).first
    datetime.date(2021, 5, 1)
    """
    told = [when for phrase in phrases if (when := _past_date(text, phrase))]
    return bound_published([*told, *anchors], tenures, until=until)


def _past_date(text: str, phrase: DatePhrase) -> When | None:
    if phrase.kind != "calendar" or phrase.yearless or phrase.side in {"by", "until", "before"} or phrase.year_of:
        return None
    start = phrase.span.start
    before = re.split(r"[.!?;\n]\s", text[max(0, start - 80) : start])[-1]
    return None if _FUTURE.search(before) else resolve(phrase, published=None)
