"""Places of events against the project's own gold: country, distance, and whether doubt is told.

    ./dev bench places-gold [--show]

Reads `tests/gold/places.tsv`: one event a sentence, its place with country and degrees. Prints one JSON object:
`found` (an event has a place with these words), `country` (right, of all), `near` (within 100 km, of all; regions
within 300), `ambiguous_told` (of those marked so, how many come with rivals), `rivals_without_need` (of the others).
"""

import argparse
import json
import math
import sys
from datetime import UTC, datetime
from pathlib import Path

from steppe import flow
from steppe.types import Page, Place

GOLD = Path(__file__).parents[2] / "tests" / "gold" / "places.tsv"
BARS = {"country": 0.9, "near": 0.85}
REGION_KM, CITY_KM = 300, 100


def distance(place: Place, latitude: float, longitude: float) -> float:
    """Kilometres over the sphere; infinite for a place without degrees."""
    if place.latitude is None or place.longitude is None:
        return math.inf
    a, b, c = map(math.radians, (place.latitude, latitude, place.longitude - longitude))
    return 6371 * math.acos(min(1.0, math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(c)))


def place_in(text: str, words: str) -> Place | None:
    page = Page(
        content=text.encode(), media_type="text/plain", address="gold", fetched=datetime(2024, 1, 1, tzinfo=UTC)
    )
    events = flow.code(flow.read(page)).events
    return next((event.place for event in events if event.place is not None and words in event.place.quote), None)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    lines = [line.split("\t") for line in GOLD.read_text(encoding="utf8").splitlines() if line[:1] != "#"]
    rows = [dict(zip(lines[0], cells, strict=True)) for cells in lines[1:]]
    found = country = near = told = needless = 0
    for row in rows:
        place = place_in(row["sentence"], row["place"])
        right = place is not None and place.country == row["country"]
        away = distance(place, float(row["latitude"]), float(row["longitude"])) if place else math.inf
        close = away <= (CITY_KM if place is not None and place.geonames else REGION_KM)
        found, country, near = found + (place is not None), country + right, near + (right and close)
        told += bool(row["ambiguous"]) and place is not None and bool(place.rivals)
        needless += not row["ambiguous"] and place is not None and bool(place.rivals)
        if given.show and not (right and close):
            print(
                f"{row['place']} {row['country']}: got {place and (place.country, f'{away:.0f} km')}: {row['sentence']}"
            )
    marked = sum(bool(row["ambiguous"]) for row in rows)
    result = {
        "sentences": len(rows),
        "found": round(found / len(rows), 3),
        "country": round(country / len(rows), 3),
        "near": round(near / len(rows), 3),
        "ambiguous_told": f"{told} of {marked}",
        "rivals_without_need": needless,
        "bars": BARS,
    }
    print(json.dumps(result))
    return int(country / len(rows) < BARS["country"] or near / len(rows) < BARS["near"])


if __name__ == "__main__":
    sys.exit(main())
