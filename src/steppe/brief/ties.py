"""The actors of an article and the ties its asserted acts draw between them.

Only acts told as having happened make a tie: a denied attack drawn as a line would be read as an attack.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

from steppe.brief.brief import EventRow, Network, Node, Party, Sign, TieRow
from steppe.brief.rows import party
from steppe.types import Coded, Mention

MOST_NODES = 40
Pair = tuple[str, str, bool]


def network(coded: Coded, rows: Sequence[EventRow], *, most: int = MOST_NODES) -> Network:
    """At most `most` actors (those in ties first, then by mentions) and all ties between them.

    `hidden` counts actors left out; `untied` names the events that draw no line: not asserted, or one-sided.
    """
    ties = _ties(rows)
    nodes = _nodes(coded)
    tied = {end for tie in ties for end in (tie.head, tie.tail)}
    ranked = sorted(nodes, key=lambda node: (node.actor not in tied, -node.mentions, node.name, node.actor))
    shown = {node.actor for node in ranked[:most]}
    drawn = tuple(tie for tie in ties if tie.head in shown and tie.tail in shown)
    with_line = {ref for tie in drawn for ref in tie.refs}
    return Network(
        nodes=tuple(ranked[:most]),
        ties=drawn,
        hidden=len(ranked[most:]),
        untied=tuple(row.ref for row in rows if row.ref not in with_line),
    )


def _pairs(row: EventRow) -> Iterable[tuple[Party, Party, Pair]]:
    if row.recipients:
        for head in row.actors:
            for tail in row.recipients:
                yield head, tail, (head.actor, tail.actor, False)
        return
    for one, other in combinations({actor.actor: actor for actor in row.actors}.values(), 2):
        head, tail = sorted((one, other), key=lambda actor: actor.actor)
        yield head, tail, (head.actor, tail.actor, True)


def _ties(rows: Sequence[EventRow]) -> tuple[TieRow, ...]:
    found: dict[tuple[Pair, Sign], list[EventRow]] = {}
    names: dict[str, str] = {}
    for row in rows:
        if row.status != "asserted":
            continue
        for head, tail, pair in _pairs(row):
            names.setdefault(head.actor, head.name)
            names.setdefault(tail.actor, tail.name)
            found.setdefault((pair, row.sign), []).append(row)
    return tuple(
        TieRow(
            head=head,
            tail=tail,
            head_name=names[head],
            tail_name=names[tail],
            sign=sign,
            mutual=mutual,
            kinds=tuple(dict.fromkeys(row.kind for row in reports)),
            refs=tuple(dict.fromkeys(row.ref for row in reports)),
        )
        for ((head, tail, mutual), sign), reports in found.items()
    )


def _nodes(coded: Coded) -> list[Node]:
    sides = [side for event in coded.events for side in (event.actors, event.recipients)]
    speakers = [claim.speaker for claim in coded.claims if claim.speaker]
    named = [mention for mention in coded.mentions if mention.resolution != "none"]
    spans: dict[str, set[object]] = {}
    first: dict[str, Mention] = {}
    for mention in (*named, *(mention for side in sides for mention in side), *speakers):
        first.setdefault(mention.actor.id, mention)
        spans.setdefault(mention.actor.id, set()).add(mention.span)
    return [_node(mention, len(spans[actor])) for actor, mention in first.items()]


def _node(mention: Mention, mentions: int) -> Node:
    shown = party(mention)
    return Node(actor=shown.actor, name=shown.name, kind=mention.actor.kind, codes=shown.codes, mentions=mentions)
