"""Where an act took place: the first named place in a phrase of place that hangs on it."""

from collections.abc import Iterator

from steppe.coding.mentions import Scene
from steppe.coding.parse import Token
from steppe.types import Place

PREPOSITIONS = frozenset({"in", "at", "near", "outside", "inside", "around", "on"})
PLACES = frozenset({"city", "region", "capital", "name", "former"})


def _hosts(here: Scene, token: Token) -> Iterator[Token]:
    """The act's word, its object, and the verbs whose clause it shares."""
    yield token
    yield from here.parse.children(token.i, "dobj", "nsubjpass")
    head = here.parse.head(token.i)
    if token.dep in ("conj", "dobj", "pobj", "nsubj") and head.i != token.i:
        yield head


def place_of(here: Scene, token: Token) -> Place | None:
    """The place of the act at `token`, or `None` where the sentence names none for it."""
    for host in _hosts(here, token):
        for prep in here.parse.children(host.i, "prep"):
            if prep.lemma.lower() not in PREPOSITIONS:
                continue
            for noun in here.parse.children(prep.i, "pobj"):
                named = here.named.get(noun.i)
                if named is not None and named.kind in PLACES and named.actor.kind in ("state", "unknown"):
                    first, last = here.parse.tokens[named.first], here.parse.tokens[named.last]
                    return Place(
                        span=here.span(first, last),
                        quote=named.text,
                        name=named.name,
                        country=named.actor.country,
                    )
    return None
