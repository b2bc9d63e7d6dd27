"""What a case holds: actors, and dated, sourced facts about them. All are plain frozen values.

A fact's period runs from `since` to `until`, both days included; `None` is open on that side. `provenance.known` is
the day from which the public could know it: a view *as of* a day uses only what was known before that day.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from steppe.types import Bound

Grade = Literal["high", "medium", "low"]
Held = Literal["yes", "no", "disputed"]
Course = Literal["realised", "announced", "withdrawn", "disputed", "reported"]
Threat = Literal["external-attack", "internal-unrest", "spill-over", "member-against-member", "own-war"]
Granted = Literal["full", "partial", "none", "disputed", "not-applicable"]
Cause = Literal["weather", "court", "regulator", "attack", "technical", "maintenance", "mines", "political", "unknown"]
Ballot = Literal["yes", "no", "abstain", "absent", "not-member"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A page or document facts rest on; `dated` is the span of days it was published in, `None` where it is unknown."""

    id: str
    title: str
    address: str
    first: date | None
    last: date | None
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a fact comes from and how sure it is.

    `sources` are ids of the case's sources; `recalled` says that it rests on memory, alone (no sources) or beside them.
    `inferred` says that `known` is not stated but follows from the end of the period and the measure's usual lag.
    `where` is the file and line it stands in.
    """

    known: date
    inferred: bool
    sources: tuple[str, ...]
    recalled: bool
    confidence: Grade
    note: str
    where: str

    @property
    def cited(self) -> tuple[str, ...]:
        """The sources, with `recalled` last where it rests on memory too."""
        return (*self.sources, "recalled") if self.recalled else self.sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An actor or thing of the case: state, organisation, office, company, good, place, pipeline, treaty, law.

    `country` is ISO 3166-1 alpha-3 where it belongs to one; degrees are north and east.
    """

    id: str
    name: str
    kind: str
    country: str
    aliases: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number about a subject: `measure` (of `of`, a counterpart, good or group) over a period, as told `by` somebody.

    A range has `high`. Two figures that differ only in `by` or source are a conflict that stands.
    """

    id: str
    subject: str
    measure: str
    of: str
    since: date | None
    until: date | None
    value: float
    high: float | None
    unit: str
    bound: Bound
    by: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A dated tie between two members: `head` `kind` `tail`; `holds` tells a stated absence (`no`) from a tie.

    `share` is a fraction from 0 to 1 where the tie has one (ownership), `as_what` its role or manner.
    """

    id: str
    kind: str
    head: str
    tail: str
    holds: Held
    since: date | None
    until: date | None
    share: float | None
    as_what: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What a treaty obliges its parties to: `act` on `trigger`, on request or not, and how that is decided."""

    id: str
    treaty: str
    article: str
    act: str
    trigger: Threat
    on_request: bool
    decision: str
    since: date | None
    until: date | None
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class LawVersion:
    """One version of one part of a law: offence and penalty in force from `since` to `until`.

    Years of prison run from `least` to `most`; `besides` names other penalties (`loss of citizenship`).
    """

    id: str
    law: str
    part: str
    state: str
    offence: str
    least: float | None
    most: float | None
    besides: tuple[str, ...]
    announced: date | None
    signed: date | None
    since: date | None
    until: date | None
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """A sanctions regime: who imposes what on whom, and what is exempt."""

    id: str
    imposers: tuple[str, ...]
    target: str
    what: str
    exempt: str
    since: date | None
    until: date | None
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """A dated act of the case: PLOVER `kind`, who to whom, in our words; `course` tells announced from realised."""

    id: str
    first: date
    last: date
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    kind: str
    what: str
    place: str
    topics: tuple[str, ...]
    course: Course
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said what in public: `speaker` by name, `speaks_for` the member, `gist` in our words, `quoted` the key words.

    `venue` is where, `host` who presented it where that was somebody else; `replies_to` is another statement's id.
    """

    id: str
    speaker: str
    speaks_for: str
    first: date
    last: date
    venue: str
    host: str
    about: tuple[str, ...]
    gist: str
    quoted: tuple[str, ...]
    themes: tuple[str, ...]
    replies_to: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """How a good leaves its state: `path` of places in order, `transit` the states it crosses .

    Capacities, flows and tariffs are figures about the route, owners are relations.
    """

    id: str
    name: str
    good: str
    origin: str
    path: tuple[str, ...]
    transit: tuple[str, ...]
    since: date | None
    until: date | None
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Disruption:
    """A route out of order: announced or realised, by what cause. Its effects are figures about it."""

    id: str
    route: str
    name: str
    cause: Cause
    cause_disputed: bool
    course: Course
    since: date
    until: date | None
    what: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """Forces of `senders` in `host` from `since` to `until`: persons from `low` to `high` where known."""

    id: str
    senders: tuple[str, ...]
    under: str
    host: str
    mission: str
    invited: bool
    since: date | None
    until: date | None
    low: float | None
    high: float | None
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Plea:
    """A member's call for help, the threat behind it, and what came of it; `counts` is false for mere look-alikes."""

    id: str
    asker: str
    asked: str
    first: date
    last: date
    threat: Threat
    wanted: str
    answer: str
    granted: Granted
    troops: float | None
    counts: bool
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """How one state voted on one resolution."""

    id: str
    resolution: str
    day: date
    topic: str
    state: str
    ballot: Ballot
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """A sum that must hold: `measure` of all routes of `good` from `origin` in a year against `total` of the state.

    `tolerance` is a fraction of the total. Checked where every part is known.
    """

    id: str
    origin: str
    good: str
    measure: str
    total: str
    year: int
    tolerance: float
    provenance: Provenance


Fact = (
    Figure
    | Relation
    | Duty
    | LawVersion
    | Regime
    | CaseEvent
    | Statement
    | Route
    | Disruption
    | Deployment
    | Plea
    | Vote
    | Balance
)
