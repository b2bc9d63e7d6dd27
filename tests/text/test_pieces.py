"""Texts too long for one article: parts that hold every character and say which they are."""

from datetime import date
from itertools import accumulate

import pytest
from tests.text.conftest import page

from steppe.text.article import article
from steppe.text.pieces import MOST_BLOCKS, MOST_CHARACTERS, pieces

SHORT = "The ministers met on Monday to talk about gas, and they left at noon."


def text_of(characters: int) -> str:
    """Paragraphs of one sentence each, no two of them alike."""
    many = characters // (len(SHORT) + 11)
    return "\n\n".join(f"{number:08d} {SHORT}" for number in range(many))


def test_a_text_that_fits_stays_itself() -> None:
    whole = article(page(text_of(MOST_CHARACTERS - 1_000)))
    assert pieces(whole) == (whole,)


@pytest.mark.parametrize("characters", [160_000, 420_000])
def test_parts_hold_every_character_and_are_about_equally_long(characters: int) -> None:
    whole = article(page(text_of(characters), published=date(2024, 5, 6)))
    found = pieces(whole)
    assert "".join(part.text for part in found) == whole.text
    assert len(found) == -(-characters // MOST_CHARACTERS)
    sizes = [len(part.text) for part in found]
    assert max(sizes) <= MOST_CHARACTERS
    assert min(sizes) > 0.9 * max(sizes)
    borders = list(accumulate(sizes, initial=0))
    blocks = [
        (block.kind, block.span.start + border, block.span.end + border)
        for part, border in zip(found, borders, strict=False)
        for block in part.blocks
    ]
    assert blocks == [(block.kind, block.span.start, block.span.end) for block in whole.blocks]


def test_a_part_says_which_it_is_and_has_what_is_known_of_the_whole() -> None:
    whole = article(page("Ministers meet in Oslo\n\n" + text_of(160_000), published=date(2024, 5, 6)))
    one, two = pieces(whole)
    assert one.title == "Part 1 of 2: Ministers meet in Oslo"
    assert two.title == "Part 2 of 2: Ministers meet in Oslo"
    assert len({whole.id, one.id, two.id}) == 3
    for part in (one, two):
        assert (part.address, part.published, part.language) == (whole.address, whole.published, whole.language)


def test_parts_of_the_same_words_are_different_articles() -> None:
    one, two, *_ = pieces(article(page("He left the town. " * 20_000)))
    assert one.id != two.id


def test_a_block_too_long_for_a_part_is_cut_between_sentences() -> None:
    whole = article(page("The army of Peru left the town at noon. " * 10_000))
    assert len(whole.blocks) == 1
    found = pieces(whole)
    assert "".join(part.text for part in found) == whole.text
    assert len(found) == 3
    assert all(len(part.text) <= MOST_CHARACTERS for part in found)
    assert all(part.text.startswith("The army") and part.text.rstrip().endswith("noon.") for part in found)
    assert all(len(part.blocks) == 1 for part in found)


def test_very_many_short_paragraphs_are_parts_too() -> None:
    whole = article(page("He left.\n\n" * (MOST_BLOCKS + 10)))
    assert len(whole.text) < MOST_CHARACTERS
    assert [len(part.blocks) for part in pieces(whole)] == [MOST_BLOCKS, 10]


def test_flaws_are_sought_in_each_part() -> None:
    flawed = "They sold 3,5 million tonnes of it in the year before."
    whole = article(page(f"{text_of(160_000)}\n\n{flawed}"))
    one, two = pieces(whole)
    assert [found.kind for found in one.damage] == []
    assert [found.span.of(two.text) for found in two.damage if found.kind == "decimal-comma"] == ["3,5"]
