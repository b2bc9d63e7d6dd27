"""Quotations: straight and curly marks, German, French and single ones, nested, and marks without a partner.

Marks are paired within a paragraph. A paragraph whose quotation stays open while the next paragraph
opens anew follows the convention of long speeches: its quotation counts as closed at the paragraph's end.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from steppe.text.paragraphs import paragraphs
from steppe.text.singles import single_quotations
from steppe.types import Quotation, Span

Side = Literal["open", "close", "either"]

_MARK = re.compile(r"[\"“”„‟«»‹›＂]|``|''")
_DOUBLE_OPENERS = frozenset({"„", "‟", "``"})


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    family: str
    side: Side


def quotations(text: str) -> tuple[Quotation, ...]:
    r"""Every quotation of `text` by its start, outer before inner.

    A mark that opens and finds no partner gives `closed=False` to the end of its paragraph; one that closes what
    nothing opened gives `closed=False` on the mark alone. An apostrophe is no mark, nor are inches (`6'2"`).

    >>> text = 'He said "no" and “maybe ‘later’”.'
    >>> [q.inner.of(text) for q in quotations(text)]
    ['no', 'maybe ‘later’', 'later']
    >>> text = 'She "left at once.'
    >>> [(q.closed, q.span.of(text)) for q in quotations(text)]
    [(False, '"left at once.')]
    """
    found: list[Quotation] = []
    spans = [paragraph.span for paragraph in paragraphs(text)]
    for number, span in enumerate(spans):
        following = spans[number + 1] if number + 1 < len(spans) else None
        found.extend(_in_paragraph(text, span, following))
    return tuple(sorted(found, key=lambda quotation: (quotation.span.start, -quotation.span.end)))


def _in_paragraph(text: str, paragraph: Span, following: Span | None) -> Iterator[Quotation]:
    marks = [_mark(text, match, paragraph) for match in _MARK.finditer(text, paragraph.start, paragraph.end)]
    pairs, alone = _pair(marks)
    for opening, closing in pairs:
        yield Quotation(
            span=Span(opening.span.start, closing.span.end), inner=Span(opening.span.end, closing.span.start)
        )
    for mark in alone:
        if mark.side == "close":
            if not _no_quotation_mark(text, mark):
                yield Quotation(span=mark.span, inner=Span(mark.span.end, mark.span.end), closed=False)
        else:
            closed = mark is alone[-1] and _reopened(text, following)
            span, inner = Span(mark.span.start, paragraph.end), Span(mark.span.end, paragraph.end)
            yield Quotation(span=span, inner=inner, closed=closed)
    for span in single_quotations(text, paragraph, _regions(pairs)):
        yield Quotation(span=span, inner=Span(span.start + 1, span.end - 1))


def _no_quotation_mark(text: str, mark: _Mark) -> bool:
    """Inches after a number, and two apostrophes in a row that close nothing."""
    return mark.span.of(text) == "''" or (mark.span.start > 0 and text[mark.span.start - 1].isdigit())


def _reopened(text: str, following: Span | None) -> bool:
    if following is None:
        return False
    mark = _MARK.match(text, following.start, following.end)
    return mark is not None and mark.group() not in {"”", "»", "›", "''"}


def _mark(text: str, match: re.Match[str], paragraph: Span) -> _Mark:
    before = text[match.start() - 1] if match.start() > paragraph.start else " "
    after = text[match.end()] if match.end() < paragraph.end else " "
    sign = match.group()
    family = "angle" if sign in "«»" else "small angle" if sign in "‹›" else "double"
    return _Mark(Span(match.start(), match.end()), family, _side(sign, _context(before, after)))


def _context(before: str, after: str) -> Side:
    """What the neighbours of a mark say it does."""
    if before.isspace() or before in "([{<–—-/":
        return "either" if after.isspace() and (before.isspace() or before not in "–—-") else _dash(before, after)
    if before in "“„«‹\"‘'`" and after.isalnum():
        return "open"
    return "either" if after.isalnum() else "close"


def _dash(before: str, after: str) -> Side:
    return "close" if before in "–—-" and not after.isalnum() and after.isspace() else "open"


def _side(sign: str, context: Side) -> Side:
    """A sign that usually does one thing does the other only where its neighbours say so („…“, »…«, ”…”)."""
    if sign in _DOUBLE_OPENERS:
        return "open"
    if sign == "“":
        return "either" if context == "close" else "open"
    if sign == "”":
        return "either" if context == "open" else "close"
    if sign in "«‹":
        return "close" if context == "close" else "open"
    if sign in "»›":
        return "open" if context == "open" else "close"
    return "close" if sign == "''" else context


def _pair(marks: Sequence[_Mark]) -> tuple[list[tuple[_Mark, _Mark]], list[_Mark]]:
    """Partners in order of closing, and the marks that stay alone with the side they were taken for."""
    closers_left: dict[str, int] = {}
    for mark in marks:
        closers_left[mark.family] = closers_left.get(mark.family, 0) + (mark.side != "open")
    pairs: list[tuple[_Mark, _Mark]] = []
    alone: list[_Mark] = []
    stack: list[_Mark] = []
    waiting: dict[str, int] = {}
    for mark in marks:
        closers_left[mark.family] -= mark.side != "open"
        is_open = waiting.get(mark.family, 0) > 0
        # An opening look-alike that nothing can close later closes what is open: '"we go "and left'.
        opens = mark.side == "open" and not (is_open and closers_left[mark.family] == 0)
        if opens or (mark.side == "either" and not is_open):
            stack.append(_Mark(mark.span, mark.family, "open"))
            waiting[mark.family] = waiting.get(mark.family, 0) + 1
        elif not is_open:
            alone.append(_Mark(mark.span, mark.family, "close"))
        else:
            while stack[-1].family != mark.family:
                alone.append(stack.pop())
                waiting[alone[-1].family] -= 1
            pairs.append((stack.pop(), mark))
            waiting[mark.family] -= 1
    return pairs, sorted([*alone, *stack], key=lambda mark: mark.span.start)


def _regions(pairs: Sequence[tuple[_Mark, _Mark]]) -> tuple[list[int], list[int]]:
    """Where double quotations begin and end, and from there on the number of the innermost open one (-1 for none)."""
    borders = sorted(
        [(opening.span.start, 1, number) for number, (opening, _) in enumerate(pairs)]
        + [(closing.span.start, -1, number) for number, (_, closing) in enumerate(pairs)]
    )
    bottom: _Stack = (-1, None)
    stacks = accumulate(borders, _step, initial=bottom)
    return [border[0] for border in borders], [stack[0] for stack in stacks]


_Stack = tuple[int, "_Stack | None"]


def _step(stack: _Stack, border: tuple[int, int, int]) -> _Stack:
    if border[1] > 0:
        return (border[2], stack)
    return stack[1] or (-1, None)
