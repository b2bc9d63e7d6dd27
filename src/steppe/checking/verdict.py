"""What the record says of a claim."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from steppe.checking.propositions import Proposition
from steppe.types import identity

Finding = Literal[
    "supported",
    "inexact",
    "contradicted",
    "outdated",
    "anachronistic",
    "misattributed",
    "garbled",
    "unverifiable",
    "opinion",
    "prediction",
]
NOT_KNOWN = "not in the record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the record says of one claim, as known before `as_of`.

    `rule` is the rule that decided. `told` and `record` are the two figures (dates, names) side by side, `difference`
    what lies between them in words; `facts` the ids of the facts it rests on. `note` tells of conflicting sources, of
    memory alone, of the likely intended reading, of a horizon.
    """

    id: str
    proposition: Proposition
    finding: Finding
    rule: str
    told: str
    record: str
    difference: str
    facts: tuple[str, ...]
    note: str
    as_of: date


def verdict(
    proposition: Proposition,
    finding: Finding,
    rule: str,
    *,
    sides: tuple[str, str] = ("", ""),
    facts: tuple[str, ...] = (),
    rest: tuple[str, str, date],
) -> Verdict:
    """A verdict; `sides` are the two figures, `rest` difference, note and day."""
    difference, note, as_of = rest
    return Verdict(
        id=identity(proposition.kind, proposition.span.start, proposition.span.end, finding, rule, as_of),
        proposition=proposition,
        finding=finding,
        rule=rule,
        told=sides[0],
        record=sides[1],
        difference=difference,
        facts=facts,
        note=note,
        as_of=as_of,
    )


def unknown(proposition: Proposition, rule: str, as_of: date, *, why: str = NOT_KNOWN) -> Verdict:
    """The verdict where the record holds nothing to compare with."""
    return verdict(proposition, "unverifiable", rule, rest=(why, "", as_of))
