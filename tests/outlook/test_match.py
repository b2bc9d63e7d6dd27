"""Which rows answer a question: against a plain loop, by either way of seeking, and fast on half a million rows."""

from datetime import timedelta
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.outlook.contract import ACTORS, KINDS, OPENS, busy_rows, columns

from steppe.outlook.forecast import Question
from steppe.outlook.history import History, Kind, day_number, day_of
from steppe.outlook.match import SCANNED, finder, happened, rows

SIDES = st.lists(st.sampled_from([*ACTORS, "MNG"]), max_size=3).map(tuple)
ACTS = [
    "REJECT",
    "CONSULT",
    "CONSULT.visit",
    "ASSAULT.aerial",
    "ASSAULT.drone",
    "quad-1",
    "quad-4",
    "Reject",
    "nothing",
]
PAST = columns(busy_rows())


def ask(who=(), whom=(), kinds=("REJECT",), days=30, opens=OPENS):
    return Question(actors=who, kinds=kinds, recipients=whom, opens=opens, closes=opens + timedelta(days=days - 1))


def by_hand(question, history):
    found = []
    for at in range(len(history)):
        kind = history.kinds[history.kind[at]]
        forms = {kind.name, kind.type, f"{kind.type}.{kind.mode}", f"quad-{kind.quad}"}
        head, tail = history.actors[history.source[at]], history.actors[history.target[at]]
        fits = (not question.actors or head in question.actors) and (
            not question.recipients or tail in question.recipients
        )
        itself = head == tail and not (question.actors and question.recipients)
        if fits and not itself and forms & set(question.kinds):
            found.append(at)
    return found


@given(SIDES, SIDES, st.lists(st.sampled_from(ACTS), min_size=1, max_size=3).map(tuple))
def test_both_ways_find_what_a_plain_loop_finds(who, whom, kinds):
    question = ask(who, whom, kinds)
    assert rows(question, PAST).tolist() == finder(PAST)(question).tolist() == by_hand(question, PAST)


def test_the_empty_history_has_no_rows():
    for question in (ask(), ask(("KAZ",)), ask((), ("KAZ",)), ask(("KAZ",), ("RUS",))):
        assert not len(rows(question, History.of([])))
        assert not len(finder(History.of([]))(question))
        assert not happened(question, History.of([]))


@pytest.mark.parametrize(("day", "found"), [(-1, False), (0, True), (6, True), (7, False)])
def test_the_first_and_the_last_day_of_the_window_count(day, found):
    past = History.of([("KAZ", "REJECT", "RUS", OPENS + timedelta(days=day))])
    assert happened(ask(("KAZ",), ("RUS",), days=7), past) is found


def test_a_kind_without_class_answers_to_its_name_only():
    past = columns([("KAZ", 5, "RUS", 1, 1)])
    assert len(rows(ask(kinds=("Make statement",)), past)) == 1
    assert not len(rows(ask(kinds=("quad-1", "quad-2", "quad-3", "quad-4", "")), past))


def test_what_an_actor_does_to_itself_counts_only_where_both_sides_are_named():
    past = columns([("KAZ", 2, "KAZ", 1, 1)])
    assert len(rows(ask(("KAZ",), ("KAZ",)), past)) == 1
    assert not any(len(rows(one, past)) for one in (ask(("KAZ",)), ask((), ("KAZ",)), ask()))


def test_half_a_million_rows_are_sought_in_a_blink():
    count, noise = 500_000, np.random.default_rng(1)
    actors = tuple(f"actor {at}" for at in range(20_000))
    days = np.sort(noise.integers(0, 3650, size=count)).astype(np.int32)
    past = History(
        actors=actors,
        kinds=tuple(Kind(name=f"kind {at}", type=KINDS[at % 5].type, quad=at % 4 + 1) for at in range(200)),
        source=noise.integers(0, len(actors), size=count, dtype=np.int32),
        kind=noise.integers(0, 200, size=count, dtype=np.int32),
        target=noise.integers(0, len(actors), size=count, dtype=np.int32),
        day=days,
        known=days,
        origin=np.zeros(count, dtype=np.int16),
        row=np.arange(count, dtype=np.int32),
    )
    for question in (ask(("actor 7",), ("actor 9",)), ask(("actor 7",)), ask((), ("actor 9",)), ask(kinds=("quad-4",))):
        spent = min(_seconds(question, past) for _ in range(3))
        assert spent < 0.05, question
    assert happened(ask(opens=day_of(100), kinds=("quad-4",)), past)
    assert day_number(day_of(100)) == 100


def _seconds(question, past):
    start = perf_counter()
    rows(question, past)
    return perf_counter() - start


def test_looking_row_by_row_and_in_sorted_rows_finds_the_same():
    noise = np.random.default_rng(3)
    events = [
        (f"a{noise.integers(5)}", "AID" if noise.integers(2) else "REJECT", f"a{noise.integers(5)}", day_of(day))
        for day in range(300)
    ]
    past = History.of(events)
    asked = [
        Question(actors=who, kinds=(kind,), recipients=whom, opens=day_of(0), closes=day_of(9))
        for who in ((), ("a0",), ("a1", "a2"), ("nobody",))
        for whom in ((), ("a3",), ("a0", "a4"))
        for kind in ("AID", "REJECT")
    ]
    find = finder(past)
    assert len(asked) > SCANNED
    for question in asked:
        assert find(question).tolist() == rows(question, past).tolist()
