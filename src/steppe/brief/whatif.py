"""The page of a case's questions: answer cards, the map before and after, spreads over draws, the tree of causes."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from steppe.brief.brief import RouteRow
from steppe.brief.case_view import route_rows
from steppe.brief.charts.odds import chance, courses, span, spreads
from steppe.brief.charts.routemap import routemap
from steppe.brief.html import environment, policy, shipped
from steppe.ontology.outlines import VIEW, outlines
from steppe.scenario.backtest_told import backtests_told
from steppe.scenario.card import Card, Ground
from steppe.scenario.compare import Compared, Side
from steppe.scenario.told_cards import amount, difference, line_value, percent, said
from steppe.scenario.why import Why
from steppe.world.build import World
from steppe.world.facts import Source

NAMED: Mapping[str, Any] = {"address": "", "first": None, "last": None, "kind": "named"}
CARRIED = 0.0005  # a share below which a route carries nothing, or nothing else than before


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A node of the tree of causes: an event after those above it, in `count` draws, `share` of its parent's."""

    depth: int
    name: str
    words: str
    count: int
    share: float
    target: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is shown of answers: cards, those of as things stand by id, causes, comparisons.

    `rests` names for an output of the comparison the mechanism that makes it; `telling` are the ids of the cards to
    show first.
    """

    cards: Sequence[Card]
    plain: Mapping[str, Card] = field(default_factory=dict)
    causes: Sequence[Why] = ()
    compared: Sequence[Compared] = ()
    rests: Mapping[str, str] = field(default_factory=dict)
    telling: frozenset[str] = frozenset()


SECTIONS = ("changes", "drives", "pictures", "causes", "cards", "grounds", "reading")
"""The parts of the page, each a template of its own."""


def whatif_page(
    cards: Sequence[Card], world: World, *, causes: Sequence[Why] = (), compared: Sequence[Compared] = ()
) -> str:
    """The page as one HTML file that asks nobody for anything; sources are those of the world's case."""
    style, script = shipped("style.css"), shipped("script.js")
    context = _context(Shown(cards=cards, causes=causes, compared=compared), world)
    return _template("whatif").render(**context, style=style, script=script, policy=policy(style, script))


def whatif_sections(shown: Shown, world: World) -> dict[str, Markup]:
    """The parts of the page alone, by name, for a page that brings its own style; there each card is folded."""
    first = [card for card in shown.cards if card.id in shown.telling]
    rest = [card for card in shown.cards if card.id not in shown.telling]
    context = _context(shown, world) | {"cards": [*first, *rest], "telling": first, "folding": True}
    return {name: _part(name, context) for name in SECTIONS}


def _part(name: str, context: Mapping[str, Any]) -> Markup:
    return Markup(_template(f"whatif_{name}").render(**context))  # noqa: S704 (ours, and escaped)


def grounds_of(cards: Sequence[Card]) -> tuple[Ground, ...]:
    """All numbers and mechanisms that some answers rest on, each once."""
    return tuple({ground.name: ground for card in cards for ground in card.grounds}.values())


def _template(name: str) -> Template:
    return environment().get_template(f"{name}.html.j2")


