"""Reading as work for another process: long texts in parts, and what is too much said and not lost."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from steppe import reading
from steppe.errors import InputError
from steppe.flow import desk
from steppe.reading import MOST_CHARACTERS, Kept, Order, Outcome, Read, keep_read, read_work
from steppe.record.store import open_record
from steppe.text.pieces import pieces
from steppe.wire import from_json, to_json

pytestmark = pytest.mark.model
LEAD = "The Norwegian foreign minister visited Kenya on Tuesday and met the Kenyan president in Nairobi. "


def kept(order: Order) -> tuple[Outcome, tuple[Kept, ...], list[tuple[str, int, int]]]:
    """What came of an order, what was kept of it, and the steps that were told."""
    steps: list[tuple[str, int, int]] = []
    came = read_work(to_json(order), lambda *step: steps.append(step))
    with open_record(":memory:", clock=lambda: datetime(2022, 11, 27, tzinfo=UTC)) as record:
        read = from_json(Read, keep_read(record, came), where="read")
        assert {one.id for one in record.as_of().articles()} == {one.id for one in read.articles}
    return from_json(Outcome, came, where="outcome"), read.articles, steps


def in_parts(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(reading, "pieces", partial(pieces, most=most))


def test_a_long_text_becomes_several_articles_with_every_sentence_coded(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _, _ = kept(Order(text=LEAD * 4, name="a report"))
    assert len(whole.coded) == 1
    in_parts(monkeypatch, 200)
    outcome, articles, steps = kept(Order(text=LEAD * 4, name="a report"))
    assert "".join(one.article.text for one in outcome.coded) == LEAD * 4
    assert [one.title for one in articles] == ["Part 1 of 2: a report", "Part 2 of 2: a report"]
    assert sum(one.events for one in articles) == len(whole.coded[0].events) == 8
    assert {one.uncoded for one in articles} == {""}
    assert ("part 2 of 2: sentences parsed", 2, 2) in steps


def test_more_parts_than_articles_are_taken_at_once_are_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    in_parts(monkeypatch, 100)
    monkeypatch.setattr(reading, "MOST_ARTICLES", 3)
    outcome, articles, _ = kept(Order(text=LEAD * 5))
    assert len(articles) == 3
    assert [one.reason for one in outcome.refused] == ["parts 4 to 5 of it: more than 3 articles at once"]


def test_what_of_an_article_is_not_coded_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    few = replace(desk(), coder=replace(desk().coder, most_sentences=3))
    monkeypatch.setattr(reading, "desk", lambda: few)
    _, (one,), _ = kept(Order(text=LEAD * 5))
    rest = 2 * len(LEAD) - 1
    assert one.uncoded == (
        f"{rest} of {5 * len(LEAD)} characters, from character {3 * len(LEAD)} on, are not coded: "
        "past the first 3 sentences"
    )


def test_very_long_sentences_go_to_the_parser_in_smaller_handfuls() -> None:
    sentence = "They met " + "and met again " * 140 + "in Oslo. "
    assert 1_900 < len(sentence) < 2_000
    _, _, steps = kept(Order(text=sentence * 14))
    assert [step[1:] for step in steps if step[0] == "sentences parsed"] == [(6, 14), (12, 14), (14, 14)]


def test_a_text_too_long_for_parts_is_refused_with_what_would_be_right() -> None:
    with pytest.raises(InputError, match=r"2,000,004 characters of text; an article may have 2,000,000"):
        read_work(to_json(Order(text="word " * (MOST_CHARACTERS // 5) + "left")), lambda *_: None)
