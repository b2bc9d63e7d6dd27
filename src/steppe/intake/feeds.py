"""Feeds taken apart: every entry that carries text becomes a page of its own.

RSS and Atom are read by feedparser, JSON Feed (version 1.1, jsonfeed.org) as the plain JSON it is.
What an entry says in its content, or else in its summary, is handed over as written: nothing is cleaned.
"""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

import feedparser

from steppe.errors import InputError
from steppe.intake.hosts import address_within
from steppe.intake.limits import Refused
from steppe.types import Page

_HTML: Final = "text/html"
_PLAIN: Final = "text/plain"
_BARE: Final = "holds no text of its own, only a title or a link; read the link instead"


def rss_entries(feed: Page) -> Iterator[Page | Refused]:
    """The entries of an RSS or Atom feed. Raises `InputError` if it cannot be read as one or has none.

    Each page has the entry's link as address (resolved against the feed's), its date as written in the feed's own time
    zone, and the feed's title as outlet.
    """
    said = {"content-location": feed.address, "content-type": _served(feed)}
    read = feedparser.parse(
        io.BytesIO(feed.content), response_headers=said, sanitize_html=False, resolve_relative_uris=False
    )
    if not read.entries:
        raise InputError(f"a feed without entries ({read.get('bozo_exception') or read.version or 'unknown format'})")
    outlet = _text(read.feed.get("title"))
    for index, entry in enumerate(read.entries):
        value, media_type = _said_in(entry)
        link = _text(entry.get("link")) or _text(entry.get("id"))
        page = _page(feed, value, address=address_within(feed.address, link, index), outlet=outlet)
        if isinstance(page, Refused):
            yield page
            continue
        yield replace(page, media_type=media_type, title=_text(entry.get("title")), published=_rss_date(entry))


def json_entries(feed: Page) -> Iterator[Page | Refused]:
    """The items of a JSON Feed, as `rss_entries` does it; raises `InputError` if it has none or is not valid JSON."""
    try:
        read = json.loads(feed.content)
    except (ValueError, RecursionError) as error:
        raise InputError(f"a JSON Feed that is not valid JSON ({error})") from error
    items = read.get("items") if isinstance(read, dict) else None
    if not isinstance(items, list) or not items:
        raise InputError("a JSON Feed without items")
    for index, item in enumerate(items):
        yield _item(feed, item, index, outlet=_text(read.get("title")))


def _item(feed: Page, item: object, index: int, *, outlet: str | None) -> Page | Refused:
    if not isinstance(item, dict):
        return Refused(address=address_within(feed.address, None, index), reason="an item that is no JSON object")
    html = _text(item.get("content_html"))
    value = html or _text(item.get("content_text")) or _text(item.get("summary"))
    link = _text(item.get("url")) or _text(item.get("external_url")) or _text(item.get("id"))
    page = _page(feed, value, address=address_within(feed.address, link, index), outlet=outlet)
    if isinstance(page, Refused):
        return page
    published = _day(_text(item.get("date_published"))) or _day(_text(item.get("date_modified")))
    return replace(page, media_type=_HTML if html else _PLAIN, title=_text(item.get("title")), published=published)


def _page(feed: Page, value: str | None, *, address: str, outlet: str | None) -> Page | Refused:
    if not value:
        return Refused(address=address, reason=_BARE)
    return replace(feed, content=value.encode("utf8"), charset="utf-8", address=address, outlet=outlet)


def _served(feed: Page) -> str:
    # feedparser takes this for the last word on the charset, so it is passed on only where the carrier gave one
    return f"application/xml; charset={feed.charset}" if feed.charset else ""


def _said_in(entry: Any) -> tuple[str | None, str]:
    """The fullest text an entry gives, and its type: marked up unless it says or shows that it is not."""
    given = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    full = [part for part in given if _text(part.get("value"))]
    if not full:
        return None, _PLAIN
    value = _text(full[0].get("value")) or ""
    plain = full[0].get("type") == _PLAIN or not ("<" in value or "&" in value)
    return value, _PLAIN if plain else _HTML


def _rss_date(entry: Any) -> date | None:
    # plain dict access: feedparser's own looks for other keys and warns
    for key in ("published", "updated", "created"):
        written = _text(dict.get(entry, key))
        parsed = dict.get(entry, f"{key}_parsed")
        if written and (found := _day(written) or (date(*parsed[:3]) if parsed else None)):
            return found
    return None


def _day(written: str | None) -> date | None:
    """The day as written, in the writer's own time zone: the day that 'today' in the text means.

    >>> _day("Wed, 05 Jan 2022 00:30:00 +0600")
    datetime.date(2022, 1, 5)
    >>> _day("2022-01-05T23:30:00-05:00")
    datetime.date(2022, 1, 5)
    """
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read((written or "").strip()).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _text(value: object) -> str | None:
    """`value` if it is text with something in it; a lone surrogate, which JSON can carry, becomes U+FFFD."""
    if not isinstance(value, str) or not value.strip():
        return None
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
