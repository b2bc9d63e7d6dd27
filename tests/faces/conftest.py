"""The desk as fixtures: one with articles, one that is empty."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import desk_of, some


@pytest.fixture(scope="module")
def desk() -> Iterator[TestClient]:
    with desk_of(":memory:", some()) as (client, _):
        yield client


@pytest.fixture
def empty_desk() -> Iterator[TestClient]:
    with desk_of(":memory:", []) as (client, _):
        yield client
