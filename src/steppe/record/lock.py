"""One owner: a side file `<path>.lock` that the kernel frees when its owner dies.

`flock` is taken rather than a POSIX record lock because the latter is lost as soon as the process closes any handle of
the file, and because it does not stop a second opener inside the same process.
"""

import fcntl
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from steppe.errors import InUse, RecordError

_held: set[int] = set()


def _drop_in_child() -> None:
    # A forked worker shares the lock; were it to outlive a killed owner, the record would stay locked by nobody.
    for handle in _held:
        with suppress(OSError):
            os.close(handle)
    _held.clear()


os.register_at_fork(after_in_child=_drop_in_child)


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock that is held; `release` frees it and removes its file."""

    path: Path
    handle: int

    def tell(self, address: str, *, since: datetime) -> None:
        """Write beside pid and time at which address the owner can be asked."""
        written = json.dumps({"pid": os.getpid(), "since": since.isoformat(), "address": address}).encode()
        os.ftruncate(self.handle, 0)
        os.pwrite(self.handle, written, 0)

    def release(self) -> None:
        """Give the record up. A second call does nothing, nor does one in a forked child."""
        if self.handle in _held:
            _held.discard(self.handle)
            self.path.unlink(missing_ok=True)
            os.close(self.handle)


def hold(record: Path, *, since: datetime) -> Lock:
    """Take the lock of `record`; pid and `since` go into the side file.

    Raises `InUse` with the owner's pid and address where somebody holds it, `RecordError` where the side file cannot be
    made.
    """
    path = record.with_name(record.name + ".lock")
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise RecordError(
                f"{record}: cannot make the lock file {path.name} ({error.strerror}); the folder has to be writable"
            ) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            owner, address = _owner(handle)
            trusted = _is_trusted(handle, record)
            os.close(handle)
            ask = f"ask it at {address}" if address else "ask it over HTTP"
            raise InUse(
                f"{record}: in use by {owner}; one process owns a record: end that process, {ask}, or read a snapshot",
                address=address if trusted else "",
            ) from error
        if _is_named(path, handle):
            break
        os.close(handle)
    os.ftruncate(handle, 0)
    os.pwrite(handle, json.dumps({"pid": os.getpid(), "since": since.isoformat()}).encode(), 0)
    _held.add(handle)
    return Lock(path, handle)


def _is_named(path: Path, handle: int) -> bool:
    # The last owner may have removed the file between our opening and locking it: then we hold a nameless one.
    with suppress(FileNotFoundError):
        return os.path.samestat(os.stat(path), os.fstat(handle))
    return False


def _owner(handle: int) -> tuple[str, str]:
    try:
        written = json.loads(os.pread(handle, 4096, 0))
        return f"process {written['pid']} since {written['since']}", str(written.get("address", ""))
    except (ValueError, KeyError, TypeError):
        return "another process", ""


def _is_trusted(handle: int, record: Path) -> bool:
    # Where others may write into the folder, a lock file of theirs must not tell us whom to hand our token.
    with suppress(OSError):
        return os.fstat(handle).st_uid in (0, os.getuid(), record.stat().st_uid)
    return False
