"""Numbers about a subject: found by the words around them, compared with every year and edition the record has."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from steppe.checking.figures import Told, agreement, shown, told
from steppe.checking.propositions import Proposition
from steppe.checking.things import Marked, Thing
from steppe.checking.verdict import Verdict, unknown, verdict
from steppe.types import Bound, Quantity
from steppe.world.build import World
from steppe.world.facts import Figure
from steppe.world.vocabulary import Measure, Vocabulary, load_vocabulary

WORLD = "WORLD"
_GOODS = ("oil", "uranium", "gas")
_WORLDLY = re.compile(r"\b(?:world|global|planet|earth|humanity)(?:'s)?\b", re.IGNORECASE)
_OF_GOODS = re.compile(r"\b(reserves|production|output|supply|exports)\b", re.IGNORECASE)
_POPULATION = re.compile(
    r"population of (?:(about|around|roughly|nearly|almost|some|more than|over|under|less than) )?(\d[\d.,]*)"
    r"(?: (million|billion))?",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"\b(?:communit|minorit|ethnic|diaspora|compatriots|speakers)\w*", re.IGNORECASE)
_SAME = {"output": "production", "supply": "production"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One recorded value to hold a told one against: in plain units, of a year, as told by an edition."""

    value: float
    since: date
    known: date
    by: str
    facts: tuple[str, ...]
    recalled: bool


# People something befell or who did something are not all who live somewhere.
_SOME_PEOPLE = re.compile(
    r"\b(?:driv\w+|drove|displac\w+|fled|flee\w*|kill\w*|wound\w*|injur\w*|refugees?|hungry|hunger|starv\w*|died|dead"
    r"|from their homes|protest\w*|march\w*|gathered|crossed|evacuat\w*|homeless|in need|casualt\w*|missing"
    r"|detain\w*|arrest\w*|jail\w*|imprison\w*|sentenced|rall(?:y|ied)|demonstrat\w*|conscript\w*|drafted|hostages?"
    r"|attended|rescued|arrived)\b"
)


def propose(at: Marked, world: World) -> Iterator[Proposition]:
    """Propositions for the numbers of a sentence whose measure and subject its words tell."""
    words = load_vocabulary()
    yield from _populations(at, world)
    for number, thing in enumerate(at.things):
        one = thing.quantity
        if one is None or one.unit in {"rank", "day", "week", "month", "hour"}:
            continue
        subject = _subject(at, number, world)
        if subject is None:
            continue
        year = next(
            (near.when for near in at.things if near.when and (near.when.last - near.when.first).days <= 366), None
        )
        grouped = _group(at, thing, one, world)
        for measure, of in [grouped[:2]] if grouped else _measures(at, thing, one, words):
            yield Proposition(
                kind="statistic",
                span=at.sentence.span,
                quote=at.text,
                subject=grouped[2] if grouped else subject.member,
                measure=measure,
                of=of,
                value=one.value,
                high=one.high,
                bound=one.bound,
                unit=_unit(one, measure, words),
                when=year if year and year.basis == "stated" else None,
            )
            break


def _populations(at: Marked, world: World) -> Iterator[Proposition]:
    """`a population of about 44 million`: a number without a unit of its own."""
    found = _POPULATION.search(at.text)
    subject = next((one for one in at.things if _is_subject(one, world)), None)
    if found and subject and not any(one.quantity and one.quantity.unit == "person" for one in at.things):
        bounds: dict[str, Bound] = {
            "more than": "at least",
            "over": "at least",
            "under": "at most",
            "less than": "at most",
        }
        yield Proposition(
            kind="statistic",
            span=at.sentence.span,
            quote=at.text,
            subject=subject.member,
            measure="population",
            value=float(found[2].replace(",", "")) * {"million": 1e6, "billion": 1e9}.get(found[3] or "", 1.0),
            bound="exact" if not found[1] else bounds.get(found[1].lower(), "about"),
            unit="person",
        )


def _subject(at: Marked, number: int, world: World) -> Thing | None:
    """The state the number is about: the nearest before it, else the nearest after it."""
    before = [one for one in at.things[:number] if _is_subject(one, world)]
    after = [one for one in at.things[number + 1 :] if _is_subject(one, world)]
    return before[0] if before else after[0] if after else None


