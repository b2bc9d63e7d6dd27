"""Code gold texts and say how well: types found, per type, and the worst confusions.

    ./dev bench code-gold GOLD.jsonl --out PRED.jsonl [--confusions 20] [--misses 40]

GOLD holds `id`, `text`, `date` a line, and where known `events` and `no_event`. PRED gets one line a
record: `{"id", "events": [{"event", "mode", "status", "source": [{"country", "sectors", "text"}], "target":
[...], "reason"}]}`. Events that are denied or merely supposed are left out: the gold's texts are coded for what is
told to happen. The last line printed is one JSON object with micro precision, recall and F1 of types (the
first listed gold type or an accepted alternative counts; texts without event take every coded event as wrong), texts
without event that got one, per-type figures and the most frequent confusions.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from steppe import flow
from steppe.errors import InputError
from steppe.types import Coded, Event, Mention, Page

READ_AT = datetime(2026, 1, 1, tzinfo=UTC)
TOLD = frozenset({"asserted", "planned", "conditional"})
OLD_TYPE = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}


def coded(record: dict[str, Any]) -> Coded:
    """The record's text, read and coded as any page would be."""
    day = str(record.get("date") or "")[:10]
    try:
        published = date.fromisoformat(day)
    except ValueError:
        published = None
    page = Page(
        content=record["text"].encode("utf8", "replace"),
        media_type="text/plain",
        charset="utf8",
        address=str(record["id"]),
        fetched=READ_AT,
        published=published,
    )
    return flow.code(flow.read(page))


def party(mention: Mention) -> dict[str, Any]:
    """An actor as the scorer reads it."""
    return {"country": mention.actor.country, "sectors": list(mention.actor.sectors), "text": mention.quote}


def line(event: Event) -> dict[str, Any]:
    """An event as the scorer reads it, with its status and the pattern that found it."""
    return {
        "event": event.kind,
        "mode": event.modes[0] if event.modes else "",
        "status": event.status,
        "source": [party(mention) for mention in event.actors],
        "target": [party(mention) for mention in event.recipients],
        "reason": event.reason,
    }


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a gold file; a first line that is only a note is passed over."""
    for text in path.read_text(encoding="utf8").split("\n"):
        if text.strip():
            record = json.loads(text)
            if "text" in record:
                yield record


def wanted(event: dict[str, Any]) -> list[str]:
    """The accepted types of a gold event, the first the annotator's own."""
    row = [event["event"], *(event.get("event_alt") or [])]
    return [OLD_TYPE.get(kind, kind) for kind in row]


def compare(record: dict[str, Any], found: list[str], counts: Counter[tuple[str, str]]) -> None:
    """Add one record to `counts` of (gold type, coded type); `-` stands for none."""
    left = list(dict.fromkeys(found))
    gold = [wanted(event) for event in record.get("events") or () if event.get("event")]
    if not gold and not record.get("no_event"):
        return
    space = record.get("label_space")
    left = [kind for kind in left if not space or kind in space]
    missed = []
    for kinds in dict.fromkeys(tuple(kinds) for kinds in gold):
        hit = next((kind for kind in kinds if kind in left), None)
        if hit is None:
            missed.append(kinds[0])
            continue
        left.remove(hit)
        counts[kinds[0], kinds[0]] += 1
    for kind in missed:
        counts[kind, left.pop(0) if left else "-"] += 1
    if not record.get("partial"):
        counts.update(("-", kind) for kind in left)


def figures(counts: Counter[tuple[str, str]]) -> dict[str, Any]:
    """Precision, recall and F1 over all and per type."""
    kinds = sorted({kind for pair in counts for kind in pair} - {"-"})
    table = {}
    for kind in kinds:
        hit = counts[kind, kind]
        coded_as = sum(n for (_, b), n in counts.items() if b == kind)
        gold = sum(n for (a, _), n in counts.items() if a == kind)
        table[kind] = {"gold": gold, "coded": coded_as, "p": ratio(hit, coded_as), "r": ratio(hit, gold)}
    hits = sum(n for (a, b), n in counts.items() if a == b)
    p = ratio(hits, sum(n for (_, b), n in counts.items() if b != "-"))
    r = ratio(hits, sum(n for (a, _), n in counts.items() if a != "-"))
    return {"type_p": p, "type_r": r, "type_f1": ratio(2 * p * r, p + r), "per_type": table}


def ratio(part: float, whole: float) -> float:
    return round(part / whole, 3) if whole else 0.0


def confusions(counts: Counter[tuple[str, str]], most: int) -> list[str]:
    """The most frequent wrong pairs, `gold>coded times`."""
    wrong = Counter({pair: n for pair, n in counts.items() if pair[0] != pair[1]})
    return [f"{a}>{b} {n}" for (a, b), n in wrong.most_common(most)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--confusions", type=int, default=20)
    parser.add_argument("--misses", type=int, default=0, help="list so many texts whose types were not all found")
    options = parser.parse_args()
    began, counts, silent, loud, done, refused = time.perf_counter(), Counter[tuple[str, str]](), 0, 0, 0, 0
    with options.out.open("w", encoding="utf8") as out:
        for record in records(options.gold):
            try:
                events = [line(event) for event in coded(record).events if event.status in TOLD]
            except InputError as error:
                events, refused = [], refused + 1
                sys.stderr.write(f"{record['id']}: {error}\n")
            out.write(json.dumps({"id": record["id"], "events": events}, ensure_ascii=False) + "\n")
            found = [event["event"] for event in events]
            compare(record, found, counts)
            silent += bool(record.get("no_event"))
            loud += bool(record.get("no_event") and found)
            done += 1
            gold = {event["event"] for event in record.get("events") or () if event.get("event")}
            if options.misses and gold - set(found):
                options.misses -= 1
                print(f"{sorted(gold)} coded {found}: {record['text'][:200]}")
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{done} records")
    last = {"records": done, "refused": refused, "no_event": silent, "no_event_coded": loud}
    seconds = round(time.perf_counter() - began, 2)
    print(
        json.dumps(
            {**last, **figures(counts), "confusions": confusions(counts, options.confusions), "seconds": seconds}
        )
    )


if __name__ == "__main__":
    main()
