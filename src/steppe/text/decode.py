"""Bytes of a page to characters.

Order of trust: byte order mark, charset of the carrier, HTML `meta`, valid UTF-8, a guess from the bytes. A declared
Latin-1, ASCII or Windows-1252 is tried after UTF-8, since it is most often declared by habit (the WHATWG
Encoding Standard likewise reads all three as Windows-1252).
"""

import codecs
import re

from trafilatura.utils import detect_encoding

from steppe.errors import InputError
from steppe.types import Page

MAX_BYTES = 20_000_000
"""Largest page, in bytes."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip or office file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image, sound or film file"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"OggS", "a sound or film file"),
    (b"ID3", "a sound file"),
)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE)
# Python also knows codecs (punycode, unicode_escape …) that no page is written in and that are slow on bad input.
_CHARSETS = re.compile(r"utf|iso|cp\d|windows|koi8|mac|gb|big5|shift|euc|johab|hz|ascii|tis|ptcp|kz1048")
_WESTERN = frozenset({"iso8859-1", "ascii", "cp1252"})
_FORBIDDEN = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff]")
_NON_ASCII = re.compile(rb"[\x80-\xff]")


def decode(page: Page) -> str:
    r"""The characters of `page`; NUL and lone surrogates become U+FFFD, a byte order mark is dropped.

    Raises `InputError` where the page is empty, over `MAX_BYTES`, a known binary format, or not words.

    >>> from datetime import datetime, timezone
    >>> def page(content, charset=None):
    ...     now = datetime(2024, 5, 6, tzinfo=timezone.utc)
    ...     return Page(content=content, media_type="text/plain", address="a", fetched=now, charset=charset)
    >>> decode(page(b"\xef\xbb\xbfOslo calls"))
    'Oslo calls'
    >>> decode(page("Токио".encode("cp1251"), charset="windows-1251"))
    'Токио'
    >>> decode(page(b"%PDF-1.7 ..."))
    Traceback (most recent call last):
    steppe.errors.InputError: a: a PDF file, not text or HTML
    """
    content = page.content
    if len(content) > MAX_BYTES:
        raise InputError(f"{page.address}: {len(content):,} bytes; a page may have {MAX_BYTES:,}")
    if not content.strip():
        raise InputError(f"{page.address}: empty; expected an article")
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            raise InputError(f"{page.address}: {name}, not text or HTML")
    text = _FORBIDDEN.sub("\ufffd", _characters(page))
    _refuse_garbage(text, page.address)
    return text


def _characters(page: Page) -> str:
    content = page.content
    for mark, charset in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(charset, errors="replace")
    for charset in _charsets(page):
        try:
            return content.decode(charset)
        except UnicodeError:
            continue
    return content.decode("cp1252", errors="replace")


def _charsets(page: Page) -> list[str]:
    content = page.content
    meta = _META.search(content[:4096]) if "html" in page.media_type else None
    declared = [_codec(page.charset), _codec(meta.group(1).decode("ascii", "replace") if meta else None)]
    sure = [name for name in declared if name and name not in _WESTERN]
    habit = ["cp1252"] if any(name in _WESTERN for name in declared) else []
    wide = _wide(content[:2000])
    if wide:
        return [*sure, wide]
    return [*sure, "utf-8", *habit, *_guessed(content)]


def _codec(charset: str | None) -> str | None:
    if not charset:
        return None
    try:
        name = codecs.lookup(charset.strip()).name
    except (LookupError, ValueError):
        return None
    return name if _CHARSETS.match(name) else None


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: Latin script then has NUL in every second byte."""
    if len(head) < 8:
        return None
    half = len(head) // 2
    if head[1::2].count(0) > 0.6 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.6 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _guessed(content: bytes) -> list[str]:
    found = _NON_ASCII.search(content)
    if found is None:
        return []
    start = max(0, found.start() - 100)
    guesses = (_codec(name) for name in detect_encoding(content[start : start + 9000]))
    return [name for name in guesses if name]


def _refuse_garbage(text: str, address: str) -> None:
    sample = text[:100_000]
    bad = len(_CONTROL.findall(sample))
    if bad > 0.05 * len(sample):
        raise InputError(f"{address}: {bad * 100 // len(sample)} % of the characters are no text: a binary file?")
    if not any(character.isalpha() for character in text):
        raise InputError(f"{address}: holds no words; expected an article")
