"""Keeping and judging: all or nothing, once only, by three clocks."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from steppe.errors import InputError, RecordError, UnknownName
from steppe.record.kept import Counts
from steppe.record.store import Record, open_record
from steppe.types import Coded, Judgement, Span, When

Example = Callable[..., Coded]
SMALL = Counts(articles=1, codings=1, events=1, claims=1, quantities=1, mentions=2, parties=4, skipped=1)


@pytest.fixture
def record(clock: Any) -> Iterator[Record]:
    with open_record(":memory:", clock=clock) as opened:
        yield opened


def verdict(subject: str, word: str = "wrong", *, author: str = "me", at: datetime, **changes: Any) -> Judgement:
    values: dict[str, Any] = {"subjects": (subject,), "verdict": word, "reason": "checked", "author": author, "at": at}
    values |= changes
    return Judgement(id=f"{values['subjects']}{word}{author}{at.isoformat()}", **values)


def test_what_is_kept_comes_back_equal(record: Record, example: Example) -> None:
    coded = example()
    kept = record.keep([coded], note="first run")
    assert (kept.batch, kept.new, kept.known.total) == (1, SMALL, 0)
    view = record.as_of()
    assert view.coded(coded.article.id) == coded
    assert view.articles() == (coded.article,)
    assert view.article(coded.article.id) == coded.article
    assert (view.events(), view.claims(), view.quantities()) == (coded.events, coded.claims, coded.quantities)
    assert view.article("none") is None
    assert view.coded("none") is None


def test_the_batch_tells_what_it_added(record: Record, example: Example, clock: Any) -> None:
    record.keep([example()], note="first run")
    (batch,) = record.batches()
    assert (batch.id, batch.note, batch.recorded) == (1, "first run", clock.now)
    assert batch.promised == batch.found == SMALL
    assert batch.whole


def test_reading_twice_adds_nothing(record: Record, example: Example, clock: Any) -> None:
    record.keep([example(), example()])
    assert record.as_of().events() == example().events
    clock.forward(days=1)
    again = replace(example(), article=replace(example().article, fetched=clock.now))
    kept = record.keep([again], note="second run")
    assert (kept.batch, kept.new.total, kept.known) == (None, 0, SMALL)
    assert len(record.batches()) == 1


def test_a_batch_that_fails_leaves_nothing(record: Record, example: Example) -> None:
    def breaks() -> Iterator[Coded]:
        yield example("a")
        raise LookupError

    with pytest.raises(LookupError):
        record.keep(breaks())
    with pytest.raises(InputError):
        record.keep(
            [example("a"), replace(example("b"), quantities=(replace(example("b").quantities[0], value=1e999),))]
        )
    assert record.batches() == record.as_of().articles() == ()
    assert record.keep([example("a")]).batch == 1


def test_a_failure_while_writing_is_undone(record: Record, example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = record.engine.rows.__func__  # type: ignore[attr-defined]

    def fails(engine: Any, name: str, given: Any = None) -> Any:
        if name == "insert_batches":
            raise RecordError("disk full")
        return whole(engine, name, given)

    with monkeypatch.context() as patch:
        patch.setattr(type(record.engine), "rows", fails)
        with pytest.raises(RecordError, match="disk full"):
            record.keep([example()])
    assert record.as_of().events() == ()
    assert record.keep([example()]).new == SMALL


def test_a_new_coding_replaces_the_old_one_in_views_only(record: Record, example: Example, clock: Any) -> None:
    old, article = example(), example().article.id
    record.keep([old])
    first = clock.now
    clock.forward(days=1)
    new = replace(example(coder="hand@2"), claims=())
    kept = record.keep([new])
    assert kept.new.articles == 0
    assert kept.known.articles == 1
    assert record.as_of().coded(article) == new
    assert record.as_of().claims() == ()
    assert record.as_of(recorded_by=first).coded(article) == old
    assert record.as_of(recorded_by=first - timedelta(seconds=1)).articles() == ()


def test_a_better_reading_of_an_article_is_a_version(record: Record, example: Example) -> None:
    old = example()
    new = replace(old, article=replace(old.article, outlet="The Daily Examiner"))
    record.keep([old])
    assert record.keep([new]).new.articles == 1
    assert record.as_of().articles() == (new.article,)


@pytest.mark.parametrize(
    ("moment", "seen"),
    [
        (date(2022, 1, 5), 0),
        (date(2022, 1, 6), 1),
        (datetime(2022, 1, 5, 23, 59, tzinfo=UTC), 0),
        (datetime(2022, 1, 6, tzinfo=UTC), 1),
        (datetime(2022, 1, 6, 3, tzinfo=timezone(timedelta(hours=6))), 0),
        (None, 1),
    ],
)
def test_a_days_news_is_known_when_the_day_is_over(record: Record, example: Example, moment: Any, seen: int) -> None:
    record.keep([example(published=date(2022, 1, 5))])
    view = record.as_of(moment)
    lists = (view.articles(), view.events(), view.claims(), view.quantities())
    assert [len(found) for found in lists] == [seen] * 4
    assert (view.coded(example().article.id) is not None) == bool(seen)


def test_news_without_a_date_is_known_from_its_first_recording(record: Record, example: Example, clock: Any) -> None:
    record.keep([example(published=None)])
    clock.forward(days=30)
    record.keep([example(published=None, coder="hand@2")])
    assert record.as_of(date(2022, 1, 20)).events() == ()
    (event,) = record.as_of(date(2022, 1, 21)).events()
    assert event.evidence.coder == "hand@2"


@pytest.mark.parametrize("days", [30, -5])
def test_a_new_version_without_a_date_keeps_the_first_recording(
    record: Record, example: Example, clock: Any, days: int
) -> None:
    for outlet in ("The Examiner", "The Daily Examiner", "The Weekly Examiner"):
        coded = example(published=None)
        record.keep([replace(coded, article=replace(coded.article, outlet=outlet))])
        clock.forward(days=days)
    assert record.as_of(date(2022, 1, 20)).articles() == ()
    (article,) = record.as_of(date(2022, 1, 21)).articles()
    assert article.outlet == "The Weekly Examiner"


def test_of_two_codings_in_one_batch_the_later_shows(record: Record, example: Example) -> None:
    record.keep([example(coder="hand@2"), example(coder="hand@1")])
    (event,) = record.as_of().events()
    assert event.evidence.coder == "hand@1"


def test_an_item_known_later_than_its_article_waits(record: Record, example: Example) -> None:
    coded = example()
    record.keep([replace(coded, events=(replace(coded.events[0], known=date(2022, 2, 1)),))])
    found = record.as_of(date(2022, 1, 6)).coded(coded.article.id)
    assert found == replace(coded, events=())


def test_events_by_party_kind_and_time(record: Record, example: Example) -> None:
    record.keep([example()])
    events = record.as_of().events
    assert len(events(actor="RUR", recipient="BOR", kind="ACCUSE", since=date(2022, 1, 5), until=date(2022, 1, 5))) == 1
    assert len(events(recipient="BOR.army")) == 1
    for other in ({"actor": "BOR"}, {"recipient": "RUR"}, {"kind": "ASSAULT"}):
        assert events(**other) == ()  # type: ignore[arg-type]
    assert events(since=date(2022, 1, 6)) == events(until=date(2022, 1, 4)) == ()
    claims = record.as_of().claims
    assert len(claims(speaker="RUR", about="BOR")) == 1
    assert claims(speaker="BOR") == claims(about="RUR") == ()
    assert record.as_of().quantities(unit="person") == ()


def test_an_undated_event_shows_unless_a_time_is_asked(record: Record, example: Example) -> None:
    record.keep([example(published=None)])
    assert len(record.as_of().events()) == 1
    assert record.as_of().events(since=date(1, 1, 1)) == ()


def test_what_is_judged_wrong_is_left_out_unless_asked_for(record: Record, example: Example, clock: Any) -> None:
    coded = example()
    record.keep([coded])
    kept = record.judge(verdict(coded.events[0].id, at=clock.now))
    assert kept.new == Counts(judgements=1)
    now = record.as_of(clock.now + timedelta(seconds=1))
    assert now.events() == ()
    assert now.events(judged=True) == coded.events
    assert now.coded(coded.article.id) == replace(coded, events=())
    assert now.coded(coded.article.id, judged=True) == coded
    assert now.claims() == coded.claims
    assert record.as_of(clock.now).events() == coded.events


def test_a_retracted_article_takes_its_items_with_it(record: Record, example: Example, clock: Any) -> None:
    coded = example()
    record.keep([coded, example("b")])
    record.judge(verdict(coded.article.id, "retracted", at=clock.now))
    view = record.as_of()
    assert view.coded(coded.article.id) is None
    for found in (view.articles(), view.events(), view.claims(), view.quantities()):
        assert len(found) == 1
    assert len(view.events(judged=True)) == 2


def test_the_latest_judgement_of_an_author_stands(record: Record, example: Example, clock: Any) -> None:
    coded = example()
    event, claim = coded.events[0].id, coded.claims[0].id
    record.keep([coded])
    wrong = verdict(event, at=clock.now)
    record.judge(wrong)
    right = verdict(event, "right", at=clock.now + timedelta(days=1))
    record.judge(right)
    assert record.as_of().events() == coded.events
    assert record.as_of(clock.now + timedelta(hours=1)).events() == ()
    assert record.as_of().judgements(event) == (right,)
    other = verdict(event, at=clock.now + timedelta(hours=1), author="you")
    record.judge(other)
    assert record.as_of().events() == ()
    assert record.as_of().judgements(event) == (other, right)
    assert record.as_of().judgements(claim) == ()


def test_calling_two_reports_the_same_does_not_right_a_wrong_one(record: Record, example: Example, clock: Any) -> None:
    coded = example()
    record.keep([coded, example("b")])
    pair = (coded.events[0].id, example("b").events[0].id)
    wrong = verdict(pair[0], at=clock.now)
    same = verdict("", "same", at=clock.now + timedelta(days=1), subjects=pair)
    different = verdict("", "different", at=clock.now + timedelta(days=2), subjects=pair[::-1])
    record.judge(wrong)
    record.judge(same)
    assert record.as_of().judgements(pair[0]) == (wrong, same)
    assert len(record.as_of().events()) == 1
    record.judge(different)
    assert record.as_of().judgements(pair[0]) == (wrong, different)
    assert record.as_of().judgements() == (wrong, different)


def test_judging_twice_adds_nothing(record: Record, clock: Any) -> None:
    judgement = verdict("x", at=clock.now)
    record.judge(judgement)
    kept = record.judge(judgement)
    assert (kept.batch, kept.known) == (None, Counts(judgements=1))
    assert record.as_of().judgements() == (judgement,)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"word": "dubious"}, UnknownName, "unknown verdict 'dubious'; known: different, open, retracted"),
        ({"subjects": ()}, InputError, "needs 1 or more"),
        ({"word": "same", "subjects": ("x", "x")}, InputError, "needs 2 or more different subjects, has 1"),
        ({"at": datetime(2022, 1, 1)}, InputError, "no time zone"),
        ({"reason": "\ud800"}, InputError, "not text"),
    ],
)
def test_a_judgement_that_cannot_be_is_refused(
    record: Record, clock: Any, changes: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        record.judge(verdict("x", **{"at": clock.now, **changes}))
    assert record.batches() == ()


def broken(coded: Coded, flaw: str) -> Coded:
    event, article = coded.events[0], coded.article
    flaws = {
        "quote": replace(coded, events=(replace(event, evidence=replace(event.evidence, quote="Borduria")),)),
        "mention": replace(coded, mentions=(replace(coded.mentions[0], span=Span(1, 10)),)),
        "party": replace(coded, events=(replace(event, actors=(replace(event.actors[0], quote="R"),)),)),
        "article": replace(coded, events=(replace(event, evidence=replace(event.evidence, article="other")),)),
        "confidence": replace(coded, events=(replace(event, evidence=replace(event.evidence, confidence=1.5)),)),
        "span": replace(coded, skipped=(replace(coded.skipped[0], span=Span(50, 99)),)),
        "number": replace(coded, quantities=(replace(coded.quantities[0], high=float("nan")),)),
        "characters": replace(coded, article=replace(article, title="\udc80")),
        "type": replace(coded, article=replace(article, published=When(first="soon", last="later", basis="stated"))),  # type: ignore[arg-type]
    }
    return flaws[flaw]


@pytest.mark.parametrize(
    ("flaw", "message"),
    [
        ("quote", "quote 'Borduria' is not the text at 0 to 38"),
        ("mention", "quote 'Ruritania' is not the text at 1 to 10"),
        ("party", "quote 'R' is not"),
        ("article", "rests on article other"),
        ("confidence", "confidence 1.5 is not from 0 to 1"),
        ("span", "span 50 to 99 is not inside the text of 57 characters"),
        ("number", "finite"),
        ("characters", "not text"),
        ("type", "not a Coded"),
    ],
)
def test_what_would_not_come_back_is_refused(record: Record, example: Example, flaw: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        record.keep([broken(example(), flaw)])
    assert record.batches() == ()


def test_times_without_a_zone_are_refused(record: Record, clock: Any) -> None:
    bare = clock.now.replace(tzinfo=None)
    with pytest.raises(InputError, match=r"as of: .* no time zone"):
        record.as_of(bare)
    with pytest.raises(InputError, match="recorded_by"):
        record.as_of(None, recorded_by=bare)
    with pytest.raises(InputError, match="clock"):
        open_record(":memory:", clock=lambda: bare)


def test_a_closed_record_says_so(clock: Any) -> None:
    record = open_record(":memory:", clock=clock)
    view = record.as_of()
    record.close()
    record.close()
    with pytest.raises(RecordError, match="is closed; open it again"):
        view.events()


def test_threads_share_a_record(record: Record, example: Example) -> None:
    def keep_and_look(name: int) -> int:
        record.keep([example(str(name))])
        return len(record.as_of().events())

    with ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(keep_and_look, range(12)))
    assert max(seen) == 12
    assert all(batch.whole for batch in record.batches())
    assert Counter(batch.id for batch in record.batches()) == Counter(range(1, 13))


def test_nothing_but_the_record_can_be_touched(record: Record) -> None:
    for command in ("SELECT * FROM read_text('/etc/hostname')", "INSTALL spatial", "SET enable_external_access = true"):
        with pytest.raises(RecordError):
            record.engine.run(command)
