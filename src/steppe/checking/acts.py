"""Events told, and what they are said to have stopped, against the events, stops and votes of the record."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from steppe.checking.figures import agreement, shown, told
from steppe.checking.matching import Match, best
from steppe.checking.propositions import Proposition
from steppe.checking.things import Marked
from steppe.checking.times import entries, parties_of, stop_of
from steppe.checking.verdict import Verdict, unknown, verdict
from steppe.errors import InputError
from steppe.types import Coded, Event, When
from steppe.world.build import World
from steppe.world.exposure import exposure
from steppe.world.facts import CaseEvent
from steppe.world.vocabulary import load_vocabulary

_BLOCKED = re.compile(r"\b(?:block|stop|halt|cut|suspend|interrupt|close|paralys|choke|cripple)\w*", re.IGNORECASE)
_EXPORTS = re.compile(
    r"\b(oil|gas|uranium|crude|grain)\b[^.]{0,12}\bexports?\b|\bexports? of (oil|gas|uranium|crude|grain)\b", re.I
)
_BREAK = re.compile(r"[,;:]| and | after | before | which ")
_AGAINST = re.compile(r"\b(?:did|does|do|has|have|would|will) not (?:\w+ )?(?:support|back|endorse)\b", re.IGNORECASE)


def propose(at: Marked, coded: Coded, world: World) -> Iterator[Proposition]:
    """A proposition for each coded event of a sentence, for exports said to be blocked, for support denied."""
    loss = list(_losses(at, world))
    yield from loss
    yield from _support(at, world)
    for one in coded.events:
        if at.sentence.span.holds(one.trigger) and one.status in {"asserted", "denied"} and not loss:
            yield _event(at, one, coded)


def _losses(at: Marked, world: World) -> Iterator[Proposition]:
    goods = _EXPORTS.search(at.text)
    if not goods or not _BLOCKED.search(at.text):
        return
    states = [one for one in at.things if one.member in world.case.members and _kind(one.member, world) == "state"]
    for thing in at.things:
        one = thing.quantity
        if one is not None and one.unit in {"percent", "fraction"} and states:
            good = (goods[1] or goods[2]).lower().replace("crude", "oil")
            yield Proposition(
                kind="flow-loss",
                span=at.sentence.span,
                quote=at.text,
                subject=max(
                    states, key=lambda state: (state.span.start < thing.span.end + 40, state.span.start)
                ).member,
                of=good,
                value=one.value,
                unit="%" if one.unit == "percent" else "1",
                bound=one.bound,
                first=at.text,
                when=next((near.when for near in at.things if near.when), None),
            )


def _kind(member: str, world: World) -> str:
    return world.case.members[member].kind


def _support(at: Marked, world: World) -> Iterator[Proposition]:
    """`X did not support Y's intervention`: a stand that votes tell."""
    if found := _AGAINST.search(at.text):
        start = at.sentence.span.start + found.start()
        states = [one for one in at.things if one.member in world.case.members and _kind(one.member, world) == "state"]
        before = [one for one in states if one.span.end <= start]
        after = [one for one in states if one.span.start > start and before and one.member != before[-1].member]
        if before and after:
            yield Proposition(
                kind="relation",
                span=at.sentence.span,
                quote=at.text,
                relation="supports",
                holds=False,
                subject=before[-1].member,
                other=after[0].member,
                words=(at.text[found.end() :],),
            )


def _event(at: Marked, one: Event, coded: Coded) -> Proposition:
    actors, recipients = parties_of(one)
    crowd = next((thing.quantity for thing in at.things if thing.quantity and thing.quantity.unit == "person"), None)
    return Proposition(
        kind="event",
        span=at.sentence.span,
        quote=at.text,
        subject=";".join(sorted(actors)),
        other=";".join(sorted(recipients)),
        event=one.kind,
        first=_clause(at, one),
        when=_date_in(at, one) or one.happened,
        value=crowd.value if crowd else None,
        words=(one.trigger.of(coded.article.text), *one.modes),
        holds=one.status == "asserted",
    )


def _date_in(at: Marked, one: Event) -> When | None:
    """A date that the words after the event's trigger name, before a comma: it goes before what the coder inferred."""
    if one.happened is None or one.happened.basis == "stated":
        return None
    tail = _BREAK.split(at.text[one.trigger.end - at.sentence.span.start :], maxsplit=1)[0]
    named = (thing for thing in at.things if thing.when and thing.when.basis == "stated")
    return next((thing.when for thing in named if 0 <= thing.span.start - one.trigger.end < len(tail)), None)


def _clause(at: Marked, one: Event) -> str:
    """The words around an event's trigger up to the next comma or `and`, with the names of its parties."""
    start, end = one.trigger.start - at.sentence.span.start, one.trigger.end - at.sentence.span.start
    head, tail = at.text[:start], at.text[end:]
    left = max((found.end() for found in _BREAK.finditer(head)), default=0)
    stop = _BREAK.search(tail)
    names = " ".join(mention.quote for mention in (*one.actors, *one.recipients))
    return f"{head[left:]}{at.text[start:end]}{tail[: stop.start()] if stop else tail} {names}"


