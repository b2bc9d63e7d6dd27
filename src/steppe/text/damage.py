"""Flaws of a text, found and shown, never repaired.

Precision before recall: a reader who is shown an invented flaw trusts none. Title and body paragraphs are looked at;
furniture is not, but a headline of elsewhere between two body paragraphs is itself a finding.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from steppe.text.oddterms import likely_anchors, odd_terms
from steppe.text.quotations import quotations
from steppe.text.sentences import MOST, sentence_spans
from steppe.text.splices import run_together, spliced
from steppe.text.yearless import names_may, yearless_dates
from steppe.types import Block, Damage, Quotation, Span

_UNIT = (
    r"(?:million|billion|trillion|thousand|mln|bln|mn|bn|percent|per cent|percentage|points?|times|tons?|tonnes|"
    r"barrels|km|kilomet\w{2,4}|met(?:er|re)s?|miles|hectares|degrees|years|hours|minutes|cubic|square|euros?|"
    r"dollars|lit(?:er|re)s|°|%)"
)
_DECIMAL_COMMA = re.compile(
    r"(?<![\d.,:/-])(?:\d{1,3}(?:\.\d{3})+,\d{1,2}(?![\d,])|0,\d{1,4}(?![\d,])|"
    rf"\d{{1,3}},\d{{1,2}}(?=\s?-?{_UNIT}(?![a-z])))"
    r"|(?<=[€$£¥])\d{1,3},\d{1,2}(?![\d,])"
)
_POINTING = re.compile(
    r"(?:[\w’'-]+(?: [\w’'-]+){0,3}, )?(?:(?:but|and|for|in|of|to|with|from|by|yet|so|still) ){0,2}"
    r"((?:this|these|those|such|the former|the latter|the same|both)(?: [a-z][\w-]{1,20}){1,3}"
    r"|(?:he|she|they|his|her|their)\b)",
    re.IGNORECASE,
)
_NESTED = frozenset("\"'“”‘’")
_READ = frozenset({"title", "lead", "heading", "body"})


def damage(text: str, blocks: Sequence[Block]) -> tuple[Damage, ...]:
    """All findings in order of place; `blocks` are those of the article, of which the first `MOST` sentences are read.

    >>> text = "They sold 3,5 million tonnes."
    >>> [(d.kind, d.span.of(text)) for d in damage(text, [Block(kind="body", span=Span(0, len(text)))])]
    [('decimal-comma', '3,5')]
    """
    found = [*_quotes(text, blocks), *_teasers(text, blocks)]
    anchors, person_may = likely_anchors(text), names_may(text)
    left = MOST
    for block in blocks:
        if block.kind in _READ and left:
            spans = tuple(islice(sentence_spans(text, block.span), left))
            left -= len(spans)
            found.extend(_in_block(text, block, spans, anchors, person_may=person_may))
    return tuple(sorted(set(found), key=lambda one: (one.span.start, one.span.end, one.kind, one.note)))


def _in_block(
    text: str, block: Block, spans: Sequence[Span], anchors: frozenset[str], *, person_may: bool
) -> Iterator[Damage]:
    for match in _DECIMAL_COMMA.finditer(text, block.span.start, block.span.end):
        note = f"a comma for the decimal point: {match.group().replace('.', '').replace(',', '.')}"
        yield Damage(kind="decimal-comma", span=Span(match.start(), match.end()), note=note)
    for sentence in spans:
        for span in yearless_dates(text, sentence, person_may=person_may):
            yield Damage(kind="yearless-date", span=span, note="no year in the sentence")
        for span, note in odd_terms(text, sentence, anchors):
            yield Damage(kind="odd-term", span=span, note=note)
    if block.kind == "body":
        for span, note in (*spliced(text, spans), *run_together(text, block.span)):
            yield Damage(kind="spliced-sentence", span=span, note=note)


def _quotes(text: str, blocks: Sequence[Block]) -> Iterator[Damage]:
    read = [block.span for block in blocks if block.kind in _READ]
    position = 0
    holders: list[Quotation] = []
    for quotation in quotations(text):
        while position < len(read) and read[position].end <= quotation.span.start:
            position += 1
        if position == len(read) or not read[position].holds(quotation.span):
            continue
        holders = [holder for holder in holders[-4:] if holder.span.end > quotation.span.start]
        flaw = _quote_flaw(text, quotation, holders)
        if flaw:
            yield Damage(kind="unpaired-quote", span=flaw[0], note=flaw[1])
        holders.append(quotation)


def _quote_flaw(text: str, quotation: Quotation, holders: Sequence[Quotation]) -> tuple[Span, str] | None:
    mark = Span(quotation.span.start, quotation.inner.start)
    if not quotation.closed:
        closes = quotation.inner.start == quotation.inner.end and quotation.span == mark
        note = "closes a quotation that nothing opened" if closes else "this quotation mark has no partner"
        return mark, note
    inner = quotation.inner.of(text)
    if mark.of(text) in "«»‹›":
        return None
    if inner[:1].isspace() and inner[1:2] not in _NESTED:
        return Span(mark.start, mark.end + 1), "a space after the opening quotation mark"
    if inner[-1:].isspace() and inner[-2:-1] not in _NESTED:
        return Span(quotation.inner.end - 1, quotation.span.end), "a space before the closing quotation mark"
    same = mark.of(text) == '"' and any(h.closed and text[h.span.start] == '"' for h in holders)
    return (mark, "opens inside another quotation with the same mark") if same else None


def _teasers(text: str, blocks: Sequence[Block]) -> Iterator[Damage]:
    bodies = [number for number, block in enumerate(blocks) if block.kind == "body"]
    if not bodies:
        return
    for number in range(bodies[0] + 1, bodies[-1]):
        block = blocks[number]
        if block.kind == "teaser":
            following = next(other for other in blocks[number + 1 :] if other.kind in {"body", "teaser"})
            yield Damage(kind="teaser-in-body", span=block.span, note=_teaser_note(text, following))


def _teaser_note(text: str, following: Block) -> str:
    pointing = _POINTING.match(text[following.span.start : min(following.span.end, following.span.start + 160)])
    if following.kind != "body" or pointing is None:
        return "a headline of another article"
    return f'a headline of another article; "{pointing.group(1)}" after it refers to what stands before it'
