"""The world's speed: loading the shipped case, and queries on generated worlds beside networkx.

`./dev bench world [--peer-most 100000]` loads and builds the case, then makes worlds of 10,000 actors and 10^4, 10^5
and 10^6 dated ties (seeded) and asks for the neighbours of 200 actors on a day, and for the exposure of an export with
10,000 routes in the world. networkx answers the same neighbour question over a graph with dated edges, up to
`--peer-most` ties.
"""

import argparse
import json
import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from statistics import median

import networkx
import numpy as np

from steppe import flow
from steppe.world.build import World, build
from steppe.world.case import Case
from steppe.world.exposure import exposure
from steppe.world.facts import Figure, Route
from steppe.world.load import find_case, load_case
from steppe.world.samples import given, member, small_case
from steppe.world.ties import TieTable, columns

ACTORS = 10_000
DAY = date(2022, 6, 1)


def made_ties(number: int, seed: int) -> TieTable:
    chance = np.random.default_rng(seed)
    since = chance.integers(date(1990, 1, 1).toordinal(), date(2026, 1, 1).toordinal(), number).astype(np.int32)
    lasting = chance.integers(30, 6000, number).astype(np.int32)
    head, tail = (chance.integers(0, ACTORS, number).astype(np.int32) for _ in range(2))
    rest = (chance.integers(0, 20, number).astype(np.int32), since, since + lasting, np.ones(number))
    names, kinds = tuple(f"A{i:05}" for i in range(ACTORS)), tuple(f"kind{i:02}" for i in range(20))
    return columns(names, kinds, head=head, tail=tail, rest=rest)


def made_routes(number: int, seed: int) -> Case:
    """An exporter with 50 routes among 10,000 others, each through up to three of forty states."""
    chance = random.Random(seed)
    states = [f"S{i:02}" for i in range(40)]
    members = {name: member(name, name, "state") for name in ["KAZ", *states, *(f"E{i}" for i in range(number // 50))]}
    members |= {
        f"p{i}": replace(member(f"p{i}", f"p{i}", "infrastructure"), country=chance.choice(states)) for i in range(2000)
    }
    routes, figures = [], []
    for i in range(number):
        origin = "KAZ" if i < 50 else f"E{i // 50}"
        path = tuple(f"p{chance.randrange(2000)}" for _ in range(3))
        transit = tuple(sorted({members[place].country for place in path}))
        routes.append(
            Route(
                id=f"r{i}",
                name=f"r{i}",
                good="oil",
                origin=origin,
                path=path,
                transit=transit,
                since=None,
                until=None,
                provenance=given(date(2000, 1, 1)),
            )
        )
        figures.append(
            Figure(
                id=f"r{i}.flow.2020",
                subject=f"r{i}",
                measure="flow",
                of=origin,
                since=date(2020, 1, 1),
                until=date(2020, 12, 31),
                value=chance.uniform(0.1, 9),
                high=None,
                unit="Mt",
                bound="exact",
                by="",
                provenance=given(date(2021, 3, 1)),
            )
        )
    return replace(small_case(), members=members, routes=tuple(routes), figures=tuple(figures), relations=())


def peer(table: TieTable) -> networkx.MultiDiGraph:
    graph = networkx.MultiDiGraph()
    for row in range(len(table)):
        tie = table.tie(row)
        graph.add_edge(tie.head, tie.tail, since=tie.since, until=tie.until)
    return graph


def peer_neighbours(graph: networkx.MultiDiGraph, actor: str, on: date) -> tuple[str, ...]:
    def holds(data: dict[str, date | None]) -> bool:
        return (data["since"] or date.min) <= on <= (data["until"] or date.max)

    out = {tail for _, tail, data in graph.out_edges(actor, data=True) if holds(data)}
    into = {head for head, _, data in graph.in_edges(actor, data=True) if holds(data)}
    return tuple(sorted((out | into) - {actor}))


def timed(ask: Callable[[int], object], times: int) -> tuple[float, float]:
    """Median and longest milliseconds of a call."""
    taken = []
    for number in range(times):
        start = time.perf_counter()
        ask(number)
        taken.append((time.perf_counter() - start) * 1000)
    return round(median(taken), 3), round(max(taken), 3)


def curve(number: int, peer_most: int, seed: int) -> dict[str, object]:
    table = made_ties(number, seed)
    names = [f"A{i * 37 % ACTORS:05}" for i in range(200)]
    ours = timed(lambda i: table.neighbours(names[i], DAY), 200)
    paths = timed(lambda i: table.paths(names[i], names[-1 - i], DAY), 5)
    found: dict[str, object] = {"ties": number, "neighbours_ms_median_max": ours, "paths_ms_median_max": paths}
    if number <= peer_most:
        graph = peer(table)
        same = all(table.neighbours(name, DAY) == peer_neighbours(graph, name, DAY) for name in names if name in graph)
        found |= {"networkx_ms_median_max": timed(lambda i: peer_neighbours(graph, names[i], DAY), 200), "same": same}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer-most", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    start = time.perf_counter()
    world: World = flow.world_at("kazakhstan-2022")
    first = time.perf_counter() - start
    start = time.perf_counter()
    load_case(find_case("kazakhstan-2022"))
    again = time.perf_counter() - start
    routes = build(made_routes(10_000, options.seed), (), date(2022, 6, 1))
    result = {
        "load_case_with_reference_and_build_s": round(first, 3),
        "load_case_alone_warm_s": round(again, 3),
        "facts": sum(1 for _ in world.case.facts()),
        "exposure_10000_routes_ms_median_max": timed(lambda _: exposure(routes, "KAZ", "oil"), 20),
        "curve": [curve(10**power, options.peer_most, options.seed) for power in (4, 5, 6)],
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
