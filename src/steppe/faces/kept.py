"""The command of kept forecasts: `steppe track`."""

import getpass
import sys
from collections.abc import Iterable
from typing import Annotated

import typer

from steppe.errors import InputError
from steppe.faces.foretold import AsJson, Cases, Countries, Files, RecordPath, Shape, day_given, history_of, record_at

Resolve = Annotated[
    tuple[str, str] | None,
    typer.Option("--resolve", metavar="ID OUTCOME", help="Say by hand what came of it: yes, no, void or open."),
]


def track(
    record: RecordPath = None,
    history: Files = None,
    case: Cases = "",
    as_of: Annotated[str | None, typer.Option("--as-of", help="As known before this day; else before today.")] = None,
    resolve: Resolve = None,
    why: Annotated[str, typer.Option("--why", help="On what grounds, with --resolve.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who says so; else the user of this machine.")] = "",
    backtests: Annotated[bool, typer.Option("--backtests", help="List the back-tests kept instead.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Keep outcomes that the history tells as judgements.")] = False,
    countries: Countries = False,
    shape: Shape = "",
    as_json: AsJson = False,
) -> None:
    """How good kept forecasts were: open questions, what came of the rest, scores, calibration, worst misses.

    Outcomes come from the history given, else from the record's own events, and only once a window has closed; what
    somebody said by hand goes before them.
    """
    from steppe import keeping

    at, day = record_at(record), day_given("--as-of", as_of)
    if resolve:
        said = keeping.resolve(at, *resolve, why=why, author=by or getpass.getuser())
        sys.stderr.write(f"{said.outcome} by {said.author}: {said.question}\n")
        return
    if why or by:
        raise InputError("track: --why and --by go with --resolve ID OUTCOME")
    people = sys.stdout.isatty() and not as_json
    if backtests:
        found = keeping.backtests(at, as_of=day)
        _print(keeping.backtest_lines(found) if people else map(_json, found))
        return
    past = history_of(history, record, case, shape, countries=countries) if history or case else None
    standing = keeping.standing(at, past, as_of=day, store=keep)
    _print(keeping.standing_lines(standing) if people else [_json(standing)])


def _json(value: object) -> str:
    from steppe.wire import to_json

    return to_json(value)


def _print(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
