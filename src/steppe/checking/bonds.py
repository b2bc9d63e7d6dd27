"""Memberships and relations told, against the dated ties of the record."""

from collections.abc import Iterable
from datetime import date, timedelta

from steppe.checking.propositions import Proposition
from steppe.checking.verdict import Verdict, unknown, verdict
from steppe.errors import InputError
from steppe.world.build import World, runs
from steppe.world.exposure import exposure
from steppe.world.facts import Relation

_BOTH_WAYS = {"borders", "allied"}
HALF = 0.5  # what reliance means at least
_PLAIN = {"", "full"}


def judge_membership(one: Proposition, world: World) -> Verdict:
    """Membership, joining or leaving: the tie on the eve of the article, its dates, and whether the list is whole."""
    rule = "membership on the eve of the article"
    ties = [tie for tie in world.relations.get(("member", one.subject), ()) if tie.tail == one.other]
    role = one.measure
    fitting = [tie for tie in ties if (tie.as_what == role if role else tie.as_what in _PLAIN)]
    if one.relation == "left":
        return _left(one, fitting, world)
    if one.when is not None and fitting:
        return _joined(one, fitting, world)
    eve = world.as_of - timedelta(days=1)
    now = [tie for tie in fitting if runs(tie, eve) and tie.holds == "yes"]
    other_role = [tie for tie in ties if tie not in fitting and runs(tie, eve)]
    if now:
        return _told(one, one.holds, rule, now[:1], world, _since(now[0]))
    past = [tie for tie in fitting if tie.until and tie.until <= eve]
    if past:
        record = f"until {past[-1].until}"
        return _told(one, not one.holds, rule, past[-1:], world, record)
    if other_role:
        return _told(one, not one.holds, rule, other_role[:1], world, other_role[0].as_what)
    # A whole list of states says nothing of a group that is named beside them.
    if world.case.members[one.subject].kind == "state" and _is_whole(one.other, world, eve):
        listed = [
            tie for tie in world.case.relations if tie.kind == "member" and tie.tail == one.other and runs(tie, eve)
        ]
        return _told(one, not one.holds, rule, listed[:3], world, f"not among its {len(listed)} members")
    return unknown(one, rule, world.as_of)


def _left(one: Proposition, ties: list[Relation], world: World) -> Verdict:
    rule = "end of a membership"
    if not ties:
        return unknown(one, rule, world.as_of)
    ended = [tie for tie in ties if tie.until is not None]
    if not ended:
        return _told(one, False, rule, ties[:1], world, _since(ties[-1]))
    year = one.when
    right = year is None or year.first.year <= (ended[-1].until or date.min).year <= year.last.year
    return _told(one, right, rule, ended[-1:], world, f"until {ended[-1].until}")


def _joined(one: Proposition, ties: list[Relation], world: World) -> Verdict:
    told = one.when
    assert told is not None
    starts = [tie for tie in ties if tie.since is not None]
    right = [tie for tie in starts if tie.since and told.first <= tie.since <= told.last]
    if not starts:
        return unknown(one, "date of joining", world.as_of)
    return _told(one, bool(right), "date of joining", (right or starts)[:1], world, _since((right or starts)[0]))


def _since(tie: Relation) -> str:
    return f"since {tie.since}" if tie.since else "yes"


def _is_whole(organisation: str, world: World, on: date) -> bool:
    """Whether the record lists every member: as many as a source states for that time."""
    stated = [one for one in world.figures.get((organisation, "members"), ()) if one.since and one.since <= on]
    return bool(stated) and len({tie.head for tie in _listed(organisation, world, on)}) == stated[-1].value


def _listed(organisation: str, world: World, on: date) -> Iterable[Relation]:
    for tie in world.case.relations:
        plain = tie.as_what in _PLAIN and tie.holds == "yes"
        if tie.kind == "member" and tie.tail == organisation and plain and runs(tie, on):
            yield tie


def judge_relation(one: Proposition, world: World) -> Verdict:
    """A tie of another kind: whether the record has it, denies it, had it, or says what excludes it."""
    special = {"lost": _lost, "relies": _relies, "made-of": _made_of}
    if one.relation in special:
        return special[one.relation](one, world)
    rule = f"relation '{one.relation.replace('-', ' ')}' on the eve of the article"
    eve = world.as_of - timedelta(days=1)
    ties = list(_of_kind(one, world))
    now = [tie for tie in ties if runs(tie, eve)]
    if now:
        held = now[-1].holds == "yes" or (one.relation == "claims" and now[-1].holds == "disputed")
        return _told(one, held == one.holds, rule, now[-1:], world, _words(now[-1], world))
    past = [tie for tie in ties if tie.until and tie.until <= eve and tie.holds == "yes"]
    if past:
        record = f"{_words(past[-1], world)} until {past[-1].until}"
        return _told(one, not one.holds, rule, past[-1:], world, record)
    rivals = list(_excluding(one, world, eve))
    if rivals:
        record = "; ".join(_words(tie, world) for tie in rivals[:3])
        return _told(one, not one.holds, rule, rivals, world, record)
    return unknown(one, rule, world.as_of)


