"""Putting items right and taking that back: one stands at a time, nothing is lost, the same again is nothing new."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from tests.faces.owner import owner
from tests.record.conftest import NOON, Clock, small

from steppe import corrections, flow, reading
from steppe.corrections import Correction, PutClaim, PutEvent, PutNumber, put_right, take_back
from steppe.errors import InputError, UnknownName
from steppe.exchange.annotations import read_page
from steppe.ontology.vocabulary import load
from steppe.record.borrowed import borrow
from steppe.record.store import Record, open_record
from steppe.record.view import View
from steppe.types import Claim, Coded, Event, Span

CODED = small()
OLD = CODED.events[0]
ARTICLE = CODED.article.id
CLAIM, NUMBER = CODED.claims[0], CODED.quantities[0]
DENIED = Correction(item=OLD.id, author="A", reason="it was denied", put=PutEvent(status="denied"))
SORTS = (
    DENIED,
    Correction(item=CLAIM.id, author="A", reason="it was denied", put=PutClaim(stance="denies", speaker="Borduria")),
    Correction(item=NUMBER.id, author="A", reason="it was denied", put=PutNumber(amount=(30, 40))),
)
every_sort = pytest.mark.parametrize("given", SORTS, ids=["event", "claim", "number"])
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


def ids(record: Any, like: Any = OLD, day: date | None = None, **given: Any) -> set[str]:
    """What the record shows of the article's items of that sort, which has to be the same by every way."""
    view = record.as_of(day)
    if isinstance(like, Event):
        found, latest, part = view.events(**given), (), "events"
    elif isinstance(like, Claim):
        found, latest, part = view.claims(**given), view.latest_claims(most=9)[0], "claims"
    else:
        found, latest, part = view.quantities(**given), view.latest_quantities(most=9)[0], "quantities"
    here = {one.id for one in found if one.evidence.article == ARTICLE}
    coded = view.coded(ARTICLE, judged=given.get("judged", False))
    assert {one.id for one in getattr(coded, part)} == here
    assert given or not latest or {one.id for one in latest if one.evidence.article == ARTICLE} == here
    return here


@every_sort
def test_the_new_one_stands_in_place_of_the_old_and_back(record: Record, given: Correction) -> None:
    before = shown(record.as_of())
    new = put_right(record, given, at=NOON)
    assert ids(record, new) == {new.id}
    assert record.as_of().items([new.id]) == (new,)
    assert ids(record, new, judged=True) == {given.item, new.id}
    (word,) = record.as_of().judgements(given.item)
    assert (word.verdict, word.author, word.reason) == ("wrong", "A", "it was denied")
    assert record.batches()[-1].promised.judgements == record.batches()[-1].promised.codings == 1
    put = take_back(record, new.id, at=NOON + HOUR)
    assert (put.old, put.new, put.author) == (given.item, new.id, "A")
    assert shown(record.as_of()) == before
    assert {one.verdict for one in record.as_of().judgements_on([given.item])} == {"open"}
    assert {one.verdict for one in record.as_of().judgements_on([new.id])} == {"retracted"}
    count = len(record.batches())
    take_back(record, new.id, at=NOON + 2 * HOUR)
    assert len(record.batches()) == count


