"""Checks of a model's networks: ways that lead to the market, costs and factors of 0 or more, tanks in their place."""

from collections.abc import Iterator, Mapping

import networkx

from steppe.scenario.model import SINK, Arc, Model, Network
from steppe.scenario.wiring import PARTS
from steppe.world.case import Case
from steppe.world.vocabulary import load_vocabulary

DEAREST, WIDEST = 1e6, 1e3  # the largest cost a unit and factor of a state that the solver is asked to weigh


def networks(model: Model, case: Case) -> Iterator[str]:
    """Every fault of the model's networks, with key and remedy."""
    used = [one.network for one in model.mechanisms.values() if one.kind == "flow"]
    for name, one in model.networks.items():
        if used.count(name) != 1:
            yield f"networks.{name}: run by {used.count(name)} mechanisms; expected exactly one of kind flow"
        for fault in _network(one, model, case):
            yield f"networks.{name}.{fault}"


def _network(one: Network, model: Model, case: Case) -> Iterator[str]:
    yield from _measures(one, case)
    graph = networkx.DiGraph((arc.tail, arc.head) for arc in one.arcs.values())
    routes = {route.id for route in case.routes}
    for name, arc in one.arcs.items():
        yield from _arc(arc, routes, f"arcs.{name}")
        yield from _factors(arc.states, model, f"arcs.{name}")
    for name, supply in one.supplies.items():
        if supply.at not in graph or SINK not in graph or not networkx.has_path(graph, supply.at, SINK):
            yield f"supplies.{name}.at: no way from {supply.at!r} to {SINK}; expected arcs that lead there"
        yield from _factors(supply.states, model, f"supplies.{name}")
    yield from _ways(one, graph)
    yield from _tanks(one)
    if one.deferral and one.deferral.supply not in one.supplies:
        yield f"deferral.supply: {one.deferral.supply!r}; expected of {', '.join(one.supplies)}"


def _ways(one: Network, graph: networkx.DiGraph) -> Iterator[str]:
    """Arcs that nothing can use, and circles that cost nothing, round which a flow would be without meaning."""
    fed = {at for supply in one.supplies.values() for at in (supply.at, *networkx.descendants(graph, supply.at))}
    useful = {SINK, *networkx.ancestors(graph, SINK)}
    for name, arc in one.arcs.items():
        if arc.tail not in fed:
            yield f"arcs.{name}.from: no supply reaches {arc.tail!r}; expected a node that is reached"
        if arc.head not in useful:
            yield f"arcs.{name}.to: no way from {arc.head!r} to {SINK}; expected arcs that lead there"
    free = networkx.DiGraph((arc.tail, arc.head) for arc in one.arcs.values() if arc.cost == 0)
    if not networkx.is_directed_acyclic_graph(free):
        circle = " -> ".join(tail for tail, _ in networkx.find_cycle(free))
        yield f"arcs: a circle without cost ({circle}); expected a cost above 0 on one of them"


def _tanks(one: Network) -> Iterator[str]:
    if not one.store:
        return
    ways = [arc for arc in one.arcs.values() if arc.tail == one.store.at]
    if len(ways) != 1:
        yield f"store.at: {one.store.at!r} has {len(ways)} ways on; expected a node with one arc out"
    elif ways[0].head != SINK:
        yield f"store.at: the way on from {one.store.at!r} does not end at {SINK}; expected tanks at the last node"


def _measures(one: Network, case: Case) -> Iterator[str]:
    if one.unit not in load_vocabulary().units or one.unit == "1":
        yield f"unit: {one.unit!r} is no unit of an amount; expected one such as kt"
    if one.good not in case.members or case.members[one.good].kind != "good":
        yield f"good: {one.good!r}; expected the id of a good of members.tsv"
    if not one.step > 0:
        yield f"step: {one.step:g}; expected more than 0"
    for key, found in (("supplies", one.supplies), ("arcs", one.arcs)):
        if not found:
            yield f"{key}: none; expected one at least"
    for name in (*one.arcs, *one.supplies):
        if not name.replace("_", "").isalnum() or name in PARTS:
            yield f"arcs, supplies: {name!r}; expected names of letters, digits and '_', none of {', '.join(PARTS)}"


def _arc(arc: Arc, routes: set[str], here: str) -> Iterator[str]:
    if arc.tail in {SINK, arc.head}:
        yield f"{here}.from: from {arc.tail} to {arc.head}; expected two nodes, {SINK} only as an end"
    if not 0 <= arc.cost <= DEAREST:
        yield f"{here}.cost: {arc.cost:g}; expected 0 to {DEAREST:g}"
    if arc.route and arc.route not in routes:
        yield f"{here}.route: {arc.route!r}; expected an id of routes.tsv"


def _factors(states: Mapping[str, tuple[float, ...]], model: Model, here: str) -> Iterator[str]:
    for mode, factors in states.items():
        if mode not in model.modes:
            yield f"{here}.states: no mode {mode!r}; expected of {', '.join(model.modes) or 'none'}"
        elif len(factors) != len(model.modes[mode].states) or not all(0 <= one <= WIDEST for one in factors):
            known = ", ".join(model.modes[mode].states)
            yield f"{here}.states.{mode}: {list(factors)}; expected a factor from 0 to {WIDEST:g} for each of {known}"
