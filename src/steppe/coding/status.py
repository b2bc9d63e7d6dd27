"""Told as done, denied, planned, conditional or hypothetical: from tense, negation, mood and governing words.

The nearest sign wins in the order: question, negation, condition, possibility, plan. Governing words
(`plan to`, `fear that`, `prevent`) are data in `status.tsv`. Background: Saurí and Pustejovsky 2009
(FactBank); factors after Rudinger et al. 2018.
"""

from collections.abc import Mapping

from steppe.coding.arguments import is_verb
from steppe.coding.parse import Parse, Token
from steppe.coding.status_clause import ASSERTED, Sign, auxiliaries_of, clause_sign, condition_of, negation_of, words_of
from steppe.coding.status_words import (
    CARRIERS,
    CARRIERS_BY_PREPOSITION,
    CLAUSE_DEPS,
    DEMANDING,
    DOUBTING,
    FALSELY,
    FELL_THROUGH,
    FUTURE,
    GOVERNED_BY_NOUN,
    GOVERNED_BY_VERB,
    GOVERNING,
    HAPPENING,
    HEARSAY,
    IMAGINED,
    MEANT,
    NEGATED,
    POSSIBLE,
    UNREAL,
    WORKS,
)
from steppe.types import Status


def status_at(parse: Parse, i: int, governors: Mapping[str, Status], *, question: bool = False) -> Status:
    """The status of the act at token `i`; `governors` maps a lemma to the status of what it governs."""
    return sign_at(parse, i, governors, question=question).status


def sign_at(parse: Parse, i: int, governors: Mapping[str, Status], *, question: bool = False) -> Sign:
    """The status of the act at token `i` with its reason; `governors` as in `status_at`."""
    if question:
        return Sign("hypothetical", "the sentence is a question", "?")
    own = clause_sign(parse, i)
    if own.status not in ("asserted", "planned"):
        return own
    governed = _governed(parse, i, governors)
    if own.status == "planned":  # `it is rumoured that they will`: no plan of theirs
        return governed if governed.status in ("denied", "hypothetical", "conditional") else own
    imagined = _imagined(parse) if governed.status == "asserted" else ""
    return Sign("hypothetical", "an imagined setting", imagined) if imagined else governed


def _imagined(parse: Parse) -> str:
    """The words that open an imagined setting, empty for none."""
    words = words_of(parse).replace(" - ", "-")
    opening = next((one for one in (" imagine ", " suppose ", " if only ") if words.startswith(one)), "")
    return next((phrase for phrase in IMAGINED if f" {phrase} " in words), "") or opening.strip() or _work(parse)


def _work(parse: Parse) -> str:
    """The work of art or game in which the sentence opens (`In the bestselling thriller, …`), empty for none."""
    if parse.tokens[0].lemma not in ("in", "on", "under"):
        return ""
    for prep in parse.tokens[:1]:
        for noun in parse.children(prep.i, "pobj"):
            unreal = any(kid.lemma in UNREAL for kid in parse.children(noun.i, "amod"))
            if noun.lemma in WORKS or unreal:
                return noun.text
    return ""


def _governed(parse: Parse, i: int, governors: Mapping[str, Status]) -> Sign:
    """The status that words above `i` give it, climbing while the clause is not asserted on its own."""
    here = parse.tokens[i]
    for kid in parse.children(i, "amod", "advmod", "acomp"):
        if kid.lemma in governors and kid.i < i:
            above = _from_above(parse, here, parse.head(i), governors) if here.dep == "dobj" else None
            held = above is not None and above.status == "denied"
            return above if above is not None and held else Sign(governors[kid.lemma], GOVERNING, kid.text)
    for above_it in parse.ancestors(i):
        if _stands_alone(parse, here):
            return ASSERTED
        found = _from_above(parse, here, above_it, governors)
        if found is not None:
            return found
        here = above_it
    return ASSERTED


