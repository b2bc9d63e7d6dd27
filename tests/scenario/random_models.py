"""Random small models with extreme but allowed parameters, and their networks, as hypothesis draws them."""

from hypothesis import strategies as st
from models import TIE, tree

TEXTS = {
    "1/d": ["fixed(0)", "gamma(2, 0.05)", "loguniform(1e-9, 10)", "fixed(1e9)", "lognormal(0.1, 10)", "fixed(1e-15)"],
    "1": ["fixed(0)", "fixed(1)", "uniform(0, 1)", "beta(0.001, 0.001)", "beta(1e-12, 1e-12)", "beta(3, 2)"],
    "d": ["fixed(0)", "uniform(0, 10)", "lognormal(5, 3)", "fixed(1e15)", "fixed(1e-15)"],
    "log": ["normal(0, 5)", "fixed(1000)", "fixed(-1e15)", "uniform(-1, 1)"],
    "spread": ["fixed(0)", "uniform(0, 3)", "fixed(1e15)", "gamma(0.01, 100)"],
    "times": ["fixed(0)", "uniform(0, 10)", "lognormal(1, 10)", "fixed(1e9)"],
    "person": ["fixed(0)", "uniform(0, 1000)", "lognormal(1e6, 3)", "fixed(1e15)"],
    "person/d": ["fixed(0)", "uniform(0, 1000)", "lognormal(1e6, 3)", "fixed(1e15)"],
    "index": ["uniform(-1, 2)", "normal(0, 100)", "fixed(0.3)", "fixed(-1e15)"],
    "kt": ["fixed(0)", "uniform(0, 500)", "fixed(1e6)", "fixed(0.001)"],
    "kt/d": ["fixed(0)", "tri(50, 100, 110)", "uniform(0, 200)", "lognormal(50, 0.5)", "fixed(0.001)", "fixed(1000)"],
    "bred": ["fixed(0)", "uniform(0, 0.3)", "fixed(0.3)"],
}
UNITS = {"spread": "log", "bred": "1"}
STATES = ("usual", "odd", "grave")


