"""The panel a model learns from: the pairs of the most active actors, by quad class and type of act.

A `Book` holds the series of a set of cells and of what goes with them: the same acts back, other acts between the two,
what each does to others and meets from others, everything. The panel's book and that of questions are read alike.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from steppe.outlook.history import History, Kind
from steppe.outlook.series import Series, Whole, series

QUADS = 5  # quad class 0: acts that PLOVER drops
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

    `groups` are quad classes and types; `group` and `pair` number those of each cell. `peers` has a cell for each group
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
class _Acts:
    """Groups of acts by name with their quad class, and the groups of each kind of a history (-1: none)."""

    names: tuple[str, ...]
    quads: Whole
    by_kind: tuple[Whole, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rows:
    """The rows of a history by number of actor in the panel (-1: not in it), kind, quad class and day."""

    source: Whole
    target: Whole
    kind: Whole
    quad: Whole
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


def panel(history: History, actors: Sequence[str], *, types: bool = False) -> Panel:
    """The panel of some actors of a history; quad classes are its groups, and the types of acts if asked for.

    >>> from datetime import date
    >>> past = History.of([("KAZ", "AID", "RUS", date(2022, 1, 5))], kinds=[Kind(name="AID", type="AID", quad=2)])
    >>> found = panel(past, ("KAZ", "RUS"), types=True)
    >>> found.groups[-2:], found.book.parts["own"].series.cell.tolist(), len(found.group)
    (('quad-4', 'AID'), [3, 9], 10)
    """
    acts, rows = _acts(history.kinds, types=types), _rows(history, actors)
    size, kinds = len(actors), len(acts.names)
    a, g, b = (axis.ravel() for axis in np.meshgrid(*map(np.arange, (size, kinds, size)), indexing="ij"))
    a, g, b = a[a != b], g[a != b], b[a != b]
    inside = (rows.source >= 0) & (rows.target >= 0) & rows.away
    own = _grouped(
        rows, acts, inside, lambda group: (rows.source * kinds + group) * size + rows.target, size * kinds * size
    )
    parts = {"own": Part(own, (a * kinds + g) * size + b), "back": Part(own, (b * kinds + g) * size + a)}
    peers = _grouped(rows, acts, rows.away, lambda group: group * rows.pairs + rows.everyone, kinds * rows.pairs)
    return Panel(
        actors=tuple(actors),
        groups=acts.names,
        book=Book(
            parts=parts | _between(rows, size, a, b) | _abroad(rows, acts, size, (a, g, b)),
            quad=acts.quads[g],
            start=rows.start,
        ),
        group=g,
        pair=a * size + b,
        peers=peers,
        met=series(rows.everyone[rows.away], rows.day[rows.away], rows.pairs),
        span=rows.span,
    )


def _grouped(rows: _Rows, acts: _Acts, kept: NDArray[np.bool_], place: Callable[[Whole], Whole], cells: int) -> Series:
    """The series of the kept rows, each once for every group its kind is in."""
    found = [(of[rows.kind], kept & (of[rows.kind] >= 0)) for of in acts.by_kind]
    cell = np.concatenate([place(group)[chosen] for group, chosen in found])
    return series(cell, np.concatenate([rows.day[chosen] for _, chosen in found]), cells)


def _between(rows: _Rows, size: int, a: Whole, b: Whole) -> dict[str, Part]:
    inside = (rows.source >= 0) & (rows.target >= 0) & rows.away
    cell = (rows.source * QUADS + rows.quad) * size + rows.target
    found = series(cell[inside], rows.day[inside], size * QUADS * size)
    ahead = {f"ahead{quad}": Part(found, (a * QUADS + quad) * size + b) for quad in range(QUADS)}
    return ahead | {f"behind{quad}": Part(found, (b * QUADS + quad) * size + a) for quad in range(QUADS)}


def _abroad(rows: _Rows, acts: _Acts, size: int, cells: tuple[Whole, Whole, Whole]) -> dict[str, Part]:
    a, g, b = cells
    kinds = len(acts.names)
    from_one, to_one = rows.away & (rows.source >= 0), rows.away & (rows.target >= 0)
    given = _grouped(rows, acts, from_one, lambda group: rows.source * kinds + group, size * kinds)
    got = _grouped(rows, acts, to_one, lambda group: rows.target * kinds + group, size * kinds)
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
        "kind": Part(_grouped(rows, acts, rows.away, lambda group: group, kinds), g),
        "all": Part(series(rows.day[rows.away] * 0, rows.day[rows.away], 1), a * 0),
    }


def _acts(kinds: Sequence[Kind], *, types: bool) -> _Acts:
    named = sorted({kind.type for kind in kinds if kind.type}) if types else []
    quads = {name: max((kind.quad for kind in kinds if kind.type == name), default=0) for name in named}
    by_type = {name: at for at, name in enumerate(named, QUADS - 1)}
    found = [np.array([kind.quad - 1 for kind in kinds], dtype=np.int64)]
    if types:
        found.append(np.array([by_type.get(kind.type, -1) for kind in kinds], dtype=np.int64))
    names = (*(f"quad-{quad}" for quad in range(1, QUADS)), *named)
    return _Acts(names=names, quads=np.array([*range(1, QUADS), *quads.values()], dtype=np.int64), by_kind=tuple(found))


def _rows(history: History, actors: Sequence[str]) -> _Rows:
    places = {name: at for at, name in enumerate(actors)}
    number = np.array([places.get(name, -1) for name in history.actors], dtype=np.int64)
    start = int(history.known[0]) if len(history) else 0
    day = history.day.astype(np.int64) - start
    known = day >= 0
    source, target = history.source[known].astype(np.int64), history.target[known].astype(np.int64)
    kind, quad = history.kind[known].astype(np.int64), np.array([one.quad for one in history.kinds], dtype=np.int64)
    pair, everyone = np.unique(source * len(history.actors) + target, return_inverse=True)
    return _Rows(
        source=number[source],
        target=number[target],
        kind=kind,
        quad=quad[kind],
        day=day[known],
        everyone=everyone,
        pairs=len(pair),
        away=source != target,
        start=start,
        span=int(history.known[-1]) - start + 1 if len(history) else 0,
    )
