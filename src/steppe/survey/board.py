"""All events of a record in memory, as columns that are counted in milliseconds; one entry: `Board`.

A board is a value: what is added to a record makes another board, and whoever reads the old one goes on undisturbed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steppe.survey.columns import Room, appended, places
from steppe.types import Actor

Longs = NDArray[np.int64]
Ints = NDArray[np.int32]
Mask = NDArray[np.bool_]
Hashes = NDArray[np.uint64]
Table = Mapping[str, NDArray[Any]]

NEVER = np.iinfo(np.int32).min  # an undated event's day


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One sort of report: PLOVER type, first mode (empty without one), and its status (asserted, denied, …)."""

    kind: str
    mode: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article as the board knows it: where it was, who published it, when it was known (day number)."""

    id: str
    address: str
    outlet: str
    title: str
    language: str
    length: int
    known: int
    batch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Events, the parties of each and their articles, as of batch `batch` of a record.

    Event columns (`place` to `last`) have one row an event; days are day numbers, `NEVER` where undated. `told[i]`
    indexes `tolds`, `source[i]` indexes `sources`. Party columns: event row, side (0 actor, 1 recipient), index into
    `actors`. Dyad columns: event row, who does it (`doer`), to whom (`other`), indices into `actors`. `shown` is false
    for events of a coding that a later one of the same article replaced. `said` is the day on which an event was put
    right by hand, `NEVER` where a coder found it: it counts from then on, and no coding replaces it. `rooms` is where
    the columns lie, with space for what comes.
    """

    batch: int
    place: Longs
    written: Ints
    named: Hashes
    id: Hashes
    coding: Hashes
    article: Hashes
    source: Ints
    known: Ints
    first: Ints
    last: Ints
    told: Ints
    shown: Mask
    said: Ints
    party_event: Ints
    party_side: NDArray[np.int8]
    party_actor: Ints
    dyad_event: Ints
    doer: Ints
    other: Ints
    tolds: tuple[Told, ...]
    actors: tuple[Actor, ...]
    sources: tuple[Source, ...]
    told_at: Mapping[int, int] = field(default_factory=dict)
    actor_at: Mapping[int, int] = field(default_factory=dict)
    source_at: Mapping[int, int] = field(default_factory=dict)
    rooms: Mapping[str, Room] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.place)

    def before(self, day: int | None, left_out: Hashes) -> Mask:
        """Events known before a day (all where `None`), of codings that count, and not among those left out."""
        seen = self.shown if day is None else self.shown & (self.known < day) & (self.said < day)
        if len(left_out):
            seen = seen & ~among(self.named, left_out) & ~among(self.article, left_out)
        return seen


def among(hashes: Hashes, some: Hashes) -> Mask:
    """Which of many hashes are among a few: a binary search each, as sorting the many would take longer.

    >>> among(np.array([3, 7], np.uint64), np.array([9, 7], np.uint64)).tolist()
    [False, True]
    """
    if not len(some):
        return np.zeros(len(hashes), np.bool_)
    ordered = np.sort(some)
    at = np.searchsorted(ordered, hashes)
    at[at == len(ordered)] = 0
    found: Mask = ordered[at] == hashes
    return found


