"""Places of acts: what the phrase adds decides, then the doers, then size; doubt is told."""

import pytest

from steppe.coding.places import settled
from steppe.ontology.gazetteer import Spot, shipped_gazetteer

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("sentence", "country", "number"),
    [
        ("Ukrainian forces shelled a depot in Donetsk on Friday.", "UKR", 709717),
        ("The Lebanese army arrested six smugglers in Tripoli on Tuesday.", "LBN", 266826),
        ("Alabama police shot a man in Birmingham, Alabama.", "USA", 4049979),
        ("American and Russian envoys held talks in Geneva.", "CHE", 2660646),
        ("Nigerian soldiers killed ten gunmen in Maiduguri.", "NGA", 2331447),
    ],
)
def test_the_place_of_an_act(coded, sentence, country, number):
    place = coded(sentence).events[0].place
    assert (place.country, place.geonames) == (country, number)
    assert place.latitude is not None
    assert sentence[place.span.start : place.span.end] == place.quote


def test_a_region_has_degrees_and_says_who_disputes_it(coded):
    place = coded("Russian police arrested an activist in Crimea on Friday.").events[0].place
    assert (place.country, place.geonames) == ("UKR", None)
    assert place.latitude == pytest.approx(45.3)
    assert "not recognised" in place.note


def test_a_month_is_no_place(coded):
    assert coded("French police arrested a man in March.").events[0].place is None


def test_where_the_words_leave_two_places_open_the_rival_is_told():
    chosen, rivals = settled(shipped_gazetteer().lookup("Tripoli"), [(), {"SYR"}])
    assert chosen is not None
    assert chosen.country == "LBY"
    assert rivals == ("Tripoli (LBN)",)


def test_a_village_is_meant_only_where_the_phrase_says_so():
    spots = [
        Spot(name="Genf", country="CHE", latitude=46.2, longitude=6.1, population=200_000),
        Spot(name="Genf", country="USA", latitude=41.9, longitude=-88.3, population=20_000),
    ]
    assert settled(spots, [(), {"USA"}])[0] == spots[0]
    assert settled(spots, [("USA",), {"CHE"}])[0] == spots[1]


def test_nothing_known_is_no_place():
    assert settled((), [()]) == (None, ())