def _stands_alone(parse: Parse, here: Token) -> bool:
    """Whether the clause of `here` is told in its own right, whatever stands above it."""
    if here.dep == "relcl" and parse.head(here.i).lemma in WORKS:
        return False
    if here.dep == "relcl" and parse.head(here.i).dep == "attr":  # `it is a myth that they attacked`
        return not any(kid.lemma == "it" for kid in parse.children(parse.head(here.i).head, "nsubj"))
    if here.dep not in CLAUSE_DEPS:
        return True
    if here.dep == "advcl" and not any(kid.tag == "TO" for kid in parse.children(here.i, "aux")):
        return True
    if here.dep == "conj" and here.tag == "VBD" and parse.head(here.i).tag == "VB":
        return True  # `refused to leave and threw stones`: the parser took the past tense for an infinitive
    return here.dep == "conj" and is_verb(here) and parse.child(here.i, "nsubj") is not None


def _governor(parse: Parse, above: Token, governors: Mapping[str, Status]) -> Status | None:
    """The status a word gives to what it governs.

    By the word with its particle first (`call_off`), then the word, then what a copula says of it (`is possible`)
    or the noun that is its subject (`rumours spread that`).
    """
    particle = parse.child(above.i, "prt")
    keys = [f"{above.lemma}_{particle.lemma}"] if particle else []
    keys.append(above.lemma)
    if above.lemma == "be":
        keys += [kid.lemma for kid in parse.children(above.i, "acomp", "attr")]
    elif is_verb(above):
        keys += [kid.lemma for kid in parse.children(above.i, "nsubj") if kid.tag in ("NN", "NNS")]
    return next((governors[key] for key in keys if key in governors), None)


def _from_above(parse: Parse, here: Token, above: Token, governors: Mapping[str, Status]) -> Sign | None:
    verb = is_verb(above)
    unreal = _unreal(parse, here, above)
    if unreal is not None:
        return unreal
    given = _governor(parse, above, governors)
    told = given == "planned" and here.dep == "ccomp" and here.tag != "VB"
    predicated = above.lemma == "be" and here.dep == "nsubj" and here.tag.startswith("N")
    if given is not None and not told and (predicated or here.dep in (GOVERNED_BY_VERB if verb else GOVERNED_BY_NOUN)):
        if not verb:
            return _said_of(parse, above, governors) or Sign(given, GOVERNING, above.text)
        negation = negation_of(parse, above.i)
        return _turned(parse, above, given, negation) if negation else Sign(given, GOVERNING, above.text)
    if verb and here.dep == "xcomp" and above.lemma in HEARSAY and parse.children(above.i, "auxpass"):
        return Sign("hypothetical", "hearsay", above.text)
    found = _of_infinitive(parse, here, above)
    if found is not None:
        return found
    if not verb:
        return None
    carried = above.lemma in CARRIERS and here.dep in ("dobj", "pobj", "nsubj", "nsubjpass", "attr")
    carried = carried or (above.lemma in CARRIERS_BY_PREPOSITION and here.dep == "prep")
    if carried or here.dep in ("conj", "xcomp"):
        sign = clause_sign(parse, above.i)
        return None if sign.status == "asserted" else sign
    came = _came_to_nothing(parse, above) if here.dep in ("nsubj", "nsubjpass") and not is_verb(here) else ""
    if came:
        return Sign("denied", "what came to nothing", came)
    return ASSERTED if here.dep in ("nsubj", "nsubjpass", "advcl") else None


def _unreal(parse: Parse, here: Token, above: Token) -> Sign | None:
    """What a false report, a demand in the subjunctive, or a work of fiction makes of the clause at `here`."""
    if here.dep in ("ccomp", "xcomp"):
        falsely = next((kid.text for kid in parse.children(above.i, "advmod") if kid.lemma in FALSELY), "")
        if falsely:
            return Sign("denied", "a false report", falsely)
        if here.tag == "VB" and above.lemma in DEMANDING and not parse.child(here.i, "aux"):
            return Sign("hypothetical", "what is asked for", above.text)
        made_up = [
            kid
            for one in parse.children(above.i, "nsubj")
            for kid in parse.children(one.i, "amod")
            if kid.lemma in UNREAL
        ]
        if made_up:
            return Sign("hypothetical", "an imagined setting", made_up[0].text)
    if here.dep == "relcl" and above.lemma in WORKS and parse.child(here.i, "prep"):
        return Sign("hypothetical", "an imagined setting", above.text)
    return None


