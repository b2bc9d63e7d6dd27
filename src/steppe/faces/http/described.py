"""What the description of the interface is told beside the code: true examples, and the meaning of fields."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from steppe.errors import DataError
from steppe.wire import from_json

EXAMPLES, FIELDS = "examples.jsonl", "fields.tsv"
COLUMNS = ("schema", "field", "values", "meaning")
ANY = "*"  # a row for a field of that name wherever it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Exampled:
    """A request that was sent to a small desk, and what it answered.

    `path` is that of the description, `names` what was put into it, `asked` the request line as it was sent. `cut`
    tells that lists in the answer are shown short. `error` is the code of the answer where it is an error.
    """

    method: str
    path: str
    asked: str
    status: int
    media: str
    answer: Any
    names: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    location: str = ""
    cut: bool = False
    error: str = ""

    @property
    def summary(self) -> str:
        """The request, and whether all of the answer is shown."""
        return f"{self.asked}{' (lists cut short)' if self.cut else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a field of an answer means; `values` are the words it can be, none where they are open."""

    words: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meanings:
    """The meanings of fields, by schema and field."""

    rows: Mapping[tuple[str, str], Meaning]

    def of(self, schema: str, name: str) -> Meaning | None:
        """The meaning of a field of a schema, else that of the name wherever it is.

        >>> one = Meaning(words="Its id.", values=())
        >>> Meanings({("*", "id"): one}).of("Event", "id") == one
        True
        """
        kind = "Listed" if schema.startswith("Listed") else schema
        return self.rows.get((kind, name)) or self.rows.get((ANY, name))


@cache
def examples() -> tuple[Exampled, ...]:
    """Every request that was tried, with its answer, in the order in which they were sent."""
    lines = _text(EXAMPLES).splitlines()
    return tuple(from_json(Exampled, line, where=f"{EXAMPLES}:{number}") for number, line in enumerate(lines, 1))


@cache
def meanings() -> Meanings:
    """The meanings of fields. Raises `DataError` for a row that is none, or is there twice."""
    rows: dict[tuple[str, str], Meaning] = {}
    for number, row in enumerate(_rows(FIELDS), 2):
        if tuple(row) != COLUMNS or not row["meaning"]:
            raise DataError(f"{FIELDS}:{number}: not a row; expected {', '.join(COLUMNS)}, with a meaning")
        key = (row["schema"], row["field"])
        if key in rows:
            raise DataError(f"{FIELDS}:{number}: {'.'.join(key)} is there twice; expected one row")
        rows[key] = Meaning(
            words=row["meaning"], values=tuple("" if one == '""' else one for one in row["values"].split())
        )
    return Meanings(rows)


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(_text(name).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


def _text(name: str) -> str:
    path = files("steppe.faces.http").joinpath(name)
    return path.read_text(encoding="utf8") if path.is_file() else ""
