"""Noun phrases to actors: names, roles with their country, persons with their office, pronouns and descriptions.

Each head noun of a sentence gets at most one `Mention`. Countries come, in this order, from the name
itself, from adjectives and possessors, from an `of` phrase, from an apposition, and last from what the
text spoke of before (`Memory`), where the resolution says so and confidence falls.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from steppe.coding.lexicon import Lexicon
from steppe.coding.memory import Memory
from steppe.coding.names import Named, by_token, names
from steppe.coding.parse import Parse, Token
from steppe.ontology.actors import Directory
from steppe.types import Actor, ActorKind, Mention, Resolution, Span, identity

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PERSONAL = frozenset({"he", "she", "him", "her", "his"})
PLURAL = frozenset({"they", "them", "their", "we", "us", "our"})
THINGS = frozenset({"it", "its"})
INNER = ("compound", "amod", "nmod", "nummod", "det", "poss", "npadvmod", "quantmod", "advmod")
BY_NAME_KIND: Mapping[str, Resolution] = {
    "adjective": "demonym",
    "demonym": "demonym",
    "capital": "metonym",
    "metonym": "metonym",
    "person": "office",
}
# Offices of a state: a person so titled belongs to the state last spoken of; a journalist or firm may not.
OF_STATE = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "ELI", "OPP"})
FORMER = frozenset({"former", "ex", "ousted", "then", "late", "deposed", "exiled", "retired"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One sentence as the mention finder sees it: tree, words, where it starts in the article, names by token."""

    parse: Parse
    text: str
    offset: int
    named: Mapping[int, Named]
    lexicon: Lexicon
    directory: Directory
    on: date | None

    def span(self, first: Token, last: Token) -> Span:
        """Characters of the article from the one token to the other."""
        return Span(self.offset + first.start, self.offset + last.end)


def scene(parse: Parse, text: str, offset: int, lexicon: Lexicon, on: date | None) -> Scene:
    """The sentence with its directory names found."""
    found = by_token(names(parse, text, lexicon.directory, on))
    return Scene(
        parse=parse, text=text, offset=offset, named=found, lexicon=lexicon, directory=lexicon.directory, on=on
    )


def mentions(here: Scene, memory: Memory) -> dict[int, Mention]:
    """The mention at each head token of the sentence; `memory` gives antecedents and takes in what is found."""
    found: dict[int, Mention] = {}
    memory.current.clear()
    for token in here.parse.tokens:
        mention = _phrase(here, token, memory) if token.tag in NOUNS else None
        if mention is None and token.tag in ("JJ", "NNP", "NNPS") and token.i in here.named:
            mention = _bare_name(here, token)
        if mention is not None:
            found[token.i] = mention
            memory.current.append(mention)
    for token in here.parse.tokens:
        if token.tag in ("PRP", "PRP$"):
            antecedent = _antecedent(token, memory, found)
            if antecedent is not None:
                found[token.i] = _stands_for(here, token, token, antecedent, "pronoun")
    memory.keep(found, here.parse)
    return found


def _words(here: Scene, head: Token) -> tuple[Token, Token]:
    """First and last token of the phrase without what follows the head (the name's own tail kept)."""
    left = [kid for kid in here.parse.children(head.i, *INNER) if kid.i < head.i]
    first = here.parse.subtree(left[0].i)[0] if left else head
    named = here.named.get(head.i)
    if named is not None:
        first = here.parse.tokens[min(first.i, named.first)]
        return first, here.parse.tokens[max(head.i, named.last)]
    return first, head


def _make(here: Scene, head: Token, actor: Actor, resolution: Resolution, confidence: float) -> Mention:
    first, last = _words(here, head)
    while first.tag in ("DT", "PRP$") and first.i < last.i:
        first = here.parse.tokens[first.i + 1]
    span = here.span(first, last)
    quote = here.text[first.start : last.end]
    return Mention(span=span, quote=quote, actor=actor, resolution=resolution, confidence=confidence)


def _bare_name(here: Scene, token: Token) -> Mention | None:
    """A name used as modifier (`Russian aggression`): itself, so that nouns can take it as their doer."""
    named = here.named[token.i]
    if token.i != named.last:
        return None
    resolution: Resolution = "demonym" if named.kind in ("adjective", "demonym") else "name"
    first, last = here.parse.tokens[named.first], here.parse.tokens[named.last]
    span = here.span(first, last)
    return Mention(span=span, quote=named.text, actor=named.actor, resolution=resolution, confidence=0.8)


