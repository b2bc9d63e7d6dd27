"""The board as a history that forecasts are made from, without a single event being read from the store."""

import numpy as np

from steppe.ontology.vocabulary import Ontology
from steppe.outlook.history import History, Kind
from steppe.survey.board import NEVER, Board, Mask
from steppe.types import Actor


def past(board: Board, seen: Mask, ontology: Ontology, *, origin: str = "record") -> History:
    """The asserted events among those `seen`, each pair a row, as `outlook.reports.of_events` gives them.

    Rows are cited by the event's id. An event that is undated counts on the day it was known.
    """
    asserted = np.array([one.status == "asserted" for one in board.tolds], np.bool_)
    event = board.dyad_event.astype(np.int64)
    kept = seen[event] & asserted[board.told[event]]
    event, doer, other = event[kept], board.doer[kept], board.other[kept]
    known = board.known[event]
    day = np.where(board.first[event] == NEVER, known, board.first[event])
    ids = board.id[event]
    order = np.lexsort((ids, day, known))
    names = tuple(map(side, board.actors))
    kinds = tuple(f"{one.kind}.{one.mode}" if one.mode else one.kind for one in board.tolds)
    actors, doing = _indexed(names, (doer[order], other[order]))
    acts, done = _indexed(kinds, (board.told[event[order]],))
    return History(
        actors=actors,
        kinds=tuple(_kind(name, ontology) for name in acts),
        source=doing[0],
        kind=done[0],
        target=doing[1],
        day=day[order],
        known=known[order],
        origins=(origin,),
        origin=np.zeros(len(order), np.int16),
        row=np.arange(1, len(order) + 1, dtype=np.int32),
        refs=ids[order],
        confirmed=True,
    )


def side(actor: Actor) -> str:
    """The name a forecast asks for: a state and its government by country code, others by name with their country.

    >>> side(Actor(id="KAZ.police", name="Police", kind="institution", country="KAZ", sectors=("COP",)))
    'Police (KAZ)'
    """
    if actor.country and (actor.kind == "state" or actor.sectors[:1] == ("GOV",)):
        return actor.country
    return f"{actor.name} ({actor.country})" if actor.country else actor.name


def _indexed(
    names: tuple[str, ...], columns: tuple[np.ndarray[tuple[int], np.dtype[np.int32]], ...]
) -> tuple[tuple[str, ...], list[np.ndarray[tuple[int], np.dtype[np.int32]]]]:
    """The names used, sorted, and the columns pointing into them."""
    used = sorted({names[at] for column in columns for at in np.unique(column).tolist()})
    at = {name: place for place, name in enumerate(used)}
    new = np.array([at.get(name, -1) for name in names], np.int32)
    return tuple(used), [new[column] if len(column) else column for column in columns]


def _kind(name: str, ontology: Ontology) -> Kind:
    type_, _, mode = name.partition(".")
    return Kind(name=name, type=type_, mode=mode, quad=ontology.type(type_).quad)
