"""An event as somebody puts it: another kind, status, parties or days, on the same words."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import get_args

from steppe.coding.by_hand_fields import Days, dated, days_of, one_of
from steppe.coding.by_hand_names import Known, Names, ids, side
from steppe.errors import InputError
from steppe.ontology.vocabulary import Ontology
from steppe.types import Event, Status, When

STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True, kw_only=True)
class PutEvent:
    """How somebody puts an event: `kind` with its mode (`ASSAULT.beat`), parties by name or id, days.

    What is `None` stays as it stands. All parties of a mutual act are actors.
    """

    kind: str | None = None
    status: str | None = None
    actors: Names | None = None
    recipients: Names | None = None
    days: Days | None = None


def event_as_read(event: Event, here: Known) -> PutEvent:
    """An event as it stands, in the terms in which it may be put otherwise."""
    return PutEvent(
        kind=".".join((event.kind, *event.modes[:1])),
        status=event.status,
        actors=here.labels(event.actors),
        recipients=here.labels(event.recipients),
        days=days_of(event.happened),
    )


def event_as_put(event: Event, put: PutEvent, here: Known, ontology: Ontology) -> Event:
    """The event as it is put. Raises `InputError` for what the vocabulary, the directory or the calendar lacks."""
    words = event.evidence
    kind, modes = _kind(event, put.kind, ontology)
    status = event.status if put.status is None else one_of(STATUSES, put.status, what="status")
    actors = side(event.actors, put.actors, here, proof=words, near=event.trigger)
    recipients = side(event.recipients, put.recipients, here, proof=words, near=event.trigger)
    happened = _happened(event, put.days, status)
    made = replace(
        event, kind=kind, modes=modes, status=status, actors=actors, recipients=recipients, happened=happened
    )
    if (kind, ids(actors), ids(recipients)) != (event.kind, ids(event.actors), ids(event.recipients)):
        _check_parties(made, ontology)
    return made


def event_told(event: Event) -> tuple[object, ...]:
    """What makes an event another one, in whatever order its parties stand."""
    days = (event.happened.first, event.happened.last) if event.happened else ()
    sides = tuple(sorted(ids(event.actors))), tuple(sorted(ids(event.recipients)))
    return (event.kind, event.modes, event.status, *sides, *days)


def _kind(event: Event, text: str | None, ontology: Ontology) -> tuple[str, tuple[str, ...]]:
    if text is None:
        return event.kind, event.modes
    type_, _, mode = text.strip().partition(".")
    found = ontology.types.get(type_.upper())
    if found is None:
        raise InputError(f"putting right: no kind '{text[:80]}'; known: {', '.join(sorted(ontology.types))}")
    mode = mode.lower()
    if mode == ".".join(event.modes[:1]) and found.name == event.kind:
        return event.kind, event.modes
    if mode and mode not in found.modes:
        known_modes = ", ".join(found.modes) or "none"
        raise InputError(f"putting right: no mode '{mode[:80]}' of {found.name}; known: {known_modes}")
    return found.name, (mode,) if mode else ()


def _happened(event: Event, days: Days | None, status: Status) -> When | None:
    when = dated(event.happened, days)
    new = when is not None and when != event.happened
    if new and when and status == "asserted" and event.known and when.first > event.known + timedelta(days=1):
        raise InputError(
            f"putting right: told as done on {when.first}, after it was known, on {event.known}; "
            "expected a day up to then, or another status"
        )
    return when


def _check_parties(event: Event, ontology: Ontology) -> None:
    actors, recipients = ids(event.actors), ids(event.recipients)
    both = [one.actor.name or one.actor.id for one in event.actors if one.actor.id in recipients]
    if both:
        raise InputError(
            f"putting right: {both[0]} does it to itself; expected other recipients, or all parties of a mutual act "
            "as those who do it"
        )
    if not actors and not recipients:
        raise InputError("putting right: nobody takes part; expected somebody who does it, or to whom it is done")
    if ontology.type(event.kind).recipient == "required" and not recipients and len(actors) < 2:
        raise InputError(f"putting right: {event.kind} needs a recipient; say to whom")
