"""Told as done, denied, planned, conditional or hypothetical: from tense, negation, mood and governing words.

The nearest sign wins in the order: question, negation, condition, possibility, plan. Governing words
(`plan to`, `fear that`, `prevent`) are data in `status.tsv`. Background: Saurí and Pustejovsky 2009
(FactBank); factors after Rudinger et al. 2018.
"""

from collections.abc import Mapping
from typing import NamedTuple

from steppe.coding.arguments import is_verb
from steppe.coding.parse import Parse, Token
from steppe.types import Status

FUTURE = frozenset({"will", "shall", "'ll", "wo"})
POSSIBLE = frozenset({"could", "may", "might", "can", "would", "should", "must", "ought", "ca"})
CONDITION = frozenset({"if", "unless", "provided", "once", "assuming"})
NEGATIVE = frozenset({"not", "n't", "never", "no", "neither", "nor", "hardly", "scarcely", "without"})
PERHAPS = frozenset({"perhaps", "maybe", "possibly", "presumably", "allegedly", "supposedly"})
NOBODY = frozenset({"none", "nobody", "nothing", "neither", "no-one"})
# Verbs that only carry the act their noun names, so the noun takes their tense and mood.
CARRIERS = frozenset(
    "hold take make pay launch carry conduct stage begin start continue resume happen occur erupt issue impose "
    "open sign reach give provide send host have be follow suffer mount undertake perform announce face expect".split()
)
# Set phrases of condition that parsers attach in many ways.
CONDITION_PHRASES = (
    "on condition", "on the condition", "in the event of", "in case of", "as long as", "provided that", "so long as",
    "providing that", "contingent on", "unless", "in the event that", "only after", "only if", "assuming that",
    "barring", "pending", "subject to", "in the absence of", "failing a", "failing an", "failing that", "if and when",
    "or else", "the moment", "the minute", "the instant", "as soon as", "only when", "only once", "not until",
    "with the proviso", "on the proviso", "on the understanding", "in which case", "but first", "in that case",
    "failing which", "if not,", "otherwise ,", "as and when", "insofar as", "on pain of", "for as long as",
    "provided the", "provided they", "provided it", "provided its",
)  # fmt: skip
SUPPOSED = frozenset({"whether", "lest"})
FRONTED = frozenset({"should", "were", "had", "once"})
# Verbs that carry the act of a noun below their preposition (`go on strike`, `resort to force`).
CARRIERS_BY_PREPOSITION = frozenset({"go", "come", "resort", "engage", "turn"})
# Words right before a clause that say it was not done, and settings in which nothing is told as real.
NOT_DONE = ("rather than", "instead of", "short of", "nowhere near", "far from", "in lieu of", "as opposed to")
IMAGINED = (
    "in a war game", "in the war game", "in a war-game", "in the war-game",
    "in a simulation", "in the simulation", "in a scenario", "in the scenario",
    "in this scenario", "in one scenario", "worst-case scenario", "hypothetically", "in theory", "imagine that",
    "suppose that", "supposing that",
)  # fmt: skip
# Works and games in which nothing is told as real, where a sentence opens with them (`in the bestselling thriller`).
WORKS = frozenset(
    "novel thriller film movie drama series comic cartoon sitcom play musical opera game videogame simulation "
    "scenario dream nightmare fantasy satire script screenplay parody joke sketch wargame war-game fable allegory "
    "tabletop hypothesis epic telenovela miniseries blockbuster legend myth prophecy reverie daydream".split()
)
UNREAL = frozenset("alternate alternative imaginary fictional fictitious parallel invented make-believe".split())
MEANT = frozenset("be due suppose mean slate".split())
DEPENDING = frozenset("depend hinge hang turn rest".split())
HAPPENING = frozenset("happen occur materialise materialize start begin come take get go transpire eventuate".split())
FELL_THROUGH = frozenset(
    ("fall through", "fall apart", "fizzle out", "fizzle", "come to", "peter out", "founder", "collapse")
)
INVERTED = frozenset({"should", "were", "had"})
DOUBTING = frozenset({"doubt", "dispute", "deny", "question", "contest"})
HEARSAY = frozenset({"say", "think", "believe", "report", "rumour", "rumor", "allege", "understand", "suspect", "feel"})
GOVERNED_BY_VERB = frozenset({"xcomp", "ccomp", "acl", "pcomp", "dobj", "nsubjpass", "advcl", "csubj", "prep", "pobj"})
GOVERNED_BY_NOUN = frozenset({"xcomp", "ccomp", "acl", "pcomp", "prep", "pobj", "csubj", "relcl"})
GOVERNING, NEGATED = "a word that governs the act", "a governing word, negated"
CLAUSE_DEPS = ("xcomp", "ccomp", "advcl", "pcomp", "acl", "conj", "csubj", "dobj", "pobj", "nsubj", "nsubjpass", "prep")


