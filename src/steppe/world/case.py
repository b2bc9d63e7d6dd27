"""A case: a system of states as dated, sourced facts, and what its files look like."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

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
