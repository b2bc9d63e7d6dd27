"""What-ifs for programs: what can be asked and moved in a case, runs, their answers, comparisons and causes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from steppe import whatifs as work
from steppe.errors import InputError, UnknownName
from steppe.faces.http.answers import Problem, json_answer
from steppe.faces.http.api_jobs import AskedBefore
from steppe.faces.http.service import AsOf, Here, Service
from steppe.faces.http.shapes import USUAL, Limit, Listed, Offset, cut
from steppe.jobs.ledger import Job, State, job
from steppe.wire import to_json

router = APIRouter(tags=["what-ifs"], responses={404: {"model": Problem}, 422: {"model": Problem}})
CaseName = Annotated[str, Path(examples=["kazakhstan-2022"], description="A case that has a model.")]
Ident = Annotated[
    str, Path(description="The id of a what-if, which is that of its job.", examples=["5f0c2b7a9d1e4c38"])
]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A question of a case's model: how it is settled, by which scenario it is answered, what the article says."""

    id: str
    ask: str
    unit: str
    days: int
    scenario: str
    against: str
    resolver: str
    reference_class: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioLine:
    """A scenario of a case's model: moves as text, and what they stand for."""

    name: str
    about: str
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """A what-if: what was asked for, and how far it is."""

    id: str
    state: State
    made: datetime
    order: work.Order


class WhatifOrder(BaseModel):
    """A what-if: a scenario of a case's model, moves as text, beside another scenario, under the same luck."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"case": "kazakhstan-2022", "scenario": "closure_90d"},
                {"case": "kazakhstan-2022", "moves": ["cpc_pipe=closed from 1 until 30"], "draws": 1000},
            ]
        },
    )
    case: str = Field(max_length=200, description="A case that has a model, as in /cases.")
    scenario: str = Field("base", max_length=200, description="What is run, as in /cases/{case}/scenarios.")
    against: str = Field("base", max_length=200, description="The scenario it is set beside.")
    moves: list[Annotated[str, Field(max_length=work.LONGEST)]] = Field(
        [],
        max_length=work.MOST_MOVES,
        description="What is moved besides, a line each: the name of a lever of /cases/{case}/levers, `=` and a value, "
        "and where it is `dated` the days, as in `cpc_pipe=closed from 1 until 30`.",
    )
    days: int = Field(0, ge=0, le=work.MOST_DAYS, description="How many days outputs are compared; 0: the model's own.")
    draws: int = Field(0, ge=0, le=work.MOST_DRAWS, description="How many futures; 0: as many as the model has.")
    seed: int | None = Field(None, ge=0, le=2**31, description="The seed of the luck; the model's own without it.")
    as_of: date | None = Field(None, description="What was known before this day; the case's own day without it.")
    causes: str | None = Field(
        None, max_length=100, description="The question whose causes are told; empty for none, the first without it."
    )


class SharesWanted(BaseModel):
    """The question whose variance is to be shared out."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"question": "Q6"}]})
    question: str = Field(max_length=100, description="Its id, as in /cases/{case}/questions.")


@router.get("/cases/{case}/questions", response_model=Listed[QuestionLine], summary="Questions of a case's model")
def questions(here: Here, case: CaseName, limit: Limit = USUAL, offset: Offset = 0, as_of: AsOf = None) -> Response:
    """What the model can be asked, in the order of the case."""
    at = _at(here, case, as_of)
    names = QuestionLine.__dataclass_fields__.keys() - {"id"}
    every = [
        QuestionLine(id=name, **{key: getattr(one, key) for key in names})
        for name, one in work.questions_of(at).items()
    ]
    return json_answer(cut(every, limit=limit, offset=offset, as_of=as_of))


@router.get("/cases/{case}/scenarios", response_model=Listed[ScenarioLine], summary="Scenarios of a case's model")
def scenarios(here: Here, case: CaseName, limit: Limit = USUAL, offset: Offset = 0, as_of: AsOf = None) -> Response:
    """The scenarios the case declares, each with its moves as text."""
    named = work.scenarios_of(_at(here, case, as_of)).items()
    every = [ScenarioLine(name=name, about=one.about, moves=one.moves) for name, one in named]
    return json_answer(cut(every, limit=limit, offset=offset, as_of=as_of))


@router.get("/cases/{case}/levers", response_model=Listed[work.Lever], summary="What can be moved")
def levers(here: Here, case: CaseName, limit: Limit = USUAL, offset: Offset = 0, as_of: AsOf = None) -> Response:
    """Modes, mechanisms, ties, stocks and parameters, with unit, bounds, what they are held to be, and sources."""
    every = tuple(work.levers_of(_at(here, case, as_of)).values())
    return json_answer(cut(every, limit=limit, offset=offset, as_of=as_of))


