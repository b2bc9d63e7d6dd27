"""From a coded article to its brief: the one entry of the room."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from steppe.brief.brief import Brief, Checked, ClaimRow, DamageRow, EventRow, Fact, Header, Line, Mark, NumberRow, Short
from steppe.brief.passages import Marked, passages
from steppe.brief.rows import (
    claim_rows,
    damage_rows,
    event_rows,
    left_blocks,
    left_sentences,
    names,
    number_rows,
    uncoded,
)
from steppe.brief.ties import network
from steppe.brief.words import STATUS, basis_name, basis_words, counted, when_words
from steppe.types import Article, Coded, Span

CAUTION = (
    "These are reports, not established facts: each row says what the article says. "
    "Follow a reference to the exact words before you rely on it."
)
CONFIDENCE = (
    "From 0 to 1, how sure the coder is that it read these words rightly. It is not the probability that "
    "the thing happened or that a speaker tells the truth."
)
MOST_LINES = 5


def compose(coded: Coded, *, made: datetime, ontology_note: Mapping[str, str], checked: Checked | None = None) -> Brief:
    """The brief of one coded article, made at `made`, with its claims as `checked` against a case, if they were.

    `ontology_note` maps an event type (upper case) to its quad class and gist, `verbal conflict: criticises,
    alleges, sues`; any other key (`parser`, `model`, `SANCTION quad`) becomes a line of "How it was made".
    An event type without a note is shown as neither cooperation nor conflict.
    """
    events = event_rows(coded, ontology_note)
    claims, numbers, damage = claim_rows(coded), number_rows(coded), damage_rows(coded)
    article = coded.article
    return Brief(
        article=article.id,
        language=article.language,
        supported=article.supported,
        header=_header(coded),
        short=_short(coded, events, claims, numbers),
        passages=passages(article, [*marks(coded, events, claims, numbers, damage), *_verdict_marks(checked)]),
        events=events,
        claims=claims,
        numbers=numbers,
        network=network(coded, events),
        damage=damage,
        left_blocks=left_blocks(coded),
        left_sentences=left_sentences(coded),
        made=_made(coded, made, ontology_note),
        checked=checked,
        uncoded=uncoded(coded),
    )


def _verdict_marks(checked: Checked | None) -> list[Marked]:
    return [(Mark(ref=row.ref, role="verdict"), row.cite.span) for row in checked.rows] if checked else []


def _header(coded: Coded) -> Header:
    article = coded.article
    return Header(
        title=article.title or "Untitled article",
        outlet=article.outlet or "",
        address=article.address,
        published=when_words(article.published),
        basis=basis_words(article.published) if article.published else "",
        coder=coded.coder,
    )


def _counts(coded: Coded, events: Sequence[EventRow], claims: Sequence[ClaimRow], numbers: Sequence[NumberRow]) -> str:
    statuses = Counter(event.status for event in events)
    split = [f"{statuses[status]} {status}" for status in STATUS if statuses[status]]
    speakers = {claim.who for claim in claims if claim.voice != "in the article's own voice"}
    own = sum(claim.voice == "in the article's own voice" for claim in claims)
    said = f"{len(claims) - own} by {counted(len(speakers), 'speaker')}, {own} by the article itself"
    return (
        f"In {counted(len(coded.sentences), 'sentence')} the coder read {counted(len(events), 'event')}"
        f"{' (' + ', '.join(split) + ')' if split else ''}, {counted(len(claims), 'claim')}"
        f"{' (' + said + ')' if claims else ''} and {counted(len(numbers), 'number')}; it found "
        f"{counted(len(coded.article.damage), 'flaw')} in the text and no event in "
        f"{counted(len(coded.skipped), 'sentence')}."
    )


def _short(coded: Coded, events: Sequence[EventRow], claims: Sequence[ClaimRow], numbers: Sequence[NumberRow]) -> Short:
    told = _distinct([event for event in events if event.status == "asserted"])
    best = sorted(told, key=lambda event: -event.confidence)[:MOST_LINES]
    lines = tuple(_line(event) for event in told if event in best)
    counts = _counts(coded, events, claims, numbers)
    return Short(counts=counts, caution=CAUTION, lines=lines, more=len(told) - len(lines))


def _distinct(events: Sequence[EventRow]) -> list[EventRow]:
    seen: dict[object, EventRow] = {}
    for event in events:
        sides = tuple(frozenset(one.actor for one in side) for side in (event.actors, event.recipients))
        seen.setdefault((event.kind, event.when, sides), event)
    return list(seen.values())


def _line(event: EventRow) -> Line:
    return Line(
        ref=event.ref,
        id=event.id,
        who=names(event.actors) or "no actor named",
        whom=names(event.recipients),
        kind=", ".join((event.kind, *event.modes)),
        when=event.when,
        basis=basis_name(event.happened),
        cite=event.cite,
    )


def marks(
    coded: Coded,
    events: Sequence[EventRow],
    claims: Sequence[ClaimRow],
    numbers: Sequence[NumberRow],
    damage: Sequence[DamageRow],
) -> list[Marked]:
    """What covers which stretch of the text: events and triggers, claims and cues, numbers, flaws."""
    found: list[Marked] = []
    cues: Mapping[str, Span | None] = {claim.id: claim.cue for claim in coded.claims}
    for event in events:
        found.append((Mark(ref=event.ref, role="event"), event.cite.span))
        found.append((Mark(ref=event.ref, role="trigger"), event.trigger.span))
    for claim in claims:
        found.append((Mark(ref=claim.ref, role="claim"), claim.content.span))
        cue = cues[claim.id]
        if cue is not None:
            found.append((Mark(ref=claim.ref, role="cue"), cue))
    found += [(Mark(ref=number.ref, role="number"), number.cite.span) for number in numbers]
    found += [(Mark(ref=flaw.ref, role="damage"), flaw.cite.span) for flaw in damage]
    return found


def _digest(article: Article) -> str:
    return hashlib.sha256(article.text.encode("utf8", "surrogatepass")).hexdigest()


def _made(coded: Coded, made: datetime, notes: Mapping[str, str]) -> tuple[Fact, ...]:
    article = coded.article
    at = made.astimezone(UTC) if made.tzinfo else made
    shown = {
        "Coder": coded.coder,
        "Ontology": coded.ontology,
        **{key: value for key, value in notes.items() if key != key.upper()},
        "Brief made": f"{at:%Y-%m-%d %H:%M}{' UTC' if made.tzinfo else ''}",
        "Article read": f"{article.fetched:%Y-%m-%d %H:%M}",
        "Language": f"{article.language}{'' if article.supported else ' (stored whole, not coded)'}",
        "Length": f"{len(article.text)} characters, {counted(len(article.blocks), 'block')}",
        "Quotations": counted(len(coded.quotations), "quotation"),
        "Mentions of actors": counted(len(coded.mentions), "mention"),
        "SHA-256 of the text": _digest(article),
        "Article id": article.id,
        "Confidence": CONFIDENCE,
    }
    return tuple(Fact(label=label, value=value) for label, value in shown.items() if value)
