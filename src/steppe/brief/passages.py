"""Cuts the text at every boundary of every item, so that overlapping items can be shown side by side.

Highlights of events, claims and numbers cross each other freely; elements of a page cannot. So each passage
becomes a row of segments, and every segment lists the items that cover it.
"""

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from steppe.brief.brief import Mark, Passage, Segment
from steppe.brief.words import BLOCK
from steppe.types import Article, Block, Span

Marked = tuple[Mark, Span]


def passages(article: Article, marked: Sequence[Marked]) -> tuple[Passage, ...]:
    """Every block of the article, and every stretch of text between blocks, cut into segments.

    No character that prints is lost: text outside all blocks becomes a passage of kind `None`. An item that
    runs over several blocks opens once and closes at the end of its part in each.
    """
    waiting = deque(sorted(marked, key=lambda item: item[1]))
    active: list[Marked] = []
    opened: set[str] = set()
    found = []
    for block, span in _stretches(article):
        active = [item for item in active if item[1].end > span.start]
        while waiting and waiting[0][1].start < span.end:
            active.append(waiting.popleft())
        within = [(mark, _clip(of, span)) for mark, of in active if of.meets(span)]
        cut = segments(article.text, span, within, opened=opened)
        opened.update(ref for part in cut for ref in part.opens)
        kind = block.kind if block else None
        label = BLOCK[kind] if kind else "Outside all blocks"
        found.append(Passage(kind=kind, label=label, span=span, segments=cut))
    return tuple(found)


def segments(text: str, span: Span, marked: Iterable[Marked], *, opened: Collection[str] = ()) -> tuple[Segment, ...]:
    """`span` of `text` cut at all boundaries of `marked`, whose spans must lie inside it.

    Items in `opened` began earlier and do not open again.

    >>> cut = segments("abcdef", Span(0, 6), [(Mark(ref="E1", role="event"), Span(1, 4)),
    ...                                       (Mark(ref="N1", role="number"), Span(3, 6))])
    >>> [(part.text, [mark.ref for mark in part.marks], part.closes) for part in cut]
    [('a', [], ()), ('bc', ['E1'], ()), ('d', ['E1', 'N1'], ('E1',)), ('ef', ['N1'], ('N1',))]
    """
    waiting = deque(sorted((item for item in marked if item[1].start < item[1].end), key=lambda item: item[1].start))
    first = {mark.ref: of.start for mark, of in reversed(waiting) if mark.ref not in opened}
    last: dict[str, int] = {}
    for mark, of in waiting:
        last[mark.ref] = max(last.get(mark.ref, of.end), of.end)
    cuts = sorted({span.start, span.end} | {edge for _, of in waiting for edge in (of.start, of.end)})
    active: list[Marked] = []
    found = []
    for start, end in pairwise(cuts):
        active = [item for item in active if item[1].end > start]
        while waiting and waiting[0][1].start <= start:
            active.append(waiting.popleft())
        marks = tuple(dict.fromkeys(mark for mark, _ in active))
        refs = tuple(dict.fromkeys(mark.ref for mark in marks))
        opens = tuple(ref for ref in refs if first.get(ref) == start)
        closes = tuple(ref for ref in refs if last[ref] == end)
        found.append(Segment(span=Span(start, end), text=text[start:end], marks=marks, opens=opens, closes=closes))
    return tuple(found)


def _clip(of: Span, span: Span) -> Span:
    return Span(max(of.start, span.start), min(of.end, span.end))


def _stretches(article: Article) -> Iterable[tuple[Block | None, Span]]:
    at = 0
    for block in sorted(article.blocks, key=lambda one: one.span):
        start = max(at, block.span.start)
        yield from _loose(article.text, Span(at, start))
        if start < block.span.end:
            yield block, Span(start, block.span.end)
        at = max(at, block.span.end)
    yield from _loose(article.text, Span(at, len(article.text)))


def _loose(text: str, span: Span) -> Iterable[tuple[None, Span]]:
    if span.of(text).strip():
        yield None, span
