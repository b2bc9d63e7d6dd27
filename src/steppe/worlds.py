"""The hallway's flight of worlds: a case on any day for those who look, and articles held against it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import get_args

import numpy as np

from steppe.brief.brief import Brief, Network, RouteRow, Stop
from steppe.brief.case_view import PARTIES, lasting
from steppe.brief.charts.network import network
from steppe.brief.charts.routemap import routemap
from steppe.brief.compose import compose
from steppe.brief.facts_told import RECALLED, FactLine, fact_line
from steppe.brief.verdicts import GRAVEST, ArticleLine, CheckView, Judged, article_line, checked, judged
from steppe.brief.world_rows import Asked, CaseLine, ReportLine, RouteLine, SourceLine, TieLine, WorldSummary, WorldView
from steppe.brief.world_ties import QUIET, asked, drawn, kinds, stage, tie_lines
from steppe.brief.world_view import (
    changes,
    every_route,
    exposure_lines,
    facts_of_source,
    route_lines,
    source_lines,
    standing,
)
from steppe.checking.check import check
from steppe.checking.verdict import Finding, Verdict
from steppe.errors import InputError, UnknownName
from steppe.flow import exposure, world_as
from steppe.holding import Held
from steppe.ontology.outlines import VIEW, outlines
from steppe.record.store import Record
from steppe.types import Coded, Tie
from steppe.world.build import World, build, member_of
from steppe.world.case import Case, joined
from steppe.world.exports import current
from steppe.world.exposure import Exposure
from steppe.world.load import find_case, load_case, reference
from steppe.world.reported import reported

__all__ = [
    "ArticleLine",
    "Asked",
    "Brief",
    "CaseLine",
    "CheckView",
    "Exposure",
    "FactLine",
    "Judged",
    "ReportLine",
    "RouteLine",
    "SourceLine",
    "TieLine",
    "WorldSummary",
    "WorldView",
]

BORDERS = VIEW  # how a map words the view of borders it shows
MOST_TIES, REPORT_DAYS, MOST_PAIRS = 40, 90, 12
FIRST_YEAR = 1000  # a day before it is a slip of the pen
SHAPES: Mapping[str, str] = {
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "geojson": "application/geo+json",
    "ftm": "application/json-lines",
}
"""What a world can be written as, with the media type of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A case with the reference behind it; `facts` are the ids of its own, `routes` all it ever tells of."""

    whole: Case
    facts: Collection[str]
    first: date
    last: date
    kinds: Collection[str]
    goods: Collection[str]
    members: tuple[tuple[str, str], ...]
    routes: tuple[RouteRow, ...]


def cases(names: Sequence[str], *, today: date) -> tuple[CaseLine, ...]:
    """The cases that can be asked about."""
    return tuple(case_line(name, today) for name in names)


def case_line(name: str, today: date) -> CaseLine:
    """One case; its last day is not after `today` unless its own day is."""
    found = _opened(name)
    whole = found.whole
    return CaseLine(
        id=name,
        title=whole.title,
        about=whole.about,
        as_of=whole.as_of,
        first=found.first,
        last=max(whole.as_of, min(today, found.last + timedelta(days=1))),
        members=len(whole.members),
        facts=sum(1 for _ in whole.facts()),
        kinds=tuple(one for one in found.kinds if lasting(one)),
    )


def known_case(name: str, names: Collection[str]) -> str:
    """The name, if it is one of the cases served. Raises `UnknownName`: no path comes in from outside."""
    if name not in names:
        raise UnknownName("case", name, names)
    return name


def world_of(name: str, as_of: date | None = None) -> World:
    """The world of a case as known before a day, by default its own; without the record. Raises `InputError`."""
    when = as_of or _opened(name).whole.as_of
    if when.year < FIRST_YEAR:
        raise InputError(f"as of {when}: expected a day from the year {FIRST_YEAR} on")
    return _world(name, when)


@lru_cache(maxsize=8)
def _opened(name: str) -> Opened:
    own = load_case(find_case(name))
    acts = [one.provenance.known for one in own.events] or [own.as_of]
    whole = joined(reference(), own)
    every = build(whole, (), date.max)
    return Opened(
        whole=whole,
        facts=frozenset(one.id for one in own.facts()),
        first=min(acts),
        last=max((one.provenance.known for one in own.facts()), default=own.as_of),
        kinds=every.ties.kinds,
        goods=sorted({one.good for one in own.routes}),
        members=_parties(whole),
        routes=tuple(every_route(every)),
    )


def _parties(whole: Case) -> tuple[tuple[str, str], ...]:
    found = [(one.id, one.name) for one in whole.members.values() if one.kind in PARTIES]
    return tuple(sorted(found, key=lambda pair: (pair[1].casefold(), pair[0])))


@lru_cache(maxsize=24)
def _world(name: str, when: date) -> World:
    return build(_opened(name).whole, (), when)


@lru_cache(maxsize=24)
def _ties(name: str, when: date) -> tuple[Tie, ...]:
    return tuple(current(_world(name, when)))


@lru_cache(maxsize=64)
def _stage(name: str, member: str, kind: str) -> Network:
    """Who is drawn and where, by the case's own day: the same for all days."""
    own = world_of(name)
    return stage(_ties(name, own.as_of), own, _opened(name).facts, member=member, kind=kind)


