"""Facts of a case in one line of words each, with the sources they rest on by id, so that a page can lead there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from steppe.brief.words import day_words, listed, number_words, when_words
from steppe.types import When
from steppe.world.build import World
from steppe.world.facts import (
    Balance,
    CaseEvent,
    Deployment,
    Disruption,
    Duty,
    Fact,
    Figure,
    LawVersion,
    Plea,
    Provenance,
    Regime,
    Relation,
    Route,
    Statement,
    Vote,
)
from steppe.world.vocabulary import load_vocabulary

RECALLED = "recalled"  # the row of the sources for what rests on memory


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """A source to lead to: its id among the case's sources (`recalled` for memory) and its title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """A fact in words: its id, from which day it could be known, a note where it has one, and its sources."""

    id: str
    words: str
    known: date
    note: str
    sources: tuple[SourceRef, ...]


def fact_line(one: Fact, world: World) -> FactLine:
    """A fact as a line.

    >>> from steppe.world.build import build
    >>> from steppe.world.samples import small_case
    >>> world = build(small_case(), (), date(2022, 11, 27))
    >>> fact_line(world.case.relations[0], world).words
    'Kazakhstan member Collective Security Treaty Organization, since 20 April 1994'
    """
    return FactLine(
        id=one.id,
        words=fact_words(one, world),
        known=one.provenance.known,
        note=one.provenance.note,
        sources=source_refs(one.provenance, world),
    )


def source_refs(one: Provenance, world: World) -> tuple[SourceRef, ...]:
    """The sources of a fact to lead to; memory is one of them where it rests on memory."""
    found = tuple(SourceRef(id=name, title=world.case.sources[name].title) for name in one.sources)
    return (*found, SourceRef(id=RECALLED, title="from memory: no page was looked up")) if one.recalled else found


def fact_words(one: Fact, world: World) -> str:
    """A fact in words; names of members are the case's own."""
    match one:
        case Figure():
            return _figure(one, world)
        case Relation():
            return _relation(one, world)
        case LawVersion():
            return f"{world.name(one.state)}: {one.offence}, {law_words(one)}{period_words(one.since, one.until)}"
        case Regime():
            who = _names(one.imposers, world)
            return f"{who} against {world.name(one.target)}: {one.what}{period_words(one.since, one.until)}"
        case Deployment():
            where = f"{_names(one.senders, world)} in {world.name(one.host)}"
            return f"{where}: {one.mission}{strength_words(one)}{period_words(one.since, one.until)}"
        case Disruption():
            return f"{world.name(one.route)}: {one.name}{period_words(one.since, one.until)}"
        case Route():
            return f"{one.name}{period_words(one.since, one.until)}"
        case _:
            return _told(one, world)


def _told(one: CaseEvent | Statement | Duty | Plea | Vote | Balance, world: World) -> str:
    match one:
        case CaseEvent():
            course = "" if one.course == "realised" else f" ({one.course})"
            return f"{_days(one.first, one.last)}: {one.what}{course}"
        case Statement():
            return f"{_days(one.first, one.last)}: {one.speaker} ({world.name(one.speaks_for)}) said {one.gist}"
        case Duty():
            return f"{world.name(one.treaty)}, {one.article}: {one.act} on {one.trigger.replace('-', ' ')}"
        case Plea():
            asked = f"{world.name(one.asker)} asked {world.name(one.asked)} for {one.wanted}"
            return f"{_days(one.first, one.last)}: {asked}; granted: {one.granted}"
        case Vote():
            return f"{day_words(one.day)}: {world.name(one.state)} voted {one.ballot} on {one.topic}"
        case Balance():
            return f"{world.name(one.origin)}: routes of {one.good} add up to {one.total} in {one.year}"


def _figure(one: Figure, world: World) -> str:
    of = f" ({world.name(one.of)})" if one.of else ""
    by = f", as told by {one.by}" if one.by else ""
    what = f"{world.name(one.subject)}, {one.measure.replace('-', ' ')}{of}"
    return f"{what}: {amount_words(one)}{period_words(one.since, one.until)}{by}"


def amount_words(one: Figure) -> str:
    """The number of a figure with its bound and unit.

    >>> from steppe.world.samples import figure
    >>> amount_words(figure("KAZ", "oil-exports", 2021, 65.7, "Mt"))
    '65.7 million tonnes'
    """
    high = f" to {number_words(one.high)}" if one.high is not None else ""
    bound = "" if one.bound in ("exact", "between") else f"{one.bound} "
    if one.unit == "%":
        return f"{bound}{number_words(one.value)}{high} %"
    unit = load_vocabulary().unit(one.unit).words.partition(";")[0] or one.unit
    return f"{bound}{number_words(one.value)}{high} {unit}"


def _relation(one: Relation, world: World) -> str:
    words = one.kind.replace("-", " ")
    kind = {"yes": words, "no": f"not {words}", "disputed": f"{words} (disputed)"}[one.holds]
    role = f", {one.as_what}" if one.as_what else ""
    share = f", {100 * one.share:.4g} %" if one.share is not None else ""
    return f"{world.name(one.head)} {kind} {world.name(one.tail)}{role}{share}{period_words(one.since, one.until)}"


def law_words(one: LawVersion) -> str:
    """The penalty of a version of a law."""
    most = f"up to {number_words(one.most)} years" if one.most is not None else ""
    years = f"{number_words(one.least)} to {number_words(one.most)} years" if one.least and one.most else most
    return " or ".join(part for part in (years, listed(one.besides)) if part) or "penalty not known"


def strength_words(one: Deployment) -> str:
    """How many persons, where that is known; opens with a comma."""
    if one.low is None and one.high is None:
        return ""
    low, high = one.low if one.low is not None else one.high, one.high if one.high is not None else one.low
    amount = " to ".join(dict.fromkeys(number_words(value) for value in (low, high) if value is not None))
    return f", {amount} persons"


def period_words(since: date | None, until: date | None) -> str:
    """A period in words that open with a comma; nothing where it is open on both sides.

    >>> period_words(date(2021, 1, 1), date(2021, 12, 31)), period_words(None, date(2022, 3, 4))
    (', 2021', ', until 4 March 2022')
    """
    if since and until:
        return f", {_days(since, until)}"
    if since:
        return f", since {day_words(since)}"
    return f", until {day_words(until)}" if until else ""


def _days(first: date, last: date) -> str:
    return when_words(When(first=first, last=last, basis="stated"))


def _names(members: Iterable[str], world: World) -> str:
    return listed(tuple(world.name(one) for one in members))
