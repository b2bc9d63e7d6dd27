"""Copies of a record that others may read while it is in use: a snapshot, and Parquet with a manifest of hashes."""

import hashlib
import os
import shutil
from contextlib import closing
from datetime import datetime
from pathlib import Path

import duckdb

from steppe.errors import RecordError
from steppe.record.engine import CLOSED_DOORS, first_line
from steppe.record.lock import hold
from steppe.record.queries import TABLES
from steppe.record.storage import SCHEMA, fsync_folder, is_store
from steppe.wire import to_json

_PIECE = 1 << 20


def copy_whole(handle: int, target: Path, *, since: datetime) -> None:
    """Write all bytes of the open file `handle` to `target`, which appears whole or not at all.

    An older snapshot there is replaced. Raises `RecordError` where `target` is in use, is
    no store, or cannot be written.
    """
    if target.exists() and not is_store(target):
        raise RecordError(f"{target}: exists and is not a record; name another path for the snapshot")
    if not target.parent.is_dir():
        raise RecordError(f"{target}: the folder {target.parent} does not exist; make it first")
    partial = target.with_name(target.name + ".partial")
    lock = hold(target, since=since)
    try:
        if Path(f"{target}.wal").exists():
            raise RecordError(f"{target}: is a record with unfinished writes, not a snapshot; name another path")
        _pour(handle, partial)
        os.replace(partial, target)
        fsync_folder(target.parent)
    except OSError as error:
        raise RecordError(f"{target}: snapshot cannot be written ({error.strerror})") from error
    finally:
        partial.unlink(missing_ok=True)
        lock.release()


def export_parquet(snapshot: Path, folder: Path, *, made: datetime) -> None:
    """Write each table of `snapshot` to `folder` as Parquet, and `manifest.json`.

    The folder appears whole or not at all. The manifest gives schema, time of making and, per table, file name, rows,
    bytes and sha256.
    """
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir(parents=True)
        with closing(duckdb.connect(":memory:", config=dict(CLOSED_DOORS))) as connection:
            quoted = str(snapshot).replace("'", "''")
            connection.execute(f"ATTACH '{quoted}' AS record (READ_ONLY)")
            tables = {name: _parquet(connection, name, partial / f"{name}.parquet") for name in TABLES}
        manifest = {"schema": SCHEMA, "made": made, "tables": tables}
        (partial / "manifest.json").write_text(to_json(manifest) + "\n", encoding="utf8")
        os.replace(partial, folder)
    except (duckdb.Error, OSError) as error:
        raise RecordError(f"{folder}: export failed ({first_line(error)}); name a new or empty folder") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _parquet(connection: duckdb.DuckDBPyConnection, table: str, file: Path) -> dict[str, object]:
    rows = connection.table(f"record.{table}")
    rows.write_parquet(str(file), compression="zstd")
    content = file.read_bytes()
    return {
        "file": file.name,
        "rows": len(rows),
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _pour(handle: int, target: Path) -> None:
    # The handle is read, never reopened: closing any other handle of the file would free the lock DuckDB holds on it.
    at = 0
    with target.open("wb") as out:
        while piece := os.pread(handle, _PIECE, at):
            out.write(piece)
            at += len(piece)
        out.flush()
        os.fsync(out.fileno())
