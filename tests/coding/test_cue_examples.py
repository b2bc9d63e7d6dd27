"""Every cue's example yields a claim with that cue and stance, and every counter-example yields none."""

import pytest

from steppe.coding.claims import said
from steppe.coding.lexicon import SHIPPED, load_lexicon
from steppe.coding.mentions import scene
from steppe.coding.model import load_parser
from steppe.ontology.tables import read_table
from steppe.ontology.vocabulary import load
from steppe.text.quotations import quotations

pytestmark = pytest.mark.model
FOLDER = SHIPPED / "lexicon" / "en"
CUES = read_table(FOLDER / "cues.tsv", ("cue", "pos", "stance", "example", "not"), order=("cue", "pos")).rows
HEDGES = read_table(FOLDER / "hedges.tsv", ("hedge", "kind", "example"), order=("hedge",)).rows


@pytest.fixture(scope="module")
def read():
    lexicon = load_lexicon(load())
    _, parse = load_parser()

    def claims(texts):
        for text, tree in zip(texts, parse(texts), strict=True):
            here = scene(tree, text, 0, lexicon, None)
            lemmas = {token.start: token.lemma for token in tree.tokens}
            yield text, lemmas, said(here, quotations(text))

    return claims


def cued(row, lemmas, found):
    """The claims whose cue begins with the row's first word."""
    first = row["cue"].split()[0]
    heard = [(claim, lemmas[claim.cue.start]) for claim in found if claim.cue is not None]
    return [claim for claim, lemma in heard if first.startswith(lemma) or lemma.startswith(first)]


def test_examples_are_claims_with_their_cue_and_stance(read):
    silent = [
        (row["cue"], row["pos"], text, [claim.stance for claim in found])
        for row, (text, lemmas, found) in zip(CUES, read([row["example"] for row in CUES]), strict=True)
        if not any(claim.stance == row["stance"] for claim in cued(row, lemmas, found))
    ]
    assert not silent


def test_counter_examples_are_none(read):
    rows = [row for row in CUES if row["not"]]
    loud = [
        (row["cue"], row["pos"], text)
        for row, (text, lemmas, found) in zip(rows, read([row["not"] for row in rows]), strict=True)
        if cued(row, lemmas, found)
    ]
    assert not loud


def test_every_speaker_of_an_example_is_found(read):
    missing = [
        text
        for row, (text, lemmas, found) in zip(CUES, read([row["example"] for row in CUES]), strict=True)
        if all(claim.speaker is None for claim in cued(row, lemmas, found))
    ]
    passive = ("thought to", "rumored", "rumoured", "is opposed")
    assert not [text for text in missing if not any(word in text for word in passive)]


def test_hedged_examples_show_their_hedge(read):
    silent = [
        (row["hedge"], text)
        for row, (text, _, found) in zip(HEDGES, read([row["example"] for row in HEDGES]), strict=True)
        if not any(row["hedge"] in claim.hedges for claim in found)
    ]
    assert not silent
