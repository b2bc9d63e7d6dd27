"""HTML to paragraphs in reading order, by trafilatura (Barbaresi 2021), with captions put back where they stood.

Trafilatura drops captions; they matter here because they hold names that the body does not vouch for.
Pages that it cannot read, or that are too deep or too broken for it, give all their visible text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import unescape
from typing import Any

import trafilatura

from steppe.errors import InputError
from steppe.text.paragraphs import Hint
from steppe.types import Page

MAX_MARKUP = 3_000_000
"""Most characters of HTML, scripts and styles not counted."""

_MAX_ELEMENTS = 15_000
_MAX_DEPTH = 120
_TAG = re.compile(r"<[^<>]{0,3000}>")
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "button", "select", "form"})
_FRAME = frozenset({"nav", "footer", "aside", "menu", "dialog"})
_PARAGRAPH = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "td", "div", "figcaption"})
_BREAKS = _PARAGRAPH | {"body", "article", "section", "main", "header", "ul", "ol", "table", "tr", "figure", "br"}
_LEAD = re.compile(
    r"\b(?:standfirst|lead|lede|dek|deck|summary|subtitle|sub-?head(?:line)?|intro|excerpt|abstract)\b", re.I
)
_CAPTION = re.compile(r"(?:^|[\s_-])(?:wp-caption-text|caption|photo-?credit|image-?credit)(?:$|[\s_-])", re.I)
# The parser takes time that grows with the square of a tag's attributes: a tag longer than this loses them.
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]{0,40})(?=[\s/])[^<>]{20000,}")
# Whatever goes wrong inside the extractor on a broken page, the visible text is still to be had.
_BROKEN = (ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, RecursionError, SyntaxError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What a page holds: its paragraphs with what their tags say they are, and what its head says of them."""

    parts: tuple[tuple[str, Hint], ...]
    title: str | None = None
    outlet: str | None = None
    published: date | None = None


def extract(markup: str, page: Page) -> Extract:
    """Paragraphs and metadata of an HTML page; raises `InputError` where it is over `MAX_MARKUP` or shows no words.

    >>> from datetime import datetime, timezone
    >>> now = datetime(2024, 5, 6, tzinfo=timezone.utc)
    >>> page = Page(content=b"", media_type="text/html", address="a", fetched=now)
    >>> extract("<html><body><nav>Home</nav><h2>Talks</h2><div>They met.</div></body></html>", page).parts
    (('Talks', 'heading'), ('They met.', ''))
    """
    markup = _LONG_TAG.sub(r"<\1", markup)
    lean = _without_scripts(markup)
    if len(lean) > MAX_MARKUP:
        raise InputError(f"{page.address}: {len(lean):,} characters of HTML; a page may have {MAX_MARKUP:,}")
    tree = _tree(lean)
    if tree is None:
        raise InputError(f"{page.address}: no HTML that can be read")
    found = _extracted(_tree(markup if len(markup) <= MAX_MARKUP else lean), tree, page) if _tame(tree) else None
    if found is not None and _worded(found.parts):
        return found
    parts = tuple(_visible(tree))
    if not _worded(parts):
        # The parser drops what is nested deeper than it dares to follow; the bare characters are still there.
        parts = tuple((words, "") for words in map(_clean, _bare(lean)) if words)
    if not _worded(parts):
        raise InputError(f"{page.address}: the page shows no words")
    return replace(found, parts=parts) if found else Extract(parts=parts)


def _worded(parts: Iterable[tuple[str, Hint]]) -> bool:
    return any(character.isalpha() for words, _ in parts for character in words)


def _bare(markup: str) -> list[str]:
    return unescape(_TAG.sub("\n", markup)).split("\n")


def _without_scripts(markup: str) -> str:
    lower = markup.lower()
    kept: list[str] = []
    start = 0
    while True:
        opening = min((at for at in (lower.find("<script", start), lower.find("<style", start)) if at >= 0), default=-1)
        if opening < 0:
            return "".join([*kept, markup[start:]])
        kept.append(markup[start:opening])
        closing = lower.find("</script" if lower.startswith("<script", opening) else "</style", opening)
        end = lower.find(">", closing) if closing >= 0 else -1
        if end < 0:
            return "".join(kept)
        start = end + 1


def _tree(markup: str) -> Any:
    wrapped = markup if "<html" in markup[:2000].lower() else f"<html><body>{markup}</body></html>"
    try:
        return trafilatura.load_html(wrapped)
    except _BROKEN:
        return None


