"""The walk as verbs: `steppe read | code | check | keep | brief | show`, JSON lines through pipes.

Output for people when standard output is a terminal, JSON lines otherwise; progress and what was
refused go to standard error. Exit codes: 0 done, 1 nothing came of it, 2 your input, 3 our fault.
Imports of rooms stay inside the commands, so that help answers at once.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from steppe.errors import DataError, ModelMissing, SteppeError
from steppe.faces.foretold import VERBS, AsJson, Countries, Files, Shape, record_at
from steppe.faces.kept import track
from steppe.faces.linked import Rates, With, beside, rates
from steppe.faces.served import serve

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    help=__doc__.split("\n")[0],
)

DEFAULT_CASE = "kazakhstan-2022"
Where = Annotated[
    str, typer.Argument(help="A file, a folder, a web address, a feed, a web archive (WARC), or - for standard input.")
]
RecordPath = Annotated[str | None, typer.Option("--record", help="The record file; default from settings.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="As known before this day; else the case's own.")]
Moves = Annotated[list[str] | None, typer.Option("--do", help="A move, such as 'cpc_pipe=closed from 1 until 30'.")]
Drawn = Annotated[int | None, typer.Option("--draws", help="Draws; else the model's own.")]
Seed = Annotated[int | None, typer.Option("--seed", help="The seed of luck and parameters; else the model's own.")]


@app.command()
def read(where: Where) -> None:
    """Read pages and print articles as JSON lines: blocks by kind, date, language, damage."""
    from steppe.faces.progress import report

    _print_lines(report(_articles(where), verb="read"))


@app.command()
def code(
    where: Where,
    shape: Annotated[str, typer.Option("--as", help="json, polecat, csv, parquet or annotations.")] = "json",
    out: Annotated[Path | None, typer.Option("--out", help="Write here; a broken json run is resumed.")] = None,
    dyads: Annotated[bool, typer.Option("--dyads", help="A row for each pair of actor and recipient.")] = False,
    processes: Annotated[int, typer.Option(min=1, help="Code in so many processes.")] = 1,
    sift: Annotated[bool, typer.Option(help="Leave sentences that can hold no event unparsed: faster.")] = False,
) -> None:
    """Code pages, or articles piped from `steppe read`, and print events, claims and quantities as JSON lines.

    With --as they are written in a format of the field, without a record.
    """
    from steppe.faces.exchanged import check_shape, write_coded
    from steppe.faces.journal import Journal
    from steppe.faces.progress import report
    from steppe.faces.settings import read_settings

    check_shape(shape, out, dyads=dyads)
    if shape != "json" or out is None:
        found = report(_coded(where, processes=processes, sift=sift), verb="coded")
        write_coded(found, shape, out, dyads=dyads, quad=read_settings().sanction_quad)
        return
    journal = Journal(out, where)
    coded = _coded(where, processes=processes, sift=sift, rest=journal.rest)
    _run(report(journal.write(coded), verb="coded", before=journal.at.done), out)


@app.command()
def keep(where: Where, record: RecordPath = None, note: Annotated[str, typer.Option(help="A run note.")] = "") -> None:
    """Code what is at WHERE, or take what `steppe code` pipes in, and add it to the record."""
    from steppe import flow
    from steppe.faces.progress import batches, report
    from steppe.wire import to_json

    with flow.open_record(record_at(record)) as store:
        for batch in batches(report(_coded(where), verb="kept"), size=200):
            typer.echo(to_json(flow.keep(store, batch, note=note)))


@app.command()
def brief(
    where: Where,
    out: Annotated[Path | None, typer.Option("--out", help="Write the HTML page here.")] = None,
    case: Annotated[str | None, typer.Option("--case", help="Set the claims beside this case, as in check.")] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="As known before this day; else its publication.")
    ] = None,
    ask: Annotated[bool, typer.Option("--ask", help="Also write the answers of the case's model beside it.")] = False,
    history: Files = None,
    record: Annotated[str | None, typer.Option("--record", help="A record as history of the outlook.")] = None,
    name: With = "",
    countries: Countries = False,
    shape: Shape = "",
    as_json: AsJson = False,
) -> None:
    """Brief one article: a page with --out, its short form on the terminal, or JSON.

    With --history or --record it also tells how likely the states it names act on each other in the next 30 days.
    """
    from steppe.faces.briefed import print_brief
    from steppe.faces.linked import looking
    from steppe.faces.progress import report

    wanted = bool(history or record)
    look = looking(history, record, (shape, name, as_of), countries=countries) if wanted else None
    for coded in report(_coded(where), verb="briefed", most=1):
        print_brief(coded, case=case, look=look, views=(as_of, out, ask), as_json=as_json)


@app.command()
def explain(
    where: Where,
    sentence: Annotated[int | None, typer.Option(min=1, help="Only this sentence, counted from 1.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say for each sentence why it gave its events (pattern, words, actors, status, date, place), or why none."""
    from steppe import flow
    from steppe.faces.explained import print_explained
    from steppe.faces.progress import report
    from steppe.faces.settings import read_settings

    at = flow.desk(read_settings().sanction_quad)
    lines = _piped(where)
    for one in report(_articles(where) if lines is None else flow.taken_up(lines), verb="explained"):
        print_explained(one, at=at, sentence=sentence, as_json=as_json)


