"""The examples and schemas that the interface's description tells other programs, held against what a desk answers.

Where this fails because answers are meant to look different now: `./dev bench make-examples` writes the examples anew,
and `fields.tsv` has a row for each field.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import desk_of
from tests.faces.http.described import operations, wrong
from tests.faces.http.small_desk import API, ARTICLES, answers, read_before, refusals, small_desk

from steppe.checking.verdict import Finding
from steppe.faces.http import api_description
from steppe.faces.http.described import ANY, Exampled, examples, meanings
from steppe.faces.http.guard import Guard
from steppe.faces.http.schemas import from_requests
from steppe.reading import Outcome, read_work
from steppe.record.border import VERDICTS
from steppe.record.said import OUTCOMES
from steppe.types import ActorKind, Status
from steppe.wire import from_json, to_json, to_plain
from steppe.world.facts import Grade
from steppe.world.vocabulary import Sign

MOST = 400_000  # bytes of the description
OF_A_CASE = ("/cases", "/worlds", "/whatifs", "/jobs/whatif", "/briefs", "/verdicts", "/actors", "/pairs")
"""What rests on a case or its model, which grow: there an example has the keys and types of what comes today."""
TABLES = (".grounds", ".facts", ".ties", ".routes", ".crossing", ".rests", ".courses", ".spread")
"""Fields whose keys are names of things of a case, which come and go."""
Came = tuple[dict[str, Any], list[tuple[Exampled, Any]], TestClient]


@pytest.fixture(scope="module")
def came() -> Iterator[Came]:
    """The description, every example with the whole answer, asked for today, and the desk."""
    with small_desk() as (client, service):
        described = client.get(f"{API}/openapi.json").json()
        every = list(answers(client, service))
        yield described, every, client


def good(one: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {status: said for status, said in one["responses"].items() if status.startswith("2")}


# Examples.


def test_every_operation_tells_what_it_answers(came: Came) -> None:
    described, every, _ = came
    assert {(one.method, one.path) for one, _ in every} == {(method, path) for method, path, _ in operations(described)}
    for method, path, one in operations(described):
        shown = [
            each["value"]
            for said in good(one).values()
            for media in said.get("content", {}).values()
            for each in media.get("examples", {}).values()
        ]
        assert shown, (method, path)


def test_every_example_is_what_the_small_desk_answers(came: Came) -> None:
    _, every, _ = came
    told = {(one.method, one.path): one for one in examples() if not one.error}
    assert len(told) == len(every) > 50
    for now, _ in every:
        then = told[now.method, now.path]
        where = f"{now.method} {now.path}"
        exact = not now.path.removeprefix(API).startswith(OF_A_CASE)
        assert (then.status, then.media, then.body is None) == (now.status, now.media, now.body is None), where
        if exact and "/whatifs/" not in now.asked:
            assert (then.asked, then.names, then.body) == (now.asked, now.names, now.body), where
        if now.media == "text/event-stream":
            assert {tuple(one) for one in steps(then.answer)} == {tuple(one) for one in steps(now.answer)}
            assert steps(then.answer)[-1] == steps(now.answer)[-1]
        else:
            assert not list(unlike(then.answer, now.answer, exact=exact)), where


def steps(stream: str) -> list[dict[str, Any]]:
    """What a stream of a job's progress told, step by step."""
    return [json.loads(one.removeprefix("data: ")) for one in stream.split("\n\n") if one]


def unlike(then: Any, now: Any, where: str = "", *, exact: bool) -> Iterator[str]:
    """Where an example differs from what comes now: in anything, or only in keys and types."""
    if isinstance(then, dict) and isinstance(now, dict):
        if set(then) != set(now) and (exact or not where.endswith(TABLES)):
            yield f"{where}: {sorted(set(then) ^ set(now))}"
        for name in set(then) & set(now):
            yield from unlike(then[name], now[name], f"{where}.{name}", exact=exact)
    elif isinstance(then, list) and isinstance(now, list):
        if exact and len(then) != len(now):
            yield f"{where}: {len(then)} and {len(now)}"
        for one, other in zip(then, now, strict=False):
            yield from unlike(one, other, f"{where}[]", exact=exact)
    elif not (_same if exact else _alike)(then, now):
        yield f"{where}: {then!r} and {now!r}"


