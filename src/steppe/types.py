"""The nouns of the house: frozen values that every room takes and hands on.

Spans are half-open character ranges `[start, end)` into `Article.text`, which is never altered.
Words follow the PLOVER manual 2.0 for events (actor, recipient, mode, context) and the attribution
corpora for claims (speaker, cue, content). Ids are hashes of the fields that make a thing what it
is, so reading the same news twice adds nothing.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Basis = Literal["stated", "inferred", "published"]
BlockKind = Literal["title", "lead", "heading", "body", "caption", "teaser", "boilerplate"]
DamageKind = Literal[
    "unpaired-quote", "decimal-comma", "yearless-date", "spliced-sentence", "teaser-in-body", "odd-term"
]
Status = Literal["asserted", "denied", "planned", "conditional", "hypothetical"]
Stance = Literal["asserts", "denies", "asks", "demands", "predicts", "hedges"]
Voice = Literal["direct", "indirect", "mixed", "author"]
Bound = Literal["exact", "at least", "at most", "about", "between"]
ActorKind = Literal["state", "organisation", "armed-group", "institution", "person", "group", "unknown"]
Resolution = Literal["name", "demonym", "metonym", "office", "role", "description", "pronoun", "implied", "none"]
BY_HAND = "put-right@1"  # the coder of what somebody put right: it stands beside what a coder found


def identity(*parts: object) -> str:
    """Sixteen hex digits that stand for `parts`; equal parts give equal ids.

    >>> identity("a", 1) == identity("a", 1)
    True
    >>> identity("ab", "c") == identity("a", "bc")
    False
    """
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters.

    >>> Span(0, 4).of("Oslo calls")
    'Oslo'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` in this span."""
        return text[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A vague date: some day from `first` to `last`, both included.

    `basis` says where it comes from: `stated` in the words (relative ones counted from a known
    publication date), `inferred` (part of it, such as the year, was filled in by a rule), or
    `published` (nothing said; the publication date stands in). `why` names the words or the rule.
    """

    first: date
    last: date
    basis: Basis
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What intake hands over: bytes or text as they came, unjudged.

    `media_type` is the bare type (`text/html`, `text/plain`, `text/markdown`). `address` is where it
    came from (a web address, a file path, `-` for standard input). `published`, `title` and `outlet`
    hold what the carrier (a feed, an archive record) said, `None` where it said nothing.
    """

    content: bytes
    media_type: str
    address: str
    fetched: datetime
    charset: str | None = None
    published: date | None = None
    title: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph-like stretch of the text and what it is."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A flaw found in the text and left as it is; `note` says what a reader should know."""

    kind: DamageKind
    span: Span
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text as read, its parts and its flaws. `language` is ISO 639-1; `supported` tells whether it is coded."""

    id: str
    address: str
    outlet: str | None
    title: str | None
    text: str
    blocks: tuple[Block, ...]
    language: str
    supported: bool
    published: When | None
    fetched: datetime
    damage: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence; `block` is the index into `Article.blocks`, `inside_quote` that it lies wholly in quotation."""

    span: Span
    index: int
    block: int
    inside_quote: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quoted stretch: `span` with its marks, `inner` without; `closed` is false where the mark has no partner."""

    span: Span
    inner: Span
    closed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The exact characters an item rests on: `quote == text[span]`, always. Confidence is 0 to 1."""

    article: str
    span: Span
    quote: str
    coder: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who: a state, organisation, armed group, institution, person or group of people.

    `country` is the PLOVER country slot: ISO 3166-1 alpha-3, KOS, PSE, HKG, or IGO, UNO, EUR, NGO, ISM,
    IMG, MNC; empty where there is none. `sectors` are PLOVER sectors, the primary one first. `cow` is
    the Correlates of War number, empty where there is none.
    """

    id: str
    name: str
    kind: ActorKind
    country: str = ""
    sectors: tuple[str, ...] = ()
    cow: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that stand for an actor, how they were resolved, and the words that decided it (`antecedent`).

    A mention is `implied` where nobody is named and the act's own word tells what kind of people did it
    (`the strike`, `was arrested`): its words are the act's, its confidence is low.
    """

    span: Span
    quote: str
    actor: Actor
    resolution: Resolution
    antecedent: Span | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where: the words, the country (ISO3) and, where known, degrees north and east.

    `geonames` is the GeoNames number of a city. `rivals` are other places that the words may mean (`Tripoli (LBN)`),
    empty where nothing speaks for another. `note` tells who disputes a region.
    """

    span: Span
    quote: str
    name: str
    country: str
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    rivals: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One report of who did what to whom (PLOVER 2.0): `kind` is the type, `modes` and `contexts` lower-case.

    Reciprocal acts put every party in `actors` and leave `recipients` empty. `known` is the day the
    article said so. `trigger` are the words that gave the type, `reason` the pattern that fired.
    """

    id: str
    kind: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    status: Status
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    happened: When | None
    known: date | None
    place: Place | None
    trigger: Span
    reason: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who says what, how surely. `speaker` is `None` and `voice` is `author` for the article's own assertions.

    `speaker_span`, `cue` and `content` are the words; `reporter` is the one who passes it on in nested
    attribution; `about` are actors spoken of; `replies_to` is the id of the claim this one answers.
    """

    id: str
    voice: Voice
    speaker: Mention | None
    speaker_span: Span | None
    cue: Span | None
    content: Span
    stance: Stance
    hedges: tuple[str, ...]
    about: tuple[Mention, ...]
    said: When | None
    known: date | None
    evidence: Evidence
    reporter: Mention | None = None
    replies_to: str | None = None
    instead_of: str = ""  # the id of the claim that somebody put this one in place of, by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit, what it counts, and its bound.

    A range has `value` and `high`; otherwise `high` is `None`. Shares of a whole have unit `fraction`
    (0 to 1) or `percent` (0 to 100), ordinal ranks `rank`, durations `day`, `week`, `month`, `year`,
    `hour`, people `person`, money an ISO 4217 code. `of` are the words of what is counted, as written.
    """

    id: str
    value: float
    high: float | None
    unit: str
    of: str
    bound: Bound
    evidence: Evidence
    instead_of: str = ""  # as in a claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A sentence that gave no event, and why: the difference between `no event` and `could not read`."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """An article with everything the coder found in it. `coder` is name@version, `ontology` its version."""

    article: Article
    coder: str
    ontology: str
    sentences: tuple[Sentence, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Someone's verdict on stored items, added and never overwritten.

    `verdict` is one of the record's verdicts (`wrong`, `right`, `retracted`, `open`, `same`, `different`); a later
    judgement of the same author on the same subjects replaces an earlier one on reading.
    """

    id: str
    subjects: tuple[str, ...]
    verdict: str
    reason: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A directed, typed tie between two actors, by actor id; `weight` counts reports or is a stated strength."""

    head: str
    tail: str
    kind: str
    weight: float
    evidence: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of a pattern: as the table has it, in plain words, and the words of the text that met it."""

    written: str
    words: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyReason:
    """How words came to stand for an actor; `part` is `actor` or `recipient`."""

    part: Literal["actor", "recipient"]
    mention: Mention
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReason:
    """Why an event was coded as it was: `pattern` and the file and line it stands in, what met its conditions, who
    the parties are, the rules that gave type and status and the words they went by, and whence date and place.
    """

    event: Event
    word: str
    pattern: str
    source: str
    conditions: tuple[Condition, ...]
    parties: tuple[PartyReason, ...]
    kind_rule: str
    status_rule: str
    status_words: str
    when_rule: str
    place_rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Untaken:
    """A trigger word that gave no event: the pattern that came nearest, and what stood against it.

    `why` is the check that decided (`other word`: not the word or form of the pattern at all), `reason` says it in
    plain words; `others` counts the word's patterns that came less near.
    """

    span: Span
    word: str
    pattern: str
    source: str
    why: str
    reason: str
    others: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a sentence gave the events it gave, or none: then `reason` says it in one line. Numbers count from 1.

    What is not split into sentences (another language, text past the bound) is one explanation numbered 0.
    """

    number: int
    span: Span
    text: str
    reason: str
    events: tuple[EventReason, ...] = ()
    untaken: tuple[Untaken, ...] = ()
