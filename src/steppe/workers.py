"""Work spread over processes: results in the order of the work, and no hang when a process dies.

A process that is killed (by a user, or by the system for want of memory) takes down the pool it belongs to.
The work that was under way is done again in a fresh pool; work during which this happens again and again is
given up and said to be lost. Processes end when their parent does, however that ended.
"""

import atexit
import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

Work = TypeVar("Work")
Result = TypeVar("Result")

AHEAD = 3  # pieces of work a process that wait for it
TRIES = 3  # pools that a piece of work may see die before it is given up
RENEWED = 1_000  # pieces of work a process after which all are replaced, so that memory stays flat


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A piece of work during which its process died every time."""

    work: Any


def spread(
    do: Callable[[Work], Result], pieces: Iterable[Work], *, processes: int, opening: Callable[[], object]
) -> Iterator[Result | Lost]:
    """The result of `do` for each of `pieces`, in their order, worked out in several processes.

    `do` and `opening` (called once in each process) must be importable functions or partials of them; what `do`
    raises is raised here. Few pieces wait at a time, whatever the length of `pieces`.

    >>> list(spread(abs, [-1, 2, -3], processes=1, opening=dict))
    [1, 2, 3]
    """
    _one_thread_each()
    rest = iter(pieces)
    more = True
    while more:
        shift = _Shift(do, processes=processes, opening=opening)
        try:
            more = yield from shift.run(rest)
        finally:
            shift.close()


class _Shift:
    """One generation of processes, and what waits for them."""

    def __init__(self, do: Callable[[Any], Any], *, processes: int, opening: Callable[[], object]) -> None:
        self.do, self.processes, self.opening = do, processes, opening
        self.waiting: deque[tuple[Any, Future[Any]]] = deque()
        self.pool = self._pool()

    def run(self, rest: Iterator[Any]) -> Generator[Any, None, bool]:
        """Results until the work or this generation is at its end; gives whether there may be more work."""
        for _ in range(RENEWED * self.processes):
            try:
                piece = next(rest)
            except StopIteration:
                yield from self._finish()
                return False
            self.waiting.append((piece, self._submit(piece)))
            if len(self.waiting) > AHEAD * self.processes:
                yield self._first()
        yield from self._finish()
        return True

    def close(self) -> None:
        self.pool.shutdown(wait=True, cancel_futures=True)

    def _pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.processes, mp_context=get_context("spawn"), initializer=_open, initargs=(self.opening,)
        )

    def _submit(self, piece: Any) -> "Future[Any]":
        try:
            return self.pool.submit(self.do, piece)
        except BrokenProcessPool as error:
            broken: Future[Any] = Future()
            broken.set_exception(error)
            return broken

    def _finish(self) -> Iterator[Any]:
        while self.waiting:
            yield self._first()

    def _first(self) -> Any:
        """The result of the piece that has waited longest, worked out again where its process died."""
        piece, future = self.waiting.popleft()
        for tried in range(TRIES):
            try:
                return future.result()
            except BrokenProcessPool:
                self._reopen()
                if tried + 1 < TRIES:
                    future = self._submit(piece)
                    alone = tried > 0  # from now on nothing else can be what kills it
                    self.waiting = deque((work, old if alone else self._submit(work)) for work, old in self.waiting)
        self.waiting = deque((work, self._submit(work)) for work, _ in self.waiting)
        return Lost(work=piece)

    def _reopen(self) -> None:
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.pool = self._pool()


def _one_thread_each() -> None:
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # read by the libraries when a process starts


def _open(opening: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops its processes
    gc.set_threshold(100_000, 20, 20)  # articles make many small objects and few cycles
    atexit.register(os._exit, 0)  # nothing is left to write, and libraries take long to take down or complain
    threading.Thread(target=_end_with_parent, daemon=True).start()
    opening()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