def _context(shown: Shown, world: World) -> dict[str, Any]:
    grounds = grounds_of(shown.cards)
    lines = [line for card in shown.cards for line in card.lines]
    figures = {one.id: one for one in world.case.figures}
    rested = (*(one.fact for one in grounds), *(one.fact for one in lines))
    facts = {name: figures[name] for name in rested if name in figures}
    tests = tuple(backtests_told((name for card in shown.cards for name in card.backtests), world.case))
    tried = [name for test in tests for case in test.cases for name in case.source]
    drawn = [(one, _drawn(one, world), [side for side in one.sides if moved(side)]) for one in shown.compared]
    cited = {source for ground in grounds for source in ground.source}
    cited |= {source for line in lines for source in line.source}
    cited |= {source for fact in facts.values() for source in fact.provenance.sources}
    cited |= {source for _, pictures, _ in drawn for row, _, _ in pictures["carried"] for source in row.source_ids}
    told = {ground.name for ground in grounds}
    return {
        "cards": shown.cards,
        "plain": {card.id: said(shown.plain[card.id]) if card.id in shown.plain else "" for card in shown.cards},
        "causes": [(one, branches(one)) for one in shown.causes],
        "compared": drawn,
        "rests": {
            side.name: name if (name := shown.rests.get(side.name, "")) in told else ""
            for one in shown.compared
            for side in one.sides
        },
        "charts": {card.id: chart(card) for card in shown.cards},
        "case": world.case,
        "as_of": world.as_of,
        "grounds": grounds,
        "told": told,
        "facts": facts,
        "backtests": tests,
        "tried_ids": {test.id for test in tests},
        "tried": tried_amount,
        "sources": _sources(world, cited, tried),
        "said": {card.id: said(card) for card in shown.cards},
        "amount": amount,
        "line_value": line_value,
        "percent": percent,
        "difference": difference,
        "called": called,
        "border_view": VIEW,
        "folding": False,
    }


def called(scenario: str) -> str:
    """A scenario as the page calls it: those without a name of their own by what they are.

    >>> called("base"), called("what is declared"), called("closure_90d")
    ('as things stand', 'with the moves', 'closure_90d')
    """
    return {"base": "as things stand", "what is declared": "with the moves"}.get(scenario, scenario)


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


def _sources(world: World, cited: Set[str], tried: Iterable[str]) -> dict[str, Source]:
    """Sources of the case that are cited, then reports that back-tests cite by name."""
    known = world.case.sources
    named = [name for name in dict.fromkeys(tried) if name not in known and name != "recalled"]
    found = {name: source for name, source in known.items() if name in cited or name in tried}
    return found | {name: Source(id=name, title=name, **NAMED) for name in named}


def tried_amount(value: float, unit: str) -> str:
    """What a back-test forecast or saw, with its unit; a probability or share as one.

    >>> tried_amount(0.2234, "share"), tried_amount(53.004, "Mt"), tried_amount(0.22, "1")
    ('22 %', '53 Mt', '22 %')
    """
    return amount(value, "1" if unit in {"share", "probability"} else unit)


def _drawn(one: Compared, world: World) -> Mapping[str, Any]:
    names = (called(one.one), called(one.other))
    found: dict[str, Any] = {"before": "", "after": "", "carried": []}
    for row, (first, second) in one.courses.items():
        found["course"] = courses(first, second, names=names, unit=_unit(one, row))
    for row, (low, high, first_counts, second_counts) in one.spread.items():
        unit = _unit(one, row)
        found["spread"] = spreads((low, high), first_counts, second_counts, names=names, unit=unit)
    rows = list(route_rows(world, world.as_of - timedelta(days=1)))
    states = {stop.country: stop.soil for row in rows for stop in row.stops}
    found["carried"] = [(row, *one.routes[row.id]) for row in rows if row.id in one.routes]
    same = all(abs(before - after) < CARRIED for before, after in one.routes.values())
    for key, at in (("before", 0), ("after", 1))[: 1 if same else 2]:
        shown = [_carrying(row, one, at) for row in rows if row.id in one.routes]
        other = one.other.replace(" ", "-")
        land_of = f"map-before-{other}" if at else ""
        found[key] = routemap(shown, outlines(), names=states, ident=f"map-{key}-{other}", land_of=land_of)
    return found


def _carrying(row: RouteRow, one: Compared, at: int) -> RouteRow:
    share = one.routes[row.id][at]
    state = "carries nothing" if share < CARRIED else ""
    return replace(row, share=share, year=None, state=state)


def _unit(one: Compared, row: str) -> str:
    return next((side.unit for side in one.sides if side.name == row), "")
