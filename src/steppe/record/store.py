"""The record: what was read, coded and judged, added and never changed.

Three clocks stand beside each item: when it happened (a vague date in the noun), when it was known (the day the article
said so) and when it was recorded (the clock given on opening).
"""

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steppe.errors import InputError, RecordError
from steppe.record.border import check_coded, check_judgement, utc
from steppe.record.carried import carried_over, put_before
from steppe.record.columns import Columns, columns
from steppe.record.copies import copy_whole, export_parquet
from steppe.record.engine import Engine
from steppe.record.kept import COUNTED, Batch, Counts, Kept, counts
from steppe.record.lock import Lock, hold
from steppe.record.plan import Reading, coding_batch, offered, reading
from steppe.record.rows import Row, Rows, judgement_row
from steppe.record.said import KeptBacktest, KeptForecast, Resolution, check_backtest, check_forecast, check_resolution
from steppe.record.said_rows import backtest_row, forecast_row, resolution_row
from steppe.record.storage import attached, check, in_memory, make
from steppe.record.view import View, moment_of
from steppe.types import Coded, Event, Judgement
from steppe.wire import from_json, to_json

_PORTION = 4_000


@dataclass(frozen=True, slots=True)
class _File:
    # `handle` stays open beside DuckDB's own: closing it earlier would free the lock that DuckDB holds on the file.
    path: Path
    lock: Lock
    handle: int


