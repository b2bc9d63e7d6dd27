"""Pages for the tests of this room."""

from datetime import UTC, date, datetime

from steppe.types import Page

FETCHED = datetime(2024, 5, 7, 12, tzinfo=UTC)


def page(
    content: str | bytes,
    *,
    media_type: str = "text/plain",
    address: str = "page",
    charset: str | None = None,
    published: date | None = None,
    title: str | None = None,
) -> Page:
    """A page fetched on 7 May 2024."""
    raw = content.encode("utf8", "surrogatepass") if isinstance(content, str) else content
    return Page(
        content=raw,
        media_type=media_type,
        address=address,
        fetched=FETCHED,
        charset=charset,
        published=published,
        title=title,
    )
