"""The programming interface under requests made up from its own description: nothing asked of it is our fault."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from tests.faces.desk import desk_of, some

MOST = 15  # requests an operation
STREAMS = ("/api/v1/jobs/{ident}/progress",)  # it ends with its job


@pytest.fixture(scope="module")
def schema() -> Iterator[Any]:
    with desk_of(":memory:", some()) as (client, _):
        yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", client.app)


def test_no_request_makes_a_server_error(schema: Any) -> None:
    asked = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path in STREAMS:
            continue

        @given(case=operation.as_strategy())
        @settings(
            max_examples=MOST,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def ask(case: Any) -> None:
            answer = case.call()
            case.validate_response(answer, checks=[not_a_server_error])
            assert answer.status_code < 500, (case.method, case.path, answer.status_code)

        ask()
        asked += 1
    assert asked > 5


def test_every_operation_says_what_it_is_for(schema: Any) -> None:
    for found in schema.get_all_operations():
        described = found.ok().definition.raw
        assert described.get("summary"), found.ok().path
        assert described.get("description"), found.ok().path
