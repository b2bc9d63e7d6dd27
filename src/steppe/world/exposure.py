"""How a state's export leaves: whose soil it crosses, how concentrated its routes are, what cuts all of them.

Everything comes from the routes and yearly flows of a `World`: no share is stored anywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import networkx

from steppe.errors import InputError
from steppe.world.build import World, runs
from steppe.world.facts import Figure, Route
from steppe.world.vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of the whole as a fraction; `low` and `high` differ where part of the export has no known route."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """How the export of `good` from `origin` left in `year`; amounts are in the plain unit of the flows (tonnes).

    `total` is the stated export, or the sum of the routes where that is more or nothing is stated; `unrouted` what no
    known route carries. `routes` and `crossing` (by state, the origin left out) are shares of `total`. `concentration`
    is the Herfindahl-Hirschman index of the known routes, 0 to 1 (Hirschman 1945). `cut` are the fewest places outside
    the origin that together stop every route that carried something; `facts` the ids of the figures used.
    """

    origin: str
    good: str
    year: int
    total: float
    unrouted: float
    routes: Mapping[str, float]
    crossing: Mapping[str, Share]
    concentration: float
    cut: tuple[str, ...]
    facts: tuple[str, ...]


def exposure(world: World, origin: str, good: str, year: int | None = None) -> Exposure:
    """The exposure of an export, in `year` or the last year whose flows were known before the world's day.

    Raises `InputError` where no route or no yearly flow is known.

    >>> from steppe.world.samples import small_case
    >>> from steppe.world.build import build
    >>> exposure(build(small_case(), (), date(2022, 11, 27)), "KAZ", "oil")
    Traceback (most recent call last):
    steppe.errors.InputError: no route of oil from KAZ is known before 2022-11-27; routes known: none
    """
    routes = [one for one in world.case.routes if one.origin == origin and one.good == good]
    if not routes:
        known = ", ".join(sorted({f"{one.good} from {one.origin}" for one in world.case.routes})) or "none"
        raise InputError(f"no route of {good} from {origin} is known before {world.as_of}; routes known: {known}")
    flows = _flows(world, routes, origin, year)
    when = max((year for _, year in flows), default=0)
    used = {route.id: flows[route.id, when] for route in routes if (route.id, when) in flows}
    if not used:
        raise InputError(
            f"no yearly flow of {good} from {origin} is known before {world.as_of}; expected figures 'flow'"
        )
    amounts = {name: _plain(one) for name, one in used.items()}
    stated = _total(world, origin, good, when)
    total = max(sum(amounts.values()), _plain(stated) if stated else 0.0)
    carrying = [one for one in routes if amounts.get(one.id, 0) > 0]
    missing = max(0.0, total - sum(amounts.values()))
    return Exposure(
        origin=origin,
        good=good,
        year=when,
        total=total,
        unrouted=missing,
        routes={name: amount / total for name, amount in sorted(amounts.items(), key=lambda pair: -pair[1])},
        crossing=_crossing(carrying, amounts, total, missing),
        concentration=sum((amount / sum(amounts.values())) ** 2 for amount in amounts.values()),
        cut=_cut(world, carrying),
        facts=tuple(sorted([*(one.id for one in used.values()), *([stated.id] if stated else [])])),
    )


def _flows(world: World, routes: Iterable[Route], origin: str, year: int | None) -> dict[tuple[str, int], Figure]:
    found: dict[tuple[str, int], Figure] = {}
    for route in routes:
        for one in world.figures.get((route.id, "flow"), ()):
            if _whole_year(one) and one.of in {"", origin} and one.since and year in {None, one.since.year}:
                found[route.id, one.since.year] = one
    return found


def _total(world: World, origin: str, good: str, year: int) -> Figure | None:
    stated = [
        one
        for one in world.figures.get((origin, f"{good}-exports"), ())
        if _whole_year(one) and one.since and one.since.year == year and not one.of
    ]
    return max(stated, key=lambda one: (one.provenance.confidence == "high", one.id), default=None)


def _whole_year(one: Figure) -> bool:
    return one.since is not None and one.until is not None and (one.until - one.since).days in {364, 365}


def _plain(one: Figure) -> float:
    return load_vocabulary().plain(one.value, one.unit)


def _crossing(routes: Iterable[Route], amounts: Mapping[str, float], total: float, missing: float) -> dict[str, Share]:
    through: dict[str, float] = {}
    for route in routes:
        for state in route.transit:
            through[state] = through.get(state, 0.0) + amounts[route.id]
    ranked = sorted(through.items(), key=lambda pair: (-pair[1], pair[0]))
    return {state: Share(low=amount / total, high=(amount + missing) / total) for state, amount in ranked}


def _cut(world: World, routes: Iterable[Route]) -> tuple[str, ...]:
    """The fewest places abroad that together stop all routes: a minimum node cut; none where a route stays at home."""
    graph = networkx.Graph()
    for route in routes:
        abroad = [place for place in route.path if world.case.members[place].country != route.origin]
        if not abroad:
            return ()
        networkx.add_path(graph, ["origin", *abroad, "market"])
    if not graph:
        return ()
    return tuple(sorted(networkx.minimum_node_cut(graph, "origin", "market")))


def controllers(world: World, thing: str, on: date) -> tuple[str, ...]:
    """Who has the say over a place or route on a day: `controls` relations, else the state it lies in."""
    heads = [one.head for one in world.case.relations if one.kind == "controls" and one.tail == thing and runs(one, on)]
    return tuple(sorted(heads)) or tuple(one for one in (world.case.members[thing].country,) if one)
