"""Rows to and from the text of POLECAT tab files and CSV.

Columns are found by name, so extra header columns do no harm. `None`, `NA` and `NULL` are empty cells,
`Event Intensity` is read as `Intensity`. A bad line is reported and the rest goes on.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from steppe.errors import InputError
from steppe.exchange.rows import COLUMNS, Row
from steppe.ontology.vocabulary import Ontology

EMPTY = frozenset({"None", "NA", "NaN", "nan", "NULL", "null"})
OLDER = {"Event Intensity": "Intensity"}
NEEDED = ("Event ID", "Event Date", "Event Type")


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A line that was left out: its number (the header is 1), the column, what is wrong, what would be right.

    `file` is set where rows of several files are read together.
    """

    line: int
    column: str
    found: str
    right: str
    file: str = ""

    def __str__(self) -> str:
        place = f"{self.file} line" if self.file else "line"
        return f"{place} {self.line}, {self.column}: {self.found!r} is not usable; {self.right}"


def tab_text(found: Iterable[Row], columns: Sequence[str] = COLUMNS) -> Iterator[str]:
    """The lines of a POLECAT file, header first, each with its line end; no quotation marks are added."""
    yield "\t".join(columns) + "\n"
    for row in found:
        yield "\t".join(_bare(row.cells.get(name, "")) for name in columns) + "\n"


def _bare(value: str) -> str:
    """A cell that opens and closes with a quotation mark is doubled, so that reading can tell."""
    return f'"{value.replace(chr(34), chr(34) * 2)}"' if len(value) > 1 and value[0] == value[-1] == '"' else value


def csv_text(found: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180 quoting, line feed), header first."""
    for cells in (columns, *([row.cells.get(name, "") for name in columns] for row in found)):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(cells)
        yield line.getvalue()


def read_tab(lines: Iterable[str], ontology: Ontology, *, where: str = "input") -> Iterator[Row | BadRow]:
    """The rows of a POLECAT file and the lines that are none. `InputError` where the header is not one."""
    fields = ([unquoted(cell) for cell in line.rstrip("\r\n").split("\t")] for line in lines)
    return read_fields(enumerate(fields, start=1), ontology, where=where)


def read_csv(lines: Iterable[str], ontology: Ontology, *, where: str = "input") -> Iterator[Row | BadRow]:
    """The rows of a CSV file with the same columns. `InputError` where the header is not one."""
    reader = csv.reader(lines, strict=False)
    return read_fields(((reader.line_num, cells) for cells in reader), ontology, where=where)


def unquoted(cell: str) -> str:
    """A cell of a tab file without the quotation marks around it, those within it single again."""
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def read_fields(
    numbered: Iterable[tuple[int, Sequence[str]]], ontology: Ontology, *, where: str
) -> Iterator[Row | BadRow]:
    """Rows from split lines with their numbers, the header first."""
    source = iter(numbered)
    header = _header(next(source, (1, []))[1], where)
    for line, cells in source:
        if any(cell.strip() for cell in cells):
            yield _row(line, header, cells, ontology)


def _header(cells: Sequence[str], where: str) -> list[str]:
    names = [OLDER.get(name, name) for cell in cells if (name := cell.strip().lstrip("\ufeff"))]
    lost = [name for name in NEEDED if name not in names]
    if lost:
        raise InputError(
            f"{where} line 1: no column {', '.join(lost)}; a POLECAT header opens with Event ID, Event Date"
        )
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(f"{where} line 1: column {', '.join(twice)} stands there twice; each name once")
    return names


def _row(line: int, header: Sequence[str], cells: Sequence[str], ontology: Ontology) -> Row | BadRow:
    surplus = [cell for cell in cells[len(header) :] if cell.strip()]
    if surplus or len(cells) < len(header):
        right = f"{len(header)} cells as in the header, without tabs inside a cell"
        return BadRow(line=line, column="the whole line", found=f"{len(cells)} cells", right=right)
    named = {name: "" if cell.strip() in EMPTY else cell.strip() for name, cell in zip(header, cells, strict=False)}
    return _wrong(line, named, ontology) or Row(cells=named, line=line)


def _wrong(line: int, cells: dict[str, str], ontology: Ontology) -> BadRow | None:
    types = f"one of {', '.join(sorted(ontology.types))}"
    checks: tuple[tuple[str, Callable[[str], bool], str], ...] = (
        ("Event ID", bool, "an id"),
        ("Event Type", lambda value: value in ontology.types, types),
        ("Event Date", lambda value: not value or _is_day(value), "a day such as 2022-11-27"),
        ("Publication Date", lambda value: not value or _is_day(value), "a day such as 2022-11-27"),
        ("Intensity", _within(-10, 10), "a number from -10 to 10"),
        ("Quad Code", lambda value: value in ("", "1", "2", "3", "4"), "1, 2, 3 or 4"),
        ("Latitude", _within(-90, 90), "degrees north, -90 to 90"),
        ("Longitude", _within(-180, 180), "degrees east, -180 to 180"),
    )
    for column, good, right in checks:
        if column in cells and not good(cells[column]):
            return BadRow(line=line, column=column, found=cells[column], right=f"right would be {right}")
    return None


def _is_day(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def _within(low: float, high: float) -> Callable[[str], bool]:
    def good(value: str) -> bool:
        try:
            return not value or low <= float(value) <= high
        except ValueError:
            return False

    return good
