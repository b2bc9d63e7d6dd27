"""The rows of the what-if form: one a move, with the slider or the choice that belongs to what it moves."""

from collections.abc import Sequence
from dataclasses import dataclass

from steppe import whatifs as work
from steppe.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A move with its controls: `slide` for a number, the lever's values otherwise; days up to `until` where dated."""

    lever: work.Lever
    move: work.Do
    text: str
    told: str
    slide: work.Slide | None
    until: int


def row_of(lever: work.Lever, move: work.Do, at: work.Opened) -> Row:
    """The row of a move of a lever."""
    number = None if lever.values else work.slide(lever, move.sign, float(move.value))
    return Row(
        lever=lever,
        move=move,
        text=work.move_text(move.target, (move.name, move.sign, move.value), move.first, move.last),
        told=work.told_move(move, lever, at.as_of),
        slide=number,
        until=max(at.model.horizon, move.last),
    )


def texts_of(
    at: work.Opened,
    names: Sequence[str],
    signs: Sequence[str],
    values: Sequence[str],
    days: tuple[Sequence[str], Sequence[str]],
) -> list[str]:
    """The moves that the rows of a form say, as text; a last day before the first is taken to be the first.

    Raises `InputError` where a row is not whole.
    """
    if len({len(names), len(signs), len(values), *map(len, days)}) != 1:
        raise InputError("whatif: the moves are not whole; expected what, sign, value, first and last of each")
    levers = work.levers_of(at)
    found = []
    for name, sign, value, first, last in zip(names, signs, values, *days, strict=True):
        if name not in levers:
            raise InputError(f"whatif: {name[:80]!r} cannot be moved in this case; choose from the list of the form")
        begins, ends = _number(first), _number(last)
        found.append(work.move_text(levers[name].target, (name, sign, value), begins, max(begins, ends)))
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 1