def _is_subject(one: Thing, world: World) -> bool:
    known = world.case.members.get(one.member)
    return known is not None and known.kind in {"state", "organisation"}


def _group(at: Marked, thing: Thing, one: Quantity, world: World) -> tuple[str, str, str] | None:
    """`3 million ethnic Russians in X`, `members of the Russian community in X`: measure, group and state."""
    after = at.marked.split(_mark(at, thing), 1)[1][:120]
    near = f"{at.plain(after)[:80]} {thing.words}".lower()
    if one.unit not in {"person", "percent", "fraction"} or not _PEOPLE.search(near):
        return None
    states = [at.things[int(number)].member for number in re.findall("\\bin (?:the )?a\u27e6(\\d+)\u27e7", after)]
    named = {at.things[int(number)].member[:3] for number in re.findall("a\u27e6(\\d+)\u27e7", after)} - set(states)
    for group in world.case.members.values():
        told = group.name.lower() in near or group.country in named
        if group.kind == "group" and told and states:
            return "group-population" if one.unit == "person" else "group-share", group.id, states[0]
    return None


def _measures(at: Marked, thing: Thing, one: Quantity, words: Vocabulary) -> Iterator[tuple[str, str]]:
    """What the number may measure, likeliest first, and `of` what: the world's share, a group, nothing."""
    after = at.plain(at.marked.split(_mark(at, thing), 1)[1])[:90].lower()
    before = at.plain(at.marked.split(_mark(at, thing), 1)[0])[-90:].lower()
    near = f"{one.of.lower()} {after[:60]}"
    if one.unit in {"percent", "fraction"}:
        if _WORLDLY.search(near) and (sort := _OF_GOODS.search(near)):
            good = _good(one.of.lower(), after, before)
            if good:
                yield f"{good}-{_SAME.get(sort[1].lower(), sort[1].lower())}", WORLD
        if _WORLDLY.search(near) or _WORLDLY.search(before):
            yield from ((measure.name, WORLD) for measure in _named(near, words) if measure.summed)
    some_people = _SOME_PEOPLE.search(f"{before} {after}") is not None
    yield from (
        (measure.name, "")
        for measure in (*_named(near, words), *_named(before, words))
        if _fits(one, measure, words) and not (some_people and measure.name == "population")
    )


def _mark(at: Marked, thing: Thing) -> str:
    return f"{thing.kind}\u27e6{at.things.index(thing)}\u27e7"


def _good(of: str, after: str, before: str) -> str:
    """The good a share is of: in the number's own words, else the last one before it, else the first one after it."""
    for text in (of, before):
        found = [(text.rfind(good), good) for good in _GOODS if re.search(rf"\b{good}\b", text)]
        if found:
            return max(found)[1]
    found = [(after.find(good), good) for good in _GOODS if re.search(rf"\b{good}\b", after)]
    return min(found)[1] if found else ""


def _named(text: str, words: Vocabulary) -> list[Measure]:
    """Measures whose words stand in `text`, those with the longest words first."""
    found = [
        (len(word), measure)
        for measure in words.measures.values()
        for word in measure.words
        if re.search(rf"\b{re.escape(word.lower())}\b", text)
    ]
    return [measure for _, measure in sorted(found, key=lambda pair: (-pair[0], pair[1].name))]


def _fits(one: Quantity, measure: Measure, words: Vocabulary) -> bool:
    unit = _plain_unit(one.unit, words)
    return unit is not None and words.units[unit].dimension in measure.dimensions


def _plain_unit(unit: str, words: Vocabulary) -> str | None:
    named = {"percent": "%", "fraction": "1", "square kilometre": "km2", "kilometre": "km", "tonne": "t"}.get(
        unit, unit
    )
    return named if named in words.units else None


def _unit(one: Quantity, measure: str, words: Vocabulary) -> str:
    return _plain_unit(one.unit, words) or one.unit


