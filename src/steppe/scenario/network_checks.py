"""Checks of a model's networks: ways that lead to the market, costs and factors of 0 or more, tanks in their place."""

from collections.abc import Iterator, Mapping
from math import inf

import networkx

from steppe.scenario.model import SINK, Arc, Model, Network
from steppe.scenario.units import dimension
from steppe.world.case import Case
from steppe.world.vocabulary import load_vocabulary


def networks(model: Model, case: Case) -> Iterator[str]:
    """Every fault of the model's networks, with key and remedy."""
    used = [one.network for one in model.mechanisms.values() if one.kind == "flow"]
    for name, one in model.networks.items():
        if used.count(name) != 1:
            yield f"networks.{name}: run by {used.count(name)} mechanisms; expected exactly one of kind flow"
        for fault in _network(one, model, case):
            yield f"networks.{name}.{fault}"


def _network(one: Network, model: Model, case: Case) -> Iterator[str]:
    yield from _measures(one)
    graph = networkx.DiGraph((arc.tail, arc.head) for arc in one.arcs.values())
    routes = {route.id for route in case.routes}
    for name, arc in one.arcs.items():
        yield from _arc(arc, routes, f"arcs.{name}")
        yield from _factors(arc.states, model, f"arcs.{name}")
    for name, supply in one.supplies.items():
        if supply.at not in graph or SINK not in graph or not networkx.has_path(graph, supply.at, SINK):
            yield f"supplies.{name}.at: no way from {supply.at!r} to {SINK}; expected arcs that lead there"
        yield from _factors(supply.states, model, f"supplies.{name}")
    if one.store and (one.store.at not in graph or graph.out_degree(one.store.at) != 1):
        yield f"store.at: {one.store.at!r} has not exactly one way on; expected a node with one arc out"
    if one.store and one.store.at in graph and SINK not in graph[one.store.at]:
        yield f"store.at: the way on from {one.store.at!r} does not end at {SINK}; expected tanks at the last node"
    if one.deferral and one.deferral.supply not in one.supplies:
        yield f"deferral.supply: {one.deferral.supply!r}; expected of {', '.join(one.supplies)}"


def _measures(one: Network) -> Iterator[str]:
    if dimension(f"{one.unit}/d") is None and one.unit not in load_vocabulary().units:
        yield f"unit: {one.unit!r} is no unit; expected one such as kt"
    if not 0 < one.step < inf:
        yield f"step: {one.step:g}; expected more than 0"
    if not one.supplies or not one.arcs:
        yield "supplies, arcs: none; expected one of each at least"


def _arc(arc: Arc, routes: set[str], here: str) -> Iterator[str]:
    if arc.tail in {SINK, arc.head}:
        yield f"{here}: from {arc.tail} to {arc.head}; expected two nodes, {SINK} only as an end"
    if not 0 <= arc.cost < inf:
        yield f"{here}.cost: {arc.cost:g}; expected 0 or more"
    if arc.route and arc.route not in routes:
        yield f"{here}.route: {arc.route!r}; expected an id of routes.tsv"


def _factors(states: Mapping[str, tuple[float, ...]], model: Model, here: str) -> Iterator[str]:
    for mode, factors in states.items():
        if mode not in model.modes:
            yield f"{here}.states: no mode {mode!r}; expected of {', '.join(model.modes) or 'none'}"
        elif len(factors) != len(model.modes[mode].states) or not all(0 <= one < inf for one in factors):
            known = ", ".join(model.modes[mode].states)
            yield f"{here}.states.{mode}: {list(factors)}; expected a factor >= 0 for each of {known}"
