"""Order, dates, durations and states that persist: what is told of time, against the days of the record."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from steppe.checking.matching import Entry, Match, best
from steppe.checking.propositions import Proposition
from steppe.checking.things import Marked, names_of
from steppe.checking.verdict import Verdict, unknown, verdict
from steppe.types import Coded, Event, When
from steppe.world.build import World, member_of
from steppe.world.facts import Disruption, Member
from steppe.world.vocabulary import load_vocabulary

_ORDER = re.compile(
    r"\b(?P<after>in the wake of|in the aftermath of|following|after)\b"
    r"|\b(?P<before>on the eve of|ahead of|in the run-up to|before|prior to)\b",
    re.IGNORECASE,
)
_MISLED = {"in the wake of": "on the eve of, in the run-up to"}  # a known slip of machine translation
_LASTED = re.compile(r"-?\s*(?:long |ordered |imposed )?(?:closure|suspension|shutdown|stop|halt|ban|stoppage)", re.I)
_WENT_ON = re.compile(
    r"\b(?:lasted|dragged on|went on|raged|continued|ran)(?: for)?"
    r"(?: about| some| nearly| almost| over| more than)? ?$",
    re.I,
)
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25, "hour": 1 / 24}


def entries(world: World) -> tuple[Entry, ...]:
    """The record's events as entries to match words against."""
    return tuple(
        Entry(
            id=one.id,
            words=" ".join([one.what, one.place, *(_called(party, world) for party in (*one.actors, *one.recipients))]),
            parties=frozenset((*one.actors, *one.recipients)),
            first=one.first,
            last=one.last,
        )
        for one in world.case.events
    )


def _called(party: str, world: World) -> str:
    return world.name(party) if len(party) == 3 else f"{world.name(party)} {party}"


def propose(at: Marked, coded: Coded, world: World) -> Iterator[Proposition]:
    """Propositions of order and duration of a sentence."""
    yield from _orders(at, coded, world.case.members)
    for number, thing in enumerate(at.things):
        one = thing.quantity
        if one is None or one.unit not in _DAYS:
            continue
        before, after = (at.plain(part) for part in at.marked.split(f"q\u27e6{number}\u27e7", 1))
        if _LASTED.match(after[:40]) or _WENT_ON.search(before):
            yield Proposition(
                kind="duration",
                span=at.sentence.span,
                quote=at.text,
                value=one.value,
                unit=one.unit,
                bound=one.bound,
                first=at.text,
                when=next((near.when for near in at.things if near.when), None),
            )


def _orders(at: Marked, coded: Coded, names: Mapping[str, Member]) -> Iterator[Proposition]:
    """`A in the wake of B`: B is what follows the word up to a comma, A the rest of the sentence."""
    start = at.sentence.span.start
    own = [one for one in coded.events if at.sentence.span.holds(one.trigger)]
    tails = {found: _tail(at.text, found) for found in _ORDER.finditer(at.text)}
    inside = [(start + found.end(), start + found.end() + len(tail)) for found, tail in tails.items()]
    outer = [one for one in own if not any(a <= one.trigger.start < b for a, b in inside)]
    for found, second in tails.items():
        begin = found.end()
        inner = [one for one in own if start + begin <= one.trigger.start < start + begin + len(second)]
        head, rest = at.text[: found.start()], at.text[begin + len(second) :].strip(" ,;")
        earlier = _dated(at, outer, within=None)
        later = _dated(at, inner, within=(start + begin, start + begin + len(second)))
        aside = len(rest.split()) >= 3 and (not head.strip() or head.rstrip().endswith(","))
        yield Proposition(
            kind="order",
            span=at.sentence.span,
            quote=at.text,
            relation="after" if found["after"] else "before",
            first=_named(at, rest if aside else f"{head} {rest}", names),
            second=_named(at, second, names),
            first_when=None if earlier == later else earlier,
            second_when=later,
            words=(found[0].lower(),),
        )


def _named(at: Marked, words: str, names: Mapping[str, Member]) -> str:
    """The words, with the names of the members they speak of: `Iranian` with `Iran`."""
    demonyms = [one for one in at.things if one.mention and one.mention.resolution == "demonym"]
    spoken = {one.member for one in demonyms if one.member in names and one.words in words}
    return " ".join(
        [words.strip(), *sorted(names[member].name for member in spoken if names[member].name not in words)]
    )


def _tail(text: str, found: re.Match[str]) -> str:
    return re.split(r"[,;]", text[found.end() :], maxsplit=1)[0]


def _dated(at: Marked, events: list[Event], within: tuple[int, int] | None) -> When | None:
    if within is not None:
        for one in at.things:
            if one.when and within[0] <= one.span.start < within[1]:
                return one.when
    stated = [one.happened for one in events if one.happened and one.happened.basis != "published"]
    return stated[0] if stated else None


def judge_order(one: Proposition, world: World) -> Verdict:
    """Days of both ends, from the words, the coder's dates, or the record's events; then which came first."""
    rule = "order of two dated events"
    left, right = _end(one.first, one.first_when, world), _end(one.second, one.second_when, world)
    if left is None or right is None or left[0] == right[0]:
        return unknown(one, rule, world.as_of)
    (first, why), (second, other) = left, right
    actual = "after" if first > second else "before"
    days = abs((first - second).days)
    facts = tuple(fact for fact in (why, other) if fact)
    said = one.words[0] if one.words else one.relation
    reading = _MISLED.get(said, "") if actual == "before" and one.relation == "after" else ""
    finding = "supported" if actual == one.relation else "contradicted"
    return verdict(
        one,
        finding,  # type: ignore[arg-type]
        rule,
        sides=(f"{one.relation} ({said})", f"{first} is {days} days {actual} {second}"),
        facts=facts,
        rest=(
            "" if finding == "supported" else f"{days} days {actual}, not {one.relation}",
            f"perhaps a slip of translation for: {reading}" if reading else "",
            world.as_of,
        ),
    )


