"""The model of a case written as agents, with Mesa: one Mesa model a draw, an agent for each mechanism.

Run by `bench/speed/scenario.py` in an interpreter of its own: `python scenario_peer.py INPUT.json` reads the model and
the parameters of so many draws, runs them, and prints CPU seconds and what came of each draw. Kinds, order and rules
are those of steppe; chance is Mesa's own, so that results agree within Monte Carlo error only. The flow is by rules
(the cheapest open way first), which on this network is exactly the minimum-cost flow and far quicker than a solver.
"""

import json
import math
import sys
import time
from collections.abc import Mapping
from typing import Any, TypeAlias

import mesa

Tree: TypeAlias = Mapping[str, Any]  # a part of the model as it stands in JSON
LEASH = 1.5


class Mechanism(mesa.Agent):  # type: ignore[misc]
    """What every mechanism has: its description, and whether it fires today."""

    def __init__(self, model: "Draw", name: str, about: Tree) -> None:
        super().__init__(model)
        self.name, self.about, self.fires = name, about, False

    def fire(self) -> None:
        """Fire today: count it and set what follows, where it is realised."""
        self.fires = True
        self.model.fired.add(self.name)
        self.model.times[self.name] += 1
        realised = self.about["realised"]
        if not realised or self.random.random() < self.model.values[realised]:
            for mode, state in self.about["sets"].items():
                self.model.set_mode(mode, state, self.days())

    def days(self) -> float:
        """How long what it sets lasts."""
        lasts = self.about["lasts"]
        if lasts is None:
            return math.inf
        days = self.model.values[lasts["median"]]
        if lasts["spread"]:
            days *= math.exp(self.model.values[lasts["spread"]] * self.random.gauss(0, 1))
        return float(max(math.ceil(days), 1))


class Hazard(Mechanism):
    """Fires with probability `1 - exp(-rate)` a day; protests excite each other."""

    def __init__(self, model: "Draw", name: str, about: Tree) -> None:
        super().__init__(model, name, about)
        self.memory = 0.0
        excited = about["excited"]
        self.keep = math.exp(-1 / model.values[excited["memory"]]) if excited else 0.0

    def step(self) -> None:
        """Fire by chance at today's rate."""
        values = self.model.values
        rate = values[self.about["rate"]]
        for times in self.about["times"]:
            if self.model.state(times["mode"]) == times["state"]:
                rate *= values[times["by"]]
        if self.about["excited"]:
            for other, by in self.about["excited"]["by"].items():
                rate += values[by] * self.model.named[other].memory
        self.fires = False
        if self.random.random() < 1 - math.exp(-rate):
            self.fire()

    def remember(self) -> None:
        """Let the memory fade and today's event enter it."""
        self.memory = self.memory * self.keep + (1 - self.keep if self.fires else 0.0)


class Choice(Mechanism):
    """Is made when one of its triggers has fired."""

    def step(self) -> None:
        """Decide where a trigger has fired."""
        if not any(given in self.model.fired for given in self.about["given"]):
            return
        values, chance, shift = self.model.values, self.model.values[self.about["chance"]], 0.0
        for lean in self.about["leans"]:
            shift += values[lean["per"]] * (self.model.rows[lean["on"]] - values[lean["mean"]])
        shift = min(max(shift, -LEASH), LEASH)
        if self.about["shared"]:
            shift += values[self.about["spread"]] * self.model.shock(self.about["shared"])
        odds = chance * math.exp(shift)
        if self.random.random() < odds / (1 - chance + odds):
            self.fire()


class Moves(Mechanism):
    """Moves men between stocks."""

    def step(self) -> None:
        """Make the day's moves, as far as there is something to move."""
        rows, values = self.model.rows, self.model.values
        for move in self.about["moves"]:
            if move["after"] and move["after"] not in self.model.recent:
                continue
            if not all(self.model.state(mode) in states for mode, states in move["when"].items()):
                continue
            source = move["from"]
            amount = values[move["amount"]] if move["amount"] else values[move["share"]] * rows[source]
            amount = min(amount, rows[source])
            rows[source] -= amount
            rows[move["to"]] += amount


class Drift(Mechanism):
    """Draws an index back to its mean, with noise and pushes."""

    def step(self) -> None:
        """Move the index by a day."""
        about, rows, values = self.about, self.model.rows, self.model.values
        index = about["index"]
        row = rows[index] + values[about["speed"]] * (values[about["mean"]] - rows[index])
        if about["noise"]:
            row += values[about["noise"]] * self.random.gauss(0, 1)
        for by, parameter in about["pushes"].items():
            if by in self.model.recent:
                row += values[parameter]
        bounds = self.model.about["indices"][index]
        rows[index] = min(max(row, bounds["least"]), bounds["most"])


