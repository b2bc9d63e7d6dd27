"""What if: choose a case and moves, run them, see what they change, and set two runs beside each other."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import starmap
from typing import Annotated
from urllib.parse import urlencode

from fastapi import FastAPI, Form, Query
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from steppe import whatifs as work
from steppe.errors import InputError, UnknownName
from steppe.faces.http.api_whatif import runs, shares_of, wanted_shares, wanted_whatif, whatif_job
from steppe.faces.http.service import Here, Service
from steppe.faces.web.pages import Shown, part, show
from steppe.faces.web.whatif_rows import Row, row_of, texts_of
from steppe.jobs.ledger import Job

LATEST = 12
RUN_COLUMNS = ("id", "state", "made", "case", "scenario", "against", "moves", "days", "draws", "seed", "as_of")
SIDE_COLUMNS = (
    "output", "about", "unit", "as_things_stand", "low", "high", "with_moves", "moves_low", "moves_high", "difference",
    "difference_low", "difference_high",
)  # fmt: skip
BOTH_COLUMNS = ("what", "name", "about", "unit", "one", "other", "between")
TELL = {"said": work.said, "amount": work.amount, "difference": work.difference}
GROUPS = {"mode": "Modes", "mechanism": "Mechanisms", "tie": "Ties", "stock": "Stocks", "parameter": "Parameters"}
Names = Annotated[list[str], Field(max_length=work.MOST_MOVES + 1)]


def add(app: FastAPI) -> None:
    """The routes of this room."""
    show(app, "/whatif", form)
    app.add_api_route("/whatif", begin, methods=["POST"], include_in_schema=False)
    show(app, "/whatif/compare", compare)
    show(app, "/whatif/{ident}", result)
    app.add_api_route("/whatif/{ident}/shares", ask_shares, methods=["POST"], include_in_schema=False)
    app.add_api_route("/whatif/{ident}/cancel", cancel, methods=["POST"], include_in_schema=False)


class Chosen(BaseModel):
    """What the form holds: a case, moves as text (`do`) or as rows of sliders, settings; all of it in the address."""

    model_config = ConfigDict(extra="ignore")
    case: str = Field("", max_length=200)
    scenario: str = Field("base", max_length=200)
    against: str = Field("base", max_length=200)
    days: str = Field("", max_length=9)
    draws: str = Field("", max_length=9)
    seed: str = Field("", max_length=12)
    as_of: str = Field("", max_length=10)
    causes: str | None = Field(None, max_length=100)
    do: Names = []
    what: Names = []
    sign: Names = []
    value: Names = []
    first: Names = []
    last: Names = []
    pick: str = Field("", max_length=200)
    put: str = Field("", max_length=200)
    adding: str = Field("", max_length=10)
    drop: str = Field("", max_length=9)


@dataclass(frozen=True, slots=True)
class Run:
    """A run as the lists show it."""

    job: Job
    order: work.Order


def form(here: Here, chosen: Annotated[Chosen, Query()]) -> Shown:
    """The form with its sliders, what its moves say, and the latest runs."""
    case = _case(here, chosen.case)
    at = work.at_day(case, _day(chosen.as_of))
    levers = work.levers_of(at)
    rows, wrong = _rows(at, levers, chosen)
    order, refused = _order(here, case, chosen, rows)
    latest = [Run(*one) for one in runs(here)[:LATEST]]
    data = {
        "case": case,
        "title": at.case.title,
        "as_of": at.as_of,
        "order": order,
        "moves": work.moves_told(at, order) if order else (),
        "wrong": [*wrong, *([refused] if refused else [])],
        "runs": [_run(one) for one in latest],
    }
    return Shown(
        template="whatif.html.j2",
        title="What if",
        room="/whatif",
        data=data,
        columns=RUN_COLUMNS,
        rows=[_run(one) for one in latest],
        more={
            "at": at,
            "chosen": chosen,
            "cases": work.modelled(here.cases),
            "levers": levers,
            "groups": GROUPS,
            "rows": rows,
            "horizon": at.model.horizon,
            "most_days": work.MOST_DAYS,
            "most_draws": work.MOST_DRAWS,
            "causes": work.asked_why(at),
            "at_draws": at.model.draws,
            "at_seed": at.model.seed,
            "day_at": lambda day: at.as_of + timedelta(days=day - 1),
            "sources": work.sources_of(at, levers.values()),
            "link": order and _address(order),
            "command": order and _command(order),
            "scenarios": work.scenarios_of(at),
            "examples": _examples(case, at),
        },
    )


def begin(here: Here, chosen: Annotated[Chosen, Form()]) -> RedirectResponse:
    """Queue what the form holds and go to the page of its result."""
    case = _case(here, chosen.case)
    at = work.at_day(case, _day(chosen.as_of))
    texts = (*chosen.do, *texts_of(at, chosen.what, chosen.sign, chosen.value, (chosen.first, chosen.last)))
    made = wanted_whatif(here, case, _given(chosen, texts))
    return RedirectResponse(f"/whatif/{part(made.id)}", 303)


def result(here: Here, ident: str) -> Shown:
    """What came of a what-if, or how far it is; its CSV are the outputs side by side."""
    job = whatif_job(here, ident)
    order = work.read_order(job.given)
    found = work.read_outcome(job.result) if job.state == "done" else None
    at = work.at_day(order.case, order.as_of)
    words = work.moves_told(at, order)
    more: dict[str, object] = {"job": job, "order": order, "link": _address(order), "words": words}
    if found is None:
        return Shown(template="whatif_job.html.j2", title="What if", room="/whatif", data=job, columns=(), more=more)
    short = work.in_short(found)
    return Shown(
        template="whatif_result.html.j2",
        title=f"What if: {found.title}",
        room="/whatif",
        data=found,
        columns=SIDE_COLUMNS,
        rows=[_side(one) for one in found.compared.sides],
        more={
            **more,
            "short": short,
            "telling": work.telling(short, order.scenario),
            "sections": work.sections(found),
            "shares": shares_of(here, order),
            "able": work.asked_shares(at),
            "others": [one for one in starmap(Run, runs(here)) if one.job.state == "done" and one.job.id != ident],
            "tell": TELL,
            "percent": work.percent,
        },
    )


def ask_shares(here: Here, ident: str, question: Annotated[str, Form(max_length=100)]) -> RedirectResponse:
    """Queue the shares of a question's variance; they show on the page of the what-if."""
    wanted_shares(here, ident, question)
    return RedirectResponse(f"/whatif/{part(ident)}#shares", 303)