event_puts = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["ASSAULT.beat", "CONSULT", "AID", "PROTEST.demo"]),
        "status": st.sampled_from(["denied", "planned", "asserted"]),
        "actors": st.sampled_from(["Kazakhstan", "Borduria, RUS", ""]),
        "recipients": st.sampled_from(["Ruritania", "Borduria", "KAZ, UZB", ""]),
        "days": st.tuples(*2 * [st.none() | st.dates(date(2021, 12, 1), date(2022, 1, 9))]),
    },
)
claim_puts = st.fixed_dictionaries(
    {},
    optional={
        "speaker": st.sampled_from(["Kazakhstan", "Borduria", "The talks", ""]),
        "stance": st.sampled_from(["asserts", "denies", "hedges"]),
        "voice": st.sampled_from(["direct", "author"]),
        "about": st.sampled_from(["Ruritania", "KAZ, UZB", ""]),
    },
)
number_puts = st.fixed_dictionaries(
    {},
    optional={
        "amount": st.tuples(st.integers(0, 9), st.none() | st.integers(5, 20)),
        "unit": st.sampled_from(["person", "raid", "rank", "USD"]),
        "of": st.sampled_from(["raids", "The talks", ""]),
    },
)
changes = (
    st.tuples(st.just(OLD), st.lists(event_puts.map(lambda one: PutEvent(**one)), min_size=1, max_size=3))
    | st.tuples(st.just(CLAIM), st.lists(claim_puts.map(lambda one: PutClaim(**one)), min_size=1, max_size=3))
    | st.tuples(st.just(NUMBER), st.lists(number_puts.map(lambda one: PutNumber(**one)), min_size=1, max_size=3))
)


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@hypothesis.given(changes, st.sampled_from(["A", "B"]))
def test_any_chain_of_corrections_taken_back_leaves_all_as_it_was(changed: tuple[Any, list[Any]], author: str) -> None:
    old, chain = changed
    with open_record(":memory:", clock=lambda: NOON) as record:
        record.keep([CODED, small("b")])
        views, made, at = [shown(record.as_of())], [old.id], NOON
        for one in chain:
            at += HOUR
            asked = Correction(item=made[-1], author=author, reason="r", put=one)
            try:
                made.append(put_right(record, asked, at=at).id)
            except InputError:
                continue
            views.append(shown(record.as_of()))
            assert ids(record, old) == {made[-1]}
        rows = record.batches()
        while len(made) > 1:
            at += HOUR
            take_back(record, made.pop(), at=at)
            views.pop()
            assert shown(record.as_of()) == views[-1]
        assert record.batches()[: len(rows)] == rows


@every_sort
def test_the_same_again_keeps_nothing_more(record: Record, given: Correction) -> None:
    new = put_right(record, given, at=NOON, key="one")
    count = len(record.batches())
    assert put_right(record, given, at=NOON + HOUR) == new
    assert put_right(record, given, at=NOON + HOUR, key="one") == new
    assert len(record.batches()) == count
    take_back(record, new.id, at=NOON + HOUR)
    assert put_right(record, given, at=NOON + 2 * HOUR, key="one") == new
    assert ids(record, new) == {given.item}
    assert put_right(record, given, at=NOON + 2 * HOUR) == new
    assert ids(record, new) == {new.id}
    take_back(record, new.id, at=NOON + 3 * HOUR)
    other = put_right(record, replace(given, author="B"), at=NOON + 4 * HOUR)
    assert other.id != new.id
    assert ids(record, new) == {other.id}


def test_one_stands_at_a_time(record: Record) -> None:
    new = put_right(record, DENIED, at=NOON)
    for other in (replace(DENIED, put=PutEvent(status="planned")), replace(DENIED, author="B")):
        with pytest.raises(InputError, match=f"A put {new.id} in its place already"):
            put_right(record, other, at=NOON + HOUR)
    newer = put_right(
        record, Correction(item=new.id, author="B", reason="r", put=PutEvent(kind="ASSAULT")), at=NOON + HOUR
    )
    assert ids(record) == {newer.id}
    with pytest.raises(InputError, match=f"put right again, as {newer.id}"):
        take_back(record, new.id, at=NOON + HOUR)
    with pytest.raises(InputError, match=f"put right again, as {newer.id}"):
        reading.judge(record, reading.Word(subject=OLD.id, verdict="open", author="A"), at=NOON + HOUR)
    take_back(record, newer.id, at=NOON + 2 * HOUR)
    assert ids(record) == {new.id}
    take_back(record, new.id, at=NOON + 3 * HOUR)
    assert ids(record) == {OLD.id}


