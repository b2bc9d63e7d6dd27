"""Kill a server at random moments of a long read or a long what-if and see what the next server makes of it.

    python bench/quality/kill_serve.py [--kills 10] [--seed 1] [--characters 100000] [--draws 10000]

Each round starts `steppe serve` on one and the same record, asks for a long piece of work (a read and a what-if in
turn), kills the server (SIGKILL) at a random moment of it, and starts it again. Every third round kills that one too,
so that a job during which servers died twice is met. `early` jobs were done before the kill. Bars: `lost` (jobs that
were accepted and that no later server knows, or that end neither done nor interrupted; articles kept before a kill and
not there after it) 0, `torn` (batches of the record that are not whole, articles half kept) 0, `orphans` (worker
processes that outlive their server) 0. The last line is the result as JSON.
"""

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from steppe.record.store import open_record

BARS = {"lost": 0, "torn": 0, "orphans": 0}
STEPPE = Path(sys.executable).with_name("steppe")
ARTICLE = Path(__file__).parents[2] / "examples" / "article.txt"
CASE = "kazakhstan-2022"
PATIENCE = 420.0  # seconds until a piece of work must be over, on a machine that does other things too


@dataclass(slots=True)
class Found:
    """What was seen so far."""

    kills: int = 0
    lost: int = 0
    torn: int = 0
    orphans: int = 0
    resumed: int = 0
    interrupted: int = 0
    early: int = 0
    whatifs: int = 0
    reads: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Server:
    """A server under way, with a client of it."""

    process: subprocess.Popen[bytes]
    client: httpx.Client

    def get(self, path: str) -> Any:
        """What an address of the programming interface answers."""
        return self.client.get(path).raise_for_status().json()

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """What it answers to something that is asked for."""
        return self.client.post(path, json=body).raise_for_status().json()

    def kill(self) -> list[int]:
        """Kill it and nothing else; gives the processes it had started."""
        started = children(self.process.pid)
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.client.close()
        return started

    def end(self) -> None:
        """End it in order."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.client.close()


def children(pid: int) -> list[int]:
    """The processes that a process started, and those that they did."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, task.read_text("utf8").split()):
                found += [child, *children(child)]
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def started(record: Path) -> Server:
    """A server of a record on a free port of this machine, answering."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(STEPPE), "serve", "--record", str(record), "--port", str(port)]
    with (record.parent / "serve.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}/api/v1", timeout=60)
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        with suppress(httpx.TransportError):
            client.get("/jobs?limit=1").raise_for_status()
            return Server(process, client)
        time.sleep(0.1)
    raise SystemExit(f"the server did not come up; see {log.name}")


def long_text(luck: random.Random, characters: int) -> str:
    """An article of so many characters: sentences of the example over and over, opened by a number of its own."""
    sentences = ARTICLE.read_text("utf8").split("\n\n")
    parts = [f"Dispatch number {luck.randrange(10**9)}."]
    while sum(map(len, parts)) < characters:
        parts.append(luck.choice(sentences))
    return "\n\n".join(parts)


def asked(server: Server, luck: random.Random, found: Found, given: argparse.Namespace) -> str:
    """Ask for a long piece of work; gives the id of its job."""
    if found.reads <= found.whatifs:
        found.reads += 1
        return str(server.post("/jobs/read", {"text": long_text(luck, given.characters), "name": "made up"})["id"])
    found.whatifs += 1
    move = f"cpc_pipe=closed from 1 until {luck.randrange(1, 90)}"
    order = {"case": CASE, "moves": [move], "draws": given.draws, "seed": luck.randrange(10**6)}
    return str(server.post("/jobs/whatif", order)["id"])


def begun(server: Server, ident: str) -> None:
    """Wait until a job is under way."""
    end = time.monotonic() + PATIENCE
    while server.get(f"/jobs/{ident}")["state"] == "queued" and time.monotonic() < end:
        time.sleep(0.05)


def over(server: Server, ident: str) -> dict[str, Any]:
    """A job when it is over, or as it stands when patience ends."""
    end = time.monotonic() + PATIENCE
    job: dict[str, Any] = {"state": "lost"}
    while time.monotonic() < end:
        answer = server.client.get(f"/jobs/{ident}")
        if answer.status_code == 404:
            return {"state": "lost"}
        job = answer.json()
        if job["state"] in ("done", "failed", "interrupted", "cancelled"):
            return job
        time.sleep(0.2)
    return job


def killed(server: Server, found: Found) -> None:
    """Kill a server and see that what it had started ends too."""
    orphans = server.kill()
    found.kills += 1
    end = time.monotonic() + 20
    while any(map(is_alive, orphans)) and time.monotonic() < end:
        time.sleep(0.05)
    left = [pid for pid in orphans if is_alive(pid)]
    found.orphans += len(left)
    for pid in left:
        os.kill(pid, signal.SIGKILL)


def checked(record: Path, kept: set[str], found: Found) -> None:
    """Look at the record that a killed server left: every batch whole, every article with what was promised."""
    with open_record(record, clock=lambda: datetime.now(UTC)) as opened:
        batches = opened.batches()
        found.torn += sum(not batch.whole for batch in batches)
        view = opened.as_of()
        promised = [sum(getattr(batch.promised, part) for batch in batches) for part in ("articles", "events")]
        found.torn += promised != [len(view.articles()), len(view.events())]
        found.lost += sum(view.article(ident) is None for ident in kept)


def one_round(record: Path, luck: random.Random, found: Found, given: argparse.Namespace, kept: set[str]) -> None:
    """Ask, kill, start again, and see what becomes of the job."""
    twice = (found.reads + found.whatifs) % 3 == 2 and found.kills + 2 <= given.kills
    server = started(record)
    ident = asked(server, luck, found, given)
    begun(server, ident)
    time.sleep(luck.uniform(0.0, given.seconds))
    early = server.get(f"/jobs/{ident}")["state"] == "done"
    found.early += early
    killed(server, found)
    checked(record, kept, found)
    server = started(record)
    if twice:
        begun(server, ident)
        time.sleep(luck.uniform(0.0, given.seconds / 4))
        killed(server, found)
        checked(record, kept, found)
        server = started(record)
    job = over(server, ident)
    server.end()
    found.resumed += job["state"] == "done" and not early
    found.interrupted += job["state"] == "interrupted"
    if job["state"] not in ("done", "interrupted"):
        found.lost += 1
        found.notes.append(f"{ident} {job['state']} {job.get('error', '')}")
    if job["state"] == "done" and job["kind"] == "read":
        kept |= {one["id"] for one in json.loads(job["result"])["articles"]}
    checked(record, kept, found)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--characters", type=int, default=100_000, help="of the article that is read")
    parser.add_argument("--draws", type=int, default=10_000, help="of the what-if")
    parser.add_argument("--seconds", type=float, default=12.0, help="within which a server is killed")
    given = parser.parse_args()
    luck, found, start = random.Random(given.seed), Found(), time.monotonic()
    kept: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "served.steppe"
        while found.kills < given.kills:
            one_round(record, luck, found, given, kept)
            print(found, file=sys.stderr, flush=True)
    names = ("kills", "lost", "torn", "orphans", "resumed", "interrupted", "early", "reads", "whatifs", "notes")
    result = {name: getattr(found, name) for name in names}
    print(json.dumps({**result, "articles": len(kept), "bars": BARS, "seconds": round(time.monotonic() - start)}))
    return int(any(result[name] > bar for name, bar in BARS.items()))


if __name__ == "__main__":
    sys.exit(main())
