"""A text too long to be one article, cut into parts that are, between blocks and so that nothing is lost."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from steppe.text.damage import damage
from steppe.text.sentences import MOST, MOST_CHARACTERS, sentence_spans
from steppe.types import Article, Block, Span, identity

MOST_BLOCKS = MOST  # of one part


def pieces(article: Article, *, most: int = MOST_CHARACTERS) -> tuple[Article, ...]:
    r"""The parts of `article` in order, or itself alone where it has no more than `most` characters.

    Together the parts hold every character, are about equally long and say in their titles which they are; address,
    date, outlet and language are those of the whole. A block too long for a part is cut between two of its sentences.

    >>> from datetime import datetime, timezone
    >>> now, text = datetime(2024, 5, 7, tzinfo=timezone.utc), "They met.\n\nThey left."
    >>> blocks = tuple(Block(kind="body", span=span) for span in (Span(0, 9), Span(11, 21)))
    >>> whole = Article(id="1", address="-", outlet=None, title="Talks", text=text, blocks=blocks, language="en",
    ...                 supported=True, published=None, fetched=now)
    >>> [(part.title, part.text) for part in pieces(whole, most=12)]
    [('Part 1 of 2: Talks', 'They met.\n\n'), ('Part 2 of 2: Talks', 'They left.')]
    """
    if len(article.text) <= most and len(article.blocks) <= MOST_BLOCKS:
        return (article,)
    borders = [*_starts(article, most), len(article.text)]
    spans = [Span(start, end) for start, end in pairwise(borders)]
    if len(spans) == 1:
        return (article,)
    return tuple(_part(article, span, f"Part {number} of {len(spans)}") for number, span in enumerate(spans, 1))


def _starts(article: Article, most: int) -> Iterator[int]:
    """Where parts begin: the first at the first character, others where a block or sentence begins."""
    even = -(-len(article.text) // -(-len(article.text) // most))
    start = blocks = 0
    yield start
    for unit, weight in _units(article, most):
        blocks += weight
        full = unit.end - start > most or blocks > MOST_BLOCKS or unit.start - start >= even
        if full and unit.start > start:
            start, blocks = unit.start, weight
            yield start


def _units(article: Article, most: int) -> Iterator[tuple[Span, int]]:
    """What is not cut, and how many blocks that is: a block, or a sentence of one that is too long (which is none)."""
    for block in article.blocks:
        if block.span.end - block.span.start > most:
            yield from ((span, 0) for span in sentence_spans(article.text, block.span))
        else:
            yield block.span, 1


def _part(article: Article, span: Span, words: str) -> Article:
    text = span.of(article.text)
    blocks = tuple(_moved(block, span) for block in article.blocks if block.span.meets(span))
    return replace(
        article,
        id=identity(article.address, text, words),
        title=f"{words}: {article.title or article.address}",
        text=text,
        blocks=blocks,
        damage=damage(text, blocks) if article.supported else (),
    )


def _moved(block: Block, span: Span) -> Block:
    start, end = max(block.span.start, span.start), min(block.span.end, span.end)
    return Block(kind=block.kind, span=Span(start - span.start, end - span.start))
