"""Who fills which slot of a verb or noun: subjects, objects and prepositions on the dependency tree.

Passives are turned round, relative pronouns replaced by what they stand for, and subjects shared by
coordination and control (`agreed to send`, `met and signed`) are carried over. Slots are named
`subj`, `obj`, `iobj`, `comp` (subject of the clause complement), `xobj` (object of the infinitive, also of
one below an adjective: `ready to help Nepal`), `xprep` (the nouns under that infinitive's prepositions),
`poss`, `mod` (adjective or noun before a noun), `light` (subject of the verb whose object the noun is), `under` (it),
or by a preposition.
"""

from collections.abc import Callable, Iterator, Mapping

from steppe.coding.parse import Parse, Token

RELATIVE = {"WDT", "WP", "WP$"}
# Verbs whose object, not subject, does what the infinitive says (Radford, Minimalist Syntax, object control).
OBJECT_CONTROL = frozenset(
    "allow ask authorize beg call command compel direct enable encourage force help instruct invite order permit "
    "persuade press pressure prompt push request require tell urge warn send deploy dispatch "
    "plead implore exhort lobby".split()
)
# Verbs whose object did what the gerund after `for` or `of` tells (`praised Poland for taking in refugees`).
JUDGING = frozenset(
    "accuse acclaim admonish applaud arrest berate blame blast castigate censure charge chide commend condemn convict "
    "criticise criticize decry denounce deport detain discipline execute expel fault fine forgive hail hang indict "
    "investigate jail lambast lambaste laud pardon penalise penalize praise prosecute punish rebuke reprimand reproach "
    "salute sanction scold sentence slam sue suspect suspend target thank try upbraid".split()
)
# Prepositions that name the other party of what is promised or asked.
TOWARDS = frozenset({"to", "with", "for", "from", "against"})
VERBAL = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
# Prepositions by which a verb takes a deed's noun (`engaged in fighting`), unlike those of time or cause.
CARRYING = frozenset("in into on to with by under out".split())
# Verbs whose subject tells of, meets or answers the deed that their object names, and does not do it.
ONLOOKING = frozenset(
    "await anticipate blame cause commemorate condemn confirm cover criticise criticize decry denounce deny deplore "
    "describe discuss escape expect fear flee foil follow hear investigate justify know mark mention monitor mourn "
    "note observe oppose praise prevent probe prompt provoke quell recall receive record regret reject remember repel "
    "report resist say see spark study suffer survive tell thwart trigger watch welcome witness".split()
)
# Heads that only count or group what follows `of`.
PARTITIVE = frozenset(
    "thousand hundred million dozen score ten number group member majority handful part some many most all several "
    "one two three crowd hundreds thousands dozens series wave lot kind half pair couple team unit column batch "
    "representative resident citizen people leader leadership tonne ton sack bag litre liter barrel kilo kilogram gram "
    "half third quarter percent cargo shipment consignment load truckload planeload delivery tranche instalment rest "
    "remainder number column bulk package convoy contingent lorry-load crate box worth amount quantity volume stock "
    "batch dose remnant sliver tens plethora duo trio quartet array string spate slew host scores "
    "round rounds session inch mile metre meter foot square acre hectare shred".split()
)


def is_verb(token: Token) -> bool:
    """Whether the Penn tag is a verb's."""
    return token.tag in VERBAL


def passive(parse: Parse, i: int) -> bool:
    """Whether the verb at `i` is a passive: by its auxiliary, its subject, or as a bare participle on a noun."""
    token = parse.tokens[i]
    if parse.child(i, "auxpass", "nsubjpass") or (token.tag != "VBD" and parse.child(i, "agent")):
        return True
    if token.dep == "conj" and token.tag == "VBN" and not parse.child(i, "nsubj", "aux"):
        return passive(parse, token.head)
    return token.tag == "VBN" and token.dep == "acl" and parse.child(i, "nsubj") is None


def _stand_in(parse: Parse, token: Token) -> Token:
    """What a relative pronoun stands for; any other token is itself."""
    if token.tag not in RELATIVE and not (token.lemma == "that" and token.dep in ("nsubj", "nsubjpass", "dobj")):
        return token
    verb = parse.head(token.i)
    for above in (verb, *parse.ancestors(verb.i)):
        if above.dep == "relcl":
            return parse.head(above.i)
    if verb.dep == "ccomp" and parse.head(verb.i).lemma == "be":  # `it was Chad that attacked`
        return parse.child(verb.head, "attr") or token
    return token


def heads(parse: Parse, token: Token) -> Iterator[Token]:
    """The noun-phrase heads that `token` brings: itself and its conjuncts, looked through counting words."""
    for one in parse.conjuncts(_stand_in(parse, token).i):
        yield one
        of = next((kid for kid in parse.children(one.i, "prep") if kid.lemma == "of"), None)
        if of is not None and (one.lemma in PARTITIVE or one.tag == "CD"):
            for inner in parse.children(of.i, "pobj"):
                yield from parse.conjuncts(inner.i)


