"""The whole application: the guard at the door, pages, the programming interface, and what becomes of errors."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from steppe import showing
from steppe.errors import SteppeError
from steppe.faces.http import (
    api_check,
    api_corrections,
    api_description,
    api_forecasts,
    api_jobs,
    api_overview,
    api_owner,
    api_record,
    api_repeats,
    api_whatif,
    api_world,
)
from steppe.faces.http.answers import Problem, json_answer, problem, wants_page
from steppe.faces.http.guard import Guard
from steppe.faces.http.memory import Memory
from steppe.faces.http.service import Service
from steppe.faces.web import (
    actor,
    article,
    ask,
    check,
    desk,
    enter,
    events,
    items,
    judgements,
    pair,
    reading,
    repeats,
    sources,
    track,
    whatif,
    world,
)
from steppe.faces.web.pages import Shown, page_answer, show

API = "/api/v1"
STATIC = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


def create_app(service: Service) -> Guard:
    """The application of a server that holds a record; an ASGI callable."""
    app = FastAPI(
        title="steppe",
        version="1",
        description="Who did what to whom, who claims what, and what may follow: each item tied to its words.",
        docs_url=None,  # its page would load scripts of another host
        redoc_url=None,
        openapi_url=None,  # it is ours: api_description
    )
    app.state.service = service
    for kind in (SteppeError, HTTPException, RequestValidationError, UnicodeEncodeError, OverflowError, Exception):
        app.add_exception_handler(kind, _answer_error)
    for add in PARTS:
        add(app)
    app.add_api_route("/static/{name}", _static, methods=["GET"], include_in_schema=False)
    return Guard(Memory(app, service), service)


def _desk(app: FastAPI) -> None:
    show(app, "/desk", desk.desk, page="/")


ANY: dict[int | str, dict[str, Any]] = {
    "default": {"model": Problem, "description": "What went wrong, and what would have been right."}
}


def _api(app: FastAPI) -> None:
    app.include_router(api_record.router, prefix=API, responses=ANY)
    app.include_router(api_corrections.router, prefix=API, responses=ANY)
    app.include_router(api_overview.router, prefix=API, responses=ANY)
    app.include_router(api_jobs.router, prefix=API, responses=ANY)
    app.include_router(api_whatif.router, prefix=API, responses=ANY)
    app.include_router(api_forecasts.router, prefix=API, responses=ANY)
    app.include_router(api_world.router, prefix=API, responses=ANY)
    app.include_router(api_check.router, prefix=API, responses=ANY)
    app.include_router(api_repeats.router, prefix=API, responses=ANY)
    app.include_router(api_owner.router)
    api_description.add(app, f"{API}/openapi.json")


PARTS: tuple[Callable[[FastAPI], None], ...] = (
    _desk,
    reading.add,
    article.add,
    items.add,
    events.add,
    judgements.add,
    enter.add,
    actor.add,
    pair.add,
    sources.add,
    repeats.add,
    whatif.add,
    ask.add,
    track.add,
    world.add,
    check.add,
    _api,
)
"""What adds routes to an application, room by room."""


def _static(name: str) -> Response:
    if name == "brief.css":
        return Response(showing.style(), media_type=STATIC[".css"])
    kind = STATIC.get(PurePosixPath(name).suffix, "")
    path = files("steppe.faces.web").joinpath("static", name)
    if not kind or "/" in name or not path.is_file():
        raise HTTPException(404, f"no file {name!r} here")
    return Response(path.read_bytes(), media_type=kind)


def _answer_error(request: Request, error: Exception) -> Response:
    found = problem(error)
    if not wants_page(request):
        return json_answer(found, status=found.error.status, headers=getattr(error, "headers", None))
    shown = Shown(
        template="error.html.j2", title=_title(found.error.status), room="", data=found, status=found.error.status
    )
    return page_answer(request, request.app.state.service, shown)


def _title(status: int) -> str:
    return {404: "Not here", 422: "That cannot be used", 429: "One moment"}.get(status, "That did not work")