def _phrase(here: Scene, head: Token, memory: Memory) -> Mention | None:
    if head.dep == "compound" and head.i in here.named and here.named[head.i].last == head.i:
        return _bare_name(here, head)
    if head.dep == "compound":
        return None
    named = here.named.get(head.i)
    role, sectors = _role(here, head)
    if named is not None and not (role and named.kind in ("adjective", "demonym")):
        return _from_name(here, head, named, role)
    if role:
        return _from_role(here, head, sectors, memory)
    described = here.lexicon.descriptions.get(head.lemma)
    if described is not None:
        return _from_description(here, head, described, memory)
    if head.tag in ("NNP", "NNPS"):
        return _from_unknown_name(here, head, memory)
    return None


def _from_name(here: Scene, head: Token, named: Named, role: str) -> Mention:
    """A directory name; titles before a person's name and role nouns inside it lend their sectors."""
    actor = named.actor
    if named.kind == "capital":
        actor = replace(actor, sectors=("GOV",))
    elif named.kind in ("demonym", "adjective") and head.tag == "NNPS":
        actor = replace(actor, kind="group", sectors=("CVL",)) if here.parse.children(head.i, "nummod") else actor
    if named.kind in ("demonym", "adjective") and _ethnic(here, head):
        owner, _ = _country_of_place(here, head)
        actor = _role_actor(owner, ("CVL",), named.text, "")
    resolution = BY_NAME_KIND.get(named.kind, "name")
    return _make(here, head, actor, resolution, 0.95)


def _ethnic(here: Scene, head: Token) -> bool:
    """`ethnic Albanians`, `Kosovo Serbs`: people of one nation living in another state."""
    return any(kid.lemma == "ethnic" for kid in here.parse.children(head.i, "amod", "compound"))


def _country_of_place(here: Scene, head: Token) -> tuple[Actor | None, float]:
    for prep in here.parse.children(head.i, "prep"):
        for inner in here.parse.children(prep.i, "pobj"):
            found = _inside(here, inner)
            if found is not None and found.kind == "state":
                return found, 0.8
    return None, 0.0


def _role(here: Scene, head: Token) -> tuple[str, tuple[str, ...]]:
    """The longest role phrase that ends in `head` (`deputy foreign minister`) and its sectors."""
    heads, plain = here.lexicon.role_heads, head.text.lower()
    if head.lemma not in heads and plain not in heads and plain.removesuffix("s") not in heads:
        return "", ()
    compounds = [kid.i for kid in here.parse.children(head.i, "compound", "amod", "nmod") if kid.i < head.i]
    first = min(compounds, default=head.i)
    tail = here.parse.tokens[max(first, head.i - 4) : head.i]
    for k in range(len(tail) + 1):
        words = " ".join([token.text.lower() for token in tail[k:]] + [head.lemma.lower()]).replace(" - ", "-")
        role = here.lexicon.roles.get(words)
        if role:
            sector = role.sector
            former = any(token.text.lower() in FORMER for token in tail[:k])
            return words, (("ELI", sector) if former and sector in ("GOV", "LEG") else (sector,))
    if head.i in here.named or (head.tag in ("NNP", "NNPS") and head.i > 0):
        return "", ()
    for words in (head.text.lower(), head.text.lower().removesuffix("s")):
        role = here.lexicon.roles.get(words)
        if role:
            return words, (role.sector,)
    return "", ()


def _country(here: Scene, head: Token) -> tuple[Actor | None, float]:
    """The state or body that modifiers, possessors, `of`/`in` phrases or an apposition give the phrase."""
    around = [*here.parse.children(head.i, *INNER)]
    for kid in around:
        for one in (kid, *here.parse.children(kid.i, *INNER, "conj")):
            named = here.named.get(one.i)
            if named is not None:
                return named.actor, 0.9
    for prep in here.parse.children(head.i, "prep"):
        if prep.lemma in ("of", "for", "from", "in", "at", "to"):
            for inner in here.parse.children(prep.i, "pobj"):
                found = _inside(here, inner)
                if found is not None and (prep.lemma not in ("to", "for") or found.kind == "state"):
                    return found, 0.85 if prep.lemma == "of" else 0.75
    return None, 0.0


