"""Every governing word of `status.tsv` gives its status to the act in its example: the list tests itself."""

import pytest

from steppe.coding.lexicon import SHIPPED, load_lexicon
from steppe.coding.model import load_parser
from steppe.coding.status import status_at
from steppe.ontology.tables import read_table
from steppe.ontology.vocabulary import load

pytestmark = pytest.mark.model
ACTS = ("attack", "raid", "expel", "visit")


def test_examples_have_the_status_of_their_word():
    governors = load_lexicon(load()).governors
    rows = read_table(
        SHIPPED / "lexicon" / "en" / "status.tsv", ("lemma", "status", "example", "not"), order=("lemma",)
    ).rows
    _, parse = load_parser()
    wrong = []
    for row, tree in zip(rows, parse([row["example"] for row in rows]), strict=True):
        act = next(token for token in tree.tokens if token.lemma in ACTS)
        if status_at(tree, act.i, governors) != row["status"]:
            wrong.append(row["example"])
    assert not wrong
