"""Who says what: cue, speaker, content, stance, voice, for direct, indirect and mixed quotation.

The scheme follows the attribution corpora (Pareti 2012, PARC; Newell et al. 2018, PolNeAR): a source,
a cue, a content. What the article says itself is kept apart as voice `author`, and only where it asks,
predicts or hedges: plain narration is not listed as a claim.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from steppe.coding.arguments import is_verb
from steppe.coding.claim_author import hedges_in, own_stance
from steppe.coding.claim_content import Offer, lemma, noun_offers, verb_names, verb_offers
from steppe.coding.claim_extent import own_part, trimmed, voice_of, whole_speech
from steppe.coding.claim_phrases import phrases
from steppe.coding.claim_quotes import beside, inside_speech
from steppe.coding.claim_speakers import LIGHT, noun_speaker, speaker_of
from steppe.coding.lexicon import Cue
from steppe.coding.mentions import Scene
from steppe.coding.parse import Parse, Token
from steppe.types import Mention, Quotation, Span, Stance, Voice

DENYING = frozenset({"not", "n't", "never", "n’t", "’t"})
NOBODY = frozenset({"it", "there", "'s", "’s"})  # as the subject of another verb: `it is worth noting`, `let's say`
# Verbs of deeds that are words only where a person does them: `Holm attacked the tax`, not `rebels attacked the town`.
TWO_FACED = frozenset("attack back defend support unleash".split())
# What one party can say that another said; attitudes and acts told inside a claim are part of that claim.
SPEECH = frozenset(
    "say tell claim allege announce report warn deny admit confirm accuse declare state write ask threaten insist "
    "acknowledge argue assert quote vow pledge promise reply respond retort counter point".split()
)


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
    row = _worth_telling(here, _one_a_cue([*_by_word(here, quotations), *_by_phrase(here, quotations)]))
    if not row and author:
        row = list(_authors_own(here, quotations))
    return tuple(sorted(row, key=lambda claim: (claim.cue or claim.content, claim.content)))


def _by_word(here: Scene, quotations: Sequence[Quotation]) -> Iterator[Said]:
    for token in here.parse.tokens:
        if f"{lemma(token)}.{token.tag[:1].lower()}" not in here.lexicon.cue_openings:
            continue
        if inside_speech(here.offset + token.start, quotations) is not None:
            continue
        if is_verb(token) and token.dep not in ("amod", "aux", "auxpass", "compound", "prep"):
            claim = _of_verb(here, token, quotations)
        elif token.tag in ("NN", "NNS"):
            claim = _of_noun(here, token, quotations)
        else:
            continue
        if claim is not None:
            yield claim


def _of_verb(here: Scene, verb: Token, quotations: Sequence[Quotation]) -> Said | None:
    parse = here.parse
    if _merely_thought_of(parse, verb):
        return None
    found = _spoken(here, verb, quotations)
    direct = found is not None
    found = found or _offered(here, verb_offers(parse, verb), "v")
    if found is None:
        return None
    cue, words, content = found
    speaker = speaker_of(here, verb, quotations, near=direct)
    if speaker is not None and speaker.head != verb.i and speaker.text.lower() in NOBODY:
        return None
    if speaker is None and (not parse.child(verb.i, "nsubjpass", "agent") or _maybe(parse, verb)):
        return None
    if verb.lemma in TWO_FACED and not _a_persons_words(here, speaker, verb):
        return None
    return _claim(here, quotations, speaker=speaker, found=(cue, _cue_span(here, words), content), verb=verb)


def _a_persons_words(here: Scene, speaker: Token | None, verb: Token) -> bool:
    """Whether one person, no state, body or thing, does it, and not `with` something."""
    armed = any(kid.lemma == "with" for kid in here.parse.children(verb.i, "prep"))
    if speaker is None or armed:
        return False
    named = here.named.get(speaker.i)
    if named is not None:
        return named.actor.kind == "person"
    return speaker.tag == "NNP" or speaker.text.lower() in ("he", "she", "who", "i")


def _maybe(parse: Parse, verb: Token) -> bool:
    return any(kid.tag == "MD" for kid in parse.children(verb.i, "aux"))


def _merely_thought_of(parse: Parse, verb: Token) -> bool:
    """Whether the cue stands under `if` or in a clause that only says what somebody is to do (`asked him to say`)."""
    if verb.lemma in ("quote", "cite") and any(
        kid.lemma == "as" and parse.child(kid.i, "pcomp") for kid in parse.children(verb.i, "prep")
    ):
        return True
    supposed = any(kid.text.lower() in ("if", "unless") for kid in parse.children(verb.i, "mark"))
    bare = verb.tag == "VB" and not parse.child(verb.i, "neg")
    return supposed or (bare and verb.dep in ("ccomp", "relcl") and not parse.child(verb.i, "nsubj"))


_Found = tuple[Cue, tuple[Token, ...], Span]


def _spoken(here: Scene, verb: Token, quotations: Sequence[Quotation]) -> _Found | None:
    """The speech set beside the verb, with the clause it is part of."""
    names = [(here.lexicon.cues.get(f"{name}.v"), words) for name, words in verb_names(here.parse, verb)]
    cue, words = next(((cue, words) for cue, words in names if cue is not None), (None, ()))
    if cue is None:
        return None
    place = here.span(words[0], words[0])
    near = [s for s in beside(here.text, here.offset, place, quotations) if not _taken(here, s, place)]
    if not near:
        return None
    return cue, words, Span(min(s.start for s in near), max(s.end for s in near))


def _taken(here: Scene, speech: Span, cue: Span) -> bool:
    """Whether another speech verb stands between the quotation and the cue, or the quotation is a name or title."""
    first, last = sorted((speech, cue))
    between = [t for t in here.parse.tokens if first.end <= here.offset + t.start and here.offset + t.end <= last.start]
    if any(is_verb(t) and f"{lemma(t)}.v" in here.lexicon.cues for t in between):
        return True
    before = [t for t in here.parse.tokens if here.offset + t.end <= speech.start]
    return speech < cue and bool(before) and before[-1].tag in ("IN", "DT", "PRP$", "POS", "NN", "JJ", "TO")


def _offered(here: Scene, offers: Iterator[Offer], pos: str) -> _Found | None:
    for offer in offers:
        cue = here.lexicon.cues.get(f"{offer.pattern}.{pos}")
        if cue is not None and offer.content:
            return cue, offer.cue, trimmed(here, sorted(offer.content, key=lambda token: token.i))
    return None


def _of_noun(here: Scene, noun: Token, quotations: Sequence[Quotation]) -> Said | None:
    found = _offered(here, noun_offers(here.parse, noun), "n")
    if found is None:
        return None
    cue, words, content = found
    speaker = noun_speaker(here.parse, noun)
    if speaker is None and not _heard_of(here, noun, content):
        return None
    return _claim(here, quotations, speaker=speaker, found=(cue, here.span(words[0], words[0]), content), verb=None)


def _heard_of(here: Scene, noun: Token, content: Span) -> bool:
    """`amid concerns that …`, `reports that …`: a claim of nobody named, which only a clause makes certain."""
    told = content.start - here.offset
    return noun.tag == "NNS" and here.text[told : told + 5].lower() == "that "


def _claim(
    here: Scene,
    quotations: Sequence[Quotation],
    *,
    speaker: Token | None,
    found: tuple[Cue, Span, Span],
    verb: Token | None,
) -> Said:
    cue, words, content = found
    content = own_part(here, whole_speech(content, quotations), quotations)
    return Said(
        speaker=speaker,
        cue=words,
        content=content,
        stance=_stance(here, verb, cue, content),
        voice=voice_of(content, quotations),
        hedges=hedges_in(here, _told(here, speaker, verb, content)),
    )


def _told(here: Scene, speaker: Token | None, verb: Token | None, content: Span) -> Span:
    """From the first to the last of speaker, cue and content: `many believe` is a hedge of what they believe."""
    words = [token for token in (speaker, verb) if token is not None]
    words += here.parse.children(verb.i, "nsubjpass", "nsubj", "prep", "advmod") if verb is not None else ()
    spans = [content, *(here.span(token, token) for token in words)]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _cue_span(here: Scene, words: Sequence[Token]) -> Span:
    last = words[-1] if words[-1].i == words[0].i + len(words) - 1 else words[0]
    return here.span(words[0], last)


def _stance(here: Scene, verb: Token | None, cue: Cue, content: Span) -> Stance:
    negated = verb is not None and any(kid.text.lower() in DENYING for kid in here.parse.children(verb.i, "neg"))
    if negated and cue.stance in ("asserts", "hedges"):
        return "denies"
    if cue.stance != "asserts":
        return cue.stance
    if content.of("\0" * here.offset + here.text).rstrip("\"'”’» ").endswith("?"):
        return "asks"
    return "asserts"


def announced(here: Scene, speech: Span) -> Said | None:
    """The claim of a sentence that ends in a colon and hands over `speech`, the quotation behind it."""
    if not here.text.rstrip().endswith(":"):
        return None
    for verb in reversed(here.parse.tokens):
        names = verb_names(here.parse, verb) if is_verb(verb) else ()
        cue = next((c for name, _ in names if (c := here.lexicon.cues.get(f"{name}.v")) is not None), None)
        speaker = speaker_of(here, verb, (), near=False) if cue is not None else None
        if cue is not None and speaker is not None:
            words = here.span(verb, verb)
            return Said(speaker=speaker, cue=words, content=speech, stance=cue.stance, voice="direct", hedges=())
    return None


def _by_phrase(here: Scene, quotations: Sequence[Quotation]) -> Iterator[Said]:
    """`according to X`, `in X's view`, `X: …`: the rest of the sentence is X's."""
    for phrase in phrases(here.parse):
        label = phrase.cue[0].text == ":"
        state = label and (named := here.named.get(phrase.speaker.i)) is not None and named.actor.kind == "state"
        if state or (not label and inside_speech(here.offset + phrase.cue[0].start, quotations) is not None):
            continue
        content = trimmed(here, phrase.content)
        content = whole_speech(content, quotations)
        yield Said(
            speaker=phrase.speaker,
            cue=here.span(phrase.cue[0], phrase.cue[-1]),
            content=content,
            stance="asserts",
            voice=voice_of(content, quotations),
            hedges=hedges_in(here, content),
        )