class Sign(NamedTuple):
    """A status, the rule that gave it, and the word or phrase it went by (empty where there is none)."""

    status: Status
    rule: str = "nothing says otherwise"
    words: str = ""


ASSERTED = Sign("asserted")


def status_at(parse: Parse, i: int, governors: Mapping[str, Status], *, question: bool = False) -> Status:
    """The status of the act at token `i`; `governors` maps a lemma to the status of what it governs."""
    return sign_at(parse, i, governors, question=question).status


def sign_at(parse: Parse, i: int, governors: Mapping[str, Status], *, question: bool = False) -> Sign:
    """The status of the act at token `i` with its reason; `governors` as in `status_at`."""
    if question:
        return Sign("hypothetical", "the sentence is a question", "?")
    own = _clause_sign(parse, i)
    if own.status not in ("asserted", "planned"):
        return own
    governed = _governed(parse, i, governors)
    if own.status == "planned":  # `it is rumoured that they will`: no plan of theirs
        return governed if governed.status in ("denied", "hypothetical", "conditional") else own
    imagined = _imagined(parse) if governed.status == "asserted" else ""
    return Sign("hypothetical", "an imagined setting", imagined) if imagined else governed


def _words(parse: Parse) -> str:
    return f" {' '.join(token.text.lower() for token in parse.tokens)} "


def _imagined(parse: Parse) -> str:
    """The words that open an imagined setting, empty for none."""
    words = _words(parse).replace(" - ", "-")
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


def _clause_sign(parse: Parse, i: int) -> Sign:
    """The status by the words of the clause itself: negation, auxiliaries, marks."""
    if _inside_inversion(parse, i):
        return Sign("conditional", "a condition by inversion", parse.tokens[0].text)
    negation = _negation(parse, i)
    if negation:
        condition = _condition(parse, i) if _auxiliary_future(parse, i) else ""
        return Sign("conditional", "a condition", condition) if condition else Sign("denied", "negation", negation)
    for mark in parse.children(i, "mark"):
        if mark.lemma in SUPPOSED and _depended_on(parse, i):
            return Sign("conditional", "a condition", mark.text)
        if mark.lemma in SUPPOSED or _as_if(parse, mark) or _if_only(parse, mark):
            return Sign("hypothetical", "a supposition", mark.text)
    for mark in parse.children(i, "mark"):
        if mark.lemma in CONDITION:
            return Sign("conditional", "a condition", mark.text)
    return _auxiliary_sign(parse, i)


def _auxiliary_sign(parse: Parse, i: int) -> Sign:
    """The status by auxiliaries, with the conditions that go with some of them."""
    auxiliaries = {aux.text.lower() for aux in _auxiliaries(parse, i)}
    if {"would", "have"} <= auxiliaries:
        return Sign("hypothetical", "contrary to fact", "would have")
    perhaps = next((kid.text for kid in parse.children(i, "advmod") if kid.lemma in PERHAPS), "")
    if perhaps:
        return Sign("hypothetical", "a possibility", perhaps)
    present = parse.tokens[i].tag in ("VBZ", "VBP", "VB") and "did" not in auxiliaries
    condition = _condition(parse, i) if present or auxiliaries & (POSSIBLE | FUTURE) else ""
    if condition:
        return Sign("conditional", "a condition", condition)
    if "had" in auxiliaries and parse.tokens[i].dep in ("advcl", "parataxis") and _inverted(parse, i):
        return Sign("conditional", "a condition by inversion", "had")
    possible = " ".join(sorted(auxiliaries & POSSIBLE))
    if possible and _reported_future(parse, i, auxiliaries):
        return Sign("planned", "a reported future", possible)
    if possible:
        return Sign("hypothetical", "a possibility", possible)
    future = " ".join(sorted(auxiliaries & FUTURE)) or ("to" if _headline_future(parse, i) else "")
    return Sign("planned", "the future", future) if future else ASSERTED


def _headline_future(parse: Parse, i: int) -> bool:
    """`Gambia to pardon 50 prisoners`: an infinitive with a subject that hangs on nothing."""
    token = parse.tokens[i]
    return token.head == i and token.tag == "VB" and any(kid.tag == "TO" for kid in parse.children(i, "aux"))


