"""How far a claim's content reaches, and whether it is quoted."""

import re
from collections.abc import Sequence

from steppe.coding.mentions import Scene
from steppe.coding.parse import Token
from steppe.types import Quotation, Span, Voice

OPENERS = (",", ":", ".", "``", "''", "-LRB-", "HYPH")
CLOSERS = (",", ":", ".", "``", "''", "CC")
# What stands behind a content and is the article's comment on it.
COMMENT = re.compile(r",\s+(?:which (?:is|was) why|although|though|even though)\b")


def trimmed(here: Scene, tokens: Sequence[Token]) -> Span:
    """The article's characters from the first to the last of `tokens`, without punctuation at the ends."""
    row = list(tokens)
    while len(row) > 1 and row[0].tag in OPENERS:
        row.pop(0)
    while len(row) > 1 and row[-1].tag in CLOSERS:
        row.pop()
    return here.span(row[0], row[-1])


def whole_speech(content: Span, quotations: Sequence[Quotation]) -> Span:
    """The content, grown to the whole quotation where it lies inside one or ends in one that runs on."""
    for quotation in quotations:
        span = quotation.span
        if span.holds(content) or (span.meets(content) and abs(span.start - content.start) <= 2):
            return Span(min(span.start, content.start), max(span.end, content.end))
        if quotation.closed and span.meets(content) and quotation.inner.end <= content.end < span.end:
            return Span(content.start, span.end)
    return content


def own_part(here: Scene, content: Span, quotations: Sequence[Quotation]) -> Span:
    """The content without the article's comment behind it (`…, which is why …`, `…, although …`)."""
    for match in COMMENT.finditer(
        here.text, max(0, content.start - here.offset + 1), max(0, content.end - here.offset)
    ):
        place = here.offset + match.start()
        if not any(q.span.start < place < q.span.end for q in quotations):
            return Span(content.start, place)
    return content


def voice_of(content: Span, quotations: Sequence[Quotation]) -> Voice:
    """Direct where quotation marks hold all of the content, mixed where they hold part of it, else indirect."""
    inside = [q for q in quotations if q.span.meets(content)]
    if not inside:
        return "indirect"
    first, last = min(q.span.start for q in inside), max(q.span.end for q in inside)
    return "direct" if first <= content.start + 1 and content.end <= last + 1 else "mixed"
