"""Triggers to events: who did what to whom in one parsed sentence, with status and reason.

Rules of the PLOVER manual 2.0 applied here: an act without an explicit actor is not coded; a future
CONSULT, SUPPORT, COOPERATE or AID is an AGREE, a future RETREAT a CONCEDE; what is asked, threatened,
refused, promised or alleged is the content of that act and no event of its own. Appeals (CAMEO 02) and
denials of accusations (CAMEO 016) have no PLOVER type: they stay claims, and what they hold is no event.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from steppe.coding.arguments import is_verb, objects, passive, slot
from steppe.coding.fates import Fate, Why
from steppe.coding.implied import echoed, generic, implied, presupposed
from steppe.coding.mentions import Scene, unknown
from steppe.coding.parse import Parse, Token
from steppe.coding.settled import Act, content_of, distinct, in_the_light_of, note, outcome_of
from steppe.coding.status import sign_at
from steppe.coding.status_clause import Sign
from steppe.coding.triggers import NONE, Trigger, fires, misfits
from steppe.types import Mention, Status

# Friendly acts whose doers refuse them when they say they will not do them (`will not free the captives`).
WITHHELD = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
UNWILLING = frozenset({"will", "wo", "would", "'ll"})
FUTURE_KIND = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
# Hostile acts that are threats while their doers only announce them, and the words that announce.
HOSTILE = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
ANNOUNCING = frozenset("add announce declare insist pledge promise reiterate repeat say state vow warn".split())
# Objects that make a verb an act of its own only where a pattern asks for them (`blew himself up`).
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
# What one word tells when a court sends somebody to prison (manual 2.0, SANCTION convict).
JAILED = frozenset({("SANCTION", "convict"), ("COERCE", "arrest")})
# Acts whose bare object is a person or body: an object that resolves to nobody still tells that there was one.
PHYSICAL = frozenset({"ASSAULT", "COERCE", "RETREAT", "SANCTION"})


def acts(
    here: Scene,
    found: Mapping[int, Mention],
    *,
    question: bool = False,
    spoken: Mention | None = None,
    fates: list[Fate] | None = None,
) -> tuple[Act, ...]:
    """The acts of one sentence; `found` holds the mentions by head token, `question` marks a question.

    `spoken` is the state the text speaks of: people whom a word only implies (`the strike`) are taken to be its.
    What became of every pattern that gave no act is added to `fates`, where given.
    """
    told = [act for token in here.parse.tokens for act in _act_at(here, token, found, question, fates)]
    raw = [*told, *_implied_acts(here, told, found, question, spoken, fates)]
    none = [act for act in raw if act.kind == NONE]
    lit = []
    for act in raw:
        other = next((one for one in raw if one is not act and content_of(here.parse, act, one)), None)
        if act.kind == NONE:
            note(fates, act.token, act.trigger, "no event")
        elif other is not None:
            note(fates, act.token, act.trigger, "content", other)
        elif (outcome := outcome_of(act, raw)) is not None:
            note(fates, act.token, act.trigger, "set aside", outcome)
        else:
            shown, holder = in_the_light_of(here.parse, act, none)
            if holder is None:
                lit.append(shown)
            else:
                note(fates, act.token, act.trigger, "set aside", holder)
    return tuple(distinct(lit, fates))


def _fits(here: Scene, token: Token, trigger: Trigger, found: Mapping[int, Mention], fates: list[Fate] | None) -> bool:
    """Whether the pattern fires at the word; where it does not, all that it lacks is noted."""
    if fates is None:
        return fires(here.parse, token.i, trigger, party_test(found))
    wrong = tuple(misfits(here.parse, token.i, trigger, party_test(found)))
    if wrong:
        fates.append(Fate(token=token, trigger=trigger, why="misfit", misfits=wrong))
    return not wrong


def _implied_acts(
    here: Scene,
    told: Sequence[Act],
    found: Mapping[int, Mention],
    question: bool,
    spoken: Mention | None,
    fates: list[Fate] | None,
) -> Iterator[Act]:
    """Acts told as done whose word implies its doer: one a type, none of a type that is told with its doer.

    Force that is told below another act (`resigned after the shelling`) is that act's background; a protest there
    is what the other act answers, and stays.
    """
    kinds = {act.trigger.kind for act in told} | {act.kind for act in told}
    taken = {act.token.i for act in told}
    for token in here.parse.tokens:
        known = _triggers_of(here.lexicon.implied, token)
        if not known:
            continue
        below = token.i in taken or any(above.i in taken for above in here.parse.ancestors(token.i))
        for trigger in known:
            background = token.i in taken if trigger.kind == "PROTEST" else below
            if trigger.kind in kinds or background:
                if fates is not None and _fits(here, token, trigger, found, fates):
                    note(fates, token, trigger, "background" if background else "told elsewhere")
            elif _fits(here, token, trigger, found, fates):
                if _is_news(here, token, question):
                    kinds.add(trigger.kind)
                    yield _fill_implied(here, token, trigger, found, spoken)
                else:
                    note(fates, token, trigger, "not done")


def _is_news(here: Scene, token: Token, question: bool) -> bool:
    """Whether the act at `token` is told or taken for granted as done, and not below a condolence or a denial."""
    sign = sign_at(here.parse, token.i, here.lexicon.governors, question=question)
    told = sign.status == "asserted" or (not question and presupposed(here.parse, token.i))
    return told and not echoed(here.parse, token.i) and not generic(here.parse, token.i)


def _fill_implied(
    here: Scene, token: Token, trigger: Trigger, found: Mapping[int, Mention], spoken: Mention | None
) -> Act:
    recipients = _first_filled(here, token, trigger.recipients, found)
    doer = implied(here, token, trigger.doer, {i: m for i, m in found.items() if m not in recipients}, spoken)
    return _act(token, trigger, (doer,), recipients)


def party_test(found: Mapping[int, Mention]) -> Callable[[Token], bool]:
    """Whether a noun is a resolved actor, or a named subject that the directory lacks.

    A first word is too often a plain noun with a capital.
    """
    return lambda head: head.i in found or (head.i > 0 and head.tag in ("NNP", "NNPS") and head.dep == "nsubj")


def _act_at(
    here: Scene, token: Token, found: Mapping[int, Mention], question: bool, fates: list[Fate] | None
) -> Iterator[Act]:
    wanted: frozenset[tuple[str, str]] = frozenset()
    for trigger in _triggers_of(here.lexicon.triggers, token):
        told = (trigger.kind, trigger.mode)
        if wanted and told not in wanted:
            continue
        if not _fits(here, token, trigger, found, fates):
            continue
        act = _act(token, trigger, (), ()) if trigger.kind == NONE else _fill(here, token, trigger, found)
        if not isinstance(act, Act):
            note(fates, token, trigger, act)
        else:
            yield act if trigger.kind == NONE else _told(here, act, found, question)
        if wanted or told not in JAILED:
            return
        wanted = JAILED - {told}


def _told(here: Scene, act: Act, found: Mapping[int, Mention], question: bool) -> Act:
    """The act with its status, and with the type that the status gives it."""
    token, trigger = act.token, act.trigger
    sign = sign_at(here.parse, token.i, here.lexicon.governors, question=question)
    if sign.status == "denied" and any(need.slot == "neg" for need in trigger.needs):
        # `will not lift the ban`
        sign = Sign("asserted", "the negation is what makes the act", sign.words)
    kind = "THREATEN" if _announced(here, act, sign.status, found) else _timed_kind(trigger.kind, sign.status)
    if sign.status == "denied" and kind in WITHHELD and _unwilling(here.parse, token):
        kind, sign = "REJECT", Sign("asserted", "its doers say they will not do it", sign.words)
    return replace(act, status=sign.status, kind=kind, sign=sign)


def _unwilling(parse: Parse, token: Token) -> bool:
    """A negated `will`, of the act itself: what its doer declines, not what merely did not happen."""
    return any(aux.text.lower() in UNWILLING for aux in parse.children(token.i, "aux")) and not passive(parse, token.i)


def _triggers_of(known: Mapping[str, tuple[Trigger, ...]], token: Token) -> tuple[Trigger, ...]:
    """The patterns of the word; a verb's lemma that none has is tried with and without `e` (`rap` for `raped`)."""
    lemma = token.lemma
    if lemma in known or not is_verb(token) or len(lemma) < 3:
        return known.get(lemma, ())
    return known.get(lemma + "e") or known.get(lemma.removesuffix("e"), ())