def world_view(held: Held, want: Asked, *, today: date, most: int = MOST_TIES) -> WorldView:
    """A world to look at, with what the record reports between its members. Raises `UnknownName`, `InputError`."""
    _check(want)
    world, own = world_of(want.case, want.as_of), world_of(want.case)
    every = _ties(want.case, world.as_of)
    ties = asked(every, member=want.member, kind=want.kind)
    on = _stage(want.case, want.member, want.kind)
    reports, total = _reports(held, world, [node.actor for node in on.nodes])
    return WorldView(
        case=case_line(want.case, today),
        as_of=world.as_of,
        members_total=len(world.case.members),
        facts_total=sum(1 for _ in world.case.facts()),
        events_total=len(world.case.events),
        routes=route_lines(world, want.good),
        exposures=tuple(exposure_lines(world, want.good)),
        standing=standing(world),
        change=changes(world, own) if world.as_of != own.as_of else None,
        kinds=kinds(every),
        quiet=tuple(sorted(QUIET)),
        ties_total=len(ties),
        after=want.after,
        ties=tie_lines(world, ties[want.after : want.after + most]),
        drawn=drawn(every, world, on, member=want.member, kind=want.kind),
        reports=reports,
        reports_total=total,
        report_days=REPORT_DAYS,
        members=_opened(want.case).members,
        goods=tuple((good, own.name(good)) for good in _opened(want.case).goods),
    )


def _check(want: Asked) -> None:
    found = _opened(want.case)
    if want.member and want.member not in found.whole.members:
        raise UnknownName("member", want.member, sorted(found.whole.members)[:40])
    if want.kind and want.kind not in found.kinds:
        raise UnknownName("kind of tie", want.kind, found.kinds)
    if want.good and want.good not in found.goods:
        raise UnknownName("good", want.good, found.goods)


def _reports(held: Held, world: World, members: Sequence[str]) -> tuple[tuple[ReportLine, ...], int]:
    """Reports between some members in the days before, from the columns of the record, never from its events."""
    sight = held.sight(world.as_of)
    board = sight.board
    since = np.datetime64(world.as_of - timedelta(days=REPORT_DAYS)).astype(np.int64)
    recent = sight.seen & (board.known >= since)
    kept = recent[board.dyad_event]
    rows = board.dyad_event[kept]
    found = reported(
        [member_of(one.id, one.country) for one in board.actors],
        members,
        sides=(board.doer[kept], board.other[kept]),
        rows=rows,
        quad=sight.quad[board.told[rows]],
    )
    lines = tuple(
        ReportLine(
            one=one.one,
            other=one.other,
            one_name=world.name(one.one),
            other_name=world.name(one.other),
            cooperation=one.cooperation,
            conflict=one.conflict,
            events=tuple(f"{int(board.id[row]):016x}" for row in one.rows),
        )
        for one in found[:MOST_PAIRS]
    )
    return lines, len(found)


def drawn_world(view: WorldView) -> dict[str, str]:
    """The pictures of a world: `map` with its routes, `network` of its ties; empty text where there is nothing."""
    stops = tuple(dict.fromkeys(stop for one in _opened(view.case.id).routes for stop in one.stops))
    return {
        "map": _map(tuple(one.row for one in view.routes), stops),
        "network": network(view.drawn.net, ident="ties", stage=view.drawn.stage, unnamed=frozenset({"member"})),
    }


@lru_cache(maxsize=16)
def _map(rows: tuple[RouteRow, ...], around: tuple[Stop, ...]) -> str:
    return routemap(rows, outlines(), names={stop.country: stop.soil for stop in around}, around=around)


def summary_of(case: str, as_of: date | None = None) -> WorldSummary:
    """How much of everything a case knew before a day."""
    world = world_of(case, as_of)
    parts = {one.name: getattr(world.case, one.name) for one in fields(world.case)}
    return WorldSummary(
        case=case,
        title=world.case.title,
        as_of=world.as_of,
        members=len(world.case.members),
        facts={name: len(some) for name, some in parts.items() if isinstance(some, tuple)},
        recalled=sum(1 for one in world.case.facts() if not one.provenance.sources),
        ties=kinds(_ties(case, world.as_of)),
        sources=len(source_lines(world)),
    )


def world_ties(want: Asked) -> tuple[TieLine, ...]:
    """All ties of the day that are asked for, with their sources."""
    _check(want)
    world = world_of(want.case, want.as_of)
    return tie_lines(world, asked(_ties(want.case, world.as_of), member=want.member, kind=want.kind))


def routes(want: Asked) -> tuple[RouteLine, ...]:
    """The routes in use on the day, of one state with `member`, with figures and sources."""
    _check(want)
    world = world_of(want.case, want.as_of)
    origins = {one.id: one.origin for one in world.case.routes}
    return tuple(one for one in route_lines(world, want.good) if want.member in ("", origins[one.row.id]))