def _agents(parse: Parse, i: int) -> Iterator[Token]:
    for by in parse.children(i, "agent"):
        yield from parse.children(by.i, "pobj")


def _inherited(parse: Parse, i: int) -> tuple[Token, ...]:
    """Subjects a clause without its own takes from the clause it hangs on."""
    token, above = parse.tokens[i], parse.head(i)
    if token.dep == "conj" and (is_verb(above) or above.dep == "ROOT"):
        return subjects(parse, above.i)
    if token.dep == "acl" and token.tag == "VB":
        return light_subjects(parse, above.i) or slot(parse, above.i, "poss") or modifiers(parse, above.i)
    if token.dep == "acomp":
        return subjects(parse, above.i)
    if token.dep == "xcomp" and (above.tag.startswith("JJ") or above.lemma == "about"):
        return subjects(parse, parse.head(above.i).i) or _passive_subject(parse, parse.head(above.i).i)
    if token.dep in ("acl", "relcl") and token.tag in ("VBG", "VB", "VBP", "VBZ", "VBD"):
        # A past tense there is the parser's reading of `the last column of rebels handed over`.
        return tuple(heads(parse, above)) if token.tag in ("VBG", "VBD") or token.dep == "relcl" else ()
    if token.dep in ("xcomp", "ccomp", "advcl"):
        controlled = parse.child(above.i, "dobj")
        if token.dep == "xcomp" and controlled and above.lemma in OBJECT_CONTROL:
            return tuple(heads(parse, controlled))
        return subjects(parse, above.i) or (_passive_subject(parse, above.i) if token.dep == "xcomp" else ())
    return _gerund_subjects(parse, above) if token.dep == "pcomp" else ()


def _gerund_subjects(parse: Parse, above: Token) -> tuple[Token, ...]:
    """The doer of the gerund under preposition `above`: who is judged for it, else the subject of the verb above."""
    verb = parse.head(above.i)
    if verb.tag in ("RB", "IN"):  # `stopped short of attacking`
        verb = parse.head(verb.i)
    if above.lemma in ("of", "in", "for") and verb.dep == "pobj":  # `is on the point of leaving`
        verb = parse.head(parse.head(verb.i).i)
    judged = objects(parse, verb.i) if verb.lemma in JUDGING and above.lemma in ("for", "of", "over") else ()
    return judged or (subjects(parse, verb.i) if is_verb(verb) else ())


def _passive_subject(parse: Parse, i: int) -> tuple[Token, ...]:
    return tuple(one for kid in parse.children(i, "nsubjpass") for one in heads(parse, kid))


def subjects(parse: Parse, i: int) -> tuple[Token, ...]:
    """The doers of the verb at `i`: its subject, or the `by` phrase of a passive; empty where unsaid."""
    if passive(parse, i):
        return tuple(one for token in _agents(parse, i) for one in heads(parse, token))
    own = [one for token in parse.children(i, "nsubj") for one in heads(parse, token)]
    return tuple(own) or (_inherited(parse, i) if parse.tokens[i].head != i else ())


def objects(parse: Parse, i: int) -> tuple[Token, ...]:
    """What the verb at `i` acts on: its object, or the subject of its passive."""
    found = [one for kid in parse.children(i, "dobj", "nsubjpass") for one in heads(parse, kid)]
    token = parse.tokens[i]
    if not found and passive(parse, i):
        if token.dep == "acl":
            found = list(heads(parse, parse.head(i)))
        elif token.dep == "conj":
            found = list(objects(parse, token.head))
        elif token.dep == "xcomp":  # `a pact is to be signed`, `they are due to be freed`
            found = list(_raised(parse, i))
    if not found and token.dep == "relcl" and parse.child(i, "nsubj") and not _gap_filled(parse, i):
        found = list(heads(parse, parse.head(i)))
    return tuple(found)


def _raised(parse: Parse, i: int) -> Iterator[Token]:
    """The subject of the verb above, which a passive infinitive below it or below its adjective acts on."""
    above = parse.head(i)
    while above.dep in ("acomp", "xcomp") and not parse.child(above.i, "nsubj", "nsubjpass"):
        above = parse.head(above.i)
    yield from _own_subjects(parse, above.i)


def _gap_filled(parse: Parse, i: int) -> bool:
    return any(kid.tag in RELATIVE or kid.lemma == "that" for kid in parse.children(i, "nsubj"))


