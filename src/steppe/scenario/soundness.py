"""Checks of a model's sense: names that must meet, units that must fit, circles, explosive excitation."""

from collections.abc import Iterator

import networkx
import numpy as np

from steppe.scenario.mechanism_checks import mechanisms
from steppe.scenario.model import SINK, Model
from steppe.scenario.network_checks import networks
from steppe.scenario.parameter_checks import parameters
from steppe.scenario.plain import refusal
from steppe.scenario.priors import read_prior, support
from steppe.scenario.question_checks import asked, told
from steppe.scenario.units import RATES, dimension, fits
from steppe.scenario.wiring import FIRES, HIDDEN, OUTSIDE, Role, circular, roles
from steppe.world.case import Case
from steppe.world.vocabulary import load_vocabulary

KINDS = ("parameters", "modes", "stocks", "indices", "mechanisms")  # a move names one of these, so each name is once
MOST_DAYS, MOST_DRAWS = 3650, 1_000_000
RESERVED = (*HIDDEN, ".memory", ".keep")  # endings of the run's own rows


def check(model: Model, case: Case) -> None:
    """Raise `InputError` at the first fault, with file, key and remedy."""
    where = f"{case.id}: model.yaml"
    for faults in (
        _size,
        _names,
        parameters,
        _modes,
        mechanisms,
        _roles,
        _circles,
        _loops,
        _explosive,
        networks,
        asked,
        told,
    ):
        for fault in faults(model, case):
            raise refusal(where, fault)


def _size(model: Model, _: Case) -> Iterator[str]:
    for key, found, most in (("horizon", model.horizon, MOST_DAYS), ("draws", model.draws, MOST_DRAWS)):
        if found > most:
            yield f"{key}: {found}; expected at most {most}"


def _names(model: Model, _: Case) -> Iterator[str]:
    seen: dict[str, str] = {}
    nets = tuple(f"{name}." for name in model.networks)
    for kind in (*KINDS, "networks", "questions", "scenarios", "statements"):
        for name in getattr(model, kind):
            if not name.replace("_", "").replace(".", "").isalnum() or (kind == "networks" and "." in name):
                signs = "letters, digits and '_'" if kind == "networks" else "letters, digits, '_' and '.'"
                yield f"{kind}.{name}: a name of other signs; expected {signs}"
            if name in {OUTSIDE, SINK} or name.endswith(RESERVED):
                yield f"{kind}.{name}: a word the engine needs itself; expected another name"
            if kind in KINDS and name.startswith(nets):
                yield f"{kind}.{name}: opens like a row of a network; expected another name"
            if kind in KINDS and name in seen:
                yield f"{kind}.{name}: also the name of one of {seen[name]}; expected each name once"
            seen[name] = kind


def _modes(model: Model, _: Case) -> Iterator[str]:
    for name, one in model.modes.items():
        if len(one.states) < 2 or len(set(one.states)) < len(one.states):
            yield f"modes.{name}.states: {list(one.states)}; expected two or more, each once, the ordinary one first"
        for state in one.states:
            if len(state.split()) != 1 or state != state.strip():
                yield f"modes.{name}.states: {state!r}; expected single words"
    for name, index in model.indices.items():
        if not index.least < index.most:
            yield f"indices.{name}.least: {index.least:g}, most {index.most:g}; expected least below most"
    for name, stock in model.stocks.items():
        if stock.unit not in load_vocabulary().units or stock.unit in RATES:
            yield f"stocks.{name}.unit: {stock.unit!r}; expected an amount such as kt or person"


def _roles(model: Model, _: Case) -> Iterator[str]:
    for role in roles(model):
        known = getattr(model, role.kind)
        if role.name not in known:
            yield f"{role.where}: no {role.kind} {role.name!r}; expected of {', '.join(sorted(known)) or 'none'}"
        elif role.fires and known[role.name].kind not in FIRES:
            yield f"{role.where}: {role.name} is a {known[role.name].kind}; expected a hazard or choice"
        elif role.kind == "parameters":
            yield from _fit(role, model)


def _fit(role: Role, model: Model) -> Iterator[str]:
    for one in model.parameters[role.name]:
        if not any(fits(one.unit, wanted) for wanted in role.units):
            fit = " or ".join(role.units)
            yield f"{role.where}: parameter {role.name} is in {one.unit!r} ({dimension(one.unit)}); expected {fit}"
    if role.above and _ends(role.name, model)[0] < 0:
        yield f"{role.where}: parameter {role.name} can be negative; expected 0 or more"


def _ends(name: str, model: Model) -> tuple[float, float]:
    """The least and largest value of a parameter, over its editions."""
    ends = [support(read_prior(one.draw)) if one.draw else (0.0, 1.0) for one in model.parameters[name]]
    return min(low for low, _ in ends), max(high for _, high in ends)


def _circles(model: Model, _: Case) -> Iterator[str]:
    graph = networkx.DiGraph()
    order = {name: at for at, name in enumerate(model.mechanisms)}
    for name, one in model.mechanisms.items():
        graph.add_edges_from((given, name) for given in one.given)
    for circle in networkx.simple_cycles(graph):
        yield f"mechanisms.{circle[0]}.given: runs in a circle ({' -> '.join(circle)}); expected causes before effects"
        return
    for name, one in model.mechanisms.items():
        late = [given for given in one.given if order[given] > order[name] and model.mechanisms[given].kind == "choice"]
        if late:
            yield f"mechanisms.{name}.given: {late[0]} stands after it; expected causes above their effects"


def _loops(model: Model, _: Case) -> Iterator[str]:
    for name in circular(model):
        yield f"mechanisms.{name}.carry: its chance hangs on what it does itself; expected no carrying there"


def _explosive(model: Model, _: Case) -> Iterator[str]:
    names = [name for name, one in model.mechanisms.items() if one.excited]
    at = {name: row for row, name in enumerate(names)}
    matrix = np.zeros((len(names), len(names)))
    for name in names:
        excited = model.mechanisms[name].excited
        for by, parameter in (excited.by if excited else {}).items():
            if by not in at:
                yield f"mechanisms.{name}.excited.by: {by!r} is not excited itself; expected of {', '.join(names)}"
                return
            matrix[at[name], at[by]] = _ends(parameter, model)[1]
    if names and (radius := float(np.abs(np.linalg.eigvals(matrix)).max())) >= 1:
        here = f"mechanisms.{names[0]}.excited"
        yield f"{here}: events breed without end (spectral radius up to {radius:.2f}); expected below 1"
