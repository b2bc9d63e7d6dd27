"""The coder's word lists, read once from `data/lexicon/<language>` and checked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast, get_args

from steppe.coding.triggers import NONE, Trigger, compile_trigger, index
from steppe.errors import DataError
from steppe.ontology.actors import Directory, load_directory
from steppe.ontology.tables import Row, read_table
from steppe.ontology.vocabulary import Ontology
from steppe.types import Stance, Status

SHIPPED = Path(__file__).parent.parent / "data"
IMPLIED = ("trigger", "need", "type", "mode", "doer", "example", "not")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word that hands over what somebody says: its stance, and what form its content takes."""

    lemma: str
    pos: str
    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a role noun tells: the PLOVER sector, and whether one bearer is a person."""

    sector: str
    person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Everything the coder looks up. `roles` maps role phrases to sectors, `governors` lemmas to statuses,
    `descriptions` nouns to the kinds of actor they can stand for, `circles` phrases to sets of states,
    `hedges` words to the hedge they are listed under, `implied` words to the acts whose doer they imply.
    `cue_openings` are the first words of cues (`say.v`), `role_heads` the last words of roles: most words are
    neither, and need no further look.
    """

    language: str
    directory: Directory
    triggers: Mapping[str, tuple[Trigger, ...]]
    roles: Mapping[str, Role]
    governors: Mapping[str, Status]
    cues: Mapping[str, Cue]
    descriptions: Mapping[str, frozenset[str]]
    circles: Mapping[str, frozenset[str]]
    hedges: Mapping[str, str]
    implied: Mapping[str, tuple[Trigger, ...]]
    cue_openings: frozenset[str]
    role_heads: frozenset[str]


def load_lexicon(ontology: Ontology, *, data: Path = SHIPPED, language: str = "en") -> Lexicon:
    """The word lists of `language` under `data`, checked against the ontology.

    Raises `DataError` with file and entry for anything unknown, double or malformed.
    """
    folder = data / "lexicon" / language
    classes = {
        row["class"]: frozenset(row["lemmas"].split("|"))
        for row in _rows(folder / "classes.tsv", ("class", "lemmas", "example"))
    }
    triggers = [
        one for kind in (*ontology.types, NONE) for one in _triggers(folder / "triggers", kind, classes, ontology)
    ]
    cues, roles = _cues(folder / "cues.tsv"), _roles(folder / "roles.tsv", ontology)
    return Lexicon(
        language=language,
        directory=load_directory(data / "actors", ontology=ontology),
        triggers=index(triggers),
        roles=roles,
        governors=_governors(folder / "status.tsv"),
        cues=cues,
        descriptions=_sets(folder / "descriptions.tsv", "noun", "kinds"),
        circles=_sets(folder / "circles.tsv", "phrase", "states"),
        hedges={r["hedge"]: r["kind"] for r in _rows(folder / "hedges.tsv", ("hedge", "kind", "example"))},
        implied=index(tuple(_implied(folder / "implied.tsv", classes, ontology))),
        cue_openings=frozenset(f"{cue.lemma.split()[0]}.{cue.pos}" for cue in cues.values()),
        role_heads=frozenset(part for role in roles for part in (role.split()[-1], re.split("[ -]", role)[-1])),
    )


def _rows(path: Path, columns: tuple[str, ...]) -> tuple[Row, ...]:
    return read_table(path, columns, order=columns[:1]).rows


def _triggers(folder: Path, kind: str, classes: Mapping[str, frozenset[str]], ontology: Ontology) -> Iterator[Trigger]:
    """The patterns of one event type, from the file that bears its name."""
    columns = ("trigger", "need", "mode", "actor", "recipient", "example", "not")
    for row in read_table(folder / f"{kind}.tsv", columns, order=("trigger", "need")).rows:
        yield replace(compile_trigger(row.cells, kind, classes, ontology), source=f"{row.file} line {row.line}")


def _implied(path: Path, classes: Mapping[str, frozenset[str]], ontology: Ontology) -> Iterator[Trigger]:
    """The acts whose word implies its doer, each with the doer's sector."""
    for row in read_table(path, IMPLIED, order=("trigger", "need", "type")).rows:
        if row["type"] not in ontology.types:
            raise row.error(f"unknown type '{row['type']}'", f"one of {', '.join(ontology.types)}")
        if row["doer"] not in ontology.sectors:
            raise row.error(f"unknown sector '{row['doer']}'", f"one of {', '.join(ontology.sectors)}")
        cells = {**row.cells, "actor": "", "recipient": ""}
        trigger = compile_trigger(cells, row["type"], classes, ontology)
        source = f"{row.file} line {row.line}"
        yield replace(trigger, doer=row["doer"], name=f"implied {trigger.name}", source=source)


def _roles(path: Path, ontology: Ontology) -> Mapping[str, Role]:
    """Role phrases; `bearer` tells whether one of them is a person or a body."""
    rows = _rows(path, ("role", "sector", "bearer", "example"))
    for row in rows:
        if row["sector"] not in ontology.sectors:
            raise row.error(f"unknown sector '{row['sector']}'", f"one of {', '.join(ontology.sectors)}")
        if row["bearer"] not in ("person", "body"):
            raise row.error(f"unknown bearer '{row['bearer']}'", "person or body")
    return {row["role"]: Role(sector=row["sector"], person=row["bearer"] == "person") for row in rows}


def _governors(path: Path) -> Mapping[str, Status]:
    rows = _rows(path, ("lemma", "status", "example", "not"))
    for row in rows:
        if row["status"] not in get_args(Status):
            raise DataError(f"{path.name}: {row['lemma']}: unknown status; known: {', '.join(get_args(Status))}")
    return {row["lemma"]: cast(Status, row["status"]) for row in rows}


def _cues(path: Path) -> Mapping[str, Cue]:
    rows = read_table(path, ("cue", "pos", "stance", "example", "not"), order=("cue", "pos")).rows
    for row in rows:
        if row["stance"] not in get_args(Stance) or row["pos"] not in ("v", "n"):
            raise DataError(f"{path.name}: {row['cue']}: stance is one of {', '.join(get_args(Stance))}; pos is v or n")
    return {f"{r['cue']}.{r['pos']}": Cue(lemma=r["cue"], pos=r["pos"], stance=cast(Stance, r["stance"])) for r in rows}


def _sets(path: Path, key: str, values: str) -> Mapping[str, frozenset[str]]:
    rows = _rows(path, (key, values, "example"))
    return {row[key]: frozenset(row[values].split("|")) for row in rows}
