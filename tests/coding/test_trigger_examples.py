"""Every trigger's example fires it, and every counter-example does not: the lexicon tests itself."""

import pytest

from steppe.coding.events import acts
from steppe.coding.lexicon import SHIPPED, load_lexicon
from steppe.coding.memory import Memory
from steppe.coding.mentions import mentions, scene
from steppe.coding.parse import load_parser
from steppe.ontology.tables import read_table
from steppe.ontology.vocabulary import load

pytestmark = pytest.mark.model
COLUMNS = ("trigger", "need", "mode", "actor", "recipient", "example", "not")
FOLDER = SHIPPED / "lexicon" / "en" / "triggers"


@pytest.fixture(scope="module")
def told():
    lexicon = load_lexicon(load())
    _, parse = load_parser()

    def kinds(sentences):
        for text, tree in zip(sentences, parse(sentences), strict=True):
            here = scene(tree, text, 0, lexicon, None)
            found = acts(here, mentions(here, Memory()))
            yield {act.kind for act in found} | {act.trigger.kind for act in found}

    return kinds


@pytest.mark.parametrize("kind", sorted(load().types))
def test_examples_fire_and_counter_examples_do_not(kind, told):
    rows = read_table(FOLDER / f"{kind}.tsv", COLUMNS, order=("trigger", "need")).rows
    silent = [
        row["example"] for row, found in zip(rows, told([r["example"] for r in rows]), strict=True) if kind not in found
    ]
    against = [row["not"] for row in rows if row["not"]]
    loud = [text for text, found in zip(against, told(against), strict=True) if kind in found]
    assert not silent, f"{kind}: examples that give no {kind}: {silent}"
    assert not loud, f"{kind}: counter-examples that give {kind}: {loud}"
