"""Who says what: cue, speaker, content, stance, voice, for direct, indirect and mixed quotation.

The scheme follows the attribution corpora (Pareti 2012, PARC; Newell et al. 2018, PolNeAR): a source,
a cue, a content. What the article says itself is kept apart as voice `author`, and only where it asks,
predicts or hedges: plain narration is not listed as a claim.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from steppe.coding.arguments import is_verb, subjects
from steppe.coding.lexicon import Cue
from steppe.coding.mentions import Scene
from steppe.coding.parse import Parse, Token
from steppe.types import Mention, Quotation, Span, Stance, Voice

DENYING = frozenset({"not", "n't", "never"})
PREDICTIVE = frozenset({"will", "shall", "'ll", "wo"})
SHORTEST = 12  # characters: a shorter quotation beside a cue is a scare-quoted word
HEDGING = frozenset({"may", "might", "could", "would", "can"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim of one sentence before it has an id: article spans, speaker by head token where there is one."""

    speaker: Token | None
    cue: Span | None
    content: Span
    stance: Stance
    voice: Voice
    hedges: tuple[str, ...]


def said(here: Scene, quotations: Sequence[Quotation], *, author: bool = True) -> tuple[Said, ...]:
    """The claims of one sentence; with `author`, also what the article itself asks, predicts or hedges."""
    row = [*_by_verb(here, quotations), *_by_phrase(here, quotations)]
    row = _outermost(row)
    if not row and author:
        row = list(_authors_own(here))
    return tuple(row)


def _span(here: Scene, tokens: Sequence[Token]) -> Span:
    trimmed = list(tokens)
    while trimmed and trimmed[0].tag in (",", ":", ".", "``", "''", "-LRB-"):
        trimmed.pop(0)
    while trimmed and trimmed[-1].tag in (",", ":", ".", "``", "''"):
        trimmed.pop()
    trimmed = trimmed or list(tokens)
    return here.span(trimmed[0], trimmed[-1])


def _by_verb(here: Scene, quotations: Sequence[Quotation]) -> Iterator[Said]:
    parse = here.parse
    for token in parse.tokens:
        cue = here.lexicon.cues.get(f"{token.lemma}.v") if is_verb(token) else None
        if cue is None or token.dep in ("amod", "aux"):
            continue
        content = _content(here, token, quotations)
        if content is None:
            continue
        speaker = next(iter(_speakers(parse, token)), None)
        span, voice = content
        if speaker is None and voice == "indirect" and not parse.child(token.i, "nsubjpass", "agent"):
            continue
        yield Said(
            speaker=speaker,
            cue=_cue_span(here, token),
            content=span,
            stance=_stance(parse, token, cue),
            voice=voice,
            hedges=_hedges(here, span),
        )


def _speakers(parse: Parse, cue: Token) -> tuple[Token, ...]:
    own = [kid for kid in parse.children(cue.i, "nsubj") if kid.i != cue.i]
    return tuple(own[:1]) or subjects(parse, cue.i)


def _cue_span(here: Scene, token: Token) -> Span:
    particle = here.parse.child(token.i, "prt")
    return here.span(token, particle if particle is not None and particle.i == token.i + 1 else token)


def _stance(parse: Parse, token: Token, cue: Cue) -> Stance:
    negated = any(kid.text.lower() in DENYING for kid in parse.children(token.i, "neg"))
    if negated and cue.stance == "asserts":
        return "denies"
    return cue.stance


def _content(here: Scene, cue: Token, quotations: Sequence[Quotation]) -> tuple[Span, Voice] | None:
    """What the cue hands over: its clause, the quotation beside it, or the sentence it is hung into."""
    clause = _clause(here, cue)
    beside = _beside(here, cue, quotations)
    if clause is None and beside is None:
        return None
    if clause is None or (beside is not None and beside.span.holds(clause)):
        return (beside.span, "direct") if beside is not None else None
    inside = [quote for quote in quotations if quote.span.meets(clause)]
    if not inside:
        return clause, "indirect"
    whole = min(inside, key=lambda quote: quote.span.start).span
    covered = whole.start <= clause.start + 6 and clause.end <= whole.end + 2
    return clause, "direct" if covered else "mixed"


