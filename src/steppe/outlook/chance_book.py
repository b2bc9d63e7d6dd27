"""The book of questions: the series that a cell of a panel has, for any sides and kinds that a question names.

A question that is a cell of a panel has the series of that cell, to the last count. Questions that share a side or a
kind share its series.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from steppe.outlook.forecast import Question
from steppe.outlook.history import History
from steppe.outlook.match import Rows, kind_mask, sides
from steppe.outlook.panel import QUADS, Book, Part
from steppe.outlook.series import Numbers, Series, Whole

Side = tuple[str, ...]
FAMILIES = ("kinds", "quads", "acts", "home")
# What an act ahead, or one back, is counted in besides the acts between the two.
AHEAD = ("own", "given", "out_a", "got", "into_b", "kind", "all")
BACK = ("back", "gave", "out_b", "taken", "into_a", "kind", "all")


class _Of(NamedTuple):
    """Which acts a part counts: those of a family, between two sides, of some kinds (nothing: of all kinds)."""

    family: str
    actors: Side
    recipients: Side
    kinds: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Acts:
    """A history sorted by its sides. `find` gives the rows between two sides; days count from `start`.

    What has been found is kept: rows by sides, and kinds by name.
    """

    history: History
    find: Callable[[Sequence[str], Sequence[str]], Rows]
    start: int
    day: Whole
    quad: Whole
    span: int
    masks: dict[tuple[str, ...], NDArray[np.bool_]] = field(default_factory=dict)
    of_sides: dict[tuple[Side, Side], Rows] = field(default_factory=dict)
    of_kinds: dict[tuple[str, ...], Rows] = field(default_factory=dict)

    def of(self, kinds: tuple[str, ...]) -> NDArray[np.bool_]:
        """For each kind of the history, whether it is one of some kinds."""
        if kinds not in self.masks:
            self.masks[kinds] = kind_mask(kinds, self.history)
        return self.masks[kinds]

    def between(self, actors: Side, recipients: Side, kinds: tuple[str, ...] | None = None) -> Rows:
        """The rows between two sides, of some kinds or of all; an open side is any other actor."""
        if kinds is None:
            return self._found(actors, recipients)
        if not (actors or recipients):
            if kinds not in self.of_kinds:
                self.of_kinds[kinds] = self._kept(self._found((), ()), kinds)
            return self.of_kinds[kinds]
        return self._kept(self._found(actors, recipients), kinds)

    def within(self, side: Side) -> Rows:
        """The rows of what each of a side does to itself."""
        found = [self._found((one,), (one,)) for one in side]
        return np.concatenate(found) if found else np.arange(0)

    def _found(self, actors: Side, recipients: Side) -> Rows:
        if (actors, recipients) not in self.of_sides:
            self.of_sides[actors, recipients] = self.find(actors, recipients)
        return self.of_sides[actors, recipients]

    def _kept(self, rows: Rows, kinds: tuple[str, ...]) -> Rows:
        return rows[self.of(kinds)[self.history.kind[rows]]]


def acts(history: History) -> Acts:
    """The acts of a history, ready to be asked for.

    >>> from datetime import date
    >>> past = History.of([("KAZ", "AID", "RUS", date(2022, 1, 5)), ("RUS", "AID", "KAZ", date(2022, 1, 6))])
    >>> acts(past).between(("KAZ",), (), ("AID",)).tolist()
    [0]
    """
    start = int(history.known[0]) if len(history) else 0
    quads = np.array([one.quad for one in history.kinds], dtype=np.int64)
    return Acts(
        history=history,
        find=sides(history),
        start=start,
        day=history.day.astype(np.int64) - start,
        quad=quads[history.kind] if len(history) else np.zeros(0, dtype=np.int64),
        span=max(1, int(history.day.max(initial=start)) - start + 1),
    )


def book(found: Acts, questions: Sequence[Question]) -> Book:
    """The book of some questions, one at least, a cell each, in their order."""
    gathered = {family: _Family() for family in FAMILIES}
    places = [
        {name: gathered[of.family].place(found, of) for name, of in _parts(question).items()} for question in questions
    ]
    made = {family: one.series(family) for family, one in gathered.items()}
    parts = {
        name: Part(made[of.family], np.array([one[name] for one in places], dtype=np.int64))
        for name, of in _parts(questions[0]).items()
    }
    for way in ("ahead", "behind"):
        between = parts.pop(way)
        parts |= {f"{way}{quad}": Part(between.series, between.place * QUADS + quad) for quad in range(QUADS)}
    quads = np.array([quad_of(question.kinds, found) for question in questions], dtype=np.int64)
    return Book(parts=parts, quad=quads, start=found.start)


def quads_of(kinds: tuple[str, ...], found: Acts) -> tuple[int, ...]:
    """The quad classes of the kinds that a question asks for, where the history has them."""
    return tuple(sorted({one.quad for one, kept in zip(found.history.kinds, found.of(kinds), strict=True) if kept}))


def quad_of(kinds: tuple[str, ...], found: Acts) -> int:
    """The quad class of a question's kinds, 0 where they are of none or of several.

    >>> from steppe.outlook.history import Kind, date
    >>> past = History.of([("KAZ", "AID", "RUS", date(2022, 1, 5))], kinds=[Kind(name="AID", type="AID", quad=2)])
    >>> quad_of(("AID",), acts(past)), quad_of(("ASSAULT",), acts(past))
    (2, 0)
    """
    quads = quads_of(kinds, found)
    return quads[0] if len(quads) == 1 else 0


def with_act(one: Book, day: int, quad: int, *, back: bool = False) -> Book:
    """The book of a single question with one more act of a quad class on a day, ahead or back."""
    way, names = ("behind", BACK) if back else ("ahead", AHEAD)
    changed = {name: _more(one.parts[name], day) for name in (*names, f"{way}{quad}")}
    return replace(one, parts={**one.parts, **changed})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Family:
    """Series on their way: cells by what they are of, with their days and counts, each looked up once."""

    places: dict[_Of, int] = field(default_factory=dict)
    cells: list[Whole] = field(default_factory=list)
    days: list[Whole] = field(default_factory=list)
    counts: list[Numbers] = field(default_factory=list)

    def place(self, found: Acts, of: _Of) -> int:
        if of not in self.places:
            at = self.places[of] = len(self.places)
            rows = found.within(of.actors) if of.family == "home" else found.between(*of[1:])
            day = found.day[rows]
            key = found.quad[rows] * found.span + day if of.family == "quads" else day
            count = np.bincount(key[day >= 0])
            kept = np.flatnonzero(count)
            self.cells.append(at * QUADS + kept // found.span if of.family == "quads" else np.full(len(kept), at))
            self.days.append(kept % found.span)
            self.counts.append(count[kept].astype(np.float64))
        return self.places[of]

    def series(self, family: str) -> Series:
        return Series(
            cell=np.concatenate(self.cells),
            day=np.concatenate(self.days),
            count=np.concatenate(self.counts),
            cells=len(self.places) * (QUADS if family == "quads" else 1),
        )


def _parts(question: Question) -> Mapping[str, _Of]:
    a, b, kinds = question.actors, question.recipients, question.kinds
    return {
        "own": _Of("kinds", a, b, kinds),
        "back": _Of("kinds", b, a, kinds),
        "given": _Of("kinds", a, (), kinds),
        "got": _Of("kinds", (), b, kinds),
        "taken": _Of("kinds", (), a, kinds),
        "gave": _Of("kinds", b, (), kinds),
        "kind": _Of("kinds", (), (), kinds),
        "ahead": _Of("quads", a, b, None),
        "behind": _Of("quads", b, a, None),
        "out_a": _Of("acts", a, (), None),
        "out_b": _Of("acts", b, (), None),
        "into_a": _Of("acts", (), a, None),
        "into_b": _Of("acts", (), b, None),
        "all": _Of("acts", (), (), None),
        "home_a": _Of("home", a, (), None),
        "home_b": _Of("home", b, (), None),
    }


def _more(part: Part, day: int) -> Part:
    """A part with one more act in its first cell on a day."""
    old, cell = part.series, int(part.place[0])
    wide = max(day, int(old.day.max(initial=0))) + 1
    keys, key = old.cell * wide + old.day, cell * wide + day
    at = int(np.searchsorted(keys, key))
    if at < len(keys) and keys[at] == key:
        count = old.count.copy()
        count[at] += 1
        return Part(replace(old, count=count), part.place)
    more = Series(
        cell=np.insert(old.cell, at, cell),
        day=np.insert(old.day, at, day),
        count=np.insert(old.count, at, 1.0),
        cells=old.cells,
    )
    return Part(more, part.place)
