"""Nouns to rows, purely: what goes into which column of which table."""

from dataclasses import dataclass
from datetime import date, datetime

from steppe.record.border import utc
from steppe.record.parties import Party, parties
from steppe.types import (
    Article,
    Claim,
    Coded,
    Event,
    Evidence,
    Judgement,
    Mention,
    Quantity,
    Quotation,
    Sentence,
    Skipped,
    When,
)
from steppe.wire import to_json

Row = dict[str, object]
Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The parts of a coding that hold no item: they go with it as one piece of JSON."""

    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What every row of one coding shares. `known` is the day of the article, `recorded` is UTC without a zone."""

    batch: int
    recorded: datetime
    coding: str
    article: str
    version: str
    coder: str
    known: date


def article_row(article: Article, stamp: Stamp) -> Row:
    """The row of a version of an article."""
    return {
        "id": article.id,
        "version": stamp.version,
        "batch": stamp.batch,
        "recorded": stamp.recorded,
        "known": stamp.known,
        "address": article.address,
        "outlet": article.outlet,
        "title": article.title,
        "text": article.text,
        "language": article.language,
        "supported": article.supported,
        **_vague("published", article.published),
        "body": to_json(article),
    }


def coding_rows(coded: Coded, stamp: Stamp, ordinal: int) -> Rows:
    """The rows of a coding and of all it found, by table; `ordinal` is its place in the batch."""
    layout = Layout(sentences=coded.sentences, quotations=coded.quotations)
    coding: Row = {
        "id": stamp.coding,
        "article": coded.article.id,
        "version": stamp.version,
        "batch": stamp.batch,
        "recorded": stamp.recorded,
        "ordinal": ordinal,
        "coder": coded.coder,
        "ontology": coded.ontology,
        "body": to_json(layout),
    }
    return {
        "codings": [coding],
        "events": [_event(event, place, stamp) for place, event in enumerate(coded.events)],
        "claims": [_claim(claim, place, stamp) for place, claim in enumerate(coded.claims)],
        "quantities": [_quantity(quantity, place, stamp) for place, quantity in enumerate(coded.quantities)],
        "mentions": [_mention(mention, place, stamp) for place, mention in enumerate(coded.mentions)],
        "parties": [_party(party, stamp) for party in parties(coded)],
        "skipped": [_skipped(skipped, place, stamp, coded) for place, skipped in enumerate(coded.skipped)],
    }


def judgement_row(judgement: Judgement, *, batch: int, recorded: datetime, ordinal: int) -> Row:
    """The row of a judgement."""
    return {
        "id": judgement.id,
        "batch": batch,
        "recorded": recorded,
        "ordinal": ordinal,
        "subjects": judgement.subjects,
        "verdict": judgement.verdict,
        "reason": judgement.reason,
        "author": judgement.author,
        "judged_at": utc(judgement.at, what=f"judgement {judgement.id}"),
        "body": to_json(judgement),
    }


def _vague(name: str, when: When | None) -> Row:
    return {
        f"{name}_first": when.first if when else None,
        f"{name}_last": when.last if when else None,
        "basis": when.basis if when else None,
    }


def _stamped(stamp: Stamp, ordinal: int) -> Row:
    return {
        "coding": stamp.coding,
        "ordinal": ordinal,
        "article": stamp.article,
        "batch": stamp.batch,
        "recorded": stamp.recorded,
    }


def _words(words: Evidence | Mention, coder: str) -> Row:
    return {
        "coder": coder,
        "confidence": words.confidence,
        "first": words.span.start,
        "last": words.span.end,
        "quote": words.quote,
    }


def _event(event: Event, ordinal: int, stamp: Stamp) -> Row:
    place = event.place
    return {
        "id": event.id,
        **_stamped(stamp, ordinal),
        "known": event.known or stamp.known,
        "kind": event.kind,
        "modes": event.modes,
        "contexts": event.contexts,
        "status": event.status,
        **_vague("happened", event.happened),
        "place": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "reason": event.reason,
        **_words(event.evidence, event.evidence.coder),
        "body": to_json(event),
    }


def _claim(claim: Claim, ordinal: int, stamp: Stamp) -> Row:
    return {
        "id": claim.id,
        **_stamped(stamp, ordinal),
        "known": claim.known or stamp.known,
        "voice": claim.voice,
        "stance": claim.stance,
        "hedges": claim.hedges,
        **_vague("said", claim.said),
        "replies_to": claim.replies_to,
        **_words(claim.evidence, claim.evidence.coder),
        "body": to_json(claim),
    }


def _quantity(quantity: Quantity, ordinal: int, stamp: Stamp) -> Row:
    return {
        "id": quantity.id,
        **_stamped(stamp, ordinal),
        "known": stamp.known,
        "value": quantity.value,
        "high": quantity.high,
        "unit": quantity.unit,
        "counted": quantity.of,
        "bound": quantity.bound,
        **_words(quantity.evidence, quantity.evidence.coder),
        "body": to_json(quantity),
    }


def _mention(mention: Mention, ordinal: int, stamp: Stamp) -> Row:
    return {
        **_stamped(stamp, ordinal),
        "known": stamp.known,
        **_actor(mention),
        **_words(mention, stamp.coder),
        "body": to_json(mention),
    }


def _actor(mention: Mention) -> Row:
    actor = mention.actor
    return {
        "actor": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "sectors": actor.sectors,
        "cow": actor.cow,
        "resolution": mention.resolution,
    }


def _party(party: Party, stamp: Stamp) -> Row:
    return {
        "item": party.item,
        "item_ordinal": party.item_ordinal,
        "side": party.side,
        **_stamped(stamp, party.ordinal),
        **_actor(party.mention),
        **_words(party.mention, stamp.coder),
    }


def _skipped(skipped: Skipped, ordinal: int, stamp: Stamp, coded: Coded) -> Row:
    return {
        **_stamped(stamp, ordinal),
        "known": stamp.known,
        "reason": skipped.reason,
        "coder": stamp.coder,
        "confidence": 1.0,
        "first": skipped.span.start,
        "last": skipped.span.end,
        "quote": skipped.span.of(coded.article.text),
        "body": to_json(skipped),
    }
