"""One process beside ours that works: it takes a piece of work, tells how far it is, and hands back what came of it.

It is a fresh process, not a fork, so that it shares no lock and no store with us; it ends when we do, however we ended.
"""

import gc
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from steppe.errors import SteppeError

Told = Callable[[str, int, int], None]
Work = Callable[[str, Told], str]
"""From JSON to JSON, telling of its steps (words, done, of how many): must be importable by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Why nothing came of a piece of work, in words a user can act on; `ours` where it is our fault."""

    reason: str
    ours: bool = False


class Worker:
    """A process that is started with the first piece of work, and anew after one that killed it or was called off."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def run(self, work: Work, given: str, told: Told) -> str | Failed:
        """What `work` makes of `given`; `told` hears of its steps in this thread. One call at a time."""
        line = self._begin()
        try:
            line.send((work, given))
            while True:
                kind, *rest = line.recv()
                if kind == "told":
                    told(*rest)
                elif kind == "done":
                    return str(rest[0])
                else:
                    return Failed(reason=rest[0], ours=rest[1])
        except (EOFError, OSError):
            self.stop()
            return Failed(reason="the process that did it was ended", ours=True)

    def warm(self, work: Callable[[], object]) -> None:
        """Start the process and have it load what work will need."""
        line = self._begin()
        try:
            line.send((work, None))
            line.recv()
        except (EOFError, OSError):
            self.stop()

    def stop(self) -> None:
        """End the process at once, whatever it is at."""
        with self._guard:
            process = self._process
            # Our end is not closed here: whoever listens to it hears the end, and it closes with its last user.
            # Closed at once, its number could be another file's by the time it is read from.
            self._process = self._line = None
        if process is not None:
            process.kill()
            process.join()

    def _begin(self) -> Connection:
        with self._guard:
            if self._line is not None and self._process is not None and self._process.is_alive():
                return self._line
            context = get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            self._process, self._line = process, ours
            return ours


def _serve(line: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops us
    os.nice(5)  # pages are to be served meanwhile
    gc.set_threshold(100_000, 20, 20)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            work, given = line.recv()
        except (EOFError, OSError):
            os._exit(0)
        line.send(_answer(line, work, given))


def _answer(line: Connection, work: Any, given: str | None) -> tuple[Any, ...]:
    try:
        if given is None:
            work()
            return ("done", "")
        return ("done", work(given, lambda step, done, every: line.send(("told", step, done, every))))
    except SteppeError as error:
        return ("failed", str(error), False)
    except Exception as error:
        return ("failed", f"{type(error).__name__} in {getattr(work, '__name__', 'work')}", True)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
