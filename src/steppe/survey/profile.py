"""What the record holds of one party, or between two: counts by way and class, months, partners, the tension."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from steppe.outlook.history import day_number, day_of
from steppe.survey import index
from steppe.survey.board import Board, Longs, Mask
from steppe.survey.columns import distinct
from steppe.survey.counts import (
    ACTOR,
    RECIPIENT,
    Classes,
    Partner,
    asserted,
    between,
    by_class,
    by_month,
    happened,
    means,
    partners,
    parts,
    quartet,
    side_of,
)
from steppe.survey.index import Entry
from steppe.survey.naming import by_id, label
from steppe.survey.past import side
from steppe.survey.tension import Score, score

PARTNERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Events of a month (`2022-11`) by quad class.

    >>> Month(month="2022-12", counts=(1, 0, 0, 0)).after
    datetime.date(2023, 1, 1)
    """

    month: str
    counts: Classes

    @property
    def first(self) -> date:
        """Its first day."""
        return date.fromisoformat(f"{self.month}-01")

    @property
    def after(self) -> date:
        """The first day of the next month."""
        return date.max if self.month == "9999-12" else (self.first + timedelta(days=31)).replace(day=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """Events of one way: all of them, and those of each quad class; `asserted` leaves out what is denied or planned."""

    total: int
    asserted: int
    counts: Classes


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party, or a country with all its parties: `did` are events in which it acts, `met` those done to it.

    `total` counts each event once, `months` are asserted acts. `country` is what it belongs to, where that is not it.
    """

    name: str
    label: str
    kind: str
    country: str
    total: int
    did: Deeds
    met: Deeds
    first: date | None
    last: date | None
    months: tuple[Month, ...]
    partners: tuple[Partner, ...]
    parties: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two parties: `forth` is what the first did to the other, `back` the other way; an act of both counts in both.

    `score` compares the days before `day` with the pair's own past.
    """

    one: str
    other: str
    one_label: str
    other_label: str
    day: date
    total: int
    forth: Deeds
    back: Deeds
    months: tuple[Month, ...]
    score: Score | None


def party(board: Board, seen: Mask, quad: NDArray[np.int8], name: str) -> Party:
    """The profile of a name as in `counts.means`; one without events has counts of nothing."""
    known = by_id(board)
    row, on = parts(board, seen, name)
    rows = distinct(row)
    days = happened(board, rows)
    one = known.get(name)
    return Party(
        name=name,
        label=label(name, known),
        kind=index.kind_of(one),
        country=one.country if one and side_of(one) != name else "",
        total=len(rows),
        did=_deeds(board, distinct(row[on == ACTOR]), quad),
        met=_deeds(board, distinct(row[on == RECIPIENT]), quad),
        first=day_of(int(days.min())) if len(rows) else None,
        last=day_of(int(days.max())) if len(rows) else None,
        months=_months(board, rows, quad),
        partners=partners(board, seen, name, quad, most=PARTNERS),
        parties=index.parties_of(board, seen, quad, name),
    )


def pair(board: Board, seen: Mask, quad: NDArray[np.int8], ends: tuple[str, str], *, day: date) -> Pair:
    """The profile of two names as in `counts.means`, with the score of the days before `day`."""
    one, other = ends
    known = by_id(board)
    rows = between(board, seen, one, other)
    return Pair(
        one=one,
        other=other,
        one_label=label(one, known),
        other_label=label(other, known),
        day=day,
        total=len(rows),
        forth=_deeds(board, between(board, seen, one, other, both=False), quad),
        back=_deeds(board, between(board, seen, other, one, both=False), quad),
        months=_months(board, rows, quad),
        score=score(board, seen, quad, day=day_number(day), pair=ends),
    )


def asked_as(board: Board, name: str) -> frozenset[str]:
    """The names under which forecasts know a party: its own, and those of each party it stands for."""
    stands = np.flatnonzero(means(board, name)).tolist()
    return frozenset((name, *(side(board.actors[at]) for at in stands)))


def _deeds(board: Board, rows: Longs, quad: NDArray[np.int8]) -> Deeds:
    sure = int(asserted(board)[board.told[rows]].sum())
    return Deeds(total=len(rows), asserted=sure, counts=by_class(board, rows, quad))


def _months(board: Board, rows: Longs, quad: NDArray[np.int8]) -> tuple[Month, ...]:
    found = by_month(board, rows[asserted(board)[board.told[rows]]], quad)
    pairs = zip(found.months, found.counts.tolist(), strict=True)
    return tuple(Month(month=month, counts=quartet(counts)) for month, counts in pairs)
