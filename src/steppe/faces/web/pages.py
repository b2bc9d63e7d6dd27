"""One view, three faces: a page, its JSON, its CSV, each at an address of its own."""

import re
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

DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


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

    def as_csv(request: Request, shown: Shown = Depends(make)) -> Response:  # noqa: B008
        return csv_answer(shown.rows, columns=shown.columns, name=file_name(path, request.path_params))

    app.add_api_route(f"{path}.json", as_json, methods=["GET"], include_in_schema=False)
    if csv:
        app.add_api_route(f"{path}.csv", as_csv, methods=["GET"], include_in_schema=False)
    app.add_api_route(page or path, as_page, methods=["GET"], include_in_schema=False)


def file_name(path: str, given: Mapping[str, object]) -> str:
    """What the file of a view is called, by its address; only letters, digits, points and dashes are left of it.

    >>> file_name("/actors/{name:path}", {"name": "KAZ"}), file_name("/pairs/{one}/{two}", {"one": '"/..', "two": "п"})
    ('actors-KAZ', 'pairs')
    """
    filled = re.sub(r"\{(\w+)[^}]*\}", lambda found: str(given.get(found[1], "")), path)
    return re.sub(r"[^A-Za-z0-9_.]+", "-", filled)[:100].strip("-.") or "desk"


def page_answer(request: Request, here: Here, shown: Shown) -> Response:
    """The page of a view."""
    path = raw_path(request).rstrip("/") or "/desk"
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


def raw_path(request: Request) -> str:
    """The path of a request as it was sent, in which a part may hold a slash (`%2F`)."""
    raw: bytes = request.scope.get("raw_path") or quote(request.url.path).encode()
    return raw.decode("ascii", "replace")


def with_query(path: str, **given: object) -> str:
    """An address with its state in it; what is empty is left out, and what the path asks already stays.

    >>> with_query("/", as_of="2022-11-01", since=None), with_query("/events?outlet=", quad=4)
    ('/?as_of=2022-11-01', '/events?outlet=&quad=4')
    """
    kept = {name: str(value) for name, value in given.items() if value not in (None, "", False)}
    return f"{path}{'&' if '?' in path else '?'}{urlencode(kept)}" if kept else path


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


def _whole(value: object) -> Markup:
    """A text with its days kept from being broken at the end of a line."""
    told = escape(value if isinstance(value, Markup) else showing.visible(str(value)))
    return Markup(DAY.sub(r'<span class="day">\g<0></span>', str(told)))  # noqa: S704 (it is escaped)


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
        "whole": _whole,
        "part": part,
    }
    made.filters |= filters
    made.globals |= {"counted": showing.counted, "with_query": with_query}
    return made
