import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.text.conftest import page

from steppe.errors import InputError
from steppe.text.decode import MAX_BYTES, decode

CYRILLIC = "Министры встретились в понедельник в Осло, чтобы обсудить цены на газ и нефть."
FRENCH = "Le ministre a été reçu à l’hôtel de ville, où l’on a parlé du blé et des élections à venir."


@pytest.mark.parametrize(
    ("content", "charset", "expected"),
    [
        ("\ufeffOslo calls".encode(), None, "Oslo calls"),
        ("\ufeffOslo calls".encode("utf-16-le"), None, "Oslo calls"),
        ("\ufeffOslo calls".encode("utf-32-be"), None, "Oslo calls"),
        ("Oslo calls on the ministers".encode("utf-16-le"), None, "Oslo calls on the ministers"),
        (CYRILLIC.encode("cp1251"), "windows-1251", CYRILLIC),
        (CYRILLIC.encode("koi8-r"), "koi8-r", CYRILLIC),
        (CYRILLIC.encode("cp1251"), None, CYRILLIC),
        (FRENCH.encode("cp1252"), "iso-8859-1", FRENCH),
        (FRENCH.encode(), "iso-8859-1", FRENCH),
        (FRENCH.encode(), "no-such-charset", FRENCH),
        (b"a plain line", "punycode", "a plain line"),
    ],
)
def test_charsets(content: bytes, charset: str | None, expected: str) -> None:
    assert decode(page(content, charset=charset)) == expected


def test_meta_charset_of_html() -> None:
    html = f'<html><head><meta charset="windows-1251"></head><body>{CYRILLIC}</body></html>'
    assert CYRILLIC in decode(page(html.encode("cp1251"), media_type="text/html"))


def test_nul_and_lone_surrogates_become_replacement_characters() -> None:
    assert decode(page("The mini\x00sters met in Oslo.")) == "The mini\ufffdsters met in Oslo."
    utf7 = "The ministers met in Oslo again +2AA-."
    assert "\ud800" not in decode(page(utf7.encode(), charset="utf-7"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.4 stuff", "a PDF file"),
        (b"PK\x03\x04rest", "zip"),
        (b"\x89PNG\r\n", "PNG"),
        (bytes(range(1, 32)) * 9, "no text"),
        (b"1234 5678 ---", "no words"),
        (b"a" * (MAX_BYTES + 1), "bytes"),
    ],
    ids=["nothing", "white", "pdf", "zip", "png", "control", "digits", "large"],
)
def test_what_is_no_article_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        decode(page(content))


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_clear_error(content: bytes) -> None:
    try:
        text = decode(page(content))
    except InputError:
        return
    text.encode("utf8")
    assert "\x00" not in text