def _of_infinitive(parse: Parse, here: Token, above: Token) -> Sign | None:
    """What `is to`, `has to`, `was to have` and the like make of the infinitive at `here`."""
    auxiliaries = parse.children(here.i, "aux")
    if here.dep != "xcomp" or not any(kid.tag == "TO" for kid in auxiliaries):
        return None
    if above.lemma in MEANT and here.tag == "VBN" and any(kid.lemma == "have" for kid in auxiliaries):
        return Sign("hypothetical", "contrary to fact", f"{above.text} to have")
    found = _to_be(parse, above)
    condition = condition_of(parse, above.i) if found is not None and found.status == "planned" else ""
    return Sign("conditional", "a condition", condition) if condition else found


def _came_to_nothing(parse: Parse, verb: Token) -> str:
    """`the march failed to materialise`, `the deal fell through`, `the summit never took place`."""
    particle = parse.child(verb.i, "prt", "advmod", "prep")
    words = f"{verb.lemma} {particle.lemma}" if particle else verb.lemma
    if words in FELL_THROUGH and not negation_of(parse, verb.i):
        return words
    if verb.lemma in ("fail", "prove", "turn") and any(
        kid.lemma in HAPPENING for kid in parse.children(verb.i, "xcomp", "advcl")
    ):
        return f"{verb.text} to"
    if verb.lemma == "exist" and any(kid.lemma == "only" for kid in parse.children(verb.i, "advmod", "prep")):
        return f"{verb.text} only"
    return f"{negation_of(parse, verb.i)} {verb.text}" if verb.lemma in HAPPENING and negation_of(parse, verb.i) else ""


def _turned(parse: Parse, above: Token, given: Status, negation: str) -> Sign:
    """What a negated governor gives: `cannot be ruled out` leaves open, `nobody doubts` and `did not fail` assert."""
    words = f"{negation} … {above.text}"
    if given == "denied" and {aux.text.lower() for aux in auxiliaries_of(parse, above.i)} & POSSIBLE:
        return Sign("hypothetical", NEGATED, words)
    return Sign("asserted" if given == "denied" or above.lemma in DOUBTING else "denied", NEGATED, words)


def _said_of(parse: Parse, noun: Token, governors: Mapping[str, Status]) -> Sign | None:
    """What the verb above a governing noun makes of it: a plan dropped, a claim that is false."""
    verb = parse.head(noun.i)
    if not is_verb(verb) or noun.dep not in ("dobj", "nsubj", "nsubjpass"):
        return None
    dropped = _governor(parse, verb, governors) == "denied" and not negation_of(parse, verb.i)
    return Sign("denied", GOVERNING, f"{noun.text} … {verb.text}") if dropped else None


def _to_be(parse: Parse, above: Token) -> Sign | None:
    """`is to visit`, `is going to`, `is about to`, `has yet to`, `has to`."""
    yet = any(kid.lemma == "yet" for kid in parse.children(above.i, "advmod"))
    words = f"{above.text} {'yet ' if yet else ''}to"
    if above.lemma == "have":
        could = {aux.text.lower() for aux in auxiliaries_of(parse, above.i)} & (POSSIBLE | FUTURE)
        if above.tag in ("VBD", "VBN") and not yet and not could:
            return Sign("asserted", "what had to be done was done", words)  # `had to fire`: they fired
        return Sign("denied", "not done so far", words) if yet else Sign("hypothetical", "a duty", words)
    if above.lemma in ("be", "about") or (above.lemma == "go" and above.tag == "VBG"):
        return Sign("denied", "not done so far", words) if yet else Sign("planned", "the future", words)
    return None