def cancel(here: Here, ident: str) -> RedirectResponse:
    """Call a what-if off."""
    here.jobs.cancel(whatif_job(here, ident).id)
    return RedirectResponse(f"/whatif/{part(ident)}", 303)


def compare(
    here: Here, one: Annotated[str, Query(max_length=64)] = "", other: Annotated[str, Query(max_length=64)] = ""
) -> Shown:
    """Two finished runs in two columns, or what to choose them from."""
    done = [run for run in starmap(Run, runs(here)) if run.job.state == "done"]
    both = [work.read_outcome(_done(here, ident).result) for ident in (one, other)] if one and other else []
    found = work.beside(both[0], both[1]) if both else None
    return Shown(
        template="whatif_compare.html.j2",
        title="Two what-ifs side by side",
        room="/whatif",
        data={"one": both and both[0].order, "other": both and both[1].order, "beside": found},
        columns=BOTH_COLUMNS,
        rows=_both(found) if found else (),
        more={
            "found": found,
            "both": both,
            "picked": (one, other),
            "done": done,
            "said": work.said,
            "amount": work.amount,
        },
    )


def _done(here: Service, ident: str) -> Job:
    job = whatif_job(here, ident)
    if job.state != "done":
        raise InputError(f"whatif: {ident} is {job.state}; expected one that is done")
    return job


def _case(here: Service, case: str) -> str:
    known = work.modelled(here.cases)
    if case and case not in known:
        raise UnknownName("case with a model", case, known)
    if not known:
        raise InputError("whatif: no case here has a model; see docs/scenarios.md for how one is written")
    return case or (here.case if here.case in known else known[0])


