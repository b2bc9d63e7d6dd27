"""Flows against networkx on small networks: as much as can be sent, as cheaply as can be, whatever was asked before."""

import networkx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from steppe.scenario.model import SINK, Arc, Network, Supply
from steppe.scenario.network import Solutions, Solver

NODES = ("a", "b", "c", "d")


def network(arcs, supplies=("a",)):
    """Arcs are (from, to, cost)."""
    return Network(
        good="oil",
        unit="kt",
        step=1,
        supplies={f"s{at}": Supply(at=at, amount="x") for at in supplies},
        arcs={f"{tail}-{head}": Arc(tail=tail, head=head, capacity="x", cost=cost) for tail, head, cost in arcs},
    )


@st.composite
def problems(draw, rows=1):
    """A network of up to four nodes and so many rows of whole capacities, of which many are 0 or alike."""
    pairs = [(tail, head) for tail in NODES for head in (*NODES, SINK) if tail != head]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=9, unique=True))
    costs = [draw(st.integers(0, 9)) for _ in chosen]
    tails = sorted({tail for tail, _ in chosen})
    supplies = draw(st.lists(st.sampled_from(tails), min_size=1, max_size=2, unique=True))
    made = network([(*pair, cost) for pair, cost in zip(chosen, costs, strict=True)], supplies)
    width = len(made.supplies) + len(made.arcs)
    amounts = st.lists(st.integers(0, 8), min_size=width, max_size=width)
    return made, np.array([draw(amounts) for _ in range(rows)], dtype=float)


def by_networkx(made, capacities):
    """What arrives, and at what cost."""
    graph, supplies = networkx.DiGraph(), len(made.supplies)
    graph.add_nodes_from(("source", SINK))
    for one, amount in zip(made.supplies.values(), capacities, strict=False):
        graph.add_edge("source", one.at, capacity=int(amount), weight=0)
    for arc, amount in zip(made.arcs.values(), capacities[supplies:], strict=True):
        graph.add_edge(arc.tail, arc.head, capacity=int(amount), weight=int(arc.cost))
    flow = networkx.max_flow_min_cost(graph, "source", SINK)
    return sum(flow["source"].values()), networkx.cost_of_flow(graph, flow)


def cost(made, flow):
    return float(flow @ [arc.cost for arc in made.arcs.values()])


@settings(deadline=None, max_examples=200)
@given(problems())
def test_as_much_arrives_as_can_and_no_way_is_cheaper(problem):
    made, (row,) = problem
    found = Solver(made).solve(row)
    arrived, least = by_networkx(made, row)
    into = sum(flow for arc, flow in zip(made.arcs.values(), found.flow, strict=True) if arc.head == SINK)
    assert abs(found.sent.sum() - arrived) < 1e-9
    assert abs(into - arrived) < 1e-9
    assert abs(cost(made, found.flow) - least) < 1e-9
    assert (np.concatenate([found.sent, found.flow]) <= row + 1e-9).all()


@settings(deadline=None, max_examples=150)
@given(problems())
def test_what_comes_to_a_node_leaves_it(problem):
    made, (row,) = problem
    found = Solver(made).solve(row)
    left = dict.fromkeys(NODES, 0.0)
    for one, sent in zip(made.supplies.values(), found.sent, strict=True):
        left[one.at] += sent
    for arc, flow in zip(made.arcs.values(), found.flow, strict=True):
        left[arc.tail] -= flow
        left[arc.head] = left.get(arc.head, 0.0) + flow
    assert max(abs(left[node]) for node in NODES) < 1e-9


@settings(deadline=None, max_examples=150)
@given(problems())
def test_worth_is_what_one_unit_more_or_less_would_change(problem):
    made, (row,) = problem
    found, arrived, first = Solver(made).solve(row), by_networkx(made, row)[0], len(made.supplies)
    for at, worth in enumerate(found.worth.tolist(), start=first):
        step = np.zeros(len(row))
        step[at] = 1
        more = by_networkx(made, row + step)[0] - arrived
        less = arrived - by_networkx(made, row - step)[0] if row[at] else 1
        assert more <= worth <= less


def test_a_binding_arc_is_worth_one_and_a_free_one_nothing():
    made = network([("a", "b", 38), ("b", SINK, 2)])
    solver = Solver(made)
    assert solver.solve([10, 4, 9]).worth.tolist() == [1, 0]
    assert solver.solve([10, 9, 4]).worth.tolist() == [0, 1]
    assert solver.solve([3, 9, 4]).worth.tolist() == [0, 0]


def test_a_cheaper_way_for_what_arrives_anyway_is_worth_nothing():
    made = network([("a", SINK, 1), ("a", "b", 50), ("b", SINK, 50)])
    assert Solver(made).solve([5, 2, 9, 9]).worth.tolist() == [0, 0, 0]


@settings(deadline=None, max_examples=100)
@given(problems(rows=5), st.permutations(range(5)))
def test_a_solution_does_not_depend_on_what_was_asked_before(problem, order):
    made, rows = problem
    solver = Solver(made)
    found = {at: solver.solve(rows[at]) for at in order}
    for at, row in enumerate(rows):
        alone = Solver(made).solve(row)
        for part in ("sent", "flow", "worth"):
            assert getattr(alone, part).tolist() == getattr(found[at], part).tolist()


@settings(deadline=None, max_examples=100)
@given(problems(rows=5), st.permutations(range(5)))
def test_solutions_are_the_same_whatever_the_order(problem, order):
    made, rows = problem
    whole, by_one = Solutions(made), Solutions(made)
    numbers = whole.numbers(np.arange(5), lambda keys: rows[keys])
    single = {at: int(by_one.numbers(np.array([at]), lambda keys: rows[keys])[0]) for at in order}
    for at, number in enumerate(numbers.tolist()):
        assert whole.flows[number].tolist() == by_one.flows[single[at]].tolist()
        assert whole.worth[number].tolist() == by_one.worth[single[at]].tolist()
        assert whole.sent[number] == by_one.sent[single[at]]
    assert len(whole) == len(by_one) == len({row.tobytes() for row in whole.bounded(rows)})


@settings(deadline=None, max_examples=150)
@given(problems())
def test_ways_wider_than_what_can_reach_them_change_nothing(problem):
    made, (row,) = problem
    solutions = Solutions(made)
    (number,) = solutions.numbers(np.array([3]), lambda _: row[None, :])
    arrived, least = by_networkx(made, row)
    assert abs(solutions.sent[number] - arrived) < 1e-9
    assert abs(cost(made, solutions.flows[number]) - least) < 1e-9


def test_what_was_solved_is_not_solved_again():
    made = network([("a", "b", 1), ("b", SINK, 1)])
    solutions = Solutions(made)
    rows = np.array([[10.0, 4, 9], [10, 4, 100], [10, 4, 9], [10, 3, 9]])
    assert solutions.numbers(np.array([5, 5, 7, 9, 2]), lambda keys: rows[[2, 0, 1, 3]][: len(keys)]).tolist()
    assert len(solutions) == 2

    def never(keys):
        raise AssertionError(keys)

    assert solutions.numbers(np.array([9, 5, 5]), never).tolist() == solutions.order[[9, 5, 5]].tolist()
