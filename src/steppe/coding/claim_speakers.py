"""Who says it: the subject of a cue verb, the possessor of a cue noun, and what stands in for them in odd parses."""

from collections.abc import Sequence

from steppe.coding.arguments import heads, light_subjects, subjects
from steppe.coding.claim_quotes import inside_speech
from steppe.coding.mentions import Scene
from steppe.coding.parse import Parse, Token
from steppe.types import Quotation

DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
# Verbs whose object's content is their subject's (`issued a warning that`); anybody can `hear` or `reject` one.
LIGHT = frozenset(
    "make issue give offer express voice deliver release publish repeat send have hold renew raise level utter share "
    "reiterate put submit table file present advance sound air post".split()
)


def speaker_of(here: Scene, verb: Token, quotations: Sequence[Quotation], *, near: bool) -> Token | None:
    """The verb's subject outside what it quotes; `near` also takes the name beside a verb that has none."""
    parse = here.parse
    quoted = _quoted_as(parse, verb)
    if quoted is not None:
        return quoted
    own = [kid for kid in parse.children(verb.i, "nsubj") if inside_speech(here.offset + kid.start, quotations) is None]
    if own and not parse.child(verb.i, "agent"):
        one = min(own, key=lambda kid: abs(kid.i - verb.i))
        return next(heads(parse, one), one)
    if near:
        beside_it = _name_after(here, verb)
        if beside_it is not None:
            return beside_it
    found = [t for t in subjects(parse, verb.i) if inside_speech(here.offset + t.start, quotations) is None]
    return found[0] if found else _name_before(here, verb)


def _name_before(here: Scene, verb: Token) -> Token | None:
    """The name or personal pronoun right before a finite verb that the parser left without a subject."""
    if verb.i == 0 or verb.tag not in ("VBD", "VBZ", "VBP") or here.parse.child(verb.i, "nsubj", "nsubjpass", "agent"):
        return None
    before = here.parse.tokens[verb.i - 1]
    return before if before.tag in ("NNP", "NNPS") or before.text.lower() in ("he", "she", "they") else None


def _name_after(here: Scene, verb: Token) -> Token | None:
    """The last word of the run of names right behind the verb (`said Mayor Anna Holm`), however it was parsed."""
    run = []
    for token in here.parse.tokens[verb.i + 1 :]:
        if token.tag not in ("NNP", "NNPS"):
            break
        run.append(token)
    return run[-1] if run and run[-1].text not in DAYS else None


def _quoted_as(parse: Parse, verb: Token) -> Token | None:
    """Who is `quoted as saying`: the subject of the passive, or the object of the active."""
    prep = parse.head(verb.i)
    above = parse.head(prep.i)
    if verb.dep not in ("pcomp", "advcl") or prep.lemma != "as" or above.lemma not in ("quote", "cite", "record"):
        return None
    return parse.child(above.i, "nsubjpass", "dobj")


def noun_speaker(parse: Parse, noun: Token) -> Token | None:
    """Whose `claim` or `call for` it is: possessor, `by`/`from` phrase, or subject of `make`, `issue` and the like."""
    owner = parse.child(noun.i, "poss") or _possessor(parse, noun)
    if owner is not None:
        return owner
    for prep in parse.children(noun.i, "prep"):
        if prep.lemma in ("by", "from"):
            inside = parse.child(prep.i, "pobj")
            if inside is not None:
                return next(heads(parse, inside), inside)
    named = next((kid for kid in parse.children(noun.i, "compound") if kid.tag == "NNP"), None)
    if noun.tag == "NNS" and named is not None and named.i == noun.i - 1 and parse.child(noun.i, "acl", "ccomp"):
        return named  # `Holm claims that …` taken for a plural
    above = parse.head(noun.i)
    if noun.dep == "dobj" and above.lemma in LIGHT:
        found = light_subjects(parse, noun.i)
        return found[0] if found else None
    return None


def _possessor(parse: Parse, noun: Token) -> Token | None:
    """The noun before the apostrophe that stands before `noun`, however the parser joined them."""
    place = noun.i - 1
    while place > 0 and parse.tokens[place].tag in ("JJ", "NN", "NNP", "VBN", "RB", "JJR", "JJS"):
        place -= 1
    marked = place > 0 and parse.tokens[place].text in ("'s", "’s", "'", "’")
    before = parse.tokens[place - 1] if marked else None
    return before if before is not None and before.tag in ("NN", "NNS", "NNP", "NNPS") else None