def prepositional(parse: Parse, i: int, word: str) -> tuple[Token, ...]:
    """The nouns under preposition `word` of `i`, or of its object (attachment is often wrong there)."""
    hosts = [parse.tokens[i], *parse.children(i, "dobj", "prt", "prep", "acomp", "attr")]
    token = parse.tokens[i]
    if token.dep in ("dobj", "pobj", "nsubj", "nsubjpass"):
        hosts.append(parse.head(i))
    if not is_verb(token):  # `the seizure of a tanker by Iran`: the second phrase hangs on the first
        near = [prep for prep in parse.children(i, "prep", "agent") if prep.lemma in ("of", "by")]
        hosts += [kid for prep in near for kid in parse.children(prep.i, "pobj")]
    found = []
    for host in hosts:
        for prep in parse.children(host.i, "prep", "agent", "dative"):
            if prep.lemma == word:
                found += [one for kid in parse.children(prep.i, "pobj") for one in heads(parse, kid)]
    return tuple(found)


def modifiers(parse: Parse, i: int) -> tuple[Token, ...]:
    """Adjectives and nouns before the noun at `i`, also inside `Saudi-led` and the like."""
    found = []
    for kid in parse.children(i, "amod", "compound", "nmod", "npadvmod"):
        found += [kid, *parse.children(kid.i, "amod", "compound", "nmod", "npadvmod", "conj")]
    return tuple(found)


def _complement_subjects(parse: Parse, i: int) -> tuple[Token, ...]:
    found = [one for kid in parse.children(i, "ccomp", "xcomp", "advcl") for one in _own_subjects(parse, kid.i)]
    return tuple(found)


def complements(parse: Parse, i: int) -> tuple[Token, ...]:
    """The clauses that complete the word at `i`, its predicate adjective or its preposition."""
    hosts = [parse.tokens[i], *parse.children(i, "acomp", "oprd", "prep")]
    row = [kid for host in hosts for kid in parse.children(host.i, "xcomp", "ccomp", "pcomp")]
    if not row and parse.tokens[i].lemma in OBJECT_CONTROL:
        row = [kid for kid in parse.children(i, "advcl") if kid.tag == "VB"]
    return tuple(row)


def _below_prepositions(parse: Parse, i: int) -> Iterator[Token]:
    for host in (parse.tokens[i], *parse.children(i, "dobj")):
        for prep in parse.children(host.i, "prep", "dative"):
            if prep.lemma in TOWARDS:
                for kid in parse.children(prep.i, "pobj"):
                    yield from heads(parse, kid)


def _own_subjects(parse: Parse, i: int) -> Iterator[Token]:
    for kid in parse.children(i, "nsubj", "nsubjpass"):
        yield from heads(parse, kid)


def carrier(parse: Parse, i: int) -> tuple[Token, ...]:
    """The verb that has the noun at `i` as object, or in its prepositional phrase (`went on strike`)."""
    token = parse.tokens[i]
    if token.dep == "conj":
        return carrier(parse, token.head)
    above = parse.head(i)
    if token.dep == "pobj" and above.lemma == "of" and parse.head(above.i).lemma in PARTITIVE:
        return carrier(parse, above.head)
    if token.dep == "pobj" and above.lemma in CARRYING:
        above = parse.head(above.i)
    fits = token.dep in ("dobj", "pobj", "nsubjpass", "attr") and is_verb(above)
    return (above,) if fits else ()


def light_subjects(parse: Parse, i: int) -> tuple[Token, ...]:
    """The subject of the verb that carries the noun at `i`, unless that verb only tells of it or meets it."""
    return tuple(one for verb in carrier(parse, i) if verb.lemma not in ONLOOKING for one in subjects(parse, verb.i))


def _indirect(parse: Parse, i: int) -> tuple[Token, ...]:
    return tuple(one for kid in parse.children(i, "dative", "iobj") for one in heads(parse, kid))


def _complement_objects(parse: Parse, i: int) -> tuple[Token, ...]:
    return tuple(one for kid in complements(parse, i) for one in objects(parse, kid.i))


def _complement_prepositions(parse: Parse, i: int) -> tuple[Token, ...]:
    return tuple(one for kid in complements(parse, i) for one in _below_prepositions(parse, kid.i))


def _possessors(parse: Parse, i: int) -> tuple[Token, ...]:
    return tuple(one for kid in parse.children(i, "poss") for one in parse.conjuncts(kid.i))


def _authors(parse: Parse, i: int) -> tuple[Token, ...]:
    return light_subjects(parse, parse.tokens[i].head) if parse.tokens[i].dep == "acl" else ()


SLOTS: Mapping[str, Callable[[Parse, int], tuple[Token, ...]]] = {
    "subj": subjects,
    "obj": objects,
    "iobj": _indirect,
    "comp": _complement_subjects,
    "xobj": _complement_objects,
    "xprep": _complement_prepositions,
    "poss": _possessors,
    "author": _authors,
    "mod": modifiers,
    "light": light_subjects,
    "under": carrier,
}


def slot(parse: Parse, i: int, name: str) -> tuple[Token, ...]:
    """The heads of the noun phrases that fill slot `name` of the word at `i`; other names are prepositions."""
    filled = SLOTS.get(name)
    return filled(parse, i) if filled else prepositional(parse, i, name)
