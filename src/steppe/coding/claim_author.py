"""How sure words are: hedges, and what the article itself asks, predicts or leaves open."""

from steppe.coding.mentions import Scene
from steppe.types import Span, Stance

PREDICTIVE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
HEDGING = frozenset({"may", "might", "could", "would", "can"})


def hedges_in(here: Scene, content: Span) -> tuple[str, ...]:
    """The hedges of the word list that stand in `content` (article characters), sorted."""
    inside = here.text[max(0, content.start - here.offset) : max(0, content.end - here.offset)].lower()
    words = set(inside.replace(",", " ").split())
    return tuple(
        sorted(h for h in here.lexicon.hedges if (h in words if " " not in h and "-" not in h else h in inside))
    )


def own_stance(here: Scene) -> Stance | None:
    """What the sentence does where nobody is named: asks, hedges, predicts, or (`None`) plainly tells."""
    if len(here.parse.tokens) <= 2:
        return None
    if here.text.rstrip("\"'”’» ").endswith("?"):
        return "asks"
    auxiliaries = {token.text.lower() for token in here.parse.tokens if token.tag == "MD"}
    whole = Span(here.offset, here.offset + len(here.text))
    if hedges_in(here, whole) or auxiliaries & HEDGING:
        return "hedges"
    return "predicts" if auxiliaries & PREDICTIVE else None
