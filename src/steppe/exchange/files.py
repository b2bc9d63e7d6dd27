"""The door of the room: events and claims to a file, a table of events from one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from steppe.errors import InputError, UnknownName
from steppe.exchange.annotations import page_text
from steppe.exchange.parquet import read_parquet, write_parquet
from steppe.exchange.rows import COLUMNS, OURS, Row, rows
from steppe.exchange.tables import BadRow, csv_text, read_csv, read_tab, tab_text
from steppe.ontology.vocabulary import Ontology
from steppe.types import Article, Claim, Event

SHAPES = ("polecat", "csv", "parquet", "annotations")


def write_file(
    path: Path,
    shape: str,
    items: Sequence[Event | Claim],
    articles: Mapping[str, Article],
    *,
    ontology: Ontology,
    pairs: bool = False,
) -> int:
    """Write the items in one of `SHAPES` and tell how many; only annotations hold claims.

    `UnknownName` for another shape, `InputError` where the file cannot be written.
    """
    if shape not in SHAPES:
        raise UnknownName("export format", shape, SHAPES)
    if shape == "annotations":
        found = [(one, articles[one.evidence.article]) for one in items if one.evidence.article in articles]
        return _write(path, [page_text(found)], len(found))
    events = [one for one in items if isinstance(one, Event)]
    made = list(rows(events, articles, ontology, ours=shape != "polecat", pairs=pairs))
    if shape == "parquet":
        return write_parquet(path, made, (*COLUMNS, *OURS))
    lines = tab_text(made) if shape == "polecat" else csv_text(made, (*COLUMNS, *OURS))
    return _write(path, lines, len(made))


def _write(path: Path, lines: Iterable[str], count: int) -> int:
    try:
        with path.open("w", encoding="utf8", errors="replace", newline="") as out:
            out.writelines(lines)
    except OSError as error:
        raise InputError(
            f"{path}: cannot be written ({error.strerror}); name a file in a folder that exists"
        ) from error
    return count


def import_file(path: Path, ontology: Ontology) -> Iterator[Row | BadRow]:
    """The rows of a table of events: Parquet by the ending `.parquet`, CSV by `.csv`, else a POLECAT tab file."""
    if path.suffix == ".parquet":
        yield from read_parquet(path, ontology)
        return
    try:
        # `newline` keeps a lone carriage return inside a cell from ending a line.
        with path.open(encoding="utf8", errors="replace", newline="" if path.suffix == ".csv" else "\n") as lines:
            read = read_csv if path.suffix == ".csv" else read_tab
            yield from read(lines, ontology, where=str(path))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); name an existing file") from error
