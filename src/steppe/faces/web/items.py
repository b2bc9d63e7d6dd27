"""One event, claim or number in full, with the sentence it rests on, what was said of it, and the form to judge it."""

from typing import Annotated
from urllib.parse import quote

from fastapi import FastAPI, Form
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from steppe import items, reading
from steppe.faces.http.service import AsOf, Here
from steppe.faces.web.pages import Shown, show

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
    app.add_api_route("/items/{ident}", lead, methods=["GET"], include_in_schema=False)
    app.add_api_route("/items/{ident}/judge", judge, methods=["POST"], include_in_schema=False)


def event(here: Here, ident: str, as_of: AsOf = None) -> Shown:
    """Who did what to whom, when, where, how sure, and in which words."""
    return _shown(items.item_view(here.held, ident, "events", as_of=as_of))


def claim(here: Here, ident: str, as_of: AsOf = None) -> Shown:
    """Who says what, in which voice, how surely, and in which words."""
    return _shown(items.item_view(here.held, ident, "claims", as_of=as_of))


def quantity(here: Here, ident: str, as_of: AsOf = None) -> Shown:
    """A number, its unit, what it counts, its bound, and in which words."""
    return _shown(items.item_view(here.held, ident, "quantities", as_of=as_of))


def _shown(view: items.ItemView) -> Shown:
    cells = {"article": view.source.id, "left_out": view.left_out, **items.cells(view.row)}
    columns = ("id", "article", "ref", *COLUMNS[view.part].split(), "confidence", "left_out", "quote")
    return Shown(template="item.html.j2", title=view.title, room="/read", data=view, columns=columns, rows=[cells])


def lead(here: Here, ident: str) -> RedirectResponse:
    """To the page of an item or an article, whichever has that id."""
    return RedirectResponse(_address(items.place_of(here.held, ident)), 303)


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
