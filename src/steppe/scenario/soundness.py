"""Checks of a model's sense: names that must meet, units that must fit, circles, explosive excitation, evidence."""

from collections.abc import Iterator, Mapping
from datetime import date
from math import inf

import networkx
import numpy as np

from steppe.errors import InputError
from steppe.scenario.model import Mechanism, Model, Parameter
from steppe.scenario.network_checks import networks
from steppe.scenario.priors import read_prior, support
from steppe.scenario.question_checks import asked, told
from steppe.scenario.units import RATES, dimension
from steppe.scenario.wiring import KEYS, roles
from steppe.world.case import Case

RECALLED = "recalled"


def check(model: Model, case: Case) -> None:
    """Raise `InputError` at the first fault, with file, key and remedy."""
    where = f"{case.id}: model.yaml"
    for faults in (_names, _parameters, _modes, _mechanisms, _roles, _circles, _explosive, networks, asked, told):
        for fault in faults(model, case):
            raise InputError(f"{where}: {fault}")


def _names(model: Model, _: Case) -> Iterator[str]:
    seen: dict[str, str] = {}
    for kind in ("parameters", "modes", "stocks", "indices", "mechanisms"):
        for name in getattr(model, kind):
            if not name.replace("_", "").replace(".", "").isalnum():
                yield f"{kind}.{name}: a name of other signs; expected letters, digits, '_' and '.'"
            if name in seen:
                yield f"{kind}.{name}: also the name of one of {seen[name]}; expected each name once"
            seen[name] = kind
    if model.horizon > 3650 or model.draws > 1_000_000:
        yield f"horizon {model.horizon}, draws {model.draws}; expected at most 3650 days and 1000000 draws"


def _parameters(model: Model, case: Case) -> Iterator[str]:
    for name, editions in model.parameters.items():
        here = f"parameters.{name}"
        if not editions:
            yield f"{here}: no edition; expected one at least"
        days = [one.known for one in editions]
        if days != sorted(set(days)):
            yield f"{here}: editions known on {', '.join(days)}; expected them in order of `known`, each day once"
        for one in editions:
            yield from _parameter(one, here, case)


def _parameter(one: Parameter, here: str, case: Case) -> Iterator[str]:
    try:
        known = date.fromisoformat(one.known)
    except ValueError:
        yield f"{here}.known: {one.known!r} is no day; expected YYYY-MM-DD"
        return
    if not date(1800, 1, 1) <= known <= date(2100, 1, 1):
        yield f"{here}.known: {one.known} lies outside 1800 to 2100; expected the day the public could know it"
    if dimension(one.unit) is None:
        yield f"{here}.unit: {one.unit!r} is no unit; expected 1, d, {', '.join(RATES)} or a unit of the case's figures"
    if bool(one.draw) == bool(one.reference):
        yield f"{here}: draw {one.draw!r} and reference {one.reference!r}; expected exactly one of the two"
    if one.licence == "back-tested" and not one.reference:
        yield f"{here}.licence: back-tested without a back-test; expected `reference` to name one, or another licence"
    unknown = [source for source in one.source if source != RECALLED and source not in case.sources]
    if unknown or not one.source:
        yield f"{here}.source: {unknown or 'none'}; expected ids of sources.tsv, or {RECALLED!r}"
    if not 0 <= one.levels <= 50:
        yield f"{here}.levels: {one.levels}; expected 1 to 50, or nothing"
    yield from _draw(one, here)


def _draw(one: Parameter, here: str) -> Iterator[str]:
    try:
        low, high = support(read_prior(one.draw)) if one.draw else (0.0, 1.0)
    except InputError as error:
        yield f"{here}.draw: {error}"
        return
    if one.unit == "1" and not one.figure and not (low >= 0 and high <= 1):
        yield f"{here}.draw: {one.draw} runs from {low:g} to {high:g}; expected a probability or share from 0 to 1"
    if one.unit not in {"1", "log", "index"} and low < 0:
        yield f"{here}.draw: {one.draw} can be negative; expected 0 or more {one.unit}"
    if one.figure and len(one.figure.split()) not in {2, 3}:
        yield f"{here}.figure: {one.figure!r}; expected subject, measure and perhaps 'of', such as route-cpc flow KAZ"