class Oil(Mechanism):
    """The day of the oil: cheapest ways first, tanks at the terminal, what waits and what is lost."""

    OUT = ("samara", "china", "makhachkala", "baku", "rail", "samara_spare")

    def __init__(self, model: "Draw", name: str, about: Tree) -> None:
        super().__init__(model, name, about)
        values, net = model.values, model.about["networks"]["oil"]
        self.parts, self.step_size = {**net["supplies"], **net["arcs"]}, net["step"]
        self.size = values[net["store"]["capacity"]]
        self.usual = self.stored = values[net["store"]["filled"]] * self.size
        self.most, self.catch_up = values[net["deferral"]["most"]], values[net["deferral"]["catch_up"]]
        self.waits, self.lost, self.delivered = 0.0, 0.0, 0.0
        west, ready = self.capacity("west"), self.capacity("loading")
        self.usual_load = min(self.capacity("cpc"), ready, west)

    def capacity(self, name: str) -> float:
        """What a supply or way has today."""
        part = self.parts[name]
        found = self.model.values[part.get("amount") or part["capacity"]]
        for mode, factors in part["states"].items():
            found *= factors[self.model.modes[mode]]
        return float(found)

    def step(self) -> None:
        """Send, load and store the day's oil."""
        step, capacity = self.step_size, self.capacity
        planned, other, ready = capacity("west"), capacity("other"), capacity("loading")
        offered = planned + math.floor(min(self.waits, self.catch_up) / step) * step
        intake = ready + math.floor(max(self.size - self.stored, 0.0) / step) * step
        comes = min(capacity("cpc"), intake, offered)
        left = offered - comes
        sent = comes
        for way in ("china_added", "baku_added"):
            carried = min(left, capacity(way))
            left, sent = left - carried, sent + carried
        out = [capacity(way) for way in self.OUT]
        others = min(other, sum(out))
        linked = min(left, capacity("link"), sum(out) - others)
        sent += linked
        wanted = max(comes + max(self.stored - self.usual, 0.0), self.usual_load)
        gone = min(ready, wanted, self.stored + comes)
        self.stored += comes - gone
        self.delivered += gone + (sent - comes) + others
        self.settle(planned + other, sent + others)

    def settle(self, planned: float, sent: float) -> None:
        """Let what was not sent wait or be lost, and what was sent late wait no more."""
        gap = planned - sent
        kept = min(max(gap, 0.0), max(self.most - self.waits, 0.0))
        self.lost += max(gap, 0.0) - kept
        self.waits = max(self.waits + kept - max(-gap, 0.0), 0.0)


KINDS = {"hazard": Hazard, "choice": Choice, "stock": Moves, "drift": Drift, "flow": Oil}


class Draw(mesa.Model):  # type: ignore[misc]
    """One draw of the case's model."""

    def __init__(self, about: Tree, values: Mapping[str, float], seed: int) -> None:
        super().__init__(seed=seed)
        self.about, self.values, self.day = about, values, 0
        self.modes = dict.fromkeys(about["modes"], 0)
        self.ends = dict.fromkeys(about["modes"], math.inf)
        self.rows = {name: values[one["start"]] for name, one in (about["stocks"] | about["indices"]).items()}
        self.times = dict.fromkeys(about["mechanisms"], 0)
        self.fired: set[str] = set()
        self.recent: set[str] = set()
        self.chosen: set[str] = set()
        self.shocks: dict[str, float] = {}
        self.restricted = self.closed = 0
        self.named = {name: KINDS[one["kind"]](self, name, one) for name, one in about["mechanisms"].items()}
        self.by_kind = {kind: self.agents_by_type.get(kind) for kind in KINDS.values()}

    def state(self, mode: str) -> str:
        """The state a mode is in."""
        return str(self.about["modes"][mode]["states"][self.modes[mode]])

    def set_mode(self, mode: str, state: str, days: float) -> None:
        """Put a mode in a state for so many days; a graver one stays."""
        code, last = self.about["modes"][mode]["states"].index(state), self.day + days
        if code > self.modes[mode]:
            self.modes[mode], self.ends[mode] = code, last
        elif code == self.modes[mode]:
            self.ends[mode] = max(self.ends[mode], last)

    def shock(self, name: str) -> float:
        """The day's shock that choices of this name share."""
        if name not in self.shocks:
            self.shocks[name] = self.random.gauss(0, 1)
        return self.shocks[name]

    def step(self) -> None:
        """One day, in steppe's order."""
        self.day += 1
        chosen, self.fired, self.shocks = self.chosen, set(), {}
        for mode, end in self.ends.items():
            if end < self.day:
                self.modes[mode], self.ends[mode] = 0, math.inf
        self.by_kind[Hazard].do("step")
        self.by_kind[Hazard].do("remember")
        self.by_kind[Oil].do("step")
        hazards = set(self.fired)
        self.recent = hazards | chosen
        self.by_kind[Moves].do("step")
        self.by_kind[Drift].do("step")
        self.by_kind[Choice].do("step")
        self.chosen = self.fired - hazards
        self.restricted += self.modes["moorings"] > 0
        self.closed += self.modes["cpc_pipe"] > 0


def outcome(one: Draw) -> dict[str, float]:
    oil = one.named["oil"]
    happened = {name: float(one.times[name] > 0) for name in ("wave", "emergency", "request", "outage.storm")}
    return {
        **happened,
        "protests": float(sum(times for name, times in one.times.items() if name.startswith("unrest."))),
        "outages": float(sum(times for name, times in one.times.items() if name.startswith("outage."))),
        "restricted_days": float(one.restricted),
        "closed_days": float(one.closed),
        "lost_kt": oil.lost,
        "delivered_kt": oil.delivered,
        "free_ru": one.rows["free_ru"],
        "leaked": one.rows["leaked"],
    }


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        given = json.load(file)
    start, found = time.process_time(), []
    for number, values in enumerate(given["values"]):
        one = Draw(given["model"], values, number)
        for _ in range(given["days"]):
            one.step()
        found.append(outcome(one))
    print(json.dumps({"cpu_s": time.process_time() - start, "draws": found, "mesa": mesa.__version__}))


if __name__ == "__main__":
    main()
