"""Whole articles: blocks that are coded, dates, replies, evidence equal to its span, reasons for silence."""

import gzip
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steppe import flow
from steppe.coding.coder import code
from steppe.errors import InputError

pytestmark = pytest.mark.model
GOLD = Path(__file__).parents[3] / "shared" / "gold" / "dev"
LEAD = "The Norwegian foreign minister visited Kenya on Tuesday and met the Kenyan president in Nairobi. "


def every_evidence(coded):
    yield from (one.evidence for one in (*coded.events, *coded.claims, *coded.quantities))


def assert_tied_to_its_words(coded):
    text = coded.article.text
    for evidence in every_evidence(coded):
        assert evidence.quote == evidence.span.of(text)
        assert evidence.quote
    for event in coded.events:
        assert all(m.quote == m.span.of(text) for m in (*event.actors, *event.recipients))
        assert event.trigger.of(text)
        assert event.place is None or event.place.quote == event.place.span.of(text)
    for mention in coded.mentions:
        assert mention.quote == mention.span.of(text)


PIECES = st.sampled_from(
    [
        LEAD,
        "Russia attacked Moldova. ",
        'He said: "We will sign it.',
        "\n\n",
        "Ethiopia did not expel 3,5 million people, ",
        "«Non»",
        "According to the UN, Chad",
        "\u202e",
        "🙂 ",
        "Photo: Agency / Agency",
        "Will Iran bomb Iraq?\n",
        "On January 5, thousands of protesters clashed with police in Lima. ",
        "Dr. ",
        "U.S. ",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES | st.text(max_size=30), min_size=1, max_size=14))
def test_every_quote_equals_its_span_on_random_texts(coded, pieces):
    text = "".join(pieces)
    if text.strip():
        try:
            found = coded(text)
        except InputError:
            return
        assert_tied_to_its_words(found)


def development_texts():
    for path in sorted(GOLD.glob("*.jsonl*")):
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        yield path.name, [json.loads(line).get("text", "") for line in content.decode("utf8").splitlines()]


@pytest.mark.slow
@pytest.mark.skipif(not GOLD.is_dir(), reason="the development gold is not beside the project")
def test_every_quote_equals_its_span_on_the_development_texts(coded):
    for _, texts in development_texts():
        for text in texts:
            if len(text.strip()) > 1:
                assert_tied_to_its_words(coded(text))


@pytest.mark.skipif(not GOLD.is_dir(), reason="the development gold is not beside the project")
def test_every_quote_equals_its_span_on_a_sample_of_the_development_texts(coded):
    for _, texts in development_texts():
        for text in texts[1::40]:
            if len(text.strip()) > 1:
                assert_tied_to_its_words(coded(text))


def test_an_event_names_who_what_whom_and_when(coded):
    found = coded(LEAD * 2).events[0]
    assert (found.kind, found.modes, found.status) == ("CONSULT", ("visit",), "asserted")
    assert [m.actor.country for m in found.actors] == ["NOR"]
    assert found.actors[0].actor.sectors[0] == "GOV"
    assert [m.actor.country for m in found.recipients] == ["KEN"]
    assert found.happened.first == found.happened.last == date(2022, 11, 22)
    assert found.happened.basis == "stated"


def test_furniture_and_foreign_headlines_give_no_event(coded):
    text = (
        "Norway and Kenya talk\n\nPhoto: Agency / Agency\n\n"
        + LEAD
        + "\n\nRead also: Russia attacks Moldova\n\n"
        + LEAD
    )
    found = coded(text)
    assert not [event for event in found.events if "Moldova" in event.evidence.quote]
    assert any("headline of another article" in one.reason for one in found.skipped)


def test_a_question_in_the_title_asserts_nothing(coded):
    found = coded("Will Russia attack Moldova?\n\n" + LEAD)
    assert {event.status for event in found.events if event.kind == "ASSAULT"} == {"hypothetical"}
    assert [claim.voice for claim in found.claims if claim.stance == "asks"] == ["author"]


def test_a_pronoun_takes_the_speaker_before_it_and_a_reply_is_tied(coded):
    found = coded(
        'The Finnish foreign minister said that "the talks failed". He added that the border was closed. '
        'The Swedish defence minister replied that "nothing is lost".'
    )
    added = next(claim for claim in found.claims if claim.cue.of(found.article.text) == "added")
    replied = next(claim for claim in found.claims if claim.cue.of(found.article.text) == "replied")
    assert added.speaker.actor.country == "FIN"
    assert replied.replies_to in {claim.id for claim in found.claims if claim.speaker.actor.country == "FIN"}


def test_an_unsupported_language_is_kept_whole_and_says_so(coded):
    text = "Правительство Казахстана объявило о введении чрезвычайного положения в нескольких городах страны."
    found = coded(text)
    assert found.article.text == text
    assert not found.events
    assert "not coded" in found.skipped[0].reason


def test_coding_twice_gives_the_same(coded):
    assert coded(LEAD) == coded(LEAD)


def test_every_sentence_without_event_says_why(coded):
    found = coded(LEAD + "It rained. The minister smiled at the police.")
    with_event = [s for s in found.sentences if any(s.span.holds(e.trigger) for e in found.events)]
    assert len(found.skipped) + len(with_event) == len(found.sentences)


def test_a_quotation_that_runs_on_stays_with_its_speaker(coded):
    found = coded(
        '"The border is closed," said the Polish interior minister. "It will stay closed until the spring." '
        "Rain fell over the capital."
    )
    text = found.article.text
    spoken = [claim for claim in found.claims if claim.voice == "direct"]
    assert {claim.speaker.actor.country for claim in spoken} == {"POL"}
    assert any("until the spring" in claim.content.of(text) for claim in spoken)


def test_what_is_past_the_most_that_is_coded_is_one_stretch_with_the_reason(coded):
    text = LEAD * 4
    few, short = replace(flow.desk().coder, most_sentences=3), replace(flow.desk().coder, most=250)
    found = code(coded(text).article, few)
    assert (len(found.sentences), len(found.events)) == (3, 6)
    (rest,) = [one for one in found.skipped if one.span.start >= found.sentences[-1].span.end]
    assert rest.span.of(text) == LEAD.strip()
    assert rest.reason == "past the first 3 sentences: not coded"
    found = code(found.article, short)
    assert found.skipped[-1].reason == "past the first 250 characters of sentences: not coded"
    assert found.skipped[-1].span.end == len(text.rstrip())
    assert not [one for one in coded(text).skipped if "past the first" in one.reason]


def test_every_part_of_a_sentence_that_runs_on_is_coded(coded):
    listed = "noting that " + ", and that ".join(f"a ship of number {n} lay in port" for n in range(150))
    found = coded(f"{listed}, Russia attacked Moldova.")
    assert len(found.sentences) > 2
    assert [(event.kind, event.actors[0].actor.id) for event in found.events][-1] == ("ASSAULT", "RUS")
