"""A long run that writes to a file and can be taken up where it was cut off.

Beside OUT stand OUT.refused (what was refused, with reasons) and, until the run is done, OUT.progress: how much
of the input is done and how long both files were then. A run that finds OUT.progress cuts both files back to that
length and goes on with the input that is not done; it must be the same input in the same order.
"""

import hashlib
import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from steppe.errors import InputError
from steppe.types import Article, Coded, Page
from steppe.wire import from_json, to_json

EVERY = 25  # results between two checkpoints


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """How far a run has come: pieces of input done, a digest of their addresses, and the lengths of its files."""

    where: str
    done: int = 0
    digest: str = ""
    length: int = 0
    refused: int = 0


class Journal:
    """Writes the results of a run over `where` to `out`, one line of JSON each, with checkpoints.

    Raises `InputError` where `out` is there already, complete, or was begun with another `where`.
    """

    def __init__(self, out: Path, where: str) -> None:
        self.out, self.refused = out, out.with_name(f"{out.name}.refused")
        self.progress = out.with_name(f"{out.name}.progress")
        self.at = self._last(where)
        self.marks: deque[str] = deque()
        self.files: tuple[BinaryIO, ...] = ()
        self.since = 0

    def rest(self, found: Iterable[Any]) -> Iterator[Any]:
        """The input that is not done yet. Raises `InputError` where what is done is not what `found` begins with."""
        digest = ""
        for number, one in enumerate(found):
            digest = _digest(digest, one)
            if number + 1 == self.at.done and digest != self.at.digest:
                raise InputError(
                    f"{self.out}: the input is not the one this run began with; remove {self.progress.name}"
                )
            if number >= self.at.done:
                self.marks.append(digest)
                yield one

    def write(self, results: Iterable[Any]) -> Generator[Any, None, None]:
        """Write each of `results`, one for each piece of input, and hand it on; at the end the run is complete."""
        self.files = (self._cut(self.out, self.at.length), self._cut(self.refused, self.at.refused))
        try:
            self._save()
            for one in results:
                kept = isinstance(one, Coded)
                self.files[not kept].write(to_json(one).encode() + b"\n")
                self.at = replace(self.at, done=self.at.done + 1, digest=self.marks.popleft())
                self.since += 1
                if self.since >= EVERY:
                    self._save()
                yield one
            self._save()
        finally:
            for file in self.files:
                file.close()
        self.progress.unlink()
        if not self.refused.stat().st_size:
            self.refused.unlink()

    def _last(self, where: str) -> Checkpoint:
        if not self.progress.exists():
            if self.out.exists():
                raise InputError(f"{self.out}: is there already and complete; give another name or remove it")
            return Checkpoint(where=where)
        last = from_json(Checkpoint, self.progress.read_bytes(), where=str(self.progress))
        if last.where != where:
            raise InputError(f"{self.out}: was begun with '{last.where}'; give that, or remove {self.progress.name}")
        return last

    def _cut(self, path: Path, length: int) -> BinaryIO:
        if length and (not path.exists() or path.stat().st_size < length):
            raise InputError(f"{path}: is shorter than its run left it; remove {self.progress.name} to begin anew")
        if path.exists():
            os.truncate(path, length)
        return path.open("ab")

    def _save(self) -> None:
        """Put the results on the disk, then the checkpoint that counts them, in one step."""
        for file in self.files:
            file.flush()
            os.fsync(file.fileno())
        self.at = replace(self.at, length=self.files[0].tell(), refused=self.files[1].tell())
        fresh = self.progress.with_name(f"{self.progress.name}.new")
        fresh.write_text(to_json(self.at), encoding="utf8")
        fresh.replace(self.progress)
        self.since = 0


def _digest(before: str, one: Any) -> str:
    """The digest of a row of inputs by address and size, from that of the row before `one`."""
    size = len(one.content) if isinstance(one, Page) else len(one.text) if isinstance(one, Article) else 0
    name = one.article.id if isinstance(one, Coded) else one.address
    return hashlib.sha256(f"{before} {name} {size}".encode("utf8", "replace")).hexdigest()[:24]
