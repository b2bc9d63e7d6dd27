"""Quantities: hand examples, the shipped units, and properties over any text."""

import math
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.coding.numbers import read_number
from steppe.coding.quantities import quantities
from steppe.coding.units import COLUMNS, SHIPPED, shipped_units
from steppe.errors import DataError
from steppe.ontology.tables import read_table
from steppe.types import Quantity, Span

GOLD = Path(__file__).with_name("quantities.tsv")
LINES = [line.split("\t") for line in GOLD.read_text("utf8").splitlines() if line and not line.startswith("#")]


def read(text: str, span: Span | None = None) -> tuple[Quantity, ...]:
    return quantities(text, span or Span(0, len(text)), article="a", coder="coder@1")


def figure(value: float) -> str:
    return f"{round(value, 4):.15g}"


def shown(one: Quantity) -> str:
    high = "" if one.high is None else f" .. {figure(one.high)}"
    of = f" of: {one.of}" if one.of else ""
    return f"{one.evidence.quote} = {figure(one.value)}{high} {one.unit} {one.bound}{of}"


def test_the_gold_is_large_and_has_both_kinds() -> None:
    assert len(LINES) >= 150
    assert sum(wanted == "-" for _, wanted in LINES) >= 50


@pytest.mark.parametrize(("text", "wanted"), LINES)
def test_a_sentence_gives_its_quantities_and_no_others(text: str, wanted: str) -> None:
    assert (" & ".join(shown(one) for one in read(text)) or "-") == wanted


UNITS = read_table(SHIPPED, COLUMNS, order=("form",)).rows


def test_each_unit_is_read_in_its_example_and_not_in_the_other() -> None:
    missed = [row["form"] for row in UNITS if row["unit"] not in {one.unit for one in read(row["example"])}]
    wrong = [row["form"] for row in UNITS if row["unit"] in {one.unit for one in read(row["not"])}]
    assert (missed, wrong) == ([], [])


def test_a_wrong_kind_of_unit_names_its_line(tmp_path: Path) -> None:
    table = tmp_path / "units.tsv"
    notes = "# version: 1\n# licence: own\n# origin: own\n"
    table.write_text(notes + "\t".join(COLUMNS) + "\nli\tli\tlength\tIt ran 3 li.\tIt ran.\n", "utf8")
    with pytest.raises(DataError, match=r"units\.tsv line 5: kind is 'length'; expected one of time, percent"):
        shipped_units(table)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("3,5 million", 3.5e6),
        ("3,500", 3500),
        ("1,234,567.8", 1234567.8),
        ("12 500", 12500),
        ("1.234.567", 1234567),
        ("2.5bn", 2.5e9),
        ("one hundred and fifty thousand", 150_000),
        ("thirty thousand four hundred and two", 30_402),
        ("two and three", 2),
        ("half-a-million", 500_000),
        ("a quarter of a million", 250_000),
        ("three quarters of", 0.75),
        ("one in five", 0.2),
        ("several dozen", 24),
    ],
)
def test_numbers(words: str, value: float) -> None:
    found = read_number(words, 0)
    assert found is not None
    assert math.isclose(found.value, value)


def test_what_is_no_number() -> None:
    for words in ("a man", "half a day", "third party", "an hour", "many men", "1,2,3"):
        assert read_number(words, 0) is None


def test_only_the_span_is_read_and_places_are_those_of_the_text() -> None:
    text = "Ten men left. At least 12 women stayed. Six boys slept."
    found = read(text, Span(14, 39))
    assert [one.evidence.quote for one in found] == ["At least 12 women"]
    assert found[0].evidence.span == Span(14, 31)
    assert [one.evidence.quote for one in read(text, Span(14, 31))] == ["At least 12 women"]
    assert read(text, Span(14, 25)) == ()


def test_ids_tell_quantities_apart_and_stay() -> None:
    text = "Two men and two men."
    ids = [one.id for one in read(text)]
    assert len(set(ids)) == 2
    assert ids == [one.id for one in read(text)]


PIECES = (
    "3 3,5 12 1,500 2014 0.5 41 % percent million bn $ € between and to from 5-7 - two half a third of one in five ten "
    "people soldiers killed dozens thousands hundreds year-old aged up more than at least or about km tonnes barrels "
    "day per largest ninth the May 6 years ago . , ( ) 10:30 Flight world's dollars °C minus"
)
WORDS = st.sampled_from(PIECES.split())
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=16).map(" ".join), st.lists(WORDS, max_size=10).map("".join))


@given(TEXTS, st.integers(0, 30), st.integers(0, 200))
def test_any_text_gives_true_quotes_inside_the_span(text: str, start: int, length: int) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))
    end = span.start
    for one in read(text, span):
        place = one.evidence.span
        assert end <= place.start < place.end <= span.end
        assert one.evidence.quote == place.of(text)
        assert math.isfinite(one.value)
        assert one.high is None or (math.isfinite(one.high) and one.value < one.high)
        assert (one.bound == "between") == (one.high is not None)
        assert one.unit
        assert one.of == "age" or one.of in text
        end = place.end


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["word ", "1,000,", "two ", "up to 3 ", "9", "half a ", "5-", "thousands of the ", "3 a b c "]
)
def test_reading_is_linear(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        began = time.perf_counter()
        read(text)
        return time.perf_counter() - began

    assert seconds(160_000) < 12 * seconds(40_000) + 0.5


@pytest.mark.parametrize(
    "words", ["tens of hundreds of rebels", "scores of dozens of men", "hundreds of scores of men"]
)
def test_a_vague_count_of_an_odd_kind_is_read_as_far_as_it_goes(words):
    text = f"They saw {words} there."
    for found in quantities(text, Span(0, len(text)), article="a", coder="c"):
        assert found.evidence.quote == found.evidence.span.of(text)
        assert found.bound == "at least"
