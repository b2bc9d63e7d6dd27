"""Jobs on the disk: one small file each, written whole or not at all, so that a killed server finds them again."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from steppe.errors import InputError
from steppe.types import identity
from steppe.wire import from_json, to_json

State = Literal["queued", "running", "done", "failed", "interrupted", "cancelled"]
OVER: tuple[State, ...] = ("done", "failed", "interrupted", "cancelled")
TRIES = 2  # a job during which the server died so often is not begun again
KEPT = 200  # finished jobs that stay


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A piece of work: what kind, on what (`given`, JSON), how far it has come, what came of it (`result`, JSON).

    `id` is a hash of kind and what is given, so that asking for the same again is the same job. `step` says in words
    what is being done; `done` and `every` count its parts, both 0 where they are not known. `tries` counts beginnings.
    """

    id: str
    kind: str
    given: str
    made: datetime
    state: State = "queued"
    step: str = ""
    done: int = 0
    every: int = 0
    tries: int = 0
    result: str = ""
    error: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in OVER


def job(kind: str, given: str, *, made: datetime, part: str = "") -> Job:
    """A new job; `part` tells apart jobs on the same that are to be done anew.

    >>> from datetime import UTC
    >>> one = job("read", "{}", made=datetime(2022, 1, 5, tzinfo=UTC))
    >>> one.state, one.id == job("read", "{}", made=datetime(2023, 1, 5, tzinfo=UTC)).id
    ('queued', True)
    """
    return Job(id=identity(kind, given, part), kind=kind, given=given, made=made)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The folder of jobs; without one (`None`) nothing is written and nothing outlives the process."""

    folder: Path | None

    def write(self, one: Job) -> None:
        """Put a job on the disk in place of what was there of it."""
        if self.folder is None:
            return
        self.folder.mkdir(mode=0o700, exist_ok=True)
        path = self._path(one)
        fresh = path.with_suffix(".new")
        try:
            with fresh.open("w", encoding="utf8") as file:
                file.write(to_json(one))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except (OSError, ValueError):  # such as a full disk, which half a file must not fill further
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise

    def forget(self, one: Job) -> None:
        """Remove a job from the disk."""
        if self.folder is not None:
            self._path(one).unlink(missing_ok=True)

    def read(self) -> Iterator[Job]:
        """The jobs on the disk, oldest first; a file that is none is left where it is and passed over.

        So is one under another name than its id, which would lead a later write to a place nobody chose.
        """
        if self.folder is None or not self.folder.is_dir():
            return
        found = []
        for path in self.folder.glob("*.json"):
            try:
                one = from_json(Job, path.read_bytes(), where=path.name)
            except (InputError, OSError):
                continue
            if one.id == path.stem:
                found.append(one)
        yield from sorted(found, key=lambda one: (one.made, one.id))

    def _path(self, one: Job) -> Path:
        assert self.folder is not None
        return self.folder / f"{one.id}.json"