def empty() -> Board:
    """A board of a record without events.

    >>> len(empty())
    0
    """
    longs, ints, hashes = np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint64)
    return Board(
        batch=0,
        place=longs,
        written=ints,
        named=hashes,
        id=hashes,
        coding=hashes,
        article=hashes,
        source=ints,
        known=ints,
        first=ints,
        last=ints,
        told=ints,
        shown=np.zeros(0, np.bool_),
        said=ints,
        party_event=ints,
        party_side=np.zeros(0, np.int8),
        party_actor=ints,
        dyad_event=ints,
        doer=ints,
        other=ints,
        tolds=(),
        actors=(),
        sources=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What batches added, as tables of columns; `batch` is the last of them. The record's `Columns` has this shape."""

    batch: int
    events: Table
    kinds: Table
    parties: Table
    dyads: Table
    actors: Table
    codings: Table
    articles: Table


def grown(board: Board, new: Added) -> Board:
    """The board with what later batches added; the old one stays as it is."""
    told_at, tolds = _met(board.told_at, board.tolds, new.kinds["hashed"], _tolds(new.kinds))
    actor_at, actors = _met(board.actor_at, board.actors, new.actors["hashed"], _actors(new.actors))
    source_at, sources = _told(board, new.articles["article"], _sources(new.articles))
    events = new.events
    rooms: dict[str, Room] = {}

    def more(name: str, values: NDArray[Any]) -> NDArray[Any]:
        found, rooms[name] = appended(board.rooms.get(name), getattr(board, name), values)
        return found

    here = more("place", events["place"])
    source = more("source", _indexed(source_at, events["article"]))
    coding = more("coding", events["coding"])
    said = more("said", _by_hand(events["coding"], new.codings))
    return Board(
        batch=new.batch,
        place=here,
        written=more("written", events["batch"]),
        named=more("named", events["named"]),
        id=more("id", events["id"]),
        coding=coding,
        article=more("article", events["article"]),
        source=source,
        known=more("known", events["known"]),
        first=more("first", events["first"]),
        last=more("last", events["last"]),
        told=more("told", _indexed(told_at, events["kind"])),
        shown=_counting(board, source, coding, said, _by_coders(new.codings), source_at),
        said=said,
        party_event=more("party_event", np.searchsorted(here, new.parties["place"])),
        party_side=more("party_side", new.parties["side"]),
        party_actor=more("party_actor", _indexed(actor_at, new.parties["actor"])),
        dyad_event=more("dyad_event", np.searchsorted(here, new.dyads["place"])),
        doer=more("doer", _indexed(actor_at, new.dyads["doer"])),
        other=more("other", _indexed(actor_at, new.dyads["other"])),
        tolds=tolds,
        actors=actors,
        sources=sources,
        told_at=told_at,
        actor_at=actor_at,
        source_at=source_at,
        rooms=rooms,
    )


def _by_hand(coding: Hashes, codings: Table) -> Ints:
    """The day on which each event of those codings was put right, `NEVER` for those a coder found."""
    hand = codings["said"] != NEVER
    days = dict(zip(codings["coding"][hand].tolist(), codings["said"][hand].tolist(), strict=True))
    if not days:
        return np.full(len(coding), NEVER, np.int32)
    return np.fromiter((days.get(one, NEVER) for one in coding.tolist()), np.int32, len(coding))


def _by_coders(codings: Table) -> Mapping[int, int]:
    """The last coding of each article by a coder."""
    made = codings["said"] == NEVER
    return dict(zip(codings["article"][made].tolist(), codings["coding"][made].tolist(), strict=True))


def _counting(
    board: Board, source: Ints, coding: Hashes, said: Ints, last: Mapping[int, int], source_at: Mapping[int, int]
) -> Mask:
    """Which events count: those put right by hand, and those whose coding is the last of its article by a coder."""
    shown = np.concatenate([board.shown, np.ones(len(coding) - len(board), np.bool_)])
    met = np.zeros(len(source_at), np.bool_)
    met[[source_at[one] for one in last if one in source_at]] = True
    rows = places(source, met)
    rows = rows[said[rows] == NEVER]
    shown[rows] &= among(coding[rows], np.fromiter(last.values(), np.uint64, len(last)))
    return shown


def _indexed(at: Mapping[int, int], hashes: NDArray[Any]) -> Ints:
    """The index of each hash; looked up once for each distinct one."""
    values, inverse = np.unique(hashes, return_inverse=True)
    found = np.fromiter((at[one] for one in values.tolist()), np.int32, len(values))
    return found[inverse]


def _met(
    at: Mapping[int, int], known: tuple[Any, ...], hashes: NDArray[Any], values: list[Any]
) -> tuple[Mapping[int, int], tuple[Any, ...]]:
    fresh = {one: value for one, value in zip(hashes.tolist(), values, strict=True) if one not in at}
    if not fresh:
        return at, known
    return {**at, **{one: len(known) + place for place, one in enumerate(fresh)}}, (*known, *fresh.values())


def _told(board: Board, hashes: NDArray[Any], values: list[Source]) -> tuple[Mapping[int, int], tuple[Source, ...]]:
    """The articles met before and now: what a later version says of one holds from then on."""
    last = dict(zip(hashes.tolist(), values, strict=True))
    at, sources = _met(board.source_at, board.sources, np.array(list(last), np.uint64), list(last.values()))
    again = {at[one]: value for one, value in last.items() if one in board.source_at}
    if not again:
        return at, sources
    return at, tuple(again.get(place, one) for place, one in enumerate(sources))


def _tolds(table: Table) -> list[Told]:
    rows = zip(table["kind"], table["mode"], table["status"], strict=True)
    return [Told(kind=kind, mode=mode, status=status) for kind, mode, status in rows]


def _actors(table: Table) -> list[Actor]:
    rows = zip(*(table[name] for name in ("actor", "name", "kind", "country", "sector")), strict=True)
    return [
        Actor(id=id_, name=name, kind=kind, country=country, sectors=(sector,) if sector else ())
        for id_, name, kind, country, sector in rows
    ]


def _sources(table: Table) -> list[Source]:
    names = ("id", "address", "outlet", "title", "language", "length", "known", "batch")
    rows = zip(*(table[name].tolist() for name in names), strict=True)
    return [Source(**dict(zip(names, row, strict=True))) for row in rows]
