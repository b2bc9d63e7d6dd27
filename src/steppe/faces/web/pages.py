"""One view, three faces: a page, its JSON, its CSV, each at an address of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Depends, FastAPI, Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from steppe import showing
from steppe.faces.http.answers import csv_answer, json_answer
from steppe.faces.http.service import Here

ROOMS = (
    ("/", "Desk"),
    ("/read", "Read"),
    ("/actors", "Actors"),
    ("/world", "World"),
    ("/check", "Check"),
    ("/ask", "Ask"),
    ("/whatif", "What if"),
    ("/sources", "Sources"),
)
"""The rooms of the desk, in the order of the bar above each page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A view: `data` is what its JSON holds, `rows` its CSV, `template` and `more` (charts and words) draw its page.

    `room` is the address of the room it belongs to, `status` the HTTP status of all three.
    """

    template: str
    title: str
    room: str
    data: object
    columns: Sequence[str] = ()
    rows: Sequence[Mapping[str, object]] = ()
    more: Mapping[str, object] = field(default_factory=dict)
    status: int = 200


def show(app: FastAPI, path: str, make: Callable[..., Shown], *, csv: bool = True, page: str = "") -> None:
    """Serve a view at `path` (the page, or at `page` where that differs), `path`.json and `path`.csv."""

    def as_page(request: Request, here: Here, shown: Shown = Depends(make)) -> Response:  # noqa: B008
        return page_answer(request, here, shown)

    def as_json(shown: Shown = Depends(make)) -> Response:  # noqa: B008
        return json_answer(shown.data, status=shown.status)

    def as_csv(shown: Shown = Depends(make)) -> Response:  # noqa: B008
        name = path.strip("/").replace("/", "-").replace("{", "").replace("}", "") or "desk"
        return csv_answer(shown.rows, columns=shown.columns, name=name)

    app.add_api_route(f"{path}.json", as_json, methods=["GET"], include_in_schema=False)
    if csv:
        app.add_api_route(f"{path}.csv", as_csv, methods=["GET"], include_in_schema=False)
    app.add_api_route(page or path, as_page, methods=["GET"], include_in_schema=False)


def page_answer(request: Request, here: Here, shown: Shown) -> Response:
    """The page of a view."""
    path = request.url.path.rstrip("/") or "/desk"
    asked = f"?{request.url.query}" if request.url.query else ""
    forms = {"json": f"{path}.json{asked}", "csv": f"{path}.csv{asked}" if shown.columns else ""}
    html = (
        templates()
        .get_template(shown.template)
        .render(
            title=shown.title,
            room=shown.room,
            rooms=ROOMS,
            data=shown.data,
            forms=forms,
            query=dict(request.query_params),
            here=here,
            counted_at=here.clock(),
            **shown.more,
        )
    )
    return Response(html, shown.status, media_type="text/html; charset=utf-8")


def with_query(path: str, **given: object) -> str:
    """An address with its state in it; what is empty is left out.

    >>> with_query("/", as_of="2022-11-01", since=None)
    '/?as_of=2022-11-01'
    """
    kept = {name: str(value) for name, value in given.items() if value not in (None, "", False)}
    return f"{path}?{urlencode(kept)}" if kept else path


def part(value: object) -> str:
    """A value as one part of an address.

    >>> part("KAZ/police")
    'KAZ%2Fpolice'
    """
    return quote(str(value), safe="")


def _finalize(value: object) -> object:
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return showing.visible(value)


def _chance(value: float) -> Markup:
    return escape(showing.percent(value).replace(" ", "\u00a0"))


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "\u2212")


@cache
def templates() -> Environment:
    """The desk's templates: everything put into one is escaped, hiding characters are shown by code point."""
    made = Environment(
        loader=PackageLoader("steppe.faces.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters: dict[str, Callable[..., Any]] = {
        "one_line": showing.one_line,
        "shortened": showing.shortened,
        "chance": _chance,
        "signed": _signed,
        "part": part,
    }
    made.filters |= filters
    made.globals |= {"counted": showing.counted, "with_query": with_query}
    return made
