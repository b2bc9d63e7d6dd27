from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.text.conftest import page

from steppe.text.article import article
from steppe.text.lexicon import shipped
from steppe.text.sentences import LONGEST, sentence_spans, sentences
from steppe.types import Span


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "expected",
    [
        ["Gen. A. B. Haas of the U.S. Army paid $3.5 million.", "He left."],
        ['"We go," he said.', '"They stay.', 'All of them," she said.'],
        ['"Are you sure?" he asked.', "Yes!", "Well... I think so…", "Then he left."],
        ["The U.S. Embassy closed.", "It was 3 p.m. on Monday.", "Apple Inc. said so."],
        ["He left the U.S.", "The army came."],
        ["On Jan. 5 it began.", "It ended in Oct.", "The end."],
        ["1. First point.", "2. Second point."],
        ["See resolution no. 7 of the Council.", "He said No. 10 was shut."],
        ["He spoke to J.K. Ode, e.g. in Oslo (see Art. 5).", "(It was late.)", "He left."],
        ["They kept him at the helm.", "Road Safety Council.", "Then he left."],
        ["He left.", "the army came."],
        ["Prices rose 3.5 percent to 1.2 million.", "5 men left."],
        ["今天。", "明天\uff01"],
    ],
)
def test_where_sentences_end(expected: list[str]) -> None:
    assert split(" ".join(expected)) == expected


def test_no_space_between_sentences() -> None:
    assert split("They met the government.The army left. See mail.Ru and Node.js.") == [
        "They met the government.",
        "The army left.",
        "See mail.Ru and Node.js.",
    ]


@pytest.mark.parametrize("row", shipped("abbreviations.tsv", ("word", "kind", "example")), ids=lambda row: row[0])
def test_abbreviations(row: tuple[str, str, str]) -> None:
    word, kind, example = row
    assert kind in {"never", "maybe"}
    assert word in example
    if kind == "never":
        assert len(split(example)) == 1


def test_blocks_bound_sentences_and_quotations_mark_them() -> None:
    read = article(page("A headline without a stop\n\nHe said: “We go. They stay.” He left.\n\nPhoto: Agency"))
    found = sentences(read)
    assert [(s.span.of(read.text), s.block, s.inside_quote) for s in found] == [
        ("A headline without a stop", 0, False),
        ("He said: “We go.", 1, False),
        ("They stay.”", 1, True),
        ("He left.", 1, False),
        ("Photo: Agency", 2, False),
    ]
    assert [sentence.index for sentence in found] == [0, 1, 2, 3, 4]


@given(st.text(alphabet='aB. !?"”“)\n…\u200b', max_size=200))
def test_sentences_keep_every_visible_character_in_order(text: str) -> None:
    spans = list(sentence_spans(text, Span(0, len(text))))
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join("".join(span.of(text) for span in spans).split()) == "".join(text.split())


def test_long_runs_of_stops_cost_no_more_than_letters() -> None:
    assert len(split("." * 300_000 + "x")) == 300_001 // LONGEST + 1


@pytest.mark.parametrize(
    ("unit", "ends"),
    [("noting that 1,000 tons were sent, recalling its words; ", ";"), ("Iran, ", ","), ("word ", ""), ("a", "")],
)
def test_what_runs_on_is_cut_where_it_pauses_and_nothing_is_lost(unit: str, ends: str) -> None:
    text = unit * (5 * LONGEST // len(unit))
    parts = split(text)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(LONGEST // 2 <= len(part) <= LONGEST for part in parts[:-1])
    assert all(part.endswith(ends) for part in parts[:-1])


def test_a_sentence_as_long_as_the_parser_reads_stays_whole() -> None:
    assert len(split("a" * (LONGEST - 1) + ".")) == 1
    assert [len(part) for part in split("a" * LONGEST + ".")] == [LONGEST, 1]