def figures(want: Asked, *, measure: str = "") -> tuple[FactLine, ...]:
    """The figures known that day, about one member or of one measure where given."""
    _check(want)
    world = world_of(want.case, want.as_of)
    return tuple(
        fact_line(one, world)
        for one in world.case.figures
        if want.member in ("", one.subject, one.of) and measure in ("", one.measure)
    )


def sources(case: str, as_of: date | None = None) -> tuple[SourceLine, ...]:
    """The sources of what was known that day, most used first."""
    return source_lines(world_of(case, as_of))


def facts_total(case: str, as_of: date | None = None) -> int:
    """How many facts of a case were known before a day."""
    return sum(1 for _ in world_of(case, as_of).case.facts())


def facts_resting_on(case: str, source: str, as_of: date | None = None) -> tuple[FactLine, ...]:
    """The facts that rest on a source. Raises `UnknownName`."""
    world = world_of(case, as_of)
    if source != RECALLED and source not in world.case.sources:
        raise UnknownName("source", source, sorted(world.case.sources)[:40])
    return facts_of_source(world, source)


def exposed(case: str, origin: str, good: str, as_of: date | None = None) -> Exposure:
    """Whose soil an export crosses and what would cut it. Raises `InputError` where that is not known."""
    return exposure(world_of(case, as_of), origin, good)


def exported(case: str, shape: str, as_of: date | None = None) -> str:
    """A world in one of `SHAPES`. Raises `UnknownName`."""
    return world_as(world_of(case, as_of), shape)


def check_view(
    record: Record, article: str, case: str, *, as_of: date | None = None, today: date, finding: str = ""
) -> CheckView:
    """An article of the record against a case. Raises `UnknownName` for an article or finding that is not there."""
    if finding and finding not in get_args(Finding):
        raise UnknownName("finding", finding[:80], get_args(Finding))
    coded = _coded(record, article)
    day = _day(coded, case, as_of)
    world, later = world_of(case, day), world_of(case, today) if today > day else None
    found = judged(_verdicts(coded, case, day), world, later=_later(coded, case, day, today), world_later=later)
    counts = Counter(one.row.finding for one in found)
    return CheckView(
        article=article_line(coded),
        case=case,
        case_title=world.case.title,
        as_of=day,
        own_day=as_of is None and coded.article.published is not None,
        today=today,
        total=len(found),
        counts={name: number for name in GRAVEST if (number := counts[name])},
        finding=finding,
        verdicts=tuple(one for one in found if finding in ("", one.row.finding)),
    )


def checked_text(record: Record, article: str, case: str, *, as_of: date | None = None, today: date) -> Brief:
    """The text of an article with the words of its verdicts marked, numbered as in `check_view`, and nothing else."""
    coded = _coded(record, article)
    day = _day(coded, case, as_of)
    rows = checked(_verdicts(coded, case, day), world_of(case, day), later=_later(coded, case, day, today))
    bare = replace(coded, events=(), claims=(), quantities=(), article=replace(coded.article, damage=()))
    return compose(bare, made=coded.article.fetched, ontology_note={}, checked=rows)


def _coded(record: Record, article: str) -> Coded:
    found = record.as_of().coded(article)
    if found is None:
        raise UnknownName("article", article[:80], ("those at /check",))
    return found


def _day(coded: Coded, case: str, as_of: date | None) -> date:
    published = coded.article.published
    return as_of or (published.first if published else world_of(case).as_of)


def _later(coded: Coded, case: str, day: date, today: date) -> tuple[Verdict, ...]:
    return _verdicts(coded, case, today) if today > day else ()


@lru_cache(maxsize=32)
def _verdicts(coded: Coded, case: str, day: date) -> tuple[Verdict, ...]:
    """Checking takes half a second, and the same article is looked at again and again."""
    return check(coded, world_of(case, day))


def checkable(held: Held, *, as_of: date | None = None, most: int, after: int) -> tuple[tuple[ArticleLine, ...], int]:
    """A page of the articles known before a day, latest known first, and how many there are in all."""
    board = held.sight(as_of).board
    at = datetime.combine(as_of, time(), UTC) if as_of else None
    out = [board.source_at[one] for one in held.record.left_out(at).tolist() if one in board.source_at]
    known = np.array([one.known for one in board.sources], np.int64)
    shown = known < np.datetime64(as_of).astype(np.int64) if as_of else np.ones(len(known), np.bool_)
    shown[out] = False
    rows = np.flatnonzero(shown)
    order = rows[np.lexsort((-rows, -known[rows]))]
    return tuple(
        ArticleLine(
            id=one.id,
            title=one.title,
            outlet=one.outlet,
            address=one.address,
            known=np.datetime64(one.known, "D").astype(object),
            language=one.language,
        )
        for one in (board.sources[at] for at in order[after : after + most].tolist())
    ), len(order)
