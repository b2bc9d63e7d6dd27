"""Cases and their worlds on any day: routes, ties, figures, sources, exposure, and files of the trade."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, Field

from steppe import worlds
from steppe.faces.http.answers import Problem, json_answer
from steppe.faces.http.service import NONE_IF_EMPTY, AsOf, Here, Service
from steppe.faces.http.shapes import MOST, USUAL, Limit, Listed, Offset, cut
from steppe.worlds import Asked, CaseLine, Exposure, FactLine, RouteLine, SourceLine, TieLine, WorldSummary

# A case may be named by a folder, so its name may hold slashes; the route that takes all the rest comes last.
router = APIRouter(tags=["world"], responses={404: {"model": Problem}, 422: {"model": Problem}})
CaseName = Annotated[
    str, Path(max_length=200, description="The name of a case, as in /cases.", examples=["kazakhstan-2022"])
]


Before = Annotated[
    date | None,
    NONE_IF_EMPTY,
    Field(
        description="Only what was known before this day (ISO 8601); the case's own day without it.",
        examples=["2022-11-24"],
    ),
]
Member = Annotated[str, Field(max_length=200, description="A member's id.", examples=["KAZ"])]
Few = Annotated[int, Field(ge=1, le=MOST, description="How many at most.", examples=[20])]
After = Annotated[
    int, Field(ge=0, le=10_000_000, description="How many to pass over, for the next page.", examples=[0])
]


class Rows(BaseModel):
    """Which rows of a world are wanted, as known before which day."""

    as_of: Before = None
    member: Member = ""
    limit: Few = USUAL
    offset: After = 0


class OfSource(BaseModel):
    """Which facts of a source are wanted, as known before which day."""

    as_of: Before = None
    limit: Few = USUAL
    offset: After = 0


class Ties(BaseModel):
    """Which ties are wanted, as known before which day."""

    as_of: Before = None
    member: Member = ""
    kind: str = Field(
        "",
        max_length=100,
        description="A kind of tie; those nearly everybody has are left out without.",
        examples=["allied"],
    )
    limit: Few = USUAL
    offset: After = 0


class Figures(BaseModel):
    """Which figures are wanted, as known before which day."""

    as_of: Before = None
    member: Member = ""
    measure: str = Field("", max_length=100, description="A measure.", examples=["oil-exports"])
    limit: Few = USUAL
    offset: After = 0


@router.get("/cases", response_model=Listed[CaseLine], summary="The cases that can be asked about")
def cases(here: Here, limit: Limit = USUAL, offset: Offset = 0, as_of: AsOf = None) -> Response:
    """Each with its own day and the days it tells of. Every case is there on every day: `as_of` is only given back."""
    return json_answer(
        cut(worlds.cases(here.cases, today=here.clock().date()), limit=limit, offset=offset, as_of=as_of)
    )


class Leaving(BaseModel):
    """Which export is wanted."""

    origin: str = Field(max_length=20, description="The state it leaves.", examples=["KAZ"])
    good: str = Field(max_length=100, description="What leaves.", examples=["oil"])
    as_of: Before = None


@router.get("/worlds/{case:path}/ties", response_model=Listed[TieLine], summary="Ties that hold on a day")
def ties(here: Here, case: CaseName, few: Annotated[Ties, Query()]) -> Response:
    """Who is tied to whom on the last day known, with the facts and sources each tie rests on."""
    want = Asked(case=_known(here, case), as_of=few.as_of, member=few.member, kind=few.kind)
    return _cut(worlds.world_ties(want), few)


@router.get("/worlds/{case:path}/routes", response_model=Listed[RouteLine], summary="Routes in use on a day")
def routes(here: Here, case: CaseName, few: Annotated[Rows, Query()]) -> Response:
    """Share, amount, who has the say, soil crossed, what is out of order; of one state with `member`."""
    found = worlds.routes(Asked(case=_known(here, case), as_of=few.as_of, member=few.member))
    return _cut(found, few)


@router.get("/worlds/{case:path}/figures", response_model=Listed[FactLine], summary="Figures known before a day")
def figures(here: Here, case: CaseName, few: Annotated[Figures, Query()]) -> Response:
    """Numbers in words, each with its sources; about one member or of one measure where given."""
    want = Asked(case=_known(here, case), as_of=few.as_of, member=few.member)
    return _cut(worlds.figures(want, measure=few.measure), few)


@router.get("/worlds/{case:path}/sources", response_model=Listed[SourceLine], summary="What a case rests on")
def sources(here: Here, case: CaseName, limit: Limit = USUAL, offset: Offset = 0, as_of: AsOf = None) -> Response:
    """The sources of what was known before the day, most used first."""
    found = worlds.sources(_known(here, case), as_of)
    return json_answer(cut(found, limit=limit, offset=offset, as_of=as_of))


@router.get("/worlds/{case:path}/sources/{source}/facts", response_model=Listed[FactLine], summary="Facts of a source")
def source_facts(
    here: Here,
    case: CaseName,
    source: Annotated[
        str, Path(max_length=200, description="A source's id, or `recalled` for memory.", examples=["recalled"])
    ],
    page: Annotated[OfSource, Query()],
) -> Response:
    """The facts that rest on a source, in words, as known before the day."""
    return _cut(worlds.facts_resting_on(_known(here, case), source, page.as_of), page)


@router.get("/worlds/{case:path}/exposure", response_model=Exposure, summary="Whose soil an export crosses")
def exposure(here: Here, case: CaseName, leaving: Annotated[Leaving, Query()]) -> Response:
    """Shares by route and by state crossed, concentration, the places that cut all; `facts` are the figures used."""
    return json_answer(worlds.exposed(_known(here, case), leaving.origin, leaving.good, leaving.as_of))


Shape = Annotated[
    Literal["graphml", "gexf", "geojson", "ftm"], Query(description="The format of the file.", examples=["geojson"])
]


@router.get(
    "/worlds/{case:path}/export",
    response_class=Response,
    responses={
        200: {
            "content": {kind: {"schema": {"type": "string"}} for kind in worlds.SHAPES.values()},
            "description": "The file.",
        }
    },
    summary="A world as a file of the trade",
)
def export(here: Here, case: CaseName, shape: Shape, as_of: AsOf = None) -> Response:
    """GraphML or GEXF (network), GeoJSON (places and routes) or FollowTheMoney (entities, a line each)."""
    text = worlds.exported(_known(here, case), shape, as_of)
    name = {"Content-Disposition": f'attachment; filename="world.{shape}"'}
    return Response(text, media_type=worlds.SHAPES[shape], headers=name)


@router.get("/worlds/{case:path}", response_model=WorldSummary, summary="What a case knew on a day")
def world(here: Here, case: CaseName, as_of: AsOf = None) -> Response:
    """How much of everything it holds as known before the day; the case's own day without one."""
    return json_answer(worlds.summary_of(_known(here, case), as_of))


def _known(here: Service, case: str) -> str:
    return worlds.known_case(case, here.cases)


def _cut(rows: Sequence[object], page: Rows | Ties | Figures | OfSource) -> Response:
    return json_answer(cut(rows, limit=page.limit, offset=page.offset, as_of=page.as_of))
