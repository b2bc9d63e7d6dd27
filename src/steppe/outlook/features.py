"""What the model sees of cells on a day: rates at several half-lives, recent days, ages, and what goes with the cell.

A name is PART:WHAT:HOW, such as `own:days:14` (days with an event a day, half-life 14 days), `given:acts:40` (acts a
day), `own:last:7` (days with an event of the last seven), `back:age`. Rates count a day of a quiet season for more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import cast

import numpy as np
from numpy.typing import NDArray

from steppe.outlook.company import NAMES as COMPANY
from steppe.outlook.company import company
from steppe.outlook.panel import QUADS, Book
from steppe.outlook.season import busy
from steppe.outlook.series import Numbers, Series, Whole, age, rate, recent

Matrix = NDArray[np.float32]
LONG = 10_000  # a half-life as good as none
FAR = 120  # the half-life of the rates from which company is told
BETWEEN = tuple(f"{way}{quad}" for way in ("ahead", "behind") for quad in range(QUADS))
ABROAD = ("given", "got", "taken", "gave", "out_a", "out_b", "into_a", "into_b")
DAYS: Mapping[str, tuple[int, ...]] = {
    "own": (2, 5, 14, 40, 120, LONG),
    "back": (5, 14, 40, LONG),
    **dict.fromkeys(BETWEEN, (14, FAR)),
}
ACTS: Mapping[str, tuple[int, ...]] = {
    "own": (5, 40, LONG),
    **dict.fromkeys(ABROAD, (5, 40, LONG)),
    **dict.fromkeys(("home_a", "home_b"), (14,)),
}
LAST: Mapping[str, tuple[int, ...]] = {"own": (1, 3, 7, 14, 30, 90), "back": (1, 7, 30)}
EXPECTED = (5, 40, LONG)
NAMES = (
    *(f"{part}:days:{half}" for part, halves in DAYS.items() for half in halves),
    *(f"{part}:acts:{half}" for part, halves in ACTS.items() for half in halves),
    *(f"{part}:last:{width}" for part, widths in LAST.items() for width in widths),
    *(f"{part}:age" for part in ("own", "back", "any")),
    *(f"expected:acts:{half}" for half in EXPECTED),
    *(f"company:{name}" for name in COMPANY),
    "quad",
    "horizon",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """A book as it was known before a day; what is counted once of a series is kept for all parts that share it."""

    book: Book
    day: int
    season: Numbers
    kept: dict[tuple[object, ...], Numbers] = field(default_factory=dict)
    past: dict[int, Series] = field(default_factory=dict)

    def of(self, part: str, what: str, how: int = 0) -> Numbers:
        """What is counted of a part, for each cell of its series."""
        series = self.book.parts[part].series
        key = (id(series), what, how)
        if key not in self.kept:
            if id(series) not in self.past:
                self.past[id(series)] = series.before(self.day)
            self.kept[key] = self._counted(self.past[id(series)], what, how)
        return self.kept[key]

    def _counted(self, past: Series, what: str, how: int) -> Numbers:
        match what:
            case "days":
                return rate(past, self.day, how, 1 / self.season[past.day])
            case "acts":
                return rate(past, self.day, how, past.count / self.season[past.day])
            case "last":
                return recent(past, self.day, how)
            case _:
                return age(past, self.day)


def seen(book: Book, day: int) -> Seen:
    """A book as it was known before a day."""
    return Seen(book=book, day=day, season=busy(np.arange(book.start, book.start + max(1, day))))


def features(view: Seen, cells: Whole, horizon: int, company_of: Numbers | None = None) -> Matrix:
    """The features of cells of a book for a window of so many days, one row a cell, in the order of `NAMES`.

    `company_of` has the five kinds of company for each of the cells; without it they are taken to be none.
    """
    found = np.empty((len(cells), len(NAMES)), dtype=np.float32)
    fill = partial(_fill, view, cells)
    for at, name in enumerate(NAMES):
        found[:, at] = fill(name, horizon, company_of)
    return found


def _fill(view: Seen, cells: Whole, name: str, horizon: int, company_of: Numbers | None) -> Numbers | float:
    part, _, rest = name.partition(":")
    what, _, how = rest.partition(":")

    def placed(one: str, how: int) -> Numbers:
        found: Numbers = view.of(one, what, how)[view.book.parts[one].place[cells]]
        return found

    match part:
        case "quad":
            return view.book.quad[cells].astype(np.float64)
        case "horizon":
            return float(np.log(horizon))
        case "company":
            return 0.0 if company_of is None else cast(Numbers, company_of[COMPANY.index(rest)])
        case "expected":
            given, got, kind = (placed(one, int(how)) for one in ("given", "got", "kind"))
            return given * got / np.maximum(kind, 1e-9)
        case "any":
            return cast(Numbers, np.minimum.reduce([placed(one, 0) for one in BETWEEN], axis=0))
        case _:
            return placed(part, int(how or 0))


def company_in(view: Seen, size: int) -> Numbers:
    """The company of a panel's actors on a day, by kind of company, actor, quad class and recipient."""
    return company(view.of("ahead0", "days", FAR).reshape(size, QUADS, size))
