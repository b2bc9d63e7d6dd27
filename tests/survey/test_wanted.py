"""Which events are wanted, against asking the nouns one by one."""

from datetime import date, timedelta

import numpy as np
import pytest
from tests.survey.made import FIRST, ONTOLOGY, QUADS, Made, stands_for

from steppe.outlook.history import day_number
from steppe.survey.wanted import Wanted, row_of, rows_of
from steppe.types import Event

LATE = FIRST + timedelta(days=90)
ASKED = (
    Wanted(),
    Wanted(actor="KAZ"),
    Wanted(recipient="RUS"),
    Wanted(partner="kaz-police"),
    Wanted(actor="KAZ", recipient="RUS"),
    Wanted(actor="KAZ", partner="RUS"),
    Wanted(recipient="RUS", partner="csto"),
    Wanted(kind="ASSAULT"),
    Wanted(quad=4, since=LATE),
    Wanted(actor="RUS", kind="AID", quad=2),
    Wanted(actor="nobody"),
    Wanted(partner="KAZ", sign="conflict", told="done"),
    Wanted(sign="cooperation", told="other"),
    Wanted(happened_from=LATE, happened_before=LATE + timedelta(days=60)),
    Wanted(partner="RUS"),
)


@pytest.mark.parametrize("wanted", ASKED, ids=repr)
def test_the_rows_are_those_of_the_nouns_that_fit(made: Made, wanted: Wanted) -> None:
    view = made.record.as_of()
    rows = rows_of(made.board, made.seen(), made.quad(), wanted)
    expected = [one for one in view.events() if _fits(one, wanted, _known(made, one))]
    assert made.ids(rows) == sorted(one.id for one in expected)
    assert list(rows) == sorted(rows)


@pytest.mark.parametrize("outlet", ["", "one"])
def test_an_outlet_or_an_article_narrows_the_rows(made: Made, outlet: str) -> None:
    board = made.board
    whose = outlet and max(one.outlet for one in board.sources)
    rows = rows_of(board, made.seen(), made.quad(), Wanted(outlet=whose))
    assert set(rows) == {at for at in np.flatnonzero(made.seen()) if board.sources[board.source[at]].outlet == whose}
    article = board.sources[board.source[np.flatnonzero(made.seen())[0]]].id
    mine = rows_of(board, made.seen(), made.quad(), Wanted(article=article))
    assert len(mine)
    assert {board.sources[board.source[at]].id for at in mine} == {article}


def _known(made: Made, event: Event) -> int:
    (row,) = row_of(made.board, event.id)
    return int(made.board.known[row])


def _fits(event: Event, wanted: Wanted, known: int) -> bool:
    actors, others = ([one.actor for one in side] for side in (event.actors, event.recipients))
    who, whom, partner = wanted.actor, wanted.recipient, wanted.partner

    def towards(one: str, other: str) -> bool:
        if others:
            return any(stands_for(a, one) for a in actors) and any(stands_for(b, other) for b in others)
        return any(
            stands_for(a, one) and stands_for(b, other)
            for i, a in enumerate(actors)
            for k, b in enumerate(actors)
            if i != k
        )

    if who and partner and not whom:
        fits = towards(who, partner) or towards(partner, who)
    elif who and whom:
        fits = towards(who, whom)
    elif who:
        fits = any(stands_for(one, who) for one in actors)
    elif whom:
        fits = any(stands_for(one, whom) for one in others)
    else:
        fits = True
    if partner and not (who and not whom):
        fits = fits and any(stands_for(one, partner) for one in (*actors, *others))
    quad = QUADS[event.kind]
    return (
        fits
        and wanted.kind in ("", event.kind)
        and wanted.quad in (0, quad)
        and (wanted.since is None or known >= day_number(wanted.since))
        and _is_narrowed(event, wanted, known)
    )


def _is_narrowed(event: Event, wanted: Wanted, known: int) -> bool:
    first = event.happened.first if event.happened else None
    day = day_number(first) if first else known
    return (
        wanted.sign in ("", "conflict" if QUADS[event.kind] > 2 else "cooperation")
        and wanted.told in ("", "done" if event.status == "asserted" else "other")
        and (wanted.happened_from is None or day >= day_number(wanted.happened_from))
        and (wanted.happened_before is None or day < day_number(wanted.happened_before))
    )


def test_an_event_is_found_by_its_id_judged_or_not(made: Made) -> None:
    every = made.record.as_of().events(judged=True)
    for event in every:
        assert made.ids(row_of(made.board, event.id)) == [event.id]
    assert ONTOLOGY.types.keys() >= {one.kind for one in every}


@pytest.mark.parametrize("ident", ["", "zz", "0" * 16, "A" * 16, "a" * 15, "١" * 16, "a" * 17])
def test_what_is_no_id_of_ours_is_not_found(made: Made, ident: str) -> None:
    assert len(row_of(made.board, ident)) == 0


def test_an_event_known_later_is_not_found(made: Made) -> None:
    event = max((one for one in made.record.as_of().events() if one.known), key=lambda one: one.known or date.min)
    assert event.known is not None
    assert len(row_of(made.board, event.id, before=event.known)) == 0
    assert len(row_of(made.board, event.id, before=event.known + timedelta(days=1))) == 1
