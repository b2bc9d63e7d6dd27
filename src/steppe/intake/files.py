"""Files and folders as they lie on the disk, and standard input."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from steppe.errors import InputError
from steppe.intake.limits import Limits, Refused

_TYPES: Final = {
    ".html": "text/html",
    ".htm": "text/html",
    ".shtml": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".xml": "application/xml",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".rdf": "application/rdf+xml",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}


def files(where: Path) -> Iterator[Path | Refused]:
    """`where` itself if it is a file; if it is a folder, every file below it, sorted by path.

    In folders, names that open with a dot are left out, as are the insides of linked folders (they may lead in
    circles). What cannot be looked into, or is no file (a pipe, a device), comes out as `Refused`.
    """
    if not os.path.isdir(where):
        yield where
        return
    closed: list[OSError] = []
    for folder, inner, names in os.walk(where, onerror=closed.append):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(names) if not name.startswith("."))
        while closed:
            error = closed.pop()
            yield Refused(address=shown(Path(str(error.filename))), reason=f"folder cannot be opened: {error.strerror}")
    while closed:
        error = closed.pop()
        yield Refused(address=shown(Path(str(error.filename))), reason=f"folder cannot be opened: {error.strerror}")


def content(path: Path, *, limits: Limits) -> bytes:
    """The bytes of a file; raises `InputError` if it cannot be read or has more than `limits` allow."""
    try:
        with path.open("rb") as file:
            return _within(file.read(limits.bytes_per_page + 1), limits)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}") from error


def first_bytes(path: Path) -> bytes:
    """The first 512 bytes of a regular file; raises `InputError` if there is none to be read."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise InputError("neither a file nor a folder (a pipe is read as standard input: give -)")
        with path.open("rb") as file:
            return file.read(512)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}") from error


def standard_input(*, limits: Limits) -> bytes:
    """All of standard input; raises `InputError` if it has more bytes than `limits` allow."""
    return _within(sys.stdin.buffer.read(limits.bytes_per_page + 1), limits)


def declared_type(path: Path) -> str:
    """The media type that a file's ending stands for, empty where it stands for none.

    >>> declared_type(Path("news/Strike.HTM")), declared_type(Path("strike.2022"))
    ('text/html', '')
    """
    return _TYPES.get(path.suffix.lower(), "")


def declared_name(name: str) -> tuple[str, str]:
    """The last part of an upload's name, whatever folders it claims, and the media type its ending stands for.

    >>> declared_name("../../etc/news.html")
    ('upload news.html', 'text/html')
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2].strip()[:200] or "without a name"
    return f"upload {last}", declared_type(Path(last))


def shown(path: Path) -> str:
    """A path as text; bytes that are no UTF-8 are shown as U+FFFD."""
    return os.fsencode(path).decode("utf8", "replace")


def _within(read: bytes, limits: Limits) -> bytes:
    if len(read) > limits.bytes_per_page:
        raise InputError(f"more than {limits.bytes_per_page} bytes, the most a page may have")
    return read
