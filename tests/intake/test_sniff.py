import pytest

from steppe.errors import InputError
from steppe.intake.sniff import kind

ARTICLE = "Workers at the port walked out on Monday.\n\nThe ministry called it unlawful.\n"


@pytest.mark.parametrize(
    ("content", "declared", "expected"),
    [
        (ARTICLE.encode(), "", "text/plain"),
        (ARTICLE.encode(), "text/plain", "text/plain"),
        (ARTICLE.encode("utf-16"), "", "text/plain"),
        (ARTICLE.encode("utf-16-le"), "", "text/plain"),
        ("Забастовка в порту".encode("cp1251"), "application/octet-stream", "text/plain"),
        ("港で働く人々".encode("iso2022_jp"), "", "text/plain"),
        (b"<!DOCTYPE html><html><p>Strike", "", "text/html"),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?>\n<!-- saved -->\n<html xmlns='x'>", "", "text/html"),
        ("<html><body>Strike".encode("utf-16"), "", "text/html"),
        (b"<html><p>Strike", "text/plain", "text/html"),
        (b"Strike <b>today</b> and <i>tomorrow</i>", "", "text/html"),
        (b"Strike <b>today</b> and <i>tomorrow</i>", "text/plain", "text/plain"),
        (b"<div align=center>logo</div>\n\n# Strike", "text/markdown", "text/markdown"),
        (b"# Strike\n\n**Workers** [say](https://example.org) no", "", "text/markdown"),
        (b"#1 of 3\n\nWorkers say no", "", "text/plain"),
        (b"<?xml version='1.0'?><rss version='2.0'>", "text/html", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "application/xml", "feed"),
        (b"<?xml version='1.0'?><!-- x --><rdf:RDF xmlns:rdf='y'>", "", "feed"),
        (b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1.1"}', "application/json", "json-feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "", "json-feed"),
        (b"WARC/1.0\r\n", "", "archive"),
        (b"a text with one zero\x00 byte in some thirty others", "", "text/plain"),
    ],
)
def test_kind_is_told_from_content_then_declaration(content: bytes, declared: str, expected: str) -> None:
    assert kind(content, declared) == expected


@pytest.mark.parametrize(
    ("content", "declared", "reason"),
    [
        (b"", "", "empty"),
        (b" \n\t\x00\x00", "text/plain", "empty"),
        (b"\xef\xbb\xbf\n", "text/plain", "empty"),
        (b"%PDF-1.7\n", "text/html", "a PDF"),
        (b"\n%PDF-1.4\n", "", "a PDF"),
        (b"PK\x03\x04rest", "", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "text/html", "PNG"),
        (b"\xff\xd8\xff\xe0", "", "JPEG"),
        (b"\x00\x00\x00\x18ftypmp42", "", "video"),
        (b"\x1f\x8b\x08\x00not an archive", "", "gzip"),
        (bytes(range(256)) * 40, "text/plain", "control characters"),
        (b"\x00" * 500 + b"abc" * 100, "", "control characters"),
        (b"a,b\n1,2\n", "text/csv", "text/csv"),
        (b"<svg xmlns='x'/>", "image/svg+xml", "image/svg"),
        (b"<urlset/>", "application/xml", "neither a feed nor a page"),
        (b'{"a": 1}', "application/json", "no JSON Feed"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_can(content: bytes, declared: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        kind(content, declared)
    assert reason == "empty" or "HTML, plain text, Markdown" in str(caught.value)


def test_a_declared_wide_charset_explains_the_zero_bytes() -> None:
    content = "港で働く人々".encode("utf-16-le") + b"\x00\x00" * 2
    assert kind(content * 9, "text/plain", charset="utf-16-le") == "text/plain"


@pytest.mark.parametrize("opening", [b"<!--", b"<?xml ", b"<!DOCTYPE x", b" <!---->", b"<!-- - - "])
def test_endless_openings_do_not_hang(opening: bytes) -> None:
    assert kind(opening * 200_000) in ("text/plain", "text/html")
