"""What the case holds around an article, on its day: routes, the real ties of those it names, the events before it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from steppe.brief.brief import CaseEventRow, CaseView, Network, Node, RouteRow, Sign, Stop, TieRow
from steppe.brief.facts_told import RECALLED
from steppe.brief.words import day_words, sign_of
from steppe.errors import InputError
from steppe.types import Coded, Tie
from steppe.world.build import World, member_of, runs
from steppe.world.exports import current
from steppe.world.exposure import Exposure, exposure
from steppe.world.facts import CaseEvent, Disruption, Member, Provenance, Route
from steppe.world.vocabulary import load_vocabulary

YEARS = 3  # of events shown before the article's day, or more where its own events reach further back
MOST_YEARS = 10
MOST_NODES = 24
PARTIES = frozenset({"state", "organisation", "armed-group", "entity", "institution", "company"})
SIGNS: Mapping[str, Sign] = {"sanctions": "conflict"}  # ties the world makes of facts that are no relations


def case_view(coded: Coded, world: World, quads: Mapping[str, str]) -> CaseView:
    """The case around `coded` as `world` knew it; `quads` maps event types to their quad class in words."""
    eve = world.as_of - timedelta(days=1)
    since = _since(coded, eve)
    told = [one for one in world.case.events if one.last >= since]
    return CaseView(
        routes=tuple(route_rows(world, eve)),
        network=_network(_mentioned(coded, world), world),
        since=since,
        until=eve,
        events=tuple(_event(number, one, world, quads) for number, one in enumerate(told, 1)),
    )


def _since(coded: Coded, eve: date) -> date:
    days = [event.happened.first for event in coded.events if event.happened and event.status == "asserted"]
    usual, furthest = date(eve.year - YEARS, 1, 1), date(eve.year - MOST_YEARS, 1, 1)
    return max(furthest, min([usual, *(date(day.year, 1, 1) for day in days)]))


def sources_of(one: Provenance, world: World) -> tuple[str, ...]:
    """The titles of the sources of a fact, and whether it rests on memory."""
    titles = tuple(world.case.sources[name].title for name in one.sources)
    return (*titles, "from memory: no page was looked up") if one.recalled else titles


def source_ids(one: Provenance) -> tuple[str, ...]:
    """The ids of the sources of a fact, in the order of `sources_of`, memory last."""
    return (*one.sources, RECALLED) if one.recalled else one.sources


def _event(number: int, one: CaseEvent, world: World, quads: Mapping[str, str]) -> CaseEventRow:
    return CaseEventRow(
        ref=f"K{number}",
        id=one.id,
        first=one.first,
        last=one.last,
        kind=one.kind,
        sign=sign_of(quads.get(one.kind, "")),
        topic=one.topics[0] if one.topics else "other",
        what=one.what if one.course == "realised" else f"{one.what} ({one.course})",
        sources=sources_of(one.provenance, world),
        source_ids=source_ids(one.provenance),
    )


def route_rows(world: World, eve: date) -> Iterator[RouteRow]:
    """The routes in use on a day, with their shares, the states they cross and what puts them out of order."""
    running = [one for one in world.case.routes if runs(one, eve)]
    leaving = {pair: _exposure(world, pair) for pair in {(one.origin, one.good) for one in running}}
    for number, one in enumerate(running, 1):
        found = leaving[one.origin, one.good]
        places = [world.case.members[name] for name in one.path]
        yield RouteRow(
            ref=f"R{number}",
            id=one.id,
            name=one.name,
            good=world.name(one.good),
            origin=one.origin,
            stops=tuple(
                Stop(name=place.name, country=place.country, soil=world.name(place.country), east=east, north=north)
                for place in places
                for east, north in _degrees(place)
            ),
            crosses=tuple(world.name(state) for state in one.transit),
            year=found.year if found else None,
            share=found.routes.get(one.id) if found else None,
            state="; ".join(_disturbed(one, world, eve)),
            missing=tuple(place.name for place in places if place.longitude is None),
            sources=sources_of(one.provenance, world),
            source_ids=source_ids(one.provenance),
        )


def _degrees(place: Member) -> Iterator[tuple[float, float]]:
    """East and north where both are known."""
    if place.longitude is not None and place.latitude is not None:
        yield place.longitude, place.latitude


def _exposure(world: World, leaving: tuple[str, str]) -> Exposure | None:
    try:
        return exposure(world, *leaving)
    except InputError:
        return None


def _disturbed(route: Route, world: World, eve: date) -> Iterator[str]:
    for one in world.case.disruptions:
        if one.route == route.id and runs(one, eve) and one.course in {"realised", "announced"}:
            yield _words(one)


def _words(one: Disruption) -> str:
    announced = ", announced only" if one.course == "announced" else ""
    disputed = ", cause disputed" if one.cause_disputed else ""
    return f"{one.name} (since {day_words(one.since)}{announced}{disputed})"


def _mentioned(coded: Coded, world: World) -> Counter[str]:
    """How often the text names each member that can act, by id: a state counts its organs and holders of office."""
    found: Counter[str] = Counter()
    for mention in {one.span: one for one in coded.mentions if one.resolution != "none"}.values():
        name = member_of(mention.actor.id, mention.actor.country)
        member = world.case.members.get(name)
        if member and member.kind in PARTIES:
            found[name] += 1
    return found


def _network(named: Counter[str], world: World) -> Network:
    ranked = [name for name, _ in sorted(named.items(), key=lambda pair: (-pair[1], pair[0]))]
    shown = set(ranked[:MOST_NODES])
    ties = tuple(tie_rows([tie for tie in current(world) if tie.head in shown and tie.tail in shown], world))
    return Network(
        nodes=tuple(_node(name, named[name], world) for name in ranked[:MOST_NODES]),
        ties=ties,
        hidden=len(ranked[MOST_NODES:]),
        untied=(),
    )


def _node(name: str, mentions: int, world: World) -> Node:
    member = world.case.members[name]
    return Node(actor=name, name=member.name, kind=member.kind, codes=member.country, mentions=mentions)


def tie_rows(ties: Sequence[Tie], world: World) -> Iterator[TieRow]:
    """One row for each pair, direction and sign; acts and reports are left to the timeline."""
    found: dict[tuple[str, str, bool, Sign], list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.head == tie.tail or not lasting(tie.kind):
            continue
        mutual, sign = nature(tie.kind)
        head, tail = sorted((tie.head, tie.tail)) if mutual else (tie.head, tie.tail)
        found[head, tail, mutual, sign].append(tie)
    roles = {one.id: one.as_what for one in world.case.relations if one.as_what}
    for (head, tail, mutual, sign), rows in sorted(found.items()):
        yield TieRow(
            head=head,
            tail=tail,
            head_name=world.name(head),
            tail_name=world.name(tail),
            sign=sign,
            mutual=mutual,
            kinds=tuple(dict.fromkeys(tie_words(row, roles) for row in rows)),
            refs=tuple(dict.fromkeys(name for row in rows for name in row.evidence)),
        )


def tie_words(tie: Tie, roles: Mapping[str, str]) -> str:
    """A candidate or an observer is not shown as a full member: the role is told with the tie."""
    role = next((roles[name] for name in tie.evidence if name in roles), "")
    return f"{role} ({tie.kind})" if role else tie.kind.replace("-", " ")


def lasting(kind: str) -> bool:
    """Whether ties of a kind last, other than acts and reports of acts.

    >>> lasting("member"), lasting("sanctions"), lasting("COERCE")
    (True, True, False)
    """
    return kind in load_vocabulary().relations or kind in SIGNS or kind == "has forces in"


def nature(kind: str) -> tuple[bool, Sign]:
    """Whether a kind of tie runs both ways, and whether it binds its ends or sets them apart.

    >>> nature("borders")
    (True, 'unsorted')
    """
    known = load_vocabulary().relations.get(kind)
    return (known.mutual, known.sign) if known else (False, SIGNS.get(kind, "unsorted"))
