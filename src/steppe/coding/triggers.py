"""Trigger patterns: which word, with what around it, tells which act by whom to whom.

An entry of `triggers/<TYPE>.tsv` names a word and its part of speech (`accuse.v`, `crack_down.v`, `strike.n`),
what it needs, and the slots that hold actor and recipient. Needs, separated by spaces, all hold:

    obj=embargo|tariff   the slot has one of these lemmas      !obj=deal     it has none of them
    on                   the slot is filled                    !obj          it is empty
    at|on                one of the slots is filled            neg aux=will  negated, with one of these auxiliaries
    obj@actor            the slot holds a resolved actor       text=state_of_emergency   words below the trigger
    dep=advcl            the trigger itself has one of these dependency labels
    tag=NNS              the trigger itself has one of these Penn tags
    head=on              the trigger hangs on one of these lemmas
    sentence=worker      one of these lemmas stands anywhere in the sentence
    content=withdraw     the verb of a complement clause, whatever its form
    modal=must           an auxiliary of a complement clause
    several              the subject names more than one party (`Greek and Egyptian pilots`)
    %weapon              a word class of `classes.tsv`, wherever lemmas may stand

The more an entry needs, the earlier it is tried. `+` before the actor slots marks a reciprocal act.
`triggers/NONE.tsv` holds what looks like an act and is none in PLOVER: it fires, and silences what stands inside it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from steppe.coding.arguments import complements, is_verb, slot
from steppe.coding.parse import Parse, Token
from steppe.errors import DataError
from steppe.ontology.vocabulary import Ontology

# The kind of patterns that tell "no event here", and what they may be: CAMEO 02, CAMEO 016, and the rest of CAMEO 01.
NONE = "NONE"
NONE_MODES = ("appeal", "denial", "sentiment", "fiction", "business")
NOUN_TAGS = ("NN", "NNS", "NNP", "NNPS")
# Needs that look at the words below the trigger by their dependency label, not at noun phrases.
DEPENDENTS = frozenset("xcomp ccomp pcomp acomp advcl acl oprd prt neg aux auxpass det nummod".split())

# Needs that look at the trigger itself or at what it hangs on.
OF_TOKEN: Mapping[str, Callable[[Parse, int], str]] = {
    "dep": lambda parse, i: parse.tokens[i].dep,
    "tag": lambda parse, i: parse.tokens[i].tag,
    "head": lambda parse, i: parse.head(i).lemma,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One condition: `slot` filled (or, with `absent`, not) by one of `lemmas`, by an actor, or by anything.

    `written` is the condition as the table has it.
    """

    slot: str
    lemmas: frozenset[str] = frozenset()
    actor: bool = False
    absent: bool = False
    written: str = ""