def _as_if(parse: Parse, mark: Token) -> bool:
    """`as if`, `as though`: what only seems so."""
    return mark.lemma in ("if", "though") and mark.i > 0 and parse.tokens[mark.i - 1].lemma == "as"


def _if_only(parse: Parse, mark: Token) -> bool:
    """`If only they had agreed`: a wish, no condition."""
    return mark.lemma == "if" and parse.tokens[mark.i + 1].lemma == "only"


def _depended_on(parse: Parse, i: int) -> bool:
    """`Whether they send help depends on …`: the clause is the subject of what makes it depend."""
    above = parse.head(i)
    return parse.tokens[i].dep in ("csubj", "ccomp", "nsubj") and above.lemma in DEPENDING and i < above.i


def _auxiliary_future(parse: Parse, i: int) -> bool:
    return any(aux.text.lower() in FUTURE for aux in _auxiliaries(parse, i))


def _inside_inversion(parse: Parse, i: int) -> bool:
    """Whether `i` stands before the comma of a sentence that begins `Should they …,` or `Were they to …,`."""
    if parse.tokens[0].text.lower() not in INVERTED:
        return False
    comma = next((token.i for token in parse.tokens if token.text == ","), 0)
    return 0 < i < comma


def _inverted(parse: Parse, i: int) -> bool:
    """`Had they agreed`, `Should it fail`: the auxiliary before the subject."""
    first, subject = parse.subtree(i)[0], parse.child(i, "nsubj", "nsubjpass")
    return subject is not None and first.i < subject.i and first.text.lower() in ("had", "should", "were")


def _reported_future(parse: Parse, i: int, auxiliaries: set[str]) -> bool:
    """`said it would send`: a past report's future, not a possibility."""
    above = parse.head(i)
    return auxiliaries & POSSIBLE == {"would"} and parse.tokens[i].dep == "ccomp" and above.tag in ("VBD", "VBN")


def _auxiliaries(parse: Parse, i: int) -> tuple[Token, ...]:
    found = parse.children(i, "aux", "auxpass")
    token = parse.tokens[i]
    if not found and token.dep == "conj" and token.tag in ("VB", "VBN") and is_verb(parse.head(i)):
        return _auxiliaries(parse, token.head)
    return found


def _negation(parse: Parse, i: int) -> str:
    """The word or words that negate the act, empty where none does."""
    for kid in parse.children(i, "neg", "advmod", "preconj", "cc", "det"):
        following = parse.tokens[kid.i + 1].lemma if kid.i + 1 < len(parse.tokens) else ""
        if kid.lemma in NEGATIVE and following not in ("only", "just"):
            return kid.text
    below = parse.children(i, "nsubj", "nsubjpass", "dobj", "attr")
    objects = [noun for prep in parse.children(i, "prep") for noun in parse.children(prep.i, "pobj")]
    for kid in (*below, *objects):
        if kid.lemma in NOBODY:
            return kid.text
    for kid in below:
        for det in parse.children(kid.i, "det"):
            if det.lemma in ("no", "neither"):
                return det.text
        none = _none_of(parse, kid)
        if none:
            return none
    if parse.tokens[i].dep == "pcomp" and parse.head(i).lemma == "without":
        return parse.head(i).text
    before = " ".join(token.text.lower() for token in parse.tokens[max(0, i - 2) : i])
    return before if before in NOT_DONE else ""


def _none_of(parse: Parse, noun: Token) -> str:
    """`not a single shot`, `not one soldier`, `not a cent of the loan`: the words that leave nothing of the noun."""
    first = parse.subtree(noun.i)[0].i
    for start in (first, first - 1):
        words = [token.text.lower() for token in parse.tokens[max(0, start) : start + 2]]
        if words in (["not", "a"], ["not", "one"], ["not", "an"], ["nary", "a"]):
            return " ".join(words)
    return ""