@pytest.mark.parametrize(
    ("subject", "verdict", "given"),
    [
        ("old", "open", SORTS[0]),
        ("old", "right", SORTS[1]),
        ("new", "retracted", SORTS[2]),
        ("new", "retracted", SORTS[1]),
    ],
)
def test_a_word_that_takes_half_of_it_back_takes_the_other_half_too(
    record: Record, subject: str, verdict: str, given: Correction
) -> None:
    new, old = put_right(record, given, at=NOON), given.item
    word = reading.Word(subject=old if subject == "old" else new.id, verdict=verdict, reason="r", author="A")
    reading.judge(record, replace(word, author="B"), at=NOON + HOUR)  # somebody else's word is no taking back
    assert old not in ids(record, new)
    reading.judge(record, word, at=NOON + HOUR)
    assert old in ids(record, new)
    assert new.id not in ids(record, new)
    with pytest.raises(InputError, match=f"was taken back; put {old} right again"):
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


@every_sort
def test_before_it_was_put_right_the_old_one_was_known(record: Record, given: Correction) -> None:
    late = datetime(2022, 2, 3, 23, tzinfo=NOON.tzinfo)
    new = put_right(record, given, at=late)
    back = late + timedelta(days=5)
    take_back(record, new.id, at=back)
    for day, known in (
        (date(2022, 1, 6), given.item),
        (date(2022, 2, 3), given.item),
        (date(2022, 2, 4), new.id),
        (date(2022, 2, 8), new.id),
        (date(2022, 2, 9), given.item),
    ):
        assert ids(record, new, day) == {known}, day


def anew(*, coder: str = "better@2", **changes: Any) -> Coded:
    """The article coded by a better coder, which gives all that it finds other ids."""
    items = {
        part: tuple(replace(one, id=f"{coder}-{one.id}", **changes.get(part, {})) for one in getattr(CODED, part))
        for part in ("events", "claims", "quantities")
    }
    return replace(CODED, coder=coder, **items)


@every_sort
def test_words_that_were_put_right_and_are_coded_anew_stay_as_they_were_put(record: Record, given: Correction) -> None:
    new = put_right(record, given, at=NOON + HOUR)
    again = f"better@2-{given.item}"
    record.keep([anew()])
    assert ids(record, new) == {new.id}
    assert ids(record, new, judged=True) == {again, new.id}
    (word,) = record.as_of().judgements(again)
    assert (word.verdict, word.reason, word.at) == (
        "wrong",
        f"its words were put right by hand, as {new.id}",
        NOON + HOUR,
    )
    kept = len(record.batches())
    record.keep([anew()])
    assert len(record.batches()) == kept
    record.keep([anew(coder="best@3")])
    assert ids(record, new) == {new.id}
    others = {one.id for one in (*record.as_of().events(), *record.as_of().claims(), *record.as_of().quantities())}
    assert len(others) == 6  # the other items of both articles still count
    # As of a day before the correction the words are what was known, as the latest coder read them.
    assert ids(record, new, NOON.date()) == {f"best@3-{given.item}"}
    take_back(record, new.id, at=NOON + 3 * HOUR)
    assert ids(record, new) == {f"best@3-{given.item}"}


def test_a_word_that_takes_the_correction_back_lets_go_what_was_coded_anew(record: Record) -> None:
    new = put_right(record, DENIED, at=NOON + HOUR)
    record.keep([anew()])
    word = reading.Word(subject=new.id, verdict="retracted", reason="r", author="A")
    reading.judge(record, word, at=NOON + 2 * HOUR)
    assert ids(record) == {f"better@2-{OLD.id}"}
    record.keep([anew(coder="best@3")])  # what was taken back holds for nothing
    assert ids(record) == {f"best@3-{OLD.id}"}


def test_what_was_put_right_twice_holds_too(record: Record) -> None:
    first = put_right(record, DENIED, at=NOON)
    second = put_right(record, replace(DENIED, item=first.id, put=PutEvent(kind="ASSAULT")), at=NOON + HOUR)
    record.keep([anew()])
    assert ids(record) == {second.id}
    take_back(record, second.id, at=NOON + 2 * HOUR)
    assert ids(record) == {first.id}
    take_back(record, first.id, at=NOON + 3 * HOUR)
    assert ids(record) == {f"better@2-{OLD.id}"}


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "AID"},  # another act in the same words
        {"evidence": replace(OLD.evidence, span=Span(0, 9), quote="Ruritania")},  # other words
    ],
    ids=["kind", "words"],
)
def test_other_words_or_another_act_coded_anew_count(record: Record, changes: dict[str, Any]) -> None:
    new = put_right(record, DENIED, at=NOON)
    record.keep([anew(events=changes)])
    assert ids(record) == {new.id, f"better@2-{OLD.id}"}