def _one_a_cue(row: list[Said]) -> list[Said]:
    """One claim per cue, the first found; nested ones have cues of their own."""
    kept: list[Said] = []
    for claim in row:
        if not any(claim.cue and other.cue and claim.cue.meets(other.cue) for other in kept):
            kept.append(claim)
    return kept


def _worth_telling(here: Scene, row: list[Said]) -> list[Said]:
    """Without what stands inside another's content, unless it is speech of a third party (`A says that B said`).

    Of `voiced fears that` and the like the noun's claim is kept, not the verb's around it.
    """
    light = [o for o in row for c in row if c is not o and _within(c, o) and _one_act(here, o, c)]
    row = [claim for claim in row if claim not in light]
    kept = []
    for claim in row:
        outer = [o for o in row if o is not claim and _within(claim, o) and not _within(o, claim)]
        if not outer or (_is_speech(here, claim) and all(_other_speaker(claim, o) for o in outer)):
            kept.append(claim)
    return kept


def _within(inner: Said, outer: Said) -> bool:
    return inner.cue is not None and outer.content.start <= inner.cue.start < outer.content.end


def _cue_token(here: Scene, claim: Said) -> Token | None:
    first = claim.cue.start - here.offset if claim.cue else -1
    return next((token for token in here.parse.tokens if token.start == first), None)


