"""Strict reading of the shipped tables: tab separated, no quoting, nothing guessed.

A table opens with notes (`# version: …`, `# licence: …`, `# origin: …`, any others), then the column
names, then one sorted line a row. What deviates is refused with file, line and what was expected.
"""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from steppe.errors import DataError

REQUIRED_NOTES = ("version", "licence", "origin")
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line: the file's name and line number (for messages) and its cells by column."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of `column`, empty where nothing is said."""
        return self.cells[column]

    def error(self, what: str, expected: str) -> DataError:
        """An error that opens with this row's place: `names.tsv line 7: …; expected …`."""
        return DataError(f"{self.file} line {self.line}: {what}; expected {expected}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A read table: its notes by key (`version`, `licence`, `origin`, …) and its rows in file order."""

    file: str
    notes: Mapping[str, str]
    rows: tuple[Row, ...]


def read_table(path: Path, columns: Sequence[str], *, order: Sequence[str], unique: Sequence[str] = ()) -> Table:
    """The table at `path`, which must have exactly `columns`.

    Rows must be sorted by the cells of `order` (plain code points) and distinct in the cells of
    `unique` (those of `order` if not given). Raises `DataError` with file, line and what was expected.
    """
    lines = _lines(path)
    notes = _notes(path.name, lines)
    start = len(notes)
    if start == len(lines) or tuple(lines[start].split("\t")) != tuple(columns):
        found = lines[start] if start < len(lines) else "nothing"
        raise DataError(f"{path.name} line {start + 1}: columns are {found!r}; expected {' '.join(columns)}, by tabs")
    rows = tuple(_row(path.name, number, line, columns) for number, line in enumerate(lines[start + 1 :], start + 2))
    _check_order(rows, order)
    _check_distinct(rows, unique or order)
    return Table(file=path.name, notes=notes, rows=rows)


def read_day(row: Row, column: str, *, last: bool = False) -> date | None:
    """The day in a cell, `None` where it is empty.

    A month (`2019-10`) or a year (`2019`) stands for its first day, or its last if `last` is set.
    """
    text = row[column]
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        return _filled(year or 0, month, day, last=last)
    except ValueError:
        raise row.error(f"{column} is {text!r}", "YYYY-MM-DD, YYYY-MM, YYYY or nothing") from None


def read_period(row: Row) -> tuple[date | None, date | None]:
    """First and last day of a row with the columns `since` and `until`, both included; `None` is open."""
    if not (row.cells["since"] or row.cells["until"]):
        return None, None
    since, until = read_day(row, "since"), read_day(row, "until", last=True)
    if since and until and since > until:
        raise row.error(f"since {row['since']} is after until {row['until']}", "since on or before until")
    return since, until


def read_flag(row: Row, column: str) -> bool:
    """Whether a cell says `yes`; only `yes` and nothing are allowed."""
    if row[column] not in {"", "yes"}:
        raise row.error(f"{column} is {row[column]!r}", "yes or nothing")
    return row[column] == "yes"


def overlap(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """Whether two periods share a day; `None` is open on that side.

    >>> overlap((None, date(2019, 1, 1)), (date(2019, 1, 1), None))
    True
    """
    return (one[0] or date.min) <= (other[1] or date.max) and (other[0] or date.min) <= (one[1] or date.max)


def _filled(year: int, month: int | None, day: int | None, *, last: bool) -> date:
    if month is None:
        month = 12 if last else 1
    if day is None:
        day = monthrange(year, month)[1] if last else 1
    return date(year, month, day)


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_bytes().decode("utf8")
    except OSError as error:
        raise DataError(f"{path.name}: cannot be read ({error.strerror}); expected a table in {path.parent}") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name}: byte {error.start} is not UTF-8; expected UTF-8 text") from error
    if "\r" in text or not text.endswith("\n"):
        raise DataError(f"{path.name}: lines end otherwise; expected each line to end in one line feed")
    return text[:-1].split("\n")


def _notes(file: str, lines: list[str]) -> dict[str, str]:
    notes: dict[str, str] = {}
    for line in lines:
        if not line.startswith("#"):
            break
        key, colon, value = line[1:].partition(":")
        key, value = key.strip(), value.strip()
        if not (colon and key and value) or key in notes:
            raise DataError(f"{file} line {len(notes) + 1}: note is {line!r}; expected '# key: value', each key once")
        notes[key] = value
    missing = [key for key in REQUIRED_NOTES if key not in notes]
    if missing:
        raise DataError(f"{file} line 1: no note '# {missing[0]}: …'; expected notes {', '.join(REQUIRED_NOTES)}")
    return notes


def _row(file: str, number: int, line: str, columns: Sequence[str]) -> Row:
    cells = line.split("\t")
    if len(cells) != len(columns):
        raise DataError(f"{file} line {number}: {len(cells)} fields; expected {len(columns)}: {' '.join(columns)}")
    row = Row(file=file, line=number, cells=dict(zip(columns, cells, strict=True)))
    if '"' in line or "  " in line or "\t " in line or " \t" in line or line != line.strip(" "):
        raise row.error(f"the line is {line!r}", "no double quotes, and no spaces doubled or around a cell")
    return row


def _check_order(rows: tuple[Row, ...], order: Sequence[str]) -> None:
    before: tuple[str, ...] = ()
    for row in rows:
        key = tuple([row.cells[column] for column in order])
        if key < before:
            raise row.error(f"{key} comes after {before}", f"lines sorted by {', '.join(order)}")
        before = key


def _check_distinct(rows: tuple[Row, ...], unique: Sequence[str]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple([row.cells[column] for column in unique])
        if key in seen:
            raise row.error(f"the same {', '.join(unique)} as line {seen[key]}", "each only once")
        seen[key] = row.line
