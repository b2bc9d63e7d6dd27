"""What cannot be compared: opinions, predictions, rumours, and words so damaged that only a reading can be offered."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from steppe.checking.propositions import Proposition
from steppe.checking.verdict import Verdict, unknown, verdict
from steppe.types import Article, Coded, Event, Sentence
from steppe.world.build import World, member_of

_OPINION = re.compile(
    r"\b(?:it seems|it appears|(?:even )?(?:bigger|worse|greater) problem|obvious(?:ly)?|unfair|naturally|in reality"
    r"|of course|(?:un)?realistic|suffocating|stab .{1,20} in the back|cold shower|(?:un)?fortunately|speculations?"
    r"|adventure)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(r"\b(?:will|would|could|may|might|going to|is set to|is likely to)\b", re.IGNORECASE)
_UNSAID = re.compile(r"\b(?:plot\w*|secret\w*|reportedly|rumou?r\w*|allegedly|scenario)\b", re.IGNORECASE)
_READING = re.compile(r"perhaps: (.+)")


def propose(sentence: Sentence, coded: Coded) -> Iterator[Proposition]:
    """Opinions, predictions, rumours and damage of one sentence."""
    text = sentence.span.of(coded.article.text)
    kind = coded.article.blocks[sentence.block].kind
    base: dict[str, Any] = {"span": sentence.span, "quote": text}
    if kind == "teaser" or (text.rstrip().endswith("?") and _UNSAID.search(text)):
        why = "headline of another text" if kind == "teaser" else "a question"
        yield Proposition(kind="rumour", words=(why,), **base)
        return
    if reading := _broken(sentence, coded.article):
        yield Proposition(kind="damage", words=(reading,), **base)
    ahead = [one for one in coded.events if sentence.span.holds(one.trigger) and _is_ahead(one)]
    if ahead or (_FUTURE.search(text) and text.rstrip().endswith("?")):
        yield _prediction(ahead, base)
    elif _FUTURE.search(text) and re.search(r"\bwill\b|\bcould\b|\bmay\b", text) and _OPINION.search(text):
        yield _prediction([], base)
    if found := _OPINION.search(text):
        yield Proposition(kind="opinion", words=(found[0],), **base)


def _prediction(ahead: list[Event], base: dict[str, Any]) -> Proposition:
    one = ahead[0] if ahead else None
    return Proposition(
        kind="prediction",
        subject=_first(one, "actors"),
        other=_first(one, "recipients"),
        event=one.kind if one else "",
        **base,
    )


def _first(one: Event | None, side: str) -> str:
    parties = getattr(one, side) if one else ()
    return member_of(parties[0].actor.id, parties[0].actor.country) if parties else ""


def _is_ahead(one: Event) -> bool:
    return one.status in {"planned", "hypothetical", "conditional"}


def _broken(sentence: Sentence, article: Article) -> str:
    """The likely reading of a sentence that is mostly damage, or the note that two stories are joined in it."""
    flaws = [one for one in article.damage if sentence.span.meets(one.span)]
    odd = [one for one in flaws if one.kind == "odd-term"]
    joined = [one for one in flaws if one.kind == "spliced-sentence"]
    short = sentence.span.end - sentence.span.start < 40
    if joined and odd and short:
        found = _READING.search(odd[0].note)
        return f"read: {found[1]}" if found else odd[0].note
    return joined[0].note if joined else ""


def readings(span_start: int, span_end: int, article: Article) -> Iterator[str]:
    """What the odd terms of a stretch of text may stand for."""
    for one in article.damage:
        if one.kind == "odd-term" and span_start <= one.span.start < span_end and (found := _READING.search(one.note)):
            yield found[1]


def judge(one: Proposition, world: World) -> Verdict:
    """No finding of truth: what kind of saying it is, and for a prediction what the record holds up to its day."""
    match one.kind:
        case "rumour":
            return unknown(one, "rumour without a named source", world.as_of, why=one.words[0])
        case "damage":
            return verdict(one, "garbled", "damaged words", rest=("", one.words[0], world.as_of))
        case "opinion":
            return verdict(one, "opinion", "words of judgement", sides=(one.words[0], ""), rest=("", "", world.as_of))
    note = f"no horizon is named; open on {world.as_of - timedelta(days=1)}"
    return verdict(one, "prediction", "about what is to come", rest=("", note, world.as_of))
