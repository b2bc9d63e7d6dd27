"""Triggers to events: who did what to whom in one parsed sentence, with status and reason.

Rules of the PLOVER manual 2.0 applied here: an act without an explicit actor is not coded; a future
CONSULT, SUPPORT, COOPERATE or AID is an AGREE, a future RETREAT a CONCEDE; what is asked, threatened,
refused, promised or alleged is the content of that act and no event of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from steppe.coding.arguments import objects, slot
from steppe.coding.mentions import Scene, unknown
from steppe.coding.parse import Parse, Token
from steppe.coding.status import status_at
from steppe.coding.triggers import Trigger, fires
from steppe.types import Mention, Status

TAKES_CONTENT = frozenset({"REQUEST", "THREATEN", "REJECT", "AGREE", "ACCUSE"})
CONTENT_DEPS = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl"})
FUTURE_KIND = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
# Acts whose bare object is a person or body: an object that resolves to nobody still tells that there was one.
PHYSICAL = frozenset({"ASSAULT", "COERCE", "RETREAT", "SANCTION"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An event before it has a date and an id: trigger token and pattern, status, parties."""

    token: Token
    trigger: Trigger
    kind: str
    status: Status
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]


def acts(here: Scene, found: Mapping[int, Mention], *, question: bool = False) -> tuple[Act, ...]:
    """The acts of one sentence; `found` holds the mentions by head token, `question` marks a question."""
    raw = [act for token in here.parse.tokens for act in _act_at(here, token, found, question)]
    kept = [act for act in raw if not any(_content_of(here.parse, act, other) for other in raw if other is not act)]
    return tuple(_distinct(kept))


def _act_at(here: Scene, token: Token, found: Mapping[int, Mention], question: bool) -> Iterator[Act]:
    def is_actor(head: Token) -> bool:
        return head.i in found

    for trigger in here.lexicon.triggers.get(token.lemma, ()):
        if not fires(here.parse, token.i, trigger, is_actor):
            continue
        act = _fill(here, token, trigger, found)
        if act is not None:
            status = status_at(here.parse, token.i, here.lexicon.governors, question=question)
            yield replace(act, status=status, kind=_timed_kind(trigger.kind, status))
        return


def _timed_kind(kind: str, status: Status) -> str:
    return FUTURE_KIND.get(kind, kind) if status == "planned" else kind


def _fill(here: Scene, token: Token, trigger: Trigger, found: Mapping[int, Mention]) -> Act | None:
    if trigger.reciprocal:
        parties = _parties(here, token, trigger.actors, found)
        if not parties or (trigger.pos == "n" and len(parties) < 2):
            return None
        return _act(token, trigger, parties, ())
    actors = _first_filled(here, token, trigger.actors, found)
    if not actors:
        return None
    taken = {mention.span for mention in actors}
    recipients = _first_filled(here, token, trigger.recipients, found, avoid=frozenset(taken))
    if not recipients and trigger.kind in PHYSICAL and "obj" in trigger.recipients:
        recipients = tuple(unknown(here, head) for head in objects(here.parse, token.i)[:1] if head.tag.startswith("N"))
    return _act(token, trigger, actors, recipients)


def _act(token: Token, trigger: Trigger, actors: tuple[Mention, ...], recipients: tuple[Mention, ...]) -> Act:
    return Act(token=token, trigger=trigger, kind=trigger.kind, status="asserted", actors=actors, recipients=recipients)


def _parties(here: Scene, token: Token, slots: tuple[str, ...], found: Mapping[int, Mention]) -> tuple[Mention, ...]:
    """Every party of a reciprocal act, one mention an actor."""
    row: dict[str, Mention] = {}
    for name in slots:
        for head in slot(here.parse, token.i, name):
            mention = _mention(here.parse, head, found)
            if mention is not None:
                row.setdefault(mention.actor.id, mention)
    return tuple(row.values())


def _first_filled(
    here: Scene,
    token: Token,
    slots: tuple[str, ...],
    found: Mapping[int, Mention],
    *,
    avoid: frozenset[object] = frozenset(),
) -> tuple[Mention, ...]:
    """The mentions in the first slot that holds any, whole phrases before the names inside them."""
    if slots == ("-",):
        return ()
    for look in (found.get, None):
        for name in slots:
            row: dict[str, Mention] = {}
            for head in slot(here.parse, token.i, name):
                mention = look(head.i) if look else _mention(here.parse, head, found)
                if mention is not None and mention.span not in avoid:
                    row.setdefault(mention.actor.id + str(mention.span), mention)
            if row:
                return tuple(row.values())
    return ()


def _mention(parse: Parse, head: Token, found: Mapping[int, Mention]) -> Mention | None:
    """The mention at `head`, or the possessor or modifier that names whose thing it is (`Ukraine's ports`)."""
    own = found.get(head.i)
    if own is not None:
        return own
    for kid in parse.children(head.i, "poss", "amod", "compound", "nmod"):
        mention = found.get(kid.i)
        if mention is not None:
            return replace(mention, confidence=mention.confidence * 0.7)
    for prep in parse.children(head.i, "prep"):
        if prep.lemma in ("of", "in", "from"):
            for kid in parse.children(prep.i, "pobj"):
                mention = found.get(kid.i)
                if mention is not None:
                    return replace(mention, confidence=mention.confidence * 0.6)
    return None


def _content_of(parse: Parse, act: Act, other: Act) -> bool:
    """Whether `act` lies inside what `other` asks, threatens, refuses, promises or alleges."""
    if other.kind not in TAKES_CONTENT and other.trigger.kind not in TAKES_CONTENT:
        return False
    path = [act.token.dep]
    for above in parse.ancestors(act.token.i):
        if above.i == other.token.i:
            inner = bool(CONTENT_DEPS & set(path)) or act.trigger.pos == "n"
            return path[-1] in CONTENT_DEPS or (path[-1] in ("dobj", "prep") and inner)
        path.append(above.dep)
    return False


def _distinct(row: list[Act]) -> Iterator[Act]:
    """One act where a verb and its noun tell the same (`launched an attack`): the first, with its parties."""
    seen: set[tuple[object, ...]] = set()
    for act in row:
        key = (act.kind, tuple(m.actor.id for m in act.actors), tuple(m.actor.id for m in act.recipients))
        if key not in seen:
            seen.add(key)
            yield act
