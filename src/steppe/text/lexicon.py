"""Shipped word lists of this room: tab-separated files read once and checked.

Every file opens with comment lines (`# version`, `# licence`, `# origin`), then one line of column
names, then one entry a line, sorted, no entry twice.
"""

import re
from functools import cache
from importlib.resources import files
from itertools import pairwise

from steppe.errors import DataError

_FOLDER = "lexicon/en"
_OPENING = ("version", "licence", "origin")


def parse_rows(name: str, content: str, columns: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    r"""The entries of a tab-separated file as tuples in the order of `columns`.

    Raises `DataError` where the opening lines, the column names, the number of cells or the order are wrong.

    >>> parse_rows("a.tsv", "# version: 1\n# licence: CC0\n# origin: own\nword\tkind\nMr.\ttitle\n", ("word", "kind"))
    (('Mr.', 'title'),)
    """
    lines = content.splitlines()
    comments = [line for line in lines if line.startswith("# ")]
    for key in _OPENING:
        if not any(line.startswith(f"# {key}: ") for line in comments):
            raise DataError(f"{name}: no opening line '# {key}: …'")
    cells = [tuple(line.split("\t")) for line in lines if line and not line.startswith("# ")]
    if not cells or cells[0] != columns:
        raise DataError(f"{name}: columns must be {', '.join(columns)}")
    _check_rows(name, cells[1:], len(columns))
    return tuple(cells[1:])


def _check_rows(name: str, rows: list[tuple[str, ...]], width: int) -> None:
    for row in rows:
        if len(row) != width:
            raise DataError(f"{name}: {row[0]}: {len(row)} cells, expected {width}")
    for earlier, later in pairwise(rows):
        if earlier[0] == later[0]:
            raise DataError(f"{name}: {later[0]}: entered twice")
        if earlier[0] > later[0]:
            raise DataError(f"{name}: {later[0]}: must stand before {earlier[0]} (lines are sorted)")


@cache
def shipped(name: str, columns: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The entries of the shipped English list `name`, read once.

    >>> shipped("abbreviations.tsv", ("word", "kind", "example"))[0][1] in {"never", "maybe"}
    True
    """
    content = files("steppe").joinpath("data", _FOLDER, name).read_text(encoding="utf8")
    return parse_rows(name, content, columns)


def pattern(name: str, key: str, expression: str) -> re.Pattern[str]:
    """The compiled case-blind expression of an entry; a broken one is a `DataError` that names it."""
    try:
        return re.compile(expression, re.IGNORECASE)
    except re.error as error:
        raise DataError(f"{name}: {key}: not a regular expression: {error}") from error