def _inside(here: Scene, head: Token) -> Actor | None:
    """The first named state or body inside a phrase, its own head first, then deeper."""
    for token in (head, *here.parse.subtree(head.i)):
        named = here.named.get(token.i)
        if named is not None and named.actor.country:
            return named.actor
    return None


def _person(here: Scene, head: Token) -> tuple[str, Actor | None]:
    """The person's name in apposition to a role, and the office holder it is where the directory knows one."""
    for other in here.parse.children(head.i, "appos"):
        if other.tag == "NNP":
            named = here.named.get(other.i)
            return _proper(here, other), named.actor if named is not None and named.kind == "person" else None
    return "", None


def _proper(here: Scene, head: Token) -> str:
    words = [kid.text for kid in here.parse.children(head.i, "compound") if kid.tag == "NNP"]
    return " ".join([*words, head.text])


def _role_actor(owner: Actor | None, sectors: tuple[str, ...], role: str, person: str) -> Actor:
    country = owner.country if owner else ""
    cow = owner.cow if owner else ""
    extra = tuple(s for s in (owner.sectors if owner else ()) if s not in sectors)
    name = person or " ".join(part for part in (owner.name if owner else "", role) if part)
    key = person or f"{owner.id if owner else ''}:{role}"
    kind: ActorKind = "person" if person else "group"
    return Actor(id=key, name=name, kind=kind, country=country, sectors=sectors + extra, cow=cow)


def _from_role(here: Scene, head: Token, sectors: tuple[str, ...], memory: Memory) -> Mention:
    role, _ = _role(here, head)
    owner, confidence = _country(here, head)
    person, holder = _person(here, head)
    known = holder or (memory.persons.get(person.split()[-1]) if person else None)
    antecedent = None
    if owner is None and known is None and (not person or sectors[0] in OF_STATE):
        owner, antecedent = _spoken_of(here, head, memory)
        confidence = 0.6 if owner else 0.5
    actor = known or _role_actor(owner, sectors, role, person)
    if not person and head.tag in ("NN", "NNP") and here.lexicon.roles[role].person:
        actor = replace(actor, kind="person")
    if person:
        memory.persons[person.split()[-1]] = actor
    made = _make(here, head, actor, "office" if person else "role", confidence or 0.9)
    return replace(made, antecedent=antecedent) if antecedent else made


def _spoken_of(here: Scene, head: Token, memory: Memory) -> tuple[Actor | None, Span | None]:
    """The state a role belongs to when its phrase does not say.

    In this order: a place named after it, the subject before it, what the text last spoke of, any name before it.
    """
    named = [one for one in dict.fromkeys(here.named.values()) if one.actor.country and one.kind != "adjective"]
    place = [one for one in named if one.first > head.i and _dep(here, one) == "pobj" and _is_in(here, one)]
    subject = [one for one in named if one.last < head.i and _dep(here, one) in ("nsubj", "nsubjpass")]
    for one in (*place[:1], *subject[-1:]):
        owner = _state(here, one.actor)
        if owner is not None:
            return owner, here.span(here.parse.tokens[one.first], here.parse.tokens[one.last])
    before = [one for one in named if one.last < head.i]
    if memory.states and not any(_dep(here, one) == "pobj" for one in before):
        return replace(memory.states[-1].actor, sectors=()), memory.states[-1].span
    owner = _state(here, before[-1].actor) if before else None
    if owner is None:
        return None, None
    return owner, here.span(here.parse.tokens[before[-1].first], here.parse.tokens[before[-1].last])


def _dep(here: Scene, named: Named) -> str:
    return here.parse.tokens[named.last].dep


def _is_in(here: Scene, named: Named) -> bool:
    return here.parse.head(named.last).lemma.lower() in ("in", "at", "near", "across")


def _state(here: Scene, actor: Actor) -> Actor | None:
    """The state whose country slot the actor has, `None` for bodies of no state."""
    known = here.directory.phases.get(actor.country)
    return known[-1].actor if known and known[-1].actor.kind == "state" else None


