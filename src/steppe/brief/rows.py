"""Coded items to rows in words, numbered in reading order."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate

from steppe.brief.brief import Cite, ClaimRow, DamageRow, EventRow, LeftOut, NumberRow, Party
from steppe.brief.words import (
    BLOCK,
    DAMAGE,
    RESOLUTION,
    STANCE,
    STATUS,
    VOICE,
    basis_name,
    basis_words,
    day_words,
    listed,
    reading,
    sign_of,
    when_words,
)
from steppe.types import Block, Claim, Coded, Event, Evidence, Mention, Place, Span, When

LEFT = ("caption", "teaser", "boilerplate")


def cite(text: str, span: Span) -> Cite:
    """The characters of `span` with their place."""
    return Cite(span=span, quote=span.of(text))


def proof(evidence: Evidence) -> Cite:
    """An item's own evidence as a citation."""
    return Cite(span=evidence.span, quote=evidence.quote)


def party(mention: Mention) -> Party:
    """An actor as mentioned: `codes` are country slot and sectors, the primary one first."""
    actor = mention.actor
    return Party(
        actor=actor.id,
        name=actor.name or mention.quote,
        codes=" ".join(code for code in (actor.country, *actor.sectors) if code),
        quote=mention.quote,
        span=mention.span,
        how=RESOLUTION[mention.resolution],
    )


def _parties(mentions: Sequence[Mention]) -> tuple[Party, ...]:
    return tuple(party(mention) for mention in mentions)


def names(side: Sequence[Party]) -> str:
    """The names of one side as a phrase, each once."""
    return listed(tuple(dict.fromkeys(one.name for one in side)))


def _place(place: Place | None) -> str:
    if place is None:
        return ""
    name = f"{place.name} ({place.country})" if place.country else place.name
    return f"{name}, or {' or '.join(place.rivals)}" if place.rivals else name


def event_rows(coded: Coded, notes: Mapping[str, str]) -> tuple[EventRow, ...]:
    """Events in reading order as E1, E2, …; `notes` maps a type to `quad class: gist`."""
    ordered = sorted(coded.events, key=lambda event: (event.trigger, event.evidence.span, event.id))
    return tuple(_event(coded.article.text, event, f"E{at}", notes) for at, event in enumerate(ordered, 1))


def _event(text: str, event: Event, ref: str, notes: Mapping[str, str]) -> EventRow:
    quad, _, gist = notes.get(event.kind, "").partition(": ")
    return EventRow(
        ref=ref,
        id=event.id,
        kind=event.kind,
        gist=gist,
        quad=quad,
        sign=sign_of(quad),
        modes=event.modes,
        contexts=event.contexts,
        status=event.status,
        status_words=STATUS[event.status],
        actors=_parties(event.actors),
        recipients=_parties(event.recipients),
        happened=event.happened,
        when=when_words(event.happened),
        basis=basis_words(event.happened),
        known=day_words(event.known) if event.known else "",
        place=_place(event.place),
        trigger=cite(text, event.trigger),
        reason=event.reason,
        confidence=event.evidence.confidence,
        cite=proof(event.evidence),
    )


def claim_rows(coded: Coded) -> tuple[ClaimRow, ...]:
    """Claims in reading order as C1, C2, …; an answer names the claim that it answers by reference."""
    ordered = sorted(coded.claims, key=lambda claim: (claim.content, claim.evidence.span, claim.id))
    refs = {claim.id: f"C{at}" for at, claim in enumerate(ordered, 1)}
    # What answers a claim that was put right answers the one in its place.
    refs = {claim.instead_of: refs[claim.id] for claim in ordered if claim.instead_of} | refs
    return tuple(_claim(coded.article.text, claim, refs) for claim in ordered)


def _who(text: str, claim: Claim) -> str:
    if claim.speaker:
        return party(claim.speaker).name
    if claim.speaker_span:
        return claim.speaker_span.of(text)
    return "the article itself" if claim.voice == "author" else "speaker not named"


