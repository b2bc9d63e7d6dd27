"""Work that takes long: ask for it, follow it, call it off."""

import asyncio
import base64
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from steppe.faces.http.answers import Problem, json_answer
from steppe.faces.http.service import NONE_IF_EMPTY, Here, Service
from steppe.faces.http.shapes import USUAL, Limit, Listed, Offset, cut
from steppe.jobs.ledger import Job, job
from steppe.reading import Order, check_order
from steppe.wire import to_json

router = APIRouter(tags=["jobs"], responses={422: {"model": Problem}, 429: {"model": Problem}})
AskedBefore = Annotated[
    date | None,
    NONE_IF_EMPTY,
    Query(description="Only what was asked for before this day (ISO 8601).", examples=["2027-01-01"]),
]
Ident = Annotated[str, Path(description="The id of a job, as its post gives it.", examples=["5f0c2b7a9d1e4c38"])]
BEAT, LOOK = 15.0, 0.2  # seconds after which a stream says that it is alive, and between two looks at the job


class ReadOrder(BaseModel):
    """Something to read: exactly one of `text`, a web `address`, or `upload` (a file, base64)."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"text": "Kazakhstan summoned Russia's ambassador on 5 January 2022.", "name": "wire copy"},
                {"address": "https://example.org/article"},
            ]
        },
    )
    text: str = Field("", max_length=2_000_000, description="The article as plain text; a title in its first line.")
    address: str = Field("", max_length=2_000, description="An http or https address of a page or a feed.")
    upload: str = Field(
        "", max_length=8_000_000, description="A file in base64; `name` tells by its ending what it is."
    )
    name: str = Field("", max_length=300, description="What to call it: the address it is listed under.")
    outlet: str = Field("", max_length=200, description="Who published it, where it does not say so itself.")
    published: date | None = Field(
        None, description="The day it was published: `Thursday` is counted from it. Without it the text has to tell."
    )


Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        max_length=200,
        description="The same key and body are the same job.",
        examples=["my-import-17"],
    ),
]


@router.post("/jobs/read", status_code=202, response_model=Job, summary="Read, code and keep an article")
def read(here: Here, order: ReadOrder, key: Key = "") -> Response:
    """Queue an article for reading; the same order again is the same job. Follow it at `/jobs/{id}/progress`."""
    made = ordered(here, Order(**order.model_dump()), part=key)
    return json_answer(made, status=202, headers={"Location": f"/api/v1/jobs/{made.id}"})


def ordered(here: Service, order: Order, *, part: str = "") -> Job:
    """The job of an order, queued. Raises `InputError` for one that cannot be carried out, `Busy`."""
    given = to_json(_bounded(here, check_order(order)))
    return here.jobs.add(job("read", given, made=here.clock(), part=part))


def upload_order(name: str, content: bytes, *, outlet: str = "", published: date | None = None) -> Order:
    """The order to read an uploaded file.

    >>> upload_order("a.txt", b"words").upload
    'd29yZHM='
    """
    return Order(upload=base64.b64encode(content).decode(), name=name, outlet=outlet, published=published)


def _bounded(here: Service, order: Order) -> Order:
    return Order(
        text=order.text,
        address=order.address,
        upload=order.upload,
        name=order.name,
        outlet=order.outlet,
        published=order.published,
        seconds=float(here.limits.get("seconds", 20.0)),
        bytes_per_page=int(here.limits.get("bytes_per_page", 5_000_000)),
        private_addresses=bool(here.limits.get("private_addresses", False)),
    )


@router.get("/jobs", response_model=Listed[Job], summary="Jobs, latest first")
def jobs(
    here: Here,
    limit: Limit = USUAL,
    offset: Offset = 0,
    as_of: AskedBefore = None,
) -> Response:
    """Every job that is known, with how far it has come; what it was given and what came of it has its own address."""
    every = [replace(one, given="", result="") for one in here.jobs.all() if as_of is None or one.made.date() < as_of]
    return json_answer(cut(every, limit=limit, offset=offset, as_of=as_of))


@router.get("/jobs/{ident}", response_model=Job, responses={404: {"model": Problem}}, summary="One job")
def one_job(here: Here, ident: Ident) -> Response:
    """A job as it stands: its state, how far it is, and in the end its result."""
    return json_answer(here.jobs.get(ident))


@router.delete("/jobs/{ident}", response_model=Job, responses={404: {"model": Problem}}, summary="Call a job off")
def cancel(here: Here, ident: Ident) -> Response:
    """End a job; one that is over stays as it is."""
    return json_answer(here.jobs.cancel(ident))


@router.get(
    "/jobs/{ident}/progress",
    response_class=StreamingResponse,
    responses={404: {"model": Problem}, 200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
    summary="Follow a job",
)
def progress(here: Here, ident: Ident) -> StreamingResponse:
    """A job each time something of it changes, as server-sent events, until it is over.

    Each `data:` line is JSON with `state`, `step`, `done`, `every` and `error` as in the job; steps of less than a
    fifth of a second may be passed over. A comment comes after 15 seconds without news. Who comes late or again is told
    at once how it stands. A stream that ends in `queued` or `running` was cut off: follow it again.
    """
    here.jobs.get(ident)
    return StreamingResponse(_told(here, ident), media_type="text/event-stream", headers={"Cache-Control": "no-store"})


async def _told(here: Service, ident: str) -> AsyncIterator[str]:
    # Followers look again and again rather than wait on the queue: a waiting one would hold a thread of the server.
    last: Job | None = None
    quiet = 0.0
    while not here.jobs.closing:
        now = here.jobs.known.get(ident)
        if now is None:  # over, and so long ago that it was forgotten
            return
        if now != last:
            last, quiet = now, 0.0
            short = {"state": now.state, "step": now.step, "done": now.done, "every": now.every, "error": now.error}
            yield f"data: {to_json(short)}\n\n"
            if now.over:
                return
        elif quiet >= BEAT:
            quiet = 0.0
            yield ": still here\n\n"
        await asyncio.sleep(LOOK)
        quiet += LOOK
