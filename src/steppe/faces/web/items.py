"""One event, claim or number in full: its sentence, what was said of it, and the forms to judge it or put it right."""

from collections.abc import Mapping
from dataclasses import replace
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

COLUMNS: dict[items.Part, str] = {
    "events": "kind modes contexts status actors recipients when basis place known reason instead_of put_right_as",
    "claims": "who voice cue stance hedges about said",
    "quantities": "reading value high unit bound of",
}
"""Columns of the CSV of an item beside those that all have."""


def add(app: FastAPI) -> None:
    """The routes of this room."""
    show(app, "/events/{ident}", event)
    app.add_api_route("/events/{ident}", put_right, methods=["POST"], include_in_schema=False)
    app.add_api_route("/events/{ident}/take-back", take_back, methods=["POST"], include_in_schema=False)
    show(app, "/claims/{ident}", claim)
    show(app, "/quantities/{ident}", quantity)
    app.add_api_route("/items/{ident}", lead, methods=["GET"], include_in_schema=False)
    app.add_api_route("/items/{ident}/judge", judge, methods=["POST"], include_in_schema=False)


def event(here: Here, ident: str, as_of: AsOf = None) -> Shown:
    """Who did what to whom, when, where, how sure, and in which words."""
    return _event(here, ident, as_of, {}, "")


def claim(here: Here, ident: str, as_of: AsOf = None) -> Shown:
    """Who says what, in which voice, how surely, and in which words."""
    return _shown(items.item_view(here.held, ident, "claims", as_of=as_of))


def quantity(here: Here, ident: str, as_of: AsOf = None) -> Shown:
    """A number, its unit, what it counts, its bound, and in which words."""
    return _shown(items.item_view(here.held, ident, "quantities", as_of=as_of))


def _event(here: Service, ident: str, as_of: date | None, typed: Mapping[str, str], wrong: str) -> Shown:
    view, offered = items.event_page(here.held, ident, as_of=as_of)
    now = offered.now
    stands = {
        "kind": now.kind,
        "status": now.status,
        "actors": ", ".join(now.actors),
        "recipients": ", ".join(now.recipients),
        "first": str(now.first or ""),
        "last": str(now.last or ""),
        "why": "",
        "by": here.author,
    }
    more = {"offered": offered, "typed": {**stands, **typed}, "wrong": wrong}
    return replace(_shown(view), more=more, status=422 if wrong else 200)


def _shown(view: items.ItemView) -> Shown:
    ends = {
        "instead_of": view.put_right.old if view.put_right else "",
        "put_right_as": view.put_as.new if view.put_as else "",
    }
    cells = {"article": view.source.id, "left_out": view.left_out, **ends, **items.cells(view.row)}
    columns = ("id", "article", "ref", *COLUMNS[view.part].split(), "confidence", "left_out", "quote")
    return Shown(template="item.html.j2", title=view.title, room="/read", data=view, columns=columns, rows=[cells])


def lead(here: Here, ident: str) -> RedirectResponse:
    """To the page of an item or an article, whichever has that id."""
    return RedirectResponse(_address(items.place_of(here.held, ident)), 303)


class Putting(BaseModel):
    """What the form to put an event right sends, all of it as typed."""

    kind: str = Field(max_length=80)
    status: str = Field(max_length=20)
    actors: str = Field("", max_length=2_000)
    recipients: str = Field("", max_length=2_000)
    first: str = Field("", max_length=10)
    last: str = Field("", max_length=10)
    why: str = Field("", max_length=2_000)
    by: str = Field("", max_length=200)


def put_right(request: Request, here: Here, ident: str, given: Annotated[Putting, Form()]) -> Response:
    """Keep an event as somebody puts it and go to it; what cannot be so comes back in the form, with what is wrong."""
    try:
        asked = corrections.Correction(
            event=ident,
            author=given.by,
            reason=given.why,
            kind=given.kind,
            status=given.status,
            actors=given.actors,
            recipients=given.recipients,
            days=(_day(given.first), _day(given.last)),
        )
        made = corrections.put_right(here.held.record, asked, at=here.clock(), ontology=here.held.ontology)
    except InputError as error:
        if not wants_page(request):
            raise
        return page_answer(request, here, _event(here, ident, None, given.model_dump(), str(error)))
    return RedirectResponse(_address(f"/events/{made.id}") + "#top", 303)  # else the place of the form is kept


def take_back(here: Here, ident: str) -> RedirectResponse:
    """Take back that an event stands in place of another, and go to the one that counts again."""
    put = corrections.take_back(here.held.record, ident, at=here.clock())
    return RedirectResponse(_address(f"/events/{put.old if put.there else put.new}"), 303)


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
