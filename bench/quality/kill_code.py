"""Kill a long coding run at random moments, take it up again, and compare with an undisturbed run byte for byte.

    ./dev bench kill-code [--sentences 200000] [--kills 2] [--processes 2] [--seed 1] [--folder DIR]

Made-up articles (the lexicon's own example sentences and everyday stories, shuffled by the seed) are written to a
folder and coded by `steppe code FOLDER --out FILE`, once undisturbed and once killed (SIGKILL, parent only) at
moments drawn by the seed. Bars: the files are `identical`, `twice` (articles in the killed run's file more than once)
is 0, processes `left` running after a kill 0, and memory is flat: the highest sum of resident sizes in the last
fifth of the undisturbed run is at most 1.15 times that of the second fifth. The last line is the result as JSON.
"""

import argparse
import filecmp
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "bench" / "speed"))
from everyday import stories  # noqa: E402 - a benchmark beside this one, no package

TRIGGERS = ROOT / "src" / "steppe" / "data" / "lexicon" / "en" / "triggers"
BARS = {"identical": True, "twice": 0, "left": 0, "growth": 1.15}
A_STORY = 25  # sentences


def examples() -> list[str]:
    """The example sentences of the trigger patterns."""
    row = []
    for path in sorted(TRIGGERS.glob("*.tsv")):
        table = [line.split("\t") for line in path.read_text(encoding="utf8").splitlines() if line[:1] != "#"]
        at = table[0].index("example")
        row += [cells[at] for cells in table[1:] if len(cells) > at and cells[at]]
    return row


def articles(sentences: int, luck: random.Random) -> Iterator[str]:
    """Articles of about 25 sentences each: a third of them made of political examples, the others of everyday life."""
    told, other = examples(), stories(seed=luck.randrange(10**6))
    for number in range(-(-sentences // A_STORY)):
        if number % 3:
            yield next(other)
        else:
            day = f"Published {luck.randint(1, 28)} March {luck.randint(2015, 2023)}"
            row = luck.sample(told, A_STORY)
            yield "\n\n".join([day, *(" ".join(row[k : k + 5]) for k in range(0, A_STORY, 5))])


class Memory:
    """Resident bytes of a process and all below it, looked at twice a second."""

    def __init__(self, pid: int) -> None:
        self.seen: list[int] = []
        self.on = True
        self.thread = threading.Thread(target=self._look, args=(pid,), daemon=True)
        self.thread.start()

    def _look(self, pid: int) -> None:
        while self.on:
            self.seen.append(sum(_resident(one) for one in below(pid)))
            time.sleep(0.5)

    def fifth(self, number: int) -> int:
        """The highest sum in one fifth of the run."""
        size = max(1, len(self.seen) // 5)
        return max(self.seen[number * size : (number + 1) * size] or [0])


def below(pid: int) -> list[int]:
    """The process and its descendants."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    row = [pid]
    for one in row:
        row.extend(child for child, parent in parents.items() if parent == one)
    return row


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def start(folder: Path, out: Path, processes: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "steppe.faces.cli", "code", str(folder), "--out", str(out)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    return subprocess.Popen(
        [*command, "--processes", str(processes)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def undisturbed(folder: Path, out: Path, processes: int) -> tuple[float, Memory]:
    began = time.monotonic()
    run = start(folder, out, processes)
    memory = Memory(run.pid)
    said = run.communicate()[1]
    memory.on = False
    if run.returncode:
        raise SystemExit(said.decode())
    return time.monotonic() - began, memory


def killed(folder: Path, out: Path, processes: int, moments: list[float]) -> int:
    """Run to the end, killed after each of `moments` seconds; gives how many processes outlived their parent."""
    left = 0
    for moment in moments:
        run = start(folder, out, processes)
        try:
            run.wait(moment)
        except subprocess.TimeoutExpired:
            family = below(run.pid)[1:]
            run.send_signal(signal.SIGKILL)
            run.communicate()
            time.sleep(3)
            left += sum(Path(f"/proc/{pid}").exists() for pid in family)
    if start(folder, out, processes).wait():
        raise SystemExit("the resumed run failed")
    return left


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sentences", type=int, default=200_000)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder by default")
    given = parser.parse_args()
    luck = random.Random(given.seed)
    with tempfile.TemporaryDirectory(dir=given.folder) as work:
        folder, plain, again = Path(work, "in"), Path(work, "plain.jsonl"), Path(work, "again.jsonl")
        folder.mkdir()
        for number, text in enumerate(articles(given.sentences, luck)):
            (folder / f"{number:06}.txt").write_text(text, encoding="utf8")
        seconds, memory = undisturbed(folder, plain, given.processes)
        share = 1 / (given.kills + 1)
        moments = [seconds * share * luck.uniform(0.5, 1.2) for _ in range(given.kills)]
        left = killed(folder, again, given.processes, moments)
        names: Counter[str] = Counter()
        sentences = 0
        with again.open(encoding="utf8") as lines:
            for line in lines:
                one = json.loads(line)
                names[one["article"]["address"]] += 1
                sentences += len(one["sentences"])
        growth = memory.fifth(4) / max(1, memory.fifth(1))
        same = filecmp.cmp(plain, again, shallow=False)
        result = {
            "identical": same,
            "twice": sum(count - 1 for count in names.values()),
            "left": left,
            "growth": round(growth, 3),
            "megabytes": [round(memory.fifth(number) / 1e6) for number in range(5)],
            "articles": len(names),
            "sentences": sentences,
            "sentences_per_second": round(sentences / seconds),
            "seconds": round(seconds),
            "killed_after": [round(moment) for moment in moments],
            "bars": BARS,
        }
    print(json.dumps(result))
    return int(not same or bool(result["twice"]) or bool(left) or growth > BARS["growth"])


if __name__ == "__main__":
    sys.exit(main())
