"""The queue: one job after the other, whoever asks sees how far each has come."""

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from steppe.errors import Busy, InputError, RecordError, SteppeError, UnknownName
from steppe.jobs.ledger import KEPT, TRIES, Job, Ledger
from steppe.jobs.worker import Failed, Work, Worker

WAITING = 20  # jobs that may wait; more are refused
PATIENCE = 10.0  # seconds that closing waits for what is being kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a kind of job does: `work` in the other process, then `after` here with what came of it; both JSON.

    `before` is done here when its turn has come: it makes of what is given (JSON) what the work is handed, such as
    columns that only we can read. `given` and `came` read what a job was given and what came of it (JSON), and raise
    `InputError` for what another version of the program left.
    """

    work: Work
    before: Callable[[str], str] = str
    after: Callable[[str], str] = str
    given: Callable[[str], object] = str
    came: Callable[[str], object] = str


@dataclass(slots=True)
class Jobs:
    """All jobs of a server. Threads may share it; `close` ends the one that works.

    `keeping` is the job whose result is being kept at this moment: it can no longer be called off.
    """

    tasks: Mapping[str, Task]
    ledger: Ledger
    clock: Callable[[], datetime]
    worker: Worker = field(default_factory=Worker)
    known: dict[str, Job] = field(default_factory=dict)
    waiting: deque[str] = field(default_factory=deque)
    news: threading.Condition = field(default_factory=threading.Condition)
    closing: bool = False
    keeping: str = ""
    thread: threading.Thread | None = None

    def start(self, warm: Callable[[], object] | None = None) -> None:
        """Take up what an earlier server left, and begin to work; `warm` is run in the other process first.

        A job that was under way is begun again, unless servers died during it `TRIES` times: then it is said to be
        interrupted. What another version left, and this one cannot read, stays on the disk and is passed over.
        """
        for one in filter(self._is_ours, self.ledger.read()):
            self.known[one.id] = one
            if not one.over and one.tries >= TRIES:
                died = f"the server ended {one.tries} times while it was at this; ask for it again to try once more"
                self._note(replace(one, state="interrupted", step="", error=died))
            elif not one.over:
                self._note(replace(one, state="queued", step="waiting", done=0, every=0))
                self.waiting.append(one.id)
        self.thread = threading.Thread(target=self._work, args=(warm,), name="jobs", daemon=True)
        self.thread.start()

    def add(self, one: Job) -> Job:
        """Queue a job. One that is queued, running or done already is not done twice: it is given as it stands.

        Raises `Busy` where too many wait, `InputError` for a kind of job that is not known here, `RecordError` where it
        cannot be written down.
        """
        if one.kind not in self.tasks:
            raise InputError(f"job: no kind {one.kind!r}; expected one of {', '.join(sorted(self.tasks))}")
        with self.news:
            there = self.known.get(one.id)
            if there is not None and there.state in ("queued", "running", "done"):
                return there
            if len(self.waiting) >= WAITING:
                raise Busy(f"{WAITING} jobs are waiting, which is the most; ask again when some are done")
            try:
                self._put(one)
            except OSError as error:
                raise RecordError(
                    f"job: cannot be written down in {self.ledger.folder} ({error.strerror}); expected a folder that "
                    "can be written to, and room on the disk"
                ) from error
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
        with self.news:
            known = list(self.known.values())
        return tuple(sorted(known, key=lambda one: (one.made, one.id), reverse=True))

    def cancel(self, ident: str) -> Job:
        """Call a job off; what it has done already is lost. One that is over, or being kept, stays as it is.

        Raises `UnknownName`.
        """
        with self.news:
            one = self.get(ident)
            if one.over or self.keeping == ident:
                return one
            self._note(replace(one, state="cancelled", step=""))
            if one.state == "running":
                # While we hold the lock nothing else can be begun, so that it is this work that ends.
                self.worker.stop()
            else:
                self.waiting = deque(other for other in self.waiting if other != ident)
            return self.get(ident)

    def close(self) -> None:
        """End the job under way and stop; it is taken up again by the next server."""
        with self.news:
            self.closing = True
            self.news.notify_all()
        self.worker.stop()
        until = time.monotonic() + PATIENCE
        while self.thread is not None and self.thread.is_alive() and time.monotonic() < until:
            self.thread.join(timeout=0.2)
            self.worker.stop()  # of a piece of work that was only just being handed over

    def _work(self, warm: Callable[[], object] | None) -> None:
        if warm is not None:
            self.worker.warm(warm)
        while True:
            with self.news:
                self.news.wait_for(lambda: self.closing or bool(self.waiting))
                if self.closing:
                    return
                one = self.get(self.waiting.popleft())
                one = replace(one, state="running", step="starting", error="", tries=one.tries + 1)
                self._note(one)
            try:
                self._do(one)
            except Exception as error:  # whatever it is, the jobs that wait are still to be done
                self._failed(one, error)

    def _do(self, one: Job) -> None:
        came = self._came(one)
        if isinstance(came, str):
            with self.news:
                if self._state(one.id) != "running":
                    return
                self.keeping = one.id
            came = self._kept(one, came)
        with self.news:
            self.keeping = ""
            now = self.known.get(one.id)
            if now is None or now.state != "running":
                return
            if isinstance(came, str):
                self._note(replace(now, state="done", step="", done=now.every, result=came))
            elif self.closing:
                # Ended by us and in order: that is no death of the server, so it does not count as a try.
                self._note(replace(now, state="queued", step="waiting", done=0, every=0, tries=now.tries - 1))
            else:
                self._note(replace(now, state="failed", step="", error=came.reason))

    def _came(self, one: Job) -> str | Failed:
        task = self.tasks.get(one.kind)
        if task is None:
            return Failed(reason=f"this server does no {one.kind!r}; it does {', '.join(sorted(self.tasks))}")
        try:
            given = task.before(one.given)
        except Exception as error:
            return Failed(reason=_reason(error), ours=not isinstance(error, SteppeError))
        return self.worker.run(task.work, given, lambda step, done, every: self._told(one.id, step, done, every))

    def _kept(self, one: Job, came: str) -> str | Failed:
        try:
            return self.tasks[one.kind].after(came)
        except Exception as error:
            return Failed(reason=_reason(error), ours=True)

    def _failed(self, one: Job, error: Exception) -> None:
        with self.news:
            self.keeping = ""
            if self._state(one.id) == "running":
                self._note(replace(one, state="failed", step="", error=_reason(error)))

    def _is_ours(self, one: Job) -> bool:
        task = self.tasks.get(one.kind)
        if task is None:
            return True  # and fails, by name, when its turn comes
        try:
            task.given(one.given)
            if one.state == "done":
                task.came(one.result)
        except InputError:
            return False
        return True

    def _state(self, ident: str) -> str:
        found = self.known.get(ident)
        return found.state if found else ""

    def _told(self, ident: str, step: str, done: int, every: int) -> None:
        with self.news:
            one = self.known.get(ident)
            if one is not None and one.state == "running":
                self.known[ident] = replace(one, step=step, done=done, every=every)
                self.news.notify_all()
            else:
                self.worker.stop()  # called off while it was only just being handed over

    def _put(self, one: Job) -> None:
        with self.news:
            self.ledger.write(one)
            others = {ident: other for ident, other in self.known.items() if ident != one.id}
            self.known = {**others, one.id: one}  # the latest asked for is the last; readers without the lock see all
            self.news.notify_all()

    def _note(self, one: Job) -> None:
        """As `_put`, but a disk that is full does not stop the queue: the job is then known in memory only."""
        with self.news:
            with suppress(OSError, ValueError):
                self.ledger.write(one)
            self.known[one.id] = one
            self.news.notify_all()

    def _prune(self) -> None:
        # By the order in which they were asked for, not by the clock, which may have been set back.
        over = [one for one in self.known.values() if one.over]
        for one in over[: max(0, len(over) - KEPT)]:
            del self.known[one.id]
            with suppress(OSError):
                self.ledger.forget(one)


def _reason(error: Exception) -> str:
    """Why something failed: our own words whole, of what is not ours only its name, as it may tell of our insides."""
    if isinstance(error, SteppeError):
        return str(error)
    told = error.strerror if isinstance(error, OSError) else ""
    return f"something failed on our side ({told or type(error).__name__})"
