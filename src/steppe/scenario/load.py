"""From `model.yaml` in a case's folder to a checked `Model`: the one part of this room that opens a case's files."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

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
    found = _yaml(content, where)
    allowed = {*NUMBERS, "parameters", "chain", *NAMED}
    _only(found, allowed, where)
    for key in REQUIRED:
        if key not in found:
            raise InputError(f"{where}: {key} is missing; expected the keys {', '.join(REQUIRED)} and perhaps others")
    for key in ("horizon", "draws", "seed"):
        if type(found[key]) is not int or found[key] < 1:
            raise InputError(f"{where}: {key} is {found[key]!r}; expected a whole number from 1")
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
        version=hashlib.sha256(content).hexdigest()[:16],
        chain=_list(found.get("chain", []), Link, f"{where}: chain"),
        **named,
    )


def _yaml(content: bytes, where: str) -> Mapping[str, Any]:
    try:
        found = YAML(typ="safe", pure=True).load(content.decode("utf8"))
    except (UnicodeDecodeError, YAMLError, ValueError, RecursionError) as error:
        line = " ".join(str(error).split())[:160]
        raise InputError(f"{where}: cannot be read ({line}); expected YAML 1.2") from error
    return _mapping(found, where)


def _mapping(found: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(found, Mapping) or not all(isinstance(key, str) for key in found):
        raise InputError(f"{where}: is {_short(found)}; expected keys that are words, each with a value")
    return found


def _only(found: Mapping[str, Any], allowed: set[str], where: str) -> None:
    strange = sorted(set(found) - allowed)
    if strange:
        raise InputError(f"{where}: unknown key {strange[0]!r}; expected of {', '.join(sorted(allowed))}")


def _entries(found: Any, key: str, kind: type[_T], where: str) -> dict[str, _T]:
    return {name: _one(one, kind, f"{where}: {key}.{name}") for name, one in _mapping(found, f"{where}: {key}").items()}


def _list(found: Any, kind: type[_T], where: str) -> tuple[_T, ...]:
    if not isinstance(found, list):
        raise InputError(f"{where}: is {_short(found)}; expected a list")
    return tuple(_one(one, kind, f"{where}{f' ({at + 1})' if len(found) > 1 else ''}") for at, one in enumerate(found))


def _one(found: Any, kind: type[_T], where: str) -> _T:
    try:
        return msgspec.convert(found, kind, builtin_types=())
    except (msgspec.ValidationError, TypeError) as error:
        words = str(error).replace(" - at `$", "; at `").rstrip("`").replace("at `.", "at ")
        known = ", ".join(field.encode_name for field in msgspec.structs.fields(kind))
        raise InputError(f"{where}: {words}; expected keys {known}") from error


def _short(found: Any) -> str:
    return repr(found) if len(repr(found)) < 60 else f"a {type(found).__name__}"
