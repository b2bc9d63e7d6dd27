"""A page to an article: characters, blocks, language, date, outlet and damage.

Plain text and Markdown are kept to the character, so a span counts from the start of the decoded file. Of HTML the
text is composed: title and paragraphs, a blank line between each two.
"""

from collections.abc import Sequence

from steppe.errors import InputError
from steppe.text.blocks import kinds
from steppe.text.damage import damage
from steppe.text.decode import decode
from steppe.text.language import SUPPORTED, language
from steppe.text.markup import Extract, extract
from steppe.text.paragraphs import Hint, markdown, paragraphs
from steppe.text.published import date_in, outlet, published
from steppe.types import Article, Block, BlockKind, Page, Span, When, identity

MAX_CHARACTERS = 500_000
"""Most characters of text that one article may have: some 80,000 words, ten times the longest reportage."""

_OPENING = 400


def article(page: Page, *, most: int = MAX_CHARACTERS) -> Article:
    r"""The article of `page`; a language that is not supported is stored whole, with no damage looked for.

    Raises `InputError` where the page is empty, binary, shows no words, or has more than `most` characters of text.

    >>> from datetime import datetime, timezone
    >>> content = b"Talks open in Oslo\n\nPublished 6 May 2024\n\nFive ministers met over the price of gas."
    >>> now = datetime(2024, 5, 7, tzinfo=timezone.utc)
    >>> read = article(Page(content=content, media_type="text/plain", address="-", fetched=now))
    >>> read.title, [block.kind for block in read.blocks], read.published.first.isoformat(), read.language
    ('Talks open in Oslo', ['title', 'boilerplate', 'body'], '2024-05-06', 'en')
    """
    decoded = decode(page)
    if "html" in page.media_type:
        head = extract(decoded, page)
        text, parts = _composed(head, page)
    else:
        head = Extract(parts=())
        _check_length(decoded, page, most)
        text, parts = decoded, _plain(decoded, page)
    _check_length(text, page, most)
    titles = page.title or head.title
    found = kinds([(span.of(text), hint) for span, hint in parts], titles)
    blocks = tuple(Block(kind=kind, span=span) for kind, (span, _) in zip(found, parts, strict=True))
    spoken = language(_words(text, blocks, {"body", "lead", "title", "heading"}))
    return Article(
        id=identity(page.address, text),
        address=page.address,
        outlet=outlet(page.outlet, head.outlet, page.address),
        title=_title(text, blocks, titles),
        text=text,
        blocks=blocks,
        language=spoken,
        supported=spoken in SUPPORTED,
        published=_published(text, blocks, head, page),
        fetched=page.fetched,
        damage=damage(text, blocks) if spoken in SUPPORTED else (),
    )


def _check_length(text: str, page: Page, most: int) -> None:
    if len(text) > most:
        raise InputError(f"{page.address}: {len(text):,} characters of text; an article may have {most:,}")


def _plain(text: str, page: Page) -> list[tuple[Span, Hint]]:
    split = markdown if "markdown" in page.media_type else paragraphs
    return [(paragraph.span, paragraph.hint) for paragraph in split(text)]


def _composed(head: Extract, page: Page) -> tuple[str, list[tuple[Span, Hint]]]:
    parts = list(head.parts)
    title = head.title or page.title
    if title and not any(" ".join(title.split()).casefold() == words.casefold() for words, _ in parts[:6]):
        parts.insert(0, (" ".join(title.split()), "title"))
    spans: list[tuple[Span, Hint]] = []
    at = 0
    for words, hint in parts:
        spans.append((Span(at, at + len(words)), hint))
        at += len(words) + 2
    return "\n\n".join(words for words, _ in parts), spans


def _title(text: str, blocks: Sequence[Block], said: str | None) -> str | None:
    return next((block.span.of(text) for block in blocks if block.kind == "title"), said)


def _words(text: str, blocks: Sequence[Block], wanted: set[BlockKind]) -> str:
    gathered = "\n".join(block.span.of(text) for block in blocks if block.kind in wanted)
    return gathered or text


def _published(text: str, blocks: Sequence[Block], head: Extract, page: Page) -> When | None:
    lines = (block.span.of(text)[:_OPENING] for block in blocks if block.kind == "boilerplate")
    dated = [line for line in lines if date_in(line)]
    opening = next((block.span.of(text)[:_OPENING] for block in blocks if block.kind in {"body", "lead"}), "")
    return published(page.published, head.published, dated, opening, page.address)
