"""Actors and their ties: discs by number of mentions, lines by sign (solid conflict, dashed cooperation, labelled)."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import sqrt

from steppe.brief.brief import Network, Node, TieRow
from steppe.brief.charts.labels import Rectangle, labels
from steppe.brief.charts.layout import Point, placed
from steppe.brief.charts.lines import bends, drawn, route
from steppe.brief.charts.svg import INK, PAPER, breadth, fitted, frame, tag, words
from steppe.brief.words import counted

WIDTH, LABEL = 720.0, 172.0
ACROSS, ROW = 4, 64.0


def network(
    net: Network, *, ident: str = "network", stage: Network | None = None, unnamed: frozenset[str] = frozenset()
) -> str:
    """The network as drawn; empty text where there is no actor.

    Where a larger network is given as `stage`, its actors keep the places they have there, so that pictures of several
    days can be compared. Lines of the kinds `unnamed` carry no words.

    >>> network(Network(nodes=(), ties=(), hidden=0, untied=()))
    ''
    """
    if not net.nodes:
        return ""
    ends = {end for tie in net.ties for end in (tie.head, tie.tail)}
    tied = [node for node in net.nodes if node.actor in ends]
    alone = [node for node in net.nodes if node.actor not in ends]
    floor, placed_at = _standing(stage or net)
    centre = {**placed_at, **_alone(alone, floor + 34)}
    height = floor + (34.0 + ROW * -(-len(alone) // ACROSS) if alone else 0.0)
    size = {node.actor: radius(node.mentions) for node in net.nodes}
    lines = [(tie, drawn(tie, route(tie, bend, centre, (WIDTH, floor)), size, centre)) for tie, bend in bends(net.ties)]
    spots = [(tie, line.spots) for tie, line in lines if not unnamed.issuperset(tie.kinds)]
    body = "".join(line.markup for _, line in lines)
    body += labels(spots, taken=[box for node in tied for box in _taken(node, centre[node.actor])], width=WIDTH)
    body += "".join(_node(node, centre[node.actor]) for node in net.nodes)
    if alone:
        body += words("Named, in no tie", x=8, y=floor + 20, class_="muted", size=11)
    title = f"{counted(len(net.nodes), 'actor')} and {counted(len(net.ties), 'tie')}"
    return frame(body, ident=ident, title=title, desc=_told(net), width=WIDTH, height=height)


@lru_cache(maxsize=32)
def _standing(net: Network) -> tuple[float, Mapping[str, Point]]:
    """How far down the actors in ties reach, and where each stands."""
    ends = {end for tie in net.ties for end in (tie.head, tie.tail)}
    tied = [node for node in net.nodes if node.actor in ends]
    floor = min(620.0, 170.0 + 40.0 * len(tied)) if tied else 0.0
    return floor, _tied(tied, net.ties, floor)


def _tied(nodes: Sequence[Node], ties: Sequence[TieRow], floor: float) -> dict[str, Point]:
    """Actors in ties, with less air between them the more there are."""
    air = min(max(100.0 - 6 * len(nodes), 14.0), 76.0)
    sizes = {}
    for node in nodes:
        disc = 2 * radius(node.mentions)
        sizes[node.actor] = (max(disc, breadth(_name(node))) + air, disc + 34 + air / 2)
    pairs = [(tie.head, tie.tail) for tie in ties]
    at = placed([node.actor for node in nodes], pairs, sizes=sizes, room=(WIDTH - 8, floor - 12))
    # The name hangs below the disc: the disc stands that much above the middle of its box.
    return {actor: (x + 4, y - 4) for actor, (x, y) in at.items()}


def _alone(nodes: Sequence[Node], top: float) -> dict[str, Point]:
    wide = WIDTH / ACROSS
    return {node.actor: (wide * (at % ACROSS + 0.5), top + 26 + ROW * (at // ACROSS)) for at, node in enumerate(nodes)}


def radius(mentions: int) -> float:
    """A disc whose area grows with mentions, from 7 to 22 units."""
    return min(22.0, 5 + 2.2 * sqrt(max(mentions, 1)))


def _name(node: Node) -> str:
    return fitted(node.name, width=LABEL)


def _told(net: Network) -> str:
    ties = [
        f"{tie.head_name} {'and' if tie.mutual else 'to'} {tie.tail_name}: {', '.join(tie.kinds)}" for tie in net.ties
    ]
    return "; ".join(ties) or "No act told as having happened joins two actors."


def _taken(node: Node, at: Point) -> tuple[Rectangle, Rectangle]:
    (x, y), disc, half = at, radius(node.mentions), breadth(_name(node)) / 2
    return (x - disc, y - disc, x + disc, y + disc), (x - half, y + disc + 3, x + half, y + disc + 19)


def _node(node: Node, at: Point) -> str:
    x, y = at
    disc = tag("circle", cx=x, cy=y, r=radius(node.mentions), fill=PAPER, stroke=INK, stroke_width=1.5, class_="node")
    count = words(str(node.mentions), x=x, y=y + 4, anchor="middle", class_="muted", size=11)
    below = y + radius(node.mentions) + 15
    # A halo of paper keeps a name legible where a line runs under it.
    halo = tag(
        "g",
        words(_name(node), x=x, y=below, anchor="middle"),
        class_="halo",
        stroke=PAPER,
        stroke_width=4,
        paint_order="stroke",
        stroke_linejoin="round",
    )
    return disc + count + halo
