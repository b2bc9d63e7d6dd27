"""The door of the room: events and claims to a file, a table of events from one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from steppe.errors import InputError, UnknownName
from steppe.exchange.annotations import page_parts
from steppe.exchange.parquet import read_parquet, write_parquet
from steppe.exchange.rows import COLUMNS, OURS, Row, rows
from steppe.exchange.tables import BadRow, csv_text, read_csv, read_tab, tab_text
from steppe.ontology.vocabulary import Ontology
from steppe.types import Article, Claim, Coded, Event

SHAPES = ("polecat", "csv", "parquet", "annotations")
Found = Iterable[tuple[Event | Claim, Article | None]]


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

    `UnknownName` for another shape, `InputError` where the file cannot be written or `pairs` has no meaning.
    """
    found = ((one, articles.get(one.evidence.article)) for one in items)
    return _write(path, shape, found, ontology=ontology, pairs=pairs)


def write_coded(
    target: Path | TextIO, shape: str, coded: Iterable[Coded], *, ontology: Ontology, pairs: bool = False
) -> int:
    """Write what was found in each of `coded` as it comes, to a file or (all but Parquet) to an open text stream."""
    return _write(target, shape, _items(coded), ontology=ontology, pairs=pairs)


def _items(coded: Iterable[Coded]) -> Found:
    for one in coded:
        for event in one.events:
            yield event, one.article
        for claim in one.claims:
            yield claim, one.article


def _write(target: Path | TextIO, shape: str, found: Found, *, ontology: Ontology, pairs: bool) -> int:
    if shape not in SHAPES:
        raise UnknownName("export format", shape, SHAPES)
    if shape == "annotations":
        if pairs:
            raise InputError("annotations: an annotation holds the whole event; dyads go with polecat, csv or parquet")
        return _lines(target, page_parts((one, article) for one, article in found if article)) - 2
    made = _rows(found, ontology, ours=shape != "polecat", pairs=pairs)
    if shape == "parquet":
        if not isinstance(target, Path):
            raise InputError("parquet: cannot go to standard output, as it is no text; name a file with --out")
        return write_parquet(target, made, (*COLUMNS, *OURS))
    return _lines(target, tab_text(made) if shape == "polecat" else csv_text(made, (*COLUMNS, *OURS))) - 1


def _rows(found: Found, ontology: Ontology, *, ours: bool, pairs: bool) -> Iterator[Row]:
    for one, article in found:
        if isinstance(one, Event):
            yield from rows([one], {article.id: article} if article else {}, ontology, ours=ours, pairs=pairs)


def _lines(target: Path | TextIO, parts: Iterable[str]) -> int:
    """Write the parts and tell how many they were."""
    if not isinstance(target, Path):
        return sum(1 for part in parts if target.write(part) or True)
    try:
        with target.open("w", encoding="utf8", errors="replace", newline="") as out:
            return _lines(out, parts)
    except OSError as error:
        raise InputError(
            f"{target}: cannot be written ({error.strerror}); name a file in a folder that exists"
        ) from error


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
