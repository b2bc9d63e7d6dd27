"""What is counted from a board: the events of a party or a pair, in time, by kind, by partner."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from steppe.ontology.vocabulary import Ontology
from steppe.outlook.history import day_of
from steppe.survey.board import NEVER, Board, Ints, Longs, Mask
from steppe.survey.columns import distinct, places
from steppe.survey.naming import by_id, label
from steppe.types import Actor

ACTOR, RECIPIENT = 0, 1
Classes = tuple[int, int, int, int]  # events by quad class, 1 to 4
_SHARED = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})  # country slots that hold bodies of their own, not one side


def quads(board: Board, ontology: Ontology) -> NDArray[np.int8]:
    """The quad class (1 to 4) of each sort of report on the board, 0 where PLOVER has none."""
    known = ontology.types
    return np.array([known[one.kind].quad if one.kind in known else 0 for one in board.tolds], np.int8)


def means(board: Board, name: str) -> Mask:
    """Which actors a name stands for: an actor's id, or a PLOVER country with every party of that country.

    The empty name, which is the country of those that have none, stands for nobody.
    """
    if not name:
        return np.zeros(len(board.actors), np.bool_)
    return np.array([name in (one.id, one.country) for one in board.actors], np.bool_)


def asserted(board: Board) -> Mask:
    """Which sorts of report on the board tell an act as done: not denied, planned or supposed."""
    return np.array([one.status == "asserted" for one in board.tolds], np.bool_)


def by_class(board: Board, rows: Longs, quad: NDArray[np.int8]) -> Classes:
    """How many of some events are of each quad class."""
    return quartet(np.bincount(quad[board.told[rows]], minlength=5)[1:].tolist())


def quartet(counts: Sequence[int]) -> Classes:
    """Four counts as a tuple of four.

    >>> quartet([1, 2, 3, 4])
    (1, 2, 3, 4)
    """
    one, two, three, four = counts
    return one, two, three, four


def of_party(board: Board, seen: Mask, name: str, *, side: int | None = None) -> Longs:
    """The rows of the events a party takes part in, or is on one side of; `name` as in `means`."""
    row, on = parts(board, seen, name)
    return distinct(row if side is None else row[on == side])


def parts(board: Board, seen: Mask, name: str) -> tuple[Ints, NDArray[np.int8]]:
    """The parts a name has in events, as event row and side, in order of events; `name` as in `means`."""
    at = places(board.party_actor, means(board, name))
    row = board.party_event[at]
    visible = seen[row]
    return row[visible], board.party_side[at[visible]]


def between(board: Board, seen: Mask, one: str, other: str, *, both: bool = True) -> Longs:
    """The rows of the events of one towards the other and, with `both`, the other way too."""
    first, second = means(board, one), means(board, other)
    at = places(board.doer, first)
    rows = board.dyad_event[at[second[board.other[at]]]]
    if both:
        at = places(board.other, first)
        rows = np.concatenate([rows, board.dyad_event[at[second[board.doer[at]]]]])
    return distinct(rows[seen[rows]])


def latest(board: Board, rows: Longs, *, most: int, after: int = 0) -> Longs:
    """The rows known last, last first, those written later first among equals; `after` leaves out the first so many."""
    wanted = most + after
    known = board.known[rows]
    if len(rows) > 4 * wanted:
        least = np.partition(known, len(rows) - wanted)[len(rows) - wanted]
        rows = rows[known >= least]
        known = board.known[rows]
    order = np.lexsort((-rows, -known.astype(np.int64)))
    return rows[order[after:wanted]]


def happened(board: Board, rows: NDArray[np.integer]) -> Ints:
    """The first day on which each may have happened, or the day it was known where it is undated."""
    first = board.first[rows]
    found: Ints = np.where(first == NEVER, board.known[rows], first)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """Events by month and quad class: `counts[i, q - 1]` in the month `months[i]` (`2022-11`), no month left out."""

    months: tuple[str, ...]
    counts: NDArray[np.int64]


def by_month(board: Board, rows: Longs, quad: NDArray[np.int8], *, most: int = 60) -> Months:
    """The last `most` months up to the latest event; events without a quad class are left out."""
    kept = rows[quad[board.told[rows]] > 0]
    if not len(kept):
        return Months(months=(), counts=np.zeros((0, 4), np.int64))
    days = happened(board, kept)
    start = int(days.min())
    calendar = np.arange(start, int(days.max()) + 1).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    month = calendar[days - start]
    last = int(month.max())
    first = max(int(month.min()), last - most + 1)
    inside = month >= first
    cell = (month[inside] - first) * 4 + quad[board.told[kept[inside]]] - 1
    counts = np.bincount(cell, minlength=(last - first + 1) * 4).reshape(-1, 4)
    names = tuple(str(np.datetime64(number, "M")) for number in range(first, last + 1))
    return Months(months=names, counts=counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Somebody a party had to do with: `name` as in `means`, events by quad class, first and last day (ISO)."""

    name: str
    label: str
    counts: Classes
    first: str
    last: str

    @property
    def total(self) -> int:
        """Events of all four classes."""
        return sum(self.counts)


