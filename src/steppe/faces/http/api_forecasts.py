"""Questions and what is said to them, forecasts that were kept, what came of them, and how good they were."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from steppe import answers, keeping
from steppe.answers import Answer, Asking, KeptBacktest, KeptForecast, Parts, Read, Resolution, Standing
from steppe.errors import InputError
from steppe.faces.http.answers import Problem, json_answer
from steppe.faces.http.asked import forecast_of, queued
from steppe.faces.http.service import AsOf, Here, Service
from steppe.faces.http.shapes import USUAL, Limit, Listed, Offset, cut
from steppe.jobs.ledger import Job

router = APIRouter(tags=["forecasts"], responses={404: {"model": Problem}, 422: {"model": Problem}})
Ident = Annotated[
    str, Path(max_length=80, description="The id of a kept forecast, whole.", examples=["9a4e0d63b1f27c85"])
]


class Asked(BaseModel):
    """A question as one line of text (`question`), or in parts: actor, kinds, recipient and days."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"question": "KAZ -> RUS: REJECT|SANCTION within 30d"},
                {
                    "actor": "KAZ",
                    "kinds": ["quad-4"],
                    "recipient": "RUS",
                    "days": 30,
                    "as_of": "2022-11-24",
                    "forecaster": "climatology",
                },
            ]
        },
    )
    question: str = Field(
        "",
        max_length=2_000,
        description="Who, to whom, what, how long: `KAZ -> RUS: REJECT|SANCTION within 30d`. Bars part names; `any` is "
        "any other actor.",
    )
    actor: str = Field("", max_length=2_000, description="Names between bars; empty is anybody.")
    kinds: list[Annotated[str, Field(max_length=200)]] = Field(
        [], max_length=100, description="PLOVER types, types with a mode, or quad classes (quad-4)."
    )
    recipient: str = Field("", max_length=2_000, description="Names between bars; empty is anybody.")
    days: int = Field(30, ge=1, le=3_660, description="How long the window is.")
    as_of: date | None = Field(None, description="The day the window opens, by what was known before it.")
    forecaster: str = Field("ew-rate", max_length=80, description="climatology, recency, ew-rate, last-week or chance.")
    case: str = Field("", max_length=200, description="The case whose events are the history; empty is the record.")


class OutcomeSaid(BaseModel):
    """What somebody says came of a question: `open` takes back what was said by hand before."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"outcome": "no", "why": "the report was withdrawn", "author": "A. Nurlan"}],
        },
    )
    outcome: str = Field(max_length=20, description="yes, no, void or open.")
    why: str = Field(max_length=2_000, description="On what grounds.")
    author: str = Field(max_length=200, description="Who says so.")


@router.post("/questions", response_model=Answer, summary="Ask a question; nothing is kept")
def ask(here: Here, asked: Asked) -> Response:
    """The probability, its interval and base rate, and the reasons with the ids of the events they rest on.

    `chance` learns for about a minute: post the same to `/jobs/outlook`, then ask here.
    """
    read = _read(here, asked)
    return json_answer(answers.answer(here.held, read, _told(here, read)))


@router.post(
    "/jobs/outlook",
    status_code=202,
    response_model=Job,
    responses={429: {"model": Problem}},
    summary="Let a forecaster learn for a question",
)
def learn(here: Here, asked: Asked) -> Response:
    """Queue it; the same question on the same record is the same job. Follow it at `/jobs/{id}/progress`."""
    made = queued(here, _read(here, asked))
    return json_answer(made, status=202, headers={"Location": f"/api/v1/jobs/{made.id}"})


@router.get("/forecasts", response_model=Listed[KeptForecast], summary="Kept forecasts, latest first")
def forecasts(here: Here, limit: Limit = USUAL, offset: Offset = 0, as_of: AsOf = None) -> Response:
    """Forecasts as they were made; as of a day, those kept before it."""
    every = keeping.kept(here.held.record, as_of=as_of)[::-1]
    return json_answer(cut(every, limit=limit, offset=offset, as_of=as_of))


@router.post(
    "/forecasts",
    status_code=201,
    response_model=KeptForecast,
    responses={200: {"model": KeptForecast, "description": "It was kept before, as it is."}},
    summary="Keep a forecast",
)
def keep(here: Here, asked: Asked) -> Response:
    """Answer a question and keep the forecast; the same on the same record is the same forecast, kept once."""
    kept, new = answers.keep(here.held, _told(here, _read(here, asked)), clock=here.clock)
    return json_answer(kept, status=201 if new else 200, headers={"Location": f"/api/v1/forecasts/{kept.id}"})


@router.get("/forecasts/{ident}", response_model=KeptForecast, summary="A kept forecast")
def forecast(here: Here, ident: Ident) -> Response:
    """A forecast as it was made: probability, interval, reasons with the rows they cite."""
    return json_answer(answers.kept_one(here.held, ident))


@router.post(
    "/forecasts/{ident}/resolution",
    status_code=201,
    response_model=Resolution,
    summary="Say what came of a question",
)
def resolve(here: Here, ident: Ident, said: OutcomeSaid) -> Response:
    """By hand, with grounds and a name; it goes before what the record tells. The same again adds nothing."""
    one = answers.kept_one(here.held, ident)
    made = keeping.resolve(here.held.record, one.id, said.outcome, why=said.why, author=said.author, clock=here.clock)
    return json_answer(made, status=201)


@router.get("/track", response_model=Standing, summary="What came of kept forecasts, and the scores")
def track(here: Here, as_of: AsOf = None) -> Response:
    """Every kept question with its outcome and grounds, and the record of each forecaster."""
    return json_answer(answers.track_view(here.held, as_of=as_of, clock=here.clock).standing)


@router.get("/backtests", response_model=Listed[KeptBacktest], summary="Kept back-tests, latest first")
def backtests(here: Here, limit: Limit = USUAL, offset: Offset = 0, as_of: AsOf = None) -> Response:
    """Results of back-tests as they were kept."""
    every = keeping.backtests(here.held.record, as_of=as_of)[::-1]
    return json_answer(cut(every, limit=limit, offset=offset, as_of=as_of))


def _read(here: Service, asked: Asked) -> Read:
    parts = Parts(
        actor=asked.actor,
        kinds=tuple(asked.kinds),
        recipient=asked.recipient,
        days=str(asked.days),
        line=asked.question,
    )
    as_of = asked.as_of.isoformat() if asked.as_of else ""
    return answers.read(
        here.held, Asking(parts=parts, as_of=as_of, forecaster=asked.forecaster, case=asked.case), here.cases
    )


def _told(here: Service, read: Read) -> answers.Told:
    answers.question_of(read)
    found = forecast_of(here, read)
    if found is None:
        raise InputError(
            f"question: {read.asking.forecaster} has not learned for it; post the same to /api/v1/jobs/outlook first"
        )
    return found
