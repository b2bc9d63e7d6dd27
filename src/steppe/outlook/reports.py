"""Coded events as a history: every asserted report of who did what to whom, under the names a forecast asks for."""

from collections.abc import Iterable, Iterator
from itertools import permutations, product

import numpy as np

from steppe.ontology.vocabulary import Ontology
from steppe.outlook.history import History, Kind, day_number
from steppe.types import Actor, Event


def of_events(events: Iterable[Event], ontology: Ontology, *, origin: str = "record") -> History:
    """The asserted events between two named parties, each pair a row, cited by the event's id.

    A state and its government are its country code; others keep their name, with the country in brackets where they
    have one (`Police (KAZ)`). An event with modes is `TYPE.mode`, the first mode. One without a day that it happened
    counts on the day it was known; one that was never dated is left out.
    """
    rows = sorted(_rows(events), key=lambda one: (one[4], one[3], one[5]))
    actors = sorted({row[0] for row in rows} | {row[2] for row in rows})
    names = sorted({row[1] for row in rows})
    actor_ids, kind_ids = ({name: at for at, name in enumerate(known)} for known in (actors, names))
    return History(
        actors=tuple(actors),
        kinds=tuple(_kind(name, ontology) for name in names),
        source=np.array([actor_ids[row[0]] for row in rows], dtype=np.int32),
        kind=np.array([kind_ids[row[1]] for row in rows], dtype=np.int32),
        target=np.array([actor_ids[row[2]] for row in rows], dtype=np.int32),
        day=np.array([row[3] for row in rows], dtype=np.int32),
        known=np.array([row[4] for row in rows], dtype=np.int32),
        origins=(origin,),
        origin=np.zeros(len(rows), dtype=np.int16),
        row=np.arange(1, len(rows) + 1, dtype=np.int32),
        refs=tuple(row[5] for row in rows),
        confirmed=True,
    )


def _rows(events: Iterable[Event]) -> Iterator[tuple[str, str, str, int, int, str]]:
    for event in events:
        known = event.known or (event.happened.last if event.happened else None)
        if event.status != "asserted" or known is None:
            continue
        happened = event.happened.first if event.happened else known
        kind = f"{event.kind}.{event.modes[0]}" if event.modes else event.kind
        sides = product(event.actors, event.recipients) if event.recipients else permutations(event.actors, 2)
        for doer, other in sides:
            yield _name(doer.actor), kind, _name(other.actor), day_number(happened), day_number(known), event.id


def _name(actor: Actor) -> str:
    if actor.country and (actor.kind == "state" or actor.sectors[:1] == ("GOV",)):
        return actor.country
    return f"{actor.name} ({actor.country})" if actor.country else actor.name


def _kind(name: str, ontology: Ontology) -> Kind:
    type_, _, mode = name.partition(".")
    return Kind(name=name, type=type_, mode=mode, quad=ontology.type(type_).quad)
