"""Rows of event files gathered into the columns of a history; what is left out is counted or listed."""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from steppe.errors import InputError
from steppe.exchange.tables import EMPTY, BadRow
from steppe.outlook.history import History, Kind, day_number

NOBODY = -1
NO_ACTOR, NO_RECIPIENT, NO_DAY = "no actor", "no recipient", "no day"
STILL_TO_COME = "still to come when published"
LONGEST_NAME = 500
HOPELESS = 100_000  # bad rows after which a file with fewer good ones is given up

Found = tuple[Sequence[tuple[int, int]], int, int, int]  # (actor, recipient) pairs, kind, day, day it was known
Parse = Callable[[int, list[str]], Found | str | BadRow]
Key = TypeVar("Key")

_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


def iso_day(text: str) -> int | None:
    """The day number of `YYYY-MM-DD`, `None` for anything else and for years outside 1800 to 2100.

    >>> iso_day("1970-01-31"), iso_day("2022-02-30"), iso_day("20220130")
    (30, None, None)
    """
    found = _ISO.fullmatch(text.strip())
    return plain_day(*found.groups()) if found else None


def plain_day(year: str, month: str, day: str) -> int | None:
    """The day number of a year, month and day in digits, `None` where there is no such day from 1800 to 2100."""
    try:
        return day_number(date(int(year), int(month), int(day))) if 1800 <= int(year) <= 2100 else None
    except ValueError:
        return None


def numbers_fit(intensity: str, latitude: str, longitude: str) -> bool:
    """Whether three cells are numbers in their ranges (10, 90 and 180 both sides of 0) or empty.

    >>> numbers_fit("-3.5", "51.2", ""), numbers_fit("-3.5", "51.2", "190"), numbers_fit("n/a", "", "")
    (True, False, False)
    """
    try:
        return (
            -10 <= float(intensity or 0) <= 10
            and -90 <= float(latitude or 0) <= 90
            and -180 <= float(longitude or 0) <= 180
        )
    except ValueError:
        return False


def unfit_number(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str] | None:
    """Which of the three cells does not fit, as the fields of a `BadRow`; `None` where they only say `None`."""
    for at, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        tried, most = ["", "", ""], (10, 90, 180)[at]
        tried[at] = cell.strip()
        if tried[at] not in EMPTY and not numbers_fit(*tried):
            return {"column": column, "found": cell, "right": f"right would be a number from -{most} to {most}"}
    return None


@dataclass(slots=True, kw_only=True)
class Columns:
    """Columns that grow row by row: actors and kinds by first appearance, and what was left out on the way.

    `skipped` counts good rows that make no event of two parties, by reason; `unknown` counts rows by the name of
    a relation that CAMEO does not have.
    """

    actors: dict[str, int] = field(default_factory=dict)
    kinds: dict[Kind, int] = field(default_factory=dict)
    origins: list[str] = field(default_factory=list)
    source: "array[int]" = field(default_factory=lambda: array("i"))
    kind: "array[int]" = field(default_factory=lambda: array("i"))
    target: "array[int]" = field(default_factory=lambda: array("i"))
    day: "array[int]" = field(default_factory=lambda: array("i"))
    known: "array[int]" = field(default_factory=lambda: array("i"))
    origin: "array[int]" = field(default_factory=lambda: array("h"))
    row: "array[int]" = field(default_factory=lambda: array("i"))
    bad: list[BadRow] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)

    def actor(self, name: str) -> int | None:
        r"""The number of an actor, `NOBODY` for an empty cell, `None` for a name with control or broken characters.

        >>> some = Columns()
        >>> some.actor("Oslo"), some.actor(" None "), some.actor("Os\x07lo")
        (0, -1, None)
        """
        plain = name.strip()
        if not plain or plain in EMPTY:
            return NOBODY
        if len(plain) > LONGEST_NAME or _UNFIT.search(plain):
            return None
        return self.actors.setdefault(plain, len(self.actors))

    def kind_number(self, kind: Kind) -> int:
        """The number of a kind of act."""
        return self.kinds.setdefault(kind, len(self.kinds))

    def gather(self, origin: str, rows: Iterable[tuple[int, list[str]]], parse: Parse) -> None:
        """Add the rows of a file. `InputError` where `HOPELESS` of them are bad and fewer are good."""
        number, before, good = len(self.origins), len(self.bad), len(self.row)
        self.origins.append(origin)
        add_source, add_target, add_kind = self.source.append, self.target.append, self.kind.append
        add_day, add_known, add_row = self.day.append, self.known.append, self.row.append
        for line, cells in rows:
            found = parse(line, cells)
            if isinstance(found, tuple):
                pairs, kind, day, known = found
                for source, target in pairs:
                    add_source(source)
                    add_target(target)
                    add_kind(kind)
                    add_day(day)
                    add_known(known)
                    add_row(line)
            elif isinstance(found, str):
                self.skipped[found] += 1
            else:
                self.bad.append(found)
                if len(self.bad) - before >= max(HOPELESS, len(self.row) - good):
                    first = self.bad[before]
                    raise InputError(f"{origin}: {HOPELESS:,} bad rows and fewer good ones; the first: {first}")
        self.origin.extend(repeat(number, len(self.row) - good))

    def history(self) -> History:
        """The history: names in their order, rows by the day known, the day, then actor, kind, recipient and place."""
        source, target, kind = (np.frombuffer(one, dtype=np.int32) for one in (self.source, self.target, self.kind))
        actors, actor_ranks = _ranked(self.actors, (source, target), str)
        kinds, kind_ranks = _ranked(self.kinds, (kind,), _order)
        source, target, kind = actor_ranks[source], actor_ranks[target], kind_ranks[kind]
        day, known, row = (np.frombuffer(one, dtype=np.int32) for one in (self.day, self.known, self.row))
        origin = np.frombuffer(self.origin, dtype=np.int16)
        order = np.lexsort((row, origin, target, kind, source, day, known))
        return History(
            actors=tuple(actors),
            kinds=tuple(kinds),
            source=source[order],
            kind=kind[order],
            target=target[order],
            day=day[order],
            known=known[order],
            origins=tuple(self.origins),
            origin=origin[order],
            row=row[order],
        )


def _order(kind: Kind) -> tuple[str, str, str, int]:
    return kind.name, kind.type, kind.mode, kind.quad


def _ranked(
    found: Mapping[Key, int], used: Iterable[NDArray[np.int32]], order: Callable[[Key], object]
) -> tuple[list[Key], NDArray[np.int32]]:
    """What is used, in its order, and the place there of each number."""
    seen = np.zeros(len(found), dtype=np.bool_)
    for numbers in used:
        seen[numbers] = True
    kept = sorted((one for one, number in found.items() if seen[number]), key=order)  # type: ignore[arg-type]
    ranks = np.zeros(len(found), dtype=np.int32)
    ranks[[found[one] for one in kept]] = np.arange(len(kept), dtype=np.int32)
    return kept, ranks
