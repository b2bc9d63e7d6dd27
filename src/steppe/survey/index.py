"""Who is in the record and how much of it is theirs: parties and pairs by number of events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from steppe.outlook.history import day_of
from steppe.survey.board import Board, Ints, Longs, Mask
from steppe.survey.columns import places
from steppe.survey.counts import Classes, happened, means, once, quartet, sides
from steppe.survey.naming import by_id, label
from steppe.types import Actor

SHARED = "country"  # the kind of an entry that stands for every party of a country


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A party of the record: `name` as in `counts.means`, what it is called, and its events.

    `kind` is the actor's, or `country` for a country with all its parties. `counts` are its events by quad class,
    `total` all of them, those without a class too; `first` and `last` are days on which they happened (ISO).
    """

    name: str
    label: str
    kind: str
    counts: Classes
    total: int
    first: str
    last: str


def entries(
    board: Board, seen: Mask, quad: NDArray[np.int8], *, asked: str = "", most: int = 50, after: int = 0
) -> tuple[tuple[Entry, ...], int]:
    """A page of the parties of a record by number of events, and how many there are.

    Countries stand for all their parties. With `asked`, those whose name, code or label holds these words, and then
    single parties of a country are found too.
    """
    known = by_id(board)
    own = dict.fromkeys(one.id for one in board.actors) if asked else {}
    names = list(dict.fromkeys((*sides(board.actors), *own)))
    tally = _tally(board, seen, quad, names)
    wanted = [at for at, name in enumerate(names) if _fits(asked, name, known)]
    order = np.array(wanted, np.int64)[np.argsort(-tally.total[wanted], kind="stable")]
    order = order[tally.total[order] > 0]
    page = [_entry(names[at], known, tally, at) for at in order[after : after + most].tolist()]
    return tuple(page), len(order)


def parties_of(board: Board, seen: Mask, quad: NDArray[np.int8], country: str, *, most: int = 10) -> tuple[Entry, ...]:
    """The single actors of a country, by number of events; nothing where there is but one."""
    known = by_id(board)
    names = list(dict.fromkeys(one.id for one in board.actors if one.country == country))
    if len(names) < 2:
        return ()
    tally = _tally(board, seen, quad, names, shared=False)
    order = np.argsort(-tally.total, kind="stable")[:most].tolist()
    return tuple(_entry(names[at], known, tally, at) for at in order if tally.total[at])


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCount:
    """Two parties and their events with one another, either way, by quad class."""

    one: str
    other: str
    one_label: str
    other_label: str
    counts: Classes
    total: int


def pairs(
    board: Board, seen: Mask, quad: NDArray[np.int8], *, of: str = "", most: int = 50, after: int = 0
) -> tuple[tuple[PairCount, ...], int]:
    """A page of the pairs of parties by number of events, and how many there are; with `of` only pairs of that one.

    Countries stand for all their parties, and what they do among themselves is no pair.
    """
    known, labels = by_id(board), sides(board.actors)
    at = {name: place for place, name in enumerate(dict.fromkeys(labels))}
    names, side = list(at), np.array([at[name] for name in labels], np.int64)
    one, other = side[board.doer], side[board.other]
    hit = seen[board.dyad_event] & (one != other)
    if of:
        mine = means(board, of)
        hit &= mine[board.doer] | mine[board.other]
    width = max(len(names), 1)
    pair = np.minimum(one, other)[hit] * width + np.maximum(one, other)[hit]
    found, place = np.unique(pair, return_inverse=True)
    place, event = once(place, board.dyad_event[hit].astype(np.int64), max(len(found), 1))
    counts = np.bincount(place * 5 + quad[board.told[event]], minlength=5 * len(found)).reshape(-1, 5)
    total = counts.sum(axis=1)
    order = np.argsort(-total, kind="stable")
    page = []
    for row in order[after : after + most].tolist():
        ends = sorted((names[found[row] // width], names[found[row] % width]))
        labelled = label(ends[0], known), label(ends[1], known)
        page.append(
            PairCount(
                one=ends[0],
                other=ends[1],
                one_label=labelled[0],
                other_label=labelled[1],
                counts=quartet(counts[row, 1:].tolist()),
                total=int(total[row]),
            )
        )
    return tuple(page), len(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tally:
    counts: NDArray[np.int64]
    total: Longs
    first: Longs
    last: Longs


def _tally(board: Board, seen: Mask, quad: NDArray[np.int8], names: Sequence[str], *, shared: bool = True) -> _Tally:
    """Events of each name: those of an actor of that id and, with `shared`, of that country."""
    at = {name: place for place, name in enumerate(names)}
    own = np.array([at.get(one.id, -1) for one in board.actors], np.int64)
    pools = [own]
    if shared:
        country = np.array([at.get(one.country, -1) for one in board.actors], np.int64)
        pools.append(np.where(country == own, -1, country))
    groups, rows = [], []
    for pool in pools:
        at_party = places(board.party_actor, pool >= 0)
        row = board.party_event[at_party]
        visible = seen[row]
        groups.append(pool[board.party_actor[at_party[visible]]])
        rows.append(row[visible].astype(np.int64))
    group, event = once(np.concatenate(groups), np.concatenate(rows), max(len(names), 1))
    counts = np.bincount(group * 5 + quad[board.told[event]], minlength=5 * len(names)).reshape(-1, 5)
    first, last = _ends(group, happened(board, event), len(names))
    return _Tally(counts=counts[:, 1:], total=counts.sum(axis=1), first=first, last=last)


def _ends(group: Longs, days: Ints, groups: int) -> tuple[Longs, Longs]:
    """The first and the last day of each group, nothing known (0) of a group without any."""
    # Small numbers are sorted by their digits, many times as fast as by comparing.
    order = np.argsort(group.astype(np.uint16) if groups < 1 << 16 else group, kind="stable")
    sizes = np.bincount(group, minlength=groups)
    some = np.flatnonzero(sizes)
    starts = (np.cumsum(sizes) - sizes)[some]
    first, last = np.zeros(groups, np.int64), np.zeros(groups, np.int64)
    if len(some):
        first[some] = np.minimum.reduceat(days[order], starts)
        last[some] = np.maximum.reduceat(days[order], starts)
    return first, last


def _fits(asked: str, name: str, known: Mapping[str, Actor]) -> bool:
    words = asked.casefold().split()
    told = f"{name} {label(name, known)}".casefold() if words else ""
    return all(one in told for one in words)


def kind_of(actor: Actor | None) -> str:
    """What sort of party a name is whose own actor is this one: a state's name stands for all its parties.

    >>> kind_of(None)
    'country'
    """
    return SHARED if actor is None or actor.kind == "state" else actor.kind


def _entry(name: str, known: Mapping[str, Actor], tally: _Tally, at: int) -> Entry:
    one = known.get(name)
    return Entry(
        name=name,
        label=label(name, known),
        kind=kind_of(one),
        counts=quartet(tally.counts[at].tolist()),
        total=int(tally.total[at]),
        first=day_of(int(tally.first[at])).isoformat(),
        last=day_of(int(tally.last[at])).isoformat(),
    )
