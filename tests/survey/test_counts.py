"""What is counted from a board, against counting the nouns one by one."""

from collections import Counter
from datetime import UTC, date, datetime, time

import numpy as np
import pytest
from tests.survey.made import ACTORS, QUADS, Made, classes, clock, days, ends, stands_for

from steppe.outlook.history import day_number
from steppe.survey.board import Hashes
from steppe.survey.counts import (
    ACTOR,
    RECIPIENT,
    asserted,
    between,
    by_class,
    by_month,
    happened,
    latest,
    of_party,
    once,
    partners,
    side_of,
)
from steppe.survey.index import entries, pairs, parties_of
from steppe.survey.outlets import WantedPieces, copies, of_outlet, outlets, pieces, visible
from steppe.types import Event, Judgement, identity

NAMES = ("KAZ", "RUS", "kaz-police", "csto", "IGO", "somebody", "nobody")
DAYS = (None, date(2022, 3, 1), date(2022, 5, 9))


def parties(event: Event, side: int | None = None) -> list[str]:
    both = {ACTOR: event.actors, RECIPIENT: event.recipients, None: (*event.actors, *event.recipients)}
    return [one.actor for one in both[side]]


def test_the_events_of_a_party_on_each_side(made: Made) -> None:
    for day in DAYS:
        events = made.record.as_of(day).events()
        for name in NAMES:
            for side in (None, ACTOR, RECIPIENT):
                rows = of_party(made.board, made.seen(day), name, side=side)
                wanted = [one for one in events if any(stands_for(actor, name) for actor in parties(one, side))]
                assert made.ids(rows) == sorted(one.id for one in wanted), (name, side)
                assert by_class(made.board, rows, made.quad()) == classes(wanted)


def test_the_events_of_a_pair_each_way(made: Made) -> None:
    events = made.record.as_of().events()
    for one in NAMES:
        for other in NAMES:
            forth = [event for event in events if _towards(event, one, other)]
            either = [event for event in events if _towards(event, one, other) or _towards(event, other, one)]
            assert made.ids(between(made.board, made.seen(), one, other, both=False)) == sorted(e.id for e in forth)
            assert made.ids(between(made.board, made.seen(), one, other)) == sorted(e.id for e in either)


def _towards(event: Event, one: str, other: str) -> bool:
    return any(stands_for(doer, one) and stands_for(met, other) for doer, met in ends(event))


def test_partners_count_each_event_once(made: Made) -> None:
    events = made.record.as_of().events()
    for name in NAMES:
        wanted: Counter[str] = Counter()
        for event in events:
            sides = {side_of(met) for doer, met in ends(event) if stands_for(doer, name) and not stands_for(met, name)}
            sides |= {
                side_of(doer) for doer, met in ends(event) if stands_for(met, name) and not stands_for(doer, name)
            }
            wanted.update(sides)
        found = partners(made.board, made.seen(), name, made.quad())
        assert {one.name: one.total for one in found} == dict(wanted), name
        assert [one.total for one in found] == sorted((one.total for one in found), reverse=True)


def test_a_country_is_one_partner_and_a_body_of_several_states_its_own() -> None:
    assert {side_of(one) for one in ACTORS} == {"KAZ", "RUS", "csto", "eaeu", "somebody"}


def test_the_index_counts_parties_and_countries(made: Made) -> None:
    events = made.record.as_of().events()
    found, total = entries(made.board, made.seen(), made.quad(), most=100)
    assert total == len(found)
    for one in found:
        mine = [event for event in events if any(stands_for(actor, one.name) for actor in parties(event))]
        assert (one.total, one.counts) == (len(mine), classes(mine))
        when = [event.happened.first if event.happened else event.known for event in mine]
        if all(when):
            assert (one.first, one.last) == (min(map(str, when)), max(map(str, when)))
    assert {one.name for one in found} <= {"KAZ", "RUS", "csto", "eaeu", "somebody"}
    police, _ = entries(made.board, made.seen(), made.quad(), asked="poli")
    assert [one.name for one in police] == ["kaz-police"]


def test_pages_of_the_index_go_through_all_of_it(made: Made) -> None:
    every, total = entries(made.board, made.seen(), made.quad(), most=100)
    paged = [entries(made.board, made.seen(), made.quad(), most=2, after=start)[0] for start in range(0, total, 2)]
    assert tuple(one for page in paged for one in page) == every


def test_the_parties_of_a_country(made: Made) -> None:
    events = made.record.as_of().events()
    for one in parties_of(made.board, made.seen(), made.quad(), "KAZ"):
        mine = [event for event in events if any(actor.id == one.name for actor in parties(event))]
        assert one.total == len(mine)


