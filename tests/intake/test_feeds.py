import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.conftest import FEED, NOW

from steppe.errors import InputError
from steppe.intake.feeds import json_entries, rss_entries
from steppe.intake.limits import Refused
from steppe.types import Page

CARRIER = Page(content=b"", media_type="", address="https://example.org/feed", fetched=NOW)
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Грани</title>
<entry><id>tag:example.org,2022:1</id><title>Strike</title><updated>2022-01-05T23:30:00-05:00</updated>
<summary>Short.</summary>
<content type="html">&lt;p onclick="x()"&gt;Workers walked out.&lt;/p&gt;</content></entry>
<entry><title>Only a title</title><link href="javascript:alert(1)"/></entry></feed>"""


def json_feed(*items: object) -> Page:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Port News", "items": items}
    return replace(CARRIER, content=json.dumps(feed).encode())


def test_an_rss_entry_is_a_page() -> None:
    assert list(rss_entries(replace(CARRIER, content=FEED))) == [
        Page(
            content=b"<p>Workers walked out.</p>",
            media_type="text/html",
            address="https://example.org/strike",
            fetched=NOW,
            charset="utf-8",
            published=date(2022, 1, 5),
            title="Strike",
            outlet="Port News",
        )
    ]


def test_atom_gives_content_before_summary_and_names_what_has_none() -> None:
    page, bare = rss_entries(replace(CARRIER, content=ATOM.encode()))
    assert isinstance(page, Page)
    assert page.content == b'<p onclick="x()">Workers walked out.</p>'
    assert (page.outlet, page.published) == ("Грани", date(2022, 1, 5))
    assert page.address == "https://example.org/feed#tag%3Aexample.org%2C2022%3A1"
    assert isinstance(bare, Refused)
    assert "no text of its own" in bare.reason
    assert not bare.address.startswith("javascript:")


def test_a_summary_without_markup_is_plain_text() -> None:
    feed = FEED.replace(b"&lt;p&gt;", b"").replace(b"&lt;/p&gt;", b"")
    (page,) = rss_entries(replace(CARRIER, content=feed))
    assert isinstance(page, Page)
    assert (page.media_type, page.content) == ("text/plain", b"Workers walked out.")


def test_a_broken_feed_still_gives_its_whole_entries() -> None:
    page = next(rss_entries(replace(CARRIER, content=FEED.replace(b"</channel></rss>", b"<item><title>Cut & "))))
    assert isinstance(page, Page)
    assert page.title == "Strike"


def test_the_carriers_charset_is_used() -> None:
    feed = FEED.replace(b"Port News", "Порт".encode("cp1251"))
    (page,) = rss_entries(replace(CARRIER, content=feed, charset="windows-1251"))
    assert isinstance(page, Page)
    assert page.outlet == "Порт"


@pytest.mark.parametrize("content", [b"<rss version='2.0'><channel/></rss>", b"<feed", b"<rss>" * 100_000])
def test_a_feed_without_entries_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match="without entries"):
        list(rss_entries(replace(CARRIER, content=content)))


def test_entities_do_not_multiply() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)
    )
    found = list(rss_entries(replace(CARRIER, content=bomb + b"]>" + FEED[21:].replace(b"Workers", b"&j;"))))
    assert all(isinstance(page, Page) and len(page.content) < 10_000 for page in found)


def test_json_items_are_pages() -> None:
    items = (
        {"id": "7", "url": "https://example.org/7", "content_html": "<p>Out", "date_published": "2022-01-05T23:00:00Z"},
        {"id": "8", "content_text": "Talks\ud800 failed", "title": "Talks", "date_modified": "2022-01-06"},
        {"id": "9", "title": "Nothing more"},
        "no object",
    )
    first, second, third, fourth = json_entries(json_feed(*items))
    assert isinstance(first, Page)
    assert (first.address, first.media_type, first.published) == (
        "https://example.org/7",
        "text/html",
        date(2022, 1, 5),
    )
    assert isinstance(second, Page)
    assert (second.content.decode(), second.media_type) == ("Talks\ufffd failed", "text/plain")
    assert (second.outlet, second.published) == ("Port News", date(2022, 1, 6))
    assert isinstance(third, Refused)
    assert isinstance(fourth, Refused)


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"items": []}', b'{"items": 3}', b'{"a":' * 200_000, b"\xff\xfe{"])
def test_json_that_is_no_feed_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        list(json_entries(replace(CARRIER, content=content)))


WORDS = st.one_of(st.none(), st.text(st.characters(), max_size=20), st.integers(), st.lists(st.none(), max_size=2))
KEYS = st.sampled_from(["id", "url", "title", "content_html", "content_text", "summary", "date_published", "x"])


@given(st.lists(st.one_of(WORDS, st.dictionaries(KEYS, WORDS)), min_size=1, max_size=5))
def test_odd_items_never_stop_a_feed(items: list[object]) -> None:
    found = list(json_entries(json_feed(*items)))
    assert len(found) == len(items)
    assert all(page.address.encode("utf8") for page in found)