Misfit = Literal["word class", "particle"] | Need
"""What keeps a pattern from a word: the word's class, the particle it needs, or one of its conditions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One pattern, named in reasons; `doer` is the sector of whoever the word itself implies, if it does.

    `source` is the file and line it stands in.
    """

    kind: str
    mode: str
    word: str
    particle: str
    pos: str
    needs: tuple[Need, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    reciprocal: bool
    name: str
    doer: str = ""
    source: str = ""


def compile_trigger(
    row: Mapping[str, str], kind: str, classes: Mapping[str, frozenset[str]], ontology: Ontology
) -> Trigger:
    """A row of `triggers/<kind>.tsv` as a `Trigger`; raises `DataError` for unknown modes, classes or forms."""
    name = f"{kind}:{row['trigger']}"
    modes = NONE_MODES if kind == NONE else ontology.type(kind).modes
    if row["mode"] and row["mode"] not in modes:
        raise DataError(f"triggers: {name}: unknown mode '{row['mode']}'; known: {', '.join(modes)}")
    phrase, _, pos = row["trigger"].rpartition(".")
    if pos not in ("v", "n", "a") or not phrase:
        raise DataError(f"triggers: {name}: write the trigger as word.v, word.n or word.a")
    word, _, particle = phrase.partition("_")
    actors = row["actor"] or ("subj" if pos == "v" else "poss,mod,by,of,light")
    recipients = row["recipient"] or ("obj" if pos == "v" else "on,against,to,with,at")
    return Trigger(
        kind=kind,
        mode=row["mode"],
        word=word,
        particle=particle,
        pos=pos,
        needs=tuple(_need(part, classes, name) for part in row["need"].split()),
        actors=tuple(actors.removeprefix("+").split(",")),
        recipients=() if recipients == "-" or actors.startswith("+") else tuple(recipients.split(",")),
        reciprocal=actors.startswith("+"),
        name=name + (f"[{row['need']}]" if row["need"] else ""),
    )


def _need(part: str, classes: Mapping[str, frozenset[str]], name: str) -> Need:
    absent, body = part.startswith("!"), part.removeprefix("!")
    place, _, words = body.partition("=")
    if place.endswith("@actor"):
        return Need(slot=place.removesuffix("@actor"), actor=True, absent=absent, written=part)
    lemmas: set[str] = set()
    for word in filter(None, words.split("|")):
        if word.startswith("%"):
            if word[1:] not in classes:
                raise DataError(f"triggers: {name}: unknown class '{word}'; known: {', '.join(sorted(classes))}")
            lemmas |= classes[word[1:]]
        else:
            lemmas.add(word.replace("_", " ") if place == "text" else word)
    return Need(slot=place, lemmas=frozenset(lemmas), absent=absent, written=part)


def _weight(trigger: Trigger) -> int:
    """How much a pattern asks for: a negation before all, then named words, an actor, a slot; "no event" wins."""
    asked = sum(3 if need.lemmas else 2 if need.actor else 1 for need in trigger.needs if not need.absent)
    asked += 20 * any(need.slot == "neg" for need in trigger.needs)
    return 2 * asked + 3 * bool(trigger.particle) + sum(need.absent for need in trigger.needs) + (trigger.kind == NONE)


def index(triggers: Sequence[Trigger]) -> Mapping[str, tuple[Trigger, ...]]:
    """Triggers by their first word, those that need more first."""
    table: dict[str, list[Trigger]] = {}
    for trigger in triggers:
        table.setdefault(trigger.word, []).append(trigger)
    return {word: tuple(sorted(row, key=lambda t: -_weight(t))) for word, row in table.items()}


def _pos_fits(token: Token, pos: str) -> bool:
    if pos == "v":
        return is_verb(token) and token.dep not in ("aux", "auxpass", "amod", "compound")
    if pos == "n":
        return token.tag in NOUN_TAGS
    return token.tag.startswith(("JJ", "VBN")) or (token.tag == "VBG" and token.dep == "amod")


def _particle_fits(parse: Parse, i: int, particle: str) -> bool:
    if not particle:
        return True
    below = parse.children(i, "prt", "prep", "advmod", "acomp", "dobj", "advcl", "agent", "compound", "amod", "oprd")
    return any(particle in (kid.lemma, kid.text.lower()) for kid in below)


def fillers(parse: Parse, i: int, need: Need, is_actor: Callable[[Token], bool]) -> Iterator[str]:
    """The words that fill the slot of `need` at the word at `i` as it asks, found one by one."""
    if need.slot == "text":
        words = f" {' '.join(token.text.lower() for token in parse.subtree(i))} "
        yield from (phrase for phrase in need.lemmas if f" {phrase} " in words or f" {phrase}s " in words)
        return
    if need.slot in OF_TOKEN:
        found = OF_TOKEN[need.slot](parse, i)
        yield from (found,) if found in need.lemmas else ()
        return
    if need.slot == "sentence":
        yield from (token.text for token in parse.tokens if token.lemma in need.lemmas)
        return
    for token in _standing_in(parse, i, need.slot):
        if need.actor:
            fits = is_actor(token)
        else:
            fits = not need.lemmas or token.lemma in need.lemmas or token.text.lower() in need.lemmas
        if fits:
            yield token.text


def _standing_in(parse: Parse, i: int, place: str) -> Iterable[Token]:
    """The words in the slot `place` of the word at `i`, whatever they are."""
    if place == "content":
        return [one for kid in complements(parse, i) for one in parse.conjuncts(kid.i)]
    if place == "several":
        return _joined(parse, i)
    if place == "modal":
        return [aux for kid in complements(parse, i) for aux in parse.children(kid.i, "aux")]
    if place in DEPENDENTS:
        return [one for kid in parse.children(i, place) for one in parse.conjuncts(kid.i)]
    return [one for name in place.split("|") for one in slot(parse, i, name)]


def _joined(parse: Parse, i: int) -> Sequence[Token]:
    """The second and further parties of the subject: coordinated heads, or names coordinated before one head."""
    doers = slot(parse, i, "subj")
    before = [
        one
        for doer in doers
        for kid in parse.children(doer.i, "amod", "compound", "nmod")
        for one in parse.conjuncts(kid.i)[1:]
    ]
    return [*doers[1:], *before]


def misfits(parse: Parse, i: int, trigger: Trigger, is_actor: Callable[[Token], bool]) -> Iterator[Misfit]:
    """What keeps `trigger` from the word at `i`, found one by one; nothing where it fires."""
    if not _pos_fits(parse.tokens[i], trigger.pos):
        yield "word class"
    elif not _particle_fits(parse, i, trigger.particle):
        yield "particle"
    else:
        for need in trigger.needs:
            filled = next(fillers(parse, i, need, is_actor), None) is not None
            if filled == need.absent:
                yield need


def fires(parse: Parse, i: int, trigger: Trigger, is_actor: Callable[[Token], bool]) -> bool:
    """Whether `trigger` fits the word at `i`; `is_actor` tells whether a head noun is a resolved actor."""
    return next(misfits(parse, i, trigger, is_actor), None) is None
