"""What a clause says of its own act: negation, auxiliaries, marks, conditions; no look at what stands above it."""

from typing import NamedTuple

from steppe.coding.arguments import is_verb
from steppe.coding.parse import Parse, Token
from steppe.coding.status_words import (
    CONDITION,
    CONDITION_OPENINGS,
    CONDITION_PHRASES,
    DEPENDING,
    FRONTED,
    FUTURE,
    INVERTED,
    NEGATIVE,
    NEXT,
    NOBODY,
    NOT_DONE,
    PERHAPS,
    POSSIBLE,
    SUPPOSED,
    TO_COME,
    WHOEVER,
)
from steppe.types import Status


def words_of(parse: Parse) -> str:
    """The sentence in lower case, a blank around every word."""
    return f" {' '.join(token.text.lower() for token in parse.tokens)} "


class Sign(NamedTuple):
    """A status, the rule that gave it, and the word or phrase it went by (empty where there is none)."""

    status: Status
    rule: str = "nothing says otherwise"
    words: str = ""


ASSERTED = Sign("asserted")


def clause_sign(parse: Parse, i: int) -> Sign:
    """The status by the words of the clause itself: negation, auxiliaries, marks."""
    if _inside_inversion(parse, i):
        return Sign("conditional", "a condition by inversion", parse.tokens[0].text)
    negation = negation_of(parse, i)
    if negation:
        condition = condition_of(parse, i) if _auxiliary_future(parse, i) else ""
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
    auxiliaries = {aux.text.lower() for aux in auxiliaries_of(parse, i)}
    if {"would", "have"} <= auxiliaries:
        return Sign("hypothetical", "contrary to fact", "would have")
    perhaps = next((kid.text for kid in parse.children(i, "advmod") if kid.lemma in PERHAPS), "")
    if perhaps:
        return Sign("hypothetical", "a possibility", perhaps)
    present = parse.tokens[i].tag in ("VBZ", "VBP", "VB") and "did" not in auxiliaries
    condition = condition_of(parse, i) if present or auxiliaries & (POSSIBLE | FUTURE) else ""
    if condition:
        return Sign("conditional", "a condition", condition)
    if "had" in auxiliaries and parse.tokens[i].dep in ("advcl", "parataxis") and _inverted(parse, i):
        return Sign("conditional", "a condition by inversion", "had")
    possible = " ".join(sorted(auxiliaries & POSSIBLE))
    if possible and _reported_future(parse, i, auxiliaries):
        return Sign("planned", "a reported future", possible)
    if possible:
        return Sign("hypothetical", "a possibility", possible)
    future = " ".join(sorted(auxiliaries & FUTURE)) or ("to" if _headline_future(parse, i) else _to_come(parse, i))
    return Sign("planned", "the future", future) if future else ASSERTED


def _to_come(parse: Parse, i: int) -> str:
    """`leaves for Algiers tomorrow`, `a visit is in the offing`: the words that put it into the future."""
    words, token = words_of(parse), parse.tokens[i]
    if is_verb(token):
        bare = token.tag in ("VBZ", "VBP") and not parse.child(i, "aux", "auxpass")
        return next((phrase for phrase in NEXT if f" {phrase} " in words), "") if bare else ""
    ahead = token.dep in ("nsubj", "nsubjpass") and parse.head(i).tag in ("VBZ", "VBP")
    return next((phrase for phrase in (*TO_COME, *NEXT) if f" {phrase} " in words), "") if ahead else ""


def _headline_future(parse: Parse, i: int) -> bool:
    """`Gambia to pardon 50 prisoners`: an infinitive with a subject that hangs on nothing."""
    token = parse.tokens[i]
    return token.head == i and token.tag == "VB" and any(kid.tag == "TO" for kid in parse.children(i, "aux"))


def _as_if(parse: Parse, mark: Token) -> bool:
    """`as if`, `as though`: what only seems so."""
    return mark.lemma in ("if", "though") and mark.i > 0 and parse.tokens[mark.i - 1].lemma == "as"


def _if_only(parse: Parse, mark: Token) -> bool:
    """`If only they had agreed`: a wish, no condition."""
    return mark.lemma == "if" and any(token.lemma == "only" for token in parse.tokens[mark.i + 1 : mark.i + 2])


def _depended_on(parse: Parse, i: int) -> bool:
    """`Whether they send help depends on …`: the clause is the subject of what makes it depend."""
    above = parse.head(i)
    return parse.tokens[i].dep in ("csubj", "ccomp", "nsubj") and above.lemma in DEPENDING and i < above.i


def _auxiliary_future(parse: Parse, i: int) -> bool:
    return any(aux.text.lower() in FUTURE for aux in auxiliaries_of(parse, i))


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


def auxiliaries_of(parse: Parse, i: int) -> tuple[Token, ...]:
    """The auxiliaries of the verb at `i`, also those it shares with the verb it is coordinated with."""
    found = parse.children(i, "aux", "auxpass")
    token = parse.tokens[i]
    if not found and token.dep == "conj" and token.tag in ("VB", "VBN") and is_verb(parse.head(i)):
        return auxiliaries_of(parse, token.head)
    return found


def negation_of(parse: Parse, i: int) -> str:
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
        none = _none_of(parse, kid)
        if none:
            return none
    if parse.tokens[i].dep == "pcomp" and parse.head(i).lemma == "without":
        return parse.head(i).text
    before = [token.text.lower() for token in parse.tokens[max(0, i - 12) : i]]
    if " ".join(before[-2:]) in NOT_DONE:
        return " ".join(before[-2:])
    return "nothing to do with" if "nothing to do with" in " ".join(before) else ""


def _none_of(parse: Parse, noun: Token) -> str:
    """`no shot`, `not a single shot`, `not a cent of the loan`: the words that leave nothing of the noun."""
    for det in parse.children(noun.i, "det"):
        if det.lemma in ("no", "neither"):
            return det.text
    first = parse.subtree(noun.i)[0].i
    for start in (first, first - 1):
        words = [token.text.lower() for token in parse.tokens[max(0, start) : start + 2]]
        if words in (["not", "a"], ["not", "one"], ["not", "an"], ["nary", "a"]):
            return " ".join(words)
    return ""


def condition_of(parse: Parse, i: int) -> str:
    """The word or phrase that makes the act depend on something else, empty where none does."""
    for kid in parse.children(i, "advcl", "prep", "parataxis"):
        for mark in parse.children(kid.i, "mark"):
            if mark.lemma in CONDITION:
                return mark.text
        if kid.dep != "prep" and kid.i < i and parse.children(kid.i) and _inverted(parse, kid.i):
            return parse.subtree(kid.i)[0].text
    if parse.tokens[0].text.lower() in FRONTED | CONDITION_OPENINGS and (
        parse.tokens[0].lemma == "either" or any(token.text == "," for token in parse.tokens[1:i])
    ):
        return parse.tokens[0].text
    for kid in parse.children(i, "nsubj", "nsubjpass"):
        if kid.lemma in WHOEVER and parse.child(kid.i, "relcl"):
            return f"{kid.text} who"
    words = words_of(parse)
    return next((phrase for phrase in CONDITION_PHRASES if f" {phrase} " in words), "")
