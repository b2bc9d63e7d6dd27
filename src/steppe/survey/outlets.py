"""Who told it: the outlets of a record, their articles and events, and which articles only repeat another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from steppe.outlook.history import day_number, day_of
from steppe.survey.board import NEVER, Board, Hashes, Longs, Mask, among
from steppe.types import Judgement

CODED = "en"  # the language articles are coded in; others are kept and not coded


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet (empty where none is given), its articles and events, and the days on which they were known (ISO).

    `independent` are its articles that no judgement calls the same as one known before; `uncoded` those in a language
    that is not coded.
    """

    outlet: str
    articles: int
    independent: int
    uncoded: int
    events: int
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlets:
    """A page of the outlets of a record, how many there are (`total`), and the sums of all of them."""

    total: int
    articles: int
    independent: int
    uncoded: int
    events: int
    outlets: tuple[Outlet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article of an outlet: its events, and the article it is a copy of (its id), if somebody said so."""

    id: str
    title: str
    address: str
    language: str
    coded: bool
    known: str
    events: int
    copy_of: str


def visible(board: Board, day: int | None, left_out: Hashes) -> Mask:
    """Which articles were known before a day (all where `None`) and are not among those left out."""
    known = np.array([one.known for one in board.sources], np.int32)
    seen: Mask = np.ones(len(known), np.bool_) if day is None else known < day
    hashes = np.fromiter(board.source_at, np.uint64, len(known))
    return seen & ~among(hashes, left_out)


def copies(board: Board, judged: Iterable[Judgement]) -> Mapping[str, str]:
    """Articles that judgements call the same as one known before, each with the first of them all.

    Only judgements `same` of articles count: that two events are one says nothing of the words they stand in. Where
    anybody says `different` of the same articles they stay apart.
    """
    said = tuple(judged)
    if not said:
        return {}
    apart = {frozenset(one.subjects) for one in said if one.verdict == "different"}
    known = {one.id: (one.known, place) for place, one in enumerate(board.sources)}
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for one in said:
        told = one.verdict == "same" and frozenset(one.subjects) not in apart
        if told and all(subject in known for subject in one.subjects):
            first = min((root(subject) for subject in one.subjects), key=known.__getitem__)
            for subject in one.subjects:
                parent[root(subject)] = first
    return {name: root(name) for name in parent if root(name) != name}


def outlets(
    board: Board, seen: Mask, shown: Mask, copied: Mapping[str, str], *, most: int = 100, after: int = 0
) -> Outlets:
    """Outlets by number of articles, a page; `seen` are the events that count, `shown` the articles (`visible`)."""
    events = events_of(board, seen)
    rows: dict[str, list[int]] = {}
    for place, one in enumerate(board.sources):
        if shown[place]:
            rows.setdefault(one.outlet, []).append(place)
    found = (_outlet(board, name, places, events, copied) for name, places in rows.items())
    every = sorted(found, key=lambda one: (-one.articles, one.outlet))
    return Outlets(
        total=len(every),
        articles=sum(one.articles for one in every),
        independent=sum(one.independent for one in every),
        uncoded=sum(one.uncoded for one in every),
        events=sum(one.events for one in every),
        outlets=tuple(every[after : after + most]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPieces:
    """Which articles somebody wants to see: those of an `outlet` (empty for those without one), or nothing for all.

    `uncoded` wants only those in a language that is not coded, `independent` only those that are no copies, `since`
    those known from that day on.
    """

    outlet: str | None = None
    uncoded: bool = False
    independent: bool = False
    since: date | None = None


def of_outlet(board: Board, shown: Mask, wanted: WantedPieces, copied: Mapping[str, str]) -> tuple[int, ...]:
    """The articles that are wanted as places in `board.sources`, known last first."""
    since = day_number(wanted.since) if wanted.since else None
    places = [
        at
        for at, one in enumerate(board.sources)
        if shown[at]
        and wanted.outlet in (None, one.outlet)
        and not (wanted.uncoded and one.language == CODED)
        and not (wanted.independent and one.id in copied)
        and (since is None or one.known >= since)
    ]
    return tuple(sorted(places, key=lambda at: (-board.sources[at].known, -at)))


def pieces(board: Board, seen: Mask, places: Sequence[int], copied: Mapping[str, str]) -> tuple[Piece, ...]:
    """Articles at some places of `board.sources`, in that order."""
    events = events_of(board, seen)
    return tuple(_piece(board, at, int(events[at]), copied) for at in places)


def events_of(board: Board, seen: Mask) -> Longs:
    """How many of the events that count each article has."""
    return np.bincount(board.source[seen], minlength=len(board.sources))


def _outlet(board: Board, name: str, places: Sequence[int], events: Longs, copied: Mapping[str, str]) -> Outlet:
    some = [board.sources[at] for at in places]
    days = [one.known for one in some if one.known != NEVER]
    return Outlet(
        outlet=name,
        articles=len(some),
        independent=sum(one.id not in copied for one in some),
        uncoded=sum(one.language != CODED for one in some),
        events=int(events[places].sum()),
        first=_day(min(days, default=NEVER)),
        last=_day(max(days, default=NEVER)),
    )


def _piece(board: Board, at: int, events: int, copied: Mapping[str, str]) -> Piece:
    one = board.sources[at]
    return Piece(
        id=one.id,
        title=one.title,
        address=one.address,
        language=one.language,
        coded=one.language == CODED,
        known=_day(one.known),
        events=events,
        copy_of=copied.get(one.id, ""),
    )


def _day(number: int) -> str:
    return "" if number == NEVER else day_of(number).isoformat()
