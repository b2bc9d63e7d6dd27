"""What the record holds, noun by noun: each list as of a day, in pages, each item with the words it rests on."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from steppe import items, reading
from steppe.errors import UnknownName
from steppe.faces.http.answers import Problem, json_answer
from steppe.faces.http.api_jobs import Key
from steppe.faces.http.service import NONE_IF_EMPTY, AsOf, Here, Service
from steppe.faces.http.shapes import USUAL, Limit, Listed, Offset, cut, listed
from steppe.flow import brief_json
from steppe.overview import EventLine
from steppe.types import Claim, Coded, Event, Judgement, Quantity
from steppe.worlds import Brief

router = APIRouter(tags=["record"], responses={404: {"model": Problem}, 422: {"model": Problem}})
GONE: dict[int | str, dict[str, Any]] = {404: {"model": Problem}}
Name = Annotated[str, Query(max_length=200, description="An actor's id or a PLOVER country.", examples=["KAZ"])]
Ident = Annotated[str, Path(max_length=200, description="An id, as the lists give it.", examples=["421fbd2b9e820a8e"])]


def wanted(
    actor: Annotated[str, Query(max_length=200, description="Who does it: an id or country.", examples=["KAZ"])] = "",
    recipient: Annotated[str, Query(max_length=200, description="To whom: an id or country.", examples=["RUS"])] = "",
    partner: Annotated[
        str, Query(max_length=200, description="Who takes part, on either side: an id or country.", examples=["RUS"])
    ] = "",
    kind: Annotated[str, Query(max_length=40, description="The PLOVER type.", examples=["CONSULT"])] = "",
    quad: Annotated[
        Annotated[int, Field(ge=1, le=4)] | None,
        NONE_IF_EMPTY,
        Query(description="The quad class, 1 to 4.", examples=[4]),
    ] = None,
    since: Annotated[
        date | None, NONE_IF_EMPTY, Query(description="Known from this day on.", examples=["2022-11-01"])
    ] = None,
) -> items.Wanted:
    """Which events somebody wants, as the query of an address tells."""
    who, whom, with_ = actor.strip(), recipient.strip(), partner.strip()
    return items.Wanted(
        actor=who, recipient=whom, partner=with_, kind=kind.strip().upper(), quad=quad or 0, since=since
    )


def narrowed(
    asked: Annotated[items.Wanted, Depends(wanted)],
    sign: Annotated[
        Literal["", "cooperation", "conflict"],
        Query(description="Of either class of that sign.", examples=["conflict"]),
    ] = "",
    told: Annotated[
        Literal["", "done", "other"], Query(description="As done, or otherwise: denied, planned.", examples=["done"])
    ] = "",
    happened_from: Annotated[
        date | None, NONE_IF_EMPTY, Query(description="Happened on this day or later.", examples=["2022-10-01"])
    ] = None,
    happened_before: Annotated[
        date | None, NONE_IF_EMPTY, Query(description="Happened before this day.", examples=["2022-11-01"])
    ] = None,
) -> items.Wanted:
    """The same, narrowed by sign, by how they are told and by when they happened."""
    return replace(asked, sign=sign, told=told, happened_from=happened_from, happened_before=happened_before)


def told_by(
    asked: Annotated[items.Wanted, Depends(narrowed)],
    outlet: Annotated[
        str | None,
        Query(max_length=2_000, description="Of this outlet; empty for articles without one.", examples=["Reuters"]),
    ] = None,
    article: Annotated[
        str, Query(max_length=200, description="Of the article with this id.", examples=["ad4caac9d1f02b37"])
    ] = "",
) -> items.Wanted:
    """The same, narrowed to an outlet or an article."""
    return replace(asked, outlet=outlet, article=article.strip())


WantedEvents = Annotated[items.Wanted, Depends(told_by)]


def known_case(here: Service, case: str) -> str:
    """The case, if there is one of that name. Raises `UnknownName`: a name from outside must never be a path."""
    if case and case not in here.cases:
        raise UnknownName("case", case[:100], here.cases)
    return case


@router.get("/events", response_model=Listed[EventLine], summary="Events, latest known first")
def events(here: Here, asked: WantedEvents, limit: Limit = USUAL, offset: Offset = 0, as_of: AsOf = None) -> Response:
    """Who did what to whom, as known before a day."""
    found = items.event_list(here.held, asked, as_of=as_of, most=limit, after=offset)
    return json_answer(listed(found.events, total=found.total, offset=offset, as_of=as_of))


@router.get("/events/{ident}", response_model=Event, responses=GONE, summary="One event")
def event(here: Here, ident: Ident, as_of: AsOf = None) -> Response:
    """An event with its evidence: article, span and the exact words; one that is judged wrong too."""
    return json_answer(items.item(here.held, ident, part="events", as_of=as_of))


@router.get("/claims", response_model=Listed[Claim], summary="Claims, latest known first")
def claims(
    here: Here, speaker: Name = "", about: Name = "", limit: Limit = USUAL, offset: Offset = 0, as_of: AsOf = None
) -> Response:
    """Who says what, as known before a day."""
    found, total = items.claim_list(here.held, speaker=speaker, about=about, as_of=as_of, most=limit, after=offset)
    return json_answer(listed(found, total=total, offset=offset, as_of=as_of))


@router.get("/claims/{ident}", response_model=Claim, responses=GONE, summary="One claim")
def claim(here: Here, ident: Ident, as_of: AsOf = None) -> Response:
    """A claim with its evidence; one that is judged wrong too."""
    return json_answer(items.item(here.held, ident, part="claims", as_of=as_of))


@router.get("/quantities", response_model=Listed[Quantity], summary="Numbers, latest known first")
def quantities(
    here: Here,
    unit: Annotated[str, Query(max_length=60, description="Only of this unit.", examples=["person"])] = "",
    article: Annotated[
        str, Query(max_length=200, description="Only of this article.", examples=["ad4caac9d1f02b37"])
    ] = "",
    limit: Limit = USUAL,
    offset: Offset = 0,
    as_of: AsOf = None,
) -> Response:
    """Numbers with unit, bound and what they count, as known before a day."""
    found, total = items.quantity_list(here.held, unit=unit, article=article, as_of=as_of, most=limit, after=offset)
    return json_answer(listed(found, total=total, offset=offset, as_of=as_of))


@router.get("/quantities/{ident}", response_model=Quantity, responses=GONE, summary="One number")
def quantity(here: Here, ident: Ident, as_of: AsOf = None) -> Response:
    """A number with its evidence; one that is judged wrong too."""
    return json_answer(items.item(here.held, ident, part="quantities", as_of=as_of))


@router.get("/articles", response_model=Listed[items.ArticleLine], summary="Articles, latest known first")
def articles(here: Here, limit: Limit = USUAL, offset: Offset = 0, as_of: AsOf = None) -> Response:
    """What was read, without its text, as known before a day."""
    found, total = items.article_list(here.held, as_of=as_of, most=limit, after=offset)
    return json_answer(listed(found, total=total, offset=offset, as_of=as_of))


@router.get("/articles/{ident}", response_model=Coded, responses=GONE, summary="One article, coded")
def article(here: Here, ident: Ident, as_of: AsOf = None) -> Response:
    """An article with its text and all that was read in it, items that are judged wrong too."""
    return json_answer(items.coded_article(here.held, ident, as_of=as_of))


@router.get("/briefs/{ident}", response_model=Brief, responses=GONE, summary="The brief of an article")
def brief(
    here: Here,
    ident: Ident,
    case: Annotated[
        str, Query(max_length=100, description="A case to hold its claims against.", examples=["kazakhstan-2022"])
    ] = "",
    as_of: AsOf = None,
) -> Response:
    """Sections, rows and spans of the brief, the same as its page shows."""
    made = items.brief(here.held, ident, made=here.clock(), case=known_case(here, case), as_of=as_of)
    return Response(brief_json(made), media_type="application/json")


class Word(BaseModel):
    """A word on one item or article."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "subject": "421fbd2b9e820a8e",
                    "verdict": "wrong",
                    "reason": "it was Uzbekistan",
                    "author": "A. Reader",
                }
            ]
        },
    )
    subject: str = Field(max_length=200, description="The id of the event, claim, number or article.")
    verdict: str = Field(max_length=20, description="right, wrong, retracted, or open to take one's word back.")
    reason: str = Field("", max_length=2_000, description="Why; needed for wrong and retracted.")
    author: str = Field(max_length=200, description="Who says so.")


@router.get("/judgements", response_model=Listed[Judgement], summary="Judgements that stand, latest first")
def judgements(
    here: Here,
    subject: Annotated[
        str, Query(max_length=200, description="Only on this item or article.", examples=["421fbd2b9e820a8e"])
    ] = "",
    limit: Limit = USUAL,
    offset: Offset = 0,
    as_of: AsOf = None,
) -> Response:
    """What was said of items and articles, as said before a day."""
    return json_answer(
        cut(items.judgement_list(here.held, subject=subject, as_of=as_of), limit=limit, offset=offset, as_of=as_of)
    )


@router.post("/judgements", status_code=201, response_model=Judgement, summary="Judge an item or an article")
def judge(here: Here, word: Word, key: Key = "") -> Response:
    """Say that an item is right, wrong or retracted, or take that back; with a key the same word is kept once.

    Nothing is removed: lists leave out what stands judged wrong or retracted, by anybody, and its page says so.
    """
    said = reading.judge(here.held.record, reading.Word(**word.model_dump()), at=here.clock(), key=key)
    return json_answer(said, status=201, headers={"Location": f"/api/v1/judgements?subject={said.subjects[0]}"})
