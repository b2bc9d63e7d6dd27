"""Which events somebody wants to see, and where they stand on the board."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from steppe.outlook.history import day_number
from steppe.survey.board import Board, Longs, Mask
from steppe.survey.counts import ACTOR, RECIPIENT, between, of_party


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Events by who does it (`actor`), to whom (`recipient`), or who takes part either way (`partner`), and by kind.

    Names are ids of actors or PLOVER countries. `kind` is a type, `quad` a quad class (1 to 4), `since` the first day
    on which they became known. What is empty is not asked for.
    """

    actor: str = ""
    recipient: str = ""
    partner: str = ""
    kind: str = ""
    quad: int = 0
    since: date | None = None


def rows_of(board: Board, seen: Mask, quad: NDArray[np.int8], wanted: Wanted) -> Longs:
    """The rows of the events that are wanted, in the order of the board; `quad` is the class of each sort of report."""
    rows = _between(board, seen, wanted)
    if wanted.kind:
        of_kind = np.array([one.kind == wanted.kind for one in board.tolds], np.bool_)
        rows = rows[of_kind[board.told[rows]]]
    if wanted.quad:
        rows = rows[quad[board.told[rows]] == wanted.quad]
    return rows[board.known[rows] >= day_number(wanted.since)] if wanted.since else rows


def _between(board: Board, seen: Mask, wanted: Wanted) -> Longs:
    who, whom, with_ = wanted.actor, wanted.recipient, wanted.partner
    if who and with_ and not whom:
        return between(board, seen, who, with_)
    if who and whom:
        rows = between(board, seen, who, whom, both=False)
    elif who:
        rows = of_party(board, seen, who, side=ACTOR)
    elif whom:
        rows = of_party(board, seen, whom, side=RECIPIENT)
    else:
        rows = np.flatnonzero(seen)
    return np.intersect1d(rows, of_party(board, seen, with_)) if with_ else rows


def row_of(board: Board, ident: str, *, before: date | None = None) -> Longs:
    """The row of the event of that id, known before a day, judged or not; none where the board lacks it.

    Ids of other shapes than ours are not found here.
    """
    if len(ident) != 16 or not set(ident) <= set("0123456789abcdef"):
        return np.zeros(0, np.int64)
    rows = np.flatnonzero((board.id == np.uint64(int(ident, 16))) & board.shown)
    return rows[:1] if before is None else rows[board.known[rows] < day_number(before)][:1]
