"""Putting an event right and taking that back: one stands at a time, nothing is lost, the same again is nothing new."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.faces.owner import owner
from tests.record.conftest import NOON, Clock, small

from steppe import corrections, reading
from steppe.corrections import Correction, put_right, take_back
from steppe.errors import InputError, UnknownName
from steppe.ontology.vocabulary import load
from steppe.record.borrowed import borrow
from steppe.record.store import Record, open_record
from steppe.record.view import View
from steppe.types import Event

CODED = small()
OLD = CODED.events[0]
ARTICLE = CODED.article.id
DENIED = Correction(event=OLD.id, author="A", reason="it was denied", status="denied")
HOUR = timedelta(hours=1)


@pytest.fixture
def record() -> Iterator[Record]:
    with open_record(":memory:", clock=lambda: NOON) as opened:
        opened.keep([CODED, small("b")])
        yield opened


def shown(view: View) -> tuple[Any, ...]:
    """All that a view tells but for judgements."""
    return (
        view.articles(),
        view.events(),
        view.claims(),
        view.quantities(),
        view.coded(ARTICLE),
        view.latest_claims(most=9),
        view.latest_quantities(most=9),
        view.latest_articles(most=9),
    )


def ids(record: Any, **given: Any) -> set[str]:
    return {one.id for one in record.as_of().events(**given) if one.evidence.article == ARTICLE}


def test_the_new_one_stands_in_place_of_the_old_and_back(record: Record) -> None:
    before = shown(record.as_of())
    new = put_right(record, DENIED, at=NOON)
    assert ids(record) == {new.id}
    assert record.as_of().items([new.id]) == (new,)
    assert ids(record, judged=True) == {OLD.id, new.id}
    (word,) = record.as_of().judgements(OLD.id)
    assert (word.verdict, word.author, word.reason) == ("wrong", "A", "it was denied")
    put = take_back(record, new.id, at=NOON + HOUR)
    assert (put.old, put.new, put.author) == (OLD.id, new.id, "A")
    assert shown(record.as_of()) == before
    assert [one.verdict for one in record.as_of().judgements_on([OLD.id, new.id])] == ["open", "retracted"]
    count = len(record.batches())
    take_back(record, new.id, at=NOON + 2 * HOUR)
    assert len(record.batches()) == count


changes = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["ASSAULT.beat", "CONSULT", "AID", "PROTEST.demo"]),
        "status": st.sampled_from(["denied", "planned", "asserted"]),
        "actors": st.sampled_from(["Kazakhstan", "Borduria, RUS", ""]),
        "recipients": st.sampled_from(["Ruritania", "Borduria", "KAZ, UZB", ""]),
        "days": st.tuples(*2 * [st.none() | st.dates(date(2021, 12, 1), date(2022, 1, 9))]),
    },
)


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(st.lists(changes, min_size=1, max_size=3), st.sampled_from(["A", "B"]))
def test_any_chain_of_corrections_taken_back_leaves_all_as_it_was(chain: list[dict[str, Any]], author: str) -> None:
    with open_record(":memory:", clock=lambda: NOON) as record:
        record.keep([CODED, small("b")])
        views, made, at = [shown(record.as_of())], [OLD.id], NOON
        for one in chain:
            at += HOUR
            asked = Correction(event=made[-1], author=author, reason="r", **one)
            try:
                made.append(put_right(record, asked, at=at).id)
            except InputError:
                continue
            views.append(shown(record.as_of()))
            assert ids(record) == {made[-1]}
        rows = record.batches()
        while len(made) > 1:
            at += HOUR
            take_back(record, made.pop(), at=at)
            views.pop()
            assert shown(record.as_of()) == views[-1]
        assert record.batches()[: len(rows)] == rows


def test_the_same_again_keeps_nothing_more(record: Record) -> None:
    new = put_right(record, DENIED, at=NOON, key="one")
    count = len(record.batches())
    assert put_right(record, DENIED, at=NOON + HOUR) == new
    assert put_right(record, DENIED, at=NOON + HOUR, key="one") == new
    assert len(record.batches()) == count
    take_back(record, new.id, at=NOON + HOUR)
    assert put_right(record, DENIED, at=NOON + 2 * HOUR, key="one") == new
    assert ids(record) == {OLD.id}
    assert put_right(record, DENIED, at=NOON + 2 * HOUR) == new
    assert ids(record) == {new.id}
    take_back(record, new.id, at=NOON + 3 * HOUR)
    other = put_right(record, replace(DENIED, author="B"), at=NOON + 4 * HOUR)
    assert other.id != new.id
    assert ids(record) == {other.id}


def test_one_stands_at_a_time(record: Record) -> None:
    new = put_right(record, DENIED, at=NOON)
    for other in (replace(DENIED, status="planned"), replace(DENIED, author="B")):
        with pytest.raises(InputError, match=f"A put {new.id} in its place already"):
            put_right(record, other, at=NOON + HOUR)
    newer = put_right(record, Correction(event=new.id, author="B", reason="r", kind="ASSAULT"), at=NOON + HOUR)
    assert ids(record) == {newer.id}
    with pytest.raises(InputError, match=f"put right again, as {newer.id}"):
        take_back(record, new.id, at=NOON + HOUR)
    with pytest.raises(InputError, match=f"put right again, as {newer.id}"):
        reading.judge(record, reading.Word(subject=OLD.id, verdict="open", author="A"), at=NOON + HOUR)
    take_back(record, newer.id, at=NOON + 2 * HOUR)
    assert ids(record) == {new.id}
    take_back(record, new.id, at=NOON + 3 * HOUR)
    assert ids(record) == {OLD.id}


@pytest.mark.parametrize(("subject", "verdict"), [("old", "open"), ("old", "right"), ("new", "retracted")])
def test_a_word_that_takes_half_of_it_back_takes_the_other_half_too(record: Record, subject: str, verdict: str) -> None:
    new = put_right(record, DENIED, at=NOON)
    word = reading.Word(subject=OLD.id if subject == "old" else new.id, verdict=verdict, reason="r", author="A")
    reading.judge(record, replace(word, author="B"), at=NOON + HOUR)  # somebody else's word is no taking back
    assert OLD.id not in ids(record)
    reading.judge(record, word, at=NOON + HOUR)
    assert OLD.id in ids(record)
    assert new.id not in ids(record)
    with pytest.raises(InputError, match=f"was taken back; put {OLD.id} right again"):
        reading.judge(record, reading.Word(subject=new.id, verdict="open", author="A"), at=NOON + 2 * HOUR)


def test_others_words_on_either_still_count(record: Record) -> None:
    reading.judge(record, reading.Word(subject=OLD.id, verdict="wrong", reason="r", author="C"), at=NOON)
    new = put_right(record, DENIED, at=NOON + HOUR)
    assert ids(record) == {new.id}
    reading.judge(record, reading.Word(subject=new.id, verdict="wrong", reason="r", author="A"), at=NOON + HOUR)
    assert ids(record) == set()
    take_back(record, new.id, at=NOON + 2 * HOUR)
    assert ids(record) == set()  # C still says so
    reading.judge(record, reading.Word(subject=OLD.id, verdict="open", author="C"), at=NOON + 3 * HOUR)
    assert ids(record) == {OLD.id}


def test_before_it_was_put_right_the_old_one_was_known(record: Record) -> None:
    late = datetime(2022, 2, 3, 23, tzinfo=NOON.tzinfo)
    new = put_right(record, DENIED, at=late)
    back = late + timedelta(days=5)
    take_back(record, new.id, at=back)
    for day, known in (
        (date(2022, 1, 6), OLD.id),
        (date(2022, 2, 3), OLD.id),
        (date(2022, 2, 4), new.id),
        (date(2022, 2, 8), new.id),
        (date(2022, 2, 9), OLD.id),
    ):
        seen = {one.id for one in record.as_of(day).events() if one.evidence.article == ARTICLE}
        assert seen == {known}, day


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"author": " "}, "nobody said so"),
        ({"reason": "\n"}, "no reason given; expected what was wrong"),
        ({"status": None}, "nothing is changed"),
        ({"actors": "Nobody at all"}, "no actor 'Nobody at all' is known"),
    ],
)
def test_what_cannot_be_so_keeps_nothing(record: Record, changed: dict[str, Any], told: str) -> None:
    count = len(record.batches())
    with pytest.raises(InputError) as refused:
        put_right(record, replace(DENIED, **changed), at=NOON)
    assert told in str(refused.value)
    for ident in ("none", CODED.claims[0].id, ARTICLE):
        with pytest.raises(UnknownName, match="unknown event"):
            put_right(record, replace(DENIED, event=ident), at=NOON)
    with pytest.raises(InputError, match="nobody put"):
        take_back(record, OLD.id, at=NOON)
    assert len(record.batches()) == count


def test_two_at_once_put_one_event_in_its_place(record: Record) -> None:
    results: list[Event | InputError] = []
    start = threading.Barrier(6)

    def put(author: str) -> None:
        start.wait()
        try:
            results.append(put_right(record, replace(DENIED, author=author), at=NOON))
        except InputError as error:
            results.append(error)

    threads = [threading.Thread(target=put, args=(name,)) for name in "ABCDEF"]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    made = [one for one in results if isinstance(one, Event)]
    assert (len(made), len(results)) == (1, 6)
    assert ids(record) == {made[0].id}


def test_through_a_server_it_is_the_same(tmp_path: Path) -> None:
    with owner(tmp_path / "r.duckdb", Clock()) as (service, address):
        service.held.record.keep([CODED])
        with borrow(tmp_path / "r.duckdb", address) as borrowed:
            new = put_right(borrowed, DENIED, at=NOON)
            assert service.held.record.as_of().events() == (new,)
            assert service.held.record.batches()[-1].promised.judgements == 1
            take_back(borrowed, new.id, at=NOON + HOUR)
            assert borrowed.as_of().events() == CODED.events


def test_a_form_offers_every_kind_and_whoever_may_be_meant() -> None:
    offered = corrections.choices(OLD, CODED, load())
    values = [value for _, group in offered.kinds for value, _ in group]
    assert len(values) == len(set(values))
    assert {"ACCUSE.allege", "ASSAULT", "AGREE"} <= set(values)
    assert offered.now.kind == "ACCUSE.allege"
    assert offered.names[:2] == ("Ruritania", "Bordurian army")
    assert "Kazakhstan" in offered.names
