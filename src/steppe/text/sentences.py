"""Sentences by rule, block by block: fast, linear, and with exact spans.

A full stop ends a sentence unless it belongs to an abbreviation, an initial, a number or a quotation that goes on
(Grefenstette & Tapanainen 1994 name the cases). Abbreviations are data: those marked `never` (titles,
"e.g.") do not end a sentence, those marked `maybe` ("U.S.", "Inc.") do where an opening word follows.

What runs on without end (a resolution, a list, a broken extraction) is cut where it pauses, so that no sentence is
longer than the parser reads.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache

from steppe.text.lexicon import shipped
from steppe.text.paragraphs import trimmed
from steppe.text.quotations import quotations
from steppe.types import Article, Quotation, Sentence, Span

_CLOSERS = "\"'”’»›)]}"
# Runs are taken whole and from their first mark only, so a million full stops cost no more than a million letters.
_STOP = re.compile(
    r"(?<![.!?…؟।])[.!?…؟।]++[\"'”’»›)\]}]*+(?=[\s\u200b]|[A-Z][a-z]|\Z)|[\u3002\uff01\uff1f]++[”’\u300d\u300f\uff09]*+"
)
_NEXT = re.compile(r"[\s\u200b]*+([\"'“”‘„«‹»(\[{¿¡—–-]*+\s?)(\S)(\w{0,40})")
_INITIAL = re.compile(r"(?:\w\.)*\w\.|(?:[A-Z][a-z]?\.-?)+")
_COUNT = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\.")
_LOWER_WORD = re.compile(r"[a-zà-ž]{3,}\W*")
_BEFORE = 40
LONGEST = 2_000  # characters of a sentence
MOST_CHARACTERS = 150_000  # of an article that are looked into: some 25,000 words, longer than any reportage
MOST = 5_000  # sentences of an article that are looked into: some five times those of the longest reportage
_PAUSES = (re.compile(r"[;\u061b\uff1b]\s"), re.compile(r"[,\u060c\uff0c]\s"), re.compile(r"[\s\u200b]"))
_STARTERS = frozenset(
    re.findall(
        r"\w+",
        """
    The A An He She It They We I You His Her Its Their Our My This That These Those There Here In On At By For From
    With After Before During Since Until While When If As But And Or So Yet However Meanwhile Moreover Also Then Now
    What Who How Why Where Which Both Some Many Most Several All Few Another Other One Two Three No Not Only Even Under
    Over According Despite Although Though Because Once Last Next Earlier Later
""",
    )
)


def sentences(article: Article) -> tuple[Sentence, ...]:
    """Every sentence of every block in order; no sentence crosses a block, and their words are all words of the blocks.

    `inside_quote` is true where a closed quotation holds the whole sentence.
    """
    quoted = _outermost(quotations(article.text))
    found: list[Sentence] = []
    position = 0
    for block_number, block in enumerate(article.blocks):
        for span in sentence_spans(article.text, block.span):
            while position < len(quoted) and quoted[position].end < span.end:
                position += 1
            inside = position < len(quoted) and quoted[position].holds(span)
            found.append(Sentence(span=span, index=len(found), block=block_number, inside_quote=inside))
    return tuple(found)


def _outermost(marked: Sequence[Quotation]) -> list[Span]:
    spans: list[Span] = []
    for quotation in marked:
        if quotation.closed and (not spans or quotation.span.start >= spans[-1].end):
            spans.append(quotation.span)
    return spans


def sentence_spans(text: str, block: Span) -> Iterator[Span]:
    """Sentences of one block, without outer white space, none longer than `LONGEST`.

    >>> text = "Gen. A. B. Haas of the U.S. Army paid $3.5 million. He left."
    >>> [span.of(text) for span in sentence_spans(text, Span(0, len(text)))]
    ['Gen. A. B. Haas of the U.S. Army paid $3.5 million.', 'He left.']
    """
    start = block.start
    for stop in _STOP.finditer(text, block.start, block.end):
        if stop.end() < block.end and not _ends(text, stop, start, block):
            continue
        yield from _in_parts(text, start, stop.end())
        start = stop.end()
    yield from _in_parts(text, start, block.end)


def _in_parts(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence, whole or cut: in its second half at a semicolon, else a comma, else a space, else anywhere."""
    span = trimmed(text, start, end)
    while span.end - span.start > LONGEST:
        cut = _pause(text, span.start + LONGEST // 2, span.start + LONGEST)
        yield trimmed(text, span.start, cut)
        span = trimmed(text, cut, span.end)
    if span.start < span.end:
        yield span


def _pause(text: str, after: int, before: int) -> int:
    for sign in _PAUSES:
        found = deque(sign.finditer(text, after, before), maxlen=1)
        if found:
            return found[0].end()
    return before


def _ends(text: str, stop: re.Match[str], start: int, block: Span) -> bool:
    """Whether the stop ends the sentence that began at `start`."""
    marks = stop.group()
    if marks[0] in "\u3002\uff01\uff1f।":
        return True
    following = _NEXT.match(text, stop.end(), block.end)
    if following is None:
        return True
    first = following.group(2)
    if stop.end() == following.start(2) and not following.group(1):
        return _runs_on(text, stop, following)
    if marks[0] != "." or marks.startswith(".."):
        return not first.islower() and not (marks[0] in ".…" and first + following.group(3) == "I")
    if marks == ".":
        return _stop_ends(text, stop.start(), start, following)
    return not first.islower() or bool(following.group(1).strip())


def _runs_on(text: str, stop: re.Match[str], following: re.Match[str]) -> bool:
    """A stop without a space after it ("the government.The army") ends where ordinary words stand on both sides."""
    before = text[max(0, stop.start() - 4) : stop.start()]
    word = following.group(2) + following.group(3)
    plain = before[-3:].isalpha() and before[-3:].islower()
    return plain and (word in _STARTERS or stop.group()[0] in "!?") and "@" not in before


def _stop_ends(text: str, stop: int, start: int, following: re.Match[str]) -> bool:
    head = text[max(start, stop - _BEFORE) : stop + 1]
    token = head[max(head.rfind(" "), head.rfind("\n"), head.rfind("\xa0")) + 1 :].lstrip("\"'“‘„«([{—–-")
    first, word = following.group(2), following.group(2) + following.group(3)
    kind = _abbreviations().get(token)
    if kind == "never" or (stop - start < _BEFORE and _COUNT.fullmatch(text[start : stop + 1].strip())):
        return False
    opening = word in _STARTERS or bool(following.group(1).strip())
    if token in {"No.", "no."}:
        return not first.isdigit()
    if kind == "maybe":
        return opening and not first.islower()
    if _INITIAL.fullmatch(token) and not token[:-1].isdigit():
        return opening and not first.islower() and (len(token) > 2 or word not in {"A", "I"})
    if first.islower():
        return bool(_LOWER_WORD.fullmatch(token)) and not following.group(1).strip()
    return True


@cache
def _abbreviations() -> dict[str, str]:
    rows = shipped("abbreviations.tsv", ("word", "kind", "example"))
    return {form: kind for word, kind, _ in rows for form in (word, word[0].upper() + word[1:])}
