"""The brief as a value: sections of rows, each row with its item's id, a short reference and its words.

A reference (`E1`, `C1`, `V1`, `N1`, `D1`: event, claim, verdict, number, damage, in reading order; `R1`, `K1`: route
and event of the case; `O1`, `H1`: forecast and past event of a history) names a row inside
one brief; the `id` beside it is the item's own, good in every record. Nothing here is new knowledge: a row says
in words what the coded item says in codes, and `Cite` holds the characters it rests on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from steppe.brief.foreseen import OutlookView
from steppe.types import BlockKind, Span, Status, When
from steppe.wire import to_json as wire_json

Family = Literal["event", "claim", "verdict", "number", "damage"]
Role = Literal["event", "trigger", "actor", "claim", "cue", "verdict", "number", "damage"]
Sign = Literal["cooperation", "conflict", "unsorted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """The exact characters of the article a row rests on: `quote == text[span]`."""

    span: Span
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """That an item, by `ref`, covers a stretch of text, and as what (`trigger` is the event's own word)."""

    ref: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Text between two neighbouring boundaries; the items in `opens` begin with it, those in `closes` end with it."""

    span: Span
    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One block in segments; `kind` is `None` for text that lies in no block, `label` is empty for body text."""

    kind: BlockKind | None
    label: str
    span: Span
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What was read: `published` and `basis` are words, the address is text and never a link."""

    title: str
    outlet: str
    address: str
    published: str
    basis: str
    coder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One main act in words, with the row it comes from; `basis` tells whether the date was stated or filled in."""

    ref: str
    id: str
    who: str
    whom: str
    kind: str
    when: str
    basis: str
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """The whole in one sentence of counts, a caution, and the main acts told as having happened."""

    counts: str
    caution: str
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor in a row: its name, its PLOVER codes, the article's own words and how those were resolved."""

    actor: str
    name: str
    codes: str
    quote: str
    span: Span
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """Who did what to whom. `gist` and `quad` come from the ontology note, `sign` from the quad class."""

    ref: str
    id: str
    kind: str
    gist: str
    quad: str
    sign: Sign
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    status: Status
    status_words: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    happened: When | None
    when: str
    basis: str
    known: str
    place: str
    trigger: Cite
    reason: str
    confidence: float
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """Who claims what and how surely; `speaker` is `None` where the article itself asserts."""

    ref: str
    id: str
    speaker: Party | None
    who: str
    reporter: str
    voice: str
    cue: str
    stance: str
    hedges: tuple[str, ...]
    about: tuple[str, ...]
    said: str
    replies_to: str
    content: Cite
    confidence: float
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRow:
    """What the record says of one claim: both figures side by side, what lies between, and the sources.

    `later` is what is known now where that differs, in words. `sources` are titles with their day and address, or the
    words that the record rests on memory.
    """

    ref: str
    id: str
    kind: str
    finding: str
    told: str
    record: str
    difference: str
    note: str
    rule: str
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    cite: Cite
    later: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRow:
    """A quantity: `reading` in words ("at least 3 percent"), value and `high` as numbers, `of` as written."""

    ref: str
    id: str
    reading: str
    value: float
    high: float | None
    unit: str
    bound: str
    of: str
    confidence: float
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor of the network; `mentions` counts the stretches of text that stand for it."""

    actor: str
    name: str
    kind: str
    codes: str
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRow:
    """All asserted acts of one sign from `head` to `tail` (actor ids); `mutual` where no direction is told."""

    head: str
    tail: str
    head_name: str
    tail_name: str
    sign: Sign
    mutual: bool
    kinds: tuple[str, ...]
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Actors and ties as drawn; `hidden` counts actors that did not fit, `untied` names events that draw no line."""

    nodes: tuple[Node, ...]
    ties: tuple[TieRow, ...]
    hidden: int
    untied: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A place on a route in degrees east and north; `country` is its ISO3 code, `soil` the name of that state."""

    name: str
    country: str
    soil: str
    east: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteRow:
    """A way a good leaves its state: `share` of what left in `year`, `None` where no flow is known.

    `state` tells in words what put it out of order on the day, empty where nothing did; `missing` names the places of
    the route without known coordinates. `source_ids` are those of `sources`.
    """

    ref: str
    id: str
    name: str
    good: str
    origin: str
    stops: tuple[Stop, ...]
    crosses: tuple[str, ...]
    year: int | None
    share: float | None
    state: str
    missing: tuple[str, ...]
    sources: tuple[str, ...]
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEventRow:
    """A dated event of the case: days as `2022-01-05`, the first of its topics, its sources and their ids."""

    ref: str
    id: str
    first: date
    last: date
    kind: str
    sign: Sign
    topic: str
    what: str
    sources: tuple[str, ...]
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """What the case holds around an article: routes, ties between the actors it names, events since `since`.

    In `network` a tie's `kinds` are the case's relations and its `refs` the ids of the facts.
    """

    routes: tuple[RouteRow, ...]
    network: Network
    since: date
    until: date
    events: tuple[CaseEventRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundRow:
    """A source of the case to lead to: `dated` is a day, empty where none is known; memory is one of them."""

    id: str
    title: str
    dated: str
    kind: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The claims held against a case: rows with an answer, and how many others there were, by what they are.

    `as_of` is the last day whose knowledge was used, `now` that of what is shown as known later (empty: none is).
    `grounds` gives the sources of each fact that verdicts and ties cite, by the ids of both; `sources` has all sources
    that are cited.
    """

    case: str
    as_of: str
    rows: tuple[VerdictRow, ...]
    others: str
    now: str = ""
    view: CaseView | None = None
    grounds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: tuple[GroundRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DamageRow:
    """A flaw of the text, left as it is."""

    ref: str
    kind: str
    note: str
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A block or sentence that gave no item, and why."""

    why: str
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of "how it was made"."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One article's brief; the fields stand in the order in which they are shown.

    `answers` is the name of the page beside it that holds the answers of the case's model, empty where there is none.
    `outlook` is there where a history of events was given. `uncoded` says what of the text was too much to be coded.
    """

    article: str
    language: str
    supported: bool
    header: Header
    short: Short
    passages: tuple[Passage, ...]
    events: tuple[EventRow, ...]
    claims: tuple[ClaimRow, ...]
    numbers: tuple[NumberRow, ...]
    network: Network
    damage: tuple[DamageRow, ...]
    left_blocks: tuple[LeftOut, ...]
    left_sentences: tuple[LeftOut, ...]
    made: tuple[Fact, ...]
    checked: Checked | None = None
    answers: str = ""
    outlook: OutlookView | None = None
    uncoded: str = ""


def to_json(brief: Brief) -> str:
    """The brief as one line of JSON: the same sections, rows and spans as the page."""
    return wire_json(brief)
