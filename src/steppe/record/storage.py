"""Making, checking and attaching the file of a record.

A file is made whole under another name and then renamed, and checked through a read-only connection before it is opened
for writing: whatever is wrong with it, it is left as it was.
"""

import os
import re
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

import duckdb

from steppe.errors import RecordError
from steppe.record.engine import Engine, first_line, start
from steppe.record.queries import MACROS, TABLES, query

SCHEMA = 2
"""Version of the tables this code reads and writes; older ones are brought up to it on opening."""

STORAGE = "v1.5.0"
"""Storage version of new files: the oldest DuckDB that is supported reads them."""

_TOTALS = {1: "totals_1", SCHEMA: "totals"}
_TABLE_FILES = tuple(f"table_{name}" for name in ("steppe_record", *TABLES))


def in_memory(*, made: datetime) -> Engine:
    """A record without a file. `made` is UTC without a zone."""
    engine = start(
        ["ATTACH ':memory:' AS record", "USE record", *map(query, _TABLE_FILES), *map(query, MACROS)],
        place="record in memory",
    )
    engine.rows("mark", {"schema": SCHEMA, "made": made})
    return engine


def make(path: Path, *, made: datetime) -> None:
    """Make an empty record at `path`, which must not exist; at no moment is there half a file under that name."""
    wal = Path(f"{path}.wal")
    if wal.exists():
        raise RecordError(f"{path}: missing, but its log {wal.name} is there; put the record back or move the log away")
    fresh = path.with_name(path.name + ".new")
    for left in (fresh, Path(f"{fresh}.wal")):
        left.unlink(missing_ok=True)
    attach = f"ATTACH {_quoted(fresh)} AS record (STORAGE_VERSION '{STORAGE}')"
    try:
        with closing(start([attach, "USE record", *map(query, _TABLE_FILES)], place=str(path))) as engine:
            engine.rows("mark", {"schema": SCHEMA, "made": made})
            engine.run("CHECKPOINT record")
        os.replace(fresh, path)
    except (duckdb.Error, OSError) as error:
        raise RecordError(f"{path}: cannot be made ({first_line(error)}); choose a folder you may write to") from error


def check(path: Path) -> None:
    """Raise `RecordError` unless `path` is a sound record of this or an older schema; nothing is written."""
    if not is_store(path):
        raise RecordError(f"{path}: not a steppe record but some other file; name another path")
    try:
        engine = start([f"ATTACH {_quoted(path)} AS record (READ_ONLY)", "USE record"], place=str(path))
    except duckdb.Error as error:
        raise _refusal(path, error) from error
    with closing(engine):
        _check_whole(path, engine, _TOTALS[_checked_schema(path, engine)])


def attached(path: Path) -> Engine:
    """The record at `path`, checked before, open for reading and writing."""
    attach = f"ATTACH {_quoted(path)} AS record"
    by_hand = "PRAGMA disable_checkpoint_on_shutdown"  # else a forked child that ends would write into the file
    try:
        engine = start([attach, "USE record", by_hand], place=str(path), spill=f"{path}.spill")
    except duckdb.Error as error:
        raise _refusal(path, error) from error
    try:
        _bring_up(engine)
        for macro in MACROS:
            engine.run(query(macro))
    except BaseException:
        engine.close()
        raise
    return engine


def is_store(path: Path) -> bool:
    """Whether `path` is a file that begins as one of DuckDB does.

    Never ask it of a record that is open in this process: closing any handle of its file frees the lock DuckDB holds.
    """
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(12)[8:] == b"DUCK"


def _bring_up(engine: Engine) -> None:
    """Bring the tables of an older schema up to this one, all of it or, whatever goes wrong, nothing."""
    if engine.rows("schema")[0][0] == SCHEMA:
        return
    with engine.transaction():
        for table in ("forecasts", "resolutions", "backtests"):
            engine.run(query(f"table_{table}"))
        engine.run(query("migrate_1"))
    engine.run("CHECKPOINT record")


def _checked_schema(path: Path, engine: Engine) -> int:
    if not engine.rows("marked")[0][0]:
        raise RecordError(f"{path}: a DuckDB file but not a steppe record; name another path")
    schema = engine.rows("schema")[0][0]
    if schema > SCHEMA:
        raise RecordError(f"{path}: has schema {schema}, this steppe knows up to {SCHEMA}; open it with a newer steppe")
    return int(schema)


def _check_whole(path: Path, engine: Engine, totals: str) -> None:
    needed, there = engine.rows("size")[0][0], path.stat().st_size
    if there < needed:
        raise RecordError(f"{path}: damaged, cut to {there} of {needed} bytes; put back a snapshot")
    for table, promised, found in engine.rows(totals):
        if promised != found:
            raise RecordError(f"{path}: damaged, {table} has {found} of {promised} rows; put back a snapshot")


def _refusal(path: Path, error: duckdb.Error) -> RecordError:
    said = first_line(error)
    if "set lock on file" in said:
        owner = re.search(r"\(PID (\d+)\)", str(error))
        who = f"process {owner[1]}" if owner else "another process"
        return RecordError(f"{path}: held open by {who}, not by steppe; end that process and try again")
    wal = Path(f"{path}.wal")
    if isinstance(error, duckdb.PermissionException) or not os.access(path, os.R_OK | os.W_OK):
        return RecordError(f"{path}: may not be read and written ({said}); change its permissions or copy it")
    log = f", or move {wal.name} away to lose only the last batches" if "WAL" in said and wal.exists() else ""
    return RecordError(f"{path}: damaged or of a newer store ({said}); put back a snapshot{log}")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def fsync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    with suppress(OSError):
        os.fsync(handle)
    os.close(handle)