def _announced(here: Scene, act: Act, status: Status, found: Mapping[int, Mention]) -> bool:
    """Whether a hostile act is told as planned by its own doers (`said they would blockade the port`)."""
    verb = here.parse.head(act.token.i)
    if status != "planned" or act.kind not in HOSTILE or act.token.dep != "ccomp" or verb.lemma not in ANNOUNCING:
        return False
    speakers = [mention.actor for one in slot(here.parse, verb.i, "subj") if (mention := found.get(one.i))]
    doers = [mention.actor for mention in act.actors]
    return any(a.id == b.id or (a.country and a.country == b.country) for a in speakers for b in doers)


def _timed_kind(kind: str, status: Status) -> str:
    return FUTURE_KIND.get(kind, kind) if status == "planned" else kind


def _fill(here: Scene, token: Token, trigger: Trigger, found: Mapping[int, Mention]) -> Act | Why:
    """The act with its parties, or why there is none."""
    if trigger.reciprocal:
        parties = _parties(here, token, trigger.actors, found)
        if not parties or (trigger.pos == "n" and len(parties) < 2):
            return "one party" if parties else "no actor"
        return _act(token, trigger, parties, ())
    slots = (*trigger.actors, "author") if trigger.actors == ("subj",) and token.tag == "VBG" else trigger.actors
    actors = _first_filled(here, token, slots, found) or _unresolved(here, token, slots)
    if not actors:
        return "no actor"
    if _reflexive(here.parse, token) and not any(REFLEXIVE & need.lemmas for need in trigger.needs):
        return "to itself"
    taken = frozenset(mention.span for mention in actors)
    recipients = _first_filled(here, token, trigger.recipients, found, avoid=taken)
    if not recipients and trigger.recipients:
        recipients = _nearest_below(here, token, actors, found)
    if not recipients and trigger.kind in PHYSICAL and "obj" in trigger.recipients:
        recipients = tuple(unknown(here, head) for head in objects(here.parse, token.i)[:1] if head.tag.startswith("N"))
    return _act(token, trigger, actors, recipients)


