"""Which events somebody wants to see, and where they stand on the board."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from steppe.outlook.history import day_number
from steppe.survey.board import Board, Longs, Mask
from steppe.survey.counts import ACTOR, RECIPIENT, asserted, between, happened, of_party

Sign = Literal["", "cooperation", "conflict"]
As = Literal["", "done", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Events by who does it (`actor`), to whom (`recipient`), or who takes part either way (`partner`), and by kind.

    Names are ids of actors or PLOVER countries. `kind` is a type, `quad` a quad class (1 to 4), `since` the first day
    on which they became known. `sign` is conflict or cooperation of any class, `told` how an act is told: as done, or
    otherwise (denied, planned, supposed). They happened from `happened_from` on and before `happened_before`; what is
    undated counts on the day it was known. `article` is the id of the one that tells them, `outlet` who brought that
    one: empty for articles without an outlet, nothing for all. What else is empty is not asked for.
    """

    actor: str = ""
    recipient: str = ""
    partner: str = ""
    kind: str = ""
    quad: int = 0
    since: date | None = None
    sign: Sign = ""
    told: As = ""
    happened_from: date | None = None
    happened_before: date | None = None
    outlet: str | None = None
    article: str = ""


def rows_of(board: Board, seen: Mask, quad: NDArray[np.int8], wanted: Wanted) -> Longs:
    """The rows of the events that are wanted, in the order of the board; `quad` is the class of each sort of report."""
    rows = _between(board, seen, wanted)
    if wanted.kind:
        of_kind = np.array([one.kind == wanted.kind for one in board.tolds], np.bool_)
        rows = rows[of_kind[board.told[rows]]]
    if wanted.quad:
        rows = rows[quad[board.told[rows]] == wanted.quad]
    if wanted.sign:
        rows = rows[_signed(quad[board.told[rows]], wanted.sign)]
    if wanted.told:
        rows = rows[asserted(board)[board.told[rows]] == (wanted.told == "done")]
    return _told_by(board, _in_time(board, rows, wanted), wanted)


def _signed(classes: NDArray[np.int8], sign: Sign) -> Mask:
    found: Mask = classes >= 3 if sign == "conflict" else (classes > 0) & (classes < 3)
    return found


def _in_time(board: Board, rows: Longs, wanted: Wanted) -> Longs:
    if wanted.since:
        rows = rows[board.known[rows] >= day_number(wanted.since)]
    if wanted.happened_from:
        rows = rows[happened(board, rows) >= day_number(wanted.happened_from)]
    if wanted.happened_before:
        rows = rows[happened(board, rows) < day_number(wanted.happened_before)]
    return rows


def _told_by(board: Board, rows: Longs, wanted: Wanted) -> Longs:
    if wanted.outlet is None and not wanted.article:
        return rows
    mine = np.array(
        [
            (wanted.outlet is None or one.outlet == wanted.outlet) and wanted.article in ("", one.id)
            for one in board.sources
        ],
        np.bool_,
    )
    return rows[mine[board.source[rows]]]


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
        return of_party(board, seen, with_) if with_ else np.flatnonzero(seen)
    return np.intersect1d(rows, of_party(board, seen, with_)) if with_ else rows


def row_of(board: Board, ident: str, *, before: date | None = None) -> Longs:
    """The row of the event of that id, known before a day, judged or not; none where the board lacks it.

    Ids of other shapes than ours are not found here.
    """
    if len(ident) != 16 or not set(ident) <= set("0123456789abcdef"):
        return np.zeros(0, np.int64)
    rows = np.flatnonzero((board.id == np.uint64(int(ident, 16))) & board.shown)
    if before is not None:
        rows = rows[(board.known[rows] < day_number(before)) & (board.said[rows] < day_number(before))]
    return rows[:1]
