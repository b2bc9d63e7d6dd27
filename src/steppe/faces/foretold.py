"""The commands of forecasts: `steppe outlook` and `steppe backtest-outlook`."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from steppe.errors import InputError

if TYPE_CHECKING:
    from steppe.flow import Store
    from steppe.foresight import Answered, Past, Told

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
    typer.Option("--with", help="climatology, recency, ew-rate (default), last-week, chance; may come again."),
]


Cases = Annotated[str, typer.Option("--case", help="A case as history: a folder, or the name of a shipped one.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="As known before this day; else all.")]
Keep = Annotated[bool, typer.Option("--keep", help="Keep it in the record, to be scored when its day has come.")]


def outlook(
    questions: Annotated[list[str], typer.Argument(help="Such as 'KAZ -> RUS: REJECT|SANCTION within 30d'.")],
    history: Files = None,
    record: RecordPath = None,
    case: Cases = "",
    as_of: AsOf = None,
    names: Names = None,
    countries: Countries = False,
    shape: Shape = "",
    keep: Keep = False,
    as_json: AsJson = False,
) -> None:
    """How likely who does what to whom, with interval, base rate and the past events that moved it.

    With --keep the forecast is kept in the record, for steppe track.
    """
    from steppe import foresight, keeping
    from steppe.faces.progress import counted

    past = history_of(history, record, case, shape, countries=countries)
    opens = day_given("--as-of", as_of)
    asked = [(question, name) for question in questions for name in names or ("ew-rate",)]
    told: list[Told] = []
    with counted("forecasts made:") as heard:
        for question, name in asked:
            heard(len(told), len(asked))
            told.append(foresight.outlook(question, past, as_of=opens, name=name))
    for one in told:
        _print(one, as_json=as_json)
    for kept in keeping.keep(record_at(record), told) if keep else ():
        sys.stderr.write(f"kept as {kept}\n")


def mix_outlook(
    questions: Annotated[list[str], typer.Argument(help="Such as 'KAZ -> RUS within 30d'.")],
    history: Files = None,
    record: RecordPath = None,
    case: Cases = "",
    as_of: AsOf = None,
    countries: Countries = False,
    shape: Shape = "",
    as_json: AsJson = False,
) -> None:
    """How many acts of which class and type to expect of one side towards another, with intervals."""
    from steppe import foresight

    past = history_of(history, record, case, shape, countries=countries)
    for question in questions:
        _print(foresight.mix(question, past, as_of=day_given("--as-of", as_of)), as_json=as_json)


def rank_outlook(
    question: Annotated[str, typer.Argument(help="Such as 'KAZ: SANCTION'.")],
    history: Files = None,
    record: RecordPath = None,
    case: Cases = "",
    as_of: AsOf = None,
    incoming: Annotated[
        bool, typer.Option("--incoming", help="Who does it to the actor, not to whom it does.")
    ] = False,
    most: Annotated[int, typer.Option("--most", min=1, help="How many to name.")] = 10,
    countries: Countries = False,
    shape: Shape = "",
    as_json: AsJson = False,
) -> None:
    """Who is likely next to have something done to it by an actor: an order, no probabilities. It learns first."""
    from steppe import foresight
    from steppe.faces.progress import counted

    past = history_of(history, record, case, shape, countries=countries)
    opens = day_given("--as-of", as_of)
    with counted("learning, day") as told:
        found = foresight.ranked(question, past, as_of=opens, incoming=incoming, most=most, told=told)
    _print(found, as_json=as_json)


def backtest_outlook(
    questions: Annotated[list[str], typer.Argument(help="Questions, asked anew at every origin.")],
    since: Annotated[str, typer.Option("--from", help="The first origin, such as 2022-01-01.")],
    history: Files = None,
    record: RecordPath = None,
    case: Cases = "",
    every: Annotated[int, typer.Option("--every", help="Days from one origin to the next.")] = 7,
    names: Names = None,
    countries: Countries = False,
    shape: Shape = "",
    keep: Annotated[bool, typer.Option("--keep", help="Keep the result in the record, beside earlier ones.")] = False,
    as_json: AsJson = False,
) -> None:
    """How well forecasters would have done: scores beside every baseline, calibration, the worst misses.

    With --keep the result is kept in the record, and set beside an earlier one of the same questions and data.
    """
    from steppe import foresight, keeping
    from steppe.faces.progress import counted

    past = history_of(history, record, case, shape, countries=countries)
    first = day_given("--from", since) or date.min
    with counted("origins asked:") as told:
        found = foresight.backtest(questions, past, since=first, every=every, names=names or (), told=told)
    _print(found, as_json=as_json)
    if keep:
        sys.stderr.write(keeping.keep_backtest(record_at(record), found, questions, every=every) + "\n")


VERBS = (outlook, backtest_outlook, mix_outlook, rank_outlook)  # the commands, in the order help lists them


def history_of(files: list[Path] | None, record: str | None, case: str, shape: str, *, countries: bool) -> "Past":
    """The history of files, of a case, or of the record; what was left out goes to standard error."""
    from steppe import foresight

    past, told = foresight.history(files or (), record=record_at(record), case=case, shape=shape, countries=countries)
    sys.stderr.writelines(f"{line}\n" for line in told)
    return past


def record_at(record: str | None) -> "Store":
    """The record named, or that of the settings, with the token of the server that may hold it."""
    from steppe import flow
    from steppe.faces.settings import read_settings

    settings = read_settings()
    return flow.place(record or settings.record, token=settings.token)


def _print(found: "Answered", *, as_json: bool) -> None:
    from steppe import foresight
    from steppe.wire import to_json

    if as_json or not sys.stdout.isatty():
        sys.stdout.write(to_json(found) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in foresight.told_lines(found))


def day_given(option: str, text: str | None) -> date | None:
    """The day an option names, nothing where it is not given. Raises `InputError` for no day."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"{option} is {text!r}; expected a day such as 2022-11-24") from None
