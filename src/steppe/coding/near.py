"""Near-duplicate articles by MinHash over runs of five words (Broder 1997), banded so that the work is near-linear.

Own code on numpy, which the parser brings anyway: a library for it would bring SciPy and a hundred megabytes.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy
from numpy.typing import NDArray

PERMUTATIONS = 128
SHINGLE = 5
ROWS = 2
"""Rows of a band: 64 bands of 2 hold nearly every pair that overlaps by .3 against each other."""
ALIKE = 0.3
"""Two words in ten changed here and there leave a fifth of the runs of five, one in ten .4, a third cut away .7."""
SHORT = 30
"""Texts of fewer words are copies only where every word is the same: two flashes of one agency look alike."""

_WORD = re.compile(r"\w+")
_SEEDS = numpy.frombuffer(
    b"".join(zlib.crc32(f"steppe {number}".encode()).to_bytes(4, "little") for number in range(4 * PERMUTATIONS)),
    dtype=numpy.uint64,
)
_FACTORS, _TERMS = _SEEDS[:PERMUTATIONS] | numpy.uint64(1), _SEEDS[PERMUTATIONS:]

Signature = NDArray[numpy.uint64]


def signature(text: str) -> Signature:
    """The MinHash of `text`: 128 numbers; the share in which two texts agree estimates their overlap of word runs.

    >>> overlap(signature("Rain fell on the old port all night."), signature("rain fell on the old port all night"))
    1.0
    """
    words = _WORD.findall(text.casefold())
    size = SHINGLE if len(words) >= SHORT else max(1, len(words))
    runs = {" ".join(words[at : at + size]) for at in range(max(1, len(words) - size + 1))}
    hashed = numpy.fromiter((zlib.crc32(run.encode("utf8", "surrogatepass")) for run in runs), dtype=numpy.uint64)
    mixed = hashed[:, None] * _FACTORS[None, :] + _TERMS[None, :]
    least: Signature = (mixed >> numpy.uint64(32)).min(axis=0)
    return least


def overlap(one: Signature, other: Signature) -> float:
    """The estimated share of word runs that two texts have in common, 0 to 1."""
    return float((one == other).mean())


def near_copies(signatures: Mapping[str, Signature], *, alike: float = ALIKE) -> dict[str, str]:
    """Article id to the id of the first article it nearly copies (itself where it copies none).

    Only articles that share a band are compared, each with the first of every family it meets there.

    >>> texts = {"a": "Rain fell on the old port all night.", "b": "Rain fell on the old port all night.", "c": "Sun."}
    >>> near_copies({name: signature(text) for name, text in texts.items()})
    {'a': 'a', 'b': 'a', 'c': 'c'}
    """
    first: dict[str, str] = {}
    heads: dict[tuple[int, bytes], list[str]] = defaultdict(list)
    for name in sorted(signatures):
        bands = _bands(signatures[name])
        met = sorted({head for band in bands for head in heads[band]})
        likeness = [(overlap(signatures[name], signatures[head]), head) for head in met]
        best = max(likeness, key=lambda pair: pair[0], default=(0.0, name))
        first[name] = best[1] if best[0] >= alike else name
        if first[name] == name:
            for band in bands:
                heads[band].append(name)
    return first


def _bands(hashed: Signature) -> Sequence[tuple[int, bytes]]:
    return [(at, hashed[at : at + ROWS].tobytes()) for at in range(0, PERMUTATIONS, ROWS)]