@dataclass(slots=True)
class Record:
    """An open record; this process is its only owner until `close`. Use it in a `with` block.

    Threads may share it, forked children may not.
    """

    engine: Engine
    clock: Callable[[], datetime]
    file: _File | None = None

    @property
    def writes(self) -> int:
        """How often this process has written, by which a reader sees that there may be something new."""
        return self.engine.commits

    def keep(self, coded: Iterable[Coded], *, note: str = "", judged: Iterable[Judgement] = ()) -> Kept:
        """Add coded articles, and verdicts with them, as one batch: all of it or, whatever goes wrong, nothing.

        What the record holds already is counted as known and adds nothing. An article coded anew, by another coder or
        with another result, adds a coding, and views show the latest, and beside it all that was coded by hand
        (`BY_HAND`), which holds for the same words coded anew (`carried_over`). The whole batch is held in memory: hand
        over some thousand articles at a time. Raises `InputError` for what cannot be stored as it is, `RecordError`
        where the store fails.

        >>> from datetime import UTC, datetime
        >>> clock = lambda: datetime(2022, 1, 20, tzinfo=UTC)
        >>> with open_record(":memory:", clock=clock) as record:
        ...     record.keep([]).batch is None
        True
        """
        given, said = [_checked(one) for one in coded], tuple(judged)
        for word in said:
            check_judgement(word)
        with self.engine.transaction():
            recorded = self._now()
            batch: int = self.engine.rows("next_batch")[0][0]
            fresh = {one.coding: one for one in reversed(given)}
            for seen in self._seen(list(fresh)):
                del fresh[seen]
            new, stored = [one for one in given if fresh.get(one.coding) is one], self._stored(given)
            rows = coding_batch(new, batch, recorded, stored)
            said += self._carried(new, {article for article, _, _ in stored})
            rows |= self._fresh("judgements", judgement_row, said, (batch, recorded))
            return self._write(batch, recorded, note, rows, offered(given) + Counter(judgements=len(said)))

    def judge(self, judgement: Judgement) -> Kept:
        """Add a verdict as a batch of its own; the same again adds nothing.

        Raises `UnknownName` for an unknown verdict and `InputError` for too few subjects or a time without a zone.
        """
        check_judgement(judgement)
        return self._add("judgements", judgement_row, [judgement])

    def keep_forecasts(self, said: Sequence[KeptForecast]) -> Kept:
        """Add forecasts as one batch; those that are there already add nothing. Raises `InputError`."""
        for one in said:
            check_forecast(one)
        return self._add("forecasts", forecast_row, said)

    def resolve(self, said: Sequence[Resolution]) -> Kept:
        """Add what is said to have come of questions, as one batch; what was said before stays and is outdone.

        Raises `UnknownName` for an outcome there is not, and `InputError` for a question of no kept forecast.
        """
        kept = {one.question for one in self.as_of().forecasts()}
        for one in said:
            check_resolution(one)
            if one.question not in kept:
                raise InputError(f"resolution of {one.question!r}: no kept forecast asks that; keep one first")
        return self._add("resolutions", resolution_row, said)

    def keep_backtest(self, one: KeptBacktest) -> Kept:
        """Add the result of a back-test; the same again adds nothing. Raises `InputError`."""
        check_backtest(one)
        return self._add("backtests", backtest_row, [one])

    def as_of(self, moment: date | datetime | None = None, *, recorded_by: datetime | None = None) -> View:
        """The record as known before `moment` (`None`: all of it).

        A day's news counts as known when the day is over in UTC. The second clock is free unless `recorded_by` is
        given: then nothing recorded after it shows, which repeats exactly what an earlier run saw. Raises `InputError`
        for a time without a zone.
        """
        return View(self.engine, moment_of(moment, recorded_by))

    def columns(self, *, after: int = 0) -> Columns:
        """All events of the batches after the one numbered `after`, as columns. Raises `RecordError`."""
        return columns(self.engine, after=after)

    def left_out(self, at: datetime | None) -> NDArray[Any]:
        """Hashes, as in `columns`, of the items and articles that stand judged wrong or retracted before `at`."""
        given = {"at": utc(at, what="as of") if at else None, "by": None}
        return np.array([row[0] for row in self.engine.look("columns_left_out", given)], np.uint64)

    def bodies(self, places: Sequence[int], batches: Sequence[int]) -> tuple[Event, ...]:
        """The events at those rows (`columns`), of those batches, in the order of `places`."""
        found = dict(self.engine.look("bodies_events", {"places": list(places), "batches": sorted(set(batches))}))
        return tuple(from_json(Event, found[one], where="events") for one in places if one in found)

    def batches(self) -> tuple[Batch, ...]:
        """Every committed batch, oldest first, with the rows it promised and the rows that are there."""
        with self.engine.guard:
            found: dict[int, Counter[str]] = {}
            for batch, part, number in self.engine.rows("found"):
                found.setdefault(batch, Counter())[part] = number
            rows = self.engine.rows("batches")
        return tuple(
            Batch(
                id=number,
                recorded=recorded.replace(tzinfo=UTC),
                note=note,
                promised=Counts(**dict(zip(COUNTED, promised, strict=True))),
                found=counts(found.get(number, Counter())),
            )
            for number, recorded, note, *promised in rows
        )

    def snapshot(self, path: Path | str) -> None:
        """Copy the record to `path`, whole or not at all; the copy is a record that may be opened, moved and sent.

        An older snapshot at `path` is replaced. Raises `RecordError` for a record in memory, and where `path` is in
        use, is something else or cannot be written.
        """
        file = self._file("a snapshot")
        target = Path(path).resolve()
        if target == file.path:
            raise RecordError(f"{target}: is the record itself; name another path for the snapshot")
        with self.engine.guard:
            self.engine.run("CHECKPOINT record")
            copy_whole(file.handle, target, since=self.clock())

    def export(self, folder: Path | str) -> None:
        """Write all tables as Parquet with `manifest.json` (rows, bytes and sha256 of each) to a new or empty `folder`.

        Raises `RecordError` for a record in memory and where the folder is not empty or cannot be written.
        """
        self._file("an export")
        target = Path(folder).resolve()
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise RecordError(f"{target}: is not an empty folder; name a new one for the export")
        if not target.parent.is_dir():
            raise RecordError(f"{target}: the folder {target.parent} does not exist; make it first")
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f"{target.name}.") as beside:
            copy = Path(beside) / "snapshot"
            self.snapshot(copy)
            export_parquet(copy, target, made=self.clock())

    def serve_at(self, address: str) -> None:
        """Tell others who want the record at which address its owner, we, can be asked. Raises `RecordError`."""
        self._file("being served").lock.tell(address, since=self.clock())

    def close(self) -> None:
        """Write the log into the file and give the record up; a second call does nothing."""
        with self.engine.guard:
            if self.engine.closed:
                return
            try:
                if self.file:
                    self.engine.run("CHECKPOINT record")
            finally:
                try:
                    self.engine.close()
                finally:
                    if self.file:
                        os.close(self.file.handle)
                        self.file.lock.release()

    def __enter__(self) -> "Record":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _now(self) -> datetime:
        return utc(self.clock(), what="clock")

    def _file(self, what: str) -> _File:
        if self.file is None:
            raise RecordError(f"record in memory: {what} needs a file; open the record with a path")
        return self.file

    def _add(self, table: str, row_of: Callable[..., Row], said: Sequence[Any]) -> Kept:
        with self.engine.transaction():
            recorded = self._now()
            batch: int = self.engine.rows("next_batch")[0][0]
            rows = self._fresh(table, row_of, said, (batch, recorded))
            return self._write(batch, recorded, "", rows, Counter({table: len(said)}))

    def _fresh(self, table: str, row_of: Callable[..., Row], said: Sequence[Any], at: tuple[int, datetime]) -> Rows:
        batch, recorded = at
        fresh = {one.id: one for one in reversed(said)}
        for seen in self._seen(list(fresh)):
            del fresh[seen]
        new = [one for one in said if fresh.get(one.id) is one]
        some = [row_of(one, batch=batch, recorded=recorded, ordinal=place) for place, one in enumerate(new)]
        return {table: some} if some else {}

    def _seen(self, ids: list[str]) -> list[str]:
        return [row[0] for row in self.engine.rows("seen_ids", {"ids": to_json(ids)})]

    def _carried(self, new: Sequence[Reading], stored: Set[str]) -> tuple[Judgement, ...]:
        anew = sorted({one.coded.article.id for one in new} & stored)
        put = list(map(put_before, self.engine.rows("put_before", {"ids": to_json(anew)}))) if anew else []
        return tuple(word for one in new if put for word in carried_over(put, one.coded))

    def _stored(self, given: list[Reading]) -> list[tuple[str, str, datetime]]:
        ids = to_json([one.coded.article.id for one in given])
        return [(article, version, when) for article, version, when in self.engine.rows("seen_articles", {"ids": ids})]

    def _write(self, batch: int, recorded: datetime, note: str, rows: Rows, offered: Counter[str]) -> Kept:
        new = Counter({table: len(some) for table, some in rows.items()})
        known = counts(Counter({table: offered[table] - new[table] for table in COUNTED}))
        if not new.total():
            return Kept(batch=None, new=Counts(), known=known)
        rows["batches"] = [
            {"id": batch, "recorded": recorded, "note": note, **{table: new[table] for table in COUNTED}}
        ]
        for table, some in rows.items():
            for portion in _portions(some):
                self.engine.rows(f"insert_{table}", {"rows": to_json(portion)})
        return Kept(batch=batch, new=counts(new), known=known)


