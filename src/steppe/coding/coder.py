"""The one entry of the room: an article and a coder in, everything the coder found out.

Titles, leads, crossheads and body are coded. Captions, teasers and boilerplate belong to something
else than this article's story: their sentences are listed as skipped, with that reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from steppe.coding.claim_runs import continued
from steppe.coding.claims import Said, said, speaker_mention
from steppe.coding.datelines import after_dateline
from steppe.coding.events import acts
from steppe.coding.fates import Fate
from steppe.coding.lexicon import Lexicon
from steppe.coding.memory import Memory
from steppe.coding.mentions import Scene, mentions, scene
from steppe.coding.parse import Parser
from steppe.coding.places import place_of
from steppe.coding.quantities import quantities
from steppe.coding.settled import Act
from steppe.coding.sieve import Sieve
from steppe.coding.timing import Timeline, timeline
from steppe.text.quotations import quotations
from steppe.text.sentences import MOST, MOST_CHARACTERS, sentences
from steppe.types import (
    Article,
    Claim,
    Coded,
    Event,
    Evidence,
    Mention,
    Quantity,
    Quotation,
    Sentence,
    Skipped,
    Span,
    identity,
)

NAME = "steppe-rules@0.1"
LONGEST_COMPLEMENT = 120  # characters
CODED_BLOCKS = frozenset({"title", "lead", "heading", "body"})
REPLIES = ("reply", "replie", "respond", "answer", "retort", "rebut", "counter", "deny", "denie", "refut")
SKIP = {
    "caption": "caption or credit: not the article's own account",
    "teaser": "teaser: headline of another article",
    "boilerplate": "boilerplate: page furniture",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """What coding needs besides the article: the parser, the word lists, and names@versions for provenance.

    `most` and `most_sentences` bound what of one article is parsed (a book is not news); what lies past them is
    listed as skipped, in one stretch. With a `sieve`, sentences that cannot hold an event are not parsed, and listed
    likewise.
    """

    parser: Parser
    lexicon: Lexicon
    ontology: str
    name: str = NAME
    most: int = MOST_CHARACTERS
    most_sentences: int = MOST
    sieve: Sieve | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One sentence after reading: its scene, mentions, acts and claims, and what kept patterns from being acts."""

    sentence: Sentence
    here: Scene
    found: Mapping[int, Mention]
    acts: tuple[Act, ...]
    said: tuple[Said, ...]
    fates: tuple[Fate, ...] = ()


def code(article: Article, coder: Coder, *, readings: list[Reading] | None = None) -> Coded:
    """Code `article`: events, claims, quantities and mentions, each with the characters it rests on.

    An article in an unsupported language comes back uncoded, with the reason in `skipped`. How each sentence was
    read is added to `readings`, where given.
    """
    empty = Coded(article=article, coder=coder.name, ontology=coder.ontology)
    if not article.supported:
        whole = Span(0, len(article.text))
        return replace(empty, skipped=(Skipped(span=whole, reason=f"language '{article.language}' is not coded yet"),))
    every_sentence = sentences(article)
    split = _within(every_sentence, coder)
    marked = quotations(article.text)
    dates = timeline(article, split)
    on = dates.published.first if dates.published is not None else None
    spans = _to_code(article, split)
    sifted = _sift(article, spans, coder)
    watched = readings is not None
    read = _told_on(list(_read(article, _without(spans, sifted), marked, coder, on, watched=watched)), marked)
    if readings is not None:
        readings.extend(read)
    every = tuple(sorted((m for one in read for m in one.found.values()), key=lambda m: m.span))
    return replace(
        empty,
        article=replace(article, published=dates.published),
        sentences=split,
        quotations=marked,
        mentions=every,
        events=tuple(_events(article, read, coder, dates)),
        claims=_linked(_claims(article, read, coder, dates)),
        quantities=tuple(q for one, _ in spans for q in _quantities(article, one, coder)),
        skipped=(*_skipped(article, split, read, sifted), *_past(every_sentence, split, coder)),
    )


def _within(row: Sequence[Sentence], coder: Coder) -> tuple[Sentence, ...]:
    """The sentences up to the most that are parsed."""
    total, kept = 0, []
    for one in row[: coder.most_sentences]:
        total += one.span.end - one.span.start
        if total > coder.most:
            break
        kept.append(one)
    return tuple(kept)


