"""The sharp tests of the development facts: from the article's raw text to the verdict, as of its own day."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from steppe import flow
from steppe.checking.check import check
from steppe.types import Page

SHARED = Path(os.environ.get("STEPPE_SHARED", Path(__file__).parents[3] / "shared"))
SEED = SHARED / "seed"
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not SEED.exists(), reason="the seed article is development data and not here"),
]
# Sharp test, words of its sentence, kind of proposition, verdict; `?` marks what may also stay unverifiable.
SHARP = [
    ("A1", "a military intervention by the CSTO", "order", "contradicted"),
    ("A1", "On January 5, in the wake", "order", "contradicted"),
    ("A2", "three-month closure", "duration", "contradicted"),
    ("A3", "two thirds", "flow-loss", "contradicted"),
    ("A4", "Nazi processes", "attribution", "misattributed"),
    ("A4", "many Russians there", "attribution", "misattributed"),
    ("A5", "still located", "persistence", "outdated"),
    ("A6", "41 percent", "statistic", "outdated"),
    ("A7", "more than three percent", "statistic", "outdated"),
    ("A8", "deprivation of citizenship", "law", "anachronistic"),
    ("A9", "Nagorno-Karabakh region", "relation", "contradicted"),
    ("A10", "this former Soviet republic", "relation", "supported"),
    ("A11", "long owned the north", "relation", "garbled"),
    ("A11", "Road Safety Council", "damage", "garbled"),
    ("A12", "an economic forum in", "damage", "garbled"),
    ("A12", "ruled out recognizing", "relation", "supported"),
    ("A13", "testing ground", "attribution", "misattributed"),
    ("A14", "3,5 million", "statistic", "outdated"),
    ("A17", "riots on the streets", "event", "inexact"),
    ("A18", "ousting his predecessor", "event", "supported"),
    ("A19", "The Kremlin is plotting", "rumour", "unverifiable"),
]


@pytest.fixture(scope="module")
def verdicts():
    text = next(SEED.glob("*.txt")).read_bytes()
    day = datetime(2022, 12, 1, tzinfo=UTC)
    page = Page(content=text, media_type="text/plain", address="seed", fetched=day, published=date(2022, 11, 27))
    return check(flow.code(flow.read(page)), flow.world_at("kazakhstan-2022", date(2022, 11, 27)))


@pytest.mark.parametrize(("name", "words", "kind", "finding"), SHARP)
def test_a_sharp_claim_gets_its_verdict(verdicts, name, words, kind, finding):
    found = [one for one in verdicts if words in one.proposition.quote and one.proposition.kind == kind]
    assert finding in {one.finding for one in found}, [(one.finding, one.told, one.record) for one in found]
