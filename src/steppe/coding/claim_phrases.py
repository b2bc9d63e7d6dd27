"""Attribution without a verb: `according to X`, `in X's view`, `X: …`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from steppe.coding.parse import Parse, Token

# Nouns that make `in X's …` hand over the sentence it stands in.
OUTLOOKS = frozenset("view opinion word words telling account eyes estimation judgment judgement assessment".split())
LONGEST_LABEL = 5  # words before the colon of a headline or transcript
SHORTEST_LABELLED = 4  # words behind it
# Labels that name no speaker, and nouns that name one without a proper name.
SECTIONS = frozenset(
    "update video photo photos watch listen read note source sources correction breaking live related opinion "
    "exclusive analysis explainer part chapter day week question answer q a editor review background context".split()
)
VOICES = frozenset(
    "poll survey study report minister ministry president official officials police army experts expert analyst "
    "analysts spokesman spokeswoman spokesperson witnesses agency monitor ngo think-tank lawmaker un envoy".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A source named by a phrase: its head, the cue's words, the words handed over."""

    speaker: Token
    cue: tuple[Token, ...]
    content: tuple[Token, ...]


def phrases(parse: Parse) -> Iterator[Phrase]:
    """Every `according to X`, `in X's view`, `in the words of X` of the sentence."""
    for token in parse.tokens:
        word = token.text.lower()
        if word == "according":
            yield from _according(parse, token)
        elif word == ":" and _is_label(parse.tokens[: token.i]):
            rest = parse.tokens[token.i + 1 :]
            if len(rest) >= SHORTEST_LABELLED and rest[-1].text != "?":
                yield Phrase(speaker=parse.tokens[token.i - 1], cue=(token,), content=rest)
        elif word == "in" and token.dep == "prep":
            yield from _outlook(parse, token)


def _is_label(before: Sequence[Token]) -> bool:
    """Whether the words before a colon at the head of a sentence name a speaker (`HOLM: …`, `Poll: …`)."""
    words = [token for token in before if token.tag not in ("``", "''", "-LRB-", "-RRB-", ",", "IN", "DT")]
    if not 0 < len(words) <= LONGEST_LABEL or words[-1].lemma in SECTIONS:
        return False
    if words[-1].lemma in VOICES:
        return True
    return all(token.tag in ("NNP", "NNPS") and token.text[0].isupper() for token in words)


def _according(parse: Parse, token: Token) -> Iterator[Phrase]:
    to = next((kid for kid in parse.children(token.i, "prep") if kid.lemma == "to"), None)
    source = parse.child(to.i, "pobj") if to is not None else None
    if to is not None and source is not None:
        content = _rest(parse, token) or _behind_comma(parse, to)
        if content:
            yield Phrase(speaker=source, cue=(token, to), content=content)


def _behind_comma(parse: Parse, to: Token) -> tuple[Token, ...]:
    """What follows the first comma: the clause, where the parser hung it into the source's phrase."""
    comma = next((token for token in parse.tokens[to.i :] if token.text == ","), None)
    return parse.tokens[comma.i + 1 :] if comma is not None else ()


def _outlook(parse: Parse, token: Token) -> Iterator[Phrase]:
    noun = parse.child(token.i, "pobj")
    if noun is None or noun.lemma not in OUTLOOKS:
        return
    owner = parse.child(noun.i, "poss")
    of = next((kid for kid in parse.children(noun.i, "prep") if kid.lemma == "of"), None)
    owner = owner or (parse.child(of.i, "pobj") if of is not None else None)
    content = _rest(parse, token)
    if owner is not None and content:
        yield Phrase(speaker=owner, cue=(noun,), content=content)


def _rest(parse: Parse, token: Token) -> tuple[Token, ...]:
    """The clause the phrase is hung into, on the side of the phrase that holds it."""
    inner = {one.i for one in parse.subtree(token.i)}
    clause = token
    while clause.head != clause.i and clause.dep not in ("ROOT", "conj", "advcl", "ccomp", "relcl", "parataxis"):
        clause = parse.head(clause.i)
    around = parse.subtree(clause.i) if clause.dep in ("conj", "ccomp", "parataxis") else parse.tokens
    rest = [one for one in around if one.i not in inner]
    before = [one for one in rest if one.i < token.i]
    after = [one for one in rest if one.i > max(inner)]
    return tuple(before if len(before) > 2 else after or rest)
