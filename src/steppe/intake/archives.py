"""Web archives (WARC, ISO 28500) read record by record, stepping over damage.

warcio reads the records; here the bytes are unpacked in bounded steps, HTTP is undone, and after a
damaged record reading goes on at the next sound one.
"""

import io
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, BinaryIO, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from steppe.errors import InputError
from steppe.intake.headers import content_type
from steppe.intake.hosts import address_within
from steppe.intake.inflate import GZIP_MAGIC, STEP, Trail, inflate
from steppe.intake.limits import Limits, Refused
from steppe.intake.sniff import is_archive, kind
from steppe.types import Page

_HEAD: Final = 1_000_000  # the most bytes the head lines of one record may have
_FRAMING: Final = 65_536  # room for HTTP head and chunk sizes beside a page of the largest size
_TEXTUAL: Final = ("", "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown")
_GZIP_START: Final = re.compile(rb"\x1f\x8b\x08")
_RECORD_START: Final = re.compile(rb"(?<=\n)WARC/\d\.\d+\r?\n")
_DAMAGE: Final = (InputError, ArchiveLoadFailed, StatusAndHeadersParserException)


def records(file: BinaryIO, *, address: str, limits: Limits, clock: Callable[[], datetime]) -> Iterator[Page | Refused]:
    """The pages of a web archive: `response` and `resource` records with HTML, plain text or Markdown.

    `file` must be seekable; `address` names it. Each page has the address it was archived from and, as `fetched`,
    the time of the archiving (`clock` where the record gives none). Other records (requests, pictures, redirects,
    answers other than 200) are passed over; damaged, overlong or binary ones come out as `Refused`, as does an
    archive without a page.
    """
    archive = _Archive(file=file, address=address, limits=limits, clock=clock)
    start: int | None = 0
    while start is not None:
        start = yield from _stretch(archive, start)
    if not archive.given:
        yield Refused(address=address, reason="an archive without a page: no response or resource record holds text")


@dataclass(slots=True, kw_only=True)
class _Archive:
    """The archive being read, and how many records and results it has given."""

    file: BinaryIO
    address: str
    limits: Limits
    clock: Callable[[], datetime]
    seen: int = 0
    given: int = 0


@dataclass(slots=True)
class _Plain:
    """The unpacked archive as the file that warcio reads.

    `allowance` bounds what it may take for one head. Once `broken`, it stays so: no end of file hides the damage.
    """

    pieces: Iterator[bytes]
    held: bytes = b""
    given: int = 0
    allowance: int | None = _HEAD
    broken: InputError | None = None

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, empty at the end; `InputError` for damage and for an endless head."""
        if not self.held:
            self.held = self._more()
        cut = len(self.held) if size < 0 else size
        taken, self.held = self.held[:cut], self.held[cut:]
        self.given += len(taken)
        if self.allowance is not None:
            self.allowance -= len(taken)
        return taken

    def tell(self) -> int:
        """Bytes handed out so far."""
        return self.given

    def _more(self) -> bytes:
        try:
            if self.broken:
                raise self.broken
            if self.allowance is not None and self.allowance < 0:
                raise InputError(f"a record head of more than {_HEAD} bytes")
            return next(self.pieces, b"")
        except InputError as error:
            self.broken = error
            raise


def _stretch(archive: _Archive, start: int) -> Generator[Page | Refused, None, int | None]:
    """Results from byte `start` up to damage or the end; returns where to go on after damage."""
    trail = Trail()
    plain = _Plain(_unpacked(archive.file, start, trail))
    reader = ArchiveIterator(plain, no_record_parse=True)
    while True:
        begun, after = reader.offset, plain.broken is not None
        try:
            found = _next(reader, plain, archive)
        except StopIteration:
            return None
        except _DAMAGE as error:
            archive.seen += 1
            archive.given += 1
            reason = f"record {archive.seen} is damaged and was left out: {error}"
            yield Refused(address=archive.address, reason=reason.strip())
            return _next_sound(archive.file, start, trail, begun, after=after)
        archive.seen += 1
        if found:
            archive.given += 1
            yield found


def _next(reader: Any, plain: _Plain, archive: _Archive) -> Page | Refused | None:
    plain.allowance = _HEAD
    record, errors = next(reader), reader.err_count
    plain.allowance = None
    if record.length is None:
        raise InputError("it does not say its length")
    room = archive.limits.bytes_per_page + _FRAMING
    block, length = _block(record.raw_stream, room)
    if length < record.length:
        raise InputError(f"it ends after {length} of {record.length} bytes")
    plain.allowance = _HEAD
    with suppress(InputError):  # damage in what follows is the next record's, and shows there
        reader.read_to_end()
    if reader.err_count > errors:
        raise InputError("its length does not fit what follows")
    address = address_within(archive.address, record.rec_headers.get_header("WARC-Target-URI"), archive.seen)
    try:
        return _page(record, block, address, archive)
    except InputError as error:
        return Refused(address=address, reason=str(error))


def _block(stream: Any, room: int) -> tuple[bytes, int]:
    """The first `room` bytes of a record's block, and how long it is in all."""
    kept, length = bytearray(), 0
    while piece := stream.read(STEP):
        length += len(piece)
        if len(kept) <= room:
            kept += piece
    return bytes(kept[: room + 1]), length


