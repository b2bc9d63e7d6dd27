"""Noun phrases to actors, on trees written by hand."""

import pytest
from tests.coding.trees import tree

from steppe.coding.lexicon import load_lexicon
from steppe.coding.memory import Memory
from steppe.coding.mentions import mentions, scene
from steppe.ontology.vocabulary import load


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon(load())


def found(lexicon, written, memory=None):
    parse, text = tree(written)
    return mentions(scene(parse, text, 0, lexicon, None), memory or Memory())


def test_a_hyphenated_role_is_found_however_it_is_split(lexicon):
    row = found(lexicon, "The/DT/det/3 secretary/NN/compound/3 -/HYPH/punct/3 general/NN/nsubj/4 left/VBD/ROOT/4/leave")
    assert row[3].actor.sectors == ("GOV",)


def test_a_role_takes_the_country_before_it(lexicon):
    row = found(lexicon, "Kenyan/JJ/amod/1 police/NNS/nsubj/2 left/VBD/ROOT/2/leave")
    assert (row[1].actor.country, row[1].actor.sectors, row[1].resolution) == ("KEN", ("COP",), "role")


def test_a_role_without_country_takes_the_state_last_spoken_of_and_says_so(lexicon):
    memory = Memory()
    found(lexicon, "Peru/NNP/nsubj/1 voted/VBD/ROOT/1/vote", memory)
    row = found(lexicon, "Police/NNS/nsubj/1 left/VBD/ROOT/1/leave", memory)
    assert row[0].actor.country == "PER"
    assert row[0].antecedent is not None
    assert row[0].confidence < 0.7


def test_a_capital_acts_for_its_government(lexicon):
    row = found(lexicon, "Ankara/NNP/nsubj/1 refused/VBD/ROOT/1/refuse")
    assert (row[0].actor.country, row[0].actor.sectors, row[0].resolution) == ("TUR", ("GOV",), "metonym")


def test_a_description_takes_the_latest_state_that_fits(lexicon):
    memory = Memory()
    found(lexicon, "Armenia/NNP/nsubj/1 left/VBD/ROOT/1/leave Russia/NNP/dobj/1", memory)
    row = found(
        lexicon,
        "this/DT/det/3 former/JJ/amod/3 Soviet/JJ/amod/3 republic/NN/nsubj/4 voted/VBD/ROOT/4/vote",
        memory,
    )
    assert (row[3].actor.id, row[3].resolution) == ("ARM", "description")


def test_a_former_president_is_of_the_elite_and_no_government(lexicon):
    row = found(lexicon, "Kenyan/JJ/amod/2 former/JJ/amod/2 president/NN/nsubj/3 left/VBD/ROOT/3/leave")
    assert row[2].actor.sectors[0] == "ELI"


def test_a_description_takes_the_body_named_earlier_in_its_own_sentence(lexicon):
    memory = Memory()
    found(lexicon, "NATO/NNP/nsubj/1 left/VBD/ROOT/1/leave", memory)
    row = found(
        lexicon,
        "At/IN/prep/4 CSTO/NNP/pobj/0 ,/,/punct/4 they/PRP/nsubj/4 left/VBD/ROOT/4/leave the/DT/det/6 "
        "alliance/NN/dobj/4",
        memory,
    )
    assert row[6].actor.id == row[1].actor.id


def test_a_named_journalist_without_country_gets_none_from_the_text(lexicon):
    memory = Memory()
    found(lexicon, "Peru/NNP/nsubj/1 voted/VBD/ROOT/1/vote", memory)
    row = found(lexicon, "The/DT/det/1 presenter/NN/nsubj/3 Qwolski/NNP/appos/1 spoke/VBD/ROOT/3/speak", memory)
    assert (row[1].actor.name, row[1].actor.country) == ("Qwolski", "")
