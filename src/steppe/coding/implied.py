"""Acts told without their doer, whose word says what kind of people did it: `the strike`, `was arrested`.

The PLOVER manual leaves acts without an explicit actor uncoded; that holds for `four were killed`. But a
protest implies people of the country, an arrest its police, a bomb its unknown layers. Which words in which
frames do so is data (`implied.tsv`). Such a doer is marked `implied`, has the act's words for a span, and low
confidence.
"""

from collections.abc import Mapping

from steppe.coding.mentions import Scene
from steppe.coding.parse import Parse, Token
from steppe.types import Actor, Mention, Span

CONFIDENCE = 0.3
# Sectors that a doer of the implied sector may turn out to have, where the sentence names such people.
FITTING: Mapping[str, frozenset[str]] = {
    "CVL": frozenset({"CVL", "EDU", "LAB", "AGR", "REL"}),
    "LAB": frozenset({"LAB", "MED", "EDU"}),
    "UAF": frozenset({"UAF", "REB"}),
}
# Words of state courtesy and denial: the deeds told below them are background, not news.
ECHOING = frozenset(
    "condolence condole sympathy grief sorrow mourn deny denial denied refute apologise apologize apology "
    "commemorate commemoration anniversary tribute concern regret solidarity".split()
)
# Prepositions of time and cause: what they take is a deed that took place.
TIMED = frozenset("during amid amidst after since throughout following despite".split())
# Verbs of how far a deed has come: what continues, ends or spreads has begun.
STAGES = frozenset("continue end stop suspend intensify escalate spread persist worsen last drag subside rage".split())
# Verbs that tell of a deed going on where they are negated (`would not cancel the protest`).
CANCELLING = frozenset("cancel abandon drop halt".split())
ABLE = frozenset({"can", "could", "may", "might"})
UNCERTAIN = frozenset({"no", "any", "another", "every"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def echoed(parse: Parse, i: int) -> bool:
    """Whether the word at `i` is background below a condolence, a denial or a commemoration."""
    return any(above.lemma in ECHOING for above in parse.ancestors(i))


def presupposed(parse: Parse, i: int) -> bool:
    """Whether the phrase takes for granted that the deed named at `i` took place, whatever its verb's mood.

    `Police failed to act during the protest`, `The union will continue the strike`: there is one.
    """
    token, above = parse.tokens[i], parse.head(i)
    words = {kid.lemma for kid in parse.children(i, "det")}
    if not token.tag.startswith("N") or words & UNCERTAIN:
        return False
    if token.dep == "pobj":
        return above.lemma in TIMED
    known = words & DEFINITE or parse.children(i, "poss")
    kept = above.lemma in CANCELLING and parse.child(above.i, "neg")
    return bool(known) and token.dep in ("dobj", "nsubj", "nsubjpass") and bool(kept or above.lemma in STAGES)


def generic(parse: Parse, i: int) -> bool:
    """Whether the noun at `i` names deeds of that kind, and none in particular: `Strikes could harm exports`."""
    token, above = parse.tokens[i], parse.head(i)
    bare = token.tag == "NNS" and token.dep == "nsubj" and not parse.children(i, "det", "poss", "nummod")
    return bare and any(aux.text.lower() in ABLE for aux in parse.children(above.i, "aux"))


def implied(here: Scene, token: Token, sector: str, found: Mapping[int, Mention], spoken: Mention | None) -> Mention:
    """The doer that the act at `token` implies: such people in the sentence, else those of the country spoken of."""
    named = _named(token, sector, found)
    span = here.span(token, token)
    if named is not None:
        return _made(token, span, named.actor, named.span)
    place = _country(here, found) or spoken
    country, cow = (place.actor.country, place.actor.cow) if place else ("", "")
    name = " ".join(part for part in (place.actor.name if place else "", f"({sector})") if part)
    actor = Actor(
        id=f"implied:{country}:{sector}", name=name, kind="group", country=country, sectors=(sector,), cow=cow
    )
    return _made(token, span, actor, place.span if place else None)


def _made(token: Token, span: Span, actor: Actor, antecedent: Span | None) -> Mention:
    return Mention(
        span=span, quote=token.text, actor=actor, resolution="implied", antecedent=antecedent, confidence=CONFIDENCE
    )


def _named(token: Token, sector: str, found: Mapping[int, Mention]) -> Mention | None:
    """The nearest mention of people who fit, before the word first."""
    fits = FITTING.get(sector, frozenset({sector}))
    fitting = [i for i, one in found.items() if one.actor.sectors and one.actor.sectors[0] in fits]
    nearest = min(fitting, key=lambda i: (i > token.i, abs(i - token.i)), default=None)
    return None if nearest is None else found[nearest]


def _country(here: Scene, found: Mapping[int, Mention]) -> Mention | None:
    """The first state in the sentence that is a place (`in Chile`), else the first there is."""
    states = [i for i in sorted(found) if found[i].actor.kind == "state"]
    places = [i for i in states if here.parse.head(i).tag == "IN"]
    first = next(iter([*places, *states]), None)
    return None if first is None else found[first]
