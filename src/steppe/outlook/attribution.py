"""Which country each actor of a history acts for: police, ministers and parties stand for their state.

A name is asked, in this order: the table of attributions, the brackets at its end (`Police (India)`), the ids and names
of the directory, and its holders of office. States are their ISO codes; the Union is EUR, the United Nations UNO;
other bodies, armed groups and breakaway entities keep an id of their own, as they act for no state.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from steppe.ontology.actors import Directory
from steppe.ontology.attributions import Attributions, load_attributions
from steppe.outlook.history import History, day_of
from steppe.types import Actor

OWN = frozenset({"REB", "PRE", "UAF", "CRM"})  # sectors of those who act against or beside a state
ABOVE = frozenset({"IGO", "NGO", "MNC", "ISM", "IMG"})  # slots that hold many bodies
_BRACKET = re.compile(r"\(([^()]+)\)\s*$")


def acting_for(name: str, on: date, directory: Directory, attributions: Attributions | None = None) -> str:
    """The id of the country or body that a name acts for on a day, empty where none is known.

    >>> from steppe.ontology.actors import load_directory
    >>> [acting_for(name, date(2018, 5, 1), load_directory()) for name in ("Police (India)", "Kremlin", "Taliban")]
    ['IND', 'RUS', 'taliban']
    """
    found = (attributions or load_attributions()).of(name, on)
    if found:
        return found.actor
    inside = _BRACKET.search(name)
    if inside:
        return acting_for(inside[1], on, directory, attributions)
    if name in directory.phases:
        return _stands_for(directory.actor(name, on))
    for entry in directory.lookup(name, on):
        return _stands_for(entry.actor)
    person = directory.person_named(name, on)
    return person.country if person else ""


def attributed(history: History, directory: Directory) -> History:
    """The same rows with every actor as the country or body it acts for on the day of the row.

    Rows are kept, in their order, also those of a country with itself: a row of one is that row of the other. Names
    that act for nobody known stay as they are. A name is asked on its first and last day, and on each of its days only
    where the two differ.

    >>> from steppe.ontology.actors import load_directory
    >>> past = History.of([("Police (India)", "COERCE", "Citizen (Nepal)", date(2018, 5, 1))])
    >>> found = attributed(past, load_directory())
    >>> found.actors[found.source[0]], found.actors[found.target[0]]
    ('IND', 'NPL')
    """
    table = load_attributions()
    names: dict[str, int] = {}

    def number(actor: int, day: int) -> int:
        name = history.actors[actor]
        return names.setdefault(acting_for(name, day_of(day), directory, table) or name, len(names))

    columns = _renumbered(history, number)
    order = sorted(names)
    place = np.empty(len(names), dtype=np.int32)
    place[[names[name] for name in order]] = np.arange(len(order), dtype=np.int32)
    source, target = (place[column] if len(names) else column for column in columns)
    return replace(history, actors=tuple(order), source=source, target=target)


def _renumbered(history: History, number: Callable[[int, int], int]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    actors = np.concatenate([history.source, history.target])
    days = np.tile(history.day, 2)
    first = np.full(len(history.actors), np.iinfo(np.int32).max, dtype=np.int32)
    last = np.full(len(history.actors), np.iinfo(np.int32).min, dtype=np.int32)
    np.minimum.at(first, actors, days)
    np.maximum.at(last, actors, days)
    found = np.full(len(history.actors), -1, dtype=np.int32)
    moving = np.zeros(len(history.actors), dtype=np.bool_)
    for actor in np.unique(actors):
        found[actor] = number(int(actor), int(first[actor]))
        moving[actor] = number(int(actor), int(last[actor])) != found[actor]
    new = found[actors]
    for at in np.flatnonzero(moving[actors]):
        new[at] = number(int(actors[at]), int(days[at]))
    return new[: len(history)], new[len(history) :]


def _stands_for(actor: Actor) -> str:
    if actor.kind == "state" or actor.country == "" or actor.country in ABOVE:
        return actor.id
    return actor.id if actor.kind == "armed-group" or OWN & set(actor.sectors) else actor.country
