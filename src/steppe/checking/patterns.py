"""Turns of phrase that make propositions: a table of patterns over marked sentences, each with an example as a test.

In a pattern `{a:subject}` is a member, `{q:value}` a number, `{d:when}` a date and `{w:first}` free words; `~` stands
for a few words without a mark, `~~` for a few words with or without. `fields` sets the proposition's other fields.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from steppe.checking.propositions import Proposition
from steppe.checking.things import Marked
from steppe.ontology.tables import read_table
from steppe.world.vocabulary import load_vocabulary

TABLE = Path(__file__).parents[1] / "data" / "checking" / "patterns.tsv"
# "joined A later than B" tells an order: that both joined does not bear it out.
_COMPARED = re.compile(
    r"[^.;]{0,30}?\b(?:(?:(?:later|earlier|sooner) than|ahead of)\b[^.;]{0,40}?a\u27e6"
    r"|(?:before|after) a\u27e6\d+\u27e7(?=[.,;]|$| did\b))"
)
_SLOT = re.compile(r"\{([aqdw]):(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One turn of phrase: the search, what it sets, the field that is a place rather than its state, an example."""

    name: str
    search: re.Pattern[str]
    sets: Mapping[str, Any]
    places: str
    example: str
    line: int


@cache
def load_patterns(path: Path = TABLE) -> tuple[Pattern, ...]:
    """The patterns, in file order. Raises `DataError` with file and line."""
    rows = read_table(path, ["name", "kind", "sets", "places", "pattern", "example"], order=["name"]).rows
    return tuple(
        Pattern(
            name=row["name"],
            search=compiled(row["pattern"]),
            sets={"kind": row["kind"], **_sets(row["sets"])},
            places=row["places"],
            example=row["example"],
            line=row.line,
        )
        for row in rows
    )


def _sets(cell: str) -> dict[str, Any]:
    pairs = dict(part.split("=", 1) for part in cell.split(";") if part)
    return {key: value == "yes" if key in {"holds", "least"} else value for key, value in pairs.items()}


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the table as a regular expression.

    >>> compiled("{a:subject} borders {a:other}").search("a⟦0⟧ borders a⟦1⟧")["other"]
    'a⟦1⟧'
    """
    for sign, stands in (("~~", "[^.;]{0,90}?"), ("~", "[^.;⟦⟧]{0,60}?")):
        pattern = re.sub(rf"(?<![~]){sign}(?![~])", stands.replace("\\", "\\\\"), pattern)
    return re.compile(_SLOT.sub(_group, pattern), re.IGNORECASE)


def _group(found: re.Match[str]) -> str:
    kind, name = found.groups()
    return f"(?P<{name}>[^.;]{{2,120}}?)" if kind == "w" else f"(?P<{name}>{kind}\u27e6\\d+\u27e7)"


def propose(at: Marked, kinds: Mapping[str, str]) -> Iterator[Proposition]:
    """Propositions of the patterns that fit a sentence, denials first; each kind once for the same things.

    `kinds` tells the kind of each member of the case: ends that a relation does not allow are passed over.
    """
    seen = set()
    for pattern in sorted(load_patterns(), key=lambda one: one.sets.get("holds", True)):
        for found in pattern.search.finditer(at.marked):
            fields = {**pattern.sets, **_fields(at, found, pattern.places)}
            key = (fields["kind"], fields.get("relation"), fields.get("subject"), fields.get("other"))
            if _COMPARED.match(at.marked, found.end()) and fields["kind"] == "membership":
                continue
            if key not in seen and fields.get("subject", 0) != fields.get("other", 1) and _allowed(fields, kinds):
                seen.add(key)
                yield Proposition(span=at.sentence.span, quote=at.text, **fields)


def _fields(at: Marked, found: re.Match[str], places: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, words in found.groupdict().items():
        if words is None:
            continue
        thing = at.thing(words) if re.fullmatch("[aqd]\u27e6\\d+\u27e7", words) else None
        if thing is None:
            fields[name] = at.plain(words)
        elif thing.kind == "a":
            fields[name] = (thing.place or thing.member) if name == places else thing.member
        elif thing.kind == "d":
            fields[name] = thing.when
        elif thing.quantity is not None:
            fields |= {name: thing.quantity.value, "unit": thing.quantity.unit, "bound": thing.quantity.bound}
    return fields


def _allowed(fields: Mapping[str, Any], kinds: Mapping[str, str]) -> bool:
    """Whether the ends are of kinds that the relation joins; what is no relation of the vocabulary is let through."""
    name = fields.get("relation", "")
    relation = load_vocabulary().relations.get("member" if name == "left" else name)
    if relation is None:
        return True
    ends = ((fields.get("subject", ""), relation.heads), (fields.get("other", ""), relation.tails))
    return all(kinds.get(end) in allowed for end, allowed in ends)
