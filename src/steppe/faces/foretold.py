"""The commands of forecasts: `steppe outlook` and `steppe backtest-outlook`."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from steppe.errors import InputError

if TYPE_CHECKING:
    from steppe.foresight import Answered, Past

Files = Annotated[
    list[Path] | None,
    typer.Option("--history", help="A file of events: ICEWS, POLECAT, GDELT, Parquet, also zipped; may come again."),
]
RecordPath = Annotated[str | None, typer.Option("--record", help="The record file; default from settings.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON even on a terminal.")]
Shape = Annotated[str, typer.Option("--format", help="icews, polecat, gdelt or relations, where a file does not tell.")]
Countries = Annotated[
    bool, typer.Option("--countries", help="Actors stand for their countries: police, ministers, parties.")
]
Names = Annotated[
    list[str] | None,
    typer.Option("--with", help="climatology, recency, ew-rate (the default) or last-week; may come again."),
]


def outlook(
    questions: Annotated[list[str], typer.Argument(help="Such as 'KAZ -> RUS: REJECT|SANCTION within 30d'.")],
    history: Files = None,
    record: RecordPath = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="As known before this day; else all.")] = None,
    names: Names = None,
    countries: Countries = False,
    shape: Shape = "",
    as_json: AsJson = False,
) -> None:
    """How likely who does what to whom, with interval, base rate and the past events that moved it."""
    from steppe import foresight

    past = _past(history, record, shape, countries=countries)
    opens = _day("--as-of", as_of) if as_of else None
    for question in questions:
        for name in names or ("ew-rate",):
            _print(foresight.outlook(question, past, as_of=opens, name=name), as_json=as_json)


def backtest_outlook(
    questions: Annotated[list[str], typer.Argument(help="Questions, asked anew at every origin.")],
    since: Annotated[str, typer.Option("--from", help="The first origin, such as 2022-01-01.")],
    history: Files = None,
    record: RecordPath = None,
    every: Annotated[int, typer.Option("--every", help="Days from one origin to the next.")] = 7,
    names: Names = None,
    countries: Countries = False,
    shape: Shape = "",
    as_json: AsJson = False,
) -> None:
    """How well forecasters would have done: scores beside every baseline, calibration, the worst misses."""
    from steppe import foresight

    past, first = _past(history, record, shape, countries=countries), _day("--from", since)
    _print(foresight.backtest(questions, past, since=first, every=every, names=names or ()), as_json=as_json)


def _past(files: list[Path] | None, record: str | None, shape: str, *, countries: bool) -> "Past":
    from steppe import foresight
    from steppe.faces.settings import read_settings

    kept = record or read_settings().record
    past, told = foresight.history(files or (), record=kept, shape=shape, countries=countries)
    sys.stderr.writelines(f"{line}\n" for line in told)
    return past


def _print(found: "Answered", *, as_json: bool) -> None:
    from steppe import foresight
    from steppe.wire import to_json

    if as_json or not sys.stdout.isatty():
        sys.stdout.write(to_json(found) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in foresight.told_lines(found))


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{option} is {text!r}; expected a day such as 2022-11-24") from None