def _clause(here: Scene, cue: Token) -> Span | None:
    parse = here.parse
    for kid in parse.children(cue.i, "ccomp", "xcomp"):
        tokens = list(parse.subtree(kid.i))
        if (
            kid.dep == "xcomp"
            and not _quoted_start(here, tokens[0])
            and cue.lemma not in ("threaten", "promise", "vow")
        ):
            continue
        return _span(here, tokens)
    if cue.dep == "parataxis":
        above = parse.head(cue.i)
        inner = {token.i for token in parse.subtree(cue.i)}
        return _span(here, [token for token in parse.subtree(above.i) if token.i not in inner])
    return None


def _quoted_start(here: Scene, token: Token) -> bool:
    return (token.i > 0 and here.parse.tokens[token.i - 1].tag in ("``", "''")) or token.tag == "``"


def _beside(here: Scene, cue: Token, quotations: Sequence[Quotation]) -> Quotation | None:
    """A quotation of the sentence that the cue stands next to, before or after, not inside."""
    place = here.offset + cue.start
    whole = Span(here.offset, here.offset + len(here.text))
    outside = [q for q in quotations if q.span.meets(whole) and not (q.span.start <= place < q.span.end)]
    near = [q for q in outside if q.span.end - q.span.start > SHORTEST]
    return min(near, key=lambda q: min(abs(q.span.start - place), abs(q.span.end - place)), default=None)


def _by_phrase(here: Scene, quotations: Sequence[Quotation]) -> Iterator[Said]:
    """`according to X`: the rest of the sentence is X's."""
    parse = here.parse
    for token in parse.tokens:
        if token.text.lower() != "according":
            continue
        to = next((kid for kid in parse.children(token.i, "prep") if kid.lemma == "to"), None)
        source = parse.child(to.i, "pobj") if to is not None else None
        if to is None or source is None:
            continue
        inner = {one.i for one in parse.subtree(token.i)}
        rest = [one for one in parse.tokens if one.i not in inner]
        if not rest:
            continue
        before = [one for one in rest if one.i < token.i]
        content = _span(here, before if len(before) > 2 else [one for one in rest if one.i > token.i] or rest)
        voice: Voice = "mixed" if any(q.span.meets(content) for q in quotations) else "indirect"
        yield Said(
            speaker=source,
            cue=here.span(token, to),
            content=content,
            stance="asserts",
            voice=voice,
            hedges=_hedges(here, content),
        )


def _outermost(row: list[Said]) -> list[Said]:
    """One claim per cue; a claim whose cue is another's cue is dropped, nested ones are kept."""
    kept: dict[Span | None, Said] = {}
    for claim in row:
        kept.setdefault(claim.cue, claim)
    return list(kept.values())


def _hedges(here: Scene, content: Span) -> tuple[str, ...]:
    inside = here.text[content.start - here.offset : content.end - here.offset].lower()
    words = set(inside.replace(",", " ").split())
    return tuple(
        sorted(h for h in here.lexicon.hedges if (h in words if " " not in h and "-" not in h else h in inside))
    )


def _authors_own(here: Scene) -> Iterator[Said]:
    """The article's own question, prediction or hedge, as one claim over the sentence."""
    whole = _span(here, here.parse.tokens)
    hedges = _hedges(here, whole)
    auxiliaries = {token.text.lower() for token in here.parse.tokens if token.tag == "MD"}
    stance: Stance | None = None
    if here.text.rstrip("\"'”’» ").endswith("?"):
        stance = "asks"
    elif hedges or auxiliaries & HEDGING:
        stance = "hedges"
    elif auxiliaries & PREDICTIVE:
        stance = "predicts"
    if stance is not None and len(here.parse.tokens) > 2:
        yield Said(speaker=None, cue=None, content=whole, stance=stance, voice="author", hedges=hedges)


def speaker_mention(here: Scene, speaker: Token, found: Mapping[int, Mention]) -> tuple[Span, Mention | None]:
    """The speaker's words and, where it resolves, the actor."""
    own = found.get(speaker.i)
    if own is not None:
        return own.span, own
    tokens = [t for t in here.parse.subtree(speaker.i) if t.i <= speaker.i or t.dep in ("compound", "prep", "pobj")]
    return here.span(tokens[0], tokens[-1]), None
