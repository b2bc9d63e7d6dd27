"""The hallway's flight for putting an item right: a corrected one beside the old one, and taking that back."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from steppe.brief.words import STANCE, VOICE
from steppe.coding import by_hand, by_hand_claim, by_hand_event, by_hand_number
from steppe.coding.by_hand import Item, PutRight
from steppe.coding.by_hand_claim import STANCES, VOICES
from steppe.coding.by_hand_event import STATUSES
from steppe.coding.by_hand_names import Known, known
from steppe.coding.by_hand_number import BOUNDS, all_units
from steppe.errors import InputError, UnknownName
from steppe.ontology.actors import load_directory
from steppe.ontology.vocabulary import Ontology, load
from steppe.record.borrowed import Borrowed
from steppe.record.carried import CARRIED, why_carried
from steppe.record.store import Record
from steppe.record.view import View
from steppe.types import BY_HAND, Claim, Coded, Event, Judgement, Quantity, identity

PutEvent, PutClaim, PutNumber = by_hand_event.PutEvent, by_hand_claim.PutClaim, by_hand_number.PutNumber
Put = by_hand.Put  # how somebody puts an item, in the terms of its sort
_TURN = threading.Lock()  # two people at once would both find the old item as it was, and each put one in its place
_BACK = "taken back"
_SORTS: Mapping[type[Put], tuple[type[Item], str, str]] = {
    PutEvent: (Event, "event", "events"),
    PutClaim: (Claim, "claim", "claims"),
    PutNumber: (Quantity, "number", "quantities"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """How `author` puts the item of that id, and why: an event, a claim or a number, as `put` is of one of them."""

    item: str
    author: str
    reason: str
    put: Put


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a form to put an item right offers: how it stands, and what may be chosen.

    `kinds` are groups of kinds of events with their modes, each as value and words; `names` those of the article's
    actors and of states; `units` those of numbers. `ways` holds, by field, the few words that it may have, each with
    what it means.
    """

    now: Put
    kinds: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    names: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    ways: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def put_right(
    record: Record | Borrowed, given: Correction, *, at: datetime, key: str = "", ontology: Ontology | None = None
) -> Item:
    """Keep an item as somebody puts it, and that the old one is wrong: both or, whatever goes wrong, neither.

    From then on the new item stands in all views in place of the old one, which is kept. The same again keeps nothing
    more; so does anything under a `key` that was used for it. Raises `UnknownName` for an item that is not there, and
    `InputError` for what cannot be so, where nobody says so or why, and where the item was put right already.
    """
    reason, author = given.reason.strip()[:2_000], given.author.strip()[:200]
    if not author:
        raise InputError("putting right: nobody said so; expected a name")
    if not reason:
        raise InputError("putting right: no reason given; expected what was wrong")
    with _TURN:
        view = record.as_of()
        old, coded = _wanted(view, given)
        here = known(coded, load_directory())
        new = by_hand.put_right(old, given.put, author, here, ontology or load())
        said = _word(old.id, "wrong", reason, author, at, key)
        if view.judgement(said.id) is None and not _stands(view, coded, old, new):
            _keep(record, coded, new, said)
        return new


def take_back(record: Record | Borrowed, item: str, *, at: datetime) -> PutRight:
    """Take back, for whoever put it there, that an item stands in place of another, which then counts again.

    What was taken back already stays so. Raises `UnknownName` for an item that is not there, `InputError` for one
    that nobody put there, or that was put right again itself.
    """
    with _TURN:
        view = record.as_of()
        found, coded = _found(view, item)
        put = next((one for one in _all(view, coded) if one.new == found.id), None)
        if put is None:
            raise InputError(f"taking back: nobody put {item[:80]} in the place of another")
        if not put.taken_back:
            _check_last(view, coded, put)
            record.keep((), judged=(*_both_back(put, at), *_let_go(view, coded, put, at)))
    return put


def with_it(record: Record | Borrowed, said: Judgement) -> tuple[Judgement, ...]:
    """What has to be said together with a word on an item, so that it and its correction never count both.

    Raises `InputError` for a word that would make them.
    """
    view = record.as_of()
    items = view.items(said.subjects, judged=True)
    coded = view.coded(items[0].evidence.article, judged=True) if items else None
    mine = [one for one in _all(view, coded) if one.author == said.author] if coded else []
    for put in mine:
        subject, back = said.subjects[0], said.verdict in ("open", "right")
        if coded and not put.taken_back and (subject, back) == (put.old, True):
            _check_last(view, coded, put)
            return (_word(put.new, "retracted", _BACK, put.author, said.at), *_let_go(view, coded, put, said.at))
        if coded and not put.taken_back and (subject, said.verdict) == (put.new, "retracted"):
            _check_last(view, coded, put)
            return (_word(put.old, "open", _BACK, put.author, said.at), *_let_go(view, coded, put, said.at))
        if put.taken_back and (subject, back) == (put.new, True):
            raise InputError(f"judgement: {subject} was taken back; put {put.old} right again instead")
    return ()


