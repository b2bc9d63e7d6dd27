"""How sure words are: hedges, and what the article itself asks, predicts or leaves open.

Hedges follow Lakoff (1973) and the BioScope and CoNLL-2010 task of hedge detection: words of doubt (`perhaps`), of
unnamed sources (`reportedly`, `many believe`) and of limits (`in theory`), kept as a list in `hedges.tsv`.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from steppe.coding.mentions import Scene
from steppe.coding.parse import Token
from steppe.types import Span, Stance

PREDICTIVE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
MODALS = frozenset({"may", "might", "could"})
_WORD = re.compile(r"\w+")
NEGATED = frozenset({"not", "n't", "n’t", "’t", "never"})


def hedges_in(here: Scene, content: Span) -> tuple[str, ...]:
    """The hedges of the word list within `content` (article characters) of this sentence, sorted.

    `may`, `might` and `could` count as auxiliaries only, and `could not` (inability) does not.
    """
    first, last = max(0, content.start - here.offset), max(0, content.end - here.offset)
    found = _listed(here.text[first:last].lower(), _by_first_word(tuple(here.lexicon.hedges)))
    modals = [token for token in here.parse.tokens if token.tag == "MD" and first <= token.start < last]
    open_ones = {token.text.lower() for token in modals if _leaves_open(here, token)}
    return tuple(sorted((found - MODALS) | (found & open_ones)))


@lru_cache(maxsize=8)
def _by_first_word(hedges: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """The hedges under their first words, the longest first."""
    table: dict[str, list[str]] = {}
    for hedge in sorted(map(str.lower, hedges), key=len, reverse=True):
        table.setdefault(_WORD.findall(hedge)[0], []).append(hedge)
    return {word: tuple(row) for word, row in table.items()}


def _listed(lower: str, hedges: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The listed hedges in a text without capitals, none overlapping another."""
    found: set[str] = set()
    end = 0
    for word in _WORD.finditer(lower):
        start = word.start()
        for hedge in hedges.get(word[0], ()) if start >= end else ():
            after = start + len(hedge)
            if lower.startswith(hedge, start) and not lower[after : after + 1].isalnum():
                found.add(hedge)
                end = after
                break
    return found


def _leaves_open(here: Scene, token: Token) -> bool:
    if token.text.lower() not in MODALS:
        return False
    following = here.parse.tokens[token.i + 1 : token.i + 2]
    return not (token.text.lower() == "could" and following and following[0].text.lower() in NEGATED)


def own_stance(here: Scene, whole: Span) -> Stance | None:
    """What the sentence does where nobody is named: asks, hedges, predicts, or (`None`) plainly tells.

    Only a future of the main clause predicts; one inside `if` or a relative clause is told along the way.
    """
    if len(here.parse.tokens) <= 2:
        return None
    if here.text.rstrip("\"'”’»›) ").endswith("?"):
        return "asks"
    if any(here.lexicon.hedges[hedge] != "limit" for hedge in hedges_in(here, whole)):
        return "hedges"
    return "predicts" if any(_predicts(here, token) for token in here.parse.tokens) else None


def _predicts(here: Scene, token: Token) -> bool:
    verb = here.parse.head(token.i)
    return token.tag == "MD" and token.text.lower() in PREDICTIVE and verb.dep in ("ROOT", "conj", "ccomp")
