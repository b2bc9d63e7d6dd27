"""Reads and checks the tables of states, organisations, armed groups, institutions and their names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from steppe.ontology.folding import fold
from steppe.ontology.tables import Row, overlap, read_flag, read_period, read_table
from steppe.types import Actor, ActorKind

Kind = Literal["name", "demonym", "adjective", "capital", "metonym", "abbreviation", "former", "city", "region"]
KINDS: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}
STATES = ("id", "cow", "name", "since", "until", "source")
OTHERS = ("id", "name", "country", "sectors", "since", "until", "source")
NAMES = ("id", "name", "kind", "since", "until", "ambiguous", "source")
FILES: Mapping[str, ActorKind] = {
    "organisations.tsv": "organisation",
    "armed_groups.tsv": "armed-group",
    "institutions.tsv": "institution",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """An actor as it was in a period (both days included, `None` is open)."""

    actor: Actor
    since: date | None = None
    until: date | None = None

    def valid(self, on: date | None) -> bool:
        """Whether the actor was this on a day; without a day, whether the period has no end."""
        if on is None:
            return self.until is None
        return (self.since or on) <= on <= (self.until or on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One row of `names.tsv` and the folded form it is found under."""

    key: str
    id: str
    name: str
    kind: Kind
    since: date | None
    until: date | None
    ambiguous: bool


def load_phases(
    folder: Path, *, sectors: Mapping[str, str], supranational: Mapping[str, str]
) -> tuple[dict[str, tuple[Phase, ...]], list[str]]:
    """Every actor by id, its phases in order of time; and the versions of the tables read.

    Raises `DataError` for an unknown country slot or sector, an id used twice without phases in order
    of time that do not overlap, and bad days.
    """
    states = read_table(folder / "states.tsv", STATES, order=("id",))
    phases: dict[str, tuple[Phase, ...]] = {row["id"]: (_state(row),) for row in states.rows}
    versions = [states.notes["version"]]
    cow = {key: known[0].actor.cow for key, known in phases.items()} | dict.fromkeys(supranational, "")
    for file, kind in FILES.items():
        table = read_table(folder / file, OTHERS, order=("id", "since"))
        versions.append(table.notes["version"])
        added: dict[str, tuple[Phase, ...]] = {}
        for row in table.rows:
            if row["id"] in phases or row["id"] != row["id"].lower():
                raise row.error(f"id {row['id']!r} is taken or not lower case", "an id of its own, lower case")
            phase = _phase(row, kind, cow=cow, sectors=sectors)
            added[row["id"]] = _appended(row, added.get(row["id"], ()), phase)
        phases.update(added)
    return phases, versions


def load_names(path: Path, *, phases: Mapping[str, tuple[Phase, ...]]) -> tuple[tuple[Named, ...], str]:
    """The rows of `names.tsv`, and the table's version.

    Raises `DataError` for an id that no table holds, an unknown kind, one actor's name given twice under
    the same kind and first day, and a name of two actors at one time that is not marked `ambiguous`.
    """
    table = read_table(path, NAMES, order=("id", "name", "kind", "since"))
    named = tuple(_named(row, phases) for row in table.rows)
    _check_clashes(list(zip(named, table.rows, strict=True)))
    return named, table.notes["version"]


def _state(row: Row) -> Phase:
    if not (len(row["id"]) == 3 and row["id"].isalpha() and row["id"].isupper()):
        raise row.error(f"id is {row['id']!r}", "three capital letters")
    if row["cow"] and not row["cow"].isdigit():
        raise row.error(f"cow is {row['cow']!r}", "a Correlates of War number or nothing")
    _check_text(row, "name", "source")
    since, until = read_period(row)
    actor = Actor(id=row["id"], name=row["name"], kind="state", country=row["id"], cow=row["cow"])
    return Phase(actor=actor, since=since, until=until)


def _phase(row: Row, kind: ActorKind, *, cow: Mapping[str, str], sectors: Mapping[str, str]) -> Phase:
    listed = tuple(row["sectors"].split(";")) if row["sectors"] else ()
    for sector in listed:
        if sector not in sectors:
            raise row.error(f"unknown sector {sector!r}", f"some of {', '.join(sorted(sectors))}, by semicolons")
    if row["country"] not in cow:
        raise row.error(f"unknown country {row['country']!r}", "a state's id or a supranational slot")
    _check_text(row, "name", "source")
    since, until = read_period(row)
    # A breakaway entity governs; it is kept among the armed groups because PLOVER denies it a country.
    actor = Actor(
        id=row["id"],
        name=row["name"],
        kind="institution" if listed[:1] == ("PRE",) else kind,
        country=row["country"],
        sectors=listed,
        cow=cow[row["country"]],
    )
    return Phase(actor=actor, since=since, until=until)


def _appended(row: Row, before: tuple[Phase, ...], phase: Phase) -> tuple[Phase, ...]:
    if before and overlap((before[-1].since, before[-1].until), (phase.since, phase.until)):
        raise row.error(f"{row['id']!r} again in the same time", "phases of one id that follow each other")
    return (*before, phase)


def _named(row: Row, phases: Mapping[str, tuple[Phase, ...]]) -> Named:
    known = phases.get(row["id"])
    if known is None:
        raise row.error(f"unknown id {row['id']!r}", "the id of a state, organisation, armed group or institution")
    kind = KINDS.get(row["kind"])
    if kind is None:
        raise row.error(f"unknown kind {row['kind']!r}", f"one of {', '.join(KINDS)}")
    _check_text(row, "name", "source")
    since, until = read_period(row)
    return Named(
        key=fold(row["name"]),
        id=row["id"],
        name=row["name"],
        kind=kind,
        since=since,
        until=until,
        ambiguous=read_flag(row, "ambiguous"),
    )


def _check_clashes(named: Iterable[tuple[Named, Row]]) -> None:
    known: dict[str, list[tuple[Named, Row]]] = {}
    for one, row in named:
        for other, place in known.get(one.key, ()):
            if one.id == other.id and (one.kind, one.since) == (other.kind, other.since):
                raise row.error(f"{one.name!r} is line {place.line} again", "each id, name, kind and since once")
            apart = one.id == other.id or (one.ambiguous and other.ambiguous)
            if not apart and overlap((one.since, one.until), (other.since, other.until)):
                what = f"{one.name!r} is also {other.id} (line {place.line})"
                raise row.error(what, "both marked ambiguous, or days apart")
        known.setdefault(one.key, []).append((one, row))


def _check_text(row: Row, *columns: str) -> None:
    for column in columns:
        if not row[column]:
            raise row.error(f"{column} is empty", "some text")
