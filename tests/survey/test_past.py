"""The board as a history beside the history read from the nouns themselves."""

import numpy as np
import pytest
from tests.survey.made import DAYS, FIRST, ONTOLOGY, Made, record, whole

from steppe.outlook.history import History, day_of
from steppe.outlook.reports import of_events
from steppe.survey.ahead import MATERIAL, ahead
from steppe.survey.past import past, side
from steppe.types import BY_HAND, Actor


def rows(one: History) -> list[tuple[object, ...]]:
    """Each row in words, in an order of its own: rows of one event that differ in their parties have no order."""
    return sorted(
        (int(one.known[at]), int(one.day[at]), one.cite(at), one.actors[one.source[at]], one.kinds[one.kind[at]].name,
         one.actors[one.target[at]])
        for at in range(len(one))
    )  # fmt: skip


def test_the_board_gives_the_history_of_the_nouns(made: Made) -> None:
    dated = made.board.known != np.iinfo(np.int32).min
    found = past(made.board, made.seen() & dated, ONTOLOGY)
    nouns = made.record.as_of().events()
    undated = {one.id for one in nouns if one.known is None and one.happened is None}
    wanted = of_events(nouns, ONTOLOGY)
    assert [row for row in rows(found) if row[2] not in undated and row[2] not in _loose(made)] == [
        row for row in rows(wanted) if row[2] not in _loose(made)
    ]
    assert found.actors == wanted.actors or undated
    assert set(wanted.kinds) <= set(found.kinds)


def _loose(made: Made) -> set[str]:
    """Events without a day on which they were known, which the store dates by its own clock."""
    return {one.id for one in made.record.as_of().events() if one.known is None}


def test_rows_are_sorted_by_the_day_they_were_known_then_happened(made: Made) -> None:
    found = past(made.board, made.seen(), ONTOLOGY)
    order = list(zip(found.known.tolist(), found.day.tolist(), strict=True))
    assert order == sorted(order)
    assert found.row.tolist() == list(range(1, len(found) + 1))
    assert found.confirmed
    assert found.actors == tuple(sorted(set(found.actors)))


def test_a_history_before_a_day_is_that_of_the_view(made: Made) -> None:
    day = day_of(int(np.median(made.board.known)))
    known = {row[2] for row in rows(past(made.board, made.seen(), ONTOLOGY).before(day))}
    judged = {one.id for one in made.record.as_of(day).events(judged=True)}
    # What was put right since then is told as it is known now, as what was judged wrong is left out.
    since = {one.id for one in made.record.as_of().events() if one.evidence.coder == BY_HAND}
    assert known <= judged | since


def test_an_empty_board_has_an_empty_history() -> None:
    with record(0, articles=0) as kept:
        board = whole(kept)
        found = past(board, np.zeros(0, np.bool_), ONTOLOGY)
        assert (len(found), found.actors, found.kinds) == (0, (), ())
        assert ahead(board, found, [("KAZ", "RUS")], opens=None).chances == ()
        assert ahead(board, found, [("KAZ", "RUS")], opens=FIRST).chances == ()


@pytest.mark.parametrize(
    ("actor", "named"),
    [
        (Actor(id="KAZ", name="Kazakhstan", kind="state", country="KAZ"), "KAZ"),
        (Actor(id="g", name="Government", kind="institution", country="KAZ", sectors=("GOV",)), "KAZ"),
        (Actor(id="p", name="Police", kind="institution", country="KAZ", sectors=("COP", "GOV")), "Police (KAZ)"),
        (Actor(id="b", name="Somebody", kind="unknown"), "Somebody"),
    ],
)
def test_the_name_a_forecast_asks_for(actor: Actor, named: str) -> None:
    assert side(actor) == named


def test_chances_go_there_and_back_for_both_material_classes(made: Made) -> None:
    opens = day_of(int(made.board.known[made.seen()].max()) + 1)
    found = ahead(made.board, past(made.board, made.seen(), ONTOLOGY), [("KAZ", "csto")], opens=opens)
    asked = [one.forecast.question for one in found.chances]
    assert [(one.actors, one.recipients, one.kinds) for one in asked] == [
        (who, whom, (kind,))
        for who, whom in ((("KAZ",), ("CSTO (IGO)",)), (("CSTO (IGO)",), ("KAZ",)))
        for kind in MATERIAL
    ]
    assert {one.opens for one in asked} == {opens}
    assert all(0 <= one.forecast.low <= one.forecast.probability <= one.forecast.high <= 1 for one in found.chances)
    assert [one.conflict for one in found.chances] == [True, False, True, False]
    assert DAYS > 0