def _unresolved(here: Scene, token: Token, slots: tuple[str, ...]) -> tuple[Mention, ...]:
    """An explicit doer whose name the directory lacks: a named subject, kept with its words and no country."""
    if "subj" not in slots:
        return ()
    row = [head for head in slot(here.parse, token.i, "subj") if head.tag in ("NNP", "NNPS") and len(head.text) > 1]
    return tuple(unknown(here, head) for head in row)


def _nearest_below(
    here: Scene, token: Token, actors: tuple[Mention, ...], found: Mapping[int, Mention]
) -> tuple[Mention, ...]:
    """Where no slot holds a recipient: the first actor of another country in what the act is about."""
    mine = {mention.actor.country for mention in actors}
    for kid in here.parse.children(token.i, "dobj", "xcomp", "ccomp", "prep", "pcomp", "advcl"):
        if kid.i < token.i:
            continue
        for below in here.parse.subtree(kid.i):
            mention = found.get(below.i)
            if mention is not None and mention.actor.country and mention.actor.country not in mine:
                row = [found[one.i] for one in here.parse.conjuncts(below.i) if one.i in found]
                return tuple(replace(one, confidence=0.5 * one.confidence) for one in row)
    return ()


def _reflexive(parse: Parse, token: Token) -> bool:
    """`free itself`, `arm himself`: done to nobody else."""
    return any(kid.lemma.endswith(("self", "selves")) for kid in parse.children(token.i, "dobj"))


def _act(token: Token, trigger: Trigger, actors: tuple[Mention, ...], recipients: tuple[Mention, ...]) -> Act:
    return Act(token=token, trigger=trigger, kind=trigger.kind, status="asserted", actors=actors, recipients=recipients)


def _parties(here: Scene, token: Token, slots: tuple[str, ...], found: Mapping[int, Mention]) -> tuple[Mention, ...]:
    """Every party of a reciprocal act, one mention an actor."""
    row: dict[str, Mention] = {}
    for name in slots:
        for head in slot(here.parse, token.i, name):
            for one in _all_of(here.parse, head, _mention(here.parse, head, found), found):
                row.setdefault(one.actor.id, one)
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
                for one in _all_of(here.parse, head, mention, found):
                    if one.span not in avoid:
                        row.setdefault(one.actor.id + str(one.span), one)
            if row:
                return tuple(row.values())
    return ()


def _all_of(parse: Parse, head: Token, mention: Mention | None, found: Mapping[int, Mention]) -> Iterator[Mention]:
    """The mention, and those of the states coordinated before its head (`Hungarian and Romanian officials`)."""
    if mention is None:
        return
    yield mention
    for kid in parse.children(head.i, "amod", "compound", "nmod", "poss"):
        for other in parse.conjuncts(kid.i)[1:]:
            joined = found.get(other.i)
            if joined is not None and mention.resolution in ("role", "office"):
                actor = replace(joined.actor, kind="group", sectors=mention.actor.sectors)
                yield replace(joined, actor=replace(actor, id=f"{actor.id}:{head.lemma}"))


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
