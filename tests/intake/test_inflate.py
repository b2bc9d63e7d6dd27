import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.errors import InputError
from steppe.intake.inflate import STEP, Trail, inflate


def packed(content: bytes, form: str) -> bytes:
    if form == "gzip":
        return gzip.compress(content)
    if form == "two members":
        half = len(content) // 2
        return gzip.compress(content[:half]) + gzip.compress(content[half:])
    if form == "zlib":
        return zlib.compress(content)
    bare = zlib.compressobj(wbits=-15)
    return bare.compress(content) + bare.flush()


def pieces_of(content: bytes, size: int) -> list[bytes]:
    return [content[i : i + size] for i in range(0, len(content), size)]


@given(
    content=st.binary(max_size=5000).map(lambda found: found * 30),
    form=st.sampled_from(["gzip", "two members", "zlib", "bare"]),
    size=st.integers(1, 5000),
)
def test_what_was_packed_comes_back_in_bounded_steps(content: bytes, form: str, size: int) -> None:
    wire = packed(content, form)
    # a bare stream has no header, so its first two bytes must come together to tell it from zlib
    coding, size = ("deflate", max(size, 2)) if form in ("zlib", "bare") else ("gzip", size)
    steps = list(inflate(pieces_of(wire, size), coding))
    assert b"".join(steps) == content
    assert all(0 < len(step) <= STEP for step in steps)


def test_zeros_after_the_end_are_padding() -> None:
    assert b"".join(inflate([gzip.compress(b"Oslo") + b"\x00" * 40], "gzip")) == b"Oslo"


def test_a_bomb_can_be_stopped_early() -> None:
    bomb = gzip.compress(b"\x00" * 50_000_000)
    steps = inflate([bomb], "gzip")
    assert len(next(steps)) <= STEP


@pytest.mark.parametrize(
    ("wire", "coding", "reason"),
    [
        (gzip.compress(b"Oslo" * 99)[:-9], "gzip", "cut short"),
        (gzip.compress(bytes(range(256)))[:40] + b"\xff" * 90, "gzip", "damaged|cut short"),
        (b"Oslo calls", "gzip", "damaged"),
        (b"Oslo calls", "br", "known: gzip, deflate"),
        (b"Oslo calls", "gzip, gzip", "known: gzip, deflate"),
    ],
    ids=["cut", "damaged", "not packed", "brotli", "twice"],
)
def test_damage_and_unknown_codings_are_named(wire: bytes, coding: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        list(inflate([wire], coding))


def test_the_trail_tells_where_members_begin() -> None:
    first, second = gzip.compress(b"Oslo"), gzip.compress(b"Bergen")
    trail = Trail()
    assert b"".join(inflate([first + second], "gzip", trail=trail)) == b"OsloBergen"
    assert [(member.packed, member.plain) for member in trail.members] == [(0, 0), (len(first), 4)]