def _end(words: str, when: When | None, world: World) -> tuple[date, str] | None:
    if when is not None and (when.last - when.first).days <= 31:
        return when.first, ""
    spoken = names_of(world.case.members).found(words, 0)
    parties = {one.member for one in spoken if world.case.members[one.member].kind != "place"}
    matches = best(words, entries(world), parties=parties, least=0.6)
    matches = [match for match in matches if len(parties & match.entry.parties) >= min(2, len(parties))] or matches
    return (matches[0].entry.first, matches[0].entry.id) if _is_clear(matches) else None


def _is_clear(matches: list[Match]) -> bool:
    """One fits best, or all that fit as well are of one fortnight."""
    level = [match for match in matches if match.score > matches[0].score - 0.01]
    days = [match.entry.first for match in level]
    return bool(level) and (max(days) - min(days)).days <= 14


def judge_date(one: Proposition, world: World) -> Verdict:
    """The day of the event that the words speak of, by its subject, against the time told."""
    rule = "date of a recorded event"
    told = one.when
    about = best(f"{one.first} {world.name(one.subject)}", entries(world), parties={one.subject}, least=0.6)
    matches = [match for match in about if one.subject in match.entry.parties]
    if told is None or not matches:
        return unknown(one, rule, world.as_of)
    level = [match for match in matches if match.score > matches[0].score - 0.05]
    right = [match for match in level if match.entry.first <= told.last and told.first <= match.entry.last]
    entry = (right or level)[0].entry
    return verdict(
        one,
        "supported" if right else "contradicted",
        rule,
        sides=(str(told.first.year), f"{entry.first}"),
        facts=(entry.id,),
        rest=("" if right else f"on {entry.first}", "", world.as_of),
    )


def judge_duration(one: Proposition, world: World) -> Verdict:
    """A stop of so many days, against what was ordered, asked for and what came, of the stop that the words name."""
    rule = "length of a stop: ordered, asked for, realised"
    stop = stop_of(one.first, one.when, world)
    if stop is None or one.value is None:
        return unknown(one, rule, world.as_of)
    words = load_vocabulary()
    ordered = [fact for name in ("days-ordered", "days-asked") for fact in world.figures.get((stop.id, name), ())]
    days = one.value * _DAYS[one.unit]
    if not ordered:
        return unknown(one, rule, world.as_of)
    known = {fact.measure: words.plain(fact.value, fact.unit) for fact in ordered}
    right = abs(days - known.get("days-ordered", -1.0)) <= max(3.0, days * 0.1)
    lasted = (stop.until - stop.since).days if stop.until else None
    asked = f", {known['days-asked']:.0f} asked for" if "days-asked" in known else ""
    ended = f"; {stop.course} after {lasted} days" if lasted is not None else ""
    return verdict(
        one,
        "supported" if right else "contradicted",
        rule,
        sides=(f"{one.value:g} {one.unit}s", f"{known.get('days-ordered', 0.0):.0f} days ordered{asked}{ended}"),
        facts=(stop.id, *(fact.id for fact in ordered)),
        rest=("" if right else f"{days:.0f} days told", stop.what, world.as_of),
    )


def stop_of(words: str, when: When | None, world: World) -> Disruption | None:
    """The disruption that words speak of: by its words and the day named, the nearest in time."""
    stops = {one.id: one for one in world.case.disruptions}
    found = best(
        words,
        [
            Entry(
                id=one.id,
                words=f"{one.name} {one.what} {world.name(one.route)} terminal halt oil",
                parties=frozenset(),
                first=one.since,
                last=one.until or one.since,
            )
            for one in stops.values()
        ],
        least=0.05,
    )
    if when is None:
        return stops[found[0].entry.id] if found else None
    near = [match for match in found if _off(match.entry, when) <= 31]
    near.sort(key=lambda match: (_off(match.entry, when) > 3, -match.score))
    return stops[near[0].entry.id] if near else None


def _off(entry: Entry, when: When) -> int:
    if entry.last < when.first:
        return (when.first - entry.last).days
    return max(0, (entry.first - when.last).days)


def judge_persistence(one: Proposition, world: World) -> Verdict:
    """Whether forces said to be somewhere still are there on the eve of the article."""
    rule = "a deployment that goes on"
    eve = world.as_of - timedelta(days=1)
    there = [
        post
        for post in world.case.deployments
        if post.host == one.other and (not one.subject or one.subject in {*post.senders, post.under})
    ]
    troops = [post for post in there if post.low is not None]
    posts = sorted(troops or there, key=lambda post: post.since or date.min)
    if not posts:
        return unknown(one, rule, world.as_of)
    last = posts[-1]
    lasting = last.until is None or last.until > eve
    return verdict(
        one,
        "supported" if lasting else "outdated",
        rule,
        sides=("still there", f"from {last.since} to {last.until or 'now'}"),
        facts=(last.id,),
        rest=(
            "" if lasting or last.until is None else f"ended {(eve - last.until).days} days before",
            last.mission,
            world.as_of,
        ),
    )


def parties_of(event: Event) -> tuple[set[str], set[str]]:
    """Members a coded event's actors and recipients stand for."""
    return tuple(  # type: ignore[return-value]
        {member_of(one.actor.id, one.actor.country) for one in side} for side in (event.actors, event.recipients)
    )
