"""Decompression in bounded steps: a small file that unpacks to gigabytes never gets that far.

Libraries unpack a received piece in one go (up to a thousandfold for gzip, a millionfold for gzip within gzip);
here no step yields more than `STEP` bytes, so whoever counts can stop in time.
"""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from steppe.errors import InputError

STEP = 65_536
GZIP_MAGIC = b"\x1f\x8b"
_AUTO = zlib.MAX_WBITS | 32  # zlib's own flag for "gzip or zlib header, whichever comes"
_BARE = -zlib.MAX_WBITS  # "deflate" as some servers send it, without the zlib header
_CODINGS = {"gzip": _AUTO, "x-gzip": _AUTO, "deflate": _AUTO}


@dataclass(slots=True)
class Member:
    """Where a gzip member begins, in packed and in unpacked bytes from the start."""

    packed: int
    plain: int


@dataclass(slots=True)
class Trail:
    """The members met so far, kept so that a reader can step over a damaged one."""

    members: list[Member] = field(default_factory=list)


def inflate(pieces: Iterable[bytes], coding: str, *, trail: Trail | None = None) -> Iterator[bytes]:
    """The unpacked bytes of `pieces`, at most `STEP` a time; several gzip members in a row are one stream.

    `coding` is an HTTP content coding: `gzip`, `x-gzip` or `deflate` (RFC 9110, 8.4.1); `identity` and an
    empty one pass the bytes through. Raises `InputError` for another coding, for damaged data, and at the end of data
    that was cut short.

    >>> b"".join(inflate([zlib.compress(b"Oslo")], "deflate"))
    b'Oslo'
    """
    if coding in ("", "identity"):
        yield from pieces
        return
    if coding not in _CODINGS:
        raise InputError(f"packed as '{coding}', which is not read; known: gzip, deflate")
    yield from _members(pieces, trail or Trail())


def _members(pieces: Iterable[bytes], trail: Trail) -> Iterator[bytes]:
    unpacker: zlib._Decompress | None = None
    taken = given = 0
    for piece in pieces:
        data = piece
        while True:
            if unpacker is None:
                if not data or (given and not data.startswith(GZIP_MAGIC[: len(data)])):
                    break  # padding after the last member, as the gzip tool ignores it
                trail.members.append(Member(taken, given))
                unpacker = _unpacker(data)
            plain, rest = _step(unpacker, data)
            taken += len(data) - len(rest)
            given += len(plain)
            if plain:
                yield plain
            if unpacker.eof:
                unpacker = None
            elif not rest and len(plain) < STEP:
                break
            data = rest
    if unpacker is not None:
        raise InputError("packed data is cut short")


def _unpacker(head: bytes) -> "zlib._Decompress":
    has_header = GZIP_MAGIC.startswith(head[:2]) or (head[0] & 0x0F == 8 and int.from_bytes(head[:2]) % 31 == 0)
    return zlib.decompressobj(_AUTO if has_header else _BARE)


def _step(unpacker: "zlib._Decompress", data: bytes) -> tuple[bytes, bytes]:
    try:
        plain = unpacker.decompress(data, STEP)
    except zlib.error as error:
        raise InputError(f"packed data is damaged ({error})") from error
    return plain, unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
