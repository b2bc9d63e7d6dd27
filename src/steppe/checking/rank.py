"""Ranks: whether a state is the n-th by a measure among a group, counted over every state the record has."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from steppe.checking.propositions import Proposition
from steppe.checking.things import Marked, Thing
from steppe.checking.verdict import Verdict, unknown, verdict
from steppe.world.build import World, runs
from steppe.world.vocabulary import load_vocabulary

COVERED = 0.9  # of a group's states must have a figure before a top place is borne out
_BY = (  # what a superlative and its noun rank by
    (re.compile(r"most populous|largest population|by population|most people", re.I), "population"),
    (re.compile(r"least populous|smallest population", re.I), "population"),
    (re.compile(r"uranium (?:producer|miner|exporter)|producer of uranium|uranium output", re.I), "uranium-production"),
    (re.compile(r"oil (?:producer|exporter)|crude producer|producer of (?:oil|crude)|oil output", re.I), "oil-output"),
    (re.compile(r"oil reserves|reserves of (?:oil|crude)|crude reserves", re.I), "oil-reserves"),
    (re.compile(r"gas reserves|reserves of (?:natural )?gas", re.I), "gas-reserves"),
    (re.compile(r"gas producer|producer of (?:natural )?gas|gas output", re.I), "gas-production"),
    (re.compile(r"economy|economies|gdp|gross domestic", re.I), "gdp"),
    (
        re.compile(r"military spender|military spending|defen[cs]e (?:budget|spending|spender)", re.I),
        "military-spending",
    ),
    (re.compile(r"army|armed forces|standing army|military force", re.I), "active-military"),
    (re.compile(r"border", re.I), "border-length"),
    (re.compile(r"countr|state|nation|by area|land area|territor|republic", re.I), "area"),
)
_PHRASE_END = re.compile(r"[,;:(]| and | but | after | with | which | that ")
_OPENING = re.compile(r"(?:after|as|because|before|since|when|while|with|although|though|unlike)\b[^,]*,", re.I)
_LEAST = re.compile(r"\b(?:smallest|least|lowest|shortest|fewest|poorest)\b", re.I)
_REGION = re.compile(
    r"\b(africa|asia|europe|south america|north america|oceania|latin america|central asia|southeast asia"
    r"|middle east|european union|"
    r"eurozone|arab|muslim)\w*\b",
    re.I,
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_TOP = re.compile(
    rf"\b(?:the|its|'s|\u2019s) (?:({'|'.join(_ORDINALS)})[- ])?(?:single )?"
    r"(?:largest|biggest|smallest|highest|most populous|least populous|longest|shortest|top|leading)\b",
    re.IGNORECASE,
)
_MANY = {"central asia": "-states"}  # groups of the reference that are named so
_REGIONS = {"european union": "european-union", "arab": "arab-league"}
_GROUPS = (
    (re.compile(r"landlocked", re.I), "landlocked-states"),
    (re.compile(r"island (?:state|nation|countr)", re.I), "island-states"),
    (re.compile(r"former soviet|post-soviet", re.I), "SUN"),
)


def propose(at: Marked, world: World) -> Iterator[Proposition]:
    """One proposition for each rank whose subject and measure the words tell."""
    for value, words, head, start in _places(at):
        measure = next((measure for pattern, measure in _BY if pattern.search(words)), "")
        subject = _subject(at, start, world)
        if subject is None or not measure:
            continue
        group = next((group for pattern, group in _GROUPS if pattern.search(words)), "")
        region = _REGION.search(words) or _REGION.search(head[-40:])
        yield Proposition(
            kind="rank",
            span=at.sentence.span,
            quote=at.text,
            subject=subject.member,
            measure=measure,
            value=value,
            group=group
            or (
                _REGIONS.get(region[1].lower(), region[1].lower().replace(" ", "-") + _MANY.get(region[1].lower(), ""))
                if region
                else ""
            ),
            least=bool(_LEAST.search(words)),
            holds=not re.search(r"\b(?:not|no longer|never)\b[^,;]{0,12}$", head),
        )


def _places(at: Marked) -> Iterator[tuple[float, str, str, int]]:
    """Places told: the number, the words of what is ranked, what stands before, and where it starts."""
    begin = at.sentence.span.start
    taken = []
    for number, thing in enumerate(at.things):
        if thing.quantity is not None and thing.quantity.unit == "rank":
            head, _, tail = at.marked.partition(f"q\u27e6{number}\u27e7")
            taken.append((thing.span.start - begin, thing.span.end - begin))
            words = f"{thing.words} {_PHRASE_END.split(at.plain(tail), maxsplit=1)[0][:80]}"
            yield thing.quantity.value, words, at.plain(head), thing.span.start
    for found in _TOP.finditer(at.text):
        if not any(a < found.end() and found.start() < b for a, b in taken):
            tail = _PHRASE_END.split(at.text[found.end() :], maxsplit=1)[0][:80]
            nth = float(_ORDINALS.index((found[1] or "first").lower()) + 1)
            yield nth, f"{found[0]} {tail}", at.text[: found.start()], begin + found.start()


def _subject(at: Marked, start: int, world: World) -> Thing | None:
    states = [one for one in at.things if _kind(one, world) == "state"]
    opened = at.sentence.span.start + _opening(at.text)
    before = [one for one in states if one.span.start < start]
    before = [one for one in before if one.span.start >= opened] or before
    return before[0] if before else states[0] if states else None


def _opening(text: str) -> int:
    """Where the main clause begins after a clause of time or reason that opens the sentence.

    >>> _opening("Since Sudan was divided, Algeria is the largest.")
    24
    """
    found = _OPENING.match(text)
    return found.end() if found else 0


def _kind(one: Thing, world: World) -> str:
    known = world.case.members.get(one.member)
    return known.kind if known else ""


def judge(one: Proposition, world: World) -> Verdict:
    """The place among all states of the group with a figure for the measure, each by its latest known year."""
    rule = f"rank by {one.measure}{f' among {one.group}' if one.group else ''}"
    group = _members(one.group, world)
    values = {state: value for state, value in _latest(one.measure, world).items() if group is None or state in group}
    if one.subject not in values or one.value is None or (one.group and group is None):
        return unknown(one, rule, world.as_of)
    mine = values[one.subject][0]
    ahead = sorted(
        (state for state, (value, _) in values.items() if (value < mine if one.least else value > mine)),
        key=lambda state: values[state][0],
        reverse=not one.least,
    )
    place, wanted = len(ahead) + 1, int(one.value)
    states = [state for state, member in world.case.members.items() if member.kind == "state" and member.country]
    covered = len(values) / max(1, len(group) if group is not None else len(states))
    facts = (values[one.subject][1], *(values[state][1] for state in ahead[:wanted][-2:]))
    names = ", ".join(world.name(state) for state in ahead[:3])
    right = place == wanted
    if right and covered < COVERED and one.measure in {"area", "population"}:
        return unknown(one, rule, world.as_of, why=f"only {len(values)} states of the group are in the record")
    finding = "supported" if right == one.holds else "contradicted"
    return verdict(
        one,
        "inexact" if finding == "contradicted" and one.holds and abs(place - wanted) == 1 and wanted > 2 else finding,  # type: ignore[arg-type]
        rule,
        sides=(f"number {wanted}", f"number {place} of {len(values)}"),
        facts=facts,
        rest=("" if right else f"ahead of it: {names}" if names else "none is ahead of it", "", world.as_of),
    )


def _members(group: str, world: World) -> set[str] | None:
    if not group:
        return None
    eve = world.as_of - timedelta(days=1)
    kinds = ("counted-among", "former-republic-of", "member")
    found = {
        one.head
        for one in world.case.relations
        if one.kind in kinds and one.holds == "yes" and runs(one, eve) and one.tail == group
    }
    return found or None


def _latest(measure: str, world: World) -> dict[str, tuple[float, str]]:
    words, found = load_vocabulary(), dict[str, tuple[date, float, str]]()
    for (subject, name), figures in world.figures.items():
        member = world.case.members.get(subject)
        if name == measure and member is not None and member.kind == "state":
            for one in figures:
                if not one.of or measure == "border-length":
                    key = (one.since or date.min, words.plain(one.value, one.unit), one.id)
                    found[subject] = max(found.get(subject, key), key)
    return {subject: (value, name) for subject, (_, value, name) in found.items()}
