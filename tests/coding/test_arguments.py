"""Slots of verbs and nouns on trees written by hand."""

import pytest
from tests.coding.trees import tree

from steppe.coding.arguments import objects, passive, slot, subjects

ACTIVE = "Chad/NNP/nsubj/1 bombed/VBD/ROOT/1/bomb Mali/NNP/dobj/1"
PASSIVE = "Mali/NNP/nsubjpass/2 was/VBD/auxpass/2/be bombed/VBN/ROOT/2/bomb by/IN/agent/2 Chad/NNP/pobj/3"
CONTROL = "Chad/NNP/nsubj/1 agreed/VBD/ROOT/1/agree to/TO/aux/3 help/VB/xcomp/1 Mali/NNP/dobj/3"
OBJECT_CONTROL = "Chad/NNP/nsubj/1 urged/VBD/ROOT/1/urge Mali/NNP/dobj/1 to/TO/aux/4 leave/VB/xcomp/1"
RELATIVE = "Chad/NNP/ROOT/0 ,/,/punct/0 which/WDT/nsubj/3 bombed/VBD/relcl/0/bomb Mali/NNP/dobj/3"
COORDINATED = "Chad/NNP/nsubj/3 and/CC/cc/0 Togo/NNP/conj/0 bombed/VBD/ROOT/3/bomb Mali/NNP/dobj/3"
SECOND_VERB = "Chad/NNP/nsubj/1 left/VBD/ROOT/1/leave and/CC/cc/1 bombed/VBD/conj/1/bomb Mali/NNP/dobj/3"
GROUPED = "Thousands/NNS/nsubj/3/thousand of/IN/prep/0 Malians/NNPS/pobj/1 left/VBD/ROOT/3/leave"


def words(tokens):
    return [token.text for token in tokens]


@pytest.mark.parametrize(
    ("written", "verb", "doers", "undergoers"),
    [
        (ACTIVE, 1, ["Chad"], ["Mali"]),
        (PASSIVE, 2, ["Chad"], ["Mali"]),
        (CONTROL, 3, ["Chad"], ["Mali"]),
        (OBJECT_CONTROL, 4, ["Mali"], []),
        (RELATIVE, 3, ["Chad"], ["Mali"]),
        (COORDINATED, 3, ["Chad", "Togo"], ["Mali"]),
        (SECOND_VERB, 3, ["Chad"], ["Mali"]),
        (GROUPED, 3, ["Thousands", "Malians"], []),
    ],
)
def test_who_does_and_who_undergoes(written, verb, doers, undergoers):
    parse, _ = tree(written)
    assert words(subjects(parse, verb)) == doers
    assert words(objects(parse, verb)) == undergoers


def test_a_passive_without_agent_has_no_doer():
    parse, _ = tree("Mali/NNP/nsubjpass/2 was/VBD/auxpass/2/be bombed/VBN/ROOT/2/bomb")
    assert passive(parse, 2)
    assert subjects(parse, 2) == ()


def test_a_preposition_is_found_on_the_verb_and_on_its_object():
    parse, _ = tree(
        "Chad/NNP/nsubj/1 imposed/VBD/ROOT/1/impose sanctions/NNS/dobj/1/sanction on/IN/prep/2 Mali/NNP/pobj/3"
    )
    assert words(slot(parse, 1, "on")) == ["Mali"]
    assert words(slot(parse, 2, "on")) == ["Mali"]
    assert words(slot(parse, 2, "light")) == ["Chad"]