def test_the_kind_that_somebody_put_is_what_a_better_coder_may_read(record: Record) -> None:
    new = put_right(record, replace(DENIED, put=PutEvent(kind="ASSAULT.beat")), at=NOON)
    record.keep([anew(events={"kind": "ASSAULT", "modes": ("beat",)})])
    assert ids(record) == {new.id}


def test_of_two_acts_in_the_same_words_it_is_not_guessed_which_was_misread(record: Record) -> None:
    twin = replace(OLD, id="twin", status="planned")
    record.keep([replace(CODED, events=(OLD, twin))])
    new = put_right(record, DENIED, at=NOON + HOUR)
    both = [replace(one, id=f"anew-{one.id}") for one in (OLD, twin)]
    record.keep([replace(CODED, coder="better@2", events=tuple(both))])
    assert ids(record) == {new.id, *(one.id for one in both)}
    record.keep([replace(CODED, coder="best@3", events=(replace(OLD, id="one"),))])  # one left, but of which?
    assert ids(record) == {new.id, "one"}
    record.keep(
        [replace(CODED, coder="best@4", events=(OLD, replace(OLD, id="other")))]
    )  # itself, and another beside it
    assert ids(record) == {new.id, "other"}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"author": " "}, "nobody said so"),
        ({"reason": "\n"}, "no reason given; expected what was wrong"),
        ({"put": PutEvent()}, "nothing is changed"),
        ({"put": PutEvent(actors="Nobody at all")}, "no actor 'Nobody at all' is known"),
    ],
)
def test_what_cannot_be_so_keeps_nothing(record: Record, changed: dict[str, Any], told: str) -> None:
    count = len(record.batches())
    with pytest.raises(InputError) as refused:
        put_right(record, replace(DENIED, **changed), at=NOON)
    assert told in str(refused.value)
    for ident, other in (("none", 0), (CLAIM.id, 0), (ARTICLE, 0), (OLD.id, 1), (CLAIM.id, 2)):
        with pytest.raises(UnknownName, match=r"unknown (event|claim|number).* known: those of /api/v1/"):
            put_right(record, replace(SORTS[other], item=ident), at=NOON)
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


def test_what_was_put_right_is_what_is_exported_and_shown(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    with open_record(path, clock=lambda: NOON) as record:
        record.keep([CODED])
        new = [put_right(record, one, at=NOON) for one in SORTS]
    assert flow.export(path, tmp_path / "out.json", "annotations") == 2
    found = read_page((tmp_path / "out.json").read_text(encoding="utf8"), {ARTICLE: CODED.article.text})
    assert list(found) == new[:2]
    for part, one in zip(("events", "claims", "quantities"), new, strict=True):
        assert list(flow.stored(path, part, as_of=None, actor=None)) == [one]


def test_a_form_offers_every_kind_and_whoever_may_be_meant() -> None:
    of_claim, of_number = (corrections.choices(one, CODED, load()) for one in (CLAIM, NUMBER))
    assert of_claim.names[:2] == ("Ruritania", "Bordurian army")
    assert ("hedges", "holds it possible") in of_claim.ways["stance"]
    assert {"person", "tonne"} <= set(of_number.units)
    offered = corrections.choices(OLD, CODED, load())
    values = [value for _, group in offered.kinds for value, _ in group]
    assert len(values) == len(set(values))
    assert {"ACCUSE.allege", "ASSAULT", "AGREE"} <= set(values)
    assert offered.now.kind == "ACCUSE.allege"
    assert offered.names[:2] == ("Ruritania", "Bordurian army")
    assert "Kazakhstan" in offered.names