def _modes(model: Model, _: Case) -> Iterator[str]:
    for name, one in model.modes.items():
        if len(one.states) < 2 or len(set(one.states)) < len(one.states):
            yield f"modes.{name}.states: {list(one.states)}; expected two or more, each once, the ordinary one first"
    for name, index in model.indices.items():
        if not index.least < index.most:
            yield f"indices.{name}: least {index.least:g}, most {index.most:g}; expected least below most"


def _mechanisms(model: Model, case: Case) -> Iterator[str]:
    relations = {one.id for one in case.relations}
    for name, one in model.mechanisms.items():
        here = f"mechanisms.{name}"
        used = {key for key in one.__struct_fields__ if getattr(one, key) not in ("", (), {}, None, False)}
        strange = sorted(used - KEYS[one.kind])
        if strange:
            yield f"{here}.{strange[0]}: no key of a {one.kind}; expected of {', '.join(sorted(KEYS[one.kind]))}"
        if one.by and one.by not in case.members:
            yield f"{here}.by: {one.by!r} is no member of the case; expected an id of members.tsv"
        for tie in one.needs:
            if tie not in relations:
                yield f"{here}.needs: {tie!r} is no relation of the case; expected an id such as KAZ.member.csto.1994"
        for source in one.source:
            if source != RECALLED and source not in case.sources:
                yield f"{here}.source: {source!r}; expected an id of sources.tsv, or {RECALLED!r}"
        yield from _states({**one.when}, model, f"{here}.when")
        yield from _states({mode: (state,) for mode, state in one.sets.items()}, model, f"{here}.sets")
        yield from _kind(one, here)


def _kind(one: Mechanism, here: str) -> Iterator[str]:
    needed = {
        "hazard": ("rate",),
        "choice": ("chance", "given"),
        "stock": ("moves",),
        "drift": ("index", "mean", "speed"),
        "flow": ("network",),
    }[one.kind]
    for key in needed:
        if not getattr(one, key):
            yield f"{here}.{key}: missing; a {one.kind} needs {', '.join(needed)}"
    if one.licence == "back-tested":
        yield f"{here}.licence: back-tested; expected another: only a back-test gives that licence, by a parameter"
    if one.lasts and not one.sets:
        yield f"{here}.lasts: nothing is set that could last; expected `sets`"
    if one.carry and (one.after or one.shared):
        yield f"{here}.carry: with a delay or a shared shock; expected neither on a carried link"
    for at, move in enumerate(one.moves):
        if sum(map(bool, (move.amount, move.share))) != 1:
            yield f"{here}.moves ({at + 1}): expected exactly one of amount and share"


def _states(wanted: Mapping[str, tuple[str, ...]], model: Model, here: str) -> Iterator[str]:
    for mode, states in wanted.items():
        known = model.modes[mode].states if mode in model.modes else None
        if known is None:
            yield f"{here}: no mode {mode!r}; expected of {', '.join(model.modes) or 'none'}"
        elif wrong := [one for one in states if one not in known] or ([] if states else ["nothing"]):
            yield f"{here}.{mode}: {wrong[0]!r} is no state of it; expected of {', '.join(known)}"


def _roles(model: Model, _: Case) -> Iterator[str]:
    for role in roles(model):
        known = getattr(model, role.kind)
        if role.name not in known:
            yield f"{role.where}: no {role.kind} {role.name!r}; expected of {', '.join(sorted(known)) or 'none'}"
        elif role.kind == "parameters" and role.dimensions:
            for one in model.parameters[role.name]:
                found = dimension(one.unit)
                if found not in role.dimensions:
                    fit = " or ".join(role.dimensions)
                    yield f"{role.where}: parameter {role.name} is in {one.unit!r} ({found}); expected {fit}"


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
            high = max(support(read_prior(one.draw))[1] for one in model.parameters[parameter])
            if high == inf:
                yield f"mechanisms.{name}.excited.by.{by}: {parameter} has no upper end; expected one below 1"
                return
            matrix[at[name], at[by]] = high
    if names and (radius := float(np.abs(np.linalg.eigvals(matrix)).max())) >= 1:
        here = f"mechanisms.{names[0]}.excited"
        yield f"{here}: events breed without end (spectral radius up to {radius:.2f}); expected below 1"
