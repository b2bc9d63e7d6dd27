"""Names in a parsed sentence: a first look at the opening word loses none of the directory's names."""

import pytest

from steppe.coding.names import names
from steppe.coding.parse import Parse, Token
from steppe.ontology.actors import Directory, load_directory


@pytest.fixture(scope="module")
def directory() -> Directory:
    return load_directory()


def _words(text: str, cut: str = " ") -> Parse:
    """Proper names in a row, each hanging on the first."""
    tokens, start = [], 0
    for i, word in enumerate(text.split(cut)):
        tokens.append(
            Token(i, word, word.lower(), "NNP", "ROOT" if i == 0 else "compound", 0, start, start + len(word))
        )
        start += len(word) + len(cut)
    return Parse(tuple(tokens))


def test_every_name_of_the_directory_is_found_in_text(directory: Directory) -> None:
    missed = []
    for entries in directory.names.values():
        for entry in entries:
            if entry.name[:1].isupper() and len(entry.name.split()) <= 8:
                found = [one.text for one in names(_words(entry.name), entry.name, directory, None)]
                if found[:1] != [entry.name]:
                    missed.append((entry.name, found))
    assert missed == []


@pytest.mark.parametrize("text", ["The Hague", "The United States", "Guinea-Bissau", "Sana'a", "U.S.", "Turkiye's"])
def test_articles_hyphens_and_apostrophes_hide_no_name(directory: Directory, text: str) -> None:
    assert [one.text for one in names(_words(text), text, directory, None)] == [text]


def test_a_name_does_not_begin_at_a_dash(directory: Directory) -> None:
    text = "- Jordanians left"
    assert [one.text for one in names(_words(text), text, directory, None)] == ["Jordanians"]
