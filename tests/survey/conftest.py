"""Records made by chance with their boards, made once for all tests of the room."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from tests.survey.made import Made, record, whole

SEEDS = (0, 1, 2, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (3, 4)))


@pytest.fixture(scope="package", params=SEEDS)
def made(request: pytest.FixtureRequest) -> Iterator[Made]:
    with ExitStack() as stack:
        kept = stack.enter_context(record(request.param))
        yield Made(record=kept, board=whole(kept))
