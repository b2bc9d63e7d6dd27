"""A number put right by hand: its value or range, unit, bound and what it counts, on the same words."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.conftest import TEXT, small

from steppe.coding.by_hand import as_read, instead_of, put_by, put_right
from steppe.coding.by_hand_names import known
from steppe.coding.by_hand_number import BOUNDS, PutNumber, all_units, figure
from steppe.errors import InputError
from steppe.ontology.actors import load_directory
from steppe.ontology.vocabulary import load
from steppe.record.border import check_coded
from steppe.types import BY_HAND, Coded, Quantity, Span

CODED = small()
OLD = CODED.quantities[0]
HERE = known(CODED, load_directory())
ONTOLOGY = load()


def put(old: Quantity = OLD, **changes: Any) -> Quantity:
    new = put_right(old, PutNumber(**changes), "A. Reader", HERE, ONTOLOGY)
    assert isinstance(new, Quantity)
    check_coded(Coded(article=CODED.article, coder=BY_HAND, ontology="2.0", quantities=(new,)))
    return new


def test_as_it_stands_it_is_told_in_the_terms_of_the_form() -> None:
    assert as_read(OLD, HERE) == PutNumber(amount=(3.0, None), unit="raid", of="raids", bound="exact")


def test_the_words_stay_and_the_rest_is_as_put() -> None:
    new = put(amount=("1,500", None), unit="people", of="the  TALKS", bound="about")
    assert (new.value, new.high, new.unit, new.of, new.bound) == (1500.0, None, "person", "The talks", "about")
    assert (new.evidence.span, new.evidence.coder, new.evidence.confidence) == (OLD.evidence.span, BY_HAND, 1.0)
    assert (instead_of(new), instead_of(OLD)) == (OLD.id, "")
    assert put_by(new, ("B", "A. Reader")) == "A. Reader"
    assert put_by(new, ("B",)) == ""
    assert put(amount=(1500, None), unit="person", of="the talks", bound="about") == new


def test_a_range_lies_between_its_ends() -> None:
    wide = put(amount=(3, "5"))
    assert (wide.value, wide.high, wide.bound) == (3.0, 5.0, "between")
    assert put(amount=(3, 5), bound="exact").bound == "between"
    assert put(replace(OLD, bound="at least"), amount=(3, 5)).bound == "between"
    assert put(replace(OLD, bound="at least"), amount=(4, None)).bound == "at least"
    single = put(wide, amount=(4, None))
    assert (single.value, single.high, single.bound) == (4.0, None, "exact")


@pytest.mark.parametrize(
    ("given", "unit"),
    [
        ("USD", "USD"),
        ("usd", "USD"),
        ("dollars", "USD"),
        ("%", "percent"),
        ("tonnes", "tonne"),
        ("barrel/day", "barrel/day"),
        ("person/day", "person/day"),
        ("people / years", "person/year"),
        ("talks", "talk"),
        ("raid/talk", "raid/talk"),
    ],
)
def test_a_unit_is_known_or_what_its_sentence_counts(given: str, unit: str) -> None:
    words = replace(OLD.evidence, span=Span(0, 48), quote=TEXT[:48])
    assert put(replace(OLD, unit="thing", evidence=words), unit=given).unit == unit


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "nothing is changed; expected another value, unit, bound or words"),
        ({"amount": ("3", ""), "unit": "raids", "of": "RAIDS "}, "nothing is changed"),
        (
            {"amount": ("three or so", None)},
            "'three or so' is no number; expected one such as 1200, 0.35 or 3.5 million",
        ),
        ({"amount": ("hundreds", None)}, "is no number"),
        ({"amount": ("1_000", None)}, "is no number"),
        ({"amount": ("nan", None)}, "is no number"),
        ({"amount": ("", "")}, "no value given; expected a number"),
        ({"amount": (None, 4)}, "no value given"),
        ({"amount": (float("nan"), None)}, "nan is no number that can be kept; expected a finite one"),
        ({"amount": ("1e999", None)}, "expected a finite one"),
        ({"amount": (5, 4)}, "from 5 to 4; expected the smaller number first"),
        ({"amount": (5, 5)}, "expected the smaller number first"),
        ({"amount": (5, 6), "bound": "at least"}, "a range 'at least'; expected the bound between, or one number only"),
        ({"bound": "between"}, "between one number and nothing; give the second one, or another bound"),
        ({"bound": "over"}, "no bound 'over'; known: exact, at least, at most, about, between"),
        ({"amount": (-1, None)}, "-1 raid; nothing is counted below 0, expected 0 or more"),
        ({"amount": (-1, None), "unit": "person/day"}, "nothing is counted below 0"),
        ({"unit": "fraction"}, "3 of the whole; expected a fraction from 0 to 1, or the unit percent"),
        ({"unit": "rank", "amount": (0.5, None)}, "rank 0.5; expected a whole number from 1 on"),
        ({"unit": "tone"}, "no unit 'tone'; known are such as tonne"),
        ({"unit": ""}, "no unit ''; known are such as person, percent, USD"),
        ({"unit": "x/y/z"}, "no unit 'x/y/z'"),
        ({"unit": "talk"}, "or one per another, such as barrel/day"),
        (
            {"of": "people killed"},
            "the article has no words 'people killed'; expected what is counted as it stands there",
        ),
        ({"of": "x" * 900}, "in “Ruritania accused Borduria of 3 raids.” or elsewhere"),
    ],
    ids=str,
)
def test_what_cannot_be_so_says_what_would_be_right(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError, match=r"^putting right: ") as refused:
        put(**changes)
    assert told in str(refused.value)
    assert len(str(refused.value)) < 600


def test_what_can_be_below_nothing_may_be() -> None:
    for unit in ("percent", "USD", "degree Celsius"):
        assert put(amount=("\u22122.5", None), unit=unit).value == -2.5


def test_what_an_importer_kept_is_not_held_against_a_correction_of_something_else() -> None:
    odd = replace(OLD, value=-4.0, high=-6.0, unit="odd unit", of="words of nowhere", bound="about")
    assert put(odd, of="").of == ""


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_figure_is_read_as_it_is_written(value: float) -> None:
    assert figure(str(value)) == value


puts = st.builds(
    PutNumber,
    amount=st.none() | st.tuples(*2 * [st.none() | st.floats() | st.integers(-9, 99).map(str)]),
    unit=st.none() | st.sampled_from(["raid", "raids", "person", "fraction", "rank", "percent", "USD/day", "talk", ""]),
    of=st.none() | st.sampled_from(["raids", "The talks", "", "Nobody"]),
    bound=st.none() | st.sampled_from(BOUNDS),
)


@settings(deadline=None, max_examples=200)
@given(puts)
def test_whatever_is_put_can_be_kept_and_read_back_so(said: PutNumber) -> None:
    try:
        new = put(**{name: getattr(said, name) for name in said.__slots__})
    except InputError:
        return
    assert new.high is None or new.high > new.value
    assert (new.bound == "between") == (new.high is not None)
    assert new.of in TEXT
    with pytest.raises(InputError, match="nothing is changed"):
        put_right(new, as_read(new, HERE), "A. Reader", HERE, ONTOLOGY)


def test_units_are_offered_by_name() -> None:
    assert {"person", "percent", "USD", "tonne", "rank", "fraction", "barrel/day"} <= set(all_units())
