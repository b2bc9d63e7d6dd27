"""What a speech word could hand over: the patterns a verb or noun stands in and the words of its content.

Cues are listed in `cues.tsv` as a dictionary would print them: `say` (a clause or a quotation), `promise to`
(an infinitive), `deny ing` (a gerund), `criticize ~` (an object), `call for` (a preposition), `accuse ~ of`,
`urge ~ to` (an object and more), `point out`, `make clear` (particles and complements belong to the cue).
This file reads such patterns off the dependency tree; which of them are cues is the word list's business.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from steppe.coding.arguments import is_verb
from steppe.coding.parse import Parse, Token

COMPLEMENTS = ("acomp", "oprd", "attr", "prt")
# Prepositional phrases behind an object that belong to what is said of it, not to when and where it was said.
OF_WHAT = frozenset("for as of to against with about over from".split())
# What is done with a claim or promise: `that` before these is relative.
HANDLED = frozenset(
    "make issue give offer hear receive reject dismiss read sign see repeat publish deliver face deny consider accept "
    "keep break refuse raise put pay face call want need bring know file "
    "probe investigate examine publish print spread".split()
)
LEMMA_SLIPS = {"hop": "hope", "rat": "rate", "extoll": "extol"}  # where the model's lemmatiser errs


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One way to read a word as a cue: the pattern to look up, the cue's words, the words handed over."""

    pattern: str
    cue: tuple[Token, ...]
    content: tuple[Token, ...]


def lemma(token: Token) -> str:
    """The dictionary form, with the model's known slips put right."""
    return LEMMA_SLIPS.get(token.lemma, token.lemma)


def verb_names(parse: Parse, verb: Token) -> Iterator[tuple[str, tuple[Token, ...]]]:
    """The verb with its particle or complement (`point out`, `make clear`), then alone, each with its words."""
    for kid in parse.children(verb.i):
        small = kid.dep in ("ccomp", "xcomp") and kid.tag.startswith("JJ")
        if (kid.dep in COMPLEMENTS or small) and kid.i > verb.i:
            yield f"{lemma(verb)} {kid.text.lower()}", (verb, kid)
    yield lemma(verb), (verb,)


def verb_offers(parse: Parse, verb: Token) -> Iterator[Offer]:
    """The patterns of the verb at hand, those that hand over most first."""
    for name, cue in verb_names(parse, verb):
        yield from _clauses(parse, name, cue)
        yield from _infinitives(parse, name, cue)
        yield from _prepositions(parse, name, cue)
        yield from _objects(parse, name, cue)


def noun_offers(parse: Parse, noun: Token) -> Iterator[Offer]:
    """The patterns of a noun (`claim` with a clause, `promise to`, `call for`)."""
    name = lemma(noun)
    for kid in parse.children(noun.i, "acl", "ccomp", "relcl", "xcomp", "advcl"):
        if kid.i > noun.i and _infinitive(parse, kid):
            yield Offer(pattern=f"{name} to", cue=(noun,), content=parse.subtree(kid.i))
        elif kid.i > noun.i and _that_clause(parse, noun, kid):
            yield Offer(pattern=name, cue=(noun,), content=parse.subtree(kid.i))
    for prep in parse.children(noun.i, "prep"):
        inside = parse.child(prep.i, "pobj", "pcomp")
        if inside is not None:
            yield Offer(pattern=f"{name} {_preposition(prep)}", cue=(noun, prep), content=parse.subtree(inside.i))


def _preposition(prep: Token) -> str:
    """`to` with a noun is written `to ~`: `to` alone stands for the infinitive."""
    return "to ~" if prep.lemma == "to" else prep.lemma


def _that_clause(parse: Parse, noun: Token, verb: Token) -> bool:
    """Whether a clause is a noun's content (`the claim that he left`), no relative clause (`the claim that he made`).

    The parser often takes `that` for an object; the clause's own subject and its verb tell the two apart.
    """
    first = parse.subtree(verb.i)[0]
    subject = next((kid for kid in parse.children(verb.i, "nsubj", "nsubjpass") if kid.i != first.i), None)
    opens = first.i == noun.i + 1 and first.text.lower() in ("that", "whether")
    return opens and subject is not None and verb.lemma not in HANDLED


def _infinitive(parse: Parse, verb: Token) -> bool:
    return any(kid.tag == "TO" for kid in parse.children(verb.i, "aux"))


def _passive_subject(parse: Parse, cue: Sequence[Token]) -> Token | None:
    return parse.child(cue[0].i, "nsubjpass")


def _kids(parse: Parse, cue: Sequence[Token], *deps: str) -> list[Token]:
    own = {token.i for token in cue}
    return [kid for word in cue for kid in parse.children(word.i, *deps) if kid.i not in own]


def _clauses(parse: Parse, name: str, cue: tuple[Token, ...]) -> Iterator[Offer]:
    for kid in _kids(parse, cue, "ccomp"):
        content = parse.subtree(kid.i)
        subject = parse.child(kid.i, "nsubj", "nsubjpass")
        if _infinitive(parse, kid):
            pattern = f"{name} ~ to" if subject is not None else f"{name} to"
            yield Offer(pattern=pattern, cue=cue, content=content)
        elif is_verb(kid) or kid.tag == "MD" or content[0].i < cue[0].i or parse.child(kid.i, "mark", "cop", "punct"):
            yield Offer(pattern=name, cue=cue, content=content)
        else:
            yield Offer(pattern=f"{name} ~ ~", cue=cue, content=content)
            yield Offer(pattern=f"{name} ~", cue=cue, content=content)
            yield Offer(pattern=name, cue=cue, content=content)
    for kid in _kids(parse, cue, "advcl"):
        content = parse.subtree(kid.i)
        if content[0].i > cue[0].i and content[0].text.lower() == "that":
            yield Offer(pattern=name, cue=cue, content=content)
    if cue[0].dep == "parataxis" or _appended(parse, cue[0]):
        inner = {token.i for token in parse.subtree(cue[0].i)}
        above = parse.subtree(parse.head(cue[0].i).i)
        yield Offer(pattern=name, cue=cue, content=tuple(token for token in above if token.i not in inner))
    yield from _comment(parse, name, cue)


