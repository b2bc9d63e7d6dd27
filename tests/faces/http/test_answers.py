"""How answers look: one shape for every error, JSON that comes back, CSV that no spreadsheet runs."""

import csv
import io
import json

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.testclient import TestClient

from steppe.errors import Busy, DataError, InputError, InUse, ModelMissing, RecordError, SteppeError, UnknownName
from steppe.faces.http.answers import cell, csv_answer, json_answer, problem, wants_page
from steppe.types import Span


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (UnknownName("event", "x", ()), 404, "unknown-name"),
        (InputError("wrong"), 422, "bad-input"),
        (Busy("wait"), 429, "busy"),
        (ModelMissing("none"), 503, "model-missing"),
        (RecordError("gone"), 503, "record"),
        (InUse("r: in use"), 503, "record"),
        (DataError("x.tsv: wrong"), 500, "data"),
        (SteppeError("?"), 500, "ours"),
        (OverflowError("date value out of range"), 422, "bad-input"),
        (HTTPException(404), 404, "not-found"),
        (HTTPException(405), 405, "method-not-allowed"),
        (HTTPException(413, "much"), 413, "too-large"),
        (HTTPException(418), 418, "i'm-a-teapot"),
    ],
)
def test_every_error_has_a_status_and_a_code(error: Exception, status: int, code: str) -> None:
    found = problem(error).error
    assert (found.status, found.code) == (status, code)
    assert found.message


def test_an_unknown_failure_tells_its_kind_and_no_more() -> None:
    message = problem(KeyError("/home/somebody/secret")).error.message
    assert message == "something failed on our side (KeyError); the record is untouched"


def test_half_a_character_is_the_askers_mistake() -> None:
    try:
        "ab\ud800".encode()
    except UnicodeEncodeError as error:
        found = problem(error).error
    assert (found.status, found.message) == (422, "character 3 is half of one, no text; leave it out")
    assert json.loads(json_answer(problem(InputError("no '\ud800' here"))).body)["error"]["message"] == "no '?' here"


@pytest.mark.parametrize(("method", "path", "status"), [
    ("GET", "/nowhere", 404), ("GET", "/api/v1/jobs/none", 404), ("PUT", "/api/v1/jobs", 405),
    ("GET", "/api/v1/events?limit=x", 422), ("POST", "/api/v1/jobs/read", 422),
])  # fmt: skip
def test_every_error_of_the_interface_has_one_shape(desk: TestClient, method: str, path: str, status: int) -> None:
    answer = desk.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    error = answer.json()["error"]
    assert set(error) == {"status", "code", "message"}
    assert error["status"] == status


def test_errors_of_pages_are_pages_for_browsers_alone(desk: TestClient) -> None:
    page = desk.get("/nowhere<b>", headers={"accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "<b>" not in page.text
    assert desk.get("/nowhere").headers["content-type"] == "application/json"
    assert desk.get("/nowhere.json", headers={"accept": "text/html"}).headers["content-type"] == "application/json"


def test_who_wants_a_page() -> None:
    def asks(path: str, accept: str) -> bool:
        return wants_page(Request({"type": "http", "path": path, "headers": [(b"accept", accept.encode())]}))

    assert asks("/events", "text/html,application/xhtml+xml")
    assert not asks("/events", "application/json")
    assert not asks("/events.csv", "text/html")
    assert not asks("/api/v1/events", "text/html")


def test_json_is_the_houses() -> None:
    answer = json_answer(Span(1, 2), status=201, headers={"Location": "/x"})
    assert (answer.body, answer.status_code, answer.headers["location"]) == (b'{"start":1,"end":2}', 201, "/x")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (-3, "-3"),
        (2.5, "2.5"),
        (True, "True"),
        ("plain", "plain"),
        ("a-b = c", "a-b = c"),
        ("=1", "'=1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@A", "'@A"),
        ("|x", "'|x"),
        ("%0A=1", "'%0A=1"),
        (" =1", " '=1"),
        ("\u00a0=1", "\u00a0'=1"),
        ("\u200b=1", "\u200b'=1"),
        ("\uff1d1", "'\uff1d1"),
        ("\x00=1", "'=1"),
        ("\tx", "'\tx"),
        ("\r\n@x", "'\r\n'@x"),
        ("a;=1", "a;'=1"),
        ("a; b;-1", "a; b;'-1"),
        ("a\n=1", "a\n'=1"),
        (("=a", "-b"), "'=a; '-b"),
    ],
)
def test_no_cell_is_a_formula(value: object, shown: str) -> None:
    assert cell(value) == shown


def test_rows_come_back_from_csv() -> None:
    rows = [{"a": 'with "quotes", commas', "b": "two\nlines"}, {"a": None}]
    answer = csv_answer(rows, columns=("a", "b"), name="desk")
    assert answer.headers["content-disposition"] == 'attachment; filename="desk.csv"'
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    read = list(csv.reader(io.StringIO(bytes(answer.body).decode(), newline="")))
    assert read == [["a", "b"], ['with "quotes", commas', "two\nlines"], ["", ""]]
