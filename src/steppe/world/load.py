"""From a case folder to a checked `Case`: the only part of this room that opens files.

A folder holds `case.yaml` (id, title, about, as_of), `sources.tsv`, `members.tsv` and a table a kind of fact. A table
that a case does not need may be left out. Everything is checked before anything is handed over: nothing half-loads.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from steppe.errors import DataError, InputError, UnknownName
from steppe.ontology.tables import Row, read_day, read_table
from steppe.ontology.vocabulary import load as load_ontology
from steppe.world.case import Case, joined
from steppe.world.cells import Border, number, provenance, required, several
from steppe.world.facts import Member, Source
from steppe.world.rows import PROVENANCE, TABLES
from steppe.world.soundness import check
from steppe.world.vocabulary import Vocabulary, load_vocabulary

SHIPPED = (Path(__file__).parents[1] / "data" / "cases", Path(__file__).parents[3] / "cases")
REFERENCE = Path(__file__).parents[1] / "data" / "world" / "reference"
HEADER = ("id", "title", "about", "as_of")
SOURCES = ("id", "title", "address", "first", "last", "kind")
MEMBERS = ("id", "name", "kind", "country", "aliases", "latitude", "longitude", *PROVENANCE)
KINDS = frozenset(
    "state organisation armed-group entity institution office person group company good place infrastructure route"
    " treaty law disruption world".split()
)


def load_case(folder: Path, *, vocabulary: Vocabulary | None = None) -> Case:
    """The case in `folder`, checked. Raises `InputError` with file, line or key, and what would have been right."""
    try:
        return _load(folder, vocabulary or load_vocabulary())
    except DataError as error:
        raise InputError(f"case {folder.name}: {error}") from error


def find_case(name: str) -> Path:
    """The folder of a case: `name` as a path, else a shipped case of that name. Raises `UnknownName`."""
    if (Path(name) / "case.yaml").is_file():
        return Path(name)
    shipped = shipped_cases()
    if name not in shipped:
        raise UnknownName("case", name, shipped)
    return shipped[name]


def shipped_cases() -> dict[str, Path]:
    """The folders of the shipped cases by name.

    >>> "kazakhstan-2022" in shipped_cases()
    True
    """
    return {one.parent.name: one.parent for root in SHIPPED for one in sorted(root.glob("*/case.yaml"))}


@cache
def reference() -> Case:
    """Well-known facts about all states, shipped, loaded once: the ground under every case."""
    return load_case(REFERENCE)


def load_on_reference(name: str) -> Case:
    """The case called `name` with the shipped reference behind it. Raises `UnknownName` or `InputError`."""
    return joined(reference(), load_case(find_case(name)))


def _load(folder: Path, words: Vocabulary) -> Case:
    header = _header(folder / "case.yaml")
    sources = {one.id: one for one in map(_source, read_table(folder / "sources.tsv", SOURCES, order=["id"]).rows)}
    named = read_table(folder / "members.tsv", MEMBERS, order=["id"]).rows
    border = Border(words=words, sources=sources, members={row["id"]: row["kind"] for row in named})
    members = {row["id"]: _member(row, border) for row in named}
    _refuse_strange(folder)
    facts: dict[str, Any] = {}
    for field, table in TABLES.items():
        path = folder / f"{field}.tsv"
        if path.exists():
            rows = read_table(path, table.columns, order=table.order, unique=table.unique).rows
            facts[field] = tuple(table.read(row, border) for row in rows)
    case = Case(
        version=_version(folder),
        sources=sources,
        members=members,
        **header,
        **facts,
    )
    check(case, words, frozenset(load_ontology().types))
    return case


def _header(path: Path) -> dict[str, Any]:
    try:
        found = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise DataError(f"case.yaml: cannot be read ({_plain(error)}); expected keys {', '.join(HEADER)}") from error
    if not isinstance(found, Mapping) or set(found) != set(HEADER):
        keys = sorted(map(str, found)) if isinstance(found, Mapping) else type(found).__name__
        raise DataError(f"case.yaml: keys are {keys}; expected exactly {', '.join(HEADER)}")
    for key in HEADER[:3]:
        if not isinstance(found[key], str) or not found[key].strip():
            raise DataError(f"case.yaml: {key} is {found[key]!r}; expected words")
    if type(found["as_of"]) is not date:
        raise DataError(f"case.yaml: as_of is {found['as_of']!r}; expected a day such as 2022-11-27")
    return dict(found)


def _plain(error: Exception) -> str:
    return str(error).split("\n", 1)[0]


def _source(row: Row) -> Source:
    return Source(
        id=required(row, "id"),
        title=required(row, "title"),
        address=row["address"],
        first=read_day(row, "first"),
        last=read_day(row, "last", last=True) or read_day(row, "first", last=True),
        kind=required(row, "kind"),
    )


def _member(row: Row, border: Border) -> Member:
    if row["kind"] not in KINDS:
        raise row.error(f"kind is {row['kind']!r}", f"one of {', '.join(sorted(KINDS))}")
    latitude, longitude = number(row, "latitude"), number(row, "longitude")
    if (latitude is None) != (longitude is None) or abs(latitude or 0) > 90 or abs(longitude or 0) > 180:
        raise row.error(
            f"degrees are {row['latitude']!r}, {row['longitude']!r}", "degrees north and east, both or none"
        )
    return Member(
        id=required(row, "id"),
        name=required(row, "name"),
        kind=row["kind"],
        country=row["country"],
        aliases=several(row, "aliases"),
        latitude=latitude,
        longitude=longitude,
        provenance=provenance(row, border, news=date(1900, 1, 1)),
    )


def _refuse_strange(folder: Path) -> None:
    allowed = {
        "case.yaml",
        "model.yaml",
        "outlook.tsv",
        "sources.tsv",
        "members.tsv",
        "README.md",
        *(f"{field}.tsv" for field in TABLES),
    }
    strange = sorted(one.name for one in folder.iterdir() if one.is_file() and one.name not in allowed)
    if strange:
        raise DataError(f"{strange[0]}: no file of a case; expected only {', '.join(sorted(allowed))}")


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.*")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