def _appended(parse: Parse, verb: Token) -> bool:
    """`Troops crossed the river, a council said in a note`: joined without a conjunction, with nothing of its own."""
    if verb.dep != "conj" or parse.child(verb.i, "ccomp", "dobj", "xcomp", "nsubj") is None:
        return False
    own = parse.child(verb.i, "ccomp", "dobj", "xcomp") is None
    return own and parse.child(parse.tokens[verb.i].head, "cc") is None


def _comment(parse: Parse, name: str, cue: tuple[Token, ...]) -> Iterator[Offer]:
    """`as she put it`, `as the court noted`: the clause it comments on is the content."""
    verb = cue[0]
    mark = next((kid for kid in parse.children(verb.i, "mark", "advmod", "prep") if kid.text.lower() == "as"), None)
    if verb.dep != "advcl" or mark is None or parse.child(verb.i, "ccomp", "xcomp"):
        return
    if parse.child(verb.i, "dobj") is None or name == "put":
        inner = {token.i for token in parse.subtree(verb.i)}
        above = parse.subtree(parse.head(verb.i).i)
        yield Offer(pattern=name, cue=cue, content=tuple(token for token in above if token.i not in inner))


def _infinitives(parse: Parse, name: str, cue: tuple[Token, ...]) -> Iterator[Offer]:
    before = [*_kids(parse, cue, "dobj", "dative", "pobj"), *([s] if (s := _passive_subject(parse, cue)) else [])]
    for kid in _kids(parse, cue, "xcomp"):
        content = parse.subtree(kid.i)
        if kid.tag == "VBG" and not _infinitive(parse, kid):
            yield Offer(pattern=f"{name} ing", cue=cue, content=content)
        elif _infinitive(parse, kid) and before:
            yield Offer(pattern=f"{name} ~ to", cue=cue, content=(*parse.subtree(before[0].i), *content))
        elif _infinitive(parse, kid):
            host = next((p for p in _kids(parse, cue, "prep") if p.i < kid.i and parse.child(p.i, "pobj")), None)
            if host is not None:
                on = parse.child(host.i, "pobj") or host
                words = (*parse.subtree(on.i), *content)
                yield Offer(pattern=f"{name} {host.lemma} ~ to", cue=(*cue, host), content=words)
            yield Offer(pattern=f"{name} to", cue=cue, content=content)
    for kid in _kids(parse, cue, "advcl"):
        if kid.tag == "VBG" and kid.i == cue[-1].i + 1:
            yield Offer(pattern=f"{name} ing", cue=cue, content=parse.subtree(kid.i))


def _prepositions(parse: Parse, name: str, cue: tuple[Token, ...]) -> Iterator[Offer]:
    objects = [*_kids(parse, cue, "dobj"), *([s] if (s := _passive_subject(parse, cue)) else [])]
    own = _kids(parse, cue, "prep")
    for prep in [*own, *(p for o in objects for p in parse.children(o.i, "prep"))]:
        inside = parse.child(prep.i, "pobj", "pcomp") or parse.child(prep.i, "amod", "prep", "acomp")
        if inside is None:
            continue
        if objects:
            whole = (*parse.subtree(objects[0].i), *parse.subtree(prep.i))
            yield Offer(pattern=f"{name} ~ {prep.lemma}", cue=cue, content=whole)
        if prep in own:
            yield Offer(pattern=f"{name} {_preposition(prep)}", cue=(*cue, prep), content=parse.subtree(inside.i))


def _objects(parse: Parse, name: str, cue: tuple[Token, ...]) -> Iterator[Offer]:
    named = [kid for kid in _kids(parse, cue, "dative") if kid.tag != "IN"]
    row = _kids(parse, cue, "dobj", "pobj")
    if named and (row or _kids(parse, cue, "oprd")):
        words = [*parse.subtree(named[0].i), *(token for one in row for token in parse.subtree(one.i))]
        words += [token for one in _kids(parse, cue, "oprd") for token in parse.subtree(one.i)]
        yield Offer(pattern=f"{name} ~ ~", cue=cue, content=tuple(words))
    passive = _passive_subject(parse, cue)
    if not row and passive is not None:
        row = [passive]
    for kid in row[:1]:
        after = [
            one
            for one in _kids(parse, cue, "prep", "oprd", "acomp")
            if one.i > kid.i and (one.dep != "prep" or one.lemma in OF_WHAT)
        ]
        words = [*parse.subtree(kid.i), *(token for one in after for token in parse.subtree(one.i))]
        if any(one.dep != "prep" for one in after) or (passive is not None and _kids(parse, cue, "oprd")):
            yield Offer(pattern=f"{name} ~ ~", cue=cue, content=tuple(words))
        yield Offer(pattern=f"{name} ~", cue=cue, content=tuple(words))
