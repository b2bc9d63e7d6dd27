"""The shipped coder, loaded once for all tests that need the language model."""

from datetime import UTC, date, datetime

import pytest

from steppe import flow
from steppe.types import Page


@pytest.fixture(scope="session")
def coded():
    """A function from text (and publication day) to the coded article."""
    at = flow.desk()

    def run(text, published=date(2022, 11, 27)):
        page = Page(
            content=text.encode("utf8", "replace"),
            media_type="text/plain",
            charset="utf8",
            address="a.txt",
            fetched=datetime(2023, 1, 1, tzinfo=UTC),
            published=published,
        )
        return flow.code(flow.read(page), at=at)

    return run