def _one_act(here: Scene, outer: Said, inner: Said) -> bool:
    """Whether the outer cue is a verb like `express` and the inner one its object, of the same speaker."""
    verb, noun = _cue_token(here, outer), _cue_token(here, inner)
    if verb is None or noun is None or outer.speaker is None or inner.speaker is None:
        return False
    return verb.lemma in LIGHT and noun.head == verb.i and noun.dep == "dobj" and outer.speaker.i == inner.speaker.i


def _is_speech(here: Scene, claim: Said) -> bool:
    cue = _cue_token(here, claim)
    if cue is None:
        return False
    told = claim.content.start - here.offset
    clause = cue.tag.startswith("NN") and here.text[told : told + 5].lower() == "that "
    return lemma(cue) in SPEECH or clause


def _other_speaker(claim: Said, outer: Said) -> bool:
    own, other = claim.speaker, outer.speaker
    return own is not None and own.tag != "PRP" and (other is None or own.i != other.i)


def _authors_own(here: Scene, quotations: Sequence[Quotation]) -> Iterator[Said]:
    """The article's own question, prediction or hedge, as one claim over the sentence."""
    if not here.parse.tokens:
        return
    whole = trimmed(here, here.parse.tokens)
    middle = (whole.start + whole.end) // 2
    stance = own_stance(here, whole)
    if stance is not None and inside_speech(middle, quotations) is None:
        hedges = hedges_in(here, whole)
        yield Said(speaker=None, cue=None, content=whole, stance=stance, voice="author", hedges=hedges)


def speaker_mention(here: Scene, speaker: Token, found: Mapping[int, Mention]) -> tuple[Span, Mention | None]:
    """The speaker's words and, where it resolves, the actor."""
    own = found.get(speaker.i)
    tokens = [t for t in here.parse.subtree(speaker.i) if t.i <= speaker.i or t.dep in ("compound", "prep", "pobj")]
    if own is None:
        return here.span(tokens[0], tokens[-1]), None
    names = [kid for kid in here.parse.children(speaker.i, "appos") if kid.tag == "NNP"]
    words = here.span(speaker, names[0] if names else speaker)
    return Span(min(own.span.start, words.start), max(own.span.end, words.end)), own