def _condition(parse: Parse, i: int) -> str:
    """The word or phrase that makes the act depend on something else, empty where none does."""
    for kid in parse.children(i, "advcl", "prep", "parataxis"):
        for mark in parse.children(kid.i, "mark"):
            if mark.lemma in CONDITION:
                return mark.text
        if kid.dep != "prep" and kid.i < i and parse.children(kid.i) and _inverted(parse, kid.i):
            return parse.subtree(kid.i)[0].text
    if parse.tokens[0].text.lower() in FRONTED and any(token.text == "," for token in parse.tokens[1:i]):
        return parse.tokens[0].text
    words = _words(parse)
    return next((phrase for phrase in CONDITION_PHRASES if f" {phrase} " in words), "")


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
    given = _governor(parse, above, governors)
    told = given == "planned" and here.dep == "ccomp" and here.tag != "VB"
    predicated = above.lemma == "be" and here.dep == "nsubj" and here.tag.startswith("N")
    if given is not None and not told and (predicated or here.dep in (GOVERNED_BY_VERB if verb else GOVERNED_BY_NOUN)):
        if not verb:
            return _said_of(parse, above, governors) or Sign(given, GOVERNING, above.text)
        negation = _negation(parse, above.i)
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
        sign = _clause_sign(parse, above.i)
        return None if sign.status == "asserted" else sign
    came = _came_to_nothing(parse, above) if here.dep in ("nsubj", "nsubjpass") and not is_verb(here) else ""
    if came:
        return Sign("denied", "what came to nothing", came)
    return ASSERTED if here.dep in ("nsubj", "nsubjpass", "advcl") else None


def _of_infinitive(parse: Parse, here: Token, above: Token) -> Sign | None:
    """What `is to`, `has to`, `was to have` and the like make of the infinitive at `here`."""
    auxiliaries = parse.children(here.i, "aux")
    if here.dep != "xcomp" or not any(kid.tag == "TO" for kid in auxiliaries):
        return None
    if above.lemma in MEANT and here.tag == "VBN" and any(kid.lemma == "have" for kid in auxiliaries):
        return Sign("hypothetical", "contrary to fact", f"{above.text} to have")
    found = _to_be(parse, above)
    condition = _condition(parse, above.i) if found is not None and found.status == "planned" else ""
    return Sign("conditional", "a condition", condition) if condition else found


def _came_to_nothing(parse: Parse, verb: Token) -> str:
    """`the march failed to materialise`, `the deal fell through`, `the summit never took place`."""
    particle = parse.child(verb.i, "prt", "advmod", "prep")
    words = f"{verb.lemma} {particle.lemma}" if particle else verb.lemma
    if words in FELL_THROUGH and not _negation(parse, verb.i):
        return words
    if verb.lemma in ("fail", "prove", "turn") and any(
        kid.lemma in HAPPENING for kid in parse.children(verb.i, "xcomp", "advcl")
    ):
        return f"{verb.text} to"
    return f"{_negation(parse, verb.i)} {verb.text}" if verb.lemma in HAPPENING and _negation(parse, verb.i) else ""


def _turned(parse: Parse, above: Token, given: Status, negation: str) -> Sign:
    """What a negated governor gives: `cannot be ruled out` leaves open, `nobody doubts` and `did not fail` assert."""
    words = f"{negation} … {above.text}"
    if given == "denied" and {aux.text.lower() for aux in _auxiliaries(parse, above.i)} & POSSIBLE:
        return Sign("hypothetical", NEGATED, words)
    return Sign("asserted" if given == "denied" or above.lemma in DOUBTING else "denied", NEGATED, words)


def _said_of(parse: Parse, noun: Token, governors: Mapping[str, Status]) -> Sign | None:
    """What the verb above a governing noun makes of it: a plan dropped, a claim that is false."""
    verb = parse.head(noun.i)
    if not is_verb(verb) or noun.dep not in ("dobj", "nsubj", "nsubjpass"):
        return None
    dropped = _governor(parse, verb, governors) == "denied" and not _negation(parse, verb.i)
    return Sign("denied", GOVERNING, f"{noun.text} … {verb.text}") if dropped else None


def _to_be(parse: Parse, above: Token) -> Sign | None:
    """`is to visit`, `is going to`, `is about to`, `has yet to`, `has to`."""
    yet = any(kid.lemma == "yet" for kid in parse.children(above.i, "advmod"))
    words = f"{above.text} {'yet ' if yet else ''}to"
    if above.lemma == "have":
        could = {aux.text.lower() for aux in _auxiliaries(parse, above.i)} & (POSSIBLE | FUTURE)
        if above.tag in ("VBD", "VBN") and not yet and not could:
            return Sign("asserted", "what had to be done was done", words)  # `had to fire`: they fired
        return Sign("denied", "not done so far", words) if yet else Sign("hypothetical", "a duty", words)
    if above.lemma in ("be", "about") or (above.lemma == "go" and above.tag == "VBG"):
        return Sign("denied", "not done so far", words) if yet else Sign("planned", "the future", words)
    return None