def _page(record: Any, block: bytes, address: str, archive: _Archive) -> Page | None:
    """The page in a record's block, `None` where it holds another thing; `InputError` where it should and cannot."""
    headers: dict[str, str] = {"content-type": record.rec_headers.get_header("Content-Type") or ""}
    body = block
    if record.rec_type == "response" and address.startswith("http"):
        status, headers, body = _http(block)
        if status != "200":
            return None
    elif record.rec_type != "resource":
        return None
    declared, charset = content_type(headers.get("content-type"))
    if declared not in _TEXTUAL:
        return None
    content = _decoded(body, headers, archive.limits)
    found = kind(content, declared, charset=charset)
    if found not in ("text/html", "text/plain", "text/markdown"):
        raise InputError(f"a {found} inside an archive; only pages are read there")
    fetched = _moment(record.rec_headers.get_header("WARC-Date")) or archive.clock()
    return Page(content=content, media_type=found, address=address, fetched=fetched, charset=charset)


def _http(block: bytes) -> tuple[str, dict[str, str], bytes]:
    head, _, body = block.partition(b"\n\n" if b"\r\n" not in block[:_FRAMING] else b"\r\n\r\n")
    lines = head[:_FRAMING].decode("latin-1").splitlines()
    words = lines[0].split(maxsplit=2) if lines else []
    if len(words) < 2 or not words[0].startswith("HTTP/"):
        raise InputError("a response record without an HTTP status line")
    pairs = (line.partition(":") for line in reversed(lines[1:]))
    return words[1], {name.strip().lower(): value.strip() for name, _, value in pairs}, body


def _decoded(body: bytes, headers: dict[str, str], limits: Limits) -> bytes:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = ChunkedDataReader(io.BytesIO(body)).read()
    coding = headers.get("content-encoding", "").lower()
    if coding in ("gzip", "x-gzip") and not body.startswith(GZIP_MAGIC):
        coding = ""  # crawlers that store pages unpacked often leave the header line in
    content = bytearray()
    for piece in inflate([body], coding):
        content += piece
        if len(content) > limits.bytes_per_page:
            raise InputError(f"more than {limits.bytes_per_page} bytes, the most a page may have")
    return bytes(content)


def _moment(written: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _unpacked(file: BinaryIO, start: int, trail: Trail) -> Iterator[bytes]:
    file.seek(start)
    head = file.read(2)
    file.seek(start)
    pieces = iter(lambda: file.read(STEP), b"")
    return inflate(pieces, "gzip" if head == GZIP_MAGIC else "", trail=trail)


def _next_sound(file: BinaryIO, start: int, trail: Trail, begun: int, *, after: bool) -> int | None:
    """Where the first record behind a damaged one starts, in bytes of the file.

    The damaged one starts at unpacked byte `begun` of the stretch from `start`; `after` says that a sound one starts
    there and the damaged one is the next.
    """
    if not trail.members:
        found = _occurrences(file, _RECORD_START, start + begun + 1)
        return next(islice(found, int(after), None), None)
    places = [member.packed for member in trail.members if (member.plain > begun) == after]
    packed = (min if after else max)(places, default=trail.members[-1].packed)
    for place in _occurrences(file, _GZIP_START, start + packed + 1):
        file.seek(place)
        if is_archive(file.read(512)):
            return place
    return None


def _occurrences(file: BinaryIO, pattern: re.Pattern[bytes], start: int) -> Iterator[int]:
    """Places of `pattern` (at most 32 bytes long) from byte `start` on, read a stretch at a time."""
    place = start
    while True:
        file.seek(max(place - 1, 0))  # one byte back, for what the pattern looks behind at
        window = file.read(16 * STEP)
        lead = min(place, 1)
        for match in pattern.finditer(window, lead):
            if match.start() < len(window) - 32 or len(window) < 16 * STEP:
                yield place - lead + match.start()
        if len(window) < 16 * STEP:
            return
        place += len(window) - lead - 32
