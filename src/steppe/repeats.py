"""The hallway's twelfth flight: which articles and reports are said to repeat each other, and to say otherwise."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np

from steppe.coding.same import AUTHOR
from steppe.comparing import KIND, Compared, read_compared
from steppe.errors import InputError, UnknownName
from steppe.holding import Held, Sight
from steppe.outlook.history import day_of
from steppe.overview import EventLine, lines
from steppe.record.border import COMPARING
from steppe.record.store import Record
from steppe.survey.board import NEVER, Source
from steppe.survey.wanted import row_of
from steppe.types import Judgement, identity

__all__ = [
    "KIND",
    "SUGGESTED",
    "Apart",
    "Compared",
    "Copy",
    "Repeat",
    "place_of",
    "read_compared",
    "repeat_list",
    "say",
]
SHOWN = 12  # members of a group that a list names; the rest are counted
SUGGESTED = AUTHOR  # the author of what was found by comparing


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article that is said to repeat another, as a list shows it; `known` is a day, empty without one."""

    id: str
    title: str
    outlet: str
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A set of articles, or of reports of one event, of which somebody says that they are the same.

    `members` counts all of them, of which `articles` or `events` are shown. `counts` is false where somebody says that
    they are different, which `said` holds beside the judgement.
    """

    judgement: Judgement
    members: int
    articles: tuple[Copy, ...]
    events: tuple[EventLine, ...]
    said: tuple[Judgement, ...]
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Somebody's word on a set of subjects that a judgement (its id) names: that they are the `same` or `different`."""

    judgement: str
    verdict: str
    reason: str = ""
    author: str


def repeat_list(
    held: Held, *, as_of: date | None = None, most: int = 25, after: int = 0
) -> tuple[tuple[Repeat, ...], int]:
    """A page of what is said to be the same: copies of articles first, then reports of one event; and how many."""
    sight = held.sight(as_of)
    known = {one.id: one for one in sight.board.sources}
    groups = _groups(held, known, as_of)
    return tuple(_repeat(sight, ones, known) for ones in groups[after : after + most]), len(groups)


def place_of(held: Held, said: Judgement) -> tuple[int, str]:
    """Where the list has the set that a judgement is on: how many stand before it, and the judgement that heads it."""
    known = {one.id: one for one in held.sight().board.sources}
    ways = ((at, _head(ones)) for at, ones in enumerate(_groups(held, known, None)))
    return next((at, head.id) for at, head in ways if set(head.subjects) == set(said.subjects))


def _groups(held: Held, known: Mapping[str, Source], as_of: date | None) -> list[list[Judgement]]:
    """What is said of each set, copies of articles first, the largest sets first."""
    of: dict[frozenset[str], list[Judgement]] = {}
    for one in held.record.as_of(as_of).judgements():
        if one.verdict in COMPARING:
            of.setdefault(frozenset(one.subjects), []).append(one)
    return sorted(of.values(), key=lambda ones: (ones[0].subjects[0] not in known, -len(ones[0].subjects)))


def _head(ones: Sequence[Judgement]) -> Judgement:
    return next((one for one in ones if one.verdict == "same"), ones[0])


def say(record: Record, word: Apart, *, at: datetime, key: str = "") -> Judgement:
    """Keep somebody's word that what a judgement names is the same, or different; the latest of an author stands.

    The same word while it stands, or with the same `key`, is kept once. Raises `InputError` without an author, or
    without a reason where they are said to be different, and `UnknownName` for a judgement or verdict there is not.
    """
    reason, author = word.reason.strip()[:2_000], word.author.strip()[:200]
    if word.verdict not in COMPARING:
        raise UnknownName("verdict", word.verdict[:80], COMPARING)
    found = record.as_of().judgement(word.judgement)
    if found is None or found.verdict not in COMPARING:
        raise UnknownName("judgement", word.judgement[:80], ("those of /api/v1/repeats",))
    if not author or author == SUGGESTED:
        raise InputError("judgement: nobody said so; expected a name")
    if word.verdict == "different" and not reason:
        raise InputError("judgement: no reason given; expected why they are different")
    once = f"key {key}" if key else at.isoformat()
    said = Judgement(
        id=identity(*found.subjects, word.verdict, reason, author, once),
        subjects=found.subjects,
        verdict=word.verdict,
        reason=reason,
        author=author,
        at=at.astimezone(UTC),
    )
    if not key and (before := record.as_of().standing(said)):
        return before
    record.judge(said)
    return record.as_of().judgement(said.id) or said


def _repeat(sight: Sight, ones: Sequence[Judgement], known: Mapping[str, Source]) -> Repeat:
    first = _head(ones)
    names = first.subjects[:SHOWN]
    rows = np.concatenate([row_of(sight.board, name, before=sight.as_of) for name in names])
    return Repeat(
        judgement=first,
        members=len(first.subjects),
        articles=() if len(rows) else tuple(_copies(known[name] for name in names if name in known)),
        events=lines(sight, rows),
        said=tuple(one for one in ones if one is not first),
        counts=all(one.verdict == "same" for one in ones),
    )


def _copies(found: Iterable[Source]) -> Iterator[Copy]:
    for one in sorted(found, key=lambda one: one.known):
        known = "" if one.known == NEVER else day_of(one.known).isoformat()
        yield Copy(id=one.id, title=one.title or one.address, outlet=one.outlet, known=known)
