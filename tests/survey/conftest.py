"""Records made by chance with their boards, made once for all tests of the room."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from tests.survey.made import Made, record, whole

SEEDS = range(5)


@pytest.fixture(scope="package", params=SEEDS)
def made(request: pytest.FixtureRequest) -> Iterator[Made]:
    with ExitStack() as stack:
        kept = stack.enter_context(record(request.param))
        yield Made(record=kept, board=whole(kept))
