"""The lines of a text table, plain, in a zip or gzipped, within bounds: nothing inflates without end."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from steppe.errors import InputError

BLOCK = 1 << 20
LONGEST_LINE = 1 << 20
LIMIT = 16_000_000_000  # bytes of one table after inflation
FREE, RATIO = 100_000_000, 100  # beyond the first, a table may be so many times its packed size
ZIP, GZIP, PARQUET = (b"PK\x03\x04", b"PK\x05\x06"), b"\x1f\x8b", b"PAR1"
TABLES = (".tab", ".tsv", ".csv", ".txt")
_DAMAGED = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, RuntimeError)


def opening(path: Path) -> bytes:
    """The first four bytes of a file. `InputError` for a folder, a missing file and an empty one."""
    if path.is_dir():
        raise InputError(f"{path}: a folder; name the event files in it")
    try:
        with path.open("rb") as stream:
            head = stream.read(4)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); name an existing event file") from error
    if not head:
        raise InputError(f"{path}: empty; right would be a table of events")
    return head


def lines(path: Path, *, limit: int = LIMIT) -> Iterator[tuple[int, str]]:
    """The lines of a table with their numbers from 1, without line ends and without a byte order mark.

    A byte that is not UTF-8 stands as a lone surrogate, for whoever reads its cell to refuse. `InputError` for damaged
    or too large archives, binary files, UTF-16 and lines without end.
    """
    number, rest = 0, b""
    for block in _text_blocks(path, limit):
        whole, newline, tail = block.rpartition(b"\n")
        if not newline:
            rest += tail
            if len(rest) > LONGEST_LINE:
                raise InputError(f"{path} line {number + 1}: longer than a megabyte; right would be one event a line")
            continue
        texts = _decoded(rest + whole).split("\n")
        yield from enumerate(texts, number + 1)
        number, rest = number + len(texts), tail
    if rest:
        yield number + 1, _decoded(rest).removesuffix("\r")


def _text_blocks(path: Path, limit: int) -> Iterator[bytes]:
    blocks = _blocks(path, limit)
    first = next(blocks, b"")
    _check_text(path, first)
    yield first.removeprefix(b"\xef\xbb\xbf")
    yield from blocks


def _decoded(raw: bytes) -> str:
    return raw.decode("utf8", "surrogateescape").replace("\r\n", "\n").removesuffix("\r")


def _check_text(path: Path, block: bytes) -> None:
    head = block[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{path}: UTF-16 text; save it as UTF-8")
    if head.count(0) * 100 > len(head):
        raise InputError(f"{path}: a binary file; right would be a tab file, CSV, Parquet, or a zip of one")


def _blocks(path: Path, limit: int) -> Iterator[bytes]:
    """The bytes of the table in pieces, counted."""
    packed, taken = path.stat().st_size, 0
    try:
        with path.open("rb") as file, _inflated(path, file) as stream:
            bound = min(limit, max(FREE, packed * RATIO)) if stream is not file else limit
            while block := stream.read(BLOCK):
                taken += len(block)
                if taken > bound:
                    raise InputError(f"{path}: unpacks to more than {bound:,} bytes; unpack it and read its parts")
                yield block
    except _DAMAGED as error:
        raise InputError(f"{path}: a damaged or locked archive ({error}); fetch or pack it again") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error


@contextmanager
def _inflated(path: Path, file: IO[bytes]) -> Iterator[IO[bytes]]:
    head = file.read(4)
    file.seek(0)
    if head in ZIP:
        with zipfile.ZipFile(file) as archive, archive.open(_table(path, archive)) as stream:
            yield stream
    elif head.startswith(GZIP):
        with gzip.open(file) as unpacked:
            yield unpacked  # type: ignore[misc]
    else:
        yield file


def _table(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    names = [one for one in archive.infolist() if not one.is_dir() and not one.filename.startswith("__MACOSX/")]
    found = [one for one in names if one.filename.lower().endswith(TABLES)]
    if len(found) != 1:
        held = ", ".join(one.filename for one in (found or names)[:5]) or "nothing"
        raise InputError(f"{path}: {len(found)} tables in the archive ({held}); right would be one: {' '.join(TABLES)}")
    if found[0].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise InputError(f"{path}: {found[0].filename} is packed in an unusual way; pack it as a plain zip")
    return found[0]