class Maker:
    """Makes a model by what `data` draws; every parameter is drawn from `TEXTS` of its unit."""

    def __init__(self, data):
        self.data, self.parameters = data, {}

    def pick(self, *of):
        return self.data.draw(st.sampled_from(of))

    def maybe(self):
        return self.data.draw(st.booleans())

    def some(self, of):
        return [one for one in of if self.maybe()]

    def number(self, unit):
        name = f"n{len(self.parameters)}"
        self.parameters[name] = self.pick(*TEXTS[unit]), UNITS.get(unit, unit)
        return name

    def effects(self):
        if not self.maybe():
            return {}
        lasts = {"median": self.number("d"), **({"spread": self.number("spread")} if self.maybe() else {})}
        return {"sets": {"mode": self.pick(*STATES)}, **({"lasts": lasts} if self.maybe() else {})}

    def when(self):
        return {"when": {"mode": [*self.some(STATES[1:]), STATES[0]]}} if self.maybe() else {}

    def hazard(self):
        one = {"kind": "hazard", "rate": self.number("1/d"), **self.effects(), **self.when()}
        if "sets" in one and self.maybe():
            one["realised"] = self.number("1")
        if self.maybe():
            one["times"] = [{"mode": "mode", "state": self.pick(*STATES), "by": self.number("times")}]
        return one | ({"needs": [TIE]} if self.maybe() else {})

    def choice(self, given):
        one = {"kind": "choice", "given": given, "chance": self.number("1"), **self.effects(), **self.when()}
        if self.maybe():
            one |= {"shared": "mood", "spread": self.number("spread")}
        if self.maybe():
            one["after"] = self.number("d")
        if self.maybe():
            one["leans"] = [{"on": "index", "per": self.number("log"), "mean": self.number("index")}]
        return one

    def moves(self, stocks, fires, *, closed):
        found = []
        for _ in range(self.data.draw(st.integers(1, 5))):
            ends = [*stocks, *([] if closed else ["outside"])]
            source = self.pick(*ends)
            to = self.pick(*(end for end in ends if end != source))
            one = {"from": source, "to": to, **self.when()}
            if self.maybe():
                one["after"] = self.pick(*fires)
            if source != "outside" and self.maybe():
                one["share"] = self.number(self.pick("1/d", "1"))
            else:
                one["amount"] = self.number("person" if "after" in one else "person/d")
            found.append(one)
        return found

    def carried(self):
        """A chain of its own that carries its probability."""
        return {
            "spark": {"kind": "hazard", "rate": self.number("1/d"), "carry": True},
            "fire": {"kind": "choice", "given": ["spark"], "chance": self.number("1"), "carry": True},
            "blaze": {"kind": "choice", "given": ["fire", "spark"], "chance": self.number("1"), "carry": True},
        }

    def network(self):
        """A random network without circles, every node on a way from the source to the market."""
        count = self.data.draw(st.integers(1, 4))
        nodes = [f"node{at}" for at in range(count)]
        ends = [(nodes[at], (*nodes, "market")[at + 1]) for at in range(count)]
        for at in range(count - 1):
            ends += [(nodes[at], to) for to in self.some((*nodes[at + 1 :], "market"))]
        cost = st.sampled_from([0, 1, 2.5, 30])
        arcs = {
            f"arc{at}": {"from": tail, "to": head, "capacity": self.number("kt/d"), "cost": self.data.draw(cost)}
            for at, (tail, head) in enumerate(ends)
        }
        factors = st.lists(st.sampled_from([0, 0.5, 1, 2]), min_size=3, max_size=3)
        for arc in self.some(arcs):
            arcs[arc]["states"] = {"mode": self.data.draw(factors)}
        at = [nodes[0], *self.some(nodes[:-1])]
        supplies = {f"well{row}": {"at": node, "amount": self.number("kt/d")} for row, node in enumerate(at)}
        found = {"good": "oil", "unit": "kt", "step": self.pick(5, 20), "supplies": supplies, "arcs": arcs}
        if count > 1 and self.maybe():
            found["store"] = {"at": nodes[-1], "capacity": self.number("kt"), "filled": self.number("1")}
        if self.maybe():
            late = {"most": self.number("kt"), "catch_up": self.number("kt/d")}
            found["deferral"] = {"supply": self.pick(*supplies), **late}
        return found

    def whole(self, *, closed=False):
        fires = [f"h{at}" for at in range(self.data.draw(st.integers(1, 3)))]
        mechanisms = {name: self.hazard() for name in fires}
        for at in range(self.data.draw(st.integers(0, 3))):
            mechanisms[f"c{at}"] = self.choice([self.pick(*fires)])
            fires.append(f"c{at}")
        by = {name: self.number("bred") for name in ("e0", "e1")}
        for name in by:
            excited = {"by": by, "memory": self.number("d")}
            mechanisms[name] = {"kind": "hazard", "rate": self.number("1/d"), "excited": excited, **self.when()}
        stocks = {name: self.stock() for name in ("a", "b", "c")}
        mechanisms["men"] = {"kind": "stock", "moves": self.moves(list(stocks), fires, closed=closed), **self.when()}
        mechanisms["drift"] = self.drift(fires)
        rest = {}
        if self.maybe():
            rest["networks"] = {"oil": self.network()}
            mechanisms["oil"] = {"kind": "flow", "network": "oil"}
        mechanisms |= self.carried()
        return tree(
            parameters=self.parameters | self._levels(),
            mechanisms=mechanisms,
            modes={"mode": {"states": list(STATES), "why": "made up"}},
            indices={"index": {"start": "start", "least": -1, "most": 2, "why": "made up"}},
            stocks=stocks,
            **rest,
        ) | {"horizon": self.data.draw(st.integers(1, 20)), "draws": self.data.draw(st.integers(1, 40))}

    def _levels(self):
        return {"start": (self.pick(*TEXTS["index"]), "index")}

    def stock(self):
        one = {"start": self.number("person"), "unit": "person", "why": "made up"}
        return one | ({"most": self.number("person")} if self.maybe() else {})

    def drift(self, fires):
        one = {"kind": "drift", "index": "index", "mean": self.number("index"), "speed": self.number("1/d")}
        one["noise"] = self.number("1")
        return one | {"pushes": {name: self.number("index") for name in self.some(fires)}}
