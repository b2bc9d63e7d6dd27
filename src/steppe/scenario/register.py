"""The shipped tables of the room: reference classes with their rates, and the register of back-tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from steppe.ontology.tables import Row, read_day, read_flag, read_table
from steppe.scenario.forecasts import BASELINES, NETWORKED
from steppe.scenario.forecasts import MECHANISMS as QUANTITIES

DATA = Path(__file__).parents[1] / "data" / "scenario"
Mechanism = Literal["updated", "updated-by-threat"]
MECHANISMS: tuple[Mechanism, ...] = ("updated", "updated-by-threat")
Metric = Literal["brier", "crps", "crps-share", "crps-log", "rank"]
METRICS: tuple[Metric, ...] = ("brier", "crps", "crps-share", "crps-log", "rank")
COLUMNS = (
    "id", "question", "definition", "unit", "scope", "baselines", "metric", "mechanism", "chosen_knowing", "not_run",
    "asked", "since", "until", "top",
)  # fmt: skip


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
    """A back-test as written down before it is run: question, definition with unit and scope, baselines, metric.

    Metric `brier` asks of requests: those to one of `asked` made from `since` to `until` are forecast in order of
    time. The others ask of the trials that name the test, scored in their own unit (`crps`), as a share of what was
    announced (`crps-share`) or in logarithms (`crps-log`). The first of `baselines` is the one to beat. With `top` the
    test also asks which cases are the largest. `chosen_knowing` says that the mechanism was picked by people who knew
    the outcomes: it then earns no licence, however well it scores. `not_run` is the reason where data are missing.
    """

    id: str
    question: str
    definition: str
    unit: str
    scope: str
    baselines: tuple[str, ...]
    metric: Metric
    mechanism: str
    chosen_knowing: bool
    not_run: str
    asked: tuple[str, ...]
    since: date
    until: date
    top: int

    @property
    def baseline(self) -> str:
        """The baseline to beat."""
        return self.baselines[0]


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
    """The back-tests by id. Raises `DataError` for a line that cannot be read or a name that is not known.

    >>> register()["B6"].baselines[:2]
    ('announced', 'one-third')
    """
    return {row["id"]: _registered(row) for row in read_table(folder / "backtests.tsv", COLUMNS, order=("id",)).rows}


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
    metric = _metric(row)
    if not row["not_run"]:
        _check_names(row, metric)
    asks = metric == "brier"
    return Registered(
        id=row["id"],
        question=row["question"],
        definition=row["definition"],
        unit=row["unit"],
        scope=row["scope"],
        baselines=tuple(row["baselines"].split(";")),
        metric=metric,
        mechanism=row["mechanism"],
        chosen_knowing=read_flag(row, "chosen_knowing"),
        not_run=row["not_run"],
        asked=tuple(row["asked"].split(";")) if asks else (),
        since=_day(row, "since") if asks else date.min,
        until=_day(row, "until") if asks else date.max,
        top=_top(row),
    )


def _metric(row: Row) -> Metric:
    for one in METRICS:
        if row["metric"] == one:
            return one
    raise row.error(f"unknown metric {row['metric']!r}", " or ".join(METRICS))


def _check_names(row: Row, metric: Metric) -> None:
    asks = metric == "brier"
    mechanisms: list[str] = [*MECHANISMS] if asks else [*QUANTITIES, *NETWORKED]
    baselines, what = (list(classes()), "reference class") if asks else (list(BASELINES), "baseline")
    if row["mechanism"] not in mechanisms:
        raise row.error(f"unknown mechanism {row['mechanism']!r}", " or ".join(mechanisms))
    for one in row["baselines"].split(";"):
        if one not in baselines:
            raise row.error(f"unknown {what} {one!r}", f"one of {', '.join(baselines)}")


def _top(row: Row) -> int:
    if row["top"] and not row["top"].isdecimal():
        raise row.error(f"top is {row['top']!r}", "a whole number or nothing")
    return int(row["top"] or 0)


def _day(row: Row, column: str) -> date:
    found = read_day(row, column)
    if found is None:
        raise row.error(f"{column} is empty", "a day such as 2022-11-22")
    return found
