"""One event, claim or number in full: its sentence, what was said of it, and the forms to judge it or put it right."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from steppe import corrections, items, reading
from steppe.errors import InputError
from steppe.faces.http.answers import wants_page
from steppe.faces.http.service import AsOf, Here, Service
from steppe.faces.web.pages import Shown, page_answer, show
from steppe.types import BY_HAND

COLUMNS: dict[items.Part, str] = {
    "events": "kind modes contexts status actors recipients when basis place known reason",
    "claims": "who voice cue stance hedges about said",
    "quantities": "reading value high unit bound of",
}
"""Columns of the CSV of an item beside those that all have."""


def add(app: FastAPI) -> None:
    """The routes of this room."""
    show(app, "/events/{ident}", event)
    show(app, "/claims/{ident}", claim)
    show(app, "/quantities/{ident}", quantity)
    app.add_api_route("/events/{ident}", put_event, methods=["POST"], include_in_schema=False)
    app.add_api_route("/claims/{ident}", put_claim, methods=["POST"], include_in_schema=False)
    app.add_api_route("/quantities/{ident}", put_number, methods=["POST"], include_in_schema=False)
    app.add_api_route("/items/{ident}", lead, methods=["GET"], include_in_schema=False)
    app.add_api_route("/items/{ident}/judge", judge, methods=["POST"], include_in_schema=False)
    app.add_api_route("/items/{ident}/take-back", take_back, methods=["POST"], include_in_schema=False)


def event(here: Here, ident: str, as_of: AsOf = None) -> Shown:
    """Who did what to whom, when, where, how sure, and in which words."""
    return _shown(here, "events", ident, as_of)


def claim(here: Here, ident: str, as_of: AsOf = None) -> Shown:
    """Who says what, in which voice, how surely, and in which words."""
    return _shown(here, "claims", ident, as_of)


def quantity(here: Here, ident: str, as_of: AsOf = None) -> Shown:
    """A number, its unit, what it counts, its bound, and in which words."""
    return _shown(here, "quantities", ident, as_of)


def _shown(here: Service, part: items.Part, ident: str, as_of: date | None) -> Shown:
    view, offered = items.item_page(here.held, ident, part, as_of=as_of)
    ends = {
        "instead_of": view.put_right.old if view.put_right else "",
        "put_right_as": view.put_as.new if view.put_as else "",
    }
    cells = {"article": view.source.id, "left_out": view.left_out, **ends, **items.cells(view.row)}
    columns = ("id", "article", "ref", *COLUMNS[part].split(), *ends, "confidence", "left_out", "quote")
    more = {
        "noun": items.PARTS[part],
        "by_hand": BY_HAND,
        "offered": offered,
        "typed": {**_typed(offered.now), "why": "", "by": here.author},
        "wrong": "",
    }
    return Shown(
        template="item.html.j2", title=view.title, room="/read", data=view, columns=columns, rows=[cells], more=more
    )


def _typed(now: corrections.Put) -> dict[str, str]:
    """How an item stands, as the fields of its form hold it."""
    pairs = {"days": ("first", "last"), "amount": ("value", "high")}
    stands: dict[str, object] = {}
    for one in fields(now):
        value = getattr(now, one.name)
        stands |= dict(zip(pairs[one.name], value, strict=True)) if one.name in pairs else {one.name: value}
    return {name: _words(value) for name, value in stands.items()}


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value).removesuffix(".0") if isinstance(value, float) else str(value)


def lead(here: Here, ident: str) -> RedirectResponse:
    """To the page of an item or an article, whichever has that id."""
    return RedirectResponse(_address(items.place_of(here.held, ident)), 303)


By = Annotated[str, Field(max_length=200)]
Line = Annotated[str, Field(max_length=2_000)]
Short = Annotated[str, Field(max_length=80)]
Day = Annotated[str, Field(max_length=10)]


class PuttingEvent(BaseModel):
    """What the form to put an event right sends, all of it as typed."""

    kind: Short
    status: Short
    actors: Line = ""
    recipients: Line = ""
    first: Day = ""
    last: Day = ""
    why: Line = ""
    by: By = ""


class PuttingClaim(BaseModel):
    """What the form to put a claim right sends, all of it as typed."""

    speaker: Line = ""
    reporter: Line = ""
    voice: Short
    stance: Short
    hedges: Line = ""
    about: Line = ""
    first: Day = ""
    last: Day = ""
    why: Line = ""
    by: By = ""


class PuttingNumber(BaseModel):
    """What the form to put a number right sends, all of it as typed."""

    value: Short = ""
    high: Short = ""
    unit: Short = ""
    of: Line = ""
    bound: Short
    why: Line = ""
    by: By = ""


Putting = PuttingEvent | PuttingClaim | PuttingNumber


def put_event(request: Request, here: Here, ident: str, given: Annotated[PuttingEvent, Form()]) -> Response:
    """Keep an event as somebody puts it and go to it; what cannot be so comes back in the form, with what is wrong."""

    def put() -> corrections.Put:
        return corrections.PutEvent(
            kind=given.kind,
            status=given.status,
            actors=given.actors,
            recipients=given.recipients,
            days=(_day(given.first), _day(given.last)),
        )

    return _kept(request, here, ("events", ident), given, put)


def put_claim(request: Request, here: Here, ident: str, given: Annotated[PuttingClaim, Form()]) -> Response:
    """Keep a claim as somebody puts it, as `put_event`."""

    def put() -> corrections.Put:
        return corrections.PutClaim(
            speaker=given.speaker,
            reporter=given.reporter,
            voice=given.voice,
            stance=given.stance,
            hedges=given.hedges,
            about=given.about,
            days=(_day(given.first), _day(given.last)),
        )

    return _kept(request, here, ("claims", ident), given, put)


def put_number(request: Request, here: Here, ident: str, given: Annotated[PuttingNumber, Form()]) -> Response:
    """Keep a number as somebody puts it, as `put_event`."""

    def put() -> corrections.Put:
        return corrections.PutNumber(amount=(given.value, given.high), unit=given.unit, of=given.of, bound=given.bound)

    return _kept(request, here, ("quantities", ident), given, put)


def _kept(
    request: Request, here: Service, item: tuple[items.Part, str], given: Putting, put: Callable[[], corrections.Put]
) -> Response:
    part, ident = item
    try:
        asked = corrections.Correction(item=ident, author=given.by, reason=given.why, put=put())
        made = corrections.put_right(here.held.record, asked, at=here.clock(), ontology=here.held.ontology)
    except InputError as error:
        if not wants_page(request):
            raise
        shown = _shown(here, part, ident, None)
        again = {**shown.more, "typed": given.model_dump(), "wrong": str(error)}
        return page_answer(request, here, replace(shown, more=again, status=422))
    return RedirectResponse(_address(f"/{part}/{made.id}") + "#top", 303)  # else the place of the form is kept


def take_back(here: Here, ident: str) -> RedirectResponse:
    """Take back that an item stands in place of another, and go to the one that counts again."""
    put = corrections.take_back(here.held.record, ident, at=here.clock())
    return RedirectResponse(_address(items.place_of(here.held, put.old if put.there else put.new)), 303)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed.strip()) if typed.strip() else None
    except ValueError as error:
        raise InputError(f"putting right: '{typed}' is no day; expected one such as 2022-11-27") from error


class Verdict(BaseModel):
    """What the form to judge sends; `back` is the row of the article's page it was sent from, empty elsewhere."""

    verdict: str = Field(max_length=20)
    reason: str = Field("", max_length=2_000)
    author: str = Field("", max_length=200)
    back: str = Field("", max_length=8, pattern=r"^([ecn][0-9]{1,6}|top)?$")


def judge(here: Here, ident: str, given: Annotated[Verdict, Form()]) -> RedirectResponse:
    """Keep a word on an item or an article, and go back to where it was said."""
    word = reading.Word(subject=ident, verdict=given.verdict, reason=given.reason, author=given.author)
    reading.judge(here.held.record, word, at=here.clock())
    page = items.place_of(here.held, ident)
    if given.back and not page.startswith("/articles/"):
        page = f"/articles/{items.item(here.held, ident).evidence.article}"
    return RedirectResponse(_address(page) + (f"#{given.back}" if given.back else "#judged"), 303)


def _address(page: str) -> str:
    return quote(page)
