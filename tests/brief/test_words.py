from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.brief.words import basis_words, counted, listed, number_words, reading, sign_of, when_words
from steppe.types import Bound, Evidence, Quantity, Span, When


def span_of_days(first: tuple[int, int, int], last: tuple[int, int, int]) -> When:
    return When(first=date(*first), last=date(*last), basis="stated")


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (span_of_days((2022, 1, 5), (2022, 1, 5)), "5 January 2022"),
        (span_of_days((2024, 2, 1), (2024, 2, 29)), "February 2024"),
        (span_of_days((2023, 2, 1), (2023, 2, 27)), "1 February 2023 to 27 February 2023"),
        (span_of_days((2022, 1, 1), (2022, 12, 31)), "2022"),
        (span_of_days((1990, 1, 1), (1999, 12, 31)), "1990 to 1999"),
        (span_of_days((2022, 3, 1), (2022, 5, 31)), "March 2022 to May 2022"),
        (None, ""),
    ],
)
def test_when_in_the_shortest_true_words(when: When | None, words: str) -> None:
    assert when_words(when) == words


def test_a_date_that_stands_in_says_so() -> None:
    day = date(2031, 3, 11)
    assert basis_words(When(first=day, last=day, basis="published")) == "publication day stands in"
    assert basis_words(None) == "no date in the words"


@pytest.mark.parametrize(
    ("value", "high", "unit", "bound", "words"),
    [
        (3.0, None, "percent", "at least", "at least 3 percent"),
        (2 / 3, None, "fraction", "at most", "at most 0.667 of the whole"),
        (15, None, "year", "at most", "at most 15 years"),
        (1, None, "day", "exact", "1 day"),
        (1, 2, "day", "between", "1 to 2 days"),
        (3.5e6, None, "person", "exact", "3,500,000 people"),
        (9, None, "rank", "exact", "rank 9"),
        (2e9, None, "USD", "about", "about 2,000,000,000 USD"),
        (1.4e6, None, "barrel/day", "exact", "1,400,000 barrel/day"),
        (7, None, "", "exact", "7"),
    ],
)
def test_reading(value: float, high: float | None, unit: str, bound: Bound, words: str) -> None:
    proof = Evidence(article="a", span=Span(0, 1), quote="x", coder="c@1")
    assert reading(Quantity(id="q", value=value, high=high, unit=unit, of="", bound=bound, evidence=proof)) == words


@given(st.floats())
def test_any_number_can_be_written(value: float) -> None:
    assert number_words(value)


@given(st.floats(0.01, 1e14))
def test_a_written_number_is_the_number(value: float) -> None:
    assert float(number_words(value).replace(",", "")) == pytest.approx(value, abs=6e-4, rel=4e-16)


def test_an_unknown_quad_class_takes_no_side() -> None:
    assert sign_of("") == "unsorted"
    assert sign_of("verbal cooperation") == "cooperation"


def test_counting_and_listing() -> None:
    assert listed(()) == ""
    assert listed(("A", "B")) == "A and B"
    assert counted(0, "claim") == "no claims"
