from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.brief.brief import Brief
from steppe.brief.terminal import to_terminal, wrapped
from steppe.brief.visible import columns


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_asked(brief: Brief, width: int) -> None:
    assert max(columns(line) for line in to_terminal(brief, width=width).split("\n")) <= max(width, 32)


def test_no_escape_of_the_article_gets_through(brief: Brief) -> None:
    evil = replace(brief, header=replace(brief.header, title="\x1b]0;gone\x07 \u202etitle", outlet="a\rb"))
    text = to_terminal(evil)
    assert not set(text) & {"\x1b", "\x07", "\r", "\u202e"}
    assert "⟨U+001B⟩" in text


def test_escapes_are_ours_alone_and_only_when_asked(brief: Brief) -> None:
    plain, styled = to_terminal(brief), to_terminal(brief, ansi=True)
    assert "\x1b" not in plain
    for code in ("\x1b[1m", "\x1b[2m", "\x1b[0m"):
        styled = styled.replace(code, "")
    assert styled == plain


def test_a_date_that_was_filled_in_says_so(brief: Brief) -> None:
    text = " ".join(to_terminal(brief).split())
    assert "11 March 2031 (publication day stands in)" in text
    assert "3 March 2031 (inferred)" in text
    assert "CONSULT, visit, 6 March 2031 [" in text


def test_an_article_that_was_not_coded(bare: Brief) -> None:
    text = " ".join(to_terminal(bare).split())
    assert "The text is in 'fr', which is stored whole but not coded." in text
    assert "WHO DID WHAT TO WHOM none" in text


@given(st.text(), st.integers(2, 90))
def test_wrapping_keeps_every_letter(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(columns(line) <= width for line in lines)