@router.post(
    "/jobs/whatif",
    status_code=202,
    response_model=Job,
    responses={429: {"model": Problem}},
    summary="Run a what-if",
)
def whatif(here: Here, order: WhatifOrder) -> Response:
    """Queue a what-if; the same order again is the same job. Its answers are at `/whatifs/{id}` when it is done."""
    given = order.model_dump(exclude={"case"})
    made = wanted_whatif(here, order.case, work.Given(**given | {"moves": tuple(order.moves)}))
    return json_answer(made, status=202, headers={"Location": f"/api/v1/jobs/{made.id}"})


@router.get("/whatifs", response_model=Listed[RunLine], summary="What-ifs, latest first")
def whatifs(
    here: Here,
    limit: Limit = USUAL,
    offset: Offset = 0,
    as_of: AskedBefore = None,
    finished: Annotated[bool, Query(description="Only those that are done.", examples=[True])] = True,
) -> Response:
    """Every what-if that is known, with what was asked for."""
    kept = [
        RunLine(id=one.id, state=one.state, made=one.made, order=order)
        for one, order in runs(here)
        if (one.state == "done" or not finished) and (as_of is None or one.made.date() < as_of)
    ]
    return json_answer(cut(kept, limit=limit, offset=offset, as_of=as_of))


@router.get("/whatifs/{ident}", response_model=work.Outcome, summary="What came of a what-if")
def outcome(here: Here, ident: Ident) -> Response:
    """Answer cards with the moves and as things stand, every output beside the other, and causes."""
    one = whatif_job(here, ident)
    if one.state != "done":
        raise InputError(f"whatif: {ident} is {one.state}{f' ({one.error})' if one.error else ''}; expected one done")
    return Response(one.result, media_type="application/json")


@router.post(
    "/whatifs/{ident}/sobol",
    status_code=202,
    response_model=Job,
    responses={429: {"model": Problem}},
    summary="Share out the variance of an answer",
)
def share_out(here: Here, ident: Ident, wanted: SharesWanted) -> Response:
    """Queue Sobol shares of a question's answer under a what-if, by parameter and luck."""
    made = wanted_shares(here, ident, wanted.question)
    return json_answer(made, status=202, headers={"Location": f"/api/v1/jobs/{made.id}"})


@router.get("/whatifs/{ident}/sobol", response_model=Listed[work.Shares], summary="Shares of the variance of answers")
def sobol(here: Here, ident: Ident, limit: Limit = USUAL, offset: Offset = 0, as_of: AskedBefore = None) -> Response:
    """The shares worked out so far for a what-if, question by question."""
    order = work.read_order(whatif_job(here, ident).given)
    every = [
        shares
        for one, shares in shares_of(here, order).values()
        if shares is not None and (as_of is None or one.made.date() < as_of)
    ]
    return json_answer(cut(every, limit=limit, offset=offset, as_of=as_of))


def wanted_whatif(here: Service, case: str, given: work.Given) -> Job:
    """The job of a what-if, queued. Raises `InputError`, `UnknownName`, `Busy`."""
    if case not in here.cases:
        raise UnknownName("case", case, here.cases)
    return here.jobs.add(job("whatif", to_json(work.order_of(case, given)), made=here.clock()))


def wanted_shares(here: Service, ident: str, question: str) -> Job:
    """The job of the shares of a question under a what-if, queued. Raises `InputError`, `UnknownName`, `Busy`."""
    order = work.read_order(whatif_job(here, ident).given)
    able = work.asked_shares(work.at_day(order.case, order.as_of))
    if question not in able:
        raise UnknownName("question with shares", question, able)
    return here.jobs.add(_shares_job(order, question, made=here.clock()))


def whatif_job(here: Service, ident: str) -> Job:
    """The job of a what-if. Raises `UnknownName` where there is none, or it is of another kind."""
    one = here.jobs.get(ident)
    if one.kind != "whatif":
        raise UnknownName("what-if", ident[:80], ("those of /api/v1/whatifs",))
    return one


def runs(here: Service) -> list[tuple[Job, work.Order]]:
    """All what-ifs that are known, latest first."""
    return [(one, work.read_order(one.given)) for one in here.jobs.all() if one.kind == "whatif"]


def shares_of(here: Service, order: work.Order) -> dict[str, tuple[Job, work.Shares | None]]:
    """The shares asked for under a what-if, by question: each job, and what came of it if it is done."""
    found = {}
    for one in here.jobs.all():
        if one.kind == "shares" and (asked := work.read_shares_order(one.given)).whatif == order:
            found[asked.question] = (one, work.read_shares(one.result) if one.state == "done" else None)
    return found


def _shares_job(order: work.Order, question: str, *, made: datetime) -> Job:
    return job("shares", to_json(work.SharesOrder(whatif=order, question=question)), made=made)


def _at(here: Service, case: str, as_of: date | None) -> work.Opened:
    if case not in here.cases:
        raise UnknownName("case", case, here.cases)
    return work.at_day(case, as_of)