def choices(item: Item, coded: Coded, ontology: Ontology) -> Choices:
    """What a form to put that item of an article right offers."""
    here = known(coded, load_directory())
    now = by_hand.as_read(item, here)
    if isinstance(item, Quantity):
        return Choices(now=now, units=all_units(), ways={"bound": tuple((one, one) for one in BOUNDS)})
    if isinstance(item, Claim):
        ways = {
            "voice": tuple((one, VOICE[one]) for one in VOICES),
            "stance": tuple((one, STANCE[one]) for one in STANCES),
        }
        return Choices(now=now, names=_names(here), ways=ways)
    statuses = tuple((one, ontology.statuses[one]) for one in STATUSES)
    return Choices(now=now, kinds=tuple(_kinds(ontology)), names=_names(here), ways={"status": statuses})


def _names(here: Known) -> tuple[str, ...]:
    states = [phases[-1].actor.name for phases in here.directory.phases.values() if phases[-1].actor.kind == "state"]
    return tuple(dict.fromkeys((*map(here.label, here.actors()), *sorted(states))))


def _kinds(ontology: Ontology) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    found = []
    for one in ontology.types.values():
        modes = ((f"{one.name}.{mode}", f"{one.name}, {mode}") for mode in one.modes)
        found.append((f"{one.name}: {one.gist}", ((one.name, one.name), *modes)))
    return found


def _wanted(view: View, given: Correction) -> tuple[Item, Coded]:
    sort, noun, part = _SORTS[type(given.put)]
    found = view.items([given.item], judged=True)
    if not found or not isinstance(found[0], sort):
        raise UnknownName(noun, given.item[:80], [f"those of /api/v1/{part}"])
    return _found(view, given.item)


def _found(view: View, ident: str) -> tuple[Item, Coded]:
    found = view.items([ident], judged=True)
    coded = view.coded(found[0].evidence.article, judged=True) if found else None
    if coded is None:
        raise UnknownName("item", ident[:80], [f"those of /api/v1/{part}" for _, _, part in _SORTS.values()])
    return found[0], coded


def _stands(view: View, coded: Coded, old: Item, new: Item) -> bool:
    """Whether just this item stands in place of the old one already. Raises `InputError` where another one does."""
    found = _in_place_of(view, coded, old.id)
    if found is not None and found.new != new.id:
        raise InputError(
            f"putting right: {found.author or 'somebody'} put {found.new} in its place already; "
            "put that one right, or take it back first"
        )
    return found is not None


def _keep(record: Record | Borrowed, coded: Coded, new: Item, said: Judgement) -> None:
    by = Coded(
        article=coded.article,
        coder=BY_HAND,
        ontology=coded.ontology,
        events=(new,) if isinstance(new, Event) else (),
        claims=(new,) if isinstance(new, Claim) else (),
        quantities=(new,) if isinstance(new, Quantity) else (),
    )
    words = [said]
    if new.id in {one.id for one in by_hand.items_of(coded)}:  # it was put so before, and taken back
        words.append(_word(new.id, "open", "put right again", said.author, said.at))
    record.keep([by], note="put right by hand", judged=words)


def _all(view: View, coded: Coded) -> tuple[PutRight, ...]:
    items = by_hand.items_of(coded)
    ids = [end for one in items if (old := by_hand.instead_of(one)) for end in (one.id, old)]
    return by_hand.all_put_right(items, view.judgements_on(ids)) if ids else ()


def _in_place_of(view: View, coded: Coded, old: str) -> PutRight | None:
    return next((one for one in _all(view, coded) if one.old == old and not one.taken_back), None)


def _check_last(view: View, coded: Coded, put: PutRight) -> None:
    later = _in_place_of(view, coded, put.new)
    if later is not None:
        raise InputError(f"taking back: {put.new} was put right again, as {later.new}; take that back first")


def _both_back(put: PutRight, at: datetime) -> Sequence[Judgement]:
    return (
        _word(put.old, "open", _BACK, put.author, at),
        _word(put.new, "retracted", _BACK, put.author, at),
    )


def _let_go(view: View, coded: Coded, put: PutRight, at: datetime) -> Sequence[Judgement]:
    """Takes back what the correction said of items that a later coder read in the same words."""
    said = view.judgements_on(one.id for one in by_hand.items_of(coded))
    meant = [one for one in said if (one.author, one.reason) == (CARRIED, why_carried(put.new))]
    return [_word(one.subjects[0], "open", _BACK, CARRIED, at) for one in meant]


def _word(subject: str, verdict: str, reason: str, author: str, at: datetime, key: str = "") -> Judgement:
    once = f"key {key}" if key else at.isoformat()
    return Judgement(
        id=identity("putting right", subject, verdict, reason, author, once),
        subjects=(subject,),
        verdict=verdict,
        reason=reason,
        author=author,
        at=at.astimezone(UTC),
    )
