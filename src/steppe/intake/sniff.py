"""What a page is, from what the carrier said and what the bytes show.

The bytes win over the carrier where they are plain (a PDF sent as text/html is a PDF); the carrier wins
where they are not (text that says it is Markdown). Signatures follow the WHATWG MIME Sniffing Standard and the
formats' own specifications.
"""

import re
import zlib
from typing import Final, Literal

from steppe.errors import InputError
from steppe.intake.inflate import GZIP_MAGIC

Kind = Literal["text/html", "text/plain", "text/markdown", "feed", "json-feed", "archive"]

SUPPORTED: Final = "read are HTML, plain text, Markdown, RSS, Atom, JSON Feed and WARC"

_MAGIC: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office or e-book file"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x1f\x8b", "gzip-packed data"),
    (b"\x28\xb5\x2f\xfd", "zstd-packed data"),
    (b"\xfd7zXZ\x00", "xz-packed data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"OggS\x00", "sound or video"),
    (b"\x1a\x45\xdf\xa3", "video"),
)
_MARKED_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")  # byte order marks of UTF-16 and UTF-32
_PLAIN: Final[dict[str, Kind]] = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "text/markdown": "text/markdown",
    "text/x-markdown": "text/markdown",
}
_UNSAID: Final = {"", "application/octet-stream", "binary/octet-stream", "application/unknown", "text/unknown", "*/*"}
_XML: Final = re.compile(r"(application|text)/((rss|atom|rdf)\+)?xml$")
_JSON: Final = re.compile(r"(application|text)/(feed\+)?json$")
# No group is repeated possessively: in a long run on CPython 3.11 such a repeat was seen to lose what it had matched.
_PROLOGUE: Final = rb"(?:\xef\xbb\xbf)?(?:\s++|<\?xml[^>]*+>|<!--(?:[^-]|-(?!->))*-->|<!DOCTYPE\s(?!\s*html)[^>\[]*+>)*"
_HTML: Final = re.compile(
    _PROLOGUE + rb"<(!doctype\s+html|html|head|body|title|meta|script|style|table|div|article|section|main|h1|p)[\s>/]",
    re.I,
)
_FEED: Final = re.compile(_PROLOGUE + rb"<(?:rss|feed|rdf:RDF)[\s>]")
_CLOSING: Final = re.compile(rb"</(?:html|body|p|div|h[1-6]|a|li|article|span|b|i|em|strong)\s*>", re.I)
_JSON_FEED: Final = re.compile(rb"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org\\?/version")
_HEADING: Final = re.compile(rb"^#{1,6} \S", re.M)
_MARKUP: Final = re.compile(rb"\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)|\*\*[^*\n]{1,200}\*\*|^(?:```|~~~|> |[-*] )", re.M)
_TEXT_CONTROLS: Final = b"\t\n\v\f\r\x1a\x1b"
_CONTROLS: Final = bytes(c for c in (*range(32), 127) if c not in _TEXT_CONTROLS)


def kind(content: bytes, declared: str = "", *, charset: str | None = None) -> Kind:
    """What `content` is: one of the three page types, a feed, or an archive.

    `declared` is the bare media type the carrier gave, in lower case, empty where it gave none; `charset` likewise.
    Raises `InputError` with a reason for what cannot be read: nothing, pictures, documents, programs, other data.

    >>> kind(b"<!doctype html><p>Oslo calls")
    'text/html'
    >>> kind(b"%PDF-1.7", "text/html")
    Traceback (most recent call last):
    steppe.errors.InputError: a PDF; read are HTML, plain text, Markdown, RSS, Atom, JSON Feed and WARC
    """
    if not content.strip(b"\x00 \t\r\n\v\f\xef\xbb\xbf\xff\xfe"):
        raise InputError("empty: no text at all")
    if is_archive(content):
        return "archive"
    _refuse_binary(content, wide=content.startswith(_MARKED_WIDE) or _is_wide(charset) or _looks_wide(content))
    head = content[:65_536].replace(b"\x00", b"")
    if content.startswith(_MARKED_WIDE):
        head = head.lstrip(b"\xff\xfe")
    found = _from_head(head, declared)
    if found:
        return found
    return _from_declared(head, declared)


def is_archive(head: bytes) -> bool:
    r"""Whether these first bytes (512 suffice) open a WARC file, packed with gzip or not (ISO 28500).

    >>> is_archive(b"WARC/1.1\r\n")
    True
    """
    if head.startswith(GZIP_MAGIC):
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head[:512], 5)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def _refuse_binary(content: bytes, *, wide: bool) -> None:
    head = content[:32].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, name in _MAGIC:
        if head.startswith(magic):
            raise InputError(f"{name}; {SUPPORTED}")
    if head[:4] == b"RIFF" or content[4:8] == b"ftyp":
        raise InputError(f"a picture, sound or video; {SUPPORTED}")
    controls = 0 if wide else len(content) - len(content.translate(None, _CONTROLS))
    if controls * 20 > len(content):
        share = round(100 * controls / len(content))
        raise InputError(f"binary data ({share} % of its bytes are control characters); {SUPPORTED}")


def _is_wide(charset: str | None) -> bool:
    return (charset or "").lower().startswith(("utf-16", "utf16", "utf-32", "utf32", "ucs-2", "ucs-4", "unicode"))


def _looks_wide(content: bytes) -> bool:
    """UTF-16 without a mark: in western text every second byte is zero, and the others never are."""
    pairs = content[:8192]
    even, odd = pairs[0::2].count(0), pairs[1::2].count(0)
    return max(even, odd) * 8 > len(pairs) and min(even, odd) * 200 < len(pairs)


def _from_head(head: bytes, declared: str) -> Kind | None:
    if _FEED.match(head):
        return "feed"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and _JSON_FEED.search(head):
        return "json-feed"
    if _HTML.match(head) and (declared != "text/markdown" or b"<html" in head[:1024].lower()):
        return "text/html"
    return None


def _from_declared(head: bytes, declared: str) -> Kind:
    if declared in _PLAIN:
        return _PLAIN[declared]
    if declared in _UNSAID:
        return _guess(head)
    if _XML.match(declared):
        raise InputError(f"XML that is neither a feed nor a page ('{declared}'); {SUPPORTED}")
    if _JSON.match(declared):
        raise InputError(f"JSON that is no JSON Feed (it names no jsonfeed.org version); {SUPPORTED}")
    raise InputError(f"of media type '{declared}'; {SUPPORTED}")


def _guess(head: bytes) -> Kind:
    if len(_CLOSING.findall(head)) > 1:
        return "text/html"
    if _HEADING.search(head) and len(_MARKUP.findall(head)) > 1:
        return "text/markdown"
    return "text/plain"
