"""Sentences that look spliced from two, by careful surface signs.

Five signs, each rare in edited prose: a sentence that starts in lower case after a stop; a name-like fragment without
a verb between two full sentences; two places and two times in one breath; two sentences with no space, or no stop,
between them.
"""

import re
from collections.abc import Iterator, Sequence

from steppe.types import Span

Finding = tuple[Span, str]

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LOWER_START = re.compile(r"[a-zà-ž]{2,}(?=[\s,])")
_PARTICLES = frozenset(
    {"al", "el", "de", "del", "della", "di", "da", "van", "von", "bin", "ibn", "der", "den", "ter", "du"}
)
_LINKING = frozenset({"of", "and", "the", "for", "de", "on", "in", "&"})
_TWO_PLACES = re.compile(
    r"\b(?:in|at) (?:the )?[A-Z][\w-]{1,30}(?: [A-Z][\w-]{1,30}){0,3} (?:in the (?:middle|first half|second half) of|"
    r"at the (?:beginning|start|end) of|in mid-) ?(?:the |this |that |last )?(?:year|month|week|"
    r"summer|spring|winter|autumn|[A-Z]\w{2,8}|\d{4}) (?:at|during) (?:an? |the )(?:[\w-]{1,20} ){0,4}(?:forum|summit"
    r"|conference|meeting|congress|session|gathering|talks|assembly) in [A-Z]\w+"
)
_NO_SPACE = re.compile(
    r"[a-zà-ž]{3}[.!?](?:The|This|These|That|He|She|It|They|We|In|On|At|But|And|For|When|According)(?= [a-z])"
)
_NO_STOP = re.compile(
    r"\b[a-zà-ž]{3,20} (?:These|They|However|Meanwhile|Moreover|Nevertheless|According to|"
    r"There (?:is|are|was|were)) (?=[a-z])"
)
_SPEECH = re.compile(r"[\"“”„«»:;]")


def spliced(text: str, sentences: Sequence[Span]) -> Iterator[Finding]:
    """Findings in one body paragraph, given its sentences: the span of the sign and what to make of it.

    >>> text = "They kept him at the helm. Harbour Safety Council. Later he left the town by sea."
    >>> spans = [Span(0, 26), Span(27, 50), Span(51, 81)]
    >>> [span.of(text) for span, _ in spliced(text, spans)]
    ['Harbour Safety Council.']
    """
    for number, sentence in enumerate(sentences):
        words = sentence.of(text)
        if number and _starts_low(text, sentences[number - 1], words):
            yield sentence, "starts in lower case after a full stop: its beginning, or the stop, is misplaced"
        elif 0 < number < len(sentences) - 1 and _fragment(words) and _plain_around(text, sentences, number):
            yield sentence, "a fragment without a verb between two sentences: it seems cut from one of them"
        yield from _within(sentence, words)


def _within(sentence: Span, words: str) -> Iterator[Finding]:
    signs = (
        (_TWO_PLACES, "two places and two times in one breath: two stories seem joined here"),
        (_NO_STOP, "a capitalised opening word in mid-sentence: a full stop seems lost here"),
    )
    for expression, note in signs:
        for found in expression.finditer(words):
            yield Span(sentence.start + found.start(), sentence.start + found.end()), note


def run_together(text: str, block: Span) -> Iterator[Finding]:
    """Places where a full stop is followed by a new sentence without a space.

    >>> text = "He met the government.The army left."
    >>> [span.of(text) for span, _ in run_together(text, Span(0, len(text)))]
    ['ent.The']
    """
    for found in _NO_SPACE.finditer(text, block.start, block.end):
        yield Span(found.start(), found.end()), "no space after the full stop: two sentences run together"


def _starts_low(text: str, previous: Span, words: str) -> bool:
    start = _LOWER_START.match(words)
    if start is None or start.group() in _PARTICLES:
        return False
    return text[previous.start : previous.end].endswith(".") and text[previous.end - 2].islower()


def _fragment(words: str) -> bool:
    if not words.endswith(".") or _SPEECH.search(words) or "," in words:
        return False
    tokens = _WORD.findall(words)
    if not 2 <= len(tokens) <= 7 or any(character.isdigit() for character in words):
        return False
    named = [token for token in tokens if token[0].isupper() and len(token) > 2]
    return (
        tokens[-1] in named
        and tokens[0] in named
        and all(t in named or t in _LINKING for t in tokens)
        and len(named) > 1
    )


def _plain_around(text: str, sentences: Sequence[Span], number: int) -> bool:
    """Whether long sentences stand on both sides; a list of names, an answer to a question or a refrain is style."""
    before, after = sentences[number - 1].of(text), sentences[number + 1].of(text)
    return (
        before[-1:] == "."
        and before[-2:-1].islower()
        and len(_WORD.findall(before)) > 5
        and len(_WORD.findall(after)) > 5
    )
