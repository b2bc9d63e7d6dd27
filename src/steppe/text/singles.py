"""Single quotation marks, told from apostrophes by their neighbours and by what could close them."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from steppe.types import Span

Regions = tuple[list[int], list[int]]
"""Where double quotations begin and end, and the number of the innermost open one from there on."""

_SINGLE = re.compile(r"[‘’‚‛']")
_OPENING = "‘‚‛'"
_CLOSERS = {"‘": "’", "‛": "’", "‚": "‘’", "'": "'"}
# Words that begin with an apostrophe, not with a quotation.
_ELISION = re.compile(
    r"[’‘'](?:\d0s\b|\d\d\b|(?:em|tis|twas|til|till|cause|round|bout|n|s|d|ll|hood|cello|phone)\b)", re.IGNORECASE
)
_REACH = 40
_LONGEST_DOUBTFUL = 40


def single_quotations(text: str, paragraph: Span, regions: Regions) -> Iterator[Span]:
    """Spans of single-quoted stretches, marks included; neither end lies in another double quotation.

    A possessive plural (workers’ rights) closes only a short quotation for which nothing surer follows. A single mark
    without a partner is an apostrophe.

    >>> text = "Russia's 'new order' isn't theirs"
    >>> [span.of(text) for span in single_quotations(text, Span(0, len(text)), ([], [-1]))]
    ["'new order'"]
    """
    marks = [match.start() for match in _SINGLE.finditer(text, paragraph.start, paragraph.end)]
    after = paragraph.start
    for number, start in enumerate(marks):
        if start < after or not _opens(text, start, paragraph):
            continue
        rivals = [end for end in marks[number + 1 : number + 1 + _REACH] if _closes(text, start, end, paragraph)]
        end = _partner(text, start, [end for end in rivals if _region(start, regions) == _region(end, regions)])
        if end is not None:
            yield Span(start, end + 1)
            after = end + 1


def _region(position: int, regions: Regions) -> int:
    return regions[1][bisect_right(regions[0], position)]


def _opens(text: str, start: int, paragraph: Span) -> bool:
    before = text[start - 1] if start > paragraph.start else " "
    after = text[start + 1] if start + 1 < paragraph.end else " "
    if text[start] not in _OPENING or before.isalnum() or before in ".,!?%)’'":
        return False
    if not (after.isalnum() or after in '“"«[('):
        return False
    return _ELISION.match(text, start) is None


def _closes(text: str, start: int, end: int, paragraph: Span) -> bool:
    after = text[end + 1] if end + 1 < paragraph.end else " "
    fits = text[end] in _CLOSERS[text[start]] and end > start + 1
    return fits and not text[end - 1].isspace() and not after.isalnum()


def _partner(text: str, start: int, ends: list[int]) -> int | None:
    sure = [end for end in ends if not _possessive(text, end)]
    doubtful = [end for end in ends if _possessive(text, end)]
    if sure and not any(_SINGLE_OPENER.search(text, end + 1, sure[0]) for end in doubtful[:1] if end < sure[0]):
        return sure[0]
    if doubtful and doubtful[0] - start <= _LONGEST_DOUBTFUL:
        return doubtful[0]
    return sure[0] if sure else None


_SINGLE_OPENER = re.compile(r"(?<=[\s(])[‘'](?=\w)")


def _possessive(text: str, end: int) -> bool:
    """Whether the mark may be that of `workers'`: after an s, before a word in lower case."""
    return text[end - 1] in "sS" and text[end + 1 : end + 2] == " " and text[end + 2 : end + 3].islower()
