"""What the model sees of cells on a day: rates at several half-lives, recent days, ages, and what goes with the cell.

A name is PART:WHAT:HOW, such as `own:days:14` (days with an event a day, half-life 14 days), `given:acts:40` (acts a
day), `own:last:7` (days with an event of the last seven), `back:age`. Rates count a day of a quiet season for more.
Some are log-odds of an event in the window: `own:odds:120-60` at the own rate of a half-life of 120 days, drawn with 60
days towards what all acts of the two sides lead to expect; `expected:odds:40` at that alone; `own:share:40` at the
share of past windows that held an event, drawn with 40 days.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import cast

import numpy as np
from numpy.typing import NDArray

from steppe.outlook.climatology import length
from steppe.outlook.company import NAMES as COMPANY
from steppe.outlook.company import company
from steppe.outlook.panel import QUADS, Book
from steppe.outlook.reach import NAMES as REACH
from steppe.outlook.reach import WIDTHS, reach
from steppe.outlook.season import busy
from steppe.outlook.series import Numbers, Series, Whole, age, covered, memory, rate, recent

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
DRAWN = ((14, 60), (40, 60), (120, 60), (LONG, 60), (120, 20), (LONG, 150))  # half-lives, and days drawn with
SHARES = (40,)
STEADY = (40, LONG)
DAYS_AN_ACT = 0.4  # days with an event for each act expected
FLOOR = 1e-4  # such a day at least every 27 years
USUAL = 0.0015  # a day, between two that have met: what shares of past windows are drawn towards
LEAST = 1e-6
WITH = (*COMPANY, *REACH)  # what is told of a cell from all pairs of a panel
NAMES = (
    *(f"{part}:days:{half}" for part, halves in DAYS.items() for half in halves),
    *(f"{part}:acts:{half}" for part, halves in ACTS.items() for half in halves),
    *(f"{part}:last:{width}" for part, widths in LAST.items() for width in widths),
    *(f"{part}:age" for part in ("own", "back", "any")),
    *(f"expected:acts:{half}" for half in EXPECTED),
    *(f"own:odds:{half}-{strength}" for half, strength in DRAWN),
    *(f"own:share:{strength}" for strength in SHARES),
    *(f"expected:odds:{half}" for half in STEADY),
    *(f"company:{name}" for name in WITH),
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
            case "covered":
                return covered(past, self.day, how) / max(1, self.day - how + 1)
            case _:
                return age(past, self.day)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sample:
    """Rows to learn from: features, whether it happened, log-odds to start from, and how many rows each stands for."""

    rows: Matrix
    happened: Numbers
    offset: Numbers
    weight: Numbers


def seen(book: Book, day: int) -> Seen:
    """A book as it was known before a day."""
    return Seen(book=book, day=day, season=busy(np.arange(book.start, book.start + max(1, day))))


def features(view: Seen, cells: Whole, horizon: int, company_of: Numbers | None = None) -> Matrix:
    """The features of cells of a book for a window of so many days, one row a cell, in the order of `NAMES`.

    `company_of` has what `company_in` tells for each of the cells, in its order; without it they are taken to be none.
    """
    found = np.empty((len(cells), len(NAMES)), dtype=np.float32)
    fill = partial(_fill, view, cells)
    for at, name in enumerate(NAMES):
        found[:, at] = fill(name, horizon, company_of)
    return found


def odds(rate: Numbers, days: int) -> Numbers:
    """The log-odds of an event in so many days, at a rate a day.

    >>> odds(np.array([np.log(2)]), 1).round(9).tolist()
    [0.0]
    """
    found: Numbers = np.log(np.expm1(np.clip(days * rate, 1e-9, 20.0)))
    return found


def expected(view: Seen, cells: Whole, half_life: int) -> Numbers:
    """Acts a day that all acts of the class from one side, and to the other, lead to expect of each cell."""
    parts = view.book.parts
    given, got, kind = (view.of(one, "acts", half_life)[parts[one].place[cells]] for one in ("given", "got", "kind"))
    found: Numbers = given * got / np.maximum(kind, 1e-9)
    return found


def _drawn(view: Seen, cells: Whole, what: str, how: str, horizon: int) -> Numbers:
    place = view.book.parts["own"].place[cells]
    if what == "odds":
        half, strength = (int(one) for one in how.split("-"))
        long = memory(view.day, half)
        usual = np.minimum(DAYS_AN_ACT * expected(view, cells, LONG) + FLOOR, 1.0)
        return odds((view.of("own", "days", half)[place] * long + strength * usual) / (long + strength), horizon)
    long = length(view.day, horizon)
    share = view.of("own", "covered", long)[place]
    drawn = (int(how) * -np.expm1(-long * USUAL) + view.day * share) / (int(how) + view.day)
    return odds(-np.log1p(-np.clip(drawn, 0.0, 1 - LEAST)) / long, horizon)


def _fill(view: Seen, cells: Whole, name: str, horizon: int, company_of: Numbers | None) -> Numbers | float:
    part, _, rest = name.partition(":")
    what, _, how = rest.partition(":")

    def placed(one: str, how: int) -> Numbers:
        found: Numbers = view.of(one, what, how)[view.book.parts[one].place[cells]]
        return found

    match part:
        case "own" if what in ("odds", "share"):
            return _drawn(view, cells, what, how, horizon)
        case "quad":
            return view.book.quad[cells].astype(np.float64)
        case "horizon":
            return float(np.log(horizon))
        case "company":
            return 0.0 if company_of is None else cast(Numbers, company_of[WITH.index(rest)])
        case "expected":
            acts = expected(view, cells, int(how))
            return odds(DAYS_AN_ACT * acts + FLOOR, horizon) if what == "odds" else acts
        case "any":
            return cast(Numbers, np.minimum.reduce([placed(one, 0) for one in BETWEEN], axis=0))
        case _:
            return placed(part, int(how or 0))


def company_in(view: Seen, size: int) -> Numbers:
    """The company and the reach of a panel's actors on a day, by kind, actor, quad class and recipient."""

    def cube(what: str, how: int) -> Numbers:
        return view.of("ahead0", what, how).reshape(size, QUADS, size)

    last = {width: cube("last", width) for width in WIDTHS}
    return np.concatenate([company(cube("days", FAR)), reach(last, cube("days", LONG))])
