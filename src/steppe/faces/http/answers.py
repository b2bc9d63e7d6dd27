"""How answers look: JSON by the house's one codec, CSV that no spreadsheet runs, one shape for every error."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from steppe.errors import Busy, DataError, InputError, ModelMissing, RecordError, SteppeError, UnknownName
from steppe.wire import to_json

STATUS: tuple[tuple[type[SteppeError], int, str], ...] = (
    (UnknownName, 404, "unknown-name"),
    (InputError, 422, "bad-input"),
    (Busy, 429, "busy"),
    (ModelMissing, 503, "model-missing"),
    (RecordError, 503, "record"),
    (DataError, 500, "data"),
)
"""The one table from errors to HTTP: status and the code an answer carries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """What went wrong: a `code` for programs, a `message` for people that says what would have been right."""

    status: int
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """The shape of every answer that is an error."""

    error: Error


def problem(error: Exception) -> Problem:
    """An exception as an answer; what is our fault keeps its details to itself.

    >>> problem(InputError("read: nothing given")).error.code
    'bad-input'
    >>> problem(ZeroDivisionError("secret")).error.message
    'something failed on our side (ZeroDivisionError); the record is untouched'
    """
    if isinstance(error, RequestValidationError):
        return _problem(422, "bad-input", "; ".join(map(_told, error.errors())))
    if isinstance(error, UnicodeEncodeError):  # the record takes no such text in, so it came with what was asked
        return _problem(422, "bad-input", f"character {error.start + 1} is half of one, no text; leave it out")
    if isinstance(error, OverflowError):  # days near the ends of the calendar cannot be counted from
        return _problem(422, "bad-input", f"a day or number is out of range ({error}); give one nearer")
    if isinstance(error, HTTPException):
        return _problem(error.status_code, _code(error.status_code), _told_by(error))
    for kind, status, code in STATUS:
        if isinstance(error, kind):
            return _problem(status, code, str(error))
    return _problem(500, "ours", f"something failed on our side ({type(error).__name__}); the record is untouched")


def _problem(status: int, code: str, message: str) -> Problem:
    text = message.encode("utf8", "replace").decode("utf8")
    return Problem(error=Error(status=status, code=code, message=text))


def _code(status: int) -> str:
    return {404: "not-found", 401: "token", 403: "forbidden", 413: "too-large", 429: "busy"}.get(
        status, HTTPStatus(status).phrase.lower().replace(" ", "-")
    )


def _told_by(error: HTTPException) -> str:
    """What is wrong with a request that reached nobody."""
    if error.status_code == 405:
        return f"this address does not take that method; it takes {(error.headers or {}).get('Allow', 'GET')}"
    if error.status_code == 404 and error.detail == HTTPStatus.NOT_FOUND.phrase:
        return "there is nothing at this address; the desk begins at /, the interface is in /api/v1/openapi.json"
    return str(error.detail)


def _told(one: Mapping[str, object]) -> str:
    place = one.get("loc", ())
    where = ".".join(str(part) for part in place) if isinstance(place, tuple | list) else str(place)
    return f"{where}: {one.get('msg', 'not valid')}"


def json_answer(value: object, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A value as JSON, written by the house's codec."""
    return Response(to_json(value), status, dict(headers or {}), "application/json")


def csv_answer(rows: Iterable[Mapping[str, object]], *, columns: Sequence[str], name: str) -> Response:
    """Rows as CSV with a header line; what a spreadsheet would run as a formula is made plain text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([cell(row.get(column)) for column in columns] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(out.getvalue(), 200, headers, "text/csv; charset=utf-8")


# A sign that opens a formula (also in full width), first in a cell or line but for what does not show.
_FORMULA = re.compile(r"((?:\A|[;\t\r\n])[\s\u200b-\u200f\u2060\ufeff]*)([=+\-@|%\uff1d\uff0b\uff0d\uff20])")


def cell(value: object) -> str:
    """A value as a cell of CSV that no spreadsheet interprets (CWE-1236): a quote goes before what opens as a formula.

    So too within a cell, after what some spreadsheets part cells or lines at.

    >>> cell("=cmd|' /C calc'!A0"), cell(-3.5), cell(("a", "b")), cell(None), cell("a;=1")
    ("'=cmd|' /C calc'!A0", '-3.5', 'a; b', '', "a;'=1")
    """
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return str(value)
    text = "; ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
    text = _FORMULA.sub(r"\1'\2", text.replace("\x00", ""))
    return f"'{text}" if text[:1] in ("\t", "\r", "\n") else text


def wants_page(request: Request) -> bool:
    """Whether a person asks, with a browser, for a page rather than data."""
    path = request.url.path
    plain = path.startswith("/api/") or path.endswith((".json", ".csv"))
    return not plain and "text/html" in request.headers.get("accept", "")
