"""What to call a party of a board: the name behind an actor's id or a country code."""

from collections.abc import Mapping
from functools import cache

from steppe.ontology.actors import load_directory
from steppe.ontology.vocabulary import load
from steppe.survey.board import Board
from steppe.types import Actor


def label(name: str, known: Mapping[str, Actor]) -> str:
    """The name of an actor's id, of a country code or of a PLOVER body; the code itself where nothing is known.

    `known` are the actors of a board by id (`by_id`).

    >>> label("KAZ", {}), label("UNO", {}), label("nobody", {})
    ('Kazakhstan', 'United Nations and its family', 'nobody')
    """
    if name in known:
        return known[name].name
    return countries().get(name, name)


def by_id(board: Board) -> Mapping[str, Actor]:
    """The actors of a board by id; of an id that was read in several ways the first."""
    return {one.id: one for one in reversed(board.actors)}


@cache
def countries() -> Mapping[str, str]:
    """The names of PLOVER's country codes, states and the codes of bodies that are none."""
    states = {code: known[-1].actor for code, known in load_directory().phases.items()}
    named = {code: one.name for code, one in states.items() if one.kind == "state"}
    return {**load().supranational, **named}
