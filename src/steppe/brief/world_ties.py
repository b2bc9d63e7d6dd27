"""The ties of a world on its day: as rows with their sources, and as a network whose actors keep their places."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from steppe.brief.brief import Network, Node
from steppe.brief.case_view import PARTIES, lasting, nature, tie_rows, tie_words
from steppe.brief.facts_told import SourceRef, source_refs
from steppe.brief.world_rows import Drawn, TieLine
from steppe.brief.world_view import facts_by_id
from steppe.types import Tie
from steppe.world.build import World
from steppe.world.facts import Fact, Relation

QUIET = frozenset({"borders", "capital", "counted-among", "former-republic-of", "located-in"})
"""Ties that nearly everybody has: drawn or listed with the others they would hide those that tell something."""
MOST_NODES = 28


def asked(ties: Iterable[Tie], *, member: str = "", kind: str = "") -> tuple[Tie, ...]:
    """Of some ties those of one member or kind where given, else all but the quiet kinds."""
    return tuple(one for one in ties if _asked(one, member, kind))


def _asked(one: Tie, member: str, kind: str) -> bool:
    return member in ("", one.head, one.tail) and (one.kind == kind if kind else one.kind not in QUIET)


def kinds(ties: Iterable[Tie]) -> Mapping[str, int]:
    """The kinds of some ties with how many there are, most first.

    >>> kinds([Tie(head="KAZ", tail="csto", kind="member", weight=1)])
    {'member': 1}
    """
    return dict(Counter(one.kind for one in ties).most_common())


def tie_lines(world: World, ties: Sequence[Tie]) -> tuple[TieLine, ...]:
    """Ties as rows with the sources of the facts they rest on."""
    facts = facts_by_id(world)
    roles = {one.id: one.as_what for one in world.case.relations if one.as_what}
    return tuple(_tie_line(one, world, facts, roles) for one in ties)


def _tie_line(one: Tie, world: World, facts: Mapping[str, Sequence[Fact]], roles: Mapping[str, str]) -> TieLine:
    mutual, sign = nature(one.kind)
    used = [fact for name in one.evidence for fact in facts.get(name, ())]
    share = next((fact.share for fact in used if isinstance(fact, Relation) and fact.share is not None), None)
    words = tie_words(one, roles)
    return TieLine(
        head=one.head,
        tail=one.tail,
        head_name=world.name(one.head),
        tail_name=world.name(one.tail),
        kind=one.kind,
        words=words if share is None else f"{words}, {100 * share:.4g} %",
        sign=sign,
        mutual=mutual,
        since=one.since,
        until=one.until,
        facts=one.evidence,
        sources=_refs(used, world),
    )


def _refs(facts: Iterable[Fact], world: World) -> tuple[SourceRef, ...]:
    return tuple(dict.fromkeys(ref for one in facts for ref in source_refs(one.provenance, world)))


def stage(ties: Sequence[Tie], world: World, own: Collection[str], *, member: str = "", kind: str = "") -> Network:
    """The actors to draw and where: those with most ties that rest on the facts `own`, or those around a member.

    Only members that can act are drawn. The same stage for each day lets actors keep their places.
    """
    found = _drawable(ties, world, member, kind)
    if not member and not kind:
        found = [one for one in found if any(name in own for name in one.evidence)]
    return _network(found, world, MOST_NODES, first=member)


def drawn(ties: Sequence[Tie], world: World, on: Network, *, member: str = "", kind: str = "") -> Drawn:
    """The ties of the day between the actors of a stage; `net.hidden` counts actors in ties that are not on it."""
    found = _drawable(ties, world, member, kind)
    shown = {node.actor for node in on.nodes}
    here = [one for one in found if one.head in shown and one.tail in shown]
    net = _network(here, world, len(shown), first=member)
    others = {end for one in found for end in (one.head, one.tail)} - {node.actor for node in net.nodes}
    return Drawn(net=replace(net, hidden=len(others)), stage=on)


def _draws(one: Tie, world: World) -> bool:
    return one.head != one.tail and lasting(one.kind) and all(_acts(end, world) for end in (one.head, one.tail))


def _acts(name: str, world: World) -> bool:
    found = world.case.members.get(name)
    return found is not None and found.kind in PARTIES


def _drawable(ties: Sequence[Tie], world: World, member: str, kind: str) -> list[Tie]:
    """Ties of the day that are drawn; around a member also those between the others it is tied to."""
    found = [one for one in asked(ties, kind=kind) if _draws(one, world)]
    if not member:
        return found
    near = {end for one in found if member in (one.head, one.tail) for end in (one.head, one.tail)}
    return [one for one in found if one.head in near and one.tail in near]


def _network(ties: Sequence[Tie], world: World, most: int, *, first: str) -> Network:
    """The actors with most ties, `first` before all, and the ties between them."""
    count = Counter(end for one in ties for end in (one.head, one.tail))
    ranked = [name for name, _ in sorted(count.items(), key=lambda pair: (pair[0] != first, -pair[1], pair[0]))]
    shown = set(ranked[:most])
    kept = [one for one in ties if one.head in shown and one.tail in shown]
    return Network(
        nodes=tuple(_node(name, count[name], world) for name in ranked[:most]),
        ties=tuple(tie_rows(kept, world)),
        hidden=len(ranked[most:]),
        untied=(),
    )


def _node(name: str, ties: int, world: World) -> Node:
    member = world.case.members[name]
    return Node(actor=name, name=member.name, kind=member.kind, codes=member.country, mentions=ties)