@app.command()
def check(
    where: Where,
    case: Annotated[str, typer.Option("--case", help="A case folder, or the name of a shipped case.")] = DEFAULT_CASE,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="As known before this day; else its publication.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Hold the claims of an article against a case: a verdict for each, with both figures and the facts used."""
    from steppe.faces.checked import print_verdicts
    from steppe.faces.progress import report

    for coded in report(_coded(where), verb="checked"):
        print_verdicts(coded, case, as_of=as_of, as_json=as_json)


@app.command()
def world(
    case: Annotated[str, typer.Argument(help="A case folder, or the name of a shipped case.")] = DEFAULT_CASE,
    as_of: Annotated[str | None, typer.Option("--as-of", help="As known before this day; else the case's own.")] = None,
    shape: Annotated[str, typer.Option("--as", help="graphml, gexf, geojson or ftm; else a summary.")] = "",
    actor: Annotated[str | None, typer.Option(help="The ties of this member, such as KAZ.")] = None,
    exposure: Annotated[str | None, typer.Option(help="How an export leaves, such as KAZ:oil.")] = None,
    record: RecordPath = None,
) -> None:
    """Show the world of a case as known before a day: a summary, a member's ties, an export's exposure, a file."""
    from steppe.faces.checked import print_world

    print_world(case, as_of=as_of, record=record_at(record) if record else None, views=(shape, actor, exposure))


@app.command()
def backtest(
    case: Annotated[str, typer.Argument(help="A case folder, or the name of a shipped case.")] = DEFAULT_CASE,
    name: Annotated[str, typer.Option(help="One back-test by id, such as B1; else all that are registered.")] = "",
    as_json: AsJson = False,
) -> None:
    """Run the registered back-tests of mechanisms on a case, in order of time, beside their baselines."""
    from steppe.faces.backtested import print_backtests

    print_backtests(case, name, as_json=as_json)


@app.command()
def ask(
    case: Annotated[str, typer.Argument(help="A case folder, or the name of a shipped case.")] = DEFAULT_CASE,
    question: Annotated[list[str] | None, typer.Argument(help="Questions by id, such as Q1; else all.")] = None,
    do: Moves = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the HTML page here.")] = None,
    rates: Rates = None,
    as_of: AsOf = None,
    draws: Drawn = None,
    seed: Seed = None,
    as_json: AsJson = False,
) -> None:
    """Answer the questions of a case by its model: probability, interval, confidence, drivers, what is not known."""
    from steppe.faces import asked

    at = asked.opened(case, as_of=as_of, draws=draws, seed=seed, rates=rates)
    asked.ask(at, question or [], do or [], out=out, as_json=as_json)


@app.command()
def whatif(
    case: Annotated[str, typer.Argument(help="A case folder, or the name of a shipped case.")] = DEFAULT_CASE,
    scenario: Annotated[str, typer.Argument(help="A scenario of the case's model.")] = "base",
    do: Moves = None,
    days: Annotated[int, typer.Option(min=0, max=3650, help="Days to run; else the model's own.")] = 0,
    rates: Rates = None,
    as_of: AsOf = None,
    draws: Drawn = None,
    seed: Seed = None,
    as_json: AsJson = False,
) -> None:
    """Run a scenario, or moves of your own, beside things as they stand, under the same luck."""
    from steppe import asking
    from steppe.faces import asked

    at = asked.opened(case, as_of=as_of, draws=draws, seed=seed, rates=rates)
    asked.print_answers([asking.compare(at, "base", scenario, moves=do or [], days=days)], as_json=as_json)


@app.command()
def compare(
    case: Annotated[str, typer.Argument(help="A case folder, or the name of a shipped case.")],
    one: Annotated[str, typer.Argument(help="A scenario of the case's model.")],
    other: Annotated[str, typer.Argument(help="Another.")],
    days: Annotated[int, typer.Option(min=0, max=3650, help="Days to run; else the model's own.")] = 0,
    as_of: AsOf = None,
    draws: Drawn = None,
    seed: Seed = None,
    as_json: AsJson = False,
) -> None:
    """Compare two scenarios under the same luck: every output with the difference draw by draw."""
    from steppe import asking
    from steppe.faces import asked

    at = asked.opened(case, as_of=as_of, draws=draws, seed=seed)
    asked.print_answers([asking.compare(at, one, other, days=days)], as_json=as_json)


@app.command()
def why(
    case: Annotated[str, typer.Argument(help="A case folder, or the name of a shipped case.")],
    question: Annotated[str, typer.Argument(help="A question by id, such as Q1.")],
    do: Moves = None,
    sobol: Annotated[int, typer.Option(help="Also Sobol shares by parameter and luck, from so many draws a set.")] = 0,
    as_of: AsOf = None,
    draws: Drawn = None,
    seed: Seed = None,
    as_json: AsJson = False,
) -> None:
    """Say why an answer is what it is: what is left of it without each cause, and the orders of events."""
    from steppe import asking
    from steppe.faces import asked

    at = asked.opened(case, as_of=as_of, draws=draws, seed=seed)
    asked.print_answers([asking.why(at, question, moves=do or [])], as_json=as_json)
    if sobol:
        asked.print_answers(asking.sobol(at, question, size=sobol, moves=do or []), as_json=as_json)


@app.command()
def show(
    what: Annotated[str, typer.Argument(help="events, claims, quantities, articles or judgements.")] = "events",
    record: RecordPath = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Only what was known before this day (ISO).")] = None,
    actor: Annotated[str | None, typer.Option(help="Only with this actor or country, such as KAZ.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show what the record holds, as it was known before a day."""
    from steppe.faces.show import print_stored

    print_stored(record_at(record), what, as_of=as_of, actor=actor, as_json=as_json)


@app.command()
def group(
    record: RecordPath = None,
    apply: Annotated[str, typer.Option(help="suggest: keep each as a suggested judgement; none: print only.")] = "none",
    as_json: AsJson = False,
) -> None:
    """Find near-copies and reports of one event in a record, with score, reason and number of independent sources."""
    from steppe.faces.show import print_groups

    print_groups(record_at(record), apply=apply, as_json=as_json)


@app.command(name="export")
def export_command(
    shape: Annotated[str, typer.Option("--as", help="polecat, csv, parquet or annotations.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write.")],
    record: RecordPath = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Only what was known before this day (ISO).")] = None,
    dyads: Annotated[bool, typer.Option("--dyads", help="A row for each pair of actor and recipient.")] = False,
) -> None:
    """Write the events of the record as a POLECAT tab file, CSV, Parquet, or (with claims) Web Annotations."""
    from steppe.faces.exchanged import export_record
    from steppe.faces.settings import read_settings

    quad = read_settings().sanction_quad
    done = export_record(record_at(record), out, shape, as_of=as_of, dyads=dyads, quad=quad)
    typer.echo(f"{done} written to {out}", err=True)


@app.command(name="import")
def import_command(file: Annotated[Path, typer.Argument(help="A POLECAT tab file, .csv or .parquet.")]) -> None:
    """Print the rows of an event table as JSON lines; bad lines go to standard error, the rest goes on.

    The rows are not kept in the record: it holds events with the words of an article, which these tables lack.
    """
    from steppe import flow
    from steppe.faces.progress import report

    _print_lines(report(flow.import_file(file), verb="read"))


for verb in (*VERBS, track, rates, beside, serve):
    app.command()(verb)


def _print_lines(values: Iterable[object]) -> None:
    from steppe.wire import to_json

    for value in values:
        sys.stdout.write(to_json(value) + "\n")


def _articles(where: str) -> Iterator[Any]:
    from steppe import flow
    from steppe.faces.settings import read_settings

    return flow.read_all(where, limits=read_settings().limits())


def _coded(
    where: str, *, processes: int = 1, sift: bool = False, rest: Callable[[Iterator[Any]], Iterator[Any]] | None = None
) -> Iterator[Any]:
    """Coded articles from WHERE: pages are read and coded, JSON lines of a former step taken up where they left off.

    `rest` leaves out input that an earlier run has done.
    """
    from steppe import flow
    from steppe.faces.settings import read_settings

    settings = read_settings()
    lines = _piped(where)
    many = processes > 1 or sift
    if lines is not None:
        found: Iterator[Any] = flow.taken_up(lines)
    else:
        found = (flow.pages_at if many else flow.read_all)(where, limits=settings.limits())
    found = rest(found) if rest else found
    if many:
        return flow.code_in_processes(found, processes=processes, sanction_quad=settings.sanction_quad, sift=sift)
    return flow.code_all(found, at=flow.desk(settings.sanction_quad))


def _run(done: Iterator[Any], out: Path) -> None:
    """Go through a run that writes as it goes; say how to take it up again where it is interrupted."""
    try:
        for _ in done:
            pass
    except KeyboardInterrupt:
        sys.stderr.write(f"steppe: interrupted; the same command goes on where {out} ends\n")
        raise SystemExit(130) from None


def _piped(where: str) -> Iterator[str] | None:
    """Standard input as lines when a former step wrote it (its first line opens with an id), else `None`."""
    if where != "-" or sys.stdin.isatty():
        return None
    head = sys.stdin.buffer.peek(16)[:16] if hasattr(sys.stdin.buffer, "peek") else b""
    return iter(sys.stdin) if head.startswith((b'{"id":', b'{"article"')) else None


def main() -> None:
    """Run the command line; one table from errors to exit codes."""
    try:
        app(standalone_mode=True)
    except BrokenPipeError:
        sys.stderr.close()
    except (DataError, ModelMissing) as error:
        _fail(error, 3)
    except SteppeError as error:
        _fail(error, 2)


def _fail(error: SteppeError, status: int) -> None:
    sys.stderr.write(f"steppe: {error}\n")
    raise SystemExit(status)


if __name__ == "__main__":
    main()
