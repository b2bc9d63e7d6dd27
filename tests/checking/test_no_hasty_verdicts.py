"""Sentences that look like a claim the record bears out or denies, and say something else."""

from datetime import UTC, date, datetime

import pytest

from steppe import flow
from steppe.checking.check import check, foremost
from steppe.types import Page

pytestmark = pytest.mark.model
DAY = date(2024, 6, 3)
CLAIMS = [
    ("Bulgaria was admitted to NATO later than Poland, a minister said.", {"unverifiable"}),
    ("Bulgaria was admitted to NATO before Poland.", {"unverifiable"}),
    ("Finland joined NATO in 2021 after Russia invaded Ukraine.", {"contradicted"}),
    ("Since Tunisia held its vote, Algeria has been Africa's largest country by area.", {"supported"}),
    ("After Sudan was divided, Algeria became Africa's largest country by area.", {"supported"}),
    ("The war between Iran and Iraq, begun in 1980, dragged on for thirty years.", {"unverifiable"}),
    ("The flood has driven two million people from their homes in Pakistan.", {"unverifiable"}),
    ("Police in Uzbekistan detained dozens of people.", {"unverifiable"}),
    ("Kazakhstan would not recognise the Donetsk People's Republic.", {"supported"}),
    ("On April 7, 2022 Mongolia suspended Russia from the UN Human Rights Council.", {"unverifiable"}),
    ("Earlier Bulgaria adopted the euro.", {"contradicted"}),
    ("Slovenia adopted the euro in 2007.", {"supported"}),
]


@pytest.fixture(scope="module")
def world():
    return flow.world_at("kazakhstan-2022", DAY)


@pytest.mark.parametrize(("text", "allowed"), CLAIMS)
def test_the_foremost_verdict_speaks_of_what_is_claimed(text, allowed, world):
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    page = Page(content=text.encode(), media_type="text/plain", address="claim", fetched=moment, published=DAY)
    best = foremost(check(flow.code(flow.read(page)), world))
    assert (best.finding if best else "unverifiable") in allowed
