"""Outlines of states to draw maps on: Natural Earth, simplified to about a tenth of a degree.

Loaded on the first map, once a process. Which line a disputed border follows is a view; `VIEW` names it, and every map
must show it.
"""

import gzip
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from steppe.errors import DataError

SHIPPED = Path(__file__).parent.parent / "data" / "places" / "outlines.tsv.gz"
VIEW = "Natural Earth 5.1.1, the view of borders taken by Germany"

Ring = tuple[tuple[float, float], ...]


@cache
def outlines() -> Mapping[str, tuple[Ring, ...]]:
    """Outer rings by ISO3 code, each a closed chain of points (degrees east, degrees north).

    Raises `DataError` for a line that cannot be read.

    >>> east, north = outlines()["KAZ"][0][0]
    >>> 46 < east < 88 and 40 < north < 56
    True
    """
    with gzip.open(SHIPPED, "rt", encoding="utf8") as file:
        lines = [line.rstrip("\n") for line in file if not line.startswith("#")]
    return dict(_outline(line, number) for number, line in enumerate(lines[1:], 2))


def _outline(line: str, number: int) -> tuple[str, tuple[Ring, ...]]:
    try:
        name, rings = line.split("\t")
        return name, tuple(tuple(_point(point) for point in ring.split(" ")) for ring in rings.split(";"))
    except ValueError as error:
        wanted = "a code, a tab, then rings of points such as 8732,4909"
        raise DataError(f"{SHIPPED.name} row {number}: {error}; expected {wanted}") from None


def _point(text: str) -> tuple[float, float]:
    east, north = text.split(",")
    return int(east) / 100, int(north) / 100
