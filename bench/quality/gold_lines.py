"""Score the coder on the project's own gold: sentences, statuses, whole articles.

    ./dev bench gold-lines [--show]

The gold in `tests/gold` was written without looking at the coder. Prints one JSON object: precision and
recall of event types on sentences, sentences without event that got one, status accuracy (over the acts
found and over all; the same for `status80`, `status150` and `status300.jsonl`), the held-out `field.jsonl`,
and recall of blocks, events, claims and quantities on the articles. `--show` lists the misses.
"""

import argparse
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from steppe import flow
from steppe.types import Coded, Event, Page

GOLD = Path(__file__).parents[2] / "tests" / "gold"
READ_AT = datetime(2026, 1, 1, tzinfo=UTC)
MISSES: list[str] = []


def coded(text: str, published: str | None) -> Coded:
    day = date.fromisoformat(published) if published else None
    page = Page(
        content=text.encode(), media_type="text/plain", charset="utf8", address="gold", fetched=READ_AT, published=day
    )
    return flow.code(flow.read(page))


def records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf8").splitlines()]


def miss(kind: str, words: str) -> None:
    MISSES.append(f"{kind}: {words[:160]}")


def wanted(one: dict[str, Any], key: str) -> set[str]:
    return {one[key], *one.get("event_alt", []), *one.get("type_alt", [])}


def score_sentences() -> dict[str, float]:
    found = hits = gold = loud = silent = 0
    for record in records("events.jsonl"):
        kinds = {event.kind for event in coded(record["text"], record.get("date")).events}
        if not record["events"]:
            silent += 1
            loud += bool(kinds)
            if kinds:
                miss("no event", f"{kinds} {record['text']}")
            continue
        found, gold = found + len(kinds), gold + len(record["events"])
        for event in record["events"]:
            right = bool(wanted(event, "event") & kinds)
            hits += right
            if not right:
                miss(event["event"], record["text"])
    precision, recall = hits / max(found, 1), hits / max(gold, 1)
    return {"type_p": precision, "type_r": recall, "no_event": silent, "no_event_coded": loud}


def score_field() -> dict[str, float]:
    """Held-out sentences: types, the first side, the whole triple, and events where there are none."""
    found = types = sources = triples = gold = loud = silent = 0
    for record in records("field.jsonl"):
        events = coded(record["text"], record["date"]).events
        if not record["events"]:
            silent, loud = silent + 1, loud + bool(events)
            if events:
                miss("field, no event", f"{[e.kind for e in events]} {record['text']}")
            continue
        (one,) = record["events"]
        near = [e for e in events if e.kind in wanted(one, "event")]
        same = [e for e in near if {m.actor.country for m in e.actors} - {""} == set(one["actor"])]
        whole = [e for e in same if {m.actor.country for m in e.recipients} - {""} == set(one["recipient"])]
        found, gold, types = found + len({e.kind for e in events}), gold + 1, types + bool(near)
        sources, triples = sources + bool(same), triples + bool(whole)
        if not whole:
            miss(f"field {one['event']}, got {[e.kind for e in events]}", record["text"])
    precision, recall = types / max(found, 1), types / max(gold, 1)
    return {
        "field_type_p": precision,
        "field_type_r": recall,
        "field_type_f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "field_source": sources / max(gold, 1),
        "field_triple": triples / max(gold, 1),
        "field_no_event": silent,
        "field_no_event_coded": loud,
    }


def score_status(name: str = "status.jsonl") -> dict[str, float]:
    told = right = asserted_wrongly = unreal = 0
    rows = records(name)
    for record in rows:
        events = [event for event in coded(record["text"], None).events if event.kind in wanted(record, "event")]
        status = record["status"]
        unreal += status in ("denied", "hypothetical")
        asserted_wrongly += status in ("denied", "hypothetical") and any(e.status == "asserted" for e in events)
        if events:
            told += 1
            right += any(event.status == status for event in events)
            if not any(event.status == status for event in events):
                miss(f"status {status}, got {events[0].status}", record["text"])
        else:
            miss(f"status {status}, no event", record["text"])
    return {
        "status_found": told / len(rows),
        "status_right": right / max(told, 1),
        "status_right_of_all": right / len(rows),
        "unreal_as_asserted": asserted_wrongly / max(unreal, 1),
    }


