"""The cases of back-tests: what was given on the day, what came of it, and the registered numbers of mechanisms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from steppe.ontology.tables import Row, read_day, read_table

DATA = Path(__file__).parents[1] / "data" / "scenario"
COLUMNS = (
    "id", "tests", "event", "quantity", "as_of", "settled", "given", "outcome", "high", "unit", "source",
    "confidence", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A case that can be forecast as of a day, and whose outcome was known on the day `settled`.

    `given` is what was known on the day: the loss or the days announced, or trade before. Where the record gives a
    range, `outcome` and `high` are its ends; else they are equal. What happened together has one `event`.
    """

    id: str
    tests: tuple[str, ...]
    event: str
    quantity: str
    as_of: date
    settled: date
    given: float | None
    outcome: float
    high: float
    unit: str
    source: str
    confidence: str
    note: str

    @property
    def middle(self) -> float:
        """The outcome as one number."""
        return (self.outcome + self.high) / 2

    @property
    def base(self) -> float:
        """What was given. Raises `ValueError` where nothing was."""
        if not self.given:
            raise ValueError(f"trial {self.id!r} gives nothing to start from; expected a number in the column given")
        return self.given


def known(trials: Iterable[Trial], trial: Trial) -> tuple[Trial, ...]:
    """The cases of the same quantity that were settled before the day of `trial`: all that a forecast may learn from.

    >>> [one.id for one in known(trials(), trials()[0])][:2]
    []
    """
    return tuple(one for one in trials if one.quantity == trial.quantity and one.settled < trial.as_of)


@cache
def trials(folder: Path = DATA) -> tuple[Trial, ...]:
    """The cases in order of time. Raises `DataError` for a line that cannot be read.

    >>> trials()[0].id
    'aksy-deaths'
    """
    rows = read_table(folder / "trials.tsv", COLUMNS, order=("id",)).rows
    return tuple(sorted(map(_trial, rows), key=lambda one: (one.as_of, one.id)))


@cache
def numbers(folder: Path = DATA) -> Mapping[str, float]:
    """The registered numbers of mechanisms by id. Raises `DataError` for a line that cannot be read.

    >>> numbers()["prior-worth"]
    2.0
    """
    table = read_table(folder / "numbers.tsv", ("id", "value", "unit", "source", "confidence", "note"), order=("id",))
    return {row["id"]: _number(row, "value") for row in table.rows}


def _trial(row: Row) -> Trial:
    as_of, settled, outcome = _day(row, "as_of"), _day(row, "settled"), _number(row, "outcome")
    high = _number(row, "high") if row["high"] else outcome
    if settled < as_of:
        raise row.error(f"settled {settled} is before as_of {as_of}", "an outcome known on the day or after it")
    if high < outcome:
        raise row.error(f"high {high:g} is below outcome {outcome:g}", "the ends of a range, low end first")
    if not row["source"]:
        raise row.error("no source is named", "a report, or recalled")
    return Trial(
        id=row["id"],
        tests=tuple(row["tests"].split(";")) if row["tests"] else (),
        event=row["event"],
        quantity=row["quantity"],
        as_of=as_of,
        settled=settled,
        given=_number(row, "given") if row["given"] else None,
        outcome=outcome,
        high=high,
        unit=row["unit"],
        source=row["source"],
        confidence=row["confidence"],
        note=row["note"],
    )


def _day(row: Row, column: str) -> date:
    found = read_day(row, column)
    if found is None:
        raise row.error(f"{column} is empty", "a day such as 2022-11-22")
    return found


def _number(row: Row, column: str) -> float:
    try:
        return float(row[column])
    except ValueError:
        raise row.error(f"{column} is {row[column]!r}", "a number") from None
