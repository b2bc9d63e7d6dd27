"""Rows to and from Parquet files, every column as text (the same columns as the CSV)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

import duckdb

from steppe.errors import InputError
from steppe.exchange.rows import Row
from steppe.exchange.tables import BadRow, read_fields
from steppe.ontology.vocabulary import Ontology

_BATCH = 1000


def write_parquet(path: Path, found: Iterable[Row], columns: Sequence[str]) -> int:
    """Write the rows to `path` and tell how many. `InputError` where the file cannot be written."""
    named = ", ".join(f'"{name}" VARCHAR' for name in columns)
    try:
        with closing(duckdb.connect(":memory:")) as connection:
            connection.execute(f"CREATE TABLE rows ({named})")
            insert = f"INSERT INTO rows VALUES ({', '.join('?' for _ in columns)})"  # noqa: S608 - only question marks
            rest, done = ([row.cells.get(name, "") for name in columns] for row in found), 0
            while batch := list(islice(rest, _BATCH)):
                connection.executemany(insert, batch)
                done += len(batch)
            connection.table("rows").write_parquet(str(path), compression="zstd")
    except duckdb.Error as error:
        raise InputError(
            f"{path}: cannot be written ({str(error).splitlines()[0]}); name a file in a folder"
        ) from error
    return done


def read_parquet(path: Path, ontology: Ontology) -> Iterator[Row | BadRow]:
    """The rows of a Parquet file with a POLECAT header, and those that are none; line numbers as in a CSV."""
    with _parquet(path) as connection:
        table = connection.read_parquet(str(path))
        header, values = list(table.columns), table.fetchall()
    texts = ([("" if cell is None else str(cell)) for cell in one] for one in values)
    return read_fields(enumerate([header, *texts], start=1), ontology, where=str(path))


def parquet_columns(path: Path) -> list[str]:
    """The names of the columns of a Parquet file. `InputError` where it is none."""
    with _parquet(path) as connection:
        return [
            str(row[0]) for row in connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
        ]


def parquet_texts(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Some columns of a Parquet file as text, row by row in the order of the file; empty where there is no value.

    A point of time is given as its day.
    """
    with _parquet(path) as connection:
        kinds = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
        times = {name for name, kind, *_ in kinds if kind.startswith("TIMESTAMP")}
        cells = [_cell(name, name in times) for name in columns]
        found = connection.execute(f"SELECT {', '.join(cells)} FROM read_parquet(?)", [str(path)])  # noqa: S608 - quoted
        while batch := found.fetchmany(_BATCH):
            yield from batch


def _cell(name: str, is_time: bool) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    return f"coalesce(CAST({f'CAST({quoted} AS DATE)' if is_time else quoted} AS VARCHAR), '')"


@contextmanager
def _parquet(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        with closing(duckdb.connect(":memory:")) as connection:
            yield connection
    except duckdb.Error as error:
        raise InputError(f"{path}: not readable as Parquet ({str(error).splitlines()[0]})") from error
