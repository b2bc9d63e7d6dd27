"""The board against the record's own views, on records made by chance."""

import random
from dataclasses import replace

import numpy as np
import pytest
from tests.survey.made import FIRST, Made, added, clock, coded, days, record, whole

from steppe.outlook.history import day_number
from steppe.record.store import open_record
from steppe.survey.board import NEVER, Board, among, empty, grown
from steppe.types import When, identity


def test_the_board_shows_what_a_view_shows_on_any_day(made: Made) -> None:
    for day in days():
        rows = np.flatnonzero(made.seen(day)).tolist()
        assert made.ids(rows) == sorted(one.id for one in made.record.as_of(day).events()), day


def test_kinds_days_and_articles_are_those_of_the_events(made: Made) -> None:
    board = made.board
    known = {one.id: one for one in made.record.as_of().events()}
    for row in np.flatnonzero(made.seen()).tolist():
        event = known[f"{int(board.id[row]):016x}"]
        told = board.tolds[board.told[row]]
        assert (told.kind, told.mode, told.status) == (event.kind, (*event.modes, "")[0], event.status)
        assert board.sources[board.source[row]].id == event.evidence.article
        if event.happened:
            assert board.first[row] == day_number(event.happened.first)
            assert board.last[row] == day_number(event.happened.last)
        if event.known:
            assert board.known[row] == day_number(event.known)


@pytest.mark.parametrize("seed", [0, 7])
def test_grown_in_many_steps_is_grown_at_once(seed: int) -> None:
    boards = [empty()]
    with record(
        seed, written=lambda made: boards.append(grown(boards[-1], added(made, after=boards[-1].batch)))
    ) as made:
        steps, once = boards[-1], whole(made)
    assert steps.batch == once.batch
    for name in ("place", "written", "named", "id", "coding", "article", "known", "first", "last", "shown", "said"):
        assert getattr(steps, name).tolist() == getattr(once, name).tolist(), name
    for name in ("party_event", "party_side", "dyad_event"):
        assert getattr(steps, name).tolist() == getattr(once, name).tolist(), name
    for index, named in (
        ("told", "tolds"),
        ("source", "sources"),
        ("party_actor", "actors"),
        ("doer", "actors"),
        ("other", "actors"),
    ):
        assert spelt(steps, index, named) == spelt(once, index, named), index


POINTERS = (
    ("told", "tolds"),
    ("source", "sources"),
    ("party_actor", "actors"),
    ("doer", "actors"),
    ("other", "actors"),
)


def spelt(board: Board, index: str, named: str) -> list[object]:
    names = getattr(board, named)
    return [names[at] for at in getattr(board, index).tolist()]


def test_growing_leaves_the_old_board_as_it_was() -> None:
    with record(3) as made:
        before = whole(made)
        count, shown = len(before), before.shown.copy()
        made.keep([coded(random.Random(99), 1, coder="three@1")])
        after = grown(before, added(made, after=before.batch))
        assert (len(before), before.shown.tolist()) == (count, shown.tolist())
        of_it = after.article[: len(shown)] == _article(after, 1)
        found = of_it & (after.said[: len(shown)] == NEVER)
        assert found.any()
        assert not after.shown[: len(shown)][found].any()
        assert after.shown[: len(shown)][of_it & ~found].all()


def _article(board: Board, number: int) -> int:
    (hashed,) = [one for one, at in board.source_at.items() if board.sources[at].id == identity("made", number)]
    return hashed


def test_the_days_of_an_article_that_was_dated_later_are_the_new_ones() -> None:
    with open_record(":memory:", clock=clock) as made:
        first = coded(random.Random(5), 1)
        when = When(first=FIRST, last=FIRST, basis="published")
        made.keep([replace(first, article=replace(first.article, published=None, outlet=None))])
        board = whole(made)
        made.keep([replace(first, article=replace(first.article, published=when, outlet="Daily"), coder="two@1")])
        for one in (grown(board, added(made, after=board.batch)), whole(made)):
            (source,) = one.sources
            assert (source.outlet, source.known) == ("Daily", day_number(FIRST))


def test_few_hashes_among_many() -> None:
    many = np.array([5, 1, 5, 9, 0], np.uint64)
    assert among(many, np.array([9, 5, 77], np.uint64)).tolist() == [True, False, True, True, False]
    assert among(many, np.zeros(0, np.uint64)).tolist() == [False] * 5
    assert among(np.zeros(0, np.uint64), many).tolist() == []
