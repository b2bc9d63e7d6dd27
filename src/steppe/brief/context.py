"""An item where it stands: the sentences that hold its words, cut at its marks, between their neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass

from steppe.brief.brief import ClaimRow, EventRow, NumberRow, Segment
from steppe.brief.compose import marks
from steppe.brief.passages import segments
from steppe.brief.rows import names
from steppe.types import Coded, Span

NEAR = 240  # characters of context in a text that is not split into sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The text around an item: `segments` hold its words with their marks, `before` and `after` what stands by them.

    Parts that have no words are empty.
    """

    before: str
    segments: tuple[Segment, ...]
    after: str


def called(row: EventRow | ClaimRow | NumberRow) -> str:
    """An item in a line: who did what to whom, who says it how, or what number of what."""
    if isinstance(row, ClaimRow):
        return f"{row.who} {row.stance}"
    if isinstance(row, NumberRow):
        return f"{row.reading} ({row.of})" if row.of else row.reading
    whom = f" → {names(row.recipients)}" if row.recipients else ""
    return f"{names(row.actors) or 'Nobody named'}: {'.'.join((row.kind, *row.modes[:1]))}{whom}"


def context(coded: Coded, row: EventRow | ClaimRow | NumberRow) -> Context:
    """The sentences that an item of an article touches, and the one before and the one after."""
    text = coded.article.text
    marked = marks(
        coded,
        [row] if isinstance(row, EventRow) else [],
        [row] if isinstance(row, ClaimRow) else [],
        [row] if isinstance(row, NumberRow) else [],
        [],
    )
    words = Span(
        min([row.cite.span.start, *(span.start for _, span in marked)]),
        max([row.cite.span.end, *(span.end for _, span in marked)]),
    )
    before, held, after = _stretch([one.span for one in coded.sentences], words, len(text))
    return Context(before=before.of(text), segments=segments(text, held, marked), after=after.of(text))


def _stretch(sentences: Sequence[Span], words: Span, end: int) -> tuple[Span, Span, Span]:
    touched = [at for at, span in enumerate(sentences) if span.meets(words)]
    if not touched:
        return Span(max(0, words.start - NEAR), words.start), words, Span(words.end, min(end, words.end + NEAR))
    first, last = touched[0], touched[-1]
    held = Span(min(words.start, sentences[first].start), max(words.end, sentences[last].end))
    before = sentences[first - 1].start if first else held.start
    after = sentences[last + 1].end if last + 1 < len(sentences) else held.end
    return Span(min(before, held.start), held.start), held, Span(held.end, max(after, held.end))
