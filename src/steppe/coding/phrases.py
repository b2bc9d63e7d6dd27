"""Who a phrase names, by itself: `four Saudi men`, `the then deputy foreign minister`, `separatists in Ukraine`.

For users who hold actor strings of other sources. In running text `steppe.coding.mentions` does the same with
the words around.
"""

from collections.abc import Mapping
from datetime import date

from steppe.coding.lexicon import Lexicon
from steppe.coding.memory import Memory
from steppe.coding.mentions import Scene, mentions, scene
from steppe.coding.parse import Parser
from steppe.types import Mention

CARRIER = "%s met."  # a bare phrase is parsed better as the subject of a verb


def actor_of(
    phrase: str, *, parser: Parser, lexicon: Lexicon, context: str = "", on: date | None = None
) -> Mention | None:
    """The actor that `phrase` names on the day `on`, `None` for nobody known.

    `context` is text read before it: the states and persons it speaks of may lend the phrase their country.
    Offices are those of the day; without one they are whoever holds or held them.
    """
    phrase = " ".join(phrase.split())
    if not phrase:
        return None
    texts = [context, CARRIER % phrase] if context.strip() else [CARRIER % phrase]
    memory = Memory()
    for text, tree in zip(texts, parser(texts), strict=True):
        here = scene(tree, text, 0, lexicon, on)
        found = mentions(here, memory)
    return _chosen(here, found, len(phrase))


def _chosen(here: Scene, found: Mapping[int, Mention], end: int) -> Mention | None:
    """The mention at the head of the phrase, else the longest in it, names before roles."""
    inside = {i: mention for i, mention in found.items() if mention.span.end <= end}
    subject = next((token for token in here.parse.tokens if token.dep == "nsubj" and token.start < end), None)
    if subject is not None and subject.i in inside:
        return inside[subject.i]
    return max(inside.values(), key=lambda one: (one.span.end - one.span.start, one.confidence), default=None)