def _said(when: When | None) -> str:
    if when is None or when.basis == "stated":
        return when_words(when)
    return f"{when_words(when)} ({basis_name(when)})"


def _claim(text: str, claim: Claim, refs: Mapping[str, str]) -> ClaimRow:
    return ClaimRow(
        ref=refs[claim.id],
        id=claim.id,
        speaker=party(claim.speaker) if claim.speaker else None,
        who=_who(text, claim),
        reporter=party(claim.reporter).name if claim.reporter else "",
        voice=VOICE[claim.voice],
        cue=claim.cue.of(text) if claim.cue else "",
        stance=STANCE[claim.stance],
        hedges=claim.hedges,
        about=tuple(dict.fromkeys(party(mention).name for mention in claim.about)),
        said=_said(claim.said),
        replies_to=refs.get(claim.replies_to or "", ""),
        content=cite(text, claim.content),
        confidence=claim.evidence.confidence,
        cite=proof(claim.evidence),
    )


def number_rows(coded: Coded) -> tuple[NumberRow, ...]:
    """Quantities in reading order as N1, N2, …."""
    ordered = sorted(coded.quantities, key=lambda quantity: (quantity.evidence.span, quantity.id))
    return tuple(
        NumberRow(
            ref=f"N{at}",
            id=quantity.id,
            reading=reading(quantity),
            value=quantity.value,
            high=quantity.high,
            unit=quantity.unit,
            bound=quantity.bound,
            of=quantity.of,
            confidence=quantity.evidence.confidence,
            cite=proof(quantity.evidence),
        )
        for at, quantity in enumerate(ordered, 1)
    )


def damage_rows(coded: Coded) -> tuple[DamageRow, ...]:
    """Flaws of the text in reading order as D1, D2, …."""
    text = coded.article.text
    ordered = sorted(coded.article.damage, key=lambda damage: (damage.span, damage.kind))
    return tuple(
        DamageRow(ref=f"D{at}", kind=DAMAGE[damage.kind], note=damage.note, cite=cite(text, damage.span))
        for at, damage in enumerate(ordered, 1)
    )


def left_blocks(coded: Coded) -> tuple[LeftOut, ...]:
    """Captions, teasers and page furniture in which nothing was coded."""
    article = coded.article
    spans = [one.evidence.span for one in coded.events]
    spans += [one.evidence.span for one in coded.claims] + [one.evidence.span for one in coded.quantities]
    spans.sort()
    starts = [span.start for span in spans]
    # The furthest end so far: a long item that began early may still reach into a later block.
    ends = list(accumulate((span.end for span in spans), max))

    def used(block: Block) -> bool:
        before = bisect_left(starts, block.span.end)
        return before > 0 and ends[before - 1] > block.span.start

    return tuple(
        LeftOut(why=BLOCK[block.kind], cite=cite(article.text, block.span))
        for block in article.blocks
        if block.kind in LEFT and not used(block)
    )


def left_sentences(coded: Coded) -> tuple[LeftOut, ...]:
    """Sentences without an event, in reading order, with the coder's reason."""
    ordered = sorted(coded.skipped, key=lambda skipped: skipped.span)
    return tuple(LeftOut(why=skipped.reason, cite=cite(coded.article.text, skipped.span)) for skipped in ordered)


def uncoded(coded: Coded) -> str:
    """What of a text lies past the most that is coded of one article, in words; empty where nothing does."""
    end = coded.sentences[-1].span.end if coded.sentences else 0
    rest = next((one for one in coded.skipped if one.span.start >= end), None)
    if rest is None or not coded.article.supported:
        return ""
    much = f"{rest.span.end - rest.span.start:,} of {len(coded.article.text):,} characters"
    return f"{much}, from character {rest.span.start:,} on, are not coded: {rest.reason.removesuffix(': not coded')}"
