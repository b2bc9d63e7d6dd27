"""The article the project starts from, where it lies beside the project: what must come out of it."""

from datetime import date
from pathlib import Path

import pytest

SEED = Path(__file__).parents[3] / "shared" / "seed" / "000_c09ee7fdd4ebd210.txt"
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not SEED.exists(), reason="the seed article is not beside the project"),
]


@pytest.fixture(scope="module")
def seed(coded):
    return coded(SEED.read_text(encoding="utf8"), published=None)


def kinds(seed):
    return [(block.kind, block.span.of(seed.article.text)) for block in seed.article.blocks]


def test_blocks_are_told_apart_and_no_body_text_is_lost(seed):
    found = kinds(seed)
    assert found[0][0] == "title"
    assert [kind for kind, words in found if "Photo" in words] == ["caption"]
    assert [kind for kind, words in found if "Lukashenko" in words] == ["teaser"]
    assert found[-1] == ("boilerplate", "Video of the day")
    paragraphs = [part for part in seed.article.text.split("\n\n") if len(part) > 200]
    assert len(paragraphs) == 10
    assert all(("body", part.strip()) in found or ("lead", part.strip()) in found for part in paragraphs)


def test_damage_is_found_and_none_of_it_twice(seed):
    spans = [(one.kind, one.span) for one in seed.article.damage]
    assert len(spans) >= 12
    assert len(set(spans)) == len(spans)


def test_the_foreign_headline_gives_no_asserted_event(seed):
    teaser = next(block.span for block in seed.article.blocks if block.kind == "teaser")
    assert not [event for event in seed.events if teaser.meets(event.evidence.span)]


def claim(seed, words):
    text = seed.article.text
    return next(one for one in seed.claims if one.content.of(text).lstrip('"').startswith(words) and one.speaker)


def test_the_reply_is_the_deputy_ministers_and_the_warning_the_propagandists(seed):
    reply = next(one for one in seed.claims if "such statements deserve" in one.content.of(seed.article.text)[:40])
    assert (reply.speaker.actor.name.split()[-1].rstrip("o"), reply.speaker.actor.country) in {
        ("Vasilenk", "KAZ"),
        ("Vassilenk", "KAZ"),
    }
    warning = claim(seed, "to pay attention")
    assert warning.speaker.actor.name.endswith("Solovyov")
    assert warning.cue.of(seed.article.text) == "warned"
    assert warning.reporter is None


def test_january_2022_carries_its_date_although_no_year_is_given(seed):
    emergency = [event for event in seed.events if "state of emergency" in event.evidence.quote]
    assert emergency
    for event in emergency:
        assert event.happened.first == event.happened.last == date(2022, 1, 5)
        assert event.happened.basis == "inferred"


def test_every_share_size_and_duration_has_its_bound_and_unit(seed):
    found = {(round(q.value, 4), q.unit, q.bound) for q in seed.quantities}
    assert found >= {
        (3.0, "percent", "at least"),
        (41.0, "percent", "exact"),
        (15.0, "year", "at most"),
        (3.0, "month", "exact"),
        (0.6667, "fraction", "at most"),
        (3_500_000.0, "person", "exact"),
        (81.0, "year", "exact"),
        (9.0, "rank", "exact"),
    }
