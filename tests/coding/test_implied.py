"""Acts whose word implies the doer: every example fires, no counter-example does, and the doer is marked."""

import pytest

from steppe.coding.events import acts
from steppe.coding.lexicon import IMPLIED, SHIPPED, load_lexicon
from steppe.coding.memory import Memory
from steppe.coding.mentions import mentions, scene
from steppe.coding.model import load_parser
from steppe.ontology.tables import read_table
from steppe.ontology.vocabulary import load

pytestmark = pytest.mark.model
ROWS = read_table(SHIPPED / "lexicon" / "en" / "implied.tsv", IMPLIED, order=("trigger", "need", "type")).rows


@pytest.fixture(scope="module")
def told():
    lexicon = load_lexicon(load())
    _, parse = load_parser()

    def read(sentences, *, one_text=False):
        rows = []
        memory = Memory()
        for text, tree in zip(sentences, parse(list(sentences)), strict=True):
            memory = memory if one_text else Memory()
            here = scene(tree, text, 0, lexicon, None)
            found = mentions(here, memory)
            rows.append(acts(here, found, spoken=memory.states[-1] if memory.states else None))
        return rows

    return read


def by_word(rows):
    return [{act.kind for act in row if act.trigger.doer} for row in rows]


def test_examples_fire(told):
    silent = [
        (row["trigger"], row["example"])
        for row, found in zip(ROWS, by_word(told([r["example"] for r in ROWS])), strict=True)
        if row["type"] not in found
    ]
    assert not silent


def test_counter_examples_stay_silent(told):
    rows = [row for row in ROWS if row["not"]]
    loud = [
        (row["trigger"], row["not"])
        for row, found in zip(rows, by_word(told([r["not"] for r in rows])), strict=True)
        if row["type"] in found
    ]
    assert not loud


@pytest.mark.parametrize(
    "text",
    [
        "Four people were killed on Friday.",
        "The striker scored with a late strike.",
        "Shares ended their rally in March.",
        "The talks with the union over wages went on.",
        "Chile voiced condolences over the farmers killed in police firing.",
        "Ghana denied that anyone was arrested.",
        "No protests were held.",
        "A protest could follow.",
        "Unions will strike if the mine stays shut.",
        "The film tells of a march.",
        "Strikes could harm the mine, the union said.",
        "The strike ballot at the mine was delayed.",
        "The union could call off any strike at the mine.",
        "He won the race under protest.",
    ],
)
def test_what_implies_nobody_stays_silent(told, text):
    assert by_word(told([text])) == [set()], text


@pytest.mark.parametrize(
    "text",
    [
        "The police failed to help the man during the protest.",
        "The commission investigated his death during a protest in the town.",
        "They will continue the protest.",
        "They said they would not cancel the protest.",
        "They refused to leave and threw stones at the gate.",
        "Striking miners could lose their jobs.",
    ],
)
def test_a_protest_that_the_phrase_takes_for_granted_is_told(told, text):
    assert by_word(told([text])) == [{"PROTEST"}], text


def test_the_implied_doer_is_of_the_country_spoken_of_and_marked(told):
    _, (act,) = told(["Chile is a country.", "Two students were arrested."], one_text=True)
    (doer,) = act.actors
    assert (doer.resolution, doer.actor.country, doer.actor.sectors) == ("implied", "CHL", ("COP",))
    assert doer.confidence < 0.5
    assert doer.quote == "arrested"


def test_police_in_the_sentence_are_the_implied_doer(told):
    ((act,),) = told(["Kenyan police said that forty people had been arrested."])
    assert act.actors[0].actor.country == "KEN"
    assert act.actors[0].resolution == "implied"


def test_an_act_told_with_its_doer_is_not_told_twice(told):
    ((act,),) = told(["Turkish police arrested a journalist."])
    assert act.actors[0].resolution != "implied"
