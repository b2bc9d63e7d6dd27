"""The smallest model of each kind, as the plain tree a file would hold, with a tiny case; and how to run one."""

from dataclasses import replace

from steppe.scenario.load import shaped
from steppe.scenario.moves import read_move, used_ties
from steppe.scenario.plain import plain
from steppe.scenario.run import run
from steppe.scenario.soundness import check
from steppe.scenario.values import draw, values_at
from steppe.world.samples import member, small_case

TIE = "KAZ.member.csto"


def tiny_case():
    case = small_case()
    return replace(case, members={**case.members, "oil": member("oil", "oil", "good")})


CASE = tiny_case()


def parameter(text, unit="1", **more):
    return {
        "draw": text, "unit": unit, "licence": "expert", "source": ["S1"], "known": "2020-01-01", "why": "x", **more
    }  # fmt: skip


def tree(*, parameters, mechanisms, **rest):
    """A whole model of made-up numbers; `parameters` are (distribution, unit) by name."""
    named = {
        name: {"licence": "expert", "why": "made up", **one}
        for name, one in mechanisms.items()
    }  # fmt: skip
    return {
        "horizon": 20,
        "draws": 300,
        "seed": 7,
        "parameters": {name: parameter(*one) for name, one in parameters.items()},
        "mechanisms": named,
        "questions": {},
        "scenarios": {"base": {"about": "as things stand"}},
        **rest,
    }


def hazard():
    """Storms that come by themselves and shut a port for days; storms at night are twice as likely."""
    return tree(
        parameters={
            "rate": ("gamma(2, 0.05)", "1/d"), "days": ("uniform(1, 5)", "d"), "spread": ("fixed(0.5)", "log"),
            "more": ("uniform(1, 3)", "times"), "done": ("beta(2, 2)", "1"),
        },
        modes={"port": {"states": ["open", "shut"], "why": "made up"}},
        mechanisms={
            "storm": {
                "kind": "hazard", "rate": "rate", "sets": {"port": "shut"}, "realised": "done",
                "lasts": {"median": "days", "spread": "spread"},
            },
            "wreck": {
                "kind": "hazard", "rate": "rate", "times": [{"mode": "port", "state": "shut", "by": "more"}],
                "carry": True,
            },
        },
        questions={
            "Q": {
                "ask": "Is there a wreck?", "measure": {"any": ["wreck"]}, "resolver": "the harbour master",
                "reference_class": "expert",
            },
            "D": {"ask": "When is the first storm?", "measure": {"first": "storm"}, "resolver": "x", "unit": "d"},
            "W": {"ask": "What moves Q?", "measure": {"drivers": "Q"}, "resolver": "x"},
        },
        scenarios={
            "base": {"about": "as things stand"},
            "shut": {"about": "shut at once", "moves": ["port=shut from 1 until 5"]},
        },
    )  # fmt: skip


def excited():
    """Unrest in two towns that breeds more, at home and next door."""
    by = {"kind": "hazard", "rate": "rate"}
    return tree(
        parameters={
            "rate": ("fixed(0.01)", "1/d"), "self": ("uniform(0.3, 0.5)", "1"), "cross": ("fixed(0.1)", "1"),
            "memory": ("uniform(3, 6)", "d"),
        },
        mechanisms={
            "west": {**by, "excited": {"by": {"west": "self", "east": "cross"}, "memory": "memory"}},
            "east": {**by, "excited": {"by": {"east": "self", "west": "cross"}, "memory": "memory"}},
        },
    )  # fmt: skip


def choice():
    """A riot, a request, an answer that leans on an index, allies that share a shock, a reply after days."""
    ally = {"kind": "choice", "given": ["answer"], "chance": "p", "shared": "mood", "spread": "shock"}
    return tree(
        parameters={
            "rate": ("uniform(0.02, 0.2)", "1/d"), "p": ("beta(3, 2)", "1"), "lean": ("normal(-1, 0.5)", "log"),
            "mean": ("uniform(0.3, 0.6)", "index"), "speed": ("fixed(0.1)", "1/d"), "noise": ("fixed(0.02)", "index"),
            "push": ("uniform(-0.2, 0)", "index"), "shock": ("uniform(0, 1)", "log"), "wait": ("uniform(0, 4)", "d"),
        },
        modes={"law": {"states": ["usual", "strict"], "why": "made up"}},
        indices={"distance": {"start": "mean", "least": 0, "most": 1, "why": "made up"}},
        mechanisms={
            "riot": {"kind": "hazard", "rate": "rate", "carry": True},
            "drift": {
                "kind": "drift", "index": "distance", "mean": "mean", "speed": "speed", "noise": "noise",
                "pushes": {"request": "push"},
            },
            "request": {
                "kind": "choice", "given": ["riot"], "chance": "p", "needs": [TIE], "carry": True, "by": "KAZ",
                "sets": {"law": "strict"},
            },
            "answer": {
                "kind": "choice", "given": ["request"], "chance": "p", "carry": True,
                "leans": [{"on": "distance", "per": "lean", "mean": "mean"}],
            },
            "ally.one": ally,
            "ally.two": ally,
            "late": {"kind": "choice", "given": ["answer"], "chance": "p", "after": "wait"},
        },
        chain=[{"mechanism": "riot", "says": "riots", "taken_as": 0.5}],
        statements={
            "uranium": {
                "says": "a third", "figure": "KAZ uranium-production", "value": 20000, "unit": "tU",
            },
            "member": {"says": "a member", "fact": TIE},
        },
        questions={
            "Q": {
                "ask": "Does an ally come?", "measure": {"any": ["ally.one"], "given": "request"}, "resolver": "x",
                "reference_class": "expert",
            },
            "C": {"ask": "The chain?", "measure": {"chain": True}, "resolver": "x"},
            "S": {"ask": "Right?", "measure": {"statements": ["uranium", "member"]}, "resolver": "x"},
            "I": {"ask": "How far?", "measure": {"row": "distance"}, "resolver": "x"},
        },
    )  # fmt: skip


