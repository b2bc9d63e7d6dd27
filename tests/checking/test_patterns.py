"""Every pattern finds its own example, over a coded sentence."""

from datetime import UTC, date, datetime

import pytest

from steppe import flow
from steppe.checking.check import propositions
from steppe.checking.patterns import load_patterns
from steppe.types import Page

pytestmark = pytest.mark.model


def coded(text, published=date(2024, 6, 1)):
    page = Page(
        content=text.encode(),
        media_type="text/plain",
        address="-",
        fetched=datetime(2025, 1, 1, tzinfo=UTC),
        published=published,
    )
    return flow.code(flow.read(page))


@pytest.fixture(scope="module")
def world():
    return flow.world_at("kazakhstan-2022", date(2024, 6, 1))


@pytest.mark.parametrize("pattern", load_patterns(), ids=lambda one: one.name)
def test_a_pattern_finds_its_example(pattern, world):
    found = [one for one in propositions(coded(pattern.example), world) if one.kind == pattern.sets["kind"]]
    wanted = {key: value for key, value in pattern.sets.items() if key != "kind"}
    assert any(all(getattr(one, key) == value for key, value in wanted.items()) for one in found), found
