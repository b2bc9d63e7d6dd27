"""The score of a pair: by hand, against an oracle over the nouns, and of one pair as of all."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import sqrt

import numpy as np
import pytest
from tests.survey.made import ACTORS, ONTOLOGY, Made, clock, coded, ends, whole

from steppe.outlook.history import day_number, day_of
from steppe.record.store import open_record
from steppe.survey.board import Board
from steppe.survey.counts import quads, side_of
from steppe.survey.tension import BEFORE, LEAST, WINDOW, Score, moves, score
from steppe.types import Coded, Event, Evidence, Mention, Status, When, identity

KAZ, RUS = ACTORS[:2]
DAY = date(2023, 6, 1)


def act(number: int, days_before: int, kind: str, *, status: Status = "asserted") -> Coded:
    """An article known a day after what it tells happened, so many days before `DAY`."""
    one = coded(random.Random(number), 1000 + number)
    day = DAY - timedelta(days=days_before)
    when = When(first=day, last=day, basis="stated")
    span = one.sentences[0].span
    mine = Mention(span=span, quote=span.of(one.article.text), actor=KAZ, resolution="name")
    event = Event(
        id=identity("act", number),
        kind=kind,
        modes=(),
        contexts=(),
        status=status,
        actors=(mine,),
        recipients=(replace(mine, actor=RUS),),
        happened=when,
        known=day,
        place=None,
        trigger=span,
        reason="by hand",
        evidence=Evidence(article=one.article.id, span=span, quote=span.of(one.article.text), coder=one.coder),
    )
    article = replace(one.article, published=replace(when, basis="published"))
    return replace(one, article=article, events=(event,), mentions=())


def scored(acts: Sequence[Coded], day: date = DAY) -> tuple[Board, Score | None]:
    with open_record(":memory:", clock=clock) as made:
        made.keep(acts)
        board = whole(made)
    seen = board.before(day_number(day), np.zeros(0, np.uint64))
    return board, score(board, seen, quads(board, ONTOLOGY), day=day_number(day), pair=("KAZ", "RUS"))


def test_a_pair_by_hand() -> None:
    # A year of one rejection and two consultations, then 4 rejections within the window; the first known event is
    # 365 days before the window, so the baseline is whole.
    calm = [act(0, WINDOW + BEFORE, "CONSULT"), act(1, 200, "REJECT"), act(2, 100, "CONSULT")]
    loud = [act(10 + n, 1 + n, "REJECT") for n in range(4)]
    denied = [act(20, 3, "ASSAULT", status="denied"), act(21, 4, "AID", status="planned")]
    board, found = scored([*calm, *loud, *denied])
    assert found is not None
    usual_conflict, usual_cooperation = 1 * WINDOW / BEFORE, 2 * WINDOW / BEFORE
    spread = sqrt(1 + WINDOW / BEFORE)
    rose = 2 * (sqrt(4 + 3 / 8) - sqrt(usual_conflict + 3 / 8)) / spread
    fell = 2 * (sqrt(3 / 8) - sqrt(usual_cooperation + 3 / 8)) / spread
    assert (found.conflict, found.earlier_conflict, found.cooperation, found.earlier_cooperation) == (4, 1, 0, 2)
    assert found.baseline == BEFORE
    assert found.usual_conflict == pytest.approx(usual_conflict)
    assert found.conflict_rose == pytest.approx(rose)
    assert found.cooperation_rose == pytest.approx(fell)
    assert found.score == pytest.approx((rose - fell) / sqrt(2))
    quad = quads(board, ONTOLOGY)
    (move,), total = moves(board, board.shown, quad, day=day_number(DAY))
    assert total == 1
    assert (move.one, move.other, move.conflict, move.cooperation) == ("KAZ", "RUS", 4, 0)
    assert move.score == pytest.approx(found.score)
    assert (move.spans[-1], len(move.spans)) == ((0, 4), 13)
    assert sum(up + down for up, down in move.spans) == 6  # the first consultation lies before the twelve windows


def test_no_past_gives_no_score() -> None:
    board, found = scored([act(n, 1 + n, "REJECT") for n in range(8)])
    assert found is None
    assert moves(board, board.shown, quads(board, ONTOLOGY), day=day_number(DAY)) == ((), 0)


def test_a_short_past_is_a_short_baseline() -> None:
    _, found = scored([act(n, 1 + 9 * n, "REJECT") for n in range(11)])
    assert found is not None
    assert found.baseline == 91 - WINDOW
    assert found.usual_conflict == pytest.approx(found.earlier_conflict * WINDOW / found.baseline)


def test_too_few_events_give_no_score() -> None:
    board, found = scored([act(n, 1 + 60 * n, "REJECT") for n in range(LEAST - 1)])
    assert found is not None
    assert found.score is None
    assert moves(board, board.shown, quads(board, ONTOLOGY), day=day_number(DAY)) == ((), 0)


def test_an_empty_board_ranks_nothing() -> None:
    board, found = scored([])
    assert found is None
    assert moves(board, board.shown, quads(board, ONTOLOGY), day=day_number(DAY)) == ((), 0)


def test_one_pair_is_scored_as_among_all(made: Made) -> None:
    compared = 0
    for day in (date(2022, 6, 1), date(2022, 7, 10)):
        number = day_number(day)
        found, total = moves(made.board, made.seen(day), made.quad(), day=number, most=50)
        paged = [moves(made.board, made.seen(day), made.quad(), day=number, most=1, after=at)[0] for at in range(total)]
        assert tuple(one for page in paged for one in page) == found
        for one in found:
            alone = score(made.board, made.seen(day), made.quad(), day=number, pair=(one.one, one.other))
            assert alone is not None
            assert alone.score == pytest.approx(one.score)
            assert (alone.conflict, alone.cooperation) == (one.conflict, one.cooperation)
            assert (alone.conflict, alone.earlier_conflict) == _oracle(made, day, (one.one, one.other), conflict=True)
            assert (alone.cooperation, alone.earlier_cooperation) == _oracle(
                made, day, (one.one, one.other), conflict=False
            )
            compared += 1
    assert compared > 0


def _oracle(made: Made, day: date, pair: tuple[str, str], *, conflict: bool) -> tuple[int, int]:
    """Events in the window and in the baseline, counted from the nouns."""
    start = day - timedelta(days=WINDOW)
    events = [one for one in made.record.as_of(day).events() if one.status == "asserted"]
    first = day_of(int(made.board.known[made.seen(day)].min()))
    since = max(start - timedelta(days=BEFORE), first)
    now = before = 0
    for event in events:
        (row,) = np.flatnonzero((made.board.id == int(event.id, 16)) & made.seen(day)).tolist()
        known = day_of(int(made.board.known[row]))
        when = event.happened.first if event.happened else known
        both = any({side_of(doer), side_of(met)} == set(pair) for doer, met in ends(event))
        if not both or (ONTOLOGY.types[event.kind].quad >= 3) is not conflict or known < since:
            continue
        now += start <= when < day
        before += since <= when < start
    return now, before
