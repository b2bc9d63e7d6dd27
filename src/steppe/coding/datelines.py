"""Datelines: `NAIROBI, Kenya, May 3 (Agency) - ` opens a story and is no part of its first sentence."""

import re

from steppe.types import Span

_HEAD = 90  # characters: longer openings are sentences
_OPENING = re.compile(r"\s*(?P<place>[^\W\d_][^\n—–]{1,80}?)\s*(?:—|–|--|\s-)\s+(?=[\w\"'“‘])")
_SIGNS = re.compile(r"\([^)\n]{1,40}\)|\d{1,2}\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def after_dateline(sentence: Span, text: str) -> Span:
    """The sentence without a dateline at its start; unchanged where there is none.

    >>> line = "NAIROBI, May 3 (Agency) - The king left."
    >>> after_dateline(Span(0, len(line)), line).of(line)
    'The king left.'
    >>> line = "Russia – the largest state – left."
    >>> after_dateline(Span(0, len(line)), line).start
    0
    """
    found = _OPENING.match(text, sentence.start, min(sentence.end, sentence.start + _HEAD))
    if found is None:
        return sentence
    place = found["place"]
    first = place.split(",")[0].split("(")[0].strip()
    capitals = first.isupper() and len(first) > 2
    signed = _SIGNS.search(place) is not None and place[0].isupper() and ("," in place or "(" in place)
    return Span(found.end(), sentence.end) if capitals or signed else sentence
