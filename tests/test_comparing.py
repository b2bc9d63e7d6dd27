"""Comparing as work for another process: what it is handed, what it refuses, that it says how far it is."""

from datetime import UTC, date, datetime

import pytest
from tests.faces.desk import KAZ, RUS, coded

from steppe import comparing
from steppe.errors import InputError
from steppe.record.store import open_record
from steppe.wire import from_json

NOW = datetime(2022, 11, 27, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def test_it_says_how_many_articles_are_read_and_finds_each_set_once() -> None:
    same = [coded(f"c{n}", date(2022, 1, 1), [(KAZ, "AID", RUS)], words="All of it word for word.") for n in range(60)]
    steps: list[tuple[str, int, int]] = []
    with open_record(":memory:", clock=clock) as record:
        record.keep(same)
        handed = comparing.with_reports("{}", record)
        came = comparing.compare_work(handed, lambda *step: steps.append(step))
        first = comparing.read_compared(comparing.keep_compared(record, came, clock=clock))
        again = comparing.read_compared(comparing.keep_compared(record, came, clock=clock))
        assert (first.articles, first.events, first.copies) == (60, 60, 1)
        assert first.new == first.copies + first.groups == len(record.as_of().judgements())
        assert again.new == 0
    assert steps == [("articles read", 0, 60), ("articles read", 50, 60)]


def test_a_record_too_big_to_hand_over_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "MOST_ARTICLES", 1)
    with open_record(":memory:", clock=clock) as record:
        record.keep([coded(f"c{n}", date(2022, 1, 1), [(KAZ, "AID", RUS)]) for n in range(2)])
        with pytest.raises(InputError, match=r"2 articles, more than the 1 .*steppe group --apply suggest"):
            comparing.with_reports("{}", record)


def test_work_and_result_are_plain_json() -> None:
    came = comparing.compare_work('{"articles":[],"events":[]}', lambda *step: None)
    assert from_json(comparing.Alike, came, where="alike").suggestions == ()
