"""DuckDB behind one small door: a connection for one process, in which every failure is a `RecordError`."""

import os
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import duckdb

from steppe.errors import RecordError
from steppe.record.queries import MACROS, query

CLOSED_DOORS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}
"""Settings under which DuckDB fetches and loads nothing."""

_PIECE = 2_048  # rows taken from DuckDB at a time
PATIENCE = 10.0  # seconds that closing waits for reads which it has called off


@dataclass(slots=True)
class Engine:
    """A connection whose tables are those of a record; writers in several threads wait for each other, readers do not.

    `place` is what messages call it. After a fork it belongs to the parent alone.
    """

    connection: duckdb.DuckDBPyConnection
    place: str
    owner: int = field(default_factory=os.getpid)
    guard: threading.RLock = field(default_factory=threading.RLock)
    closed: bool = False
    readers: list[duckdb.DuckDBPyConnection] = field(default_factory=list)
    at_work: list[duckdb.DuckDBPyConnection] = field(default_factory=list)
    commits: int = 0

    def rows(self, name: str, given: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """All rows of the query `sql/<name>.sql`; `given` are its parameters, all of them."""
        with self._working():
            return self.connection.execute(query(name), dict(given) if given else None).fetchall()

    def run(self, command: str) -> None:
        """Run one command of DuckDB that gives no rows."""
        with self._working():
            self.connection.execute(command)

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of its own on one state of the tables: that of the last commit, whoever writes meanwhile."""
        with self._failing():
            reader = self._reader()
            self.at_work.append(reader)
            try:
                reader.execute("BEGIN TRANSACTION READ ONLY")
                yield reader
            finally:
                with suppress(duckdb.Error):
                    reader.execute("ROLLBACK")
                self.at_work.remove(reader)
                self._give_back(reader)

    def look(self, name: str, given: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """All rows of the query `sql/<name>.sql` as of the last commit; writers are not waited for."""
        with self.reading() as reader:
            return reader.execute(query(name), dict(given) if given else None).fetchall()

    def each(self, name: str, given: Mapping[str, object]) -> Iterator[tuple[Any, ...]]:
        """The rows of `look` as they come, some thousand in memory at a time."""
        with self.reading() as reader:
            found = reader.execute(query(name), dict(given))
            while rows := found.fetchmany(_PIECE):
                yield from rows

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: what runs inside is committed at the end, or undone whatever went wrong."""
        with self.guard:
            self.run("BEGIN TRANSACTION")
            done = False
            try:
                yield
                self.run("COMMIT")
                done = True
                self.commits += 1
            finally:
                if not done:
                    with suppress(duckdb.Error):
                        self.connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the connection, calling off what others still read; a second call does nothing."""
        with self.guard:
            if not self.closed and self.owner == os.getpid():
                self.closed = True
                for reader in self.readers:
                    reader.close()
                until = time.monotonic() + PATIENCE
                while not self._is_shut(last=time.monotonic() > until):
                    time.sleep(0.01)

    def _is_shut(self, *, last: bool) -> bool:
        for reader in tuple(self.at_work):
            with suppress(duckdb.Error):
                reader.interrupt()
        try:
            self.connection.close()
        except duckdb.Error as error:  # DuckDB does not close while a connection of ours is in the midst of a call
            if last:
                raise RecordError(f"{self.place}: cannot be closed: {first_line(error)}") from error
            return False
        return True

    @contextmanager
    def _working(self) -> Iterator[None]:
        with self.guard, self._failing():
            yield

    @contextmanager
    def _failing(self) -> Iterator[None]:
        if self.owner != os.getpid():
            raise RecordError(f"{self.place}: opened by process {self.owner}; open a record after forking, not before")
        if self.closed:
            raise RecordError(f"{self.place}: this record is closed; open it again")
        try:
            yield
        except duckdb.Error as error:
            raise RecordError(
                f"{self.place}: the store failed: {first_line(error)}; open it again, "
                "and put back a snapshot if it fails once more"
            ) from error

    def _reader(self) -> duckdb.DuckDBPyConnection:
        try:
            return self.readers.pop()
        except IndexError:
            made = self.connection.cursor()
            made.execute("USE record")
            for macro in MACROS:  # they live in a connection, as everything temporary does
                made.execute(query(macro))
            return made

    def _give_back(self, reader: duckdb.DuckDBPyConnection) -> None:
        if self.closed:
            reader.close()
        else:
            self.readers.append(reader)


def start(attach: Sequence[str], *, place: str, spill: str = "") -> Engine:
    """A new connection that has run `attach` and from then on touches no other file; raises `duckdb.Error`.

    `attach` are the commands that bring the tables in; `spill` is the folder for what does not fit in memory.
    """
    connection = duckdb.connect(":memory:", config={**CLOSED_DOORS, "temp_directory": spill})
    try:
        for command in attach:
            connection.execute(command)
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    except duckdb.Error:
        connection.close()
        raise
    return Engine(connection, place)


def first_line(error: Exception) -> str:
    """The first line of an error's message, without the trace DuckDB may add."""
    return (str(error).splitlines() or [type(error).__name__])[0]
