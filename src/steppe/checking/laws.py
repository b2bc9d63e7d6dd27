"""What a law is said to punish, how hard and since when, against its versions in force."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from steppe.checking.matching import stems
from steppe.checking.propositions import Proposition
from steppe.checking.things import Marked
from steppe.checking.verdict import Verdict, unknown, verdict
from steppe.world.build import World, runs
from steppe.world.facts import LawVersion

_LAW = re.compile(
    r"\b(?:criminal code|penal code|code|law|article|legislation|act|decree|constitution)\b", re.IGNORECASE
)
_BESIDES = re.compile(
    r"\b(?:deprivation|loss|stripp\w+|revocation|withdrawal|forfeiture)\s+(?:of\s+)?(?:their\s+)?(citizenship|nationality|property)",
    re.IGNORECASE,
)
_PUNISH = re.compile(
    r"\b(?:prison|jail|imprison\w*|sentence\w*|punish\w*|penalt\w+|fine\w*|citizenship|offence|crime)\b", re.I
)


def propose(at: Marked, world: World) -> Iterator[Proposition]:
    """Propositions on a law of a sentence: that it came at a date, its prison terms, its other penalties."""
    if not _LAW.search(at.text) or not (_PUNISH.search(at.text) or re.search(r"\bintroduc|\badopt|\bpass", at.text)):
        return
    states = [one.member for one in at.things if one.member in world.case.members and _is_state(one.member, world)]
    if not states:
        return
    when = next((one.when for one in at.things if one.when), None)
    years = next((one.quantity for one in at.things if one.quantity and one.quantity.unit == "year"), None)
    base = {"kind": "law", "span": at.sentence.span, "quote": at.text, "subject": states[0], "when": when}
    words = (at.text,)
    if when is not None:
        yield Proposition(**base, words=words, measure="date")  # type: ignore[arg-type]
    if years is not None and _PUNISH.search(at.text):
        yield Proposition(**base, words=words, measure="years", value=years.value, bound=years.bound, unit="year")  # type: ignore[arg-type]
    if found := _BESIDES.search(at.text):
        yield Proposition(**base, words=words, measure="besides", besides=f"loss of {found[1].lower()}")  # type: ignore[arg-type]


def _is_state(member: str, world: World) -> bool:
    return world.case.members[member].kind == "state"


def judge(one: Proposition, world: World) -> Verdict:
    """The law the words speak of, in the version in force at the date told and on the eve of the article."""
    rule = f"law and its versions: {one.measure}"
    versions = _spoken_of(one, world)
    if not versions:
        return unknown(one, rule, world.as_of)
    match one.measure:
        case "date":
            return _date(one, rule, versions, world)
        case "years":
            return _years(one, rule, versions, world)
    return _besides(one, rule, versions, world)


def _spoken_of(one: Proposition, world: World) -> list[LawVersion]:
    asked = set(stems(" ".join(one.words)))
    mine = [law for law in world.case.laws if law.state == one.subject]
    scores = {law.law: 0 for law in mine}
    for law in mine:
        scores[law.law] = max(scores[law.law], len(asked & set(stems(f"{law.offence} {world.name(law.law)}"))))
    top = max(scores.values(), default=0)
    return [law for law in mine if top >= 1 and scores[law.law] == top]


def _date(one: Proposition, rule: str, versions: list[LawVersion], world: World) -> Verdict:
    told = one.when
    assert told is not None
    days = [day for law in versions for day in (law.announced, law.signed, law.since) if day]
    right = any(told.first <= day <= told.last for day in days)
    first = min((law for law in versions), key=lambda law: law.signed or law.since or date.max)
    record = f"signed {first.signed}, in force {first.since}"
    return _told(one, "supported" if right else "contradicted", rule, [first], record, world)


def _years(one: Proposition, rule: str, versions: list[LawVersion], world: World) -> Verdict:
    eve = world.as_of - timedelta(days=1)
    now = [law for law in versions if runs(law, eve) and law.most is not None]
    if not now or one.value is None:
        return unknown(one, rule, world.as_of)
    hardest = max(now, key=lambda law: law.most or 0.0)
    right = abs((hardest.most or 0) - one.value) < 0.5
    past = [law for law in versions if law.most is not None and abs(law.most - one.value) < 0.5]
    finding = "supported" if right else "outdated" if past and not runs(past[0], eve) else "contradicted"
    return _told(one, finding, rule, [hardest], f"up to {hardest.most:g} years (part {hardest.part})", world)


def _besides(one: Proposition, rule: str, versions: list[LawVersion], world: World) -> Verdict:
    """A penalty that the law did not have at the date told, but has since, is an anachronism."""
    eve = world.as_of - timedelta(days=1)
    having = [law for law in versions if one.besides in law.besides]
    if not having:
        return _told(one, "contradicted", rule, versions[:1], "no such penalty", world)
    first = min(having, key=lambda law: law.since or date.min)
    if one.when is not None and first.since is not None and one.when.last < first.since:
        return _told(one, "anachronistic", rule, [first], f"only since {first.since}", world)
    return _told(
        one,
        "supported" if any(runs(law, eve) for law in having) else "outdated",
        rule,
        [first],
        f"since {first.since}",
        world,
    )


def _told(one: Proposition, finding: str, rule: str, laws: list[LawVersion], record: str, world: World) -> Verdict:
    told = one.besides or (f"up to {one.value:g} years" if one.value else f"{one.when.first:%Y}" if one.when else "")
    return verdict(
        one,
        finding,  # type: ignore[arg-type]
        rule,
        sides=(told, record),
        facts=tuple(law.id for law in laws),
        rest=("" if finding == "supported" else record, laws[0].provenance.note if laws else "", world.as_of),
    )
