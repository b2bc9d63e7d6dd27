"""Who says what: on sentences read by the language model, and speech that runs over sentences."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coding.trees import tree

from steppe.coding.claim_content import noun_offers, verb_offers
from steppe.coding.claim_extent import voice_of
from steppe.coding.claim_phrases import phrases
from steppe.coding.claim_quotes import beside, inside_speech
from steppe.coding.claim_runs import continued
from steppe.coding.claim_speakers import noun_speaker
from steppe.coding.claims import said, speaker_mention
from steppe.coding.lexicon import load_lexicon
from steppe.coding.mentions import scene
from steppe.coding.model import load_parser
from steppe.ontology.vocabulary import load
from steppe.text.article import article
from steppe.text.quotations import quotations
from steppe.text.sentences import sentences
from steppe.types import Page, Quotation, Span

CLAUSE = "Holm/NNP/nsubj/1 said/VBD/ROOT/1/say that/IN/mark/4 Chad/NNP/nsubj/4 left/VBD/ccomp/1/leave"
URGE = "Holm/NNP/nsubj/1 urged/VBD/ROOT/1/urge Chad/NNP/dobj/1 to/TO/aux/4 leave/VB/xcomp/1"
CALL = "Holm/NNP/nsubj/1 called/VBD/ROOT/1/call for/IN/prep/1 calm/NN/pobj/2"
NOUN = "Holm/NNP/poss/2 's/POS/case/0 claim/NN/ROOT/2 that/IN/dobj/5 Chad/NNP/nsubj/5 left/VBD/acl/2/leave"
GIVEN = "Holm/NNP/poss/2 's/POS/case/0 claim/NN/ROOT/2 that/IN/dobj/5 he/PRP/nsubj/5 made/VBD/relcl/2/make"
ACCORDING = (
    "According/VBG/prep/5/accord to/IN/prep/0 Holm/NNP/pobj/1 ,/,/punct/5 Chad/NNP/nsubj/5 left/VBD/ROOT/5/leave"
)


def patterns(offers):
    return {offer.pattern: " ".join(token.text for token in offer.content) for offer in offers}


def test_patterns_of_verbs():
    assert patterns(verb_offers(tree(CLAUSE)[0], tree(CLAUSE)[0].tokens[1])) == {"say": "that Chad left"}
    assert patterns(verb_offers(tree(URGE)[0], tree(URGE)[0].tokens[1]))["urge ~ to"] == "Chad to leave"
    assert patterns(verb_offers(tree(CALL)[0], tree(CALL)[0].tokens[1]))["call for"] == "calm"


def test_a_clause_of_a_noun_is_content_unless_it_is_relative():
    assert patterns(noun_offers(tree(NOUN)[0], tree(NOUN)[0].tokens[2])) == {"claim": "that Chad left"}
    assert patterns(noun_offers(tree(GIVEN)[0], tree(GIVEN)[0].tokens[2])) == {}


def test_possessor_is_found_when_the_parser_loses_it():
    parse, _ = tree("Holm/NNP/nmod/2 's/POS/punct/2 claim/NN/ROOT/2")
    assert noun_speaker(parse, parse.tokens[2]) == parse.tokens[0]


def test_according_to():
    (phrase,) = phrases(tree(ACCORDING)[0])
    assert (phrase.speaker.text, [token.text for token in phrase.content]) == ("Holm", [",", "Chad", "left"])


@pytest.mark.parametrize(
    ("text", "cue", "found"),
    [
        ('"We shall never leave," she said.', "said", ['"We shall never leave,"']),
        ('She said: "We shall never leave."', "said", ['"We shall never leave."']),
        ('"We shall stay," she said, "until it is over."', "said", ['"We shall stay,"', '"until it is over."']),
        ('The "wall of all tears" fell, she said.', "said", []),
    ],
)
def test_speech_beside_a_cue(text, cue, found):
    place = text.index(cue)
    spans = beside(text, 0, Span(place, place + len(cue)), quotations(text))
    assert [span.of(text) for span in spans] == found


def test_voice_and_inside():
    quotation = Quotation(span=Span(10, 50), inner=Span(11, 49))
    assert voice_of(Span(10, 50), [quotation]) == "direct"
    assert voice_of(Span(0, 50), [quotation]) == "mixed"
    assert voice_of(Span(60, 70), [quotation]) == "indirect"
    assert inside_speech(20, [quotation]) is quotation
    assert inside_speech(55, [quotation]) is None


LEXICON = load_lexicon(load())
WORDS = st.sampled_from(
    "said/VBD/say claim/NN/claim that/IN/that according/VBG/accord to/TO/to Holm/NNP/holm ,/,/, :/:/: in/IN/in "
    "'s/POS/'s view/NN/view “/``/“ ”/''/” urged/VBD/urge not/RB/not quoted/VBN/quote as/IN/as ―/:/― "
    "will/MD/will".split()
)
LABELS = st.sampled_from(
    "nsubj dobj ccomp xcomp prep pobj pcomp acl advcl conj poss appos neg mark nsubjpass oprd".split()
)


@given(st.lists(st.tuples(WORDS, LABELS, st.integers(0, 30)), min_size=1, max_size=14))
def test_any_tree_gives_claims_that_lie_in_its_sentence(drawn):
    written = []
    for i, (word, dep, head) in enumerate(drawn):
        form, tag, lemma = word.split("/")
        written.append(f"{form}/{tag}/{dep if i else 'ROOT'}/{head % i if i else 0}/{lemma}")
    parse, text = tree(" ".join(written))
    here = scene(parse, text, 7, LEXICON, None)
    marked = [
        Quotation(span=Span(q.span.start + 7, q.span.end + 7), inner=Span(q.inner.start + 7, q.inner.end + 7))
        for q in quotations(text)
    ]
    for claim in continued([here], [said(here, marked)], marked)[0]:
        assert Span(7, 7 + len(text)).holds(claim.content)
        assert claim.content.start < claim.content.end
        assert claim.cue is None or Span(7, 7 + len(text)).holds(claim.cue)
        assert (claim.voice == "author") == (claim.cue is None)


@pytest.fixture(scope="module")
def heard():
    _, parse = load_parser()

    def claims(text):
        page = Page(
            content=text.encode(), media_type="text/plain", address="-", fetched=datetime(2024, 1, 1, tzinfo=UTC)
        )
        read = article(page)
        split = sentences(read)
        marked = quotations(read.text)
        trees = parse([one.span.of(read.text) for one in split])
        scenes = [
            scene(one, s.span.of(read.text), s.span.start, LEXICON, None) for one, s in zip(trees, split, strict=True)
        ]
        rows = [said(here, [q for q in marked if q.span.meets(s.span)]) for here, s in zip(scenes, split, strict=True)]
        done = continued(scenes, rows, marked)
        return [
            (
                speaker_mention(here, claim.speaker, {})[0].of(read.text) if claim.speaker else None,
                claim.cue.of(read.text) if claim.cue else None,
                claim.content.of(read.text),
                claim.stance,
                claim.voice,
            )
            for here, row in zip(scenes, done, strict=True)
            for claim in row
        ]

    return claims


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The port will close, according to the harbour master.",
            [("the harbour master", "according to", "The port will close", "asserts", "indirect")],
        ),
        (
            "In the bishop’s view, the law is a mistake.",
            [("the bishop", "view", "the law is a mistake", "asserts", "indirect")],
        ),
        (
            "“The port will close on Monday,” said the harbour master.",
            [("the harbour master", "said", "“The port will close on Monday,”", "asserts", "direct")],
        ),
        (
            "The colonel was quoted as saying he would resign.",
            [("The colonel", "saying", "he would resign", "asserts", "indirect")],
        ),
        (
            "The mayor did not say that the bridge was safe.",
            [("The mayor", "say", "that the bridge was safe", "denies", "indirect")],
        ),
        (
            "The envoy said that the rebels had claimed that the town was theirs.",
            [
                ("The envoy", "said", "that the rebels had claimed that the town was theirs", "asserts", "indirect"),
                ("the rebels", "claimed", "that the town was theirs", "hedges", "indirect"),
            ],
        ),
        (
            "The envoy said the road was open, which is why the trucks left.",
            [("The envoy", "said", "the road was open", "asserts", "indirect")],
        ),
        (
            "Many believe that the vote was stolen.",
            [("Many", "believe", "that the vote was stolen", "hedges", "indirect")],
        ),
        ("Rebels attacked the town at dawn.", []),
    ],
)
def test_who_says_what(heard, text, expected):
    assert heard(text) == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "voice_and_stance"),
    [
        ("Will the dam hold until the spring?", [("author", "asks")]),
        ("The strike could spread to the northern mines.", [("author", "hedges")]),
        ("The parliament will vote on the treaty in June.", [("author", "predicts")]),
        ("Engineers could not find the leak in May.", []),
        ("The ship left the harbour at noon.", []),
    ],
)
def test_what_the_article_says_itself(heard, text, voice_and_stance):
    assert [(voice, stance) for *_, stance, voice in heard(text)] == [(s, v) for s, v in voice_and_stance]


@pytest.mark.model
def test_speech_goes_on_over_sentences(heard):
    text = "“We lost the pass,” the captain said. “Nobody will win it back before the snow.”"
    assert heard(text) == [("the captain", "said", text, "asserts", "direct")]


@pytest.mark.model
def test_speech_behind_a_colon_and_a_new_paragraph(heard):
    text = "The captain added:\n\n“We lost the pass to men on foot.”\n\nThe road is shut."
    assert heard(text) == [("The captain", "added", "“We lost the pass to men on foot.”", "asserts", "direct")]


@pytest.mark.model
def test_somebody_elses_speech_is_not_joined(heard):
    text = "“We lost the pass,” the captain said. “It was never ours to lose,” the guide said."
    assert [(who, what) for who, _, what, *_ in heard(text)] == [
        ("the captain", "“We lost the pass,”"),
        ("the guide", "“It was never ours to lose,”"),
    ]


@pytest.mark.model
def test_a_signature_under_a_quotation(heard):
    text = "“I waited at the gate for nine hours.” ― Anna Holm\n\nThe road is shut."
    assert ("Anna Holm", "―", "“I waited at the gate for nine hours.”", "asserts", "direct") in heard(text)
