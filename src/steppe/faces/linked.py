"""Forecasts beside scenarios: `steppe rates` and `steppe beside`."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from steppe.errors import InputError
from steppe.faces.foretold import AsJson, Countries, Files, RecordPath, Shape, record_at

if TYPE_CHECKING:
    from steppe.asking import Looking

Case = Annotated[str, typer.Argument(help="A case folder, or the name of a shipped case.")]
With = Annotated[
    str, typer.Option("--with", help="A forecaster of steppe outlook; ew-rate, or climatology where that did better.")
]
Rates = Annotated[Path | None, typer.Option("--rates", help="Rates of forecasts, as steppe rates writes them.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="As known before this day; else all.")]


def rates(
    case: Case = "kazakhstan-2022",
    history: Files = None,
    record: RecordPath = None,
    as_of: AsOf = None,
    name: With = "",
    countries: Countries = False,
    shape: Shape = "",
) -> None:
    """Forecast the acts that a case's model draws a rate for, as JSON lines for `steppe ask --rates`.

    What is not comparable is told on standard error, with the reason.
    """
    from steppe import asking
    from steppe.wire import to_json

    found = list(asking.rates(case, looking(history, record, (shape, name, as_of), countries=countries)))
    for one in found:
        if isinstance(one, asking.NotComparable):
            sys.stderr.write(f"{one.mechanism}: not comparable: {one.why}\n")
        else:
            sys.stdout.write(to_json(one) + "\n")
    if all(isinstance(one, asking.NotComparable) for one in found):
        raise SystemExit(1)


def beside(
    case: Case = "kazakhstan-2022",
    history: Files = None,
    record: RecordPath = None,
    as_of: AsOf = None,
    name: With = "",
    countries: Countries = False,
    shape: Shape = "",
    as_json: AsJson = False,
) -> None:
    """Ask the title of a case as questions of events, each beside what its model answers, and why the two differ."""
    from steppe import asking
    from steppe.wire import to_json

    found = asking.beside(case, looking(history, record, (shape, name, as_of), countries=countries))
    people = sys.stdout.isatty() and not as_json
    sys.stdout.writelines(f"{line}\n" for line in (asking.outlook_lines(found) if people else [to_json(found)]))


def looking(
    files: list[Path] | None, record: str | None, chosen: tuple[str, str, str | None], *, countries: bool
) -> "Looking":
    """What forecasts are made from: files, or the record; `chosen` are the format, the forecaster and the day."""
    from steppe import asking, foresight

    shape, name, as_of = chosen
    kept = None if files else record_at(record)
    past, told = foresight.history(files or (), record=kept, shape=shape, countries=countries)
    sys.stderr.writelines(f"{line}\n" for line in told)
    return asking.Looking(past=past, name=name, as_of=_day(as_of), record=kept)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"--as-of is {text!r}; expected a day such as 2022-11-24") from None
