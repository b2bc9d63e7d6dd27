from hypothesis import given
from hypothesis import strategies as st

from steppe.brief.visible import columns, one_line, shortened, visible

HARM = ["\x00", "\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u2028", "\ud800", "\U000e0041", "\ufeff"]


def test_every_hiding_character_shows_its_code_point() -> None:
    for letter in HARM:
        assert visible(f"a{letter}b") == f"a⟨U+{ord(letter):04X}⟩b"


def test_what_ordinary_scripts_need_stays() -> None:
    plain = "naïve می\u200cخواهم 👩\u200d🚀 שלום\u200f tab\tline\n"
    assert visible(plain) == plain


@given(st.text())
def test_nothing_harmful_is_left_and_it_can_be_written(text: str) -> None:
    shown = visible(text)
    assert not set(shown) & set(HARM)
    assert shown.encode("utf8").decode("utf8") == shown


@given(st.text(), st.integers(4, 60))
def test_shortened_keeps_its_promise(text: str, most: int) -> None:
    short = shortened(text, most=most)
    assert len(short) <= most
    assert short == one_line(text) or short.endswith("…")
    assert columns(short) >= 0