def judge_event(one: Proposition, world: World) -> Verdict:
    """The event of the record that the words, parties, type and day fit; its size and what is disputed about it."""
    rule = "event of the record by words, parties, type and day"
    parties = {party for side in (one.subject, one.other) for party in side.split(";") if party in world.case.members}
    known = {event.id: event for event in world.case.events}
    dated = one.when is not None and one.when.basis != "published"
    when = one.when if dated else None

    def fits(match: Match) -> bool:
        event = known[match.entry.id]
        kinds = event.kind == one.event
        told = {party for party in one.subject.split(";") if party in world.case.members}
        # An act of the right day and words by somebody else does not bear the claim out.
        if told and event.actors and not told & {*event.actors, *event.recipients}:
            return False
        close = when is not None and (when.last - when.first).days <= 7 and _apart(event, when.first, when.last) <= 1
        overlaps = when is None or _apart(event, when.first, when.last) == 0
        return (close and match.score >= (0.4 if kinds else 0.9)) or (overlaps and kinds and match.score >= 0.5)

    found = [match for match in best(one.first, entries(world), parties=parties, when=when, least=0.2) if fits(match)]
    if not found:
        return _otherwise(one, rule, parties, world)
    event = known[found[0].entry.id]
    disputed = event.course in {"disputed", "reported"}
    finding, difference = _sized(one, event, world)
    note = "disputed in the record" if disputed else "; ".join(filter(None, [event.provenance.note]))
    return verdict(
        one,
        finding,  # type: ignore[arg-type]
        rule,
        sides=(f"{one.event}: {', '.join(one.words)}", f"{event.first}: {event.what}"),
        facts=(event.id,),
        rest=(difference, note, world.as_of),
    )


def _otherwise(one: Proposition, rule: str, parties: set[str], world: World) -> Verdict:
    """The same act of the same parties at another time than the year told: then the date is wrong."""
    told = one.when
    known = {event.id: event for event in world.case.events}
    same = [
        known[match.entry.id]
        for match in best(one.first, entries(world), parties=parties, least=0.9)
        if known[match.entry.id].kind == one.event and parties <= match.entry.parties
    ]
    days = [event.first for event in same]
    if told is None or told.basis != "stated" or not same or (max(days) - min(days)).days > 14:
        return unknown(one, rule, world.as_of)
    event = same[0]
    return verdict(
        one,
        "contradicted",
        rule,
        sides=(f"{one.event}: {told.first} to {told.last}", f"{event.first}: {event.what}"),
        facts=(event.id,),
        rest=(f"on {event.first}", event.provenance.note, world.as_of),
    )


def _sized(one: Proposition, event: CaseEvent, world: World) -> tuple[str, str]:
    """A riot told where the record has a small crowd is inexact."""
    crowds = [
        figure
        for (_, measure), figures in world.figures.items()
        if measure == "crowd"
        for figure in figures
        if figure.since == event.first
    ]
    if one.event == "PROTEST" and "riot" in one.words and crowds and crowds[0].value < 1000:
        return "inexact", f"the record has about {crowds[0].value:,.0f} people in {crowds[0].of}, no riot"
    return "supported", ""


def _apart(event: CaseEvent, first: date, last: date) -> int:
    if event.last < first:
        return (first - event.last).days
    return max(0, (event.first - last).days)


def judge_loss(one: Proposition, world: World) -> Verdict:
    """A share of exports said to be stopped: what the stop realised, beside the share that was at risk."""
    rule = "realised loss of the stop, beside the share at risk"
    stop = stop_of(one.first, one.when, world)
    if stop is None or one.value is None:
        return unknown(one, rule, world.as_of)
    words = load_vocabulary()
    share = one.value * words.unit(one.unit).factor
    realised = [
        fact
        for fact in world.figures.get((stop.id, "realised-loss"), ())
        if words.units[fact.unit].dimension == "share"
    ]
    try:
        found = exposure(world, one.subject, one.of)
        risk, used = found.routes.get(stop.route, 0.0), found.facts
    except InputError:
        risk, used = 0.0, ()
    at_risk = f"; {shown(risk * 100, '%')} of exports used this route in the last known year" if risk else ""
    if not realised:
        return unknown(one, rule, world.as_of, why=f"no realised loss is in the record{at_risk}")
    lost = words.plain(realised[0].value, realised[0].unit)
    agrees = agreement(told(one.value, words.unit(one.unit).factor, bound=one.bound), lost) == "agrees"
    return verdict(
        one,
        "supported" if agrees else "contradicted",
        rule,
        sides=(f"{one.bound} {shown(share * 100, '%')} stopped", f"{shown(lost * 100, '%')} stopped{at_risk}"),
        facts=(stop.id, realised[0].id, *used),
        rest=("" if agrees else f"{stop.name}: {stop.course}", stop.what, world.as_of),
    )


def judge_support(one: Proposition, world: World) -> Verdict:
    """Whether a state backed another's course: its votes on resolutions about that state, and recognition it gave."""
    rule = "votes and recognitions"
    eve = world.as_of - timedelta(days=1)
    votes = [
        vote
        for vote in world.case.votes
        if vote.state == one.subject and vote.day <= eve and vote.day >= eve - timedelta(days=730)
    ]
    theirs = {vote.resolution: vote.ballot for vote in world.case.votes if vote.state == one.other}
    shared = [vote for vote in votes if theirs.get(vote.resolution) in {"yes", "no"} and vote.ballot != "not-member"]
    if not shared:
        return unknown(one, rule, world.as_of)
    along = [vote for vote in shared if vote.ballot == theirs[vote.resolution]]
    backs = len(along) > len(shared) / 2
    return verdict(
        one,
        "supported" if backs == one.holds else "contradicted",
        rule,
        sides=(
            f"{'' if one.holds else 'no '}support",
            f"voted with {world.name(one.other)} in {len(along)} of {len(shared)} ballots",
        ),
        facts=tuple(vote.id for vote in shared),
        rest=("", "", world.as_of),
    )
