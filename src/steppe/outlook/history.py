"""What was known, as columns: who did what to whom on which day, and since when that was known."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """The number of a day in a history's columns: days since 1970-01-01.

    >>> day_number(date(1970, 1, 31))
    30
    """
    return day.toordinal() - EPOCH


def day_of(number: int) -> date:
    """The day a number stands for.

    >>> day_of(30)
    datetime.date(1970, 1, 31)
    """
    return date.fromordinal(number + EPOCH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of act under the name its source gives it, and what PLOVER calls it.

    `type` and `mode` are empty, and `quad` is 0, where PLOVER drops the kind (a bare statement).

    >>> Kind(name="Use conventional military force", type="ASSAULT", mode="firearms", quad=4).quad
    4
    """

    name: str
    type: str = ""
    mode: str = ""
    quad: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Events as parallel columns, sorted by the day they were known, then by the day they happened.

    `source`, `kind` and `target` index `actors` and `kinds`; `day` and `known` are day numbers (`day_number`).
    A view as of a day holds the rows with `known` before it. `origins[origin[i]]` names where row i comes from (a file,
    the record, a case) and `row[i]` its line or number there; `refs`, when not empty, holds an event id a row,
    as text or as the number whose sixteen hex digits it is.
    `confirmed` is false for imported data: no row of it is ever shown as confirmed.

    >>> small = History.of([("KAZ", "CONSULT", "RUS", date(2022, 1, 5))])
    >>> len(small), len(small.before(date(2022, 1, 5))), len(small.before(date(2022, 1, 6)))
    (1, 0, 1)
    """

    actors: tuple[str, ...]
    kinds: tuple[Kind, ...]
    source: NDArray[np.int32]
    kind: NDArray[np.int32]
    target: NDArray[np.int32]
    day: NDArray[np.int32]
    known: NDArray[np.int32]
    origins: tuple[str, ...] = ()
    origin: NDArray[np.int16]
    row: NDArray[np.int32]
    refs: tuple[str, ...] | NDArray[np.uint64] = ()
    confirmed: bool = False

    def __len__(self) -> int:
        return len(self.day)

    @classmethod
    def of(
        cls, events: Iterable[tuple[str, str, str, date]], *, kinds: Iterable[Kind] = (), origin: str = "given"
    ) -> "History":
        """A small history from (actor, kind, recipient, day) rows, each known on its day.

        A kind that `kinds` does not describe is taken to be the PLOVER type of its name, with no quad class.
        """
        found = sorted(events, key=lambda one: one[3])
        known = {kind.name: kind for kind in kinds}
        acts = {name: known.get(name, Kind(name=name, type=name)) for name in sorted({one[1] for one in found})}
        actors = sorted({one[0] for one in found} | {one[2] for one in found})
        actor_ids, kind_ids = ({name: at for at, name in enumerate(names)} for names in (actors, acts))
        days = np.array([day_number(one[3]) for one in found], dtype=np.int32)
        return cls(
            actors=tuple(actors),
            kinds=tuple(acts.values()),
            source=np.array([actor_ids[one[0]] for one in found], dtype=np.int32),
            kind=np.array([kind_ids[one[1]] for one in found], dtype=np.int32),
            target=np.array([actor_ids[one[2]] for one in found], dtype=np.int32),
            day=days,
            known=days,
            origins=(origin,),
            origin=np.zeros(len(found), dtype=np.int16),
            row=np.arange(1, len(found) + 1, dtype=np.int32),
        )

    def before(self, as_of: date) -> "History":
        """What was known before a day, as a view: nothing is copied."""
        return self.part(int(np.searchsorted(self.known, day_number(as_of))))

    def part(self, end: int, start: int = 0) -> "History":
        """The rows from `start` to before `end`, as a view."""
        columns = {name: getattr(self, name)[start:end] for name in _COLUMNS}
        return replace(self, refs=self.refs[start:end], **columns)

    def cite(self, at: int) -> str:
        """Where row `at` rests: the id of its event, or its origin and line.

        >>> History.of([("KAZ", "CONSULT", "RUS", date(2022, 1, 5))]).cite(0)
        'given, row 1'
        """
        if not len(self.refs):
            return f"{self.origins[self.origin[at]]}, row {self.row[at]}"
        ref = self.refs[at]
        return ref if isinstance(ref, str) else f"{int(ref):016x}"


_COLUMNS = tuple(
    f.name for f in fields(History) if f.name in {"source", "kind", "target", "day", "known", "origin", "row"}
)
