"""The interface as its own description tells it, held against what it does: for whoever builds on it.

What a *finding* is, and what it must carry: an object with one of `FINDINGS` (a probability, a score, a verdict, a
value, a count by class …) says something about the world or the record. It, an object around it or one directly in it
has to say what it rests on: ids of events, facts, articles, sources or subjects (`RESTS`), or the name under which
`/events` or `/sources` lists what was counted (`NAMED`).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import NOW, Inline, desk_of, some
from tests.faces.http.described import operations, wrong
from tests.faces.http.small_desk import ran
from tests.faces.web.made import ARTICLE, CLAIM, CODED, EVENT, NUMBER
from tests.faces.web.test_check import article as checked_article

from steppe.faces.http.service import Service
from steppe.jobs.ledger import job
from steppe.jobs.worker import Failed
from steppe.types import Judgement
from steppe.whatifs import Given, order_of
from steppe.wire import to_json

API = "/api/v1"
CASE = "kazakhstan-2022"
SHAPE = {"status", "code", "message"}
FINDINGS = frozenset("probability score verdict finding value counts stance base_rate share shares amount".split())
RESTS = re.compile(
    r"(id|ids|article|articles|evidence|events?|facts?|sources?|subjects?|cited|past|latest|reasons?|source|cite|order)\Z"
)
NAMED = frozenset(("name", "one", "outlet", "member"))
Call = tuple[str, str, dict[str, Any]]  # method, path as described, the operation


class Idle(Inline):
    """Carries nothing out: what is queued here would need the language model, or a minute."""

    def run(self, work: Any, given: str, told: Any) -> str | Failed:
        return Failed(reason="not here")


@pytest.fixture(scope="module")
def here() -> Iterator[tuple[TestClient, Service]]:
    """A desk that holds one of everything: items, verdicts, a judgement, a forecast, a what-if, jobs."""
    articles = [*some(), CODED, checked_article()]
    with desk_of(":memory:", articles, body_bytes=100_000) as (client, service):
        service.jobs.worker = Idle()  # type: ignore[assignment]
        seconds = count()
        object.__setattr__(service, "clock", lambda: NOW + timedelta(seconds=next(seconds)))  # time goes on
        order = to_json(order_of(CASE, Given(scenario="closure_90d", draws=100)))  # as the examples have it
        done = job("whatif", order, made=service.clock())
        service.jobs.known[done.id] = replace(done, state="done", result=ran(order))
        alike = Judgement(
            id="alike", subjects=(articles[0].article.id, ARTICLE), verdict="same", reason="", author="A", at=NOW
        )
        service.held.record.judge(alike)
        word = {"subject": CLAIM, "verdict": "right", "author": "A. Reader"}
        assert client.post(f"{API}/judgements", json=word).status_code == 201
        asked = {"question": "KAZ -> RUS: REJECT within 30d"}
        assert client.post(f"{API}/forecasts", json=asked).status_code == 201
        yield client, service


@pytest.fixture(scope="module")
def described(here: tuple[TestClient, Service]) -> dict[str, Any]:
    found: dict[str, Any] = here[0].get(f"{API}/openapi.json").json()
    return found


def calls(described: dict[str, Any]) -> list[Call]:
    return list(operations(described))


def whole(described: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = described["components"]["schemas"][name] if name else schema
    return found


def answered(described: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    good = next(answer for status, answer in one["responses"].items() if status.startswith("2"))
    return whole(described, good.get("content", {}).get("application/json", {}).get("schema", {}))


def lists(described: dict[str, Any]) -> list[Call]:
    return [
        call
        for call in calls(described)
        if call[0] == "get" and {"items", "total"} <= set(answered(described, call[2]).get("properties", {}))
    ]


def example_of(parameter: dict[str, Any]) -> Any:
    held = parameter.get("examples") or parameter.get("schema", {}).get("examples")
    for branch in () if held else parameter.get("schema", {}).get("anyOf", ()):
        held = held or branch.get("examples")
    found = held or [parameter.get("example")]
    return next(iter(found.values()))["value"] if isinstance(found, dict) else found[0]


def bodies(described: dict[str, Any], one: dict[str, Any]) -> list[Any]:
    held = one.get("requestBody", {}).get("content", {}).get("application/json", {})
    schema = whole(described, held.get("schema", {}))
    return [each["value"] for each in held.get("examples", {}).values()] or schema.get("examples", [])


# How it is described.


def test_every_list_has_as_of_and_goes_in_pages(described: dict[str, Any]) -> None:
    found = lists(described)
    assert len(found) > 20
    for _, path, one in found:
        assert {"as_of", "limit", "offset"} <= {each["name"] for each in one["parameters"]}, path


def test_every_operation_says_by_example_how_it_is_called(described: dict[str, Any]) -> None:
    without = [
        f"{method} {path} {each['name']}"
        for method, path, one in calls(described)
        for each in one.get("parameters", ())
        if example_of(each) is None
    ]
    without += [
        f"{method} {path} body"
        for method, path, one in calls(described)
        if "requestBody" in one and not bodies(described, one)
    ]
    assert not without


def test_every_operation_tells_the_one_shape_of_errors(described: dict[str, Any]) -> None:
    for method, path, one in calls(described):
        told = {status: answer for status, answer in one["responses"].items() if not status.startswith("2")}
        assert "default" in told, (method, path)
        for status, answer in told.items():
            assert answer == {"$ref": f"#/components/responses/{status}"}, (method, path)
    for answer in described["components"]["responses"].values():
        assert answer["content"]["application/json"]["schema"]["$ref"].endswith("/Problem")


# How it answers.


def ids(service: Service) -> dict[str, str]:
    """Ids of this record for where the examples have those of another."""
    view = service.held.record.as_of()
    known = {one.kind: one.id for one in service.jobs.all()}
    return {
        "events": EVENT,
        "claims": CLAIM,
        "quantities": NUMBER,
        "articles": ARTICLE,
        "briefs": checked_article().article.id,
        "forecasts": view.forecasts()[0].id,
        "jobs": known["whatif"],
        "whatifs": known["whatif"],
        "repeats": "alike",
    }


def filled(service: Service, path: str, one: dict[str, Any]) -> str:
    room = path.removeprefix(f"{API}/").partition("/")[0]
    for each in one.get("parameters", ()):
        if each["in"] == "path":
            value = ids(service)[room] if each["name"] == "ident" else str(example_of(each))
            path = path.replace("{" + each["name"] + "}", value)
    return path


def query(one: dict[str, Any], *, every: bool) -> dict[str, Any]:
    given = {
        each["name"]: example_of(each)
        for each in one.get("parameters", ())
        if each["in"] == "query" and (every or each.get("required"))
    }
    return given | ({"article": checked_article().article.id} if "article" in given else {})


@pytest.fixture(scope="module")
def reads(here: tuple[TestClient, Service], described: dict[str, Any]) -> list[tuple[str, Any]]:
    """The answers to all GETs, each with what is needed and with everything its examples name."""
    client, service = here
    found = []
    for method, path, one in calls(described):
        if method != "get":
            continue
        for every in (False, True):
            answer = client.get(filled(service, path, one), params=query(one, every=every))
            assert answer.status_code == 200, (path, every, answer.text[:300])
            if answer.headers["content-type"] == "application/json":
                found.append((path, answer.json()))
    return found


def test_every_example_of_reading_works_and_every_finding_rests_on_something(reads: list[tuple[str, Any]]) -> None:
    assert len(reads) > 70
    seen: set[str] = set()
    groundless = {f"{path} {where}" for path, answer in reads for where in unfounded(answer, (), "", seen)}
    assert not groundless
    assert {"probability", "score", "verdict", "finding", "value", "counts", "stance"} <= seen


def test_every_answer_is_as_its_schema_says(reads: list[tuple[str, Any]], described: dict[str, Any]) -> None:
    for path, answer in reads:
        schema = described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert not wrong(described, schema, answer), path


def unfounded(value: Any, around: tuple[dict[str, Any], ...], where: str, seen: set[str]) -> Iterator[str]:
    """Where an answer states a finding that rests on nothing."""
    if isinstance(value, list):
        for each in value:
            yield from unfounded(each, around, f"{where}[]", seen)
    if not isinstance(value, dict):
        return
    named = FINDINGS & {name for name, held in value.items() if held not in (None, "", [], {})}
    seen |= named
    if named and not any(map(rests, (value, *around[:3]))):
        within = [each for held in value.values() for each in (held if isinstance(held, list) else [held])]
        if not any(rests(each) for each in within if isinstance(each, dict)):
            yield f"{where}.{'|'.join(sorted(named))}"
    for name, held in value.items():
        yield from unfounded(held, (value, *around), f"{where}.{name}", seen)


def rests(value: dict[str, Any]) -> bool:
    return any((RESTS.match(name) or name in NAMED) and held not in (None, "", [], {}) for name, held in value.items())


def test_a_finding_that_rests_on_nothing_would_be_noticed() -> None:
    assert list(unfounded({"items": [{"probability": 0.3}]}, (), "", set())) == [".items[].probability"]
    assert list(unfounded({"items": [{"probability": 0.3, "events": ["e"]}]}, (), "", set())) == []
    assert list(unfounded({"verdict": "wrong", "evidence": {}}, (), "", set())) == [".verdict"]


def test_every_post_twice_is_the_same_resource_and_nothing_twice(
    here: tuple[TestClient, Service], described: dict[str, Any]
) -> None:
    client, service = here
    posts = 0
    for method, path, one in calls(described):
        if method != "post":
            continue
        every = bodies(described, one) or [None]
        for number, body in enumerate(
            every[:1] if path.endswith("/corrections") else every
        ):  # an item is put right once
            given = fitted(body, path, number)
            where = filled(service, path, one)
            first = client.post(where, json=given)
            assert first.status_code in (200, 201, 202), (path, first.text[:300])
            settle(service)
            before = whole_state(client)
            again = client.post(where, json=given)
            settle(service)
            posts += 1
            assert again.status_code in (200, 201, 202), (path, again.text[:300])
            assert again.headers.get("location") == first.headers.get("location"), path
            assert again.json().get("id") == first.json().get("id"), path
            assert whole_state(client) == before, path
    assert posts >= 10


def fitted(body: Any, path: str, number: int) -> Any:
    """An example with ids of this record in place of its own, and each said by somebody else."""
    given = json.loads(json.dumps(body))
    if isinstance(given, dict) and "author" in given:
        given["author"] += f" {number}"
    if isinstance(given, dict) and "subject" in given:
        given["subject"] = EVENT
    if isinstance(given, dict) and path.endswith("/sobol"):
        given["question"] = "Q6"
    if isinstance(given, dict) and "first" in given:
        given["first"] = "2022-01-04"
    if isinstance(given, dict) and given.get("forecaster") == "chance":
        given["forecaster"] = "climatology"
    return given


def settle(service: Service) -> None:
    for one in service.jobs.all():
        while not service.jobs.get(one.id).over:
            pass


def whole_state(client: TestClient) -> dict[str, Any]:
    nouns = ("judgements", "forecasts", "events", "articles", "repeats", "backtests")
    found = {noun: client.get(f"{API}/{noun}?limit=500").json() for noun in nouns}
    jobs = sorted(one["id"] for one in client.get(f"{API}/jobs?limit=500").json()["items"])
    return {**found, "jobs": jobs, "track": client.get(f"{API}/track").json()}


# What it says to what is wrong.

WRONG: tuple[tuple[str, str, dict[str, Any], int, str], ...] = (
    ("GET", "/nowhere", {}, 404, ""),
    ("GET", "/events?limit=0", {}, 422, "greater than or equal to 1"),
    ("GET", "/events?limit=9999", {}, 422, "less than or equal to 500"),
    ("GET", "/events?offset=-1", {}, 422, "greater than or equal to 0"),
    ("GET", "/events?offset=x", {}, 422, "integer"),
    ("GET", "/events?as_of=yesterday", {}, 422, "date"),
    ("GET", "/events?kind=DANCE", {}, 404, "known"),
    ("GET", "/events?quad=5", {}, 422, "less than or equal to 4"),
    ("GET", "/events/none", {}, 404, "/api/v1/events"),
    ("GET", "/claims/none", {}, 404, "/api/v1/claims"),
    ("GET", "/articles/none", {}, 404, "/api/v1/articles"),
    ("GET", "/briefs/none", {}, 404, "/api/v1/articles"),
    ("GET", f"/briefs/{ARTICLE}?case=../etc", {}, 404, CASE),
    ("GET", "/actors/nobody", {}, 404, "known"),
    ("GET", "/pairs/KAZ/nobody", {}, 404, "known"),
    ("GET", "/jobs/none", {}, 404, "known"),
    ("DELETE", "/jobs/none", {}, 404, "known"),
    ("GET", "/jobs/none/progress", {}, 404, "known"),
    ("GET", "/whatifs/none", {}, 404, "known"),
    ("GET", "/forecasts/none", {}, 404, "known"),
    ("GET", "/cases/none/questions", {}, 404, CASE),
    ("GET", "/worlds/none", {}, 404, CASE),
    ("GET", f"/worlds/{CASE}/ties?member=NOBODY", {}, 404, "known"),
    ("GET", f"/worlds/{CASE}/sources/none/facts", {}, 404, "known"),
    ("GET", f"/worlds/{CASE}/export?shape=pdf", {}, 422, "graphml"),
    ("GET", f"/worlds/{CASE}/exposure?origin=KAZ&good=love", {}, 422, "love"),
    ("GET", "/verdicts", {}, 422, "article"),
    ("GET", f"/verdicts?article={ARTICLE}&finding=odd", {}, 404, "known"),
    ("PUT", "/events", {}, 405, "GET"),
    ("POST", "/events", {"json": {}}, 405, "GET"),
    ("POST", "/jobs/read", {}, 422, "body"),
    ("POST", "/jobs/read", {"content": b"{", "headers": {"content-type": "application/json"}}, 422, "JSON"),
    ("POST", "/jobs/read", {"content": b"a=b", "headers": {"content-type": "text/plain"}}, 422, "body"),
    ("POST", "/jobs/read", {"json": {}}, 422, "expected one of text, address or upload"),
    ("POST", "/jobs/read", {"json": {"text": "a", "address": "http://a"}}, 422, "expected one of"),
    ("POST", "/jobs/read", {"json": {"address": "file:///etc/passwd"}}, 422, "http"),
    ("POST", "/jobs/read", {"json": {"text": "a", "what": "b"}}, 422, "what"),
    ("POST", "/jobs/read", {"content": b"x" * 200_000}, 413, "100,000 bytes"),
    ("POST", "/jobs/whatif", {"json": {"case": "none"}}, 404, CASE),
    ("POST", "/jobs/whatif", {"json": {"case": CASE, "moves": ["jump"]}}, 422, "expected"),
    ("POST", "/judgements", {"json": {"subject": EVENT, "verdict": "odd", "author": "a"}}, 404, "right"),
    ("POST", "/judgements", {"json": {"subject": "none", "verdict": "right", "author": "a"}}, 422, "expected"),
    ("POST", "/questions", {"json": {"question": "who?"}}, 422, "expected"),
    ("POST", "/forecasts/none/resolution", {"json": {"outcome": "yes", "why": "a", "author": "b"}}, 404, "known"),
    ("GET", "/events", {"headers": {"host": "evil.example"}}, 403, "address"),
    ("POST", "/questions", {"json": {}, "headers": {"origin": "https://evil.example"}}, 403, "desk"),
)


def test_every_refusal_is_told_of_before(described: dict[str, Any]) -> None:
    every = [
        (method, re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path.removeprefix(API)))), one)
        for method, path, one in calls(described)
    ]
    told = 0
    for method, path, _, status, _ in WRONG:
        for called, shape, one in every:
            if called == method.lower() and shape.fullmatch(path.partition("?")[0]):
                assert str(status) in one["responses"] or status == 403, (method, path, status)
                told += 1
    assert told > 30


@pytest.mark.parametrize(("method", "path", "given", "status", "words"), WRONG, ids=lambda one: str(one)[:60])
def test_whatever_is_wrong_is_told_in_one_shape_with_what_would_be_right(
    here: tuple[TestClient, Service], method: str, path: str, given: dict[str, Any], status: int, words: str
) -> None:
    answer = here[0].request(method, f"{API}{path}", **given)
    found = answer.json()
    assert answer.status_code == status, answer.text[:300]
    assert (set(found), set(found["error"])) == ({"error"}, SHAPE)
    assert found["error"]["status"] == status
    assert words in found["error"]["message"]
    assert not found["error"]["message"].endswith(": ")
