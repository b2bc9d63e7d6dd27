"""The hallway's flight for putting an event right: a corrected event beside the old one, and taking that back."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from steppe.coding import by_hand
from steppe.coding.by_hand import Known, Put, PutRight
from steppe.errors import InputError, UnknownName
from steppe.ontology.actors import load_directory
from steppe.ontology.vocabulary import Ontology, load
from steppe.record.borrowed import Borrowed
from steppe.record.store import Record
from steppe.record.view import View
from steppe.types import BY_HAND, Coded, Event, Judgement, identity

_TURN = threading.Lock()  # two people at once would both find the old event as it was, and each put one in its place
_BACK = "taken back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """How `author` puts the event of that id, and why; what is `None` stays as it stands.

    `actors` and `recipients` are names or ids, or a line of them with commas between. `days` are the first and the last
    day, the last may be left out, and both are `None` for an event without a date.
    """

    event: str
    author: str
    reason: str
    kind: str | None = None
    status: str | None = None
    actors: str | tuple[str, ...] | None = None
    recipients: str | tuple[str, ...] | None = None
    days: tuple[date | None, date | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a form to put an event right offers: how it stands, and what may be chosen.

    `kinds` are groups of kinds with their modes, each as value and words; `names` those of the article's actors and of
    states.
    """

    now: Put
    kinds: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    statuses: tuple[tuple[str, str], ...]
    names: tuple[str, ...]


def put_right(
    record: Record | Borrowed, given: Correction, *, at: datetime, key: str = "", ontology: Ontology | None = None
) -> Event:
    """Keep an event as somebody puts it, and that the old one is wrong: both or, whatever goes wrong, neither.

    From then on the new event stands in all views in place of the old one, which is kept. The same again keeps nothing
    more; so does anything under a `key` that was used for it. Raises `UnknownName` for an event that is not there, and
    `InputError` for what cannot be so, where nobody says so or why, and where the event was put right already.
    """
    reason, author = given.reason.strip()[:2_000], given.author.strip()[:200]
    if not author:
        raise InputError("putting right: nobody said so; expected a name")
    if not reason:
        raise InputError("putting right: no reason given; expected what was wrong")
    with _TURN:
        view = record.as_of()
        old, coded = _found(view, given.event)
        new = _put(old, coded, replace(given, author=author), ontology or load())
        said = _word(old.id, "wrong", reason, author, at, key)
        if view.judgement(said.id) is None and not _stands(view, coded, old, new):
            _keep(record, coded, new, said)
        return new


def take_back(record: Record | Borrowed, event: str, *, at: datetime) -> PutRight:
    """Take back, for whoever put it there, that an event stands in place of another, which then counts again.

    What was taken back already stays so. Raises `UnknownName` for an event that is not there, `InputError` for one
    that nobody put there, or that was put right again itself.
    """
    with _TURN:
        view = record.as_of()
        found, coded = _found(view, event)
        put = next((one for one in _all(view, coded) if one.new == found.id), None)
        if put is None:
            raise InputError(f"taking back: nobody put {event[:80]} in the place of another event")
        if not put.taken_back:
            _check_last(view, coded, put)
            record.keep((), judged=_both_back(put, at))
    return put


def with_it(record: Record | Borrowed, said: Judgement) -> tuple[Judgement, ...]:
    """What has to be said together with a word on an item, so that an event and its correction never count both.

    Raises `InputError` for a word that would make them.
    """
    view = record.as_of()
    items = view.items(said.subjects, judged=True)
    if not items or not isinstance(items[0], Event):
        return ()
    coded = view.coded(items[0].evidence.article, judged=True)
    mine = [one for one in _all(view, coded) if one.author == said.author] if coded else []
    for put in mine:
        subject, back = said.subjects[0], said.verdict in ("open", "right")
        if coded and not put.taken_back and (subject, back) == (put.old, True):
            _check_last(view, coded, put)
            return (_word(put.new, "retracted", _BACK, put.author, said.at),)
        if coded and not put.taken_back and (subject, said.verdict) == (put.new, "retracted"):
            _check_last(view, coded, put)
            return (_word(put.old, "open", _BACK, put.author, said.at),)
        if put.taken_back and (subject, back) == (put.new, True):
            raise InputError(f"judgement: {subject} was taken back; put {put.old} right again instead")
    return ()


def choices(event: Event, coded: Coded, ontology: Ontology) -> Choices:
    """What a form to put that event of an article right offers."""
    here = by_hand.known(coded, load_directory())
    states = [known[-1].actor.name for known in here.directory.phases.values() if known[-1].actor.kind == "state"]
    return Choices(
        now=by_hand.as_read(event, here),
        kinds=tuple(_kinds(ontology)),
        statuses=tuple((one, ontology.statuses[one]) for one in by_hand.STATUSES),
        names=tuple(dict.fromkeys((*map(here.label, here.actors()), *sorted(states)))),
    )


def _kinds(ontology: Ontology) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    found = []
    for one in ontology.types.values():
        modes = ((f"{one.name}.{mode}", f"{one.name}, {mode}") for mode in one.modes)
        found.append((f"{one.name}: {one.gist}", ((one.name, one.name), *modes)))
    return found


def _found(view: View, ident: str) -> tuple[Event, Coded]:
    found = view.items([ident], judged=True)
    coded = view.coded(found[0].evidence.article, judged=True) if found else None
    if coded is None or not isinstance(found[0], Event):
        raise UnknownName("event", ident[:80], ["those of /api/v1/events"])
    return found[0], coded


def _put(old: Event, coded: Coded, given: Correction, ontology: Ontology) -> Event:
    here = by_hand.known(coded, load_directory())
    now = by_hand.as_read(old, here)
    first, last = given.days if given.days is not None else (now.first, now.last)
    put = Put(
        kind=now.kind if given.kind is None else given.kind,
        status=now.status if given.status is None else given.status,
        actors=_names(now.actors, given.actors, here),
        recipients=_names(now.recipients, given.recipients, here),
        first=first,
        last=last,
        author=given.author,
    )
    return by_hand.put_right(old, put, here, ontology)


def _names(now: tuple[str, ...], given: str | tuple[str, ...] | None, here: Known) -> tuple[str, ...]:
    if given is None:
        return now
    return here.split(given) if isinstance(given, str) else given


def _stands(view: View, coded: Coded, old: Event, new: Event) -> bool:
    """Whether just this event stands in place of the old one already. Raises `InputError` where another one does."""
    found = _in_place_of(view, coded, old.id)
    if found is not None and found.new != new.id:
        raise InputError(
            f"putting right: {found.author or 'somebody'} put {found.new} in its place already; "
            "put that one right, or take it back first"
        )
    return found is not None


def _keep(record: Record | Borrowed, coded: Coded, new: Event, said: Judgement) -> None:
    by = Coded(article=coded.article, coder=BY_HAND, ontology=coded.ontology, events=(new,))
    words = [said]
    if new.id in {one.id for one in coded.events}:  # it was put so before, and taken back
        words.append(_word(new.id, "open", "put right again", said.author, said.at))
    record.keep([by], note="put right by hand", judged=words)


def _all(view: View, coded: Coded) -> tuple[PutRight, ...]:
    put = [by_hand.instead_of(one) for one in coded.events]
    ids = [one.id for one, old in zip(coded.events, put, strict=True) if old] + [old for old in put if old]
    return by_hand.all_put_right(coded.events, view.judgements_on(ids)) if ids else ()


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
