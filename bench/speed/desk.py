"""The desk on a big record: how long its pages take and weigh, and how it bears fifty readers beside a writer.

    python bench/speed/desk.py [--record PATH] [--events 1000000] [--clients 50] [--seconds 120]

Without --record one is made (minutes). A real server is started on a copy of it. In its first ten seconds, when no
page is counted yet, all clients and a writer come at once (`first_seconds`). On another server each page is then asked
for alone, warm, `--times` times; the baseline beside it is the same number counted by the store's own SQL
(`view_events`). Then the clients ask for pages without a pause while one writer keeps articles of ten events as fast as
they are taken; at the end every article the writer was told is kept must be there. The last line is the result as JSON.
Bars: Desk, Actor and Pair under 300 ms and 300 kB; no error, p95 under 1 s, nothing lost.
"""

import argparse
import http.client
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "data"))

from make_record import Made, clock, fill

from steppe.errors import SteppeError
from steppe.flow import open_record

BARS = {"page_ms": 300, "page_kb": 300, "p95_ms": 1000, "errors": 0, "lost": 0}
FIRST = 10.0  # seconds from the moment a fresh server tells its address, in which all pages are still to be counted
FRESH = 10_000_000  # numbers of the articles the writer makes up: none that the record has


@contextmanager
def served(record: Path) -> Iterator[tuple[int, int]]:
    """A server of the record; gives its port and the number of its process."""
    command = [sys.executable, "-m", "steppe.faces.cli", "serve", "--record", str(record), "--port", "0", "--no-open"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    try:
        line = server.stderr.readline()
        if "desk is at" not in line:
            raise SystemExit(f"no server: {line}{server.stderr.read()}")
        yield int(line.split("/ (")[0].rpartition(":")[2]), server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)


def ask(line: http.client.HTTPConnection, path: str) -> tuple[float, int, int]:
    """Seconds, status and bytes of a page."""
    started = time.perf_counter()
    line.request("GET", path, headers={"Accept": "text/html"})
    answer = line.getresponse()
    body = answer.read()
    return time.perf_counter() - started, answer.status, len(body)


def alone(port: int, paths: dict[str, str], times: int) -> dict[str, dict[str, float]]:
    """Each page by itself, in milliseconds: the first, then counted each time, then from memory; and its kilobytes."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    found = {}
    for name, path in paths.items():
        first, status, size = ask(line, path)
        assert status == 200, (path, status)
        # Another address each time, so that no page comes from memory.
        took = [ask(line, f"{path}?turn={turn}")[0] for turn in range(times)]
        again = [ask(line, path)[0] for _ in range(times)]
        found[name] = {
            "first_ms": round(1000 * first, 1),
            "median_ms": round(1000 * statistics.median(took), 1),
            "worst_ms": round(1000 * max(took), 1),
            "again_ms": round(1000 * statistics.median(again), 1),
            "kb": round(size / 1000, 1),
        }
    return found


class Crowd:
    """Clients that ask without a pause, and a writer beside them, until the time is over."""

    def __init__(self, port: int, paths: list[str], made: Made, record: Path, *, first: int = FRESH) -> None:
        self.first = first
        self.port, self.paths, self.made, self.record = port, paths, made, record
        self.took: list[float] = []
        self.errors: list[str] = []
        self.kept: list[str] = []
        self.over = threading.Event()

    def run(self, clients: int, seconds: float) -> None:
        """Read and write for so many seconds."""
        threads = [threading.Thread(target=self._read, args=(number,)) for number in range(clients)]
        threads.append(threading.Thread(target=self._write))
        for one in threads:
            one.start()
        time.sleep(seconds)
        self.over.set()
        for one in threads:
            one.join()

    def told(self) -> dict[str, Any]:
        """What came of it."""
        took = sorted(self.took)
        return {
            "asked": len(took),
            "p50_ms": round(1000 * took[len(took) // 2]),
            "p95_ms": round(1000 * took[int(len(took) * 0.95)]),
            "worst_ms": round(1000 * took[-1]),
            "errors": len(self.errors),
            "first_errors": self.errors[:3],
            "written": len(self.kept),
        }

    def _read(self, number: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        turn = number
        while not self.over.is_set():
            path = self.paths[turn % len(self.paths)]
            turn += 7
            try:
                seconds, status, _ = ask(line, path)
            except OSError as error:
                self.errors.append(f"{path}: {error}")
                line.close()
                continue
            self.took.append(seconds)
            if status != 200:
                self.errors.append(f"{path}: {status}")

    def _write(self) -> None:
        number = self.first
        with open_record(self.record, clock=clock) as record:
            while not self.over.is_set():
                one = self.made.coded(number)
                number += 1
                try:
                    record.keep([one])
                except SteppeError as error:
                    if "too many writes" not in str(error):
                        self.errors.append(f"keep: {error}")
                    time.sleep(0.2)
                else:
                    self.kept.append(one.article.id)


def baseline(record: Path, name: str) -> float:
    """Milliseconds of the store's own query for the events of one party, beside which the pages stand."""
    with open_record(record, clock=clock) as opened:
        started = time.perf_counter()
        opened.as_of().events(actor=name)
        return 1000 * (time.perf_counter() - started)


def lost(record: Path, kept: list[str]) -> int:
    """How many articles that were said to be kept are not there."""
    with open_record(record, clock=clock) as opened:
        there = {one.id for one in opened.as_of().articles()}
        torn = [one.id for one in opened.batches() if not one.whole]
    assert not torn, f"torn batches: {torn}"
    return len(set(kept) - there)


def measure(record: Path, given: argparse.Namespace) -> dict[str, Any]:
    made = Made(given.seed)
    states = [one.id for one in made.actors if one.kind == "state"]
    first, second, middle = states[0], made.circle[states[0]][0].country, states[len(states) // 2]
    pages = {
        "desk": "/",
        "actor, most active": f"/actors/{first}",
        "actor, median": f"/actors/{middle}",
        "pair": f"/pairs/{first}/{second}",
    }
    wanted = [*pages.values(), *(f"/actors/{one}" for one in states[:40])]
    with served(record) as (port, _):
        early = Crowd(port, wanted, made, record)
        early.run(given.clients, FIRST)
    if given.only_first:
        return {"first_seconds": early.told()}
    with served(record) as (port, _):
        found = alone(port, pages, given.times)
        crowd = Crowd(port, wanted, made, record, first=2 * FRESH)
        crowd.run(given.clients, given.seconds)
    return {
        "first_seconds": early.told(),
        "pages": found,
        "clients": given.clients,
        "seconds": given.seconds,
        **crowd.told(),
        "lost": lost(record, [*early.kept, *crowd.kept]),
        "baseline_sql_ms": round(baseline(record, middle)),
        "bars": BARS,
    }


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    given.add_argument("--record", type=Path)
    given.add_argument("--events", type=int, default=1_000_000)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--times", type=int, default=20)
    given.add_argument("--clients", type=int, default=50)
    given.add_argument("--seconds", type=float, default=120.0)
    given.add_argument("--only-first", action="store_true", help="only the first ten seconds of a fresh server")
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "big.duckdb"
        if asked.record:
            shutil.copy(asked.record, record)
        else:
            fill(record, events=asked.events, seed=asked.seed)
        print(json.dumps(measure(record, asked)))


if __name__ == "__main__":
    main()
