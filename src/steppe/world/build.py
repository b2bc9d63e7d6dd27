"""The world as it was known before a day: a case cut down to that day, its ties, and coded reports beside it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from itertools import product
from typing import Any

from steppe.types import Event, Tie
from steppe.world.case import Case
from steppe.world.facts import CaseEvent, Figure, Relation
from steppe.world.ties import TieTable, tie_table


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What was known before `as_of`: the case's facts of that time, coded `reports`, the `ties` both make.

    An end that lies on or after `as_of` was not known to come: it shows as open. `figures` are by subject and measure,
    in order of period.
    """

    as_of: date
    case: Case
    reports: tuple[Event, ...]
    ties: TieTable
    figures: Mapping[tuple[str, str], tuple[Figure, ...]]
    relations: Mapping[tuple[str, str], tuple[Relation, ...]]

    def name(self, member: str) -> str:
        """What the case calls a member; its id where it has none."""
        known = self.case.members.get(member)
        return known.name if known else member

    def held(self, kind: str, head: str, on: date) -> tuple[Relation, ...]:
        """Relations of a kind from `head` that hold on a day."""
        return tuple(one for one in self.relations.get((kind, head), ()) if one.holds == "yes" and runs(one, on))


def runs(one: Any, on: date) -> bool:
    """Whether a fact with `since` and `until` covers the day."""
    return (one.since or date.min) <= on <= (one.until or date.max)


def build(case: Case, events: Iterable[Event], as_of: date) -> World:
    """The world as it was known before `as_of`. Coded events known before that day enter as reports beside the facts.

    >>> from steppe.world.samples import small_case
    >>> world = build(small_case(), (), date(2022, 11, 27))
    >>> [one.tail for one in world.held("member", "KAZ", date(2022, 11, 26))]
    ['csto']
    """
    known = as_known(case, as_of)
    reports = tuple(one for one in events if one.known is not None and one.known < as_of)
    return World(
        as_of=as_of,
        case=known,
        reports=reports,
        ties=tie_table([*_fact_ties(known), *_report_ties(reports)]),
        figures=_grouped((one.subject, one.measure, one) for one in known.figures),
        relations=_grouped((one.kind, one.head, one) for one in known.relations),
    )


def as_known(case: Case, as_of: date) -> Case:
    """The case with only what was known before `as_of`, and without ends that were still to come."""
    kept: dict[str, Any] = {}
    for field in fields(case):
        value = getattr(case, field.name)
        if isinstance(value, tuple):
            kept[field.name] = tuple(_cut(one, as_of) for one in value if one.provenance.known < as_of)
    return replace(case, **kept)


def _cut(one: Any, as_of: date) -> Any:
    if isinstance(one, Figure):
        return one
    if isinstance(one, CaseEvent) and one.last >= as_of:
        return replace(one, last=max(one.first, as_of - timedelta(days=1)))
    until = getattr(one, "until", None)
    return replace(one, until=None) if until is not None and until >= as_of else one


def _grouped(items: Iterable[tuple[str, str, Any]]) -> dict[tuple[str, str], tuple[Any, ...]]:
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for one, other, fact in items:
        groups[one, other].append(fact)
    return {key: tuple(sorted(facts, key=lambda one: (one.since or date.min, one.id))) for key, facts in groups.items()}


def _fact_ties(case: Case) -> Iterator[Tie]:
    for one in case.relations:
        if one.holds == "yes":
            yield _tie(one.head, one.tail, one.kind, one, weight=one.share or 1.0)
    for regime in case.regimes:
        yield from (_tie(imposer, regime.target, "sanctions", regime) for imposer in regime.imposers)
    for post in case.deployments:
        yield from (_tie(sender, post.host, "has forces in", post) for sender in post.senders)
    for route in case.routes:
        yield _tie(route.origin, route.id, f"sends {route.good} by", route)
        yield from (_tie(route.id, state, "crosses", route) for state in route.transit)
    for event in case.events:
        yield from _event_ties(event)


def _event_ties(event: CaseEvent) -> Iterator[Tie]:
    for actor, recipient in product(event.actors, event.recipients):
        yield Tie(
            head=actor,
            tail=recipient,
            kind=event.kind,
            weight=1.0,
            evidence=(event.id,),
            since=event.first,
            until=event.last,
        )


def _tie(head: str, tail: str, kind: str, fact: Any, *, weight: float = 1.0) -> Tie:
    return Tie(head=head, tail=tail, kind=kind, weight=weight, evidence=(fact.id,), since=fact.since, until=fact.until)


def _report_ties(reports: Iterable[Event]) -> Iterator[Tie]:
    for one in reports:
        for actor, recipient in product(one.actors, one.recipients):
            yield Tie(
                head=member_of(actor.actor.id, actor.actor.country),
                tail=member_of(recipient.actor.id, recipient.actor.country),
                kind=f"reported {one.kind}" if one.status == "asserted" else f"{one.status} {one.kind}",
                weight=1.0,
                evidence=(one.id,),
                since=one.happened.first if one.happened else None,
                until=one.happened.last if one.happened else None,
            )


def member_of(actor: str, country: str) -> str:
    """The member a coded actor stands for: the state where it is one of its organs, offices or holders, else itself.

    >>> member_of("rus-armed-forces", "RUS"), member_of("csto:troop", "IGO"), member_of("european-union", "EUR")
    ('RUS', 'csto', 'european-union')
    """
    whole = actor.partition(":")[0]
    if whole in {"person", "implied"}:
        return country if len(country) == 3 and country.isupper() else actor
    own = len(country) == 3 and country.isupper() and whole.upper().startswith((f"{country}-", f"{country}:"))
    return country if own else whole or actor
