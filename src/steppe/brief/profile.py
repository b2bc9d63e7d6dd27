"""What a case knows of one member: its ties with their days and sources, and how its exports leave."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from steppe.errors import InputError
from steppe.ontology.vocabulary import load as load_ontology
from steppe.types import Tie
from steppe.world.build import World
from steppe.world.case import Case
from steppe.world.exposure import exposure
from steppe.world.facts import Fact, Figure
from steppe.world.vocabulary import load_vocabulary

Known = World  # a world as a hallway hands it on


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a fact rests on: its sources (title and address), whether it is recalled, and where it stands in the case.

    `ids` are those of the sources, in their order. `known` is the day from which the public could know it, `confidence`
    how sure it is, `note` what to know of it.
    """

    fact: str
    ids: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    recalled: bool
    where: str
    known: date
    confidence: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TieLine:
    """A tie of a member as a row: both ends by id and name, what it is, its sign, its days, and its grounds.

    `act` tells a deed of the case from a state of things.
    """

    head: str
    head_name: str
    tail: str
    tail_name: str
    kind: str
    sign: str
    act: bool
    since: date | None
    until: date | None
    told: str
    grounds: tuple[Basis, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of an export, as fractions: `low` and `high` differ where some of it has no known route."""

    id: str
    name: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A figure an exposure is made of, and what it rests on."""

    subject: str
    measure: str
    value: float
    unit: str
    year: int
    by: str
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportView:
    """How an export of a state left in `year`: by route, by state crossed, and the places that would stop all of it.

    `total` is in `unit`; `unrouted` is the part no known route carries, as a fraction.
    """

    good: str
    year: int
    total: float
    unit: str
    unrouted: float
    routes: tuple[Part, ...]
    crossing: tuple[Part, ...]
    concentration: float
    cut: tuple[tuple[str, str], ...]
    figures: tuple[Used, ...]


def ties_of(world: World, member: str, other: str = "") -> tuple[TieLine, ...]:
    """The ties of a member, or those it has with another one, latest first and undated last; none where it is unknown.

    What several facts tell alike is one line with the grounds of each.

    >>> from steppe.world.build import build
    >>> from steppe.world.samples import small_case
    >>> [one.tail for one in ties_of(build(small_case(), (), date(2022, 11, 27)), "KAZ")]
    ['csto']
    """
    known = world.ties.index
    if member not in known or (other and other not in known):
        return ()
    facts = {one.id: one for one in world.case.facts()}
    found = world.ties.between(member, other) if other else world.ties.of(member)
    lines: dict[tuple[object, ...], TieLine] = {}
    for one in (_line(world, tie, facts) for tie in found):
        alike = (one.head, one.tail, one.kind, one.since, one.until, one.told if one.act else "")
        first = lines.get(alike)
        lines[alike] = replace(first, grounds=(*first.grounds, *one.grounds)) if first else one
    order = sorted(lines.values(), key=lambda one: (one.act, -(one.since or date.min).toordinal(), one.kind, one.tail))
    return tuple(order)


def exports_of(world: World, member: str) -> tuple[ExportView, ...]:
    """How each export of a state leaves whose routes and yearly flows the case knows."""
    goods = sorted({one.good for one in world.case.routes if one.origin == member})
    return tuple(view for good in goods for view in _export(world, member, good))


def _line(world: World, tie: Tie, facts: Mapping[str, Fact]) -> TieLine:
    kinds = load_ontology().types
    sign = load_vocabulary().relations[tie.kind].sign if tie.kind in load_vocabulary().relations else "unsorted"
    act = tie.kind in kinds
    if act:
        sign = "conflict" if kinds[tie.kind].quad >= 3 else "cooperation"
    grounds = [facts[one] for one in tie.evidence if one in facts]
    return TieLine(
        head=tie.head,
        head_name=world.name(tie.head),
        tail=tie.tail,
        tail_name=world.name(tie.tail),
        kind=tie.kind,
        sign=sign,
        act=act,
        since=tie.since,
        until=tie.until,
        told="; ".join(_told(grounds)),
        grounds=tuple(_basis(world.case, one) for one in grounds),
    )


def _told(grounds: Iterable[Fact]) -> Iterator[str]:
    for one in grounds:
        words = getattr(one, "what", "") or getattr(one, "as_what", "") or getattr(one, "mission", "")
        if words:
            yield words


def _basis(case: Case, fact: Fact) -> Basis:
    grounds = fact.provenance
    named = [case.sources[one] for one in grounds.sources if one in case.sources]
    return Basis(
        fact=fact.id,
        ids=tuple(one.id for one in named),
        sources=tuple((one.title, one.address) for one in named),
        recalled=grounds.recalled,
        where=grounds.where,
        known=grounds.known,
        confidence=grounds.confidence,
        note=grounds.note,
    )


def _export(world: World, member: str, good: str) -> Iterator[ExportView]:
    try:
        found = exposure(world, member, good)
    except InputError:  # routes without a year of flows: nothing can be said of shares
        return
    figures = {one.id: one for one in world.case.figures}
    used = tuple(_used(world, figures[one]) for one in found.facts)
    unit = used[0].unit if used else ""
    yield ExportView(
        good=good,
        year=found.year,
        total=found.total / load_vocabulary().unit(unit).factor if unit else found.total,
        unit=unit,
        unrouted=found.unrouted / found.total,
        routes=tuple(Part(id=one, name=world.name(one), low=part, high=part) for one, part in found.routes.items()),
        crossing=tuple(
            Part(id=one, name=world.name(one), low=part.low, high=part.high) for one, part in found.crossing.items()
        ),
        concentration=found.concentration,
        cut=tuple((one, world.name(one)) for one in found.cut),
        figures=used,
    )


def _used(world: World, one: Figure) -> Used:
    return Used(
        subject=world.name(one.subject),
        measure=one.measure,
        value=one.value,
        unit=one.unit,
        year=one.since.year if one.since else 0,
        by=world.name(one.by) if one.by else "",
        basis=_basis(world.case, one),
    )
