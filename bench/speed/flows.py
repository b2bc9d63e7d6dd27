"""The flows of a run: how many are solved, how long they take, and whether each is what a solver of its own finds.

`./dev bench flows [--draws 10000] [--days 365] [--sample 500]` runs the Kazakhstan model, with a storm in every draw on
day 30, so that most flows are of outages. For a random sample of days and draws the capacities of the day go to a
fresh HiGHS model: first for as much as can be sent, then for the least cost of sending that much.
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from steppe.scenario.model import SINK, Network
from steppe.scenario.moves import Do
from steppe.scenario.noise import Noise
from steppe.scenario.program import compiled
from steppe.scenario.run import Course, advance, lasting, prepared
from steppe.scenario.setting import Setting, moves_of, opened

Row = NDArray[np.float64]
CASE, NET, BAR = "kazakhstan-2022", "oil", 1e-6


class Watch:
    """CPU seconds spent in a call."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def around(self, do: Callable[..., None]) -> Callable[..., None]:
        """The same call, timed."""

        def timed(*given: object) -> None:
            start = time.process_time()
            do(*given)
            self.seconds += time.process_time() - start

        return timed


def begun(setting: Setting, days: int, moves: Sequence[Do]) -> Course:
    model, noise = lasting(setting.model, days), Noise(setting.seed, setting.draws)
    return prepared(compiled(model, setting.case, setting.drawn, noise, first_day=setting.case.as_of, moves=moves))


def fresh(network: Network, capacities: Row) -> tuple[float, float]:
    """What can be sent and the least cost of it, by two linear programs of a new model."""
    make: Any = highspy.Highs
    highs = make()
    highs.setOptionValue("output_flag", False)
    supplies, arcs = tuple(network.supplies.values()), tuple(network.arcs.values())
    columns = [highs.addVariable(0.0, float(upper)) for upper in capacities]
    sent, flows = columns[: len(supplies)], columns[len(supplies) :]
    for node in sorted({arc.tail for arc in arcs} | {arc.head for arc in arcs if arc.head != SINK}):
        comes = [one for one, supply in zip(sent, supplies, strict=True) if supply.at == node]
        comes += [flow for flow, arc in zip(flows, arcs, strict=True) if arc.head == node]
        goes = [flow for flow, arc in zip(flows, arcs, strict=True) if arc.tail == node]
        highs.addConstr(sum(comes) - sum(goes) == 0)
    highs.maximize(sum(sent))
    most = highs.getObjectiveValue()
    highs.addConstr(sum(sent) >= most - 1e-9)
    highs.minimize(sum(arc.cost * flow for arc, flow in zip(arcs, flows, strict=True)))
    return float(most), float(highs.getObjectiveValue())


def found(course: Course, draw: int) -> tuple[float, float]:
    """What the engine sends today in a draw, and at what cost."""
    net = course.nets[NET]
    number = int(net.now[draw])
    costs = np.array([arc.cost for arc in net.network.arcs.values()])
    return float(net.solutions.sent[number]), float(net.solutions.flows[number] @ costs)


def compared(setting: Setting, days: int, sample: int) -> dict[str, object]:
    """The largest differences over a random sample of days and draws, and how many of those had less than usual."""
    course = begun(setting, days, moves_of(setting, "base", ["outage.storm=on on 30"]))
    chance = np.random.default_rng(1)
    asked = {day: chance.integers(0, setting.draws, count) for day, count in places(chance, days, sample).items()}
    gaps, planned = [], 0.0
    short = 0
    for day in range(1, days + 1):
        advance(course, day)
        net = course.nets[NET]
        for draw in asked.get(day, ()):
            row = net.capacities(np.array([draw]))[0]
            ours, theirs = found(course, int(draw)), fresh(net.network, row)
            planned = float(row[: len(net.network.supplies)].sum())
            short += theirs[0] < planned - 1e-6
            gaps.append((abs(ours[0] - theirs[0]), abs(ours[1] - theirs[1])))
    delivered, cost = np.max(gaps, axis=0)
    return {
        "sample": len(gaps),
        "of_these_cannot_send_all": short,
        "largest_gap_sent_kt": float(f"{delivered:.3g}"),
        "largest_gap_cost": float(f"{cost:.3g}"),
        "bar": BAR,
        "exact": bool(max(delivered, cost) <= BAR),
    }


def places(chance: np.random.Generator, days: int, sample: int) -> dict[int, int]:
    """How many draws to ask about on each day."""
    drawn, counts = np.unique(chance.integers(1, days + 1, sample), return_counts=True)
    return dict(zip(drawn.tolist(), counts.tolist(), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--sample", type=int, default=500)
    options = parser.parse_args()
    setting = opened(CASE, draws=options.draws)
    start = time.process_time()
    course, watch = begun(setting, options.days, ()), Watch()
    opening = time.process_time() - start
    net = course.nets[NET]
    setattr(net, "today", watch.around(net.today))  # noqa: B010 (a method of this one object)
    start = time.process_time()
    for day in range(1, options.days + 1):
        advance(course, day)
    whole = time.process_time() - start
    flows = options.draws * options.days
    result = {
        "flows": flows,
        "combinations": len(net.combinations.codes),
        "solved": len(net.solutions),
        "flow_part_s": round(watch.seconds, 2),
        "opening_s": round(opening, 2),
        "run_s": round(whole + opening, 2),
        "flows_a_second": round(flows / watch.seconds),
        **compared(setting, options.days, options.sample),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
