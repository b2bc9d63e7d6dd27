"""The interface described for other programs (OpenAPI 3.1): what the code says, and what only a running desk can tell.

Examples of answers are data (`examples.jsonl`, a line each): `./dev bench make-examples` sends every request to the
small desk of the tests and writes down what came. The meaning of a field is a row of `fields.tsv`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from fastapi import FastAPI, Response
from fastapi.openapi.utils import get_openapi

from steppe.faces.http.described import Exampled, examples, meanings
from steppe.faces.http.schemas import from_requests, mended, named, without_null
from steppe.wire import to_json

WRITING = ("post", "delete", "put", "patch")
DOOR = ("401", "403", "413", "429")
"""What the guard may say to whoever writes, wherever that is."""
TOLD = {
    "401": "Writing needs the token of the server.",
    "403": "Another site, or a name that is not the server's, asked for this.",
    "404": "There is nothing of that name; the message lists what there is.",
    "413": "The body is too large.",
    "422": "What was asked cannot be used; the message says what would have been right.",
    "429": "Too many writes, or too many jobs that wait; the same later will do.",
    "default": "Anything else: 403 under a name that is not the server's, 503 while too much is asked at once.",
}
GOOD = {"200": "What was asked for.", "201": "It is kept.", "202": "It is queued: the job as it stands."}
TAGS = {
    "record": "What was read: events, claims, numbers, articles, briefs, and what people say of them.",
    "overview": "The record at a glance: actors, pairs, outlets, what is new and what moved.",
    "jobs": "Work that takes long: ask for it, follow it, call it off.",
    "what-ifs": "Questions of a case's model, what can be moved in it, and what comes of moves.",
    "forecasts": "Questions, what is said to them, what came of them, and how good that was.",
    "world": "What a case holds, as known before any day: ties, routes, figures, sources.",
    "check": "Claims of an article held against a case.",
    "sources": "Which articles and reports repeat each other.",
}
Node = dict[str, Any]


def add(app: FastAPI, path: str) -> None:
    """Serve the description of an application at a path; it is made once, when it is first asked for."""
    made: list[bytes] = []

    def openapi() -> Response:
        if not made:
            made.append(to_json(described(app)).encode())
        return Response(made[0], media_type="application/json")

    app.add_api_route(path, openapi, methods=["GET", "HEAD"], include_in_schema=False)


def described(app: FastAPI) -> Node:
    """The description of an application, whole."""
    found = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version=app.openapi_version,
        description=app.description,
        routes=app.routes,
        tags=[{"name": name, "description": words} for name, words in TAGS.items()],
    )
    found = named(found, found["components"]["schemas"])
    parts: Node = found["components"]
    known = {(one.method, one.path): one for one in examples() if not one.error}
    wrong = [one for one in examples() if one.error]
    for method, path, one in operations(found):
        _answers(method, one)
        if (method, path) in known:
            _shown(one, known[method, path], parts["schemas"])
    _called(found)
    parts["responses"] = {status: _wrong(status, wrong) for status in TOLD}
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "description": TOLD["401"]}}
    mended(parts["schemas"], meanings(), given=from_requests(found))
    return found


def operations(found: Node) -> Iterator[tuple[str, str, Node]]:
    """Method, path and description of each operation."""
    for path, all_of in found["paths"].items():
        for method, one in all_of.items():
            yield method, path, one


def _answers(method: str, one: Node) -> None:
    """Say what comes, and point errors to those all operations share, what the guard tells writers among them."""
    writes = method in WRITING
    told = {status for status in one["responses"] if not status.startswith("2")} | {"default"}
    told |= set(DOOR) if writes else set()
    good = {status: said for status, said in one["responses"].items() if status.startswith("2")}
    for status, said in good.items():
        if said["description"] == "Successful Response":
            said["description"] = GOOD[status]
    for each in one.get("parameters", ()):
        each["schema"] = without_null(each["schema"])
    one["responses"] = {**good, **{status: {"$ref": f"#/components/responses/{status}"} for status in sorted(told)}}
    if writes:
        one["security"] = [{}, {"token": []}]  # where the server has no token, none is needed


def _wrong(status: str, wrong: Sequence[Exampled]) -> Node:
    """An error as every operation may give it, with what was really said."""
    shown = [one for one in wrong if status == (str(one.status) if str(one.status) in TOLD else "default")]
    told = {one.error: {"summary": one.asked, "value": one.answer} for one in shown}
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": TOLD[status], "content": {"application/json": {"schema": schema, "examples": told}}}


def _shown(one: Node, example: Exampled, schemas: Node) -> None:
    """Put what was asked and what came into the description of an operation."""
    for each in one.get("parameters", ()):
        if each["name"] in example.names:
            each["example"] = example.names[each["name"]]
            each["schema"]["examples"] = [each["example"]]
    if example.body is not None:
        media: Node = one["requestBody"]["content"]["application/json"]
        others = schemas[media["schema"]["$ref"].rpartition("/")[2]].get("examples", ())
        media["examples"] = {"asked": {"summary": "As asked for the answer below", "value": example.body}}
        media["examples"] |= {f"form-{number}": {"value": body} for number, body in enumerate(others, 1)}
    for said in (said for status, said in one["responses"].items() if status.startswith("2")):
        told = {"answered": {"summary": example.summary, "value": example.answer}}
        said["content"][example.media]["examples"] = told
        if example.location:
            about = {"description": "Where it is.", "schema": {"type": "string"}, "example": example.location}
            said["headers"] = {"Location": about}


def _called(found: Node) -> None:
    """Name each operation as the code does: short, and with its tag where two have one name."""
    every = [one for _, _, one in operations(found)]
    short = {id(one): one["operationId"].partition("_api_v1_")[0] for one in every}
    often = Counter(short.values())
    for one in every:
        name = short[id(one)]
        one["operationId"] = name if often[name] == 1 else f"{one['tags'][0].replace('-', '_')}_{name}"
