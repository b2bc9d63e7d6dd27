"""Read: bring an article, follow how it is coded, see it with what was read in it, and correct an item."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import FastAPI, Form, UploadFile
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from steppe import reading as work
from steppe.errors import InputError
from steppe.faces.http.api_jobs import ordered, upload_order
from steppe.faces.http.service import Here
from steppe.faces.web.pages import Shown, show
from steppe.jobs.ledger import Job
from steppe.wire import from_json

LATEST = 10
TITLES = {"failed": "It could not be read", "cancelled": "Called off", "interrupted": "Interrupted"}


def add(app: FastAPI) -> None:
    """The routes of this room."""
    show(app, "/read", form, csv=False)
    app.add_api_route("/read", bring, methods=["POST"], include_in_schema=False)
    show(app, "/jobs/{ident}", following, csv=False)
    app.add_api_route("/jobs/{ident}/cancel", cancel, methods=["POST"], include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An order to read and how far it is; `came` are the articles of one that is done."""

    id: str
    state: str
    step: str
    made: datetime
    error: str
    came: work.Read | None


def form(here: Here) -> Shown:
    """The form, and what was brought last."""
    jobs = [one for one in here.jobs.all() if one.kind == "read"][:LATEST]
    brought = [
        Reading(id=one.id, state=one.state, step=one.step, made=one.made, error=one.error, came=_came(one))
        for one in jobs
    ]
    return Shown(template="read.html.j2", title="Read", room="/read", data={"brought": brought})


class Brought(BaseModel):
    """What the form sends: exactly one of text, address and file, and what is known of it."""

    text: str = Field("", max_length=2_000_000)
    address: str = Field("", max_length=2_000)
    name: str = Field("", max_length=300)
    outlet: str = Field("", max_length=200)
    published: str = Field("", max_length=10)
    file: UploadFile | None = None


def bring(here: Here, given: Annotated[Brought, Form()]) -> RedirectResponse:
    """Queue what was brought and go to its progress."""
    try:
        day = date.fromisoformat(given.published) if given.published else None
    except ValueError as error:
        raise InputError(f"read: published on '{given.published}'; expected a day such as 2022-11-27") from error
    file = given.file
    if file is not None and file.filename and not given.text.strip() and not given.address.strip():
        order = upload_order(file.filename, file.file.read(), outlet=given.outlet, published=day)
    else:
        order = work.Order(text=given.text, address=given.address, name=given.name, outlet=given.outlet, published=day)
    made = ordered(here, order)
    return RedirectResponse(f"/jobs/{quote(made.id)}", 303)


def following(here: Here, ident: str) -> Shown:
    """A job: how far it is, or what came of it."""
    one = here.jobs.get(ident)
    return Shown(
        template="job.html.j2",
        title="Reading" if not one.over else TITLES.get(one.state, "Read"),
        room="/read",
        data=one,
        more={"came": _came(one)},
    )


def cancel(here: Here, ident: str) -> RedirectResponse:
    """Call a job off."""
    return RedirectResponse(f"/jobs/{quote(here.jobs.cancel(ident).id)}", 303)


def _came(one: Job) -> work.Read | None:
    return from_json(work.Read, one.result, where="result") if one.kind == "read" and one.result else None
