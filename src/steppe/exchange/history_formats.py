"""Which format an event file has, told by its header or its number of columns, and how its rows are split."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from steppe.errors import InputError
from steppe.exchange.history_columns import Columns, Parse
from steppe.exchange.history_gdelt import PROBED, WIDTH, gdelt
from steppe.exchange.history_icews import icews
from steppe.exchange.history_lines import PARQUET, lines, opening
from steppe.exchange.history_parquet import parquet_header, parquet_rows
from steppe.exchange.history_polecat import polecat
from steppe.exchange.history_relations import relations
from steppe.exchange.tables import unquoted
from steppe.ontology.cameo import Cameo
from steppe.ontology.vocabulary import Ontology

FORMATS = ("icews", "polecat", "gdelt", "relations")
_SIGNS = {"CAMEO Code": "icews", "Event Type": "polecat", "relation": "relations"}
_KNOWN = (
    "right would be the header of ICEWS (CAMEO Code) or POLECAT (Event Type), a header day, source, relation, target, "
    f"or the {WIDTH} tab-separated columns of GDELT 2.0 without a header"
)
Rows = Iterable[tuple[int, list[str]]]
Line = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The vocabularies that rows are read with."""

    ontology: Ontology
    cameo: Cameo


def opened(path: Path, told: str, into: Columns, words: Words) -> tuple[Rows, Parse]:
    """The rows of a file below its header, and how to read one; `told` is one of `FORMATS` or empty.

    `InputError` where the file has no known format, or not the one that was told.
    """
    if opening(path) == PARQUET:
        header = parquet_header(path)
        name = told or _format(header, str(path))
        return parquet_rows(path, header), _parse(name, header, into, words, str(path))
    source = lines(path)
    probe = list(islice(source, PROBED))
    first = [text for _, text in probe]
    if told == "gdelt" or (not told and any(text.count("\t") == WIDTH - 1 for text in first)):
        headed = first[0].lower().startswith("globaleventid\t")
        below = chain(probe[headed:], source)
        return _split(below), gdelt(first, into, words.cameo, str(path))
    return _headed(chain(probe, source), first[0], told, into, words, path)


def _headed(
    source: Iterator[Line], first: str, told: str, into: Columns, words: Words, path: Path
) -> tuple[Rows, Parse]:
    tabs = "\t" in first
    header = [cell.strip() for cell in (first.split("\t") if tabs else next(csv.reader([first]), []))]
    while header and not header[-1]:
        header.pop()
    name = told or _format(header, f"{path} line 1")
    parse = _parse(name, header, into, words, str(path))
    next(source, None)
    return ((_bare if name == "polecat" else _split)(source) if tabs else _csv(source, path)), parse


def _format(header: Sequence[str], where: str) -> str:
    found = next((name for sign, name in _SIGNS.items() if sign in header), "")
    if not found:
        shown = ", ".join(header)[:80].encode("unicode_escape", "backslashreplace").decode()
        raise InputError(f"{where}: {len(header)} columns of no known format ({shown}); {_KNOWN}")
    return found


def _parse(name: str, header: Sequence[str], into: Columns, words: Words, where: str) -> Parse:
    if name == "polecat":
        return polecat(header, into, words.ontology, where)
    made = {"icews": icews, "relations": relations}.get(name)
    if made is None:
        raise InputError(f"{where}: not a GDELT file, which has {WIDTH} tab-separated columns and no header")
    return made(header, into, words.cameo, where)


def _split(source: Iterable[Line]) -> Rows:
    return ((number, text.split("\t")) for number, text in source if text and not text.isspace())


def _bare(source: Iterable[Line]) -> Rows:
    """The same without quotation marks around a cell."""
    for number, text in source:
        if '"' in text:
            yield number, [unquoted(cell) for cell in text.split("\t")]
        elif text and not text.isspace():
            yield number, text.split("\t")


def _csv(source: Iterable[Line], path: Path) -> Rows:
    # A lone carriage return would end the file for the csv module; as a control character it spoils its cell only.
    reader = csv.reader(text.replace("\r", "\x1f") + "\n" for _, text in source)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num + 1, cells
    except csv.Error as error:
        raise InputError(
            f"{path} line {reader.line_num + 1}: {error}; right would be CSV with each quotation mark closed"
        ) from error
