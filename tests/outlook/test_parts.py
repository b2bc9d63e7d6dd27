"""Questions asked field by field: the same as their line of text, and every mistake told beside its field."""

from datetime import date

import pytest

from steppe.ontology.vocabulary import load
from steppe.outlook.parts import Parts, asked, typed
from steppe.outlook.question import parse

OPENS = date(2022, 11, 24)
NAMES = ("KAZ", "RUS", "Police (KAZ)", "A|B", 'The "Wolf"')


def read(parts):
    return asked(parts, opens=OPENS, ontology=load(), actors=NAMES, kinds=("ASSAULT.aerial",))


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        (Parts(actor="kazakhstan", kinds=("reject",), recipient="RUS"), "KAZ -> RUS: REJECT within 30d"),
        (Parts(actor="KAZ|RUS", kinds=("AID|AGREE",), days="7"), "KAZ|RUS -> any: AID|AGREE within 7d"),
        (Parts(actor="any", kinds=("quad-4",), recipient="Police (KAZ)"), 'any -> "Police (KAZ)": quad-4 within 30d'),
        (Parts(actor="A|B", kinds=("AID",)), '"A|B" -> any: AID within 30d'),
        (Parts(actor='"A|B"|KAZ', kinds=("AID",)), '"A|B"|KAZ -> any: AID within 30d'),
        (Parts(actor="KAZ", kinds=("AID",), until="2022-12-31", days="3"), "KAZ -> any: AID within 38d"),
        (Parts(line="KAZ -> RUS: AID within 2w", actor="nobody", days="x"), "KAZ -> RUS: AID within 14d"),
    ],
)
def test_fields_ask_what_the_line_asks(parts, line):
    found = read(parts)
    assert found.wrong == {}
    assert found.question == parse(line, opens=OPENS, ontology=load(), actors=NAMES)


def test_what_was_read_asks_the_same_again():
    for parts in (
        Parts(actor='"A|B"|KAZ', kinds=("AID", "quad-4"), recipient='The "Wolf"'),
        Parts(actor='"The ""Wolf"""|RUS', kinds=("ASSAULT.aerial",)),
    ):
        question = read(parts).question
        assert question is not None
        assert read(typed(question)).question == question


@pytest.mark.parametrize(
    ("parts", "field", "words"),
    [
        (Parts(actor="KAX", kinds=("AID",)), "actor", "unknown actor 'KAX'; known: KAZ"),
        (Parts(recipient="KAX", kinds=("AID",)), "recipient", "unknown actor 'KAX'"),
        (Parts(actor="any|KAZ", kinds=("AID",)), "actor", "leave the field empty"),
        (Parts(actor='"KAZ', kinds=("AID",)), "actor", "a quote is opened"),
        (Parts(actor="KAZ"), "kinds", "choose one or more"),
        (Parts(actor="KAZ", kinds=("FIGHT",)), "kinds", "unknown kind 'FIGHT'; known: ACCUSE"),
        (Parts(kinds=("AID",), days="0"), "days", "a window has 1 to 3660"),
        (Parts(kinds=("AID",), days="-1"), "days", "a window has 1 to 3660"),
        (Parts(kinds=("AID",), days="٣"), "days", "a window has 1 to 3660"),
        (Parts(kinds=("AID",), days="9" * 400), "days", "a window has 1 to 3660"),
        (Parts(kinds=("AID",), until="soon"), "until", "'soon' is no day"),
        (Parts(kinds=("AID",), until="2022-11-23"), "until", "cannot close on 2022-11-23"),
        (Parts(line="KAZ <-> RUS: AID within 3d"), "q", "asks two things"),
    ],
)
def test_a_mistake_is_told_by_its_field(parts, field, words):
    found = read(parts)
    assert found.question is None
    assert list(found.wrong) == [field]
    assert words in found.wrong[field]
    assert "column 1 " not in found.wrong[field]
