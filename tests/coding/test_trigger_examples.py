"""Every trigger's example fires it, and every counter-example does not: the lexicon tests itself."""

import pytest

from steppe.coding.events import acts
from steppe.coding.lexicon import SHIPPED, load_lexicon
from steppe.coding.memory import Memory
from steppe.coding.mentions import mentions, scene
from steppe.coding.model import load_parser
from steppe.ontology.tables import read_table
from steppe.ontology.vocabulary import load

pytestmark = pytest.mark.model
COLUMNS = ("trigger", "need", "mode", "actor", "recipient", "example", "not")
FOLDER = SHIPPED / "lexicon" / "en" / "triggers"


@pytest.fixture(scope="module")
def told_acts():
    lexicon = load_lexicon(load())
    _, parse = load_parser()

    def found(sentences):
        for text, tree in zip(sentences, parse(sentences), strict=True):
            here = scene(tree, text, 0, lexicon, None)
            yield acts(here, mentions(here, Memory()))

    return found


@pytest.fixture(scope="module")
def told(told_acts):
    def kinds(sentences):
        for found in told_acts(sentences):
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


def test_what_is_no_event_is_silent_or_unreal(told_acts):
    """Appeals and denials leave no act that is told as done; feelings leave none at all."""
    rows = read_table(FOLDER / "NONE.tsv", COLUMNS, order=("trigger", "need")).rows
    for row, found in zip(rows, told_acts([r["example"] for r in rows]), strict=True):
        real = [act.kind for act in found if act.status in ("asserted", "planned", "conditional")]
        assert not real, f"{row['trigger']}: {row['example']} gives {real}"
        assert row["mode"] != "sentiment" or not found, f"{row['example']} gives {found}"
    against = [row["not"] for row in rows if row["not"]]
    silent = [text for text, found in zip(against, told_acts(against), strict=True) if not found]
    assert not silent, f"silenced, yet events: {silent}"
