"""From `model.yaml` in a case's folder to a checked `Model`: the one part of this room that opens a case's files."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from steppe.errors import InputError
from steppe.scenario.model import (
    Index,
    Link,
    Mechanism,
    Mode,
    Model,
    Network,
    Parameter,
    Question,
    Scenario,
    Statement,
    Stock,
)
from steppe.scenario.plain import Tree, read_tree, refusal, short
from steppe.scenario.soundness import check
from steppe.world.case import Case
from steppe.world.load import find_case, load_on_reference

FILE = "model.yaml"
NAMED: Mapping[str, type[Any]] = {
    "modes": Mode,
    "stocks": Stock,
    "indices": Index,
    "mechanisms": Mechanism,
    "networks": Network,
    "questions": Question,
    "scenarios": Scenario,
    "statements": Statement,
}
NUMBERS = ("horizon", "draws", "seed")
REQUIRED = (*NUMBERS, "parameters", "mechanisms", "questions", "scenarios")
_STEP = re.compile(r"\[(?:\.\.\.|[0-9]+)\]|\.[^.\[\]]+")  # of a path such as .arcs[...].states[...][0]
_T = TypeVar("_T", bound=msgspec.Struct)


def load_model(name: str) -> tuple[Case, Model]:
    """The case called `name` (a folder or a shipped case) on the shipped reference, with its model, both checked.

    Raises `UnknownName` for no such case, `InputError` with file, key and remedy.
    """
    return with_model(load_on_reference(name), find_case(name))


def with_model(case: Case, folder: Path) -> tuple[Case, Model]:
    """The model in `folder`, checked against its case. Raises `InputError` with file, key and remedy."""
    path = folder / FILE
    if not path.is_file():
        raise InputError(f"case {case.id} has no {FILE}; expected one in {folder.name}, see docs/scenarios.md")
    model = read_model(path.read_bytes(), case.id)
    check(model, case)
    return case, model


def read_model(content: bytes, name: str = "") -> Model:
    """The model that YAML 1.2 `content` describes, its shape checked but not its sense. Raises `InputError`."""
    where = f"{name + ': ' if name else ''}{FILE}"
    return shaped(read_tree(content, where), where, version=hashlib.sha256(content).hexdigest()[:16])


def shaped(found: Tree, where: str, *, version: str) -> Model:
    """The model that plain keys and values describe. Raises `InputError` with the key and a remedy."""
    _only(found, {*NUMBERS, "parameters", "chain", *NAMED}, where)
    for key in REQUIRED:
        if key not in found:
            raise refusal(where, f"{key} is missing; expected the keys {', '.join(REQUIRED)} and perhaps others")
    for key in NUMBERS:
        if type(found[key]) is not int or found[key] < 1:
            raise refusal(where, f"{key} is {short(found[key])}; expected a whole number from 1")
    named: dict[str, Any] = {key: _entries(found.get(key, {}), key, kind, where) for key, kind in NAMED.items()}
    parameters = {
        name: _list(one if isinstance(one, list) else [one], Parameter, f"{where}: parameters.{name}")
        for name, one in _mapping(found["parameters"], f"{where}: parameters").items()
    }
    return Model(
        horizon=found["horizon"],
        draws=found["draws"],
        seed=found["seed"],
        parameters=parameters,
        version=version,
        chain=_list(found.get("chain", []), Link, f"{where}: chain"),
        **named,
    )


def _mapping(found: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(found, Mapping):
        raise refusal(where, f"is {short(found)}; expected keys that are words, each with a value")
    return found


def _only(found: Tree, allowed: set[str], where: str) -> None:
    strange = sorted(set(found) - allowed)
    if strange:
        raise refusal(where, f"unknown key {strange[0]!r}; expected of {', '.join(sorted(allowed))}")


def _entries(found: Any, key: str, kind: type[_T], where: str) -> dict[str, _T]:
    return {name: _one(one, kind, f"{where}: {key}.{name}") for name, one in _mapping(found, f"{where}: {key}").items()}


def _list(found: Any, kind: type[_T], where: str) -> tuple[_T, ...]:
    if not isinstance(found, list):
        raise refusal(where, f"is {short(found)}; expected a list")
    return tuple(_one(one, kind, f"{where}{f' ({at + 1})' if len(found) > 1 else ''}") for at, one in enumerate(found))


def _one(found: Any, kind: type[_T], where: str) -> _T:
    try:
        return msgspec.convert(found, kind, builtin_types=())
    except (msgspec.ValidationError, TypeError) as error:
        words, _, path = str(error).partition(" - at `$")
        place = _place(found, kind, path.rstrip("`"), str(error))
        known = ", ".join(field.encode_name for field in msgspec.structs.fields(kind))
        raise refusal(where + place, f"{words}; expected keys {known}") from error


def _place(found: Any, kind: type[Any], path: str, words: str) -> str:
    """The path of a fault with the keys that msgspec leaves out: `.arcs[...]` becomes `.arcs.berth`."""
    way: list[str | int] = []
    for step in _STEP.findall(path):
        key = step.strip("[].")
        way.append(int(key) if step != f".{key}" and key.isdigit() else key or _guilty(found, kind, way, words))
    return "".join(f" ({one + 1})" if isinstance(one, int) else f".{one}" for one in way)


def _guilty(found: Any, kind: type[Any], way: Sequence[str | int], words: str) -> str:
    """The key of the mapping at `way` for which alone the same fault is found."""
    for key in _at(found, way):
        alone = deepcopy(found)
        here = _at(alone, way)
        for other in set(here) - {key}:
            del here[other]
        try:
            msgspec.convert(alone, kind, builtin_types=())
        except (msgspec.ValidationError, TypeError) as error:
            if str(error) == words:
                return str(key)
    return "?"


def _at(found: Any, way: Sequence[str | int]) -> Any:
    for key in way:
        found = found[key]
    return found