def _past(row: Sequence[Sentence], kept: Sequence[Sentence], coder: Coder) -> Iterator[Skipped]:
    """One entry for everything past the bound, where something is."""
    if len(kept) < len(row):
        rest = Span(row[len(kept)].span.start, row[-1].span.end)
        many = len(kept) == coder.most_sentences
        first = f"{len(kept):,} sentences" if many else f"{coder.most:,} characters of sentences"
        yield Skipped(span=rest, reason=f"past the first {first}: not coded")


def _quantities(article: Article, sentence: Sentence, coder: Coder) -> Iterator[Quantity]:
    yield from quantities(article.text, sentence.span, article=article.id, coder=coder.name)


def _to_code(article: Article, split: Sequence[Sentence]) -> list[tuple[Sentence, Span]]:
    """The sentences of the article's own account, each with its span without a dateline."""
    coded = [one for one in split if article.blocks[one.block].kind in CODED_BLOCKS]
    return [(one, after_dateline(one.span, article.text)) for one in coded]


def _sift(article: Article, spans: Sequence[tuple[Sentence, Span]], coder: Coder) -> Mapping[int, str]:
    """Why sentences (by index) need no parse."""
    if coder.sieve is None:
        return {}
    reasons = coder.sieve.reasons([span.of(article.text) for _, span in spans])
    return {one.index: reason for (one, _), reason in zip(spans, reasons, strict=True) if reason}


def _without(spans: Sequence[tuple[Sentence, Span]], sifted: Mapping[int, str]) -> list[tuple[Sentence, Span]]:
    return [(one, span) for one, span in spans if one.index not in sifted]


def _read(
    article: Article,
    spans: Sequence[tuple[Sentence, Span]],
    marked: Sequence[Quotation],
    coder: Coder,
    on: date | None,
    *,
    watched: bool,
) -> Iterator[Reading]:
    trees = coder.parser([span.of(article.text) for _, span in spans])
    memory = Memory()
    for (one, span), parse in zip(spans, trees, strict=True):
        text = span.of(article.text)
        here = scene(parse, text, span.start, coder.lexicon, on)
        found = mentions(here, memory)
        asked = text.rstrip("\"'”’») ").endswith("?")
        claims = said(here, [q for q in marked if q.span.meets(one.span)])
        fates: list[Fate] | None = [] if watched else None
        did = acts(here, found, question=asked, spoken=memory.states[-1] if memory.states else None, fates=fates)
        yield Reading(sentence=one, here=here, found=found, acts=did, said=claims, fates=tuple(fates or ()))


def _told_on(read: Sequence[Reading], marked: Sequence[Quotation]) -> list[Reading]:
    """The sentences with quotations that run on over several of them given to their speaker."""
    rows = continued([one.here for one in read], [one.said for one in read], marked)
    return [replace(one, said=row) for one, row in zip(read, rows, strict=True)]


def _evidence(article: Article, span: Span, coder: Coder, confidence: float) -> Evidence:
    quote = span.of(article.text)
    return Evidence(
        article=article.id, span=span, quote=quote, coder=coder.name, confidence=round(min(1.0, confidence), 3)
    )


def _around(spans: Sequence[Span], within: Span) -> Span:
    """The smallest stretch of the sentence that holds all `spans` of it."""
    inside = [span for span in spans if within.holds(span)]
    return Span(min(span.start for span in inside), max(span.end for span in inside))


def _complement(here: Scene, act: Act) -> Iterator[Span]:
    """What the act's word governs, as far as it stays short: enough to see what was signed, refused or sent."""
    for kid in here.parse.children(act.token.i, "dobj", "xcomp", "attr", "prt"):
        below = here.parse.subtree(kid.i)
        span = here.span(below[0], below[-1])
        yield span if span.end - span.start <= LONGEST_COMPLEMENT else here.span(kid, kid)


def _events(article: Article, read: Sequence[Reading], coder: Coder, dates: Timeline) -> Iterator[Event]:
    for one in read:
        for act in one.acts:
            yield _event(article, one, act, coder, dates)


