"""Whom names in event data act for: `attributions.tsv` gives the country or body of people, parties and firms, by day.

The table adds to the directory of actors: names as event data sets write them, people only for a public part (office
holders, leaders of parties, spokespeople of public bodies). Days are inclusive on both sides.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

from steppe.ontology.actors import load_directory
from steppe.ontology.folding import fold
from steppe.ontology.tables import Row, overlap, read_period, read_table
from steppe.ontology.vocabulary import load

COLUMNS = ("name", "actor", "since", "until", "office", "source", "confidence")
CONFIDENCES = frozenset({"high", "medium"})
SHIPPED = Path(__file__).parent.parent / "data" / "actors" / "attributions.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A name acts for an actor (a state's id, a supranational slot, or a body's id) from one day to another.

    An open end means that no other side is known, not that the office had no end.

    >>> Attribution(name="Juha Sipila", actor="FIN", office="prime minister", confidence="high").valid(date(2017, 1, 1))
    True
    """

    name: str
    actor: str
    office: str
    confidence: str
    since: date | None = None
    until: date | None = None

    def valid(self, on: date) -> bool:
        """Whether the name acted for the actor on a day."""
        return (self.since or on) <= on <= (self.until or on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributions:
    """All attributions by folded name, and the table's version."""

    version: str
    by_name: Mapping[str, tuple[Attribution, ...]]

    def of(self, name: str, on: date) -> Attribution | None:
        """Whom a full name acts for on a day, `None` where the table does not say.

        >>> found = load_attributions().of("Donald Tusk", date(2016, 1, 1))
        >>> (found.actor, found.office) if found else None
        ('EUR', 'president of the European Council')
        """
        return next((one for one in self.by_name.get(fold(name), ()) if one.valid(on)), None)


def load_attributions(path: Path | None = None, *, actors: Collection[str] | None = None) -> Attributions:
    """The attributions in the table at `path` (the shipped one by default); `actors` are the ids that may be named.

    Raises `DataError` with file and line for unknown actors, an empty office, another confidence than high or medium,
    bad days, and two actors of one name on one day.
    """
    return _shipped() if path is None and actors is None else _load(path or SHIPPED, actors or known_actors())


def known_actors() -> frozenset[str]:
    """The ids an attribution may name: those of the directory, and the slots above states.

    >>> {"FIN", "EUR", "nato"} <= known_actors()
    True
    """
    return frozenset(load_directory().phases) | frozenset(load().supranational)


@cache
def _shipped() -> Attributions:
    return _load(SHIPPED, known_actors())


def _load(path: Path, actors: Collection[str]) -> Attributions:
    table = read_table(path, COLUMNS, order=("name", "since", "actor"))
    named: dict[str, list[tuple[Attribution, Row]]] = {}
    for row in table.rows:
        named.setdefault(fold(row["name"]), []).append((_attribution(row, actors), row))
    for same in named.values():
        _check_apart(same)
    by_name = {key: tuple(one for one, _ in same) for key, same in named.items()}
    return Attributions(version=table.notes["version"], by_name=by_name)


def _attribution(row: Row, actors: Collection[str]) -> Attribution:
    if row["actor"] not in actors:
        raise row.error(f"unknown actor {row['actor']!r}", "a state's id, a supranational slot or a body's id")
    if row["confidence"] not in CONFIDENCES:
        raise row.error(f"confidence is {row['confidence']!r}", "high or medium")
    for column in ("office", "source"):
        if not row[column]:
            raise row.error(f"{column} is empty", "what makes the name act for the actor, and where that is from")
    since, until = read_period(row)
    return Attribution(
        name=row["name"],
        actor=row["actor"],
        office=row["office"],
        confidence=row["confidence"],
        since=since,
        until=until,
    )


def _check_apart(same: list[tuple[Attribution, Row]]) -> None:
    for (one, _), (other, row) in combinations(same, 2):
        if overlap((one.since, one.until), (other.since, other.until)):
            raise row.error(
                f"{row['name']!r} acts for {other.actor} while it acts for {one.actor}", "one actor a name on each day"
            )
