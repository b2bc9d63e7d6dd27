"""All dates of an article together: what one sentence says dates the next.

The rules for a day without a year, in order: a year or dated event that its own sentence ties it to; the
publication date; a day spoken of in the last sentences; what is known of when the article appeared.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from steppe.text.date_phrase import DatePhrase
from steppe.text.date_resolve import Direction, resolve
from steppe.text.dates import date_phrases
from steppe.types import Span, When

_NEAR_TIE = re.compile(
    r"(?:in the (?:wake|aftermath) of"
    r"|(?:shortly|soon|immediately|right|just|days|weeks|months) (?:before|after|following)"
    r"|on the eve of|ahead of|in the run-up to|in (?:response|retaliation) (?:to|for))(?: the)?\s*$",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|would|shall|is to|are to|plan(?:s|ned)? to|scheduled|due|expected|set to|upcoming|going to|ahead of)\b",
    re.IGNORECASE,
)
_MEMORY: Final = 3
"""Sentences after which a day spoken of no longer dates the story."""
_EVENT_DAYS: Final = 400
"""An anchor longer than this is a period and fixes no year."""
_KNOWN_DAYS: Final = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date phrase of an article, the sentence it stands in (by index) and its days, if they can be told."""

    phrase: DatePhrase
    sentence: int
    when: When | None


def phrases_in(text: str, sentences: Sequence[Span]) -> list[tuple[DatePhrase, ...]]:
    """The date phrases of each sentence, at their places in `text`.

    >>> [[phrase.quote for phrase in row] for row in phrases_in("In May. Then. Today.", [Span(0, 7), Span(8, 13)])]
    [['May'], []]
    """
    return [tuple(_shifted(phrase, one.start) for phrase in date_phrases(one.of(text))) for one in sentences]


def dates_in(
    text: str,
    sentences: Sequence[Span],
    *,
    published: When | None,
    anchors: Sequence[tuple[Span, When]] = (),
    phrases: Sequence[Sequence[DatePhrase]] | None = None,
) -> tuple[Dated, ...]:
    """Every date phrase of the sentences, resolved with what stands around it; `phrases` where they are read already.

    >>> from steppe.text.date_anchors import anchor_dates
    >>> text = "On January 5, shortly after the invasion of Ukraine, he left. He was back the next day."
    >>> found = dates_in(text, [Span(0, 60), Span(61, len(text))], published=None, anchors=anchor_dates(text))
    >>> [(dated.when.first.isoformat(), dated.when.basis) for dated in found]
    [('2022-01-05', 'inferred'), ('2022-01-06', 'inferred')]
    """
    told: list[Dated] = []
    for index, row in enumerate(phrases_in(text, sentences) if phrases is None else phrases):
        tied = [(span, when) for span, when in anchors if sentences[index].holds(span)] if row else []
        for here in row:
            when = _resolved(text, here, index, told=told, published=published, tied=tied)
            told.append(Dated(phrase=here, sentence=index, when=when))
    return tuple(told)


def _shifted(phrase: DatePhrase, by: int) -> DatePhrase:
    span = Span(phrase.span.start + by, phrase.span.end + by)
    return replace(phrase, span=span)


def _resolved(
    text: str,
    phrase: DatePhrase,
    index: int,
    *,
    told: Sequence[Dated],
    published: When | None,
    tied: Sequence[tuple[Span, When]],
) -> When | None:
    recent = [dated.when for dated in told if dated.when and index - dated.sentence <= _MEMORY and _tells(dated)]
    if phrase.yearless and phrase.amount is None:
        tie = _tie(text, phrase, index, told=told, tied=tied, sure=_is_known(published))
        if tie is not None:
            return resolve(phrase, published=None, context=[tie])
        if not _is_known(published):
            recent = [when for when in recent if _days(when) <= _KNOWN_DAYS]
    start = phrase.span.start
    ahead = re.split(r"[.!?;\n]\s", text[max(0, start - 60) : start])[-1]
    direction: Direction = "future" if _TO_COME.search(ahead) else "past"
    return resolve(phrase, published=published, context=recent, direction=direction)


def _tells(dated: Dated) -> bool:
    """Whether a date can be the day that "the next day" is counted from."""
    return dated.phrase.kind not in {"lapse", "vague", "now"} and not dated.phrase.side


def _days(when: When) -> int:
    return (when.last - when.first).days


def _is_known(published: When | None) -> bool:
    return published is not None and _days(published) <= _KNOWN_DAYS


def _tie(
    text: str,
    phrase: DatePhrase,
    index: int,
    *,
    told: Sequence[Dated],
    tied: Sequence[tuple[Span, When]],
    sure: bool,
) -> When | None:
    """The date in its own sentence that a yearless day belongs to.

    A year told before it in the sentence counts. A dated event counts where words tie the two closely, or
    where the publication date is unknown and nothing better is at hand.
    """
    years = [d.when for d in told if d.sentence == index and d.when and d.phrase.start and d.phrase.start.year]
    if years and years[-1].first.year == years[-1].last.year:
        return years[-1]
    events = [(span, when) for span, when in tied if _days(when) <= _EVENT_DAYS and not span.meets(phrase.span)]
    if sure:
        events = [(span, when) for span, when in events if _NEAR_TIE.search(text[max(0, span.start - 40) : span.start])]
    return min(events, key=lambda event: abs(event[0].start - phrase.span.start))[1] if events else None
