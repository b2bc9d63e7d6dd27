"""Parquet files of events: our own exports, and tables of day, source, relation, target."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from steppe.errors import InputError
from steppe.exchange import history_polecat, history_relations
from steppe.exchange.parquet import parquet_columns, parquet_texts
from steppe.exchange.tables import OLDER


def parquet_header(path: Path) -> list[str]:
    """The columns of a Parquet file that a history needs. `InputError` where it has no events."""
    columns = parquet_columns(path)
    for needed, read in (
        (history_polecat.NEEDED, history_polecat.READ),
        (history_relations.COLUMNS, history_relations.COLUMNS),
    ):
        if set(needed) <= set(columns):
            return [name for name in columns if OLDER.get(name, name) in read]
    raise InputError(
        f"{path}: columns {', '.join(columns[:12])}; right would be those of an export "
        f"({', '.join(history_polecat.NEEDED)}, …) or {', '.join(history_relations.COLUMNS)}"
    )


def parquet_rows(path: Path, header: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The rows with their numbers; the header counts as row 1, as in a CSV file."""
    return enumerate(map(list, parquet_texts(path, header)), start=2)
