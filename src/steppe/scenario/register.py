"""The shipped tables of the room: reference classes with their rates, and the register of back-tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from steppe.ontology.tables import Row, read_day, read_flag, read_table

DATA = Path(__file__).parents[1] / "data" / "scenario"
Mechanism = Literal["updated", "updated-by-threat"]
MECHANISMS: tuple[Mechanism, ...] = ("updated", "updated-by-threat")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceClass:
    """Past cases a forecast can lean on: `rate` is the share in which it happened, 0 to 1."""

    id: str
    words: str
    rate: float
    source: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A back-test as written down before it is run.

    Requests to one of `asked` made from `since` to `until` are forecast in order of time by `mechanism`, beside the
    fixed rate of the class `baseline`. `chosen_knowing` says that the mechanism was picked by people who knew the
    outcomes: it then earns no licence, however well it scores.
    """

    id: str
    question: str
    asked: tuple[str, ...]
    since: date
    until: date
    baseline: str
    mechanism: Mechanism
    chosen_knowing: bool


@cache
def classes(folder: Path = DATA) -> Mapping[str, ReferenceClass]:
    """The reference classes by id. Raises `DataError` for a line that cannot be read.

    >>> classes()["alliances-1945-2003"].rate
    0.22
    """
    table = read_table(folder / "classes.tsv", ("id", "words", "rate", "source", "confidence"), order=("id",))
    return {row["id"]: _class(row) for row in table.rows}


@cache
def register(folder: Path = DATA) -> Mapping[str, Registered]:
    """The back-tests by id. Raises `DataError` for a line that cannot be read or a class that is not known."""
    columns = ("id", "question", "asked", "since", "until", "baseline", "mechanism", "chosen_knowing")
    return {row["id"]: _registered(row) for row in read_table(folder / "backtests.tsv", columns, order=("id",)).rows}


def _class(row: Row) -> ReferenceClass:
    try:
        rate = float(row["rate"])
    except ValueError:
        rate = -1.0
    if not 0 <= rate <= 1:
        raise row.error(f"rate {row['rate']!r}", "a number from 0 to 1")
    return ReferenceClass(
        id=row["id"], words=row["words"], rate=rate, source=row["source"], confidence=row["confidence"]
    )


def _registered(row: Row) -> Registered:
    if row["baseline"] not in classes():
        raise row.error(f"unknown reference class {row['baseline']!r}", f"one of {', '.join(classes())}")
    return Registered(
        id=row["id"],
        question=row["question"],
        asked=tuple(row["asked"].split(";")),
        since=_day(row, "since"),
        until=_day(row, "until"),
        baseline=row["baseline"],
        mechanism=_mechanism(row),
        chosen_knowing=read_flag(row, "chosen_knowing"),
    )


def _mechanism(row: Row) -> Mechanism:
    for one in MECHANISMS:
        if row["mechanism"] == one:
            return one
    raise row.error(f"unknown mechanism {row['mechanism']!r}", " or ".join(MECHANISMS))


def _day(row: Row, column: str) -> date:
    found = read_day(row, column)
    if found is None:
        raise row.error(f"{column} is empty", "a day such as 2022-11-22")
    return found
