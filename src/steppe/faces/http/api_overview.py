"""The record at a glance: actors, pairs, sources, the Desk; each as of a day, lists in pages."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from steppe import overview
from steppe.faces.http.answers import Problem, json_answer
from steppe.faces.http.ends import ends
from steppe.faces.http.service import AsOf, Here
from steppe.faces.http.shapes import USUAL, Limit, Listed, Offset, listed

router = APIRouter(tags=["overview"], responses={404: {"model": Problem}, 422: {"model": Problem}})
Asked = Annotated[str, Query(max_length=200, description="Words of a name, or a code.", examples=["kazakh"])]
Of = Annotated[str, Query(max_length=300, description="Only pairs of this actor's id or country.", examples=["KAZ"])]
Name = Annotated[str, Path(max_length=300, description="An actor's id or a PLOVER country.", examples=["KAZ"])]
Other = Annotated[str, Path(max_length=300, description="Another one's id or country.", examples=["RUS"])]
Since = Annotated[
    date | None, Query(description="From this day on things count as new (ISO 8601).", examples=["2022-11-01"])
]
Most = Annotated[int, Query(ge=1, le=100, description="How many at most.", examples=[10])]


@router.get("/actors", response_model=Listed[overview.ListedActor], summary="Countries and actors by number of events")
def actors(here: Here, q: Asked = "", as_of: AsOf = None, limit: Limit = USUAL, offset: Offset = 0) -> Response:
    """Who is in the record; a country stands for all its parties, and `q` finds single parties too.

    The events behind a count are those of `/events?partner=NAME`, by class with `quad`.
    """
    found, total = overview.actor_list(here.held, asked=q.strip(), as_of=as_of, most=limit, after=offset)
    return json_answer(listed(found, total=total, offset=offset, as_of=as_of))


@router.get("/actors/{name:path}/outlook", response_model=overview.Chances, summary="What may come")
def actor_outlook(here: Here, name: Name, as_of: AsOf = None) -> Response:
    """The chances of material conflict and cooperation between an actor and those it has most to do with."""
    return json_answer(overview.actor_outlook(here.held, name, case=here.case, as_of=as_of))


@router.get("/actors/{name:path}", response_model=overview.ActorView, summary="One actor")
def actor(here: Here, name: Name, as_of: AsOf = None) -> Response:
    """An actor, or a country with all its parties: counts, partners, last events, ties and exports with sources."""
    return json_answer(overview.actor_view(here.held, name, case=here.case, as_of=as_of))


@router.get("/pairs", response_model=Listed[overview.Couple], summary="Pairs by number of events")
def pairs(here: Here, of: Of = "", as_of: AsOf = None, limit: Limit = USUAL, offset: Offset = 0) -> Response:
    """Who has most to do with whom, either way. The events are those of `/events?actor=ONE&partner=OTHER`."""
    found, total = overview.pair_list(here.held, of=of.strip(), as_of=as_of, most=limit, after=offset)
    return json_answer(listed(found, total=total, offset=offset, as_of=as_of))


@router.get("/pairs/{one}/{other:path}/outlook", response_model=overview.Chances, summary="What may come")
def pair_outlook(request: Request, here: Here, one: Name, other: Other, as_of: AsOf = None) -> Response:
    """The chances of material conflict and cooperation between two parties, each way."""
    one, other = ends(request, one, other)
    return json_answer(overview.pair_outlook(here.held, one, other, case=here.case, as_of=as_of))


@router.get("/pairs/{one}/{other:path}", response_model=overview.PairView, summary="One pair")
def pair(request: Request, here: Here, one: Name, other: Other, as_of: AsOf = None) -> Response:
    """Two parties: counts each way, months, the tension score with its parts, last events by class, ties."""
    one, other = ends(request, one, other)
    return json_answer(overview.pair_view(here.held, one, other, case=here.case, as_of=as_of))


@router.get("/sources", response_model=Listed[overview.Origin], summary="Outlets by number of articles")
def sources(here: Here, as_of: AsOf = None, limit: Limit = USUAL, offset: Offset = 0) -> Response:
    """Outlets with how many of their articles are independent: not judged the same as one known before."""
    found = overview.sources_view(here.held, as_of=as_of, most=limit, after=offset).sources
    return json_answer(listed(found.outlets, total=found.total, offset=offset, as_of=as_of))


@router.get("/desk", response_model=overview.DeskView, summary="What is new and what moved")
def desk(here: Here, as_of: AsOf = None, since: Since = None) -> Response:
    """The Desk: counts of what is new, the newest events, pairs whose tension moved, open questions."""
    return json_answer(overview.desk_view(here.held, today=here.clock().date(), as_of=as_of, since=since))


@router.get("/moves", response_model=Listed[overview.Moved], summary="Pairs whose tension moved most")
def moves(here: Here, as_of: AsOf = None, limit: Most = 10, offset: Offset = 0) -> Response:
    """Pairs by how far conflict rose and cooperation fell against their own past.

    The events behind a score are those of `/events?actor=ONE&partner=OTHER`.
    """
    found, total = overview.move_list(here.held, as_of=as_of, most=limit, after=offset)
    return json_answer(listed(found, total=total, offset=offset, as_of=as_of))
