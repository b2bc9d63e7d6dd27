"""Paragraphs of plain text and Markdown, as spans of the untouched text.

Three layouts occur: paragraphs set apart by blank lines, one paragraph a line, and lines wrapped at a
width. The last is told by lines that go on in lower case.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from steppe.errors import InputError
from steppe.types import Span

MAX_PARAGRAPHS = 50_000
"""Most paragraphs that one article may have."""

Hint = Literal["", "title", "lead", "heading", "caption", "item"]

_LINE = re.compile(r"[^\r\n\u2028\u2029]*(?:\r\n|[\r\n\u2028\u2029]|\Z)")
_WIDEST = 120
_MARKS = re.compile(r"(#{1,6})[ \t]+|(>[ \t]?)+|[-*+•·–][ \t]+|(?:\d{1,2}[.)])[ \t]+")
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
_STRONG = re.compile(r"(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1")
_CLOSING_HASHES = re.compile(r"[ \t]+#+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A stretch without its outer white space; `hint` is what its mark-up says it is, empty where it says nothing."""

    span: Span
    hint: Hint = ""


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    r"""Paragraphs of plain text in order; together they hold every character that is not white space.

    Raises `InputError` over `MAX_PARAGRAPHS`.

    >>> [p.span.of("One.\n\nTwo.\nThree.") for p in paragraphs("One.\n\nTwo.\nThree.")]
    ['One.', 'Two.', 'Three.']
    """
    chunks = _chunks(text)
    width = _wrap_width(text, chunks)
    spans = [span for chunk in chunks for span in (_joined(text, chunk, width) if width else chunk)]
    if len(spans) > MAX_PARAGRAPHS:
        raise InputError(f"{len(spans):,} paragraphs; an article may have {MAX_PARAGRAPHS:,}")
    return tuple(Paragraph(span=span) for span in spans)


def markdown(text: str) -> tuple[Paragraph, ...]:
    r"""Paragraphs of Markdown without their marks: headings, items, quoted lines, images (their words are a caption).

    A first-level heading that opens the text is the title, every other heading a heading; a paragraph
    that is strong or emphasised as a whole is a lead where it stands first.

    >>> text = "# Talks open\n\nMinisters met.\n\n## Gas\n\n- one"
    >>> [(p.hint, p.span.of(text)) for p in markdown(text)]
    [('title', 'Talks open'), ('', 'Ministers met.'), ('heading', 'Gas'), ('item', 'one')]
    """
    found: list[Paragraph] = []
    for plain in paragraphs(text):
        lines = _lines(text, plain.span)
        marked = any(_MARKS.match(line.of(text)) for line in lines)
        found.extend(_unmarked(text, span, first=not found) for span in (lines if marked else [plain.span]))
    return tuple(paragraph for paragraph in found if paragraph.span.start < paragraph.span.end)


def trimmed(text: str, start: int, end: int) -> Span:
    """The span `[start, end)` without white space at either end.

    >>> trimmed("  ab ", 0, 5)
    Span(start=2, end=4)
    """
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    return Span(start + left, start + max(left, len(words.rstrip())))


def _chunks(text: str) -> list[list[Span]]:
    chunks: list[list[Span]] = [[]]
    for line in _LINE.finditer(text):
        if line.end() == line.start():
            break
        span = trimmed(text, line.start(), line.end())
        if span.start < span.end:
            chunks[-1].append(span)
        elif chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


def _wrap_width(text: str, chunks: list[list[Span]]) -> int:
    """The width the lines were wrapped at, 0 where they were not."""
    breaks = going_on = widest = 0
    for chunk in chunks:
        for line, following in pairwise(chunk):
            breaks += 1
            going_on += text[following.start].islower()
            widest = max(widest, line.end - line.start)
    return widest if going_on > 0.3 * breaks and widest <= _WIDEST else 0


def _joined(text: str, chunk: list[Span], width: int) -> list[Span]:
    spans = [chunk[0]]
    last = chunk[0]
    for line in chunk[1:]:
        word = text.find(" ", line.start, line.end)
        room = (word if word > 0 else line.end) - line.start
        full = last.end - last.start + 1 + room > 0.8 * width
        if full or text[line.start].islower():
            spans[-1] = Span(spans[-1].start, line.end)
        else:
            spans.append(line)
        last = line
    return spans


def _lines(text: str, span: Span) -> list[Span]:
    lines = [trimmed(text, m.start(), m.end()) for m in _LINE.finditer(text, span.start, span.end)]
    return [line for line in lines if line.start < line.end]


def _unmarked(text: str, span: Span, *, first: bool) -> Paragraph:
    words = span.of(text)
    image = _IMAGE.fullmatch(words)
    if image:
        return Paragraph(span=Span(span.start + image.start(1), span.start + image.end(1)), hint="caption")
    strong = _STRONG.fullmatch(words) if len(words) < 1000 else None
    if strong and strong.group(1) not in strong.group(2):
        return Paragraph(span=Span(span.start + strong.start(2), span.start + strong.end(2)), hint="lead")
    mark = _MARKS.match(words)
    if mark is None:
        return Paragraph(span=span)
    tail = _CLOSING_HASHES.search(words[-12:]) if mark.group(1) else None
    inner = trimmed(text, span.start + mark.end(), span.end - (len(tail.group()) if tail else 0))
    if mark.group(1):
        return Paragraph(span=inner, hint="title" if first and mark.group(1) == "#" else "heading")
    return Paragraph(span=inner, hint="" if mark.group(2) else "item")
