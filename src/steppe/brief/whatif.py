"""The page of a case's questions: answer cards, the map before and after, spreads over draws, the tree of causes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from steppe.brief.brief import RouteRow
from steppe.brief.case_view import route_rows
from steppe.brief.charts.odds import chance, courses, span, spreads
from steppe.brief.charts.routemap import routemap
from steppe.brief.html import environment, policy, shipped
from steppe.ontology.outlines import VIEW, outlines
from steppe.scenario.card import Card
from steppe.scenario.compare import Compared, Side
from steppe.scenario.told_cards import amount, difference, percent, said
from steppe.scenario.why import Why
from steppe.world.build import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A node of the tree of causes: an event after those above it, in `count` draws, `share` of its parent's."""

    depth: int
    name: str
    words: str
    count: int
    share: float
    target: bool


def whatif_page(
    cards: Sequence[Card], world: World, *, causes: Sequence[Why] = (), compared: Sequence[Compared] = ()
) -> str:
    """The page as one HTML file that asks nobody for anything; sources are those of the world's case."""
    style, script = shipped("style.css"), shipped("script.js")
    template = environment().get_template("whatif.html.j2")
    return template.render(
        cards=cards,
        causes=[(one, branches(one)) for one in causes],
        compared=[(one, _drawn(one, world), [side for side in one.sides if moved(side)]) for one in compared],
        charts={card.id: chart(card) for card in cards},
        case=world.case,
        as_of=world.as_of,
        sources={name: source.title for name, source in world.case.sources.items()},
        said={card.id: said(card) for card in cards},
        amount=amount,
        percent=percent,
        difference=difference,
        border_view=VIEW,
        style=style,
        script=script,
        policy=policy(style, script),
    )


def chart(card: Card) -> str:
    """The interval of a card as a picture, empty where it has none."""
    ident = f"c-{card.id.lower()}"
    if card.kind == "probability" and card.probability is not None:
        return chance(card.low or 0.0, card.probability, card.high or 0.0, ident=ident)
    if len(card.points) == 5 and card.points[-1] > card.points[0]:
        return span(card.points, unit="" if card.unit == "1" else card.unit, ident=ident)
    return ""


def moved(side: Side) -> bool:
    """Whether a comparison changes an output in any draw that counts."""
    return (side.gap.low, side.gap.high, side.gap.mean) != (0, 0, 0)


def branches(one: Why) -> tuple[Branch, ...]:
    """The orders of events as a tree in reading order."""
    counts = {order.steps: order.count for order in one.orders}
    words = dict(one.words)
    return tuple(
        Branch(
            depth=len(order.steps),
            name=order.steps[-1],
            words=words.get(order.steps[-1], ""),
            count=order.count,
            share=order.count / (counts.get(order.steps[:-1]) or one.draws),
            target=order.steps[-1] in one.targets,
        )
        for order in one.orders
    )


def _drawn(one: Compared, world: World) -> Mapping[str, str]:
    names = (one.one, one.other)
    found: dict[str, str] = {}
    for row, (first, second) in one.courses.items():
        found["course"] = courses(first, second, names=names, unit=_unit(one, row))
    for row, (low, high, first_counts, second_counts) in one.spread.items():
        unit = _unit(one, row)
        found["spread"] = spreads((low, high), first_counts, second_counts, names=names, unit=unit)
    rows = list(route_rows(world, world.as_of - timedelta(days=1)))
    states = {stop.country: stop.soil for row in rows for stop in row.stops}
    for key, at in (("before", 0), ("after", 1)):
        shown = [_carrying(row, one, at) for row in rows if row.id in one.routes]
        found[key] = routemap(shown, outlines(), names=states, ident=f"map-{key}-{one.other.replace(' ', '-')}")
    return found


def _carrying(row: RouteRow, one: Compared, at: int) -> RouteRow:
    share = one.routes[row.id][at]
    state = "carries nothing" if share < 0.0005 else ""
    return replace(row, share=share, year=None, state=state)


def _unit(one: Compared, row: str) -> str:
    return next((side.unit for side in one.sides if side.name == row), "")
