"""The numbers a reader sees on a page of the desk, each with the links it may be clicked down by.

What counts as a number, and what is none, is told here and nowhere else:

* A number is a run of digits in the text of `main`, with its sign, separators and per cent sign, in SVG text too.
* None is what somebody wrote (`q`, `blockquote`, the pane of an article, names in `bdi`), what names something (codes,
  ids, addresses, references such as E5), what is typed or chosen (forms), where one is in a list or a text (`nav`,
  pagers, "here 51 to 66", "30–37"), a day, month, year or time, a length of time, the ends of a scale, and what a scale
  or method is by definition (`SET`, formulas, what would settle a question), how something was made (settings, sizes
  of the text), and how often a name stands in the text that is on the same page.
* A whole number is a count unless it is an amount (class `amount`), which has a unit and no list.
* Nor is a nought: it counts nothing, so there is no row it rests on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement

NUMBER = re.compile(r"(?<![\w.,@/–-])[+−-]?\d+(?:,\d{3})*(?:\.\d+)?(?:[\s\u00a0]?%)?(?![\w.]*\w)")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAYS = re.compile(
    r"\b\d{4}-\d\d(?:-\d\d)?\b|\b\d\d:\d\d(?::\d\d)?\b|\b(?:1[5-9]|20)\d\d\b(?![,.]\d)"
    rf"|\b\d{{1,2}}(?: to \d{{1,2}})? (?:{MONTHS})\b"
    r"|\b\d+(?:-day|\s+(?:more\s+)?(?:days?|weeks?|months?|years?|hours?|seconds?|minutes?))\b"
)
SET = re.compile(
    r"\d+–\d+|here [\d,]+ to [\d,]+|\b90\s%(?=\s*(?:interval|:|\)|\Z))"
    r"|\b90 (?:%|percent)(?= of (?:the )?draws)|\(0 is best\)|seldom reaches 2\b|above 0\b|[Ff]rom 0 to 1(?:00\s%)?"
    r"|\b1 (?:is a single one|where all goes one way)"
)
ROW = re.compile(r"[a-z]+\.tsv line \d+")
UNREAD_TAGS = frozenset("form select datalist q blockquote bdi nav code script style".split())
UNREAD_CLASSES = frozenset("code codes id address ref pane pager formula scale mentions method definition".split())
BLOCKS = frozenset("tr li dd p figure summary caption figcaption h1 h2 h3 h4 legend".split())
SCOPES = frozenset("tbody tr li section details article figure dl main".split())
HEADS = frozenset("summary caption h1 h2 h3 h4".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as a reader sees it: its text, the words around it, and the addresses it may be followed to.

    `own` tells that the number itself is a link, `amount` that it has a unit, `row` that the block names the row of a
    case's table that it is (`figures.tsv line 12`), and `heads` that it stands in the heading of a list, which then has
    `rows` rows.
    """

    page: str
    text: str
    words: str
    links: tuple[str, ...]
    own: bool
    amount: bool
    row: bool
    heads: bool
    rows: frozenset[int]

    @property
    def count(self) -> int | None:
        """The number where it is a whole one without a sign or unit, as counts are."""
        plain = self.text.replace(",", "")
        return int(plain) if plain.isdecimal() and not self.amount else None

    def __str__(self) -> str:
        return f"{self.page}: {self.text!r} in {self.words!r}"


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page at an address, read."""

    address: str
    text: str = field(repr=False)

    @cached_property
    def main(self) -> HtmlElement:
        """What the page says, without its bar and foot."""
        root = html.document_fromstring(self.text)
        found = root.xpath("//main")
        return found[0] if found else root

    def scope(self, fragment: str) -> HtmlElement | None:
        """The smallest part of the page around a place in it; nothing where there is no such place."""
        if not fragment:
            return self.main
        found = next(iter(self.main.xpath("descendant-or-self::*[@id=$id]", id=unquote(fragment))), None)
        if found is None:
            return None
        return next((one for one in (found, *found.iterancestors()) if one.tag in SCOPES), self.main)

    def links(self, within: HtmlElement | None = None) -> tuple[str, ...]:
        """Where the links of the page, or of a part of it, lead to: absolute addresses of this host."""
        some = (self.main if within is None else within).xpath(".//a[@href]/@href")
        return tuple(dict.fromkeys(urljoin(self.address, one) for one in some))

    def figures(self) -> Iterator[Figure]:
        """Every number a reader sees that is a finding."""
        for text, after, holder in _read(self.main):
            for found in numbers(text, after):
                yield self._figure(found, holder)

    def _figure(self, text: str, holder: HtmlElement) -> Figure:
        line = [holder, *holder.iterancestors()]
        anchor = next((one for one in line if one.tag == "a" and one.get("href")), None)
        drawn = any(one.tag == "svg" for one in line)
        block = _block(line, drawn=drawn)
        head = next((one for one in line if one.tag in HEADS), None)
        links = [urljoin(self.address, anchor.get("href"))] if anchor is not None else list(self.links(block))
        if drawn and anchor is None:  # a chart is followed by what it draws, as a table
            links += [one for near in _beside(block) for one in self.links(near)]
        if head is not None and head.tag in ("summary", "caption") and anchor is None:  # of what it sums up
            links += self.links(_under(head))
        return Figure(
            page=self.address,
            text=text,
            words=" ".join(" ".join(block.itertext()).split())[:160],
            links=tuple(links),
            own=anchor is not None,
            amount=anchor is not None and "amount" in anchor.classes,
            row=any(ROW.fullmatch(one.text or "") for one in block.iter("span") if "id" in one.classes),
            heads=head is not None,
            rows=frozenset(rows(_under(head))) if head is not None else frozenset(),
        )


def _read(part: HtmlElement) -> Iterator[tuple[str, str, HtmlElement]]:
    """The texts of a part that hold digits, what stands right after each, and what each stands in."""
    if not isinstance(part.tag, str) or part.tag in UNREAD_TAGS or not UNREAD_CLASSES.isdisjoint(part.classes):
        return
    if part.text and any(map(str.isdigit, part.text)):
        yield part.text, _start(part[0]) if len(part) else (part.tail or ""), part
    for one in part:
        yield from _read(one)
        if one.tail and any(map(str.isdigit, one.tail)):
            following = one.getnext()
            yield one.tail, "" if following is None else _start(following), part


def _start(part: HtmlElement) -> str:
    return " ".join(part.itertext())[:20] if isinstance(part.tag, str) else ""


def numbers(text: str, after: str = "") -> list[str]:
    """The numbers of a text that are findings; `after` is what follows it.

    >>> numbers("From 2022-11-20 on 1,204 events, 34 % of 30 days; score −1.5, 0 open, KAZ.2 and E5")
    ['1,204', '34 %', '−1.5']
    """
    whole = text + after
    taken = [one.span() for pattern in (DAYS, SET) for one in pattern.finditer(whole)]
    found = []
    for one in NUMBER.finditer(whole):
        start, end = one.span()
        if start >= len(text) or any(first < end and start < last for first, last in taken):
            continue
        if one[0] != "0":
            found.append(one[0].replace("\u00a0", " "))
    return found


def rows(part: HtmlElement) -> Iterator[int]:
    """How many rows each list and table of a part has; a table of several bodies has a row a body."""
    for table in part.xpath(".//table"):
        bodies = table.xpath("./tbody")
        yield len(bodies) if len(bodies) > 1 else len(table.xpath("./tbody/tr"))
    for some in part.xpath(".//ul | .//ol"):
        yield len(some.xpath("./li"))
    yield sum("ground" in one.classes and not {"soft", "recalled"} & set(one.classes) for one in part.iter("span"))


def _block(line: list[HtmlElement], *, drawn: bool) -> HtmlElement:
    """The smallest block around a place; a drawing is followed from its figure or row, not from a word of it."""
    inside = [one for one in line if isinstance(one.tag, str)]
    if drawn:
        inside = inside[1 + next(at for at, one in enumerate(inside) if one.tag == "svg") :]
    return next((one for one in inside if one.tag in BLOCKS), next(one for one in inside if one.tag in SCOPES))


def _beside(block: HtmlElement) -> list[HtmlElement]:
    return list(takewhile(lambda one: one.tag in ("details", "table", "figure", "p"), block.itersiblings()))


def _under(head: HtmlElement) -> HtmlElement:
    """The part that a heading is of."""
    return next(one for one in head.iterancestors() if one.tag in ("details", "section", "table", "main"))


def place(address: str) -> tuple[str, str]:
    """An address as what a server is asked for, and the place in what it answers.

    >>> place("http://testserver/pairs/KAZ/RUS?as_of=2022-11-01#conflict")
    ('/pairs/KAZ/RUS?as_of=2022-11-01', 'conflict')
    """
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path, parts.fragment