def _same(then: Any, now: Any) -> bool:
    return bool(now == (pytest.approx(then, rel=1e-6) if isinstance(then, float) else then))


def _alike(then: Any, now: Any) -> bool:
    """Whether two are of one type; what may be nothing can be either."""
    number = isinstance(then, int | float) and isinstance(now, int | float)
    return None in (then, now) or number or type(then) is type(now)


def test_an_example_that_is_not_so_would_be_noticed() -> None:
    then = {"items": [{"id": "a", "score": 0.5}], "facts": {"x": 1}}
    assert not list(unlike(then, {"items": [{"id": "b", "score": 1.5}], "facts": {"y": 1}}, exact=False))
    assert list(unlike(then, {"items": [{"id": "a", "score": 0.6}], "facts": {"x": 1}}, exact=True)) == [
        ".items[].score: 0.5 and 0.6"
    ]
    assert list(unlike(then, {"items": [{"id": "a"}], "facts": {"x": 1}}, exact=False)) == [".items[]: ['score']"]
    assert list(unlike(then, {"items": "none", "facts": {"x": 1}}, exact=False)) == [
        ".items: [{'id': 'a', 'score': 0.5}] and 'none'"
    ]


def test_every_refusal_is_as_shown(came: Came) -> None:
    described, _, _ = came
    assert [one for one in examples() if one.error] == list(refusals())
    for status, said in described["components"]["responses"].items():
        shown = said["content"]["application/json"]["examples"].values()
        assert shown, status
        for one in shown:
            told = str(one["value"]["error"]["status"])
            assert status == (told if told in described["components"]["responses"] else "default")


@pytest.mark.model
def test_the_coder_still_reads_the_articles_of_the_examples_so() -> None:
    for given, before in zip(ARTICLES, read_before(), strict=True):
        order = {key: given[key] for key in ("text", "name", "outlet", "published")}
        now = from_json(Outcome, read_work(to_json(order), lambda *_: None)).coded[0]
        then, plain = to_plain(before), to_plain(now)
        then["article"].pop("fetched")
        plain["article"].pop("fetched")
        assert plain == then


# Schemas.


def test_every_answer_and_every_example_is_as_its_schema_says(came: Came) -> None:
    described, every, _ = came
    whole = {(one.method, one.path): answer for one, answer in every}
    checked = 0
    for method, path, one in operations(described):
        for said in good(one).values():
            media = said.get("content", {}).get("application/json", {})
            if not media:
                continue
            assert media["schema"].get("$ref"), (method, path)
            assert not wrong(described, media["schema"], whole[method, path]), (method, path)
            for each in media.get("examples", {}).values():
                assert not wrong(described, media["schema"], each["value"]), (method, path)
                checked += 1
    assert checked > 50
    for said in described["components"]["responses"].values():
        media = said["content"]["application/json"]
        assert not any(wrong(described, media["schema"], each["value"]) for each in media["examples"].values())


def test_an_answer_that_differs_from_its_schema_would_be_noticed(came: Came) -> None:
    described, every, _ = came
    answer = next(whole for one, whole in every if one.path.endswith("/events/{ident}") and one.method == "get")
    event = {"$ref": "#/components/schemas/Event"}
    assert not wrong(described, event, answer)
    assert wrong(described, event, {**answer, "more": 1})
    assert wrong(described, event, {**answer, "status": "odd"})
    assert wrong(described, event, {key: one for key, one in answer.items() if key != "place"})
    assert wrong(described, event, {**answer, "known": "yesterday"})


def test_every_request_shown_is_as_its_schema_says(came: Came) -> None:
    described, _, _ = came
    for method, path, one in operations(described):
        media = one.get("requestBody", {}).get("content", {}).get("application/json", {})
        for each in media.get("examples", {}).values():
            assert not wrong(described, media["schema"], each["value"]), (method, path)