def partners(board: Board, seen: Mask, name: str, quad: NDArray[np.int8], *, most: int = 20) -> tuple[Partner, ...]:
    """With whom a party had most to do, either way, most first; a country stands for all its parties."""
    who = means(board, name)
    labels = sides(board.actors)
    keys = {one: at for at, one in enumerate(dict.fromkeys(labels))}
    side = np.array([keys[one] for one in labels], np.int64)
    rows, others = [], []
    for mine, theirs in ((board.doer, board.other), (board.other, board.doer)):
        at = places(mine, who)
        at = at[~who[theirs[at]] & seen[board.dyad_event[at]]]
        rows.append(board.dyad_event[at].astype(np.int64))
        others.append(side[theirs[at]])
    partner, event = once(np.concatenate(others), np.concatenate(rows), max(len(keys), 1))
    classes = quad[board.told[event]]
    partner, event, classes = partner[classes > 0], event[classes > 0], classes[classes > 0]
    counts = np.bincount(partner * 4 + classes - 1, minlength=4 * len(keys)).reshape(-1, 4)
    best = [int(one) for one in np.argsort(-counts.sum(axis=1), kind="stable")[:most] if counts[one].sum()]
    names, known = list(keys), by_id(board)
    return tuple(
        _partner(names[at], label(names[at], known), counts[at].tolist(), happened(board, event[partner == at]))
        for at in best
    )


def once(group: Longs, event: Longs, groups: int) -> tuple[Longs, Longs]:
    """Pairs of a group (below `groups`) and an event row, each once, by event: an event may name a pair several times.

    >>> once(np.array([1, 0, 1]), np.array([5, 5, 5]), 2)
    (array([0, 1]), array([5, 5]))
    """
    # The rows come in runs that are sorted by event, which a merge sort makes short work of.
    keys = np.sort(event * groups + group, kind="stable")
    keys = keys[np.concatenate([np.ones(min(len(keys), 1), np.bool_), keys[1:] != keys[:-1]])]
    return keys % groups, keys // groups


def _partner(name: str, called: str, counts: Sequence[int], days: Ints) -> Partner:
    return Partner(
        name=name,
        label=called,
        counts=quartet(counts),
        first=day_of(int(days.min())).isoformat(),
        last=day_of(int(days.max())).isoformat(),
    )


def sides(actors: Sequence[Actor]) -> tuple[str, ...]:
    """What each actor counts as beside others.

    >>> sides([Actor(id="KAZ.police", name="Police", kind="institution", country="KAZ")])
    ('KAZ',)
    """
    return tuple(map(side_of, actors))


def side_of(actor: Actor) -> str:
    """What an actor counts as: its country, or its own id where it has none or is a body among several of a sort.

    >>> side_of(Actor(id="csto", name="CSTO", kind="organisation", country="IGO"))
    'csto'
    """
    return actor.id if not actor.country or actor.country in _SHARED else actor.country
