"""Told as done, denied, planned, conditional or hypothetical, on trees written by hand."""

import pytest
from tests.coding.trees import tree

from steppe.coding.status import status_at

GOVERNORS = {"plan": "planned", "deny": "denied", "fear": "hypothetical", "possibility": "hypothetical"}
CASES = [
    ("asserted", 3, "Not/RB/preconj/3/not only/RB/advmod/3 Chad/NNP/nsubj/3 bombed/VBD/ROOT/3/bomb Mali/NNP/dobj/3"),
    ("asserted", 1, "Chad/NNP/nsubj/1 bombed/VBD/ROOT/1/bomb Mali/NNP/dobj/1"),
    ("planned", 2, "Chad/NNP/nsubj/2 will/MD/aux/2 bomb/VB/ROOT/2 Mali/NNP/dobj/2"),
    ("hypothetical", 2, "Chad/NNP/nsubj/2 could/MD/aux/2 bomb/VB/ROOT/2 Mali/NNP/dobj/2"),
    ("denied", 3, "Chad/NNP/nsubj/3 did/VBD/aux/3/do not/RB/neg/3 bomb/VB/ROOT/3 Mali/NNP/dobj/3"),
    ("denied", 3, "No/DT/det/1/no troops/NNS/nsubjpass/3/troop were/VBD/auxpass/3/be sent/VBN/ROOT/3/send"),
    ("planned", 3, "Chad/NNP/nsubj/1 plans/VBZ/ROOT/1/plan to/TO/aux/3 bomb/VB/xcomp/1 Mali/NNP/dobj/3"),
    ("planned", 3, "Chad/NNP/nsubj/1 is/VBZ/ROOT/1/be to/TO/aux/3 bomb/VB/xcomp/1 Mali/NNP/dobj/3"),
    ("denied", 4, "Chad/NNP/nsubj/1 has/VBZ/ROOT/1/have yet/RB/advmod/1 to/TO/aux/4 bomb/VB/xcomp/1"),
    ("hypothetical", 3, "The/DT/det/1 possibility/NN/ROOT/1 of/IN/prep/1 attack/NN/pobj/2"),
    (
        "planned",
        5,
        "Chad/NNP/nsubj/1 said/VBD/ROOT/1/say it/PRP/nsubj/5 would/MD/aux/5 soon/RB/advmod/5 bomb/VB/ccomp/1",
    ),
    (
        "conditional",
        2,
        "Chad/NNP/nsubj/2 will/MD/aux/2 bomb/VB/ROOT/2 if/IN/mark/5 Mali/NNP/nsubj/5 moves/VBZ/advcl/2/move",
    ),
    (
        "hypothetical",
        7,
        "Had/VBD/aux/2/have Togo/NNP/nsubj/2 agreed/VBN/advcl/7/agree ,/,/punct/7 Chad/NNP/nsubj/7 would/MD/aux/7 "
        "have/VB/aux/7 left/VBN/ROOT/7/leave",
    ),
]


@pytest.mark.parametrize(("status", "token", "written"), CASES)
def test_status_of_an_act(status, token, written):
    parse, _ = tree(written)
    assert status_at(parse, token, GOVERNORS) == status


def test_a_question_asserts_nothing():
    parse, _ = tree(CASES[0][2])
    assert status_at(parse, 1, GOVERNORS, question=True) == "hypothetical"
