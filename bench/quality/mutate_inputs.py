"""Damaged inputs against the reader and coder: nothing may crash, nothing may take over five seconds.

`mutate_inputs.py [--count 10000] [--seed 1] [--processes 2] [--only INDEX]` makes seeded mutants of a few pages of
its own (cut, spliced, noisy, wrongly encoded, deeply nested, ten megabytes on one line, …), reads and codes each,
and ends with one JSON line.
A `SteppeError` is a clear refusal; any other error, a quotation that is not the words of its span, or a result
that cannot be written as JSON is a crash. `--only INDEX` repeats one mutant here, with its recipe and its traceback.
"""

import argparse
import importlib
import json
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from multiprocessing.connection import Connection, wait
from typing import Any

from mutants import Mutant, mutant

from steppe.errors import ModelMissing, SteppeError
from steppe.intake.feeds import json_entries
from steppe.types import Page
from steppe.wire import to_json

LIMIT_S = 5.0
KILLED_AFTER_S = 60.0
NOW = datetime(2024, 3, 8, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one mutant: `coded`, `refused`, `crashed`, or `killed` when it did not end."""

    index: int
    result: str
    seconds: float
    recipe: str
    detail: str = ""


def pages(made: Mutant) -> Iterator[Page]:
    page = Page(content=made.content, media_type=made.media_type, address="mutant", fetched=NOW, charset=made.charset)
    if made.media_type != "application/feed+json":
        yield page
        return
    yield from (entry for entry in json_entries(page) if isinstance(entry, Page))


def coder() -> Callable[[Page], Any]:
    """The whole walk where it is built, else the reading of articles alone."""
    try:
        flow = importlib.import_module("steppe.flow")
    except ModuleNotFoundError as error:
        if error.name != "steppe.flow":
            raise
        read: Callable[[Page], Any] = importlib.import_module("steppe.text.article").article
        return read
    return lambda page: flow.code(flow.read(page))


def check(coded: Any) -> None:
    """Raises `AssertionError` where evidence is not the words of its span, and whatever JSON raises."""
    to_json(coded).encode("utf8")
    article = getattr(coded, "article", coded)
    for kind in ("events", "claims", "quantities"):
        for item in getattr(coded, kind, ()):
            quote = item.evidence.span.of(article.text)
            assert item.evidence.quote == quote, f"{kind}: evidence {item.evidence.quote!r} is {quote!r} in the text"
    for block in article.blocks:
        assert 0 <= block.span.start <= block.span.end <= len(article.text), f"block {block} lies outside the text"


def run(made: Mutant, code: Callable[[Page], Any]) -> tuple[str, str]:
    """What became of a mutant, and why; errors that are no refusal come through."""
    try:
        for page in pages(made):
            check(code(page))
    except ModelMissing:
        raise
    except SteppeError as error:
        return "refused", str(error)
    return "coded", ""


def work(pipe: Connection, seed: int) -> None:
    """A worker: an index in, an outcome out, until the other end closes."""
    code = coder()
    for warm in pages(mutant(seed, 0)):  # the model is loaded on first use, which is no page's fault
        try:
            code(warm)
        except SteppeError:
            continue
    while (index := pipe.recv()) is not None:
        made = mutant(seed, index)
        begun = time.perf_counter()
        try:
            result, detail = run(made, code)
        except Exception as error:  # the point of this file is to find any error at all
            result, detail = "crashed", f"{type(error).__name__}: {error}"
        seconds = time.perf_counter() - begun
        pipe.send(Outcome(index=index, result=result, seconds=seconds, recipe=made.recipe, detail=detail[:300]))


@dataclass(slots=True)
class Worker:
    """A process, the pipe to it, what it is at and since when (monotonic seconds)."""

    seed: int
    index: int = -1
    since: float = 0.0
    process: Any = field(init=False)
    pipe: Connection = field(init=False)

    def __post_init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, far = context.Pipe()
        self.process = context.Process(target=work, args=(far, self.seed), daemon=True)
        self.process.start()
        far.close()

    def give(self, index: int) -> None:
        """Starts it on a mutant."""
        self.index, self.since = index, time.monotonic()
        self.pipe.send(index)

    def answer(self) -> Outcome:
        """Its outcome; `EOFError` if the process died."""
        found = self.pipe.recv()
        assert isinstance(found, Outcome)
        return found

    def end(self) -> None:
        """Stops it, whatever it is at."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def outcomes(count: int, seed: int, processes: int) -> Iterator[Outcome]:
    todo = iter(range(count))
    workers: list[Worker] = []
    for _, index in zip(range(processes), todo, strict=False):
        workers.append(Worker(seed))
        workers[-1].give(index)
    while workers:
        ready = wait([worker.pipe for worker in workers], timeout=1.0)
        for worker in list(workers):
            spent = time.monotonic() - worker.since
            if worker.pipe not in ready and spent < KILLED_AFTER_S:
                continue
            found, alive = _settled(worker, spent, worker.pipe in ready)
            yield found
            following = next(todo, None)
            if not alive or following is None:
                worker.end()
                workers.remove(worker)
            if following is not None:
                successor = worker if alive else Worker(seed)
                successor.give(following)
                if not alive:
                    workers.append(successor)


def _settled(worker: Worker, spent: float, ready: bool) -> tuple[Outcome, bool]:
    try:
        if ready:
            return worker.answer(), True
    except (EOFError, ConnectionError):
        result = "crashed"
        detail = f"the process died (exit code {worker.process.exitcode})"
    else:
        result, detail = "killed", "did not end"
    recipe = mutant(worker.seed, worker.index).recipe
    return Outcome(index=worker.index, result=result, seconds=spent, recipe=recipe, detail=detail), False


def summary(found: list[Outcome]) -> dict[str, Any]:
    counts = {name: sum(outcome.result == name for outcome in found) for name in ("coded", "refused", "crashed")}
    bad = [outcome for outcome in found if outcome.result in ("crashed", "killed") or outcome.seconds > LIMIT_S]
    slowest = sorted(found, key=lambda outcome: -outcome.seconds)[:5]
    worst = {outcome.index: asdict(outcome) for outcome in [*bad[:20], *slowest]}
    for row in worst.values():
        row["seconds"] = round(row["seconds"], 2)
    return {
        "inputs": len(found),
        **counts,
        "over_5s": sum(outcome.seconds > LIMIT_S for outcome in found),
        "slowest_s": round(slowest[0].seconds, 2) if slowest else 0.0,
        "worst": list(worst.values()),
    }


def only(index: int, seed: int) -> None:
    made, code = mutant(seed, index), coder()
    size = f"{len(made.content)} bytes of {made.media_type}, charset {made.charset}"
    print(f"mutant {index} of seed {seed}: {size}: {made.recipe}", file=sys.stderr)
    begun = time.perf_counter()
    result, detail = run(made, code)
    print(json.dumps({"index": index, "result": result, "detail": detail, "seconds": time.perf_counter() - begun}))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", type=int, metavar="INDEX", help="repeat this mutant alone, with its traceback")
    asked = parser.parse_args()
    if asked.only is not None:
        only(asked.only, asked.seed)
        return 0
    found = []
    for outcome in outcomes(asked.count, asked.seed, asked.processes):
        found.append(outcome)
        if sys.stderr.isatty() and len(found) % 20 == 0:
            print(f"\r{len(found)} of {asked.count}", end="", file=sys.stderr, flush=True)
    figures = summary(sorted(found, key=lambda outcome: outcome.index))
    print(json.dumps(figures, ensure_ascii=False))
    return 1 if figures["crashed"] or figures["over_5s"] else 0


if __name__ == "__main__":
    sys.exit(main())
