"""Terms that machine translation renders word by word, with the likely reading of each.

The signs are data (`odd_terms.tsv`): an expression, anchors in lower case (`|` between them) of which the sentence must
hold one, the likely reading, an example and a `not` that sound English may say.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from steppe.text.lexicon import pattern, shipped
from steppe.types import Span

FILE = "odd_terms.tsv"
MOST = 20
"""Findings per sentence; a sentence with more is not an odd term but noise."""

COLUMNS = ("pattern", "anchor", "reading", "example", "not")


_Sign = tuple[frozenset[str], re.Pattern[str], str]


@cache
def _signs() -> tuple[_Sign, ...]:
    rows = shipped(FILE, COLUMNS)
    return tuple((frozenset(row[1].split("|")), pattern(FILE, row[0], row[0]), row[2]) for row in rows)


@cache
def _anchors() -> frozenset[str]:
    return frozenset().union(*(sign[0] for sign in _signs()))


@lru_cache(maxsize=1024)
def _likely(anchors: frozenset[str]) -> tuple[_Sign, ...]:
    return tuple((sign[0] & anchors, *sign[1:]) for sign in _signs() if not sign[0].isdisjoint(anchors))


def likely_anchors(text: str) -> frozenset[str]:
    """Anchors that occur anywhere in `text`: a cheap first sieve for a whole article."""
    lower = text.lower()
    return frozenset(anchor for anchor in _anchors() if anchor in lower)


def odd_terms(text: str, sentence: Span, anchors: frozenset[str]) -> Iterator[tuple[Span, str]]:
    """Spans of odd terms in a sentence and their notes.

    >>> text = "They met parastatal Luhansk's envoy."
    >>> [(span.of(text), note) for span, note in odd_terms(text, Span(0, len(text)), likely_anchors(text))]
    [('parastatal Luhansk', 'odd term, perhaps: self-proclaimed')]
    """
    if not anchors:
        return
    words = sentence.of(text)
    lower = words.lower()
    taken: list[Span] = []
    for wanted, expression, reading in _likely(anchors):
        if not any(anchor in lower for anchor in wanted):
            continue
        for found in expression.finditer(words):
            span = Span(sentence.start + found.start(), sentence.start + found.end())
            if len(taken) == MOST:
                return
            if not any(span.meets(other) for other in taken):
                taken.append(span)
                yield span, f"odd term, perhaps: {reading}"
