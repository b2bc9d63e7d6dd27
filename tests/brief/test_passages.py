from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from steppe.brief.brief import Brief, Mark
from steppe.brief.passages import Marked, passages, segments
from steppe.types import Article, Block, Coded, Span

TEXT = "abcdefghij klmnopqrst uvwxyz"


def mark(ref: str) -> Mark:
    return Mark(ref=ref, role="number")


@st.composite
def marked(draw: st.DrawFn) -> list[Marked]:
    pairs = draw(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=12))
    return [(mark(f"N{at}"), Span(min(pair), max(pair))) for at, pair in enumerate(pairs)]


@st.composite
def articles(draw: st.DrawFn) -> Article:
    cuts = sorted(draw(st.sets(st.integers(0, len(TEXT)), max_size=6)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    blocks = tuple(Block(kind="body", span=Span(*pair)) for pair in pairs)
    when = datetime(2031, 1, 1, tzinfo=UTC)
    return Article(
        id="a", address="-", outlet=None, title=None, text=TEXT, blocks=blocks, language="en", supported=True,
        published=None, fetched=when,
    )  # fmt: skip


@given(marked())
def test_segments_rebuild_the_text_and_know_all_their_items(items: list[Marked]) -> None:
    cut = segments(TEXT, Span(0, len(TEXT)), items)
    assert "".join(part.text for part in cut) == TEXT
    for part in cut:
        covering = {one.ref for one, span in items if span.start < span.end and span.holds(part.span)}
        touching = {one.ref for one, span in items if span.start < span.end and span.meets(part.span)}
        assert {one.ref for one in part.marks} == covering == touching


@given(articles(), marked())
def test_no_character_is_lost_and_an_item_opens_once(article: Article, items: list[Marked]) -> None:
    found = passages(article, items)
    shown = "".join(part.text for passage in found for part in passage.segments)
    assert shown.replace(" ", "") == TEXT.replace(" ", "")
    opens = [ref for passage in found for part in passage.segments for ref in part.opens]
    assert len(opens) == len(set(opens))
    seen = {one.ref for passage in found for part in passage.segments for one in part.marks}
    assert seen == set(opens)


def test_every_kind_of_block_is_told_apart(brief: Brief, coded: Coded) -> None:
    assert [passage.kind for passage in brief.passages] == [block.kind for block in coded.article.blocks]
    labels = {passage.kind: passage.label for passage in brief.passages}
    assert labels["teaser"] == "Teaser for another article"
    assert labels["body"] == ""


def test_overlapping_items_share_a_segment(brief: Brief) -> None:
    part = next(part for passage in brief.passages for part in passage.segments if part.text == "at least 12 people")
    assert {(one.ref, one.role) for one in part.marks} == {("E2", "event"), ("C2", "claim"), ("N1", "number")}
    assert set(part.closes) == {"E2", "N1"}


def test_text_outside_all_blocks_is_shown_and_said(coded: Coded) -> None:
    article = coded.article
    bare = Article(**{name: getattr(article, name) for name in Article.__slots__} | {"blocks": article.blocks[2:]})
    first = passages(bare, [])[0]
    assert (first.kind, first.label) == (None, "Outside all blocks")
    assert first.segments[0].text.startswith("VIDEO")