def test_every_field_says_what_it_means_and_every_row_of_the_table_is_of_use(came: Came) -> None:
    described, _, _ = came
    rows, used = set(meanings().rows), set()
    given = from_requests(described)
    for name, schema in described["components"]["schemas"].items():
        assert schema.get("description"), name
        for field, one in schema.get("properties", {}).items():
            assert one.get("description"), f"{name}.{field}: no row in fields.tsv"
            kind = "Listed" if name.startswith("Listed") else name
            used.add((kind, field) if (kind, field) in rows else (ANY, field))
            assert name in given or schema["required"] == list(schema["properties"])
    assert rows <= used, f"rows of fields.tsv for no field: {sorted(rows - used)}"


def test_words_that_a_field_can_be_are_those_of_the_code(came: Came) -> None:
    described, _, client = came
    schemas = described["components"]["schemas"]
    actor = {*get_args(ActorKind), "country"}
    code: dict[str, set[str]] = {
        "EventLine.status": set(get_args(Status)),
        "EventLine.sign": set(get_args(Sign)),
        "ProfileTieLine.sign": set(get_args(Sign)),
        "VerdictRow.finding": set(get_args(Finding)),
        "Judgement.verdict": set(VERDICTS),
        "Matter.outcome": {*OUTCOMES, ""} - {"open"},
        "Basis.confidence": set(get_args(Grade)),
        "Entry.kind": actor,
        "ProfileParty.kind": actor,
        "Job.kind": set(_guard(client).service.jobs.tasks),
    }
    assert {name: set(_property(schemas, name)["enum"]) for name in code} == code
    listed = {row for row, one in meanings().rows.items() if one.values}
    named = {tuple(name.split(".")) for name in code}
    assert listed <= named | {(ANY, field) for _, field in named}


def _guard(client: TestClient) -> Guard:
    assert isinstance(client.app, Guard)
    return client.app


def _property(schemas: dict[str, Any], name: str) -> dict[str, Any]:
    schema, _, field = name.partition(".")
    found: dict[str, Any] = schemas[schema]["properties"][field]
    return found


# The description as a whole.


def test_it_is_small_and_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with desk_of(":memory:", []) as (client, _):
        first = client.get(f"{API}/openapi.json")
        monkeypatch.delattr(api_description, "get_openapi")
        again = client.get(f"{API}/openapi.json")
    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    assert len(first.content) < MOST


def test_names_of_operations_are_short_and_differ(came: Came) -> None:
    names = [one["operationId"] for _, _, one in operations(came[0])]
    assert len(set(names)) == len(names)
    assert all(len(name) < 20 and "api_v1" not in name for name in names)


def test_whatever_writes_may_ask_for_the_token(came: Came) -> None:
    for method, path, one in operations(came[0]):
        assert ("security" in one) == (method != "get"), (method, path)
        assert method == "get" or {"401", "403", "413", "429"} <= set(one["responses"]), (method, path)


def test_the_program_in_the_documents_runs(
    came: Came, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Path(__file__).parents[3].joinpath("docs", "api.md").read_text(encoding="utf8")
    (program,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)

    def client(base_url: str, timeout: float) -> TestClient:
        assert timeout > 0
        return TestClient(_guard(came[2]), base_url=base_url.replace("127.0.0.1:8021", "testserver"))

    monkeypatch.setitem(sys.modules, "httpx", SimpleNamespace(Client=client))  # type: ignore[arg-type]
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("article.txt").write_text(ARTICLES[0]["text"], encoding="utf8")
    exec(compile(program, "docs/api.md", "exec"), {})
    told = capsys.readouterr().out
    assert "done" in told
    assert "ACCUSE.allege ['Kazakhstan'] ['Russia'] Kazakhstan accused Russia" in told
    assert "Does Kazakhstan become a second front within 90 days?" in told
    assert "In 6 sentences the coder read" in told
