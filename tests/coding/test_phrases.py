"""Actor phrases by themselves: country and sector, on a day, with what was read before."""

from datetime import date

import pytest

from steppe.coding.lexicon import load_lexicon
from steppe.coding.model import load_parser
from steppe.coding.phrases import actor_of
from steppe.ontology.vocabulary import load

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def find():
    lexicon, (_, parser) = load_lexicon(load()), load_parser()

    def found(phrase, **options):
        mention = actor_of(phrase, parser=parser, lexicon=lexicon, **options)
        return None if mention is None else (mention.actor.country, mention.actor.sectors[:1])

    return found


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("three Chilean miners", "CHL", ("LAB",)),
        ("the Ghanaian parliament", "GHA", ("LEG",)),
        ("a Zambian senator", "ZMB", ("LEG",)),
        ("a crime syndicate", "", ("CRM",)),
    ],
)
def test_country_and_sector(find, phrase, country, sector):
    assert find(phrase) == (country, sector)


def test_an_office_counts_on_its_day(find):
    assert find("Uhuru Kenyatta", on=date(2020, 1, 1)) == ("KEN", ("GOV",))
    assert find("Uhuru Kenyatta", on=date(2024, 1, 1)) == ("KEN", ("ELI",))


def test_nobody_is_nobody(find):
    assert find("") is None
    assert find("yesterday") is None
