"""Where an act took place: the first named place in a phrase of place that hangs on it, and which place that is.

A name of several places is settled by what the phrase adds (`Geneva, Illinois`), then by the states whose people act
or are named in the sentence, then by size. Places that the words leave open beside it are told as rivals.
"""

from collections.abc import Collection, Iterator, Sequence

from steppe.coding.mentions import Scene
from steppe.coding.names import Named
from steppe.coding.parse import Token
from steppe.ontology.gazetteer import Spot, shipped_gazetteer
from steppe.text.date_words import MONTHS, WEEKDAYS
from steppe.types import Place

PREPOSITIONS = frozenset({"in", "at", "near", "outside", "inside", "around", "on"})
PLACES = frozenset({"city", "region", "capital", "name", "former"})
PROPER = frozenset({"NNP", "NNPS"})
NO_PLACE = frozenset((*MONTHS, *WEEKDAYS, "parliament", "congress", "university", "district", "province", "state"))
SIZEABLE = 0.12  # a reading has at least this share of the people of the largest place of the name
MOST_RIVALS = 3


def place_of(here: Scene, token: Token, parties: Collection[str] = ()) -> Place | None:
    """The place of the act at `token`, or `None` where the sentence names none; `parties` are the doers' countries."""
    for host in _hosts(here, token):
        for noun in _below(here, host):
            place = _place(here, noun, parties)
            if place is not None:
                return place
    return None


def _below(here: Scene, host: Token) -> Iterator[Token]:
    """The nouns of phrases of place on a word, then on the nouns of its other phrases (`fired on rebels in Homs`)."""
    others: list[Token] = []
    for prep in here.parse.children(host.i, "prep"):
        nouns = here.parse.children(prep.i, "pobj")
        if prep.lemma.lower() in PREPOSITIONS:
            yield from nouns
        others += nouns
    for noun in others:
        for prep in here.parse.children(noun.i, "prep"):
            if prep.lemma.lower() in PREPOSITIONS:
                yield from here.parse.children(prep.i, "pobj")


def _hosts(here: Scene, token: Token) -> Iterator[Token]:
    """The act's word, its object, and the verbs whose clause it shares."""
    yield token
    yield from here.parse.children(token.i, "dobj", "nsubjpass")
    head = here.parse.head(token.i)
    if token.dep in ("conj", "dobj", "pobj", "nsubj") and head.i != token.i:
        yield head
    if token.dep == "pobj":
        yield here.parse.head(head.i)


def _place(here: Scene, noun: Token, parties: Collection[str]) -> Place | None:
    named = here.named.get(noun.i)
    if named is not None:
        if named.kind not in PLACES or named.actor.kind not in ("state", "unknown"):
            return None
        first, last = here.parse.tokens[named.first], here.parse.tokens[named.last]
        country, name = named.actor.country, named.name
        spots = () if named.name == named.actor.name else shipped_gazetteer().lookup(named.text)
        near = (parties, _named(here, but=named))
        if not any(spot.country in (*_told(here, last), *parties, *near[1], country) for spot in spots):
            return Place(span=here.span(first, last), quote=named.text, name=name, country=country)
    else:
        first = last = noun
        if noun.tag not in PROPER or noun.text.lower() in NO_PLACE:
            return None
        first = next((kid for kid in here.parse.children(noun.i, "compound") if kid.tag in PROPER), noun)
        name = here.text[first.start : last.end]
        spots, near = shipped_gazetteer().lookup(name), (parties, _named(here))
    chosen, rivals = settled(spots, (_told(here, last), *near))
    if chosen is None:
        return None
    return Place(
        span=here.span(first, last),
        quote=here.text[first.start : last.end],
        name=name if named is not None else chosen.name,
        country=chosen.country,
        latitude=chosen.latitude,
        longitude=chosen.longitude,
        geonames=chosen.number or None,
        rivals=rivals,
        note=chosen.note,
    )


def _told(here: Scene, last: Token) -> tuple[str, ...]:
    """The country that the words right behind a place give (`Perth, Scotland`)."""
    tokens = here.parse.tokens
    if last.i + 2 >= len(tokens) or tokens[last.i + 1].text != ",":
        return ()
    named = here.named.get(last.i + 2)
    fits = named is not None and named.kind in ("name", "region", "former", "abbreviation", "capital", "city")
    return (named.actor.country,) if named is not None and fits and named.actor.country else ()


def _named(here: Scene, *, but: Named | None = None) -> set[str]:
    """The states that the sentence names, otherwise than by the place itself."""
    return {named.actor.country for named in here.named.values() if named != but}


def settled(spots: Sequence[Spot], near: Sequence[Collection[str]]) -> tuple[Spot | None, tuple[str, ...]]:
    """The place meant among those of one name, and its rivals.

    `near` are sets of countries: what the phrase itself adds, then others, the most telling first. The first that
    holds one of the places decides (a village beside a city of that name only by the phrase itself), and of several
    places there, or where none does, the largest is taken.

    >>> from steppe.ontology.gazetteer import shipped_gazetteer
    >>> spots = shipped_gazetteer().lookup("Tripoli")
    >>> [settled(spots, near)[0].country for near in ([()], [(), {"FRA"}, {"LBN"}])]
    ['LBY', 'LBN']
    """
    if not spots:
        return None, ()
    told, *tiers = near
    largest = max(spot.population for spot in spots)
    sizeable = [spot for spot in spots if not spot.population or spot.population >= SIZEABLE * largest]
    known = [spot for spot in spots if spot.country in told] or next(
        filter(None, ([spot for spot in sizeable if spot.country in countries] for countries in tiers)), []
    )
    chosen = (known or list(spots))[0]
    open_ones = [spot for spot in known or spots if spot != chosen and _rivals(spot, chosen)]
    return chosen, tuple(dict.fromkeys(f"{spot.name} ({spot.country})" for spot in open_ones))[:MOST_RIVALS]


def _rivals(spot: Spot, chosen: Spot) -> bool:
    """Whether a place is large enough beside the one taken, and not the same under two names."""
    far = abs(spot.latitude - chosen.latitude) + abs(spot.longitude - chosen.longitude) > 1
    return far and (not chosen.population or not spot.population or spot.population >= SIZEABLE * chosen.population)
