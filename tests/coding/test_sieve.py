"""The sieve: trigger words in every form, names of several words, articles that are not about politics."""

import pytest

from steppe.coding.lexicon import load_lexicon
from steppe.coding.model import irregular_forms
from steppe.coding.sieve import NO_EVENT, NOTHING, base_forms, make_sieve
from steppe.ontology.vocabulary import load

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def sieve():
    return make_sieve(load_lexicon(load()), irregular_forms())


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("denied", "deny"),
        ("banning", "ban"),
        ("sought", "seek"),
        ("struck", "strike"),
        ("talks", "talk"),
        ("met", "meet"),
    ],
)
def test_a_word_is_found_in_its_inflected_forms(form, lemma):
    assert lemma in set(base_forms(form, irregular_forms()))


def test_in_a_political_article_only_empty_sentences_are_left_out(sieve):
    row = ["Ghana accused Chad.", "Grass grew.", "New Zealand banned imports from Mali.", "Later they met."]
    assert sieve.reasons(row) == ["", NOTHING, "", ""]


def test_an_article_on_other_things_is_left_out_but_for_the_sentence_that_may_tell_an_event(sieve):
    row = ["The onions soften slowly."] * 6 + ["Police arrested two men."] + ["Stir the sauce."] * 6
    reasons = sieve.reasons(row)
    assert reasons[6] == ""
    assert set(reasons) == {"", NO_EVENT}
