"""A world as rows to look at: routes with their flows, ties, what is in force, what changed; each with its sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from steppe.brief.brief import Network, RouteRow, Sign
from steppe.brief.facts_told import FactLine, SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteLine:
    """A route in use: its `flow` is the figure behind its share, `amount` that figure in the plain unit (tonnes).

    `controls` names who has the say over it in fact, `claims` are the facts that say so.
    """

    row: RouteRow
    amount: float | None
    amount_words: str
    flow: FactLine | None
    controls: tuple[str, ...]
    claims: tuple[FactLine, ...]
    disruptions: tuple[FactLine, ...]
    sources: tuple[SourceRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossLine:
    """A state whose soil an export crosses, with the share that does; `high` counts in what has no known route."""

    state: str
    name: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureLine:
    """How an export leaves in a year: its total in words, whose soil it crosses, how concentrated, what cuts it all."""

    origin: str
    origin_name: str
    good: str
    good_name: str
    year: int
    total: float
    total_words: str
    unrouted: float
    crossing: tuple[CrossLine, ...]
    concentration: float
    cut: tuple[str, ...]
    facts: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TieLine:
    """A tie that holds on the day, with the facts it rests on and their sources."""

    head: str
    tail: str
    head_name: str
    tail_name: str
    kind: str
    words: str
    sign: Sign
    mutual: bool
    since: date | None
    until: date | None
    facts: tuple[str, ...]
    sources: tuple[SourceRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingLine:
    """Something in force on the day: a law, a disruption, forces abroad, sanctions. `where` says whose or of what."""

    id: str
    where: str
    what: str
    since: date | None
    until: date | None
    note: str
    sources: tuple[SourceRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All that is in force on the day, by sort."""

    disruptions: tuple[StandingLine, ...]
    sanctions: tuple[StandingLine, ...]
    deployments: tuple[StandingLine, ...]
    laws: tuple[StandingLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Some facts in words, and how many there are in all."""

    total: int
    lines: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """A figure that was told with another value later."""

    former: FactLine
    newer: FactLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """What the later of two days knows that the earlier did not; lists hold the first of each, totals count all."""

    earlier: date
    later: date
    begun: Counted
    ended: Counted
    told: Counted
    events: Counted
    restated_total: int
    restated: tuple[Restated, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A network to draw: the ties of the day, and the larger one by which its actors keep their places."""

    net: Network
    stage: Network


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source of a case; `facts` counts what rests on it as known that day."""

    id: str
    title: str
    address: str
    first: date | None
    last: date | None
    kind: str
    facts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """Reports of the record between two members in the days before, either way; `events` are the newest of them."""

    one: str
    other: str
    one_name: str
    other_name: str
    cooperation: int
    conflict: int
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case that can be asked about: its own day, and the days from its first event to the last that tells more.

    `kinds` are the kinds of ties that last.
    """

    id: str
    title: str
    about: str
    as_of: date
    first: date
    last: date
    members: int
    facts: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldView:
    """A case as known before `as_of`; `change` says what differs from the case's own day.

    `ties` are a page of `ties_total`, from number `after`. `kinds` counts all ties by kind, `quiet` are those left out
    unless asked for. `reports` come from the record, of `report_days` days. `members` and `goods` can be asked for: id
    and name of each.
    """

    case: CaseLine
    as_of: date
    members_total: int
    facts_total: int
    events_total: int
    routes: tuple[RouteLine, ...]
    exposures: tuple[ExposureLine, ...]
    standing: Standing
    change: ChangeView | None
    kinds: Mapping[str, int]
    quiet: tuple[str, ...]
    ties_total: int
    after: int
    ties: tuple[TieLine, ...]
    drawn: Drawn
    reports: tuple[ReportLine, ...]
    reports_total: int
    report_days: int
    members: tuple[tuple[str, str], ...]
    goods: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldSummary:
    """How much a case knew before `as_of`: counts of facts by sort, of members, and of ties on the last day known."""

    case: str
    title: str
    as_of: date
    members: int
    facts: Mapping[str, int]
    recalled: int
    ties: Mapping[str, int]
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which world is asked for: a case, and only a member, a kind of tie or a good where given."""

    case: str
    as_of: date | None = None
    member: str = ""
    kind: str = ""
    good: str = ""
    after: int = 0