def test_pairs_are_those_of_sides(made: Made) -> None:
    wanted: dict[frozenset[str], list[Event]] = {}
    for event in made.record.as_of().events():
        for both in {frozenset((side_of(doer), side_of(met))) for doer, met in ends(event)}:
            if len(both) == 2:
                wanted.setdefault(both, []).append(event)
    found, total = pairs(made.board, made.seen(), made.quad(), most=100)
    assert {frozenset((one.one, one.other)): one.counts for one in found} == {
        both: classes(events) for both, events in wanted.items()
    }
    assert total == len(wanted)
    ours, _ = pairs(made.board, made.seen(), made.quad(), of="RUS", most=100)
    assert {frozenset((one.one, one.other)) for one in ours} == {both for both in wanted if "RUS" in both}


def test_months_leave_none_out(made: Made) -> None:
    rows = of_party(made.board, made.seen(), "KAZ")
    found = by_month(made.board, rows, made.quad())
    events = [one for one in made.record.as_of().events() if any(stands_for(actor, "KAZ") for actor in parties(one))]
    days_ = happened(made.board, rows)
    assert found.counts.sum() == len(events) == len(days_)
    for month, counts in zip(found.months, found.counts.tolist(), strict=True):
        mine = [one for one in events if _month(made, one) == month]
        assert tuple(counts) == classes(mine)


def _month(made: Made, event: Event) -> str:
    if event.happened:
        return f"{event.happened.first:%Y-%m}"
    if event.known:
        return f"{event.known:%Y-%m}"
    (row,) = np.flatnonzero((made.board.id == int(event.id, 16)) & made.seen()).tolist()
    return str(np.datetime64(int(made.board.known[row]), "D").astype("datetime64[M]"))


def test_the_latest_go_first_in_pages(made: Made) -> None:
    rows = np.flatnonzero(made.seen())
    order = sorted(rows.tolist(), key=lambda row: (-int(made.board.known[row]), -row))
    for start in range(0, len(order), 3):
        assert latest(made.board, rows, most=3, after=start).tolist() == order[start : start + 3]
    assert latest(made.board, rows, most=3, after=len(order)).tolist() == []


def test_only_what_is_told_as_done_is_asserted(made: Made) -> None:
    done = asserted(made.board)[made.board.told[np.flatnonzero(made.seen())]].sum()
    assert done == sum(one.status == "asserted" for one in made.record.as_of().events())


def test_once_keeps_each_pair_once() -> None:
    group, event = once(np.array([2, 0, 2, 2]), np.array([4, 4, 4, 7]), 3)
    assert list(zip(group.tolist(), event.tolist(), strict=True)) == [(0, 4), (2, 4), (2, 7)]
    assert once(np.zeros(0, np.int64), np.zeros(0, np.int64), 1)[0].tolist() == []


@pytest.mark.parametrize("day", DAYS)
def test_outlets_count_articles_and_events(made: Made, day: date | None) -> None:
    view = made.record.as_of(day)
    articles, events = view.articles(), view.events()
    shown = visible(made.board, day_number(day) if day else None, _left_out(made, day))
    found = outlets(made.board, made.seen(day), shown, {})
    assert {one.outlet: one.articles for one in found.outlets} == Counter(one.outlet or "" for one in articles)
    assert found.uncoded == sum(one.language != "en" for one in articles)
    assert found.events == len(events)
    assert found.independent == len(articles)
    for one in found.outlets:
        places = of_outlet(made.board, shown, WantedPieces(outlet=one.outlet), {})
        listed = pieces(made.board, made.seen(day), places, {})
        assert {piece.id for piece in listed} == {a.id for a in articles if (a.outlet or "") == one.outlet}
        for piece in listed:
            assert piece.events == sum(event.evidence.article == piece.id for event in events)


def _left_out(made: Made, day: date | None) -> Hashes:
    return made.record.left_out(datetime.combine(day, time(), UTC) if day else None)


def test_copies_are_those_that_are_judged_the_same_and_known_later(made: Made) -> None:
    first, second, third, fourth = sorted(made.board.sources[:4], key=lambda one: one.known)
    said = [_said("same", first.id, third.id), _said("same", third.id, second.id), _said("same", "event", fourth.id)]
    found = copies(made.board, said)
    assert set(found) <= {first.id, second.id, third.id}
    assert len(found) == 2
    assert len(set(found.values())) == 1
    assert found[third.id] == first.id or third.known == first.known
    assert copies(made.board, [*said, _said("different", third.id, first.id)]).keys() <= {second.id, third.id}


def _said(verdict: str, *subjects: str) -> Judgement:

    return Judgement(
        id=identity(verdict, *subjects), subjects=subjects, verdict=verdict, reason="", author="A", at=clock()
    )


def test_every_day_looked_at_is_one_of_the_record() -> None:
    assert len(days()) > 5
    assert set(QUADS.values()) >= {1, 2, 3, 4}