def stock():
    """Men who are called up by a hazard, worn out a share a day and sent home, and a depot of limited room."""
    return tree(
        parameters={
            "people": ("tri(100, 200, 400)", "person"), "room": ("uniform(300, 500)", "person"),
            "share": ("loguniform(0.01, 0.3)", "1/d"), "draft": ("uniform(10, 90)", "person"),
            "daily": ("uniform(0, 9)", "person/d"), "rate": ("fixed(0.1)", "1/d"), "none": ("fixed(0)", "person"),
        },
        modes={"war": {"states": ["peace", "war"], "why": "made up"}},
        stocks={
            "home": {"start": "people", "most": "room", "unit": "person", "why": "made up"},
            "front": {"start": "none", "unit": "person", "why": "made up"},
        },
        mechanisms={
            "call": {"kind": "hazard", "rate": "rate", "sets": {"war": "war"}},
            "men": {
                "kind": "stock",
                "moves": [
                    {"from": "home", "to": "front", "amount": "draft", "after": "call"},
                    {"from": "front", "to": "home", "share": "share", "when": {"war": ["peace"]}},
                    {"from": "front", "to": "outside", "share": "share", "when": {"war": ["war"]}},
                    {"from": "outside", "to": "home", "amount": "daily"},
                ],
            },
        },
        questions={
            "Q": {
                "ask": "When is home empty?", "measure": {"short": "home", "of": "draft"}, "resolver": "x", "unit": "d",
            },
        },
    )  # fmt: skip


def flow():
    """Two wells, a line with tanks at its end, a ferry, and what could not be sent waits."""
    return tree(
        parameters={
            "west": ("tri(80, 100, 110)", "kt/d"), "other": ("fixed(20)", "kt/d"), "line": ("uniform(60, 120)", "kt/d"),
            "berth": ("uniform(60, 130)", "kt/d"), "link": ("fixed(10)", "kt/d"), "tank": ("uniform(50, 200)", "kt"),
            "full": ("uniform(0.2, 0.8)", "1"), "waits": ("uniform(0, 300)", "kt"), "late": ("uniform(5, 20)", "kt/d"),
            "rate": ("fixed(0.1)", "1/d"), "days": ("uniform(1, 6)", "d"),
        },
        modes={"sea": {"states": ["calm", "rough", "shut"], "why": "made up"}},
        mechanisms={
            "rough": {"kind": "hazard", "rate": "rate", "sets": {"sea": "rough"}, "lasts": {"median": "days"}},
            "storm": {"kind": "hazard", "rate": "rate", "sets": {"sea": "shut"}, "lasts": {"median": "days"}},
            "oil": {"kind": "flow", "network": "oil"},
        },
        networks={
            "oil": {
                "good": "oil", "unit": "kt", "step": 5,
                "supplies": {"west": {"at": "west", "amount": "west"}, "other": {"at": "other", "amount": "other"}},
                "arcs": {
                    "line": {"from": "west", "to": "port", "capacity": "line", "cost": 3},
                    "berth": {
                        "from": "port", "to": "market", "capacity": "berth", "cost": 0, "states": {"sea": [1, 0.5, 0]},
                    },
                    "link": {"from": "west", "to": "other", "capacity": "link", "cost": 2},
                    "ferry": {"from": "other", "to": "market", "capacity": "link", "cost": 4},
                    "rail": {"from": "other", "to": "market", "capacity": "other", "cost": 6},
                },
                "store": {"at": "port", "capacity": "tank", "filled": "full"},
                "deferral": {"supply": "west", "most": "waits", "catch_up": "late"},
            },
        },
        questions={
            "Q": {"ask": "How much is lost?", "measure": {"total": "oil.lost"}, "resolver": "x", "unit": "kt"},
            "R": {
                "ask": "Which is worst?", "measure": {"rank": ["base", "shut"], "of": "oil.lost"}, "resolver": "x",
                "unit": "kt", "against": "shut",
            },
        },
        scenarios={
            "base": {"about": "as things stand"},
            "shut": {"about": "shut", "moves": ["sea=shut from 3 until 9"]},
        },
    ) | {"draws": 50}  # fmt: skip


SMALL = {"hazard": hazard, "excited": excited, "choice": choice, "stock": stock, "flow": flow}


def loaded(found, case=CASE):
    """The checked model that a plain tree describes."""
    model = shaped(plain(found, "model.yaml"), "model.yaml", version="0")
    check(model, case)
    return model


def drawn(model, *, draws=None, seed=None, case=CASE):
    return draw(values_at(model, case, case.as_of, None), seed or model.seed, draws or model.draws)


def ran(model, *moves, case=CASE, values=None, **watch):
    told = tuple(read_move(text, model, used_ties(model), horizon=model.horizon) for text in moves)
    return run(model, case, values or drawn(model, case=case), moves=told, **watch)


def put(whole, path, value):
    """A tree with another value at `path` (keys by `/`, places in lists from 0); `...` takes it away."""
    first, _, rest = path.partition("/")
    found = list(whole) if isinstance(whole, list) else dict(whole)
    key = int(first) if isinstance(whole, list) else first
    if rest:
        found[key] = put(whole[key], rest, value)
    elif value is ...:
        del found[key]
    else:
        found[key] = value
    return found
