from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.errors import InputError
from steppe.text.paragraphs import MAX_PARAGRAPHS, markdown, paragraphs

WRAPPED = """The ministers of five states met in the old port on Monday and spoke for
two hours about the price of gas and about the pipeline that nobody wants
to pay for.

They left at noon without a word to the reporters who had waited in the
rain since dawn."""


def words(text: str) -> list[str]:
    return [paragraph.span.of(text) for paragraph in paragraphs(text)]


def test_blank_lines_part_paragraphs() -> None:
    assert words("One.\n\n  Two. \r\n\r\n\r\nThree.") == ["One.", "Two.", "Three."]


def test_a_line_can_be_a_paragraph() -> None:
    assert words("Talks open\nThey met on Monday.\nThey left at noon.") == [
        "Talks open",
        "They met on Monday.",
        "They left at noon.",
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    found = words(WRAPPED)
    assert [line.split()[0] for line in found] == ["The", "They"]
    assert found[0].endswith("to pay for.")


def test_too_many_paragraphs() -> None:
    with pytest.raises(InputError, match="paragraphs"):
        paragraphs("A.\n" * (MAX_PARAGRAPHS + 1))


def test_markdown() -> None:
    text = "# Talks open #\n\n**Five ministers met.**\n\n![The port](a.jpg)\n\n> They came.\n\n2. two\n\n## Gas"
    assert [(p.hint, p.span.of(text)) for p in markdown(text)] == [
        ("title", "Talks open"),
        ("lead", "Five ministers met."),
        ("caption", "The port"),
        ("", "They came."),
        ("item", "two"),
        ("heading", "Gas"),
    ]


@given(st.text(alphabet='ab .\n\r\u2028"“”‘’#*-', max_size=200))
def test_every_visible_character_is_in_one_paragraph(text: str) -> None:
    spans = [paragraph.span for paragraph in paragraphs(text)]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    kept = "".join(span.of(text) for span in spans)
    assert "".join(kept.split()) == "".join(text.split())
