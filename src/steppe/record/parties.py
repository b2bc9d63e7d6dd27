"""Who is named in an event or a claim, and in which part."""

from dataclasses import dataclass

from steppe.types import Coded, Mention


@dataclass(frozen=True, slots=True)
class Party:
    """An actor named in an event or claim: the part (`side`) it plays there and its place on that side."""

    item: str
    item_ordinal: int
    side: str
    ordinal: int
    mention: Mention


def parties(coded: Coded) -> list[Party]:
    """Every actor named in the events and claims of `coded`."""
    named: list[Party] = []
    for place, event in enumerate(coded.events):
        for side, some in (("actor", event.actors), ("recipient", event.recipients)):
            named += [Party(event.id, place, side, ordinal, mention) for ordinal, mention in enumerate(some)]
    for place, claim in enumerate(coded.claims):
        for side, one in (("speaker", claim.speaker), ("reporter", claim.reporter)):
            named += [Party(claim.id, place, side, 0, one)] if one else []
        named += [Party(claim.id, place, "about", ordinal, mention) for ordinal, mention in enumerate(claim.about)]
    return named