def _tame(tree: Any) -> bool:
    """Whether the extractor, which is quadratic in depth and count, gets through the tree in about a second."""
    level, depth, count = [tree], 0, 0
    while level:
        depth += 1
        count += len(level)
        if depth > _MAX_DEPTH or count > _MAX_ELEMENTS:
            return False
        level = [child for element in level for child in element]
    return True


def _extracted(full: Any, tree: Any, page: Page) -> Extract | None:
    latest = page.fetched.date() + timedelta(days=1)
    try:
        document = trafilatura.bare_extraction(
            full,
            url=page.address if page.address.startswith("http") else None,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
                "max_date": latest.isoformat(),
            },
        )
    except _BROKEN:
        return None
    if document is None or isinstance(document, dict):
        return None
    # Where it finds no paragraphs it lumps all text into one; the visible text then keeps them apart.
    lumped = len(document.body) == 1 and "\n" in (document.body[0].text or "")
    parts = [] if lumped else _with_captions([part for part in _parts(document.body) if part[0]], tree, document.title)
    return Extract(
        parts=tuple(parts),
        title=_clean(document.title or "") or None,
        outlet=_clean(document.sitename or document.hostname or "") or None,
        published=_day(document.date),
    )


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def _clean(words: str) -> str:
    return " ".join(words.split())


def _parts(body: Any) -> Iterator[tuple[str, Hint]]:
    """Paragraphs of trafilatura's tree: p, head, item, row; a quote's own paragraphs; text between them."""
    yield (_clean(body.text or ""), "")
    for element in body:
        name = element.tag
        if name in {"list", "table", "quote", "div"} and len(element):
            yield from _parts(element)
        elif name == "row":
            yield (" | ".join(cell for cell in (_clean("".join(c.itertext())) for c in element) if cell), "")
        else:
            words, hint = _words(element), _hint(element)
            yield from ((piece, hint) for piece in words)
        yield (_clean(element.tail or ""), "")


def _words(element: Any) -> list[str]:
    for line_break in element.iter("lb"):
        line_break.tail = "\n" + (line_break.tail or "")
    whole = "".join(element.itertext())
    return [_clean(piece) for piece in re.split(r"\n[ \t]{0,20}\n", whole)]


def _hint(element: Any) -> Hint:
    if element.tag == "head":
        return "title" if element.get("rend") == "h1" else "heading"
    if element.tag == "item":
        return "item"
    style = element.get("class") or ""
    return "lead" if _LEAD.search(style) else "caption" if _CAPTION.search(style) else ""


def _with_captions(parts: list[tuple[str, Hint]], tree: Any, title: str | None) -> list[tuple[str, Hint]]:
    """Captions between the first and the last extracted paragraph, each before the paragraph that follows it."""
    places = {words: number for number, (words, _) in enumerate(parts)}
    started = 0 if title and _clean(title) not in places else -1
    pending: list[str] = []
    before: dict[int, list[str]] = {}
    for element in tree.iter(*_PARAGRAPH):
        style = f"{element.get('class') or ''}"
        is_caption = element.tag == "figcaption" or (len(style) < 200 and _CAPTION.search(style) is not None)
        if element.tag == "div" and not is_caption:
            continue
        words = _clean("".join(element.itertext()))
        if is_caption and words and len(words) < 1000:
            pending.append(words)
        elif words in places:
            at = places[words]
            if started >= 0 and pending:
                before.setdefault(at, []).extend(words for words in dict.fromkeys(pending) if words not in places)
            pending, started = [], at
        elif title and words == _clean(title):
            pending, started = [], 0
    captions = {words for listed in before.values() for words in listed}
    merged: list[tuple[str, Hint]] = []
    for number, part in enumerate(parts):
        merged.extend((words, "caption") for words in before.get(number, []))
        merged.append(("", "") if part[0] in captions else part)
    return [part for part in merged if part[0]]


def _visible(tree: Any) -> Iterator[tuple[str, Hint]]:
    """All text a reader would see outside menus and footers, a paragraph per block element; no depth is too deep."""
    words: list[str] = []
    hint: Hint = ""
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        element, leaving = stack.pop()
        if element.tag in _BREAKS:
            if _clean("".join(words)):
                yield (_clean("".join(words)), hint)
            words, hint = [], ""
        if leaving:
            words.append(element.tail or "")
            continue
        silent = not isinstance(element.tag, str) or element.tag in _SILENT or element.tag in _FRAME
        if silent:
            words.append(element.tail or "")
            continue
        if element.tag in {"h1", "h2", "h3", "h4", "figcaption"}:
            hint = "caption" if element.tag == "figcaption" else "heading"
        words.append(element.text or "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    if _clean("".join(words)):
        yield (_clean("".join(words)), hint)
