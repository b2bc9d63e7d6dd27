"""The record for other commands of this machine: what a view asks of the tables, and what is handed in.

Not a programming interface: both ends are the same program, and the nouns of `/api/v1` are for everybody else. The
guard lets in only callers from this machine, whoever reads; writing needs the token where one is set.
"""

from itertools import chain
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from steppe import holding
from steppe.faces.http.answers import json_answer
from steppe.faces.http.service import Here

router = APIRouter(prefix=holding.OWNER, include_in_schema=False)


async def _body(request: Request) -> bytes:
    return await request.body()


Body = Annotated[bytes, Depends(_body)]


@router.post("/look/{name}")
def look(here: Here, name: str, body: Body) -> StreamingResponse:
    """The rows of a view's query, a line of JSON each, as they come."""
    pieces = holding.lend(here.held, name, body)
    first = next(pieces, b"")  # what fails at once is told before the answer has begun
    return StreamingResponse(chain((first,), pieces), media_type="application/x-ndjson")


@router.post("/take/{what}")
def take(here: Here, what: str, body: Body) -> Response:
    """Add something to the record as one batch; gives how much of it was new."""
    return json_answer(holding.take(here.held, what, body))


@router.get("/batches")
def batches(here: Here) -> Response:
    """Every committed batch, with the rows it promised and those that are there."""
    return json_answer(holding.batches(here.held))
