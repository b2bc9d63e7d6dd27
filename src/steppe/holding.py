"""The hallway's fifth flight: a record held open by a server, with all its events counted in memory."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steppe.comparing import KIND, compare_work, keep_compared, read_compared, with_reports
from steppe.flow import now
from steppe.foresight import Lesson, learn_work, told_from, with_columns
from steppe.jobs.ledger import Ledger
from steppe.jobs.queue import Jobs, Task
from steppe.ontology.vocabulary import Ontology, load
from steppe.outlook.history import History, day_number
from steppe.reading import Order, Read, keep_read, read_work
from steppe.record import borrowed, lent
from steppe.record.kept import Batch, Kept
from steppe.record.store import Record
from steppe.survey.board import Added, Board, Mask, empty, grown
from steppe.survey.counts import quads
from steppe.survey.past import past
from steppe.types import Event
from steppe.whatifs import read_order, read_outcome, read_shares, read_shares_order, shares_work, whatif_work
from steppe.wire import from_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a reader sees: the board, which of its events were known before `as_of` and stand, and their quad class."""

    board: Board
    seen: Mask
    quad: NDArray[np.int8]
    as_of: date | None
    record: Record

    def events(self, rows: Sequence[int] | NDArray[Any]) -> tuple[Event, ...]:
        """The events of some rows of the board, in that order."""
        at = np.asarray(rows, np.int64)
        return self.record.bodies(self.board.place[at].tolist(), self.board.written[at].tolist())


@dataclass(slots=True)
class Held:
    """A record its owner keeps open; threads may share it."""

    record: Record
    ontology: Ontology
    board: Board = field(default_factory=empty)
    guard: threading.Lock = field(default_factory=threading.Lock)
    read: int = -1
    sights: dict[date | None, Sight] = field(default_factory=dict)
    learning: threading.Lock = field(default_factory=threading.Lock)
    history: History | None = None
    of: Sight | None = None  # what the history was made of

    def sight(self, as_of: date | None = None) -> Sight:
        """What was known before a day, by the record as it is now. Raises `RecordError`."""
        with self.guard:
            self._catch_up()
            found = self.sights.get(as_of)
            if found is None:
                at = datetime.combine(as_of, time(), UTC) if as_of else None
                seen = self.board.before(day_number(as_of) if as_of else None, self.record.left_out(at))
                quad = quads(self.board, self.ontology)
                found = Sight(board=self.board, seen=seen, quad=quad, as_of=as_of, record=self.record)
                if len(self.sights) >= MOST_SIGHTS:
                    self.sights.pop(next(iter(self.sights)))
                self.sights[as_of] = found
            return found

    def past(self) -> History:
        """All events of the record as a history for forecasts."""
        with self.learning:  # which takes a second for a million events; looking goes on meanwhile
            sight = self.sight()
            if self.history is None or self.of is not sight:
                if self.history is None or not _alike(self.of, sight):
                    self.history = past(sight.board, sight.seen, self.ontology)
                self.of = sight
            return self.history

    def _catch_up(self) -> None:
        writes = self.record.writes
        if writes == self.read:
            return
        new = self.record.columns(after=self.board.batch)
        self.board = grown(self.board, Added(**{one.name: getattr(new, one.name) for one in fields(new)}))
        self.read = writes
        self.sights.clear()


def _alike(one: Sight | None, other: Sight) -> bool:
    """Whether two sights show the same events: what else was written makes no other history."""
    return one is not None and len(one.board) == len(other.board) and np.array_equal(one.seen, other.seen)


MOST_SIGHTS = 8  # days whose masks are kept: a slider asks for a few again and again


Opened = Record  # a record that is open


def held(record: Record, ontology: Ontology | None = None) -> Held:
    """A record with its events read into memory. Raises `RecordError`."""
    made = Held(record=record, ontology=ontology or load())
    made.sight()
    return made


OWNER, MOST_HANDED = borrowed.OWNER, lent.MOST_BYTES  # where others ask for the record, and bytes they may hand in


def lend(here: Held, name: str, given: bytes) -> Iterator[bytes]:
    """The rows of a view's query, for another process that wants the record. Raises `UnknownName`, `InputError`."""
    return lent.lend(here.record, name, given)


def take(here: Held, what: str, body: bytes) -> Kept:
    """Add to the record what another process hands in. Raises `UnknownName`, `InputError`, `RecordError`."""
    return lent.take(here.record, what, body)


def batches(here: Held) -> tuple[Batch, ...]:
    """Every committed batch, oldest first."""
    return here.record.batches()


def queue(record: Record, *, clock: Callable[[], datetime] = now, known: Callable[[], History] | None = None) -> Jobs:
    """The queue of a record's long work; jobs lie in a folder beside the record, if it is a file.

    `known` gives the record as a history where its owner has that at hand; else it is read when a job wants it.
    """
    folder = record.file.path.with_name(f"{record.file.path.name}.jobs") if record.file else None
    tasks = {
        "read": Task(
            work=read_work,
            after=partial(keep_read, record),
            given=partial(from_json, Order, where="order"),
            came=partial(from_json, Read, where="result"),
        ),
        "outlook": Task(
            work=learn_work,
            before=partial(with_columns, record=known or (lambda: held(record).past())),
            given=partial(from_json, Lesson, where="lesson"),
            came=told_from,
        ),
        "whatif": Task(work=whatif_work, given=read_order, came=read_outcome),
        "shares": Task(work=shares_work, given=read_shares_order, came=read_shares),
        KIND: Task(
            work=compare_work,
            before=partial(with_reports, record=record),
            after=partial(keep_compared, record, clock=clock),
            came=read_compared,
        ),
    }
    return Jobs(tasks=tasks, ledger=Ledger(folder), clock=clock)
