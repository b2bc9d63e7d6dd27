"""What changed between two days: ties that began or ended, figures told anew, events that came."""

from dataclasses import dataclass
from datetime import date, timedelta

from steppe.world.build import World, runs
from steppe.world.facts import CaseEvent, Figure, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the later world has that the earlier had not. `restated` pairs a figure's former and newer value."""

    earlier: date
    later: date
    begun: tuple[Relation, ...]
    ended: tuple[Relation, ...]
    told: tuple[Figure, ...]
    restated: tuple[tuple[Figure, Figure], ...]
    events: tuple[CaseEvent, ...]


def change(earlier: World, later: World) -> Change:
    """What changed from one world of a case to a later one, each seen with what was known on its own day.

    >>> from steppe.world.build import build
    >>> from steppe.world.samples import small_case
    >>> was, now = (build(small_case(), (), date(year, 11, 27)) for year in (2021, 2022))
    >>> [one.id for one in change(was, now).told]
    ['KAZ.uranium-production.2021', 'WORLD.uranium-production.2021']
    """
    eve, now = earlier.as_of - timedelta(days=1), later.as_of - timedelta(days=1)
    before = {one.id for one in earlier.case.relations if runs(one, eve)}
    after = {one.id for one in later.case.relations if runs(one, now)}
    begun, ended = after - before, before - after
    figures = {one.id for one in earlier.case.figures}
    events = {one.id for one in earlier.case.events}
    return Change(
        earlier=earlier.as_of,
        later=later.as_of,
        begun=tuple(one for one in later.case.relations if one.id in begun),
        ended=tuple(one for one in later.case.relations if one.id in ended),
        told=tuple(one for one in later.case.figures if one.id not in figures),
        restated=tuple(_restated(earlier, later)),
        events=tuple(one for one in later.case.events if one.id not in events),
    )


def _key(one: Figure) -> tuple[str, tuple[str, ...], float]:
    return (one.id, one.provenance.sources, one.value)


def _restated(earlier: World, later: World) -> list[tuple[Figure, Figure]]:
    """The same number about the same thing and time, told with another value since."""
    had = {(one.subject, one.measure, one.of, one.since, one.until): one for one in earlier.case.figures}
    old = {_key(one) for one in earlier.case.figures}
    pairs = []
    for one in later.case.figures:
        former = had.get((one.subject, one.measure, one.of, one.since, one.until))
        if former is not None and _key(one) not in old and former.value != one.value:
            pairs.append((former, one))
    return pairs
