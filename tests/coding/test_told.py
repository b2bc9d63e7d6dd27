"""Sentences the coder once missed or misread stay right: types, silence and statuses."""

from pathlib import Path

import pytest

from steppe.coding.events import acts
from steppe.coding.lexicon import load_lexicon
from steppe.coding.memory import Memory
from steppe.coding.mentions import mentions, scene
from steppe.coding.model import load_parser
from steppe.ontology.vocabulary import load

pytestmark = pytest.mark.model
TOLD = Path(__file__).parent / "told.tsv"
REAL = ("asserted", "planned", "conditional")


def test_every_sentence_is_told_as_it_should_be():
    rows = [line.split("\t") for line in TOLD.read_text(encoding="utf8").splitlines()[2:]]
    lexicon = load_lexicon(load())
    _, parse = load_parser()
    wrong = []
    for (kind, status, text), tree in zip(rows, parse([row[2] for row in rows]), strict=True):
        here = scene(tree, text, 0, lexicon, None)
        found = acts(here, mentions(here, Memory()), question=text.endswith("?"))
        if kind == "-":
            right = not any(act.status in REAL for act in found)
        else:
            right = any(act.kind == kind or act.status == status for act in found)
        if not right:
            wrong.append((kind or status, text, [(act.kind, act.status) for act in found]))
    assert not wrong
