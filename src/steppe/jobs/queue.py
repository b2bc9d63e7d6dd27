"""The queue: one job after the other, whoever asks sees how far each has come."""

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from steppe.errors import Busy, UnknownName
from steppe.jobs.ledger import KEPT, TRIES, Job, Ledger
from steppe.jobs.worker import Failed, Work, Worker

WAITING = 20  # jobs that may wait; more are refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a kind of job does: `work` in the other process, then `after` here with what came of it; both JSON."""

    work: Work
    after: Callable[[str], str] = str


@dataclass(slots=True)
class Jobs:
    """All jobs of a server. Threads may share it; `close` ends the one that works."""

    tasks: Mapping[str, Task]
    ledger: Ledger
    clock: Callable[[], datetime]
    worker: Worker = field(default_factory=Worker)
    known: dict[str, Job] = field(default_factory=dict)
    waiting: deque[str] = field(default_factory=deque)
    news: threading.Condition = field(default_factory=threading.Condition)
    closing: bool = False
    thread: threading.Thread | None = None

    def start(self, warm: Callable[[], object] | None = None) -> None:
        """Take up what an earlier server left, and begin to work; `warm` is run in the other process first.

        A job that was under way is begun again, unless servers died during it `TRIES` times: then it is said to be
        interrupted.
        """
        for one in self.ledger.read():
            self.known[one.id] = one
            if not one.over and one.tries >= TRIES:
                died = f"the server ended {one.tries} times while it was at this; ask for it again to try once more"
                self._put(replace(one, state="interrupted", error=died))
            elif not one.over:
                self._put(replace(one, state="queued", step="waiting", done=0, every=0))
                self.waiting.append(one.id)
        self.thread = threading.Thread(target=self._work, args=(warm,), name="jobs", daemon=True)
        self.thread.start()

    def add(self, one: Job) -> Job:
        """Queue a job. One that is queued, running or done already is not done twice: it is given as it stands.

        Raises `Busy` where too many wait.
        """
        with self.news:
            there = self.known.get(one.id)
            if there is not None and there.state in ("queued", "running", "done"):
                return there
            if len(self.waiting) >= WAITING:
                raise Busy(f"{WAITING} jobs are waiting, which is the most; ask again when some are done")
            self._put(one)
            self.waiting.append(one.id)
            self._prune()
            self.news.notify_all()
            return one

    def get(self, ident: str) -> Job:
        """A job as it stands. Raises `UnknownName`."""
        found = self.known.get(ident)
        if found is None:
            raise UnknownName("job", ident, list(self.known)[-5:])
        return found

    def all(self) -> tuple[Job, ...]:
        """Every job that is known, latest first."""
        return tuple(sorted(self.known.values(), key=lambda one: (one.made, one.id), reverse=True))

    def wait(self, ident: str, last: Job | None, *, seconds: float) -> Job:
        """A job as soon as it differs from `last`, or as it stands after so many seconds. Raises `UnknownName`."""
        with self.news:
            self.news.wait_for(lambda: self.closing or self.get(ident) != last, timeout=seconds)
            return self.get(ident)

    def cancel(self, ident: str) -> Job:
        """Call a job off; what it has done already is lost. Raises `UnknownName`."""
        with self.news:
            one = self.get(ident)
            if one.over:
                return one
            running = one.state == "running"
            self._put(replace(one, state="cancelled", step=""))
            if not running:
                self.waiting = deque(other for other in self.waiting if other != ident)
        if running:
            self.worker.stop()
        return self.get(ident)

    def close(self) -> None:
        """End the job under way and stop; it is taken up again by the next server."""
        with self.news:
            self.closing = True
            self.news.notify_all()
        self.worker.stop()
        if self.thread is not None:
            self.thread.join(timeout=10)

    def _work(self, warm: Callable[[], object] | None) -> None:
        if warm is not None:
            self.worker.warm(warm)
        while True:
            with self.news:
                self.news.wait_for(lambda: self.closing or bool(self.waiting))
                if self.closing:
                    return
                one = self.get(self.waiting.popleft())
                one = replace(one, state="running", step="starting", tries=one.tries + 1)
                self._put(one)
            self._do(one)

    def _do(self, one: Job) -> None:
        task = self.tasks[one.kind]
        came = self.worker.run(task.work, one.given, lambda step, done, every: self._told(one.id, step, done, every))
        if isinstance(came, str):
            came = self._finished(task, came)
        with self.news:
            now = self.get(one.id)
            if now.state == "cancelled" or self.closing:
                return
            if isinstance(came, Failed):
                self._put(replace(now, state="failed", step="", error=came.reason))
            else:
                self._put(replace(now, state="done", step="", done=now.every, result=came))

    def _finished(self, task: Task, came: str) -> str | Failed:
        try:
            return task.after(came)
        except Exception as error:
            return Failed(reason=str(error) or type(error).__name__, ours=True)

    def _told(self, ident: str, step: str, done: int, every: int) -> None:
        with self.news:
            one = self.get(ident)
            if one.state == "running":
                self.known[ident] = replace(one, step=step, done=done, every=every)
                self.news.notify_all()

    def _put(self, one: Job) -> None:
        with self.news:
            self.known[one.id] = one
            self.ledger.write(one)
            self.news.notify_all()

    def _prune(self) -> None:
        over = [one for one in self.all() if one.over]
        for one in over[KEPT:]:
            del self.known[one.id]
            self.ledger.forget(one)