def _from_description(here: Scene, head: Token, allowed: frozenset[str], memory: Memory) -> Mention | None:
    """`this former Soviet republic`, `the country`, `the bloc`: the latest actor that the description fits."""
    determiner = here.parse.child(head.i, "det", "poss")
    if determiner is None or determiner.text.lower() not in ("the", "this", "that", "these", "both", "its"):
        return None
    if _country(here, head)[0] is not None and not _restricted(here, head):
        return None
    limit = _restricted(here, head)
    pool = memory.states if "state" in allowed else memory.groups
    told = [one for one in memory.current if one.resolution not in ("demonym", "description")]
    for earlier in reversed([*pool, *told]):
        if earlier.actor.kind in allowed and (not limit or earlier.actor.id in limit):
            return _stands_for(here, head, head, earlier, "description")
    return None


def _restricted(here: Scene, head: Token) -> frozenset[str]:
    """The states a restricting modifier leaves (`former Soviet`, `Baltic`, `Gulf`); empty for no restriction."""
    first, last = _words(here, head)
    words = here.text[first.start : last.end].lower()
    for phrase, states in here.lexicon.circles.items():
        if phrase in words:
            return states
    return frozenset()


def _stands_for(here: Scene, head: Token, last: Token, earlier: Mention, how: Resolution) -> Mention:
    first, _ = _words(here, head) if how == "description" else (head, head)
    span = here.span(first, last)
    quote = here.text[first.start : last.end]
    confidence = 0.6 * earlier.confidence
    return Mention(
        span=span, quote=quote, actor=earlier.actor, resolution=how, antecedent=earlier.span, confidence=confidence
    )


def _from_unknown_name(here: Scene, head: Token, memory: Memory) -> Mention | None:
    """A name the directory lacks: known from this text, explained by an apposition or title, or left nameless."""
    name = _proper(here, head)
    known = memory.persons.get(head.text)
    if known is not None:
        return _make(here, head, known, "office", 0.85)
    role, sectors, owner = _title(here, head)
    if not role:
        return None
    if owner is None and sectors[0] in OF_STATE:
        owner, _ = _spoken_of(here, head, memory)
    actor = _role_actor(owner, sectors, role, name)
    memory.persons[head.text] = actor
    return _make(here, head, actor, "office", 0.8)


def _title(here: Scene, head: Token) -> tuple[str, tuple[str, ...], Actor | None]:
    """Role words before the name (`Prime Minister X`) or in apposition to it (`X, the foreign minister of Y`)."""
    for other in (*here.parse.children(head.i, "appos"), *_apposed_to(here, head)):
        role, sectors = _role(here, other)
        if role:
            return role, sectors, _country(here, other)[0]
    before = [kid for kid in here.parse.children(head.i, "compound", "amod", "nmod") if kid.i < head.i]
    words = [kid.text.lower() for kid in before]
    for first in range(len(words)):
        for last in range(len(words), first, -1):
            known = here.lexicon.roles.get(" ".join(words[first:last]))
            if known:
                return " ".join(words[first:last]), (known.sector,), _country(here, head)[0]
    return "", (), None


def _apposed_to(here: Scene, head: Token) -> tuple[Token, ...]:
    return (here.parse.head(head.i),) if head.dep == "appos" else ()


def _antecedent(token: Token, memory: Memory, found: Mapping[int, Mention]) -> Mention | None:
    """The latest fitting mention: earlier in this sentence first, then what the text spoke of before."""
    word = token.text.lower()
    earlier = [mention for i, mention in sorted(found.items()) if i < token.i]
    if word in PERSONAL:
        pool = [*memory.people[-3:], *(m for m in earlier if m.actor.kind == "person")]
    elif word in THINGS:
        wanted = ("state", "organisation", "institution", "armed-group")
        pool = [*memory.states[-1:], *(m for m in earlier if m.actor.kind in wanted)]
    elif word in ("they", "them", "their"):
        pool = [*memory.groups[-1:], *(m for m in earlier if m.actor.kind == "group")]
    else:
        pool = []
    return pool[-1] if pool else None


def unknown(here: Scene, head: Token) -> Mention:
    """A phrase that resolves to nobody known: kept with its words, no country, low confidence."""
    first, last = _words(here, head)
    quote = here.text[first.start : last.end]
    actor = Actor(id=identity("unknown", quote.casefold()), name=quote, kind="unknown")
    return _make(here, head, actor, "none", 0.3)
