"""What a world shows on its day: routes and flows, exposure, what is in force, what changed against another day."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from steppe.brief.brief import RouteRow
from steppe.brief.case_view import route_rows, source_ids
from steppe.brief.facts_told import (
    RECALLED,
    FactLine,
    amount_words,
    fact_line,
    law_words,
    source_refs,
    strength_words,
)
from steppe.brief.words import listed, number_words
from steppe.brief.world_rows import (
    ChangeView,
    Counted,
    CrossLine,
    ExposureLine,
    Restated,
    RouteLine,
    SourceLine,
    Standing,
    StandingLine,
)
from steppe.errors import InputError
from steppe.world.build import World, runs
from steppe.world.change import Change, change
from steppe.world.exposure import Exposure, exposure
from steppe.world.facts import Deployment, Disruption, Fact, Figure, LawVersion, Regime, Route
from steppe.world.vocabulary import load_vocabulary

MOST = 12  # facts of one sort told where a change is summed up
FROM_MEMORY = SourceLine(
    id=RECALLED, title="From memory: no page was looked up", address="", first=None, last=None, kind="memory", facts=0
)


def route_lines(world: World, good: str = "") -> tuple[RouteLine, ...]:
    """The routes in use on the last day the world knows, of one good where given, with figures and who has the say."""
    eve = world.as_of - timedelta(days=1)
    routes = {one.id: one for one in world.case.routes if good in ("", one.good)}
    rows = [one for one in route_rows(world, eve) if one.id in routes]
    pairs = {(routes[row.id].origin, routes[row.id].good) for row in rows if row.share is not None}
    used = {name for pair in pairs if (found := _exposed(world, *pair)) for name in found.facts}
    return tuple(_route_line(row, routes[row.id], world, used) for row in rows)


def every_route(world: World) -> Iterator[RouteRow]:
    """Every route a world knows, in use on its last day or not: the ground a map has to cover on any day."""
    for day in sorted({one.since or world.as_of - timedelta(days=1) for one in world.case.routes}):
        yield from route_rows(world, day)


def _route_line(row: RouteRow, route: Route, world: World, used: Collection[str]) -> RouteLine:
    """`used` are the figures behind the shares."""
    eve = world.as_of - timedelta(days=1)
    yearly = world.figures.get((row.id, "flow"), ())
    flow = next((one for one in reversed(yearly) if one.id in used), None)
    said = [one for one in world.case.relations if (one.kind, one.tail, one.holds) == ("controls", row.id, "yes")]
    said = [one for one in said if runs(one, eve)]
    return RouteLine(
        row=row,
        amount=load_vocabulary().plain(flow.value, flow.unit) if flow else None,
        amount_words=amount_words(flow) if flow else "",
        flow=fact_line(flow, world) if flow else None,
        controls=tuple(dict.fromkeys(world.name(one.head) for one in said)),
        claims=tuple(fact_line(one, world) for one in said),
        disruptions=tuple(
            fact_line(one, world) for one in world.case.disruptions if one.route == row.id and runs(one, eve)
        ),
        sources=source_refs(route.provenance, world),
    )


def _exposed(world: World, origin: str, good: str) -> Exposure | None:
    try:
        return exposure(world, origin, good)
    except InputError:
        return None


def exposure_lines(world: World, good: str = "") -> Iterator[ExposureLine]:
    """How each export whose routes and flows are known leaves its state."""
    pairs = dict.fromkeys((one.origin, one.good) for one in world.case.routes if good in ("", one.good))
    for pair in pairs:
        found = _exposed(world, *pair)
        if found is not None:
            yield _exposure_line(found, world)


def _exposure_line(one: Exposure, world: World) -> ExposureLine:
    facts = facts_by_id(world)
    used = [fact for name in one.facts for fact in facts[name]]
    unit = next((fact.unit for fact in used if isinstance(fact, Figure)), "")
    words = load_vocabulary().unit(unit) if unit else None
    total = f"{number_words(one.total / words.factor)} {words.words.partition(';')[0]}" if words else ""
    return ExposureLine(
        origin=one.origin,
        origin_name=world.name(one.origin),
        good=one.good,
        good_name=world.name(one.good),
        year=one.year,
        total=one.total,
        total_words=total,
        unrouted=one.unrouted,
        crossing=tuple(
            CrossLine(state=state, name=world.name(state), low=share.low, high=share.high)
            for state, share in one.crossing.items()
        ),
        concentration=one.concentration,
        cut=tuple(world.name(place) for place in one.cut),
        facts=tuple(fact_line(fact, world) for fact in used),
    )


def facts_by_id(world: World) -> Mapping[str, tuple[Fact, ...]]:
    """The facts of a world by id: several where sources differ.

    >>> from datetime import date
    >>> from steppe.world.build import build
    >>> from steppe.world.samples import small_case
    >>> len(facts_by_id(build(small_case(), (), date(2022, 11, 27)))["KAZ.uranium-production.2021"])
    1
    """
    found: dict[str, list[Fact]] = defaultdict(list)
    for one in world.case.facts():
        found[one.id].append(one)
    return {name: tuple(facts) for name, facts in found.items()}


def standing(world: World) -> Standing:
    """Disruptions, sanctions, forces abroad and laws that are in force on the last day the world knows."""
    eve, case = world.as_of - timedelta(days=1), world.case
    return Standing(
        disruptions=tuple(_disruption(one, world) for one in case.disruptions if runs(one, eve)),
        sanctions=tuple(_regime(one, world) for one in case.regimes if runs(one, eve)),
        deployments=tuple(_deployment(one, world) for one in case.deployments if runs(one, eve)),
        laws=tuple(_law(one, world) for one in case.laws if runs(one, eve)),
    )


def _disruption(one: Disruption, world: World) -> StandingLine:
    disputed = ", disputed" if one.cause_disputed else ""
    what = f"{one.name}: {one.what}" if one.what else one.name
    return _line(one, world, world.name(one.route), f"{what} ({one.course}; cause: {one.cause}{disputed})")


def _regime(one: Regime, world: World) -> StandingLine:
    imposers = listed(tuple(world.name(name) for name in one.imposers))
    exempt = f"; exempt: {one.exempt}" if one.exempt else ""
    return _line(one, world, f"{imposers} against {world.name(one.target)}", one.what + exempt)


def _deployment(one: Deployment, world: World) -> StandingLine:
    under = f", under {world.name(one.under)}" if one.under else ""
    senders = listed(tuple(world.name(name) for name in one.senders))
    invited = "" if one.invited else ", not invited"
    where = f"{senders} in {world.name(one.host)}"
    return _line(one, world, where, f"{one.mission}{strength_words(one)}{under}{invited}")


def _law(one: LawVersion, world: World) -> StandingLine:
    part = f", part {one.part}" if one.part else ""
    where = f"{world.name(one.state)}: {world.name(one.law)}{part}"
    return _line(one, world, where, f"{one.offence}: {law_words(one)}")


def _line(one: Disruption | Regime | Deployment | LawVersion, world: World, where: str, what: str) -> StandingLine:
    return StandingLine(
        id=one.id,
        where=where,
        what=what,
        since=one.since,
        until=one.until,
        note=one.provenance.note,
        sources=source_refs(one.provenance, world),
    )


def changes(one: World, other: World) -> ChangeView:
    """What the later of two worlds of a case has that the earlier had not."""
    earlier, later = sorted((one, other), key=lambda world: world.as_of)
    found: Change = change(earlier, later)
    return ChangeView(
        earlier=earlier.as_of,
        later=later.as_of,
        begun=_counted(found.begun, later),
        ended=_counted(found.ended, later),
        told=_counted(found.told, later),
        events=_counted(found.events, later),
        restated_total=len(found.restated),
        restated=tuple(
            Restated(former=fact_line(former, earlier), newer=fact_line(newer, later))
            for former, newer in found.restated[:MOST]
        ),
    )


def _counted(facts: Sequence[Fact], world: World) -> Counted:
    return Counted(total=len(facts), lines=tuple(fact_line(one, world) for one in facts[:MOST]))


def source_lines(world: World) -> tuple[SourceLine, ...]:
    """The sources of a world's facts, most used first, and a row for what rests on memory.

    >>> from datetime import date
    >>> from steppe.world.build import build
    >>> from steppe.world.samples import small_case
    >>> [(one.id, one.facts) for one in source_lines(build(small_case(), (), date(2022, 11, 27)))]
    [('S1', 5)]
    """
    used: dict[str, int] = defaultdict(int)
    for fact in world.case.facts():
        for name in source_ids(fact.provenance):
            used[name] += 1
    known = {
        one.id: SourceLine(
            id=one.id,
            title=one.title,
            address=one.address,
            first=one.first,
            last=one.last,
            kind=one.kind,
            facts=used[one.id],
        )
        for one in world.case.sources.values()
        if used[one.id]
    }
    memory = (replace(FROM_MEMORY, facts=used[RECALLED]),) if used[RECALLED] else ()
    return tuple(sorted((*known.values(), *memory), key=lambda one: (-one.facts, one.id)))


def facts_of_source(world: World, source: str) -> tuple[FactLine, ...]:
    """The facts that rest on a source, as known that day, kind by kind."""
    return tuple(fact_line(one, world) for one in world.case.facts() if source in source_ids(one.provenance))