def open_record(path: Path | str, *, clock: Callable[[], datetime]) -> Record:
    """Open the record at `path`, or make one where there is no file; `":memory:"` gives one that is gone when closed.

    `clock` tells the time of recording and has to give a time zone. Raises `RecordError`, saying what to do, where
    another process owns the record, and where the file is something else, of a newer schema, damaged or cut short: it
    is then left as it was.
    """
    now = clock()
    made = utc(now, what="clock")
    if str(path) == ":memory:":
        return Record(in_memory(made=made), clock)
    place = Path(path).resolve()
    if not place.parent.is_dir():
        raise RecordError(f"{place}: the folder {place.parent} does not exist; make it first")
    if place.exists() and not place.is_file():
        raise RecordError(f"{place}: is not a file; name a file for the record")
    lock = hold(place, since=now)
    try:
        if not place.exists():
            make(place, made=made)
        return _opened(place, lock, clock)
    except BaseException:
        lock.release()
        raise


def _opened(place: Path, lock: Lock, clock: Callable[[], datetime]) -> Record:
    try:
        handle = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise RecordError(f"{place}: cannot be read ({error.strerror}); change its permissions") from error
    try:
        check(place)
        return Record(attached(place), clock, _File(place, lock, handle))
    except BaseException:
        os.close(handle)
        raise


def _checked(coded: Coded) -> Reading:
    check_coded(coded)
    return reading(coded)


def _portions(rows: list[Row]) -> Iterator[list[Row]]:
    for start in range(0, len(rows), _PORTION):
        yield rows[start : start + _PORTION]
