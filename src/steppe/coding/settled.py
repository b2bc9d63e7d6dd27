"""Which of the acts of a sentence stay: what is content, outcome, feeling or repetition of another act goes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from steppe.coding.fates import Fate, Why
from steppe.coding.implied import TIMED
from steppe.coding.parse import Parse, Token
from steppe.coding.status_clause import ASSERTED, Sign
from steppe.coding.triggers import Trigger
from steppe.types import Mention, Status

TAKES_CONTENT = frozenset({"REQUEST", "THREATEN", "REJECT", "AGREE", "ACCUSE"})
CONTENT_DEPS = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl"})
CARRIED_DEPS = CONTENT_DEPS - {"advcl"} | {"dobj", "nsubjpass", "prep", "acomp", "oprd", "dative", "prt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An event before it has a date and an id: trigger token and pattern, status and the sign of it, parties."""

    token: Token
    trigger: Trigger
    kind: str
    status: Status
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    sign: Sign = ASSERTED


def note(fates: list[Fate] | None, token: Token, trigger: Trigger, why: Why, by: Act | None = None) -> None:
    """Add to `fates`, where notes are taken, why a pattern gave no event."""
    if fates is not None:
        against = (by.token, by.trigger) if by is not None else (None, None)
        fates.append(Fate(token=token, trigger=trigger, why=why, by=against[0], by_trigger=against[1]))


def content_of(parse: Parse, act: Act, other: Act) -> bool:
    """Whether `act` lies inside what `other` asks, threatens, refuses, promises, alleges, or is a protest's demand."""
    if act.kind == "REQUEST" and other.kind == "PROTEST":
        return any(above.i == other.token.i for above in parse.ancestors(act.token.i))
    if other.kind not in TAKES_CONTENT and other.trigger.kind not in TAKES_CONTENT:
        return False
    path, top = [act.token.dep], act.token
    for above in parse.ancestors(act.token.i):
        if above.i == other.token.i:
            if top.dep == "prep" and top.lemma in TIMED:  # `investigated the death during a protest`
                return False
            inner = bool(CONTENT_DEPS & set(path)) or act.trigger.pos == "n"
            return path[-1] in CONTENT_DEPS or (path[-1] in ("dobj", "prep", "acomp", "oprd") and inner)
        path.append(above.dep)
        top = above
    return False


def outcome_of(act: Act, raw: Sequence[Act]) -> Act | None:
    """What the act led to, with which it is told: a charge to a conviction, a deployment to the same side's assault."""
    for other in raw:
        if act.kind == "ACCUSE" and other.trigger.mode == "convict" and other.status == "asserted":
            return other
        if act.kind == "MOBILIZE" and other.kind == "ASSAULT" and other.status == act.status == "asserted":
            mine, others = ({m.actor.country or m.actor.id for m in one.actors} for one in (act, other))
            if mine & others:
                return other
    return None


def in_the_light_of(parse: Parse, act: Act, none: Sequence[Act]) -> tuple[Act, Act | None]:
    """`act` as what is appealed for (hypothetical) or denied, and the feeling or work of art it is inside, if any."""
    for other in none:
        if not _below(parse, act.token, other):
            continue
        if other.trigger.mode not in ("appeal", "denial"):
            return act, other
        denial = other.trigger.mode == "denial"
        rule = "what is denied" if denial else "what is appealed for"
        sign = Sign("denied" if denial else "hypothetical", rule, other.token.text)
        act = replace(act, status=sign.status, kind=act.trigger.kind, sign=sign)
    return act, None


def _below(parse: Parse, token: Token, other: Act) -> bool:
    """Whether `token` stands in the content of `other`; what an appeal says of the past in passing does not."""
    path, top = [token.dep], token
    for above in parse.ancestors(token.i):
        if above.i == other.token.i:
            inside = path[-1] in CARRIED_DEPS or (path[-1] == "advcl" and _infinitive(parse, top))
            return inside and not (other.trigger.mode == "appeal" and "relcl" in path)
        path.append(above.dep)
        top = above
    return False


def _infinitive(parse: Parse, token: Token) -> bool:
    return any(kid.tag == "TO" for kid in parse.children(token.i, "aux"))


def distinct(row: list[Act], fates: list[Fate] | None) -> Iterator[Act]:
    """One act where a verb and its noun tell the same (`launched an attack`): the first, with its parties."""
    seen: dict[tuple[object, ...], Act] = {}
    for act in row:
        key = (act.kind, tuple(m.actor.id for m in act.actors), tuple(m.actor.id for m in act.recipients))
        if key in seen:
            note(fates, act.token, act.trigger, "same", seen[key])
        else:
            seen[key] = act
            yield act
