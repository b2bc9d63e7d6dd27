"""What keeping or judging gives back: the batch and how much of it was new."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from steppe.types import Coded, Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Numbers of rows per table. `parties` are the actors named in events and claims, one row for each part they play.

    >>> Counts(events=2).total
    2
    """

    articles: int = 0
    codings: int = 0
    events: int = 0
    claims: int = 0
    quantities: int = 0
    mentions: int = 0
    parties: int = 0
    skipped: int = 0
    judgements: int = 0
    forecasts: int = 0
    resolutions: int = 0
    backtests: int = 0

    @property
    def total(self) -> int:
        """The sum over all tables."""
        return sum(getattr(self, name) for name in COUNTED)


COUNTED: tuple[str, ...] = tuple(Counts.__dataclass_fields__)
"""The tables that a batch counts, in the order of `Counts`."""


def counts(found: Counter[str]) -> Counts:
    """`Counts` from a counter of table names.

    >>> counts(Counter(events=1)).events
    1
    """
    return Counts(**{name: found[name] for name in COUNTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The outcome of one batch: what it added and what the record already held.

    `batch` counts from 1 and is `None` where everything was known, for then nothing is written.
    """

    batch: int | None
    new: Counts
    known: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A batch of coded articles and judgements on its way to the owner of the record, with its run note."""

    coded: tuple[Coded, ...]
    note: str = ""
    judged: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A committed batch: the rows it `promised` when it was written, and those `found` in the tables."""

    id: int
    recorded: datetime
    note: str
    promised: Counts
    found: Counts

    @property
    def whole(self) -> bool:
        """Whether every row of the batch is there, and no more."""
        return self.promised == self.found
