"""Loads and checks the PLOVER vocabulary shipped in `data/ontology`.

Source: PLOVER manual 2.0 draft (types, modes, contexts, sectors, scores). SANCTION's quad class is 3
in one table of the manual and 4 in its text; it is a setting here, 4 unless told otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from steppe.errors import DataError, UnknownName

Quad = Literal[1, 2, 3, 4]
SHIPPED = Path(__file__).parent.parent / "data" / "ontology"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One PLOVER type: its quad class, intensity (about -10 to +10), and modes with theirs."""

    name: str
    quad: int
    intensity: float
    recipient: str
    gist: str
    modes: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """Every closed list, by code. `version` goes into each coded article."""

    version: str
    quads: Mapping[int, str]
    types: Mapping[str, EventType]
    contexts: Mapping[str, str]
    sectors: Mapping[str, str]
    supranational: Mapping[str, str]
    ties: Mapping[str, str]
    stances: Mapping[str, str]
    statuses: Mapping[str, str]
    judgements: Mapping[str, str]

    def type(self, name: str) -> EventType:
        """The event type `name`; `UnknownName` lists the sixteen.

        >>> load().type("AID").quad
        2
        """
        found = self.types.get(name)
        if found is None:
            raise UnknownName("event type", name, self.types)
        return found

    def intensity(self, name: str, modes: tuple[str, ...] = ()) -> float:
        """The score of a type, or of its strongest mode (furthest from zero).

        >>> load().intensity("PROTEST", ("demo", "riot"))
        -7.0
        """
        kind = self.type(name)
        for mode in modes:
            if mode not in kind.modes:
                raise UnknownName(f"mode of {name}", mode, kind.modes)
        return max((kind.modes[mode] for mode in modes), key=abs, default=kind.intensity)


class _TypeRow(msgspec.Struct, forbid_unknown_fields=True):
    quad: int
    intensity: float
    recipient: Literal["required", "optional"]
    gist: str
    modes: dict[str, float]


class _EventsFile(msgspec.Struct, forbid_unknown_fields=True):
    version: str
    licence: str
    origin: str
    quads: dict[int, str]
    types: dict[str, _TypeRow]


class _VocabulariesFile(msgspec.Struct, forbid_unknown_fields=True):
    version: str
    licence: str
    origin: str
    contexts: dict[str, str]
    sectors: dict[str, str]
    supranational: dict[str, str]
    ties: dict[str, str]
    stances: dict[str, str]
    statuses: dict[str, str]
    judgements: dict[str, str]


def read_yaml(path: Path) -> Any:
    """A YAML 1.2 file as plain values (`on` and `NO` stay text); `DataError` names file and line."""
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    try:
        return reader.load(path.read_text(encoding="utf8"))
    except (YAMLError, UnicodeDecodeError, OSError) as error:
        raise DataError(f"{path.name}: not readable as YAML 1.2: {error}") from error


def _checked(path: Path, kind: type[msgspec.Struct]) -> Any:
    try:
        return msgspec.convert(read_yaml(path), kind)
    except msgspec.ValidationError as error:
        raise DataError(f"{path.name}: {error}") from error


def _check_types(rows: Mapping[str, _TypeRow], quads: Mapping[int, str]) -> None:
    for name, row in rows.items():
        if row.quad not in quads:
            raise DataError(f"events.yaml: {name}.quad: unknown quad class {row.quad}; known: 1, 2, 3, 4")
        for mode, score in {"": row.intensity, **row.modes}.items():
            if not -10 <= score <= 10:
                key = f"{name}.modes.{mode}" if mode else f"{name}.intensity"
                raise DataError(f"events.yaml: {key}: {score} is outside -10 to 10")


def load(folder: Path | None = None, *, sanction_quad: Quad = 4) -> Ontology:
    """The vocabulary of `folder` (the shipped one by default), checked.

    Raises `DataError` with file and key for unknown keys, wrong types or scores out of range.

    >>> sorted(load().types)[:3]
    ['ACCUSE', 'AGREE', 'AID']
    >>> load(sanction_quad=3).type("SANCTION").quad
    3
    """
    read = _read(folder or SHIPPED)
    sanction = replace(read.types["SANCTION"], quad=sanction_quad) if "SANCTION" in read.types else None
    return replace(read, types={**read.types, "SANCTION": sanction}) if sanction else read


@cache
def _read(where: Path) -> Ontology:
    events = _checked(where / "events.yaml", _EventsFile)
    words = _checked(where / "vocabularies.yaml", _VocabulariesFile)
    _check_types(events.types, events.quads)
    types = {name: EventType(name=name, **msgspec.structs.asdict(row)) for name, row in events.types.items()}
    lists = {key: value for key, value in msgspec.structs.asdict(words).items() if isinstance(value, dict)}
    return Ontology(version=f"PLOVER-{events.version}", quads=events.quads, types=types, **lists)
