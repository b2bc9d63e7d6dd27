"""Read and code articles given as JSON lines, in the form acceptance reads.

    ./dev bench read-articles IN.jsonl --out OUT.jsonl

IN holds `id`, `text`, `published` (ISO day or null) a line. OUT holds a line a record: blocks, events,
claims and quantities with half-open character spans into `text`. The last line printed is one JSON
object: records, refused, events, claims, quantities, seconds.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from steppe import flow
from steppe.errors import InputError
from steppe.types import Claim, Coded, Event, Mention, Page, Quantity, Span, When

READ_AT = datetime(2026, 1, 1, tzinfo=UTC)


def page(record: dict[str, Any]) -> Page:
    """A record's text as a plain-text page with its publication day."""
    day = record.get("published")
    return Page(
        content=record["text"].encode("utf8", "replace"),
        media_type="text/plain",
        charset="utf8",
        address=str(record["id"]),
        fetched=READ_AT,
        published=date.fromisoformat(day[:10]) if day else None,
    )


def party(mention: Mention) -> dict[str, Any]:
    """An actor or recipient: words, country slot, sectors."""
    actor = mention.actor
    return {"text": mention.quote, "country": actor.country, "sectors": list(actor.sectors), "name": actor.name}


def when(value: When | None) -> dict[str, str] | None:
    """A vague date with its basis."""
    if value is None:
        return None
    return {"first": str(value.first), "last": str(value.last), "basis": value.basis, "why": value.why}


def pair(span: Span | None) -> list[int] | None:
    """A span as [start, end]."""
    return None if span is None else [span.start, span.end]


def event(one: Event) -> dict[str, Any]:
    """One event in the form of the output."""
    return {
        "type": one.kind,
        "mode": one.modes[0] if one.modes else "",
        "status": one.status,
        "actor": [party(mention) for mention in one.actors],
        "recipient": [party(mention) for mention in one.recipients],
        "evidence": pair(one.evidence.span),
        "trigger": pair(one.trigger),
        "when": when(one.happened),
    }


def claim(one: Claim, text: str) -> dict[str, Any]:
    """One claim: words of speaker, cue and content, with their spans beside them."""
    speaker = "" if one.speaker_span is None else one.speaker_span.of(text)
    if one.voice == "author":
        speaker = "author"
    elif one.speaker is not None and one.speaker.resolution in ("pronoun", "description"):
        speaker = one.speaker.actor.name
    return {
        "speaker": speaker,
        "cue": "" if one.cue is None else one.cue.of(text),
        "content": one.content.of(text),
        "stance": one.stance,
        "voice": one.voice,
        "speaker_actor": None if one.speaker is None else party(one.speaker),
        "speaker_span": pair(one.speaker_span),
        "cue_span": pair(one.cue),
        "content_span": pair(one.content),
    }


def quantity(one: Quantity) -> dict[str, Any]:
    """One quantity with its characters."""
    span = one.evidence.span
    return {
        "start": span.start,
        "end": span.end,
        "value": one.value,
        "high": one.high,
        "unit": one.unit,
        "bound": one.bound,
        "of": one.of,
    }


def answer(key: object, coded: Coded) -> dict[str, Any]:
    """The output line of one record."""
    text = coded.article.text
    return {
        "id": key,
        "blocks": [
            {"kind": block.kind, "start": block.span.start, "end": block.span.end} for block in coded.article.blocks
        ],
        "events": [event(one) for one in coded.events],
        "claims": [claim(one, text) for one in coded.claims],
        "quantities": [quantity(one) for one in coded.quantities],
        "damage": [
            {"kind": d.kind, "start": d.span.start, "end": d.span.end, "note": d.note} for d in coded.article.damage
        ],
    }


def answers(path: Path) -> Iterator[dict[str, Any]]:
    """An output line for each input line, one that could not be read with its reason."""
    for line in path.read_text(encoding="utf8").split("\n"):
        if not line.strip():
            continue
        record = json.loads(line)
        try:
            yield answer(record["id"], flow.code(flow.read(page(record))))
        except InputError as error:
            empty: dict[str, Any] = {"blocks": [], "events": [], "claims": [], "quantities": [], "damage": []}
            yield {"id": record["id"], **empty, "error": str(error)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    began, totals = time.perf_counter(), {"records": 0, "refused": 0, "events": 0, "claims": 0, "quantities": 0}
    with options.out.open("w", encoding="utf8") as out:
        for line in answers(options.articles):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            totals["records"] += 1
            totals["refused"] += "error" in line
            for key in ("events", "claims", "quantities"):
                totals[key] += len(line[key])
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{totals['records']} records")
    print(json.dumps({**totals, "seconds": round(time.perf_counter() - began, 2)}))


if __name__ == "__main__":
    main()
