"""An item put right by hand: what somebody says of it becomes an item of the same words, beside the coder's.

Nothing is coded here. Kinds are the ontology's, actors those of the article or of the directory, and the words that an
item rests on stay the same; an error says what would have been right.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from steppe.coding.by_hand_claim import PutClaim, claim_as_put, claim_as_read, claim_told
from steppe.coding.by_hand_event import PutEvent, event_as_put, event_as_read, event_told
from steppe.coding.by_hand_names import Known
from steppe.coding.by_hand_number import PutNumber, number_as_put, number_as_read, number_told
from steppe.errors import InputError
from steppe.ontology.vocabulary import Ontology
from steppe.types import BY_HAND, Claim, Coded, Event, Judgement, Quantity, identity

Item = Event | Claim | Quantity
Put = PutEvent | PutClaim | PutNumber
_REASON = "by hand instead of "
_ALONE = ("right", "wrong", "retracted", "open")  # verdicts on one item


def items_of(coded: Coded) -> tuple[Item, ...]:
    """All events, claims and numbers of an article."""
    return (*coded.events, *coded.claims, *coded.quantities)


def as_read(item: Item, known_here: Known) -> Put:
    """An item as it stands, in the terms in which it may be put otherwise."""
    if isinstance(item, Event):
        return event_as_read(item, known_here)
    return claim_as_read(item, known_here) if isinstance(item, Claim) else number_as_read(item)


def put_right(item: Item, put: Put, author: str, known_here: Known, ontology: Ontology) -> Item:
    """The item as `author` puts it, on the same words; what is not put otherwise stays as it was.

    Raises `InputError` for what the vocabulary, the directory or the calendar does not know, where nothing changed, and
    where an item of one sort is put in the terms of another.
    """
    made = _as_put(item, put, known_here, ontology)
    if _told(made) == _told(item):
        raise InputError(f"putting right: nothing is changed; expected another {_CHANGES[type(put)]}")
    made = replace(_linked(made, item.id), evidence=replace(item.evidence, coder=BY_HAND, confidence=1.0))
    return replace(made, id=_name(made, author))


def instead_of(item: Item) -> str:
    """The id of the item that this one was put in place of; empty for one that a coder found."""
    if item.evidence.coder != BY_HAND:
        return ""
    if isinstance(item, Event):
        return item.reason.removeprefix(_REASON) if item.reason.startswith(_REASON) else ""
    return item.instead_of


def put_by(item: Item, authors: Iterable[str]) -> str:
    """Which of some authors put this item in its place; empty where none of them did."""
    return next((one for one in authors if instead_of(item) and _name(item, one) == item.id), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PutRight:
    """That somebody put the item `new` in place of the item `old`, by ids, with when and why.

    `there` tells that the old one is still among what the latest coder found. Where it was `taken_back`, `at` is when.
    """

    old: str
    new: str
    author: str
    reason: str
    at: datetime | None
    taken_back: bool
    there: bool


def all_put_right(items: Sequence[Item], judged: Sequence[Judgement]) -> tuple[PutRight, ...]:
    """What was put right among an article's items, by the judgements that stand on them."""
    ids = {one.id for one in items}
    return tuple(_put(item, judged, ids) for item in items if instead_of(item))


_CHANGES: dict[type[Put], str] = {
    PutEvent: "kind, status, party or day",
    PutClaim: "speaker, voice, stance, hedge, actor spoken of or day",
    PutNumber: "value, unit, bound or words for what it counts",
}


def _as_put(item: Item, put: Put, known_here: Known, ontology: Ontology) -> Item:
    match item, put:
        case Event(), PutEvent():
            return event_as_put(item, put, known_here, ontology)
        case Claim(), PutClaim():
            return claim_as_put(item, put, known_here)
        case Quantity(), PutNumber():
            return number_as_put(item, put, known_here)
    raise InputError(f"putting right: {item.id} has no {_CHANGES[type(put)]}; expected what an item of its sort has")


def _linked(made: Item, old: str) -> Item:
    return replace(made, reason=f"{_REASON}{old}") if isinstance(made, Event) else replace(made, instead_of=old)


def _told(item: Item) -> tuple[object, ...]:
    if isinstance(item, Event):
        return event_told(item)
    return claim_told(item) if isinstance(item, Claim) else number_told(item)


def _name(item: Item, author: str) -> str:
    return identity(item.evidence.article, BY_HAND, f"{_REASON}{instead_of(item)}", author, *_told(item))


def _put(item: Item, judged: Sequence[Judgement], ids: set[str]) -> PutRight:
    old = instead_of(item)
    author = put_by(item, dict.fromkeys(one.author for one in judged if {old, item.id} & set(one.subjects)))
    on_old, on_new = (_word(subject, author, judged) for subject in (old, item.id))
    back = on_new is not None and on_new.verdict == "retracted"
    back = back or (on_old is not None and on_old.verdict in ("open", "right"))
    said = on_new if back and on_new else on_old
    return PutRight(
        old=old,
        new=item.id,
        author=author,
        reason=said.reason if said else "",
        at=said.at if said else None,
        taken_back=back,
        there=old in ids,
    )


def _word(subject: str, author: str, judged: Sequence[Judgement]) -> Judgement | None:
    said = [one for one in judged if one.subjects == (subject,) and one.author == author]
    return next((one for one in reversed(said) if one.verdict in _ALONE), None)
