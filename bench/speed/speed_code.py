"""How fast raw texts become events: sentences a second end to end, in all processes.

    ./dev bench speed-code IN.jsonl[.gz] [--processes N] [--sentences 25] [--most N] [--seconds 40] [--sample N]

IN holds one JSON object a line; those with a `text` are joined, in order, to articles of about `--sentences`
sentences. `--mix` makes IN one article in ten among made-up ones about sport, weather, food, firms and film.
The clock runs from the raw text, models loaded, to the coded article in the parent process. `lost` is the share of
events that coding a sample without the filter finds and coding it with the filter does not. Memory is the highest
sum of the resident sizes of all processes. The last line is the result as JSON.
"""

import argparse
import gzip
import json
import os
import random
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from everyday import stories

from steppe import flow
from steppe.intake.limits import Refused
from steppe.types import Coded, Page

BARS = {"political": 700, "mix": 2000, "megabytes": 1500, "lost": 0.01}
WARM = 16  # articles coded before the clock starts, so that every process has loaded its models
UNPARSED = "not parsed"


def texts(path: Path) -> Iterator[str]:
    """The texts of the file, in its order."""
    with gzip.open(path, "rt", encoding="utf8") if path.suffix == ".gz" else path.open(encoding="utf8") as lines:
        for line in lines:
            text = json.loads(line).get("text")
            if text:
                yield text


def articles(path: Path, sentences: int) -> list[str]:
    """Texts joined until an article has about so many sentences, at 24 words each."""
    done: list[str] = []
    waiting: list[str] = []
    for text in texts(path):
        waiting.append(text)
        if sum(len(one.split()) for one in waiting) >= sentences * 24:
            done.append("\n\n".join(waiting))
            waiting = []
    return done or ["\n\n".join(waiting)]


def mixed(political: Sequence[str], count: int) -> list[str]:
    """One political article and nine made-up ones on other things, in turn."""
    other = stories(seed=1)
    return [political[i // 10 % len(political)] if i % 10 == 0 else next(other) for i in range(count)]


def pages(row: Sequence[str]) -> Iterator[Page]:
    when = datetime(2022, 7, 1, tzinfo=UTC)
    for number, text in enumerate(row):
        yield Page(content=text.encode(), media_type="text/plain", address=f"text {number}", fetched=when)


class Watch:
    """The highest memory of this process and its children, looked at five times a second."""

    def __init__(self) -> None:
        self.most = 0
        self.on = True
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self) -> None:
        while self.on:
            self.most = max(self.most, resident())
            time.sleep(0.2)


def resident() -> int:
    """Bytes that this process and its children hold, shared pages counted once a process."""
    own = os.getpid()
    total = 0
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit():
                parts = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(entry.name) == own or int(parts[1]) == own:
                    total += int(parts[21]) * os.sysconf("SC_PAGE_SIZE")
        except OSError:
            continue
    return total


def timed(row: Sequence[str], processes: int, most: float) -> dict[str, float]:
    """Sentences, seconds (about `most`) and what was left unparsed, from raw text to coded article, models loaded."""
    coded = flow.code_in_processes(pages([*row[:WARM], *row]), processes=processes)
    sentences = skipped = done = 0
    began = time.perf_counter()
    for number, one in enumerate(coded):
        if number > WARM and time.perf_counter() - began > most:
            break
        if number + 1 == WARM:
            began = time.perf_counter()
        if number < WARM or isinstance(one, Refused):
            continue
        done += 1
        sentences += len(one.sentences)
        skipped += sum(UNPARSED in skip.reason for skip in one.skipped)
    seconds = time.perf_counter() - began
    return {"articles": done, "sentences": sentences, "seconds": seconds, "unparsed": skipped}


def lost(row: Sequence[str]) -> tuple[int, int]:
    """Events of the sample without the filter, and how many of them are not there with it."""
    found = [flow.read(page) for page in pages(row)]
    plain, sifted = flow.desk(), flow.desk(sift=True)
    whole = _events(flow.code(one, at=plain) for one in found)
    kept = _events(flow.code(one, at=sifted) for one in found)
    return len(whole), len(whole - kept)


def _events(row: Iterator[Coded]) -> set[str]:
    return {event.id for one in row for event in one.events}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--sentences", type=int, default=25)
    parser.add_argument("--mix", action="store_true", help="nine in ten articles made up and not political")
    parser.add_argument("--most", type=int, default=5000, help="articles coded against the clock")
    parser.add_argument("--seconds", type=float, default=40, help="time after which no more are coded")
    parser.add_argument("--sample", type=int, default=100, help="articles coded without the filter too")
    given = parser.parse_args()
    row = articles(given.texts, given.sentences)
    if given.mix:
        row = mixed(row, given.most)
    row = row[: given.most]
    watch = Watch()
    figures = timed(row, given.processes, given.seconds)
    watch.on = False
    events, gone = lost(random.Random(1).sample(row, min(given.sample, len(row))))
    rate = figures["sentences"] / figures["seconds"]
    result = {
        "sentences_per_second": round(rate),
        "bar": BARS["mix" if given.mix else "political"],
        "share_parsed": round(1 - figures["unparsed"] / max(1, figures["sentences"]), 3),
        "megabytes": round(watch.most / 1e6),
        "processes": given.processes,
        "events_in_sample": events,
        "lost": round(gone / max(1, events), 4),
        "articles": figures["articles"],
        "sentences": figures["sentences"],
        "seconds": round(figures["seconds"], 1),
        "bars": BARS,
    }
    print(json.dumps(result))
    return int(rate < result["bar"] or result["lost"] > BARS["lost"] or result["megabytes"] > BARS["megabytes"])


if __name__ == "__main__":
    sys.exit(main())
