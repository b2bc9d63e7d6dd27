"""A case: a system of states as dated, sourced facts, and what its files look like."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from steppe.world.facts import (
    Balance,
    CaseEvent,
    Deployment,
    Disruption,
    Duty,
    Fact,
    Figure,
    LawVersion,
    Member,
    Plea,
    Regime,
    Relation,
    Route,
    Source,
    Statement,
    Vote,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case as loaded and checked; tuples are in file order, `members` and `sources` by id.

    `as_of` is the day the case's question is asked on, `version` a hash of all its files.
    """

    id: str
    title: str
    about: str
    as_of: date
    version: str
    sources: Mapping[str, Source]
    members: Mapping[str, Member]
    figures: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()
    duties: tuple[Duty, ...] = ()
    laws: tuple[LawVersion, ...] = ()
    regimes: tuple[Regime, ...] = ()
    events: tuple[CaseEvent, ...] = ()
    statements: tuple[Statement, ...] = ()
    routes: tuple[Route, ...] = ()
    disruptions: tuple[Disruption, ...] = ()
    deployments: tuple[Deployment, ...] = ()
    pleas: tuple[Plea, ...] = ()
    votes: tuple[Vote, ...] = ()
    balances: tuple[Balance, ...] = ()

    def facts(self) -> Iterator[Fact]:
        """Every fact, kind by kind."""
        yield from self.figures
        yield from self.relations
        yield from self.duties
        yield from self.laws
        yield from self.regimes
        yield from self.events
        yield from self.statements
        yield from self.routes
        yield from self.disruptions
        yield from self.deployments
        yield from self.pleas
        yield from self.votes
        yield from self.balances


def joined(base: Case, case: Case) -> Case:
    """The case with a base's members, sources and facts behind its own; what the case says of a member goes first.

    Sources keep their ids; both tell the same id only where they mean the same page.

    >>> from steppe.world.samples import small_case
    >>> joined(small_case(), replace(small_case(), id="own")).id
    'own'
    """
    mixed: dict[str, Any] = {
        "sources": {**base.sources, **case.sources},
        "members": {**base.members, **case.members},
        "version": f"{case.version}+{base.version}",
    }
    for field in fields(case):
        own = getattr(case, field.name)
        if isinstance(own, tuple):
            known = {(one.id, one.provenance.sources) for one in own}
            behind = (one for one in getattr(base, field.name) if (one.id, one.provenance.sources) not in known)
            mixed[field.name] = (*own, *behind)
    return replace(case, **mixed)
