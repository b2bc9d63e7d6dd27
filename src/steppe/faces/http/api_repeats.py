"""What repeats what: have it found, list it, say otherwise."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from steppe import repeats as hallway
from steppe.errors import UnknownName
from steppe.faces.http.answers import Problem, json_answer
from steppe.faces.http.api_jobs import Key
from steppe.faces.http.service import AsOf, Here, Service
from steppe.faces.http.shapes import USUAL, Limit, Listed, Offset, listed
from steppe.jobs.ledger import Job, job
from steppe.types import Judgement
from steppe.wire import to_json

router = APIRouter(tags=["sources"], responses={422: {"model": Problem}})


@router.post("/jobs/compare", status_code=202, response_model=Job, summary="Find what repeats what")
def compare(here: Here, key: Key = "") -> Response:
    """Queue a comparison of all articles that stand; on a record that did not change it is the same job.

    Near-copies and reports of one event are kept as judgements `same`, as suggestions: nothing is merged.
    """
    made = wanted_comparison(here, part=key)
    return json_answer(made, status=202, headers={"Location": f"/api/v1/jobs/{made.id}"})


def wanted_comparison(here: Service, *, part: str = "") -> Job:
    """The job of comparing what is in the record now, queued. Raises `Busy`."""
    # What stands is the same as long as nothing was read and nothing more or less is judged wrong.
    board, left_out = here.held.sight().board, here.held.record.left_out(None)
    state = {"articles": len(board.sources), "events": len(board), "left_out": len(left_out)}
    return here.jobs.add(job(hallway.KIND, to_json(state), made=here.clock(), part=part))


def compared_job(here: Service, ident: str) -> tuple[Job, hallway.Compared | None]:
    """A job of comparing and, once it is done, what came of it. Raises `UnknownName`."""
    found = here.jobs.get(ident)
    if found.kind != hallway.KIND:
        raise UnknownName("comparison", ident[:80], ("those of /api/v1/jobs",))
    return found, hallway.read_compared(found.result) if found.state == "done" else None


@router.get("/repeats", response_model=Listed[hallway.Repeat], summary="What is said to be the same")
def repeats(here: Here, as_of: AsOf = None, limit: Limit = USUAL, offset: Offset = 0) -> Response:
    """Sets of articles, then of reports of one event, with the judgements on them; largest first."""
    found, total = hallway.repeat_list(here.held, as_of=as_of, most=limit, after=offset)
    return json_answer(listed(found, total=total, offset=offset, as_of=as_of))


class RepeatWord(BaseModel):
    """That what a judgement names is the same, or different."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"verdict": "different", "reason": "two meetings of one week", "author": "A. Reader"}]
        },
    )
    verdict: str = Field(max_length=20, description="same or different.")
    reason: str = Field("", max_length=2_000, description="Why; needed for different.")
    author: str = Field(max_length=200, description="Who says so.")


@router.post(
    "/repeats/{ident}",
    status_code=201,
    response_model=Judgement,
    responses={404: {"model": Problem}},
    summary="Say that they are the same or different",
)
def say(
    here: Here,
    ident: Annotated[
        str, Path(max_length=200, description="The id of a judgement of `/repeats`.", examples=["c0ffee17d2a94b36"])
    ],
    word: RepeatWord,
    key: Key = "",
) -> Response:
    """Keep a word on the set that a judgement names; the latest of an author stands. With a key it is kept once."""
    given = hallway.Apart(judgement=ident, **word.model_dump())
    return json_answer(hallway.say(here.held.record, given, at=here.clock(), key=key), status=201)
