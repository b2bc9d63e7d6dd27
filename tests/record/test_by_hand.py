"""Items put right by hand: beside what coders found, from their judgement on, in every view and on the board."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from tests.record.conftest import NOON
from tests.survey.made import Made, whole

from steppe.errors import InputError
from steppe.record.store import Record, open_record
from steppe.record.view import View
from steppe.types import BY_HAND, Coded, Event, Judgement

Example = Callable[..., Coded]


def by_hand(coded: Coded, ident: str = "0123456789abcdef", **changes: Any) -> Coded:
    """A coding by hand of that article, which holds its event in another way."""
    old = coded.events[0]
    new = replace(old, id=ident, kind="ASSAULT", evidence=replace(old.evidence, coder=BY_HAND), **changes)
    return Coded(article=coded.article, coder=BY_HAND, ontology=coded.ontology, events=(new,))


def word(subject: str, at: datetime, verdict: str = "wrong") -> Judgement:
    return Judgement(id=f"{subject}{verdict}{at}", subjects=(subject,), verdict=verdict, reason="r", author="me", at=at)


def put(record: Record, coded: Coded, at: datetime, ident: str = "0123456789abcdef") -> Event:
    new = by_hand(coded, ident)
    record.keep([new], judged=[word(coded.events[0].id, at)])
    return new.events[0]


@pytest.fixture
def record(clock: Any) -> Any:
    with open_record(":memory:", clock=clock) as opened:
        yield opened


def found(view: View, article: str) -> list[tuple[Event, ...]]:
    """The events of an article by every way that leads to them."""
    coded = view.coded(article)
    events = view.events()
    return [events, coded.events if coded else (), *[view.items([one.id]) for one in events]]


def test_it_stands_in_place_of_the_old_one_in_every_view(record: Record, example: Example) -> None:
    coded = example()
    record.keep([coded])
    new = put(record, coded, NOON)
    assert found(record.as_of(), coded.article.id) == [(new,)] * 3
    shown = record.as_of().coded(coded.article.id)
    assert shown == replace(coded, events=(new,))
    everything = record.as_of().coded(coded.article.id, judged=True)
    assert everything == replace(coded, events=(*coded.events, new))
    assert record.as_of().articles() == (coded.article,)
    assert record.as_of().latest_articles(most=9) == ((coded.article,), 1)
    assert record.as_of().events(actor="RUR", kind="ASSAULT") == (new,)
    assert record.as_of().claims() == coded.claims
    assert record.batches()[-1].promised.judgements == record.batches()[-1].promised.codings == 1


def test_it_was_not_known_before_it_was_put_right(record: Record, example: Example, clock: Any) -> None:
    coded = example()
    record.keep([coded])
    clock.forward(days=3)
    said = clock.now - timedelta(seconds=5)
    new = put(record, coded, said)
    for moment in (said, said.date(), said - timedelta(days=2)):
        view = record.as_of(moment)
        assert found(view, coded.article.id) == [coded.events, coded.events, coded.events], moment
        assert view.items([new.id], judged=True) == ()
        assert view.coded(coded.article.id, judged=True) == coded
    after = said + timedelta(microseconds=1)
    for moment in (after, said.date() + timedelta(days=1)):
        assert found(record.as_of(moment), coded.article.id) == [(new,)] * 3
    # What an earlier run saw is repeated too.
    assert found(record.as_of(recorded_by=NOON), coded.article.id) == [coded.events] * 3


def test_no_coding_replaces_it_and_it_replaces_none(record: Record, example: Example) -> None:
    coded = example()
    record.keep([coded])
    new = put(record, coded, NOON)
    better = replace(coded, coder="better@2", events=(replace(coded.events[0], id="feedfeedfeedfeed"),), claims=())
    record.keep([better])
    shown = record.as_of().coded(coded.article.id)
    assert shown is not None
    assert (shown.coder, shown.claims) == ("better@2", ())
    assert [one.id for one in shown.events] == ["feedfeedfeedfeed", new.id]
    other = by_hand(coded, "aaaaaaaaaaaaaaaa", status="denied")
    record.keep([other])  # a second one of the same article does not hide the first
    assert {one.id for one in record.as_of().events()} == {"feedfeedfeedfeed", new.id, "aaaaaaaaaaaaaaaa"}
    record.keep([coded, by_hand(coded)])  # nothing new
    assert {one.id for one in record.as_of().events()} == {"feedfeedfeedfeed", new.id, "aaaaaaaaaaaaaaaa"}
    # The old event found anew stays left out by its judgement.
    record.keep([replace(coded, coder="better@3")])
    assert {one.id for one in record.as_of().events()} == {new.id, "aaaaaaaaaaaaaaaa"}


def test_all_of_it_or_nothing(record: Record, example: Example) -> None:
    coded = example()
    record.keep([coded])
    before = record.batches()
    with pytest.raises(InputError, match="subjects"):
        record.keep([by_hand(coded)], judged=[replace(word("x", NOON), subjects=())])
    assert record.batches() == before
    assert record.as_of().events() == coded.events


def test_only_items_of_an_article_that_was_read_are_taken(record: Record, example: Example) -> None:
    coded = example()
    with pytest.raises(InputError, match="read it first"):
        record.keep([by_hand(coded)])
    record.keep([coded])
    other = replace(coded, article=replace(coded.article, title="Another title"))
    with pytest.raises(InputError, match="read it first"):
        record.keep([by_hand(other)])
    with pytest.raises(InputError, match="more than items"):
        record.keep([replace(coded, coder=BY_HAND)])
    record.keep([example("b"), by_hand(example("b"))])  # in one batch with its article
    assert len(record.batches()) == 2


def test_the_board_and_a_view_agree_on_any_day(example: Example) -> None:
    now = datetime(2022, 1, 20, 12, tzinfo=UTC)
    with open_record(":memory:", clock=lambda: now) as record:
        articles = [example(name, published=date(2022, 1, 5 + at)) for at, name in enumerate("abcd")]
        record.keep(articles)
        for at, one in enumerate(articles[:3]):
            put(record, one, datetime(2022, 1, 10 + at, 23 * (at % 2), tzinfo=UTC), f"{at:016x}")
            record.judge(word(f"{at:016x}", datetime(2022, 1, 14 + at, tzinfo=UTC), "retracted" if at else "right"))
        record.keep([replace(articles[0], coder="better@2", events=())])
        made = Made(record=record, board=whole(record))
        for day in (None, *(date(2022, 1, day) for day in range(4, 25))):
            shown = sorted(one.id for one in record.as_of(day).events())
            assert made.ids(np.flatnonzero(made.seen(day))) == shown, day