def judge(one: Proposition, world: World) -> Verdict:
    """The told number against the latest recorded value, then against earlier years and editions."""
    rule = "share of the world's total, year by year" if one.of == WORLD else "figure by year and edition"
    readings = sorted(_readings(one, world), key=lambda reading: (reading.since, reading.known))
    if one.when is not None:
        readings = [reading for reading in readings if one.when.first.year <= reading.since.year <= one.when.last.year]
    if not readings or one.value is None:
        return unknown(one, rule, world.as_of)
    words = load_vocabulary()
    said = told(one.value, words.unit(one.unit).factor, high=one.high, bound=one.bound)
    latest = [reading for reading in readings if reading.since.year == readings[-1].since.year]
    return _compared(one, said, rule, (latest, readings), world)


def _readings(one: Proposition, world: World) -> Iterator[Reading]:
    words = load_vocabulary()
    if one.of == WORLD:
        yield from _shares(one, world, words)
        return
    for figure in world.figures.get((one.subject, one.measure), ()):
        if figure.of == one.of:
            yield _reading(words.plain(figure.value, figure.unit), [figure])


def _shares(one: Proposition, world: World, words: Vocabulary) -> Iterator[Reading]:
    whole = world.figures.get((WORLD, one.measure), ())
    for part in world.figures.get((one.subject, one.measure), ()):
        one_only = not any(_same_time(part, total, words) and total.by == part.by for total in whole)
        for total in whole:
            same = _same_time(part, total, words) and (part.by == total.by or one_only)
            if same and total.value and not part.of and not total.of:
                share = words.plain(part.value, part.unit) / words.plain(total.value, total.unit)
                yield _reading(share, [part, total])


def _same_time(part: Figure, total: Figure, words: Vocabulary) -> bool:
    """The same period; for stocks, which change slowly, no more than three years apart."""
    if words.measures[part.measure].nature == "stock" and part.since and total.since:
        return abs((part.since - total.since).days) <= 3 * 366
    return part.since == total.since and part.until == total.until


def _reading(value: float, figures: Iterable[Figure]) -> Reading:
    used = list(figures)
    return Reading(
        value=value,
        since=used[0].since or date.min,
        known=max(one.provenance.known for one in used),
        by=used[-1].by,
        facts=tuple(one.id for one in used),
        recalled=any(not one.provenance.sources for one in used),
    )


def _compared(
    one: Proposition, said: Told, rule: str, against: tuple[list[Reading], list[Reading]], world: World
) -> Verdict:
    latest, every = against
    by_latest = [(agreement(said, reading.value), reading) for reading in latest]
    agreeing = [reading for agreed, reading in by_latest if agreed == "agrees"]
    older = [reading for reading in every if reading not in latest and agreement(said, reading.value) == "agrees"]
    if agreeing:
        rival = [reading for agreed, reading in by_latest if agreed == "differs"]
        return _shown(one, "supported", rule, agreeing[-1], rival, world)
    if older:
        return _shown(one, "outdated", rule, latest[-1], [older[-1]], world)
    near = [reading for agreed, reading in by_latest if agreed == "near"]
    return _shown(one, "inexact" if near else "contradicted", rule, (near or latest)[-1], [], world)


def _shown(one: Proposition, finding: str, rule: str, best: Reading, others: list[Reading], world: World) -> Verdict:
    percent = one.unit in {"%", "1"}
    unit = "%" if percent else one.unit
    factor = load_vocabulary().unit(unit).factor

    def words(reading: Reading) -> str:
        return f"{shown(reading.value / factor, unit)} ({reading.since.year}{f', {reading.by}' if reading.by else ''})"

    said = (one.value or 0.0) * load_vocabulary().unit(one.unit).factor
    side = "above" if said > best.value else "below"
    off = f"{shown(abs(said - best.value) / factor, 'points' if percent else unit)} {side} the record"
    notes = []
    if finding == "outdated" and others:
        notes.append(f"true for {words(others[0])}")
    elif others:
        notes.append(f"sources conflict: also {words(others[0])}")
    if best.recalled:
        notes.append("the record rests on memory here")
    bound = "" if one.bound == "exact" else f"{one.bound} "
    facts = tuple(dict.fromkeys([*best.facts, *(fact for other in others for fact in other.facts)]))
    return verdict(
        one,
        finding,  # type: ignore[arg-type]
        rule,
        sides=(f"{bound}{shown(said / factor, unit)}", words(best)),
        facts=facts,
        rest=("" if finding == "supported" else off, "; ".join(notes), world.as_of),
    )
