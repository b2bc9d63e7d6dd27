"""Explanations for a terminal: width kept, no escape of the article gets through, other words told apart."""

from steppe.brief.explained import to_lines
from steppe.types import Explanation, Span, Untaken

MISSED = Untaken(
    span=Span(3, 9), word="rained", pattern="ASSAULT:rain.v[subj=bomb]", source="ASSAULT.tsv line 181", why="misfit",
    reason="needs: the subject is bomb (here 'It')", others=2,
)  # fmt: skip
OTHER = Untaken(
    span=Span(10, 12), word="in", pattern="PROTEST:in.n", source="PROTEST.tsv line 37", why="other word", reason="x"
)
ONE = Explanation(
    number=1, span=Span(0, 20), text="It rained in \x1b[31mLima.", reason="no pattern of 'rained' came to an event",
    untaken=(MISSED, OTHER),
)  # fmt: skip


def test_lines_keep_to_the_width_and_let_no_escape_through():
    lines = to_lines(ONE, width=40).splitlines()
    assert max(map(len, lines)) <= 40
    assert not any("\x1b" in line for line in lines)


def test_a_near_miss_is_told_with_its_source_and_other_words_in_one_line():
    whole = " ".join(to_lines(ONE, width=200).split())
    assert (
        "'rained', ASSAULT:rain.v (ASSAULT.tsv line 181): needs: the subject is bomb (here 'It') (2 other patterns"
        in whole
    )
    assert "Triggers elsewhere, in another form or with another word: 'in'." in whole


def test_colour_only_where_asked_for():
    assert to_lines(ONE, ansi=True).startswith("\x1b[1m1 It rained")
