"""The questions of a case that stand for its title in terms of events: read from its `outlook.tsv` and checked."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from steppe.errors import DataError, InputError, UnknownName
from steppe.ontology.tables import Row, read_table
from steppe.ontology.vocabulary import Ontology
from steppe.outlook.question import parse

FILE = "outlook.tsv"
COLUMNS = ("id", "question", "stands_for", "beside", "counts", "differs", "lacks")
NOTES = ("title", "reading")
_ANY_DAY = date(2020, 1, 1)  # to read a question on; its window opens on the day it is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """A question of events, in its text form, beside a question of the case's model, `beside` by id.

    `stands_for` is what a yes would mean for the title; `counts` which events make it a yes, `differs` why its number
    is not the model's, `lacks` what no history of events can tell of it.
    """

    id: str
    question: str
    stands_for: str
    beside: str
    counts: str
    differs: str
    lacks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title of an article and the questions that resolve it together; `reading` says how."""

    title: str
    reading: str
    questions: tuple[Titled, ...]


def read_title(path: Path, ontology: Ontology) -> Title:
    """The title and its questions at `path`. Raises `InputError` with line and remedy for one that cannot be asked."""
    try:
        return _read(path, ontology)
    except DataError as error:
        raise InputError(f"case {path.parent.name}: {error}") from error


def _read(path: Path, ontology: Ontology) -> Title:
    table = read_table(path, COLUMNS, order=("id",))
    for note in NOTES:
        if not table.notes.get(note, "").strip():
            raise DataError(f"{table.file}: note {note} is missing; expected # {note}: words")
    if not table.rows:
        raise DataError(f"{table.file}: no question; expected one at least")
    return Title(
        title=table.notes["title"],
        reading=table.notes["reading"],
        questions=tuple(_titled(row, ontology) for row in table.rows),
    )


def _titled(row: Row, ontology: Ontology) -> Titled:
    for column in COLUMNS:
        if not row[column].strip():
            raise row.error(f"{column} is empty", "words")
    try:
        asked = parse(row["question"], opens=_ANY_DAY, ontology=ontology, actors=())
    except (InputError, UnknownName) as error:
        raise row.error(f"question cannot be read ({error})", "such as KAZ -> RUS: REJECT within 90d") from error
    if asked.opens != _ANY_DAY or " by " in row["question"] or not (asked.actors and asked.recipients):
        raise row.error(f"question {row['question']!r}", "two named sides and a window of days, without a date")
    return Titled(**{column: row[column] for column in COLUMNS})
