"""Places with coordinates: cities of 15,000 people and more (GeoNames), and regions that news speaks of.

Loaded on the first look-up, once a process. A name may stand for several places; who asks decides which.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from steppe.errors import DataError
from steppe.ontology.folding import fold
from steppe.ontology.tables import read_table

SHIPPED = Path(__file__).parent.parent / "data" / "places"
CITY_COLUMNS = "keys\tid\tname\tcountry\tlatitude\tlongitude\tpopulation"
REGION_COLUMNS = ("name", "country", "latitude", "longitude", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place: GeoNames number (0 for a region), country (ISO3), degrees north and east, people (0 if unknown).

    `note` tells who disputes a region.
    """

    name: str
    country: str
    latitude: float
    longitude: float
    number: int = 0
    population: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Regions by folded name, and the lines of the city table by each folded name of theirs."""

    regions: Mapping[str, tuple[Spot, ...]]
    cities: Mapping[str, tuple[str, ...]]

    def lookup(self, name: str) -> tuple[Spot, ...]:
        """What the name may stand for: regions, then places of that own name, then others; the larger first.

        Empty where it is unknown. Raises `DataError` for a line of the table that cannot be read.

        >>> [spot.country for spot in shipped_gazetteer().lookup("Tripoli")][:2]
        ['LBY', 'LBN']
        """
        key = fold(name)
        found = [(not line.startswith((f"{key}\t", f"{key}|")), _city(line)) for line in self.cities.get(key, ())]
        found.sort(key=lambda one: (one[0], -one[1].population, one[1].number))
        return (*self.regions.get(key, ()), *(spot for _, spot in found))


@cache
def shipped_gazetteer() -> Gazetteer:
    """The gazetteer that comes with the package. Raises `DataError` where a line cannot be read."""
    return load_gazetteer(SHIPPED)


def load_gazetteer(folder: Path) -> Gazetteer:
    """The gazetteer of `cities.tsv.gz` and `regions.tsv` in a folder."""
    path = folder / "cities.tsv.gz"
    text = gzip.decompress(path.read_bytes()).decode("utf8")
    _, columns, body = text.partition(f"{CITY_COLUMNS}\n")
    if not columns:
        raise DataError(f"{path.name}: no line of columns '{CITY_COLUMNS}'")
    cities: dict[str, tuple[str, ...]] = {}
    for line in body.splitlines():
        for key in line.partition("\t")[0].split("|"):
            cities[key] = (*cities[key], line) if key in cities else (line,)
    regions: dict[str, tuple[Spot, ...]] = {}
    for row in read_table(folder / "regions.tsv", REGION_COLUMNS, order=REGION_COLUMNS[:2]).rows:
        north, east = _degrees(row["latitude"], row["longitude"], f"regions.tsv: {row['name']}")
        spot = Spot(name=row["name"], country=row["country"], latitude=north, longitude=east, note=row["note"])
        regions[fold(row["name"])] = (*regions.get(fold(row["name"]), ()), spot)
    return Gazetteer(regions=regions, cities=cities)


def _city(line: str) -> Spot:
    cells = line.split("\t")
    where = f"cities.tsv.gz: {cells[0]}"
    if len(cells) != 7 or not cells[1].isdecimal() or not cells[6].isdecimal():
        raise DataError(f"{where}: not a city; seven cells are needed, number and people as digits")
    north, east = _degrees(cells[4], cells[5], where)
    return Spot(
        name=cells[2],
        country=cells[3],
        latitude=north,
        longitude=east,
        number=int(cells[1]),
        population=int(cells[6]),
    )


def _degrees(latitude: str, longitude: str, where: str) -> tuple[float, float]:
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        raise DataError(f"{where}: '{latitude}', '{longitude}' are no degrees") from None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise DataError(f"{where}: {north}, {east} lie outside 90 degrees north or south, 180 east or west")
    return north, east
