"""Kill a writer of a record at random moments and see whether any committed batch is lost or torn.

    python bench/quality/kill_record.py [--kills 50] [--seed 1] [--path FILE]

The parent starts a writer on one and the same file, kills it (SIGKILL) after a random time, one in four while it is
still opening the file, then opens the record itself and compares. Bars: `lost` (batches that the writer reported
after their commit and that are not there as reported) 0, `torn` (batches whose rows differ from what they promise, or
which do not come back as nouns) 0. The last line is the result as JSON.
"""

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from steppe.record.store import Record, open_record
from steppe.types import (
    Actor,
    Article,
    Block,
    Coded,
    Event,
    Evidence,
    Mention,
    Quantity,
    Sentence,
    Span,
    When,
    identity,
)

READY = "ready"
BARS = {"lost": 0, "torn": 0}


def clock() -> datetime:
    return datetime.now(UTC)


def coded_of(number: int, size: int) -> Coded:
    """A made-up coded article; equal numbers give equal values, `size` is the number of events and quantities."""
    luck = random.Random(number)
    sentences = [
        f"Province {luck.randrange(99)} accused province {luck.randrange(99)} of {n} raids." for n in range(size)
    ]
    text = " ".join(sentences)
    day = date(2000, 1, 1) + timedelta(days=luck.randrange(9000))
    article = identity("article", number)
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    return Coded(
        article=Article(
            id=article,
            address=f"made-up/{number}",
            outlet=None,
            title=None,
            text=text,
            blocks=(Block(kind="body", span=Span(0, len(text))),),
            language="en",
            supported=True,
            published=When(first=day, last=day, basis="stated"),
            fetched=datetime(2024, 1, 1, tzinfo=UTC),
        ),
        coder="made-up@1",
        ontology="2.0",
        sentences=tuple(Sentence(span=span, index=n, block=0) for n, span in enumerate(spans)),
        events=tuple(_event(article, text, span, day) for span in spans),
        quantities=tuple(_quantity(article, text, span) for span in spans),
    )


def _event(article: str, text: str, span: Span, day: date) -> Event:
    words = text[span.start : span.end].split()
    who = Span(span.start, span.start + len(f"Province {words[1]}"))
    actor = Actor(id=f"P{words[1]}", name=f"Province {words[1]}", kind="group")
    return Event(
        id=identity(article, "event", span),
        kind="ACCUSE",
        modes=(),
        contexts=("military",),
        status="asserted",
        actors=(Mention(span=who, quote=who.of(text), actor=actor, resolution="name"),),
        recipients=(),
        happened=When(first=day, last=day, basis="published"),
        known=day,
        place=None,
        trigger=span,
        reason="made up",
        evidence=Evidence(article=article, span=span, quote=span.of(text), coder="made-up@1"),
    )


def _quantity(article: str, text: str, span: Span) -> Quantity:
    number = float(text[span.start : span.end].split()[-2])
    evidence = Evidence(article=article, span=span, quote=span.of(text), coder="made-up@1")
    name = identity(article, "quantity", span)
    return Quantity(id=name, value=number, high=None, unit="raid", of="raids", bound="exact", evidence=evidence)


def write(path: str, first: int) -> None:
    """Keep batch after batch until killed; after each commit print its number and what it added."""
    luck = random.Random(first)
    with open_record(path, clock=clock) as record:
        print(READY, flush=True)
        while True:
            many = luck.choice((1, 3, 20, 80))
            kept = record.keep((coded_of(first + n, luck.choice((1, 10, 40))) for n in range(many)), note=str(first))
            print(json.dumps({"batch": kept.batch, "new": asdict(kept.new)}), flush=True)
            first += many


def killed_run(path: str, first: int, luck: random.Random) -> dict[int, dict[str, int]]:
    """The batches that one writer reported before it was killed at a moment that luck chose."""
    command = [sys.executable, __file__, "--write", path, "--first", str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        if luck.random() < 0.25:
            time.sleep(luck.uniform(0.05, 0.6))
        else:
            writer.stdout.readline()
            time.sleep(luck.uniform(0.0, 1.0))
        writer.send_signal(signal.SIGKILL)
        lines = writer.stdout.read().splitlines(keepends=True)
    whole = [json.loads(line) for line in lines if line.startswith("{") and line.endswith("\n")]
    return {line["batch"]: line["new"] for line in whole}


def torn(record: Record) -> int:
    """Batches that are not whole, and one more if the nouns do not come back in the numbers promised."""
    batches = record.batches()
    broken = sum(not batch.whole for batch in batches)
    view = record.as_of()
    promised = [
        sum(getattr(batch.promised, part) for batch in batches) for part in ("articles", "events", "quantities")
    ]
    return broken + (promised != [len(view.articles()), len(view.events()), len(view.quantities())])


def verdicts(path: str, kills: int, seed: int) -> Iterator[dict[str, int]]:
    """What was found after each kill, in numbers so far."""
    luck = random.Random(seed)
    reported: dict[int, dict[str, int]] = {}
    with_log = 0
    for kill in range(1, kills + 1):
        reported |= killed_run(path, kill * 1_000_000, luck)
        with_log += Path(f"{path}.wal").exists()
        with open_record(path, clock=clock) as record:
            there = {batch.id: asdict(batch.found) for batch in record.batches()}
            lost = sum(there.get(batch) != new for batch, new in reported.items())
            found = {"kills": kill, "batches": len(reported), "lost": lost, "torn": torn(record)}
            yield {**found, "unreported": len(there.keys() - reported.keys()), "with_log": with_log}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--path", help="record to write to (default: a new one that is removed at the end)")
    parser.add_argument("--write", metavar="FILE", help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        write(given.write, given.first)
    began = time.monotonic()
    last: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = given.path or str(Path(folder) / "killed.steppe")
        for last in verdicts(path, given.kills, given.seed):
            print(json.dumps(last), file=sys.stderr)
        size = Path(path).stat().st_size
    print(
        json.dumps(
            {**last, "bars": BARS, "megabytes": round(size / 1e6, 1), "seconds": round(time.monotonic() - began)}
        )
    )
    return int(any(last[name] > bar for name, bar in BARS.items()))


if __name__ == "__main__":
    sys.exit(main())
