"""The panel a model learns from: the pairs of the most active actors, by quad class.

A `Book` holds the series of a set of cells and of what goes with them: the same acts back, other acts between the two,
what each does to others and meets from others, everything. Days are those on which acts happened; a history in which
many became known late is to be cut by what was known (`History.before`) first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from steppe.outlook.history import History
from steppe.outlook.series import Series, Whole, series

QUADS = 5  # quad class 0: acts that PLOVER drops
GROUPS = tuple(f"quad-{quad}" for quad in range(1, QUADS))
MOST = 100  # actors of a panel


class Part(NamedTuple):
    """A series, and for each cell of a book which of the series' cells belongs to it."""

    series: Series
    place: Whole


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Book:
    """Cells with their series by part (`own`, `back`, `given`, …), and the quad class of each (0: none or several).

    Days count from 0 for the day number `start`, the first day anything was known.
    """

    parts: Mapping[str, Part]
    quad: Whole
    start: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """Ordered pairs of actors by group of acts, as a book.

    `groups` are the quad classes; `group` and `pair` number those of each cell. `peers` has a cell for each group
    and each pair of the whole history, and `met` one for each pair, of acts of any kind: what is usual comes from them.
    `span` is the number of days known of.
    """

    actors: tuple[str, ...]
    groups: tuple[str, ...]
    book: Book
    group: Whole
    pair: Whole
    peers: Series
    met: Series
    span: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rows:
    """The rows of a history by number of actor in the panel (-1: not in it), quad class, group (-1: none) and day."""

    source: Whole
    target: Whole
    quad: Whole
    group: Whole
    day: Whole
    everyone: Whole
    pairs: int
    away: NDArray[np.bool_]
    start: int
    span: int


def active(history: History, most: int = MOST) -> tuple[str, ...]:
    """The actors with most acts towards or from others, the most active first.

    >>> from datetime import date
    >>> active(History.of([("KAZ", "AID", "RUS", date(2022, 1, 5)), ("KAZ", "AID", "UZB", date(2022, 1, 5))]), 1)
    ('KAZ',)
    """
    others = history.source != history.target
    both = np.concatenate([history.source[others], history.target[others]])
    count = np.bincount(both, minlength=len(history.actors))
    order = np.argsort(-count, kind="stable")[:most]
    return tuple(history.actors[at] for at in order if count[at])


def panel(history: History, actors: Sequence[str]) -> Panel:
    """The panel of some actors of a history.

    >>> from datetime import date
    >>> from steppe.outlook.history import Kind
    >>> past = History.of([("KAZ", "AID", "RUS", date(2022, 1, 5))], kinds=[Kind(name="AID", type="AID", quad=2)])
    >>> found = panel(past, ("KAZ", "RUS"))
    >>> found.groups[1], found.book.parts["own"].series.cell.tolist(), len(found.group)
    ('quad-2', [3], 8)
    """
    rows, size, kinds = _rows(history, actors), len(actors), len(GROUPS)
    a, g, b = (axis.ravel() for axis in np.meshgrid(*map(np.arange, (size, kinds, size)), indexing="ij"))
    a, g, b = a[a != b], g[a != b], b[a != b]
    inside = (rows.source >= 0) & (rows.target >= 0) & rows.away
    own = _grouped(rows, inside, (rows.source * kinds + rows.group) * size + rows.target, size * kinds * size)
    parts = {"own": Part(own, (a * kinds + g) * size + b), "back": Part(own, (b * kinds + g) * size + a)}
    every = np.ones(len(rows.day), dtype=np.bool_)
    peers = _grouped(rows, every, rows.group * rows.pairs + rows.everyone, kinds * rows.pairs)
    return Panel(
        actors=tuple(actors),
        groups=GROUPS,
        book=Book(
            parts=parts | _between(rows, size, a, b) | _abroad(rows, size, (a, g, b)),
            quad=g + 1,
            start=rows.start,
        ),
        group=g,
        pair=a * size + b,
        peers=peers,
        met=series(rows.everyone, rows.day, rows.pairs),
        span=rows.span,
    )


def _grouped(rows: _Rows, kept: NDArray[np.bool_], cell: Whole, cells: int) -> Series:
    """The series of the kept rows that are of a quad class."""
    chosen = kept & (rows.group >= 0)
    return series(cell[chosen], rows.day[chosen], cells)


def _between(rows: _Rows, size: int, a: Whole, b: Whole) -> dict[str, Part]:
    inside = (rows.source >= 0) & (rows.target >= 0) & rows.away
    cell = (rows.source * QUADS + rows.quad) * size + rows.target
    found = series(cell[inside], rows.day[inside], size * QUADS * size)
    ahead = {f"ahead{quad}": Part(found, (a * QUADS + quad) * size + b) for quad in range(QUADS)}
    return ahead | {f"behind{quad}": Part(found, (b * QUADS + quad) * size + a) for quad in range(QUADS)}


def _abroad(rows: _Rows, size: int, cells: tuple[Whole, Whole, Whole]) -> dict[str, Part]:
    a, g, b = cells
    kinds = len(GROUPS)
    from_one, to_one = rows.away & (rows.source >= 0), rows.away & (rows.target >= 0)
    given = _grouped(rows, from_one, rows.source * kinds + rows.group, size * kinds)
    got = _grouped(rows, to_one, rows.target * kinds + rows.group, size * kinds)
    out = series(rows.source[from_one], rows.day[from_one], size)
    into = series(rows.target[to_one], rows.day[to_one], size)
    home = ~rows.away & (rows.source >= 0)
    inner = series(rows.source[home], rows.day[home], size)
    return {
        "given": Part(given, a * kinds + g),
        "got": Part(got, b * kinds + g),
        "taken": Part(got, a * kinds + g),
        "gave": Part(given, b * kinds + g),
        "out_a": Part(out, a),
        "out_b": Part(out, b),
        "into_a": Part(into, a),
        "into_b": Part(into, b),
        "home_a": Part(inner, a),
        "home_b": Part(inner, b),
        "kind": Part(_grouped(rows, rows.away, rows.group, kinds), g),
        "all": Part(series(rows.day[rows.away] * 0, rows.day[rows.away], 1), a * 0),
    }


def _rows(history: History, actors: Sequence[str]) -> _Rows:
    places = {name: at for at, name in enumerate(actors)}
    number = np.array([places.get(name, -1) for name in history.actors], dtype=np.int64)
    start = int(history.known[0]) if len(history) else 0
    day = history.day.astype(np.int64) - start
    known = day >= 0
    source, target = history.source[known].astype(np.int64), history.target[known].astype(np.int64)
    quad = np.array([one.quad for one in history.kinds], dtype=np.int64)[history.kind[known]]
    pair, everyone = np.unique(source * len(history.actors) + target, return_inverse=True)
    return _Rows(
        source=number[source],
        target=number[target],
        quad=quad,
        group=quad - 1,
        day=day[known],
        everyone=everyone,
        pairs=len(pair),
        away=source != target,
        start=start,
        span=int(history.known[-1]) - start + 1 if len(history) else 0,
    )