def score_types() -> dict[str, float]:
    """One type a sentence, many told by nouns, idioms and rare verbs; and sentences with political words only."""
    right = told = loud = silent = 0
    lines = (GOLD / "types.tsv").read_text(encoding="utf8").splitlines()
    for line in (one for one in lines[1:] if one[:1] != "#" and not one.startswith("label")):
        label, _, text = line.split("\t")
        events = coded(text, None).events
        if label == "NONE":
            silent, loud = silent + 1, loud + any(event.status == "asserted" for event in events)
            continue
        told, right = told + 1, right + any(event.kind == label for event in events)
        if not any(event.kind == label for event in events):
            miss(f"types {label}, got {[event.kind for event in events]}", text)
    return {"types_r": right / told, "types_no_event": silent, "types_no_event_coded": loud}


def event_right(event: Event, gold: dict[str, Any], start: int, end: int) -> bool:
    meets = event.evidence.span.start < end and start < event.evidence.span.end
    return meets and event.kind in wanted(gold, "type")


def score_articles() -> dict[str, float]:
    tallies: dict[str, list[int]] = {}

    def count(what: str, right: bool, words: str) -> None:
        tally = tallies.setdefault(what, [0, 0])
        tally[0] += right
        tally[1] += 1
        if not right:
            miss(what, words)

    for path in sorted((GOLD / "articles").glob("*.json")):
        gold, text = json.loads(path.read_text(encoding="utf8")), path.with_suffix(".txt").read_text(encoding="utf8")
        one = coded(text, None if gold["published_in_text"] else gold["published"])
        score_one(one, gold, text, count)
    return {what: tally[0] / tally[1] for what, tally in tallies.items()}


def score_one(one: Coded, gold: dict[str, Any], text: str, count: Any) -> None:
    count(
        "published", one.article.published is not None and str(one.article.published.first) == gold["published"], text
    )
    for block in gold["blocks"]:
        kinds = [b.kind for b in one.article.blocks if b.span.of(text).startswith(block["starts_with"])]
        same = "body" if block["kind"] == "lead" else block["kind"]
        count("blocks", same in ["body" if k == "lead" else k for k in kinds], f"{block} {kinds}")
    for event in gold["events"]:
        start = text.index(event["quote"])
        near = [e for e in one.events if event_right(e, event, start, start + len(event["quote"]))]
        count("events", bool(near), f"{event['type']} {event['quote']}")
        if near:
            count("event_status", any(e.status == event["status"] for e in near), f"{event['status']} {event['quote']}")
            countries = {a["country"] for a in event["actor"]} - {""}
            got = {m.actor.country for e in near for m in (*e.actors, *e.recipients)}
            count("event_actor", countries <= got, f"{countries} {got} {event['quote']}")
            days = event["date"]
            if days:
                right = any(e.happened is not None and str(e.happened.first) == days["first"] for e in near)
                count("event_date", right, f"{days} {event['quote']}")
    for clause in gold["not_events"]:
        start = text.index(clause)
        wrong = [e for e in one.events if e.status == "asserted" and start <= e.trigger.start < start + len(clause)]
        count("not_events", not wrong, f"{[e.kind for e in wrong]} {clause}")
    for claim in gold["claims"]:
        same = [c for c in one.claims if claim["content_contains"] in c.content.of(text)]
        spoken = [c for c in same if c.speaker_span is not None and c.speaker_span.of(text) in text]
        right = any(_overlap(claim["speaker"], c.speaker_span.of(text)) for c in spoken if c.speaker_span)
        count("claims", right, f"{claim['speaker']}: {claim['content_contains']}")
    for number in gold["quantities"]:
        count("quantities", any(_same(q, number) for q in one.quantities), json.dumps(number))


def _overlap(one: str, other: str) -> bool:
    return bool(set(one.lower().split()) & set(other.lower().split()) - {"the", "of", "a"})


def _same(found: Any, gold: dict[str, Any]) -> bool:
    near = abs(found.value - gold["value"]) <= 1e-6 * max(1.0, abs(gold["value"]))
    return bool(near and found.unit == gold["unit"] and found.bound == gold["bound"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="list what was missed")
    options = parser.parse_args()
    more = {
        f"{name}_{key}": value
        for name in ("status80", "status150", "status300")
        for key, value in score_status(f"{name}.jsonl").items()
    }
    figures = {**score_sentences(), **score_status(), **score_field(), **more, **score_types(), **score_articles()}
    if options.show:
        print("\n".join(MISSES))
    print(json.dumps({key: round(value, 3) for key, value in figures.items()}))


if __name__ == "__main__":
    main()