def _event(article: Article, one: Reading, act: Act, coder: Coder, dates: Timeline) -> Event:
    trigger = one.here.span(act.token, act.token)
    parties = (*act.actors, *act.recipients)
    span = _around([trigger, *_complement(one.here, act), *(party.span for party in parties)], one.sentence.span)
    confidence = min((party.confidence for party in parties), default=1.0) * (0.9 if act.trigger.pos == "v" else 0.8)
    key = identity(
        article.id, coder.name, act.kind, act.trigger.mode, act.status, trigger, *(p.actor.id for p in parties)
    )
    return Event(
        id=key,
        kind=act.kind,
        modes=(act.trigger.mode,) if act.trigger.mode and act.kind == act.trigger.kind else (),
        contexts=(),
        status=act.status,
        actors=act.actors,
        recipients=act.recipients,
        happened=dates.happened(one.here, act.token, act.status),
        known=dates.known,
        place=place_of(one.here, act.token, [party.actor.country for party in act.actors]),
        trigger=trigger,
        reason=act.trigger.name,
        evidence=_evidence(article, span, coder, confidence),
    )


def _claims(article: Article, read: Sequence[Reading], coder: Coder, dates: Timeline) -> Iterator[tuple[Claim, bool]]:
    """Every claim with whether its cue is a reply."""
    for one in read:
        for said_here in one.said:
            yield _claim(article, one, said_here, coder, dates), _is_reply(article, said_here)


def _is_reply(article: Article, said_here: Said) -> bool:
    words = said_here.cue.of(article.text).lower() if said_here.cue else ""
    return words.startswith(REPLIES)


def _claim(article: Article, one: Reading, said_here: Said, coder: Coder, dates: Timeline) -> Claim:
    words, mention = None, None
    if said_here.speaker is not None:
        words, mention = speaker_mention(one.here, said_here.speaker, one.found)
    parts = [span for span in (words, said_here.cue, said_here.content) if span is not None]
    span = Span(min(part.start for part in parts), max(part.end for part in parts))
    confidence = 0.6 if mention is None and said_here.voice != "author" else 0.85
    return Claim(
        id=identity(article.id, coder.name, said_here.voice, words, said_here.cue, said_here.content),
        voice=said_here.voice,
        speaker=mention,
        speaker_span=words,
        cue=said_here.cue,
        content=said_here.content,
        stance=said_here.stance,
        hedges=said_here.hedges,
        about=tuple(m for m in one.found.values() if said_here.content.holds(m.span)),
        said=dates.said(one.here, said_here.cue),
        known=dates.known,
        evidence=_evidence(article, span, coder, confidence),
    )


def _linked(row: Iterator[tuple[Claim, bool]]) -> tuple[Claim, ...]:
    """Replies tied to the latest claim of another speaker; nested claims told by whom they were passed on."""
    done: list[Claim] = []
    for claim, reply in row:
        mine = claim.speaker.actor.id if claim.speaker else None
        others = [c for c in done if c.speaker is not None and c.speaker.actor.id != mine]
        outer = next((c for c in done if claim.cue is not None and c.content.holds(claim.cue)), None)
        done.append(
            replace(
                claim,
                replies_to=others[-1].id if reply and others else None,
                reporter=outer.speaker if outer is not None else None,
            )
        )
    return tuple(done)


def _skipped(
    article: Article, split: Sequence[Sentence], read: Sequence[Reading], sifted: Mapping[int, str]
) -> Iterator[Skipped]:
    coded = {one.sentence.index: one for one in read}
    for sentence in split:
        one = coded.get(sentence.index)
        if sentence.index in sifted:
            yield Skipped(span=sentence.span, reason=sifted[sentence.index])
        elif one is None:
            yield Skipped(span=sentence.span, reason=SKIP[article.blocks[sentence.block].kind])
        elif not one.acts:
            yield Skipped(span=sentence.span, reason=_why_nothing(one))


def _why_nothing(one: Reading) -> str:
    known = one.here.lexicon.triggers
    words = [token.text for token in one.here.parse.tokens if token.lemma in known]
    if not words:
        return "no trigger word"
    if not one.found:
        return f"no known actor beside '{words[0]}'"
    return f"'{words[0]}' stands in no pattern that names an explicit actor"
