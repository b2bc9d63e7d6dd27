"""Lines that stand alone between paragraphs: a crosshead of this article, a headline of another one, or plain text.

Signals, none of which needs grammar: how the line ends, whether it is a statement with a question mark, whether it
points to what was said before (which a foreign headline cannot do), and how many of its words the article shares.
"""

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from typing import Literal

Standing = Literal["heading", "teaser", "body"]

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_INNER_STOP = re.compile(r"[.!?…][\"'”’)]*\s+[\"'“‘(]?[A-Z]")
_QUESTION_WORDS = frozenset(
    re.findall(
        r"[\w']+",
        """
    what who whom whose which when where why how is are was were am do does did can could will would shall should
    may might must has have had isn't aren't wasn't don't doesn't didn't can't couldn't won't wouldn't shouldn't and but
    or so if then really not no yes
""",
    )
)
_POINTERS = frozenset(
    re.findall(
        r"[\w']+",
        """
    this that these those it its he she they him her them his hers their theirs we us our ours you your yours i me my
    mine here there such former latter same
""",
    )
)
_COMMON = frozenset(
    re.findall(
        r"[\w']+",
        """
    the and for with from into over under after before amid against between about more than that this these those
    have has had been were was are will would could should can not its his her their they what who how why when where
    which new says said say year years first last out off all but also one two says
""",
    )
)
_LONGEST_CROSSHEAD = 14
_MARGIN = 3


def stands_alone(words: str) -> bool:
    """Whether a paragraph has the shape of a line on its own: one clause of up to 30 words without a final full stop.

    >>> stands_alone("Floods cut off the north"), stands_alone("He resigned."), stands_alone("Who pays?")
    (True, False, True)
    """
    if len(words) > 220 or _INNER_STOP.search(words):
        return False
    return words[-1:] not in {*".,;:…-–—؟।", "\u3002", "\uff01", "\uff1f"} and not words.endswith(
        ('."', ".”", ".'", ".’", ".)", '?"', "?”", '!"', "!”", ',"', ",”", "!")
    )


def standing(words: str, before: Sequence[str], after: Sequence[str], known: Set[str]) -> Standing:
    """What a line on its own is, given the paragraphs just before and after it and the stems of the whole body.

    A statement with a question mark is a headline of elsewhere (a paper hedging); a question that points to the text
    ("Is this the end?") is body, or a crosshead where it is short. A line without a question mark is a teaser
    where it shares hardly a word with its neighbours nor its names with the article, else a crosshead.

    >>> near = ["Exports of wheat fell in May.", "The ministry blames the drought."]
    >>> standing("The general is planning a coup in the capital?", near[:1], near[1:], stems(" ".join(near)))
    'teaser'
    >>> standing("But who will pay for all this in the end?", near[:1], near[1:], stems(" ".join(near)))
    'body'
    >>> standing("A dry spring", near[:1], near[1:], stems(" ".join(near)))
    'heading'
    """
    tokens = _WORD.findall(words)
    if len(tokens) == 0 or words[0].islower() or words[0] in "\"“'‘«„":
        return "body"
    lower = [token.lower().replace("’", "'") for token in tokens]
    points = any(token in _POINTERS for token in lower)
    if words.endswith("?"):
        return _question(tokens, lower, points=points, near=[*before[-2:], *after[:2]], known=known)
    if len(tokens) < 5:
        return "heading"
    near = stems(" ".join([*before[-2:], *after[:2]]))
    own = stems(words)
    shared = len(own & near) / max(1, len(own))
    if not points and shared <= 0.2 and _foreign(tokens, known):
        return "teaser"
    return "heading" if len(tokens) <= _LONGEST_CROSSHEAD else "body"


def _question(tokens: list[str], lower: list[str], *, points: bool, near: Sequence[str], known: Set[str]) -> Standing:
    asks = lower[0] in _QUESTION_WORDS or len(lower) < 6
    if not asks and not points:
        return "teaser"
    if points:
        return "body"
    titled = sum(token[0].isupper() for token in tokens[1:]) >= 0.7 * max(1, len(tokens) - 1)
    if len(tokens) >= 5 and (titled or _named(tokens)) and _foreign(tokens, known):
        own = stems(" ".join(tokens))
        return "teaser" if len(own & stems(" ".join(near))) <= 0.2 * len(own) else "body"
    return "heading" if len(tokens) <= 4 else "body"


def _named(tokens: list[str]) -> bool:
    return any(token[0].isupper() and token.lower() not in _COMMON for token in tokens[1:])


def _foreign(tokens: list[str], known: Set[str]) -> bool:
    """Whether most names of the line (most of its long words where it has none) are nowhere else in the article."""
    titled = sum(token[0].isupper() for token in tokens) > 0.6 * len(tokens)
    named = [] if titled else [token for token in tokens[1:] if token[0].isupper() and len(token) >= _MARGIN]
    looked = stems(" ".join(named)) or stems(" ".join(tokens))
    return len(looked - known) > 0.5 * len(looked)


def stems(words: str) -> frozenset[str]:
    """First five letters of the words that carry meaning: enough to match "export" with "exports".

    >>> sorted(stems("Their exports of Zambia's maize"))
    ['expor', 'maize', 'zambi']
    """
    return frozenset(filter(None, map(_stem, _WORD.findall(words))))


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    """The first five letters, empty for a word that carries no meaning."""
    token = word.lower().replace("’", "'").removesuffix("'s")
    return token[:5] if len(token) > _MARGIN and token not in _COMMON else ""
