"""What the record holds, noun by noun: each list as of a day, in pages, each item with the words it rests on."""

from fastapi import APIRouter, Response

from steppe.errors import UnknownName
from steppe.faces.http.answers import Problem, json_answer
from steppe.faces.http.service import AsOf, Here
from steppe.faces.http.shapes import USUAL, Limit, Listed, Offset, listed
from steppe.overview import EventLine, event_list
from steppe.types import Event

router = APIRouter(tags=["record"], responses={422: {"model": Problem}})


@router.get("/events", response_model=Listed[EventLine], summary="Events, latest known first")
def events(here: Here, limit: Limit = USUAL, offset: Offset = 0, as_of: AsOf = None) -> Response:
    """Who did what to whom, as known before a day."""
    lines, total = event_list(here.held, as_of=as_of, most=limit, after=offset)
    return json_answer(listed(lines, total=total, offset=offset, as_of=as_of))


@router.get("/events/{ident}", response_model=Event, responses={404: {"model": Problem}}, summary="One event")
def event(here: Here, ident: str, as_of: AsOf = None) -> Response:
    """An event with its evidence: article, span and the exact words."""
    found = [one for one in here.held.record.as_of(as_of).items([ident], judged=True) if isinstance(one, Event)]
    if not found:
        raise UnknownName("event", ident, ())
    return json_answer(found[0])
