"""Coded events become rows of a history; what is not asserted, or has one party only, does not."""

from datetime import date

import pytest

from steppe.ontology.vocabulary import load
from steppe.outlook.history import day_number
from steppe.outlook.reports import of_events
from steppe.types import Actor, Event, Evidence, Mention, Span, When

KAZ = Actor(id="KAZ", name="Kazakhstan", kind="state", country="KAZ")
RUS = Actor(id="RUS-GOV", name="Government of Russia", kind="institution", country="RUS", sectors=("GOV",))
POLICE = Actor(id="x", name="Police", kind="institution", country="KAZ", sectors=("COP",))
EU = Actor(id="EU", name="European Union", kind="organisation")


def event(actors, recipients=(), **changes):
    named = lambda who: Mention(span=Span(0, 1), quote="x", actor=who, resolution="name")  # noqa: E731
    given = {
        "id": "e1",
        "kind": "ACCUSE",
        "modes": (),
        "contexts": (),
        "status": "asserted",
        "happened": When(first=date(2022, 1, 3), last=date(2022, 1, 4), basis="stated"),
        "known": date(2022, 1, 5),
        "place": None,
        "trigger": Span(0, 1),
        "reason": "r",
        "evidence": Evidence(article="a", span=Span(0, 1), quote="x", coder="c@1", confidence=1.0),
    }
    sides = {"actors": tuple(map(named, actors)), "recipients": tuple(map(named, recipients))}
    return Event(**{**given, **sides, **changes})


def test_a_report_is_a_row_with_its_days_and_its_event():
    found = of_events([event([KAZ], [RUS], modes=("allege",))], load())
    assert [found.actors[found.source[0]], found.kinds[found.kind[0]].name, found.actors[found.target[0]]] == [
        "KAZ",
        "ACCUSE.allege",
        "RUS",
    ]
    assert (found.day[0], found.known[0]) == (day_number(date(2022, 1, 3)), day_number(date(2022, 1, 5)))
    assert found.cite(0) == "e1"
    assert found.confirmed
    assert found.kinds[0].quad == 3


def test_the_parts_of_a_state_keep_their_names():
    assert set(of_events([event([POLICE], [EU])], load()).actors) == {"Police (KAZ)", "European Union"}


def test_each_pair_of_parties_is_a_row_and_a_shared_act_goes_both_ways():
    assert len(of_events([event([KAZ, EU], [RUS, POLICE])], load())) == 4
    assert len(of_events([event([KAZ, RUS])], load())) == 2


@pytest.mark.parametrize("status", ["denied", "planned", "conditional", "hypothetical"])
def test_what_was_not_asserted_is_no_history(status):
    assert len(of_events([event([KAZ], [RUS], status=status)], load())) == 0


def test_an_undated_event_counts_on_the_day_it_was_known():
    found = of_events([event([KAZ], [RUS], happened=None)], load())
    assert found.day[0] == found.known[0]
    assert len(of_events([event([KAZ], [RUS], happened=None, known=None)], load())) == 0


def test_rows_come_in_the_order_they_became_known():
    late, early = (event([KAZ], [RUS], id=name, known=date(2022, 2, at)) for name, at in (("late", 9), ("early", 2)))
    found = of_events([late, early], load())
    assert found.refs == ("early", "late")
    assert len(found.before(date(2022, 2, 9))) == 1