def _lost(one: Proposition, world: World) -> Verdict:
    """Land told as wholly lost: wrong while the record has its holder keep part, or where it was another's by law."""
    rule = "who holds the land, and whose it is by law"
    eve = world.as_of - timedelta(days=1)
    about = [tie for tie in world.case.relations if tie.tail == one.other and tie.kind == "controls" and runs(tie, eve)]
    law = list(world.relations.get(("de-jure-part", one.other), ()))
    if not about:
        return unknown(one, rule, world.as_of)
    kept = [tie for tie in about if tie.head == one.subject and tie.holds == "yes"]
    theirs = [tie for tie in law if tie.tail == one.subject]
    record = "; ".join(_words(tie, world) for tie in (*about, *law))
    return _told(one, not kept and (bool(theirs) or not law), rule, [*kept, *law] or about, world, record)


def _relies(one: Proposition, world: World) -> Verdict:
    """Reliance on another's soil for an export: at least half of it crosses that state in the last known year."""
    rule = "share of the export that crosses the other's soil"
    try:
        found = exposure(world, one.subject, one.of.replace("crude", "oil"))
    except InputError:
        return unknown(one, rule, world.as_of)
    share = found.crossing[one.other].low if one.other in found.crossing else 0.0
    record = f"{share:.0%} of it in {found.year}"
    return verdict(
        one,
        "supported" if (share >= HALF) == one.holds else "contradicted",
        rule,
        sides=(f"{world.name(one.subject)} relies on {world.name(one.other)} for {one.of}", record),
        facts=found.facts,
        rest=("", "", world.as_of),
    )


def _made_of(one: Proposition, world: World) -> Verdict:
    """An organisation told to unite former republics of a union: at least two of its members are."""
    rule = "members that were republics of the former union"
    eve = world.as_of - timedelta(days=1)
    members = {tie.head: tie for tie in _listed(one.subject, world, eve)}
    former = [tie for name, tie in members.items() if world.held("former-republic-of", name, eve)]
    if not members:
        return unknown(one, rule, world.as_of)
    return _told(one, (len(former) >= 2) == one.holds, rule, former, world, f"{len(former)} of {len(members)}")


def _of_kind(one: Proposition, world: World) -> Iterable[Relation]:
    pairs = [(one.subject, one.other)] + ([(one.other, one.subject)] if one.relation in _BOTH_WAYS else [])
    for head, tail in pairs:
        yield from (tie for tie in world.relations.get((one.relation, head), ()) if tie.tail == tail)


def _excluding(one: Proposition, world: World, on: date) -> Iterable[Relation]:
    """Ties that cannot stand beside the one told: other capitals, other holders, a whole list without it."""
    same_tail = [tie for tie in world.case.relations if tie.tail == one.other and runs(tie, on) and tie.holds == "yes"]
    if one.relation == "capital":
        yield from (tie for tie in same_tail if tie.kind == "capital")
    elif one.relation == "controls":
        parts = world.relations.get(("de-jure-part", one.other), ())
        yield from (tie for tie in (*parts, *same_tail) if tie.kind in {"de-jure-part", "controls"})
    elif one.relation == "borders":
        mine = [tie for tie in world.case.relations if tie.kind == "borders" and one.subject in {tie.head, tie.tail}]
        theirs = [tie for tie in world.case.relations if tie.kind == "borders" and one.other in {tie.head, tie.tail}]
        yield from (mine if mine and theirs else [])
    elif one.relation in {"counted-among", "former-republic-of"}:
        listed = [tie for tie in same_tail if tie.kind == one.relation]
        yield from (listed if len(listed) >= 5 else [])


def _words(tie: Relation, world: World) -> str:
    no = "" if tie.holds == "yes" else "no: " if tie.holds == "no" else "disputed: "
    manner = f" ({tie.as_what})" if tie.as_what else ""
    return f"{no}{world.name(tie.head)} {tie.kind.replace('-', ' ')} {world.name(tie.tail)}{manner}"


def _once(ties: list[Relation], world: World) -> bool:
    """Whether what was told had been true, and ended."""
    return bool(ties) and all(tie.holds == "yes" and tie.until and tie.until < world.as_of for tie in ties)


def _told(
    one: Proposition,
    right: bool,
    rule: str,
    ties: list[Relation],
    world: World,
    record: str,
) -> Verdict:
    recalled = any(not tie.provenance.sources for tie in ties)
    no = "" if one.holds else "not "
    return verdict(
        one,
        "supported" if right else "outdated" if one.holds and _once(ties, world) else "contradicted",
        rule,
        sides=(f"{no}{one.relation.replace('-', ' ')}: {world.name(one.subject)}, {world.name(one.other)}", record),
        facts=tuple(tie.id for tie in ties),
        rest=("" if right else record, "the record rests on memory here" if recalled else "", world.as_of),
    )
