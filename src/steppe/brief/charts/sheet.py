"""A piece of the earth laid flat, so that places on it become points of a drawing."""

from collections.abc import Sequence
from math import cos, radians

from steppe.ontology.outlines import Ring

WIDTH, MARGIN, LEAST = 720.0, 2.5, 16.0  # units across; degrees around the places; degrees across at the least
Point = tuple[float, float]


class Sheet:
    """The stretch around some places (degrees east, north): degrees east shrink by the cosine of the middle latitude.

    >>> Sheet([(50.0, 45.0)]).at(50.0, 45.0)
    (360.0, 254.6)
    """

    def __init__(self, places: Sequence[Point]) -> None:
        easts, norths = [east for east, _ in places], [north for _, north in places]
        self.west, self.east = _span(min(easts), max(easts))
        self.south, self.north = _span(min(norths), max(norths), least=LEAST / 2)
        self.across = cos(radians((self.south + self.north) / 2))
        self.scale = WIDTH / ((self.east - self.west) * self.across)
        self.height = (self.north - self.south) * self.scale

    def at(self, east: float, north: float) -> Point:
        """The point of a place on the sheet."""
        x, y = (east - self.west) * self.across * self.scale, (self.north - north) * self.scale
        return round(x, 1), round(y, 1)

    def shows(self, ring: Ring) -> bool:
        """Whether any part of a ring may lie on the sheet."""
        easts, norths = [east for east, _ in ring], [north for _, north in ring]
        beside = max(easts) < self.west or min(easts) > self.east
        return not (beside or max(norths) < self.south or min(norths) > self.north)


def _span(low: float, high: float, *, least: float = LEAST) -> tuple[float, float]:
    wide = max(high - low + 2 * MARGIN, least)
    middle = (low + high) / 2
    return middle - wide / 2, middle + wide / 2
