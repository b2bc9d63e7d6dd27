"""Which quotation belongs to which cue: speech before or after it, and speech that runs on."""

from collections.abc import Sequence

from steppe.types import Quotation, Span

SHORTEST = 12  # characters: a shorter quotation is a word in quotation marks, not speech
LONG = 25  # characters: inside a quotation of this length somebody else is talking
MARKS = "\"“”„‟«»‹›＂'‘’`"
ENDS = ",?!.—–-…"


def inside_speech(place: int, quotations: Sequence[Quotation]) -> Quotation | None:
    """The long quotation that the character at `place` lies within, where there is one.

    >>> speech = Quotation(span=Span(0, 40), inner=Span(1, 39))
    >>> inside_speech(10, [speech]) is speech, inside_speech(40, [speech])
    (True, None)
    """
    for quotation in quotations:
        span = quotation.span
        if span.end - span.start > LONG and span.start < place < span.end - 1:
            return quotation
    return None


def beside(text: str, offset: int, cue: Span, quotations: Sequence[Quotation]) -> list[Span]:
    """The quotations of a sentence (`text` from `offset`) set off as speech from the cue: `“…,” cue`, `cue: “…”`.

    They are at most the last one before the cue and the first one after it.
    """
    end = offset + len(text)
    speech = [q.span for q in quotations if q.span.end - q.span.start >= SHORTEST and q.span.end > offset]
    before = [s for s in speech if s.end <= cue.start and _closed_as_speech(text, offset, s)]
    after = [s for s in speech if cue.end <= s.start < end and _opened_as_speech(text, offset, s, cue)]
    return [*before[-1:], *after[:1]]


def _closed_as_speech(text: str, offset: int, span: Span) -> bool:
    inner = text[max(0, span.start - offset) : span.end - offset].rstrip(MARKS)
    following = text[span.end - offset :].lstrip()
    return bool(inner) and (inner[-1] in ENDS or following.startswith((",", "—", "–")))


def _opened_as_speech(text: str, offset: int, span: Span, cue: Span) -> bool:
    between = text[cue.end - offset : span.start - offset].rstrip()
    return not between.strip() or between[-1] in ",:;—–"
