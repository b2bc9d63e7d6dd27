"""Verdicts: the claims of an article of the record, held against a case as known before a day."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from steppe import worlds
from steppe.faces.http.answers import Problem, json_answer
from steppe.faces.http.service import NONE_IF_EMPTY, Here
from steppe.faces.http.shapes import MOST, USUAL, Listed, cut
from steppe.worlds import Judged

router = APIRouter(tags=["check"], responses={404: {"model": Problem}, 422: {"model": Problem}})


class Wanted(BaseModel):
    """Which verdicts are wanted."""

    article: str = Field(
        max_length=200, description="The id of an article of the record.", examples=["ad4caac9d1f02b37"]
    )
    case: str = Field(
        "",
        max_length=200,
        description="A case, as in /cases; that of the server without it.",
        examples=["kazakhstan-2022"],
    )
    as_of: Annotated[date | None, NONE_IF_EMPTY] = Field(
        None,
        description="What the case knew before this day; the article's own day without it.",
        examples=["2022-11-24"],
    )
    finding: str = Field("", max_length=40, description="Only verdicts of this finding.", examples=["contradicted"])
    limit: int = Field(USUAL, ge=1, le=MOST, description="How many at most.", examples=[20])
    offset: int = Field(0, ge=0, le=10_000_000, description="How many to pass over, for the next page.", examples=[0])


@router.get("/verdicts", response_model=Listed[Judged], summary="Verdicts on the claims of an article")
def verdicts(here: Here, want: Annotated[Wanted, Query()]) -> Response:
    """In the order of the text: both figures, what lies between them, the facts and sources each verdict rests on.

    `now` is the verdict by what is known today, where that differs. `row.cite` are the article's own characters.
    """
    name = worlds.known_case(want.case or here.case, here.cases)
    view = worlds.check_view(
        here.held.record,
        want.article,
        name,
        as_of=want.as_of,
        today=here.clock().date(),
        finding=want.finding,
    )
    return json_answer(cut(view.verdicts, limit=want.limit, offset=want.offset, as_of=view.as_of))
