"""Claims in whole articles: who passes on whose words, who answers whom, who denies, hedges, asks or asserts."""

import pytest

pytestmark = pytest.mark.model


def by_cue(coded, text):
    """The claims of `text` by the words of their cue."""
    done = coded(text)
    return {one.cue.of(text) if one.cue else None: one for one in done.claims}


@pytest.mark.parametrize(
    ("text", "outer", "inner", "reporter"),
    [
        ("Norway said that Kenya had claimed that the port was safe.", "said", "claimed", "Norway"),
        ("Poland reported that Hungary denied that the pact was dead.", "reported", "denied", "Poland"),
        ("According to Finland, Chad warned that the camp would close.", "According to", "warned", "Finland"),
    ],
)
def test_words_passed_on_name_their_reporter(coded, text, outer, inner, reporter):
    claims = by_cue(coded, text)
    assert claims[inner].reporter is not None
    assert claims[inner].reporter.quote == reporter
    assert claims[outer].reporter is None


@pytest.mark.parametrize(
    ("text", "first", "reply"),
    [
        ("Norway said that the port was shut. Kenya replied that the port was open.", "said", "replied"),
        ("Norway claimed that the port was shut. Kenya denied the claim.", "claimed", "denied"),
        ("Poland warned that the pact was dead. Hungary countered that it was alive.", "warned", "countered"),
        ("Poland said that the pact was dead. “It is as alive as ever,” Hungary responded.", "said", "responded"),
    ],
)
def test_a_reply_names_the_statement_it_answers(coded, text, first, reply):
    claims = by_cue(coded, text)
    assert claims[reply].replies_to == claims[first].id
    assert claims[first].replies_to is None


def test_a_chain_of_replies_names_each_link(coded):
    text = "Norway said that the port was shut. Kenya replied that it was open. Norway retorted that Kenya was wrong."
    claims = by_cue(coded, text)
    assert claims["replied"].replies_to == claims["said"].id
    assert claims["retorted"].replies_to == claims["replied"].id


def test_nobody_replies_to_himself_or_by_another_word(coded):
    claims = by_cue(
        coded, "Norway said that the port was shut. Norway replied that it was late. Kenya denounced the tax."
    )
    assert claims["replied"].replies_to is None
    assert claims["denounced"].replies_to is None


@pytest.mark.parametrize(
    ("text", "cue", "stance"),
    [
        ("Kenya denied that its troops had crossed the border.", "denied", "denies"),
        ("Kenya did not say that the road was open.", "say", "denies"),
        ("Kenya refuted the report.", "refuted", "denies"),
        ("Kenya alleges that the vote was stolen.", "alleges", "hedges"),
        ("Kenya asked whether the road was open.", "asked", "asks"),
        ("Kenya demanded that the road be opened.", "demanded", "demands"),
        ("Kenya predicted that the road would open.", "predicted", "predicts"),
        ("Kenya said that the road was open.", "said", "asserts"),
    ],
)
def test_stance_of_a_speaker(coded, text, cue, stance):
    claim = by_cue(coded, text)[cue]
    assert (claim.stance, claim.voice) == (stance, "indirect")


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("Kenya said that the road was reportedly shut.", ("reportedly",)),
        ("Kenya said that the road might close.", ("might",)),
        ("Kenya said that the road was shut.", ()),
    ],
)
def test_hedges_of_a_claim(coded, text, hedges):
    assert by_cue(coded, text)["said"].hedges == hedges


def test_the_article_asks_and_the_speaker_asserts(coded):
    text = "Will the port open before winter? Kenya said that the port was shut."
    claims = by_cue(coded, text)
    assert (claims[None].voice, claims[None].stance, claims[None].speaker) == ("author", "asks", None)
    assert claims["said"].voice == "indirect"


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The poet despised the court.", "despised", "the court"),
    ],
)
def test_feelings_and_claims_of_nobody_named(coded, text, cue, content):
    assert by_cue(coded, text)[cue].content.of(text) == content


def test_a_relative_clause_is_no_claim(coded):
    assert "claims" not in by_cue(coded, "The lawyers read claims that the widow had filed.")