def _rows(at: work.Opened, levers: dict[str, work.Lever], chosen: Chosen) -> tuple[list[Row], list[str]]:
    """The rows of sliders: those of the form, then moves in text, then one that is added; and what is wrong."""
    texts = texts_of(at, chosen.what, chosen.sign, chosen.value, (chosen.first, chosen.last))
    kept = [one for number, one in enumerate(texts) if str(number) != chosen.drop]
    rows, wrong = [], []
    for text in (*kept, *chosen.do):
        try:
            (move,) = work.moves_read(at, [text])
            rows.append(row_of(levers[move.name], move, at))
        except InputError as error:
            wrong.append(str(error))
    new = chosen.put or (chosen.pick if chosen.adding else "")
    if new and new in levers:
        rows.append(row_of(levers[new], work.begun(levers[new], days=at.model.horizon), at))
    elif new:
        wrong.append(str(UnknownName("lever", new, ())))
    return rows, wrong


def _order(here: Service, case: str, chosen: Chosen, rows: list[Row]) -> tuple[work.Order | None, str]:
    try:
        return work.order_of(case, _given(chosen, [row.text for row in rows])), ""
    except (InputError, UnknownName) as error:
        return None, str(error)


def _given(chosen: Chosen, texts: list[str] | tuple[str, ...]) -> work.Given:
    return work.Given(
        scenario=chosen.scenario,
        against=chosen.against,
        moves=tuple(texts),
        days=_whole("days", chosen.days) or 0,
        draws=_whole("draws", chosen.draws) or 0,
        seed=_whole("seed", chosen.seed),
        as_of=_day(chosen.as_of),
        causes=chosen.causes,
    )


def _whole(what: str, text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isascii() or not text.strip().isdecimal():
        raise InputError(f"whatif: {what} is {text!r}; expected a whole number")
    return int(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError as error:
        raise InputError(f"whatif: as of {text!r}; expected a day such as 2022-11-24") from error


def _address(order: work.Order) -> str:
    """The form with all of an order in it."""
    pairs = [("case", order.case), ("scenario", order.scenario), ("against", order.against)]
    pairs += [("do", one) for one in order.moves]
    pairs += [("days", str(order.days or "")), ("draws", str(order.draws)), ("seed", str(order.seed))]
    pairs += [("as_of", order.as_of.isoformat()), ("causes", order.causes)]
    return f"/whatif?{urlencode([pair for pair in pairs if pair[1] or pair[0] == 'causes'])}"


def _command(order: work.Order) -> str:
    """The same on the command line."""
    moves = "".join(f" --do '{one}'" for one in order.moves)
    days = f" --days {order.days}" if order.days else ""
    rest = f" --as-of {order.as_of} --draws {order.draws} --seed {order.seed}"
    return f"steppe whatif {order.case} {order.scenario}{moves}{days}{rest}"


def _examples(case: str, at: work.Opened) -> list[tuple[str, str, str]]:
    """The case's own scenarios to begin with: address of the form, name, what it stands for."""
    named = work.examples_of(at).items()
    return [(f"/whatif?{urlencode({'case': case, 'scenario': name})}", name, one.about) for name, one in named]


def _run(one: Run) -> dict[str, object]:
    order = one.order
    return {
        "id": one.job.id,
        "state": one.job.state,
        "made": one.job.made,
        "case": order.case,
        "scenario": order.scenario,
        "against": order.against,
        "moves": order.moves,
        "days": order.days,
        "draws": order.draws,
        "seed": order.seed,
        "as_of": order.as_of,
    }


def _side(one: work.Side) -> dict[str, object]:
    numbers = (*one.one, *one.other, one.gap.mean, one.gap.low, one.gap.high)
    return dict(zip(SIDE_COLUMNS, (one.name, one.about, one.unit, *numbers), strict=True))


def _both(found: work.Abreast) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for one in found.answers:
        told = (work.said(card) if card else "" for card in (one.one, one.other))
        rows.append(dict(zip(BOTH_COLUMNS, ("answer", one.id, one.ask, one.unit, *told, one.between), strict=True)))
    for side in found.outputs:
        means = (three[0] if three else None for three in (side.one, side.other))
        values = ("output", side.name, side.about, side.unit, *means, side.between)
        rows.append(dict(zip(BOTH_COLUMNS, values, strict=True)))
    return rows
