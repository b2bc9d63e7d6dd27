"""A claim put right by hand: who says it, how surely, about whom and when, on the same words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.conftest import TEXT, small, span_of

from steppe.coding.by_hand import as_read, instead_of, put_by, put_right
from steppe.coding.by_hand_claim import STANCES, VOICES, PutClaim
from steppe.coding.by_hand_event import PutEvent
from steppe.coding.by_hand_names import known
from steppe.errors import InputError
from steppe.ontology.actors import load_directory
from steppe.ontology.vocabulary import load
from steppe.record.border import check_coded
from steppe.types import BY_HAND, Claim, Coded

CODED = small()
OLD = CODED.claims[0]
HERE = known(CODED, load_directory())
ONTOLOGY = load()
DAY = date(2022, 1, 4)


def put(old: Claim = OLD, **changes: Any) -> Claim:
    new = put_right(old, PutClaim(**changes), "A. Reader", HERE, ONTOLOGY)
    assert isinstance(new, Claim)
    check_coded(Coded(article=CODED.article, coder=BY_HAND, ontology="2.0", claims=(new,)))
    return new


def test_as_it_stands_it_is_told_in_the_terms_of_the_form() -> None:
    assert as_read(OLD, HERE) == PutClaim(
        speaker="Ruritania",
        reporter="",
        voice="indirect",
        stance="asserts",
        hedges=(),
        about=("Bordurian army",),
        days=(date(2022, 1, 5), date(2022, 1, 5)),
    )


def test_the_words_stay_and_the_rest_is_as_put() -> None:
    new = put(stance="denies", hedges="accused , OF 3", about="Borduria, Kazakhstan", days=(DAY, None), reporter="KAZ")
    assert (new.stance, new.hedges, new.said and new.said.first) == ("denies", ("accused", "of 3"), DAY)
    assert [one.actor.id for one in new.about] == ["BOR.army", "KAZ"]
    assert new.reporter is not None
    assert new.reporter.actor.id == "KAZ"
    assert (new.speaker, new.speaker_span, new.cue, new.content) == (
        OLD.speaker,
        OLD.speaker_span,
        OLD.cue,
        OLD.content,
    )
    assert (new.evidence.span, new.evidence.coder, new.evidence.confidence) == (OLD.evidence.span, BY_HAND, 1.0)
    assert (instead_of(new), instead_of(OLD)) == (OLD.id, "")
    assert put_by(new, ("B", "A. Reader")) == "A. Reader"
    assert put_by(new, ("B",)) == put_by(OLD, ("A. Reader",)) == ""


def test_a_speaker_is_an_actor_or_words_of_the_article() -> None:
    army = put(speaker="Borduria")
    assert army.speaker is not None
    assert (army.speaker.actor.id, army.speaker_span) == ("BOR.army", span_of("Borduria"))
    abroad = put(speaker="Kazakhstan")
    assert abroad.speaker is not None
    assert (abroad.speaker.actor.id, abroad.speaker.span) == ("KAZ", OLD.evidence.span)
    words = put(speaker="the  TALKS")
    assert (words.speaker, words.speaker_span) == (None, span_of("The talks"))
    assert as_read(words, HERE).speaker == "The talks"  # type: ignore[union-attr]
    nobody = put(speaker=" ")
    assert (nobody.speaker, nobody.speaker_span, nobody.voice) == (None, None, "indirect")


def test_words_that_tell_vaguely_who_says_it_may_stand_for_an_actor() -> None:
    vague = replace(OLD, speaker=None, speaker_span=span_of("The talks"))
    new = put(vague, speaker="Kazakhstan")
    assert new.speaker is not None
    assert (new.speaker.quote, new.speaker.actor.id, new.speaker_span) == ("The talks", "KAZ", span_of("The talks"))
    here = known(replace(CODED, claims=(OLD, new)), load_directory())
    assert here.named("The talks") == ()  # it is no name of Kazakhstan elsewhere
    assert here.label(new.speaker.actor) == "Kazakhstan"
    wrong = replace(OLD.speaker, resolution="pronoun") if OLD.speaker else None
    assert put(replace(OLD, speaker=wrong), speaker="Borduria").speaker_span == span_of("Ruritania")


def test_whom_a_claim_speaks_of_is_not_by_that_who_says_it() -> None:
    assert put(replace(OLD, content=span_of("Borduria")), speaker="Borduria").speaker_span == OLD.evidence.span
    assert put(replace(OLD, content=span_of("Borduria")), reporter="Borduria").reporter is not None


def test_what_the_article_says_in_its_own_voice_nobody_else_says() -> None:
    own = put(voice="author", speaker="")
    assert (own.voice, own.speaker, own.speaker_span, own.cue) == ("author", None, None, None)
    again = put(own, voice="indirect", speaker="RUR")
    assert again.speaker is not None
    assert again.speaker.span == span_of("Ruritania")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "nothing is changed; expected another speaker, voice, stance"),
        ({"about": ("Borduria", "BOR.army"), "speaker": "Ruritania"}, "nothing is changed"),
        ({"speaker": "Kazakstan"}, "no actor 'Kazakstan' is known; known are such as Kazakhstan"),
        ({"speaker": "Kazakstan"}, "or give the article's own words for who says it"),
        ({"reporter": "Kazakstan"}, "no actor 'Kazakstan' is known"),
        ({"reporter": "Ruritania"}, "Ruritania passes on its own words"),
        ({"voice": "author"}, "in the article's own voice nobody else says it"),
        ({"voice": "author", "speaker": "", "reporter": "KAZ"}, "leave both out, or choose another voice"),
        ({"voice": "loud"}, "no voice 'loud'; known: direct, indirect, mixed, author"),
        ({"stance": "shouts"}, "no stance 'shouts'; known: asserts, denies, asks, demands, predicts, hedges"),
        (
            {"hedges": ("maybe",)},
            "no words 'maybe' in what it rests on; expected hedges as they stand in “Ruritania acc",
        ),
        ({"hedges": "talks"}, "no words 'talks' in what it rests on"),
        ({"hedges": "ccused"}, "no words 'ccused'"),
        ({"about": "Nobody at all"}, "no actor 'Nobody at all'"),
        ({"days": (DAY, date(2022, 1, 3))}, "expected the earlier day first"),
        ({"days": (date(2022, 1, 7), None)}, "said on 2022-01-07, after it was known, on 2022-01-05"),
        ({"speaker": "x" * 900}, "no actor 'xxx"),
    ],
    ids=str,
)
def test_what_cannot_be_so_says_what_would_be_right(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError, match=r"^putting right: ") as refused:
        put(**changes)
    assert told in str(refused.value)
    assert len(str(refused.value)) < 600


def test_a_claim_is_not_put_in_the_terms_of_an_event() -> None:
    with pytest.raises(InputError, match="has no kind, status, party or day"):
        put_right(OLD, PutEvent(status="denied"), "A", HERE, ONTOLOGY)


NAMES = st.sampled_from(["", "Ruritania", "Borduria", "KAZ", "The talks", "accused", "OSCE", "Nobody at all"])
puts = st.builds(
    PutClaim,
    speaker=st.none() | NAMES,
    reporter=st.none() | NAMES,
    voice=st.none() | st.sampled_from(VOICES),
    stance=st.none() | st.sampled_from(STANCES),
    hedges=st.none() | st.lists(st.sampled_from(["accused", "of", "3  raids", "the"]), max_size=2).map(tuple),
    about=st.none() | st.lists(NAMES, max_size=2).map(tuple),
    days=st.none() | st.tuples(*2 * [st.none() | st.dates(date(2021, 12, 1), date(2022, 1, 9))]),
)


@settings(deadline=None, max_examples=150)
@given(puts)
def test_whatever_is_put_can_be_kept_and_read_back_so(said: PutClaim) -> None:
    try:
        new = put(**{name: getattr(said, name) for name in said.__slots__})
    except InputError:
        return
    here = known(replace(CODED, claims=(OLD, new)), load_directory())
    again = as_read(new, here)
    assert isinstance(again, PutClaim)
    assert said.stance in (None, again.stance)
    assert said.voice in (None, again.voice)
    assert all(one in TEXT.lower() for one in new.hedges)
    with pytest.raises(InputError, match="nothing is changed"):
        put_right(new, again, "A. Reader", here, ONTOLOGY)
