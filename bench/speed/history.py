"""How fast event files become a history, and at what memory: made-up rows in each format, plain and in a zip.

    ./dev bench history [--rows 100000 1000000] [--formats icews icews.zip polecat gdelt relations]

Each file is written first and then read by a process of its own, so that its peak of memory is its own; `megabytes` is
that peak less what the process held before it opened the file. CPU seconds count, not those of the clock, as other work
may share the cores. `relations` is Parquet, the others are tab files. The last line is the result as JSON.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb

from steppe.exchange.history import read_history
from steppe.exchange.history_icews import COLUMNS as ICEWS
from steppe.exchange.rows import COLUMNS as POLECAT
from steppe.ontology.cameo import load_cameo
from steppe.ontology.vocabulary import load

BAR = 100_000  # rows a second
ACTORS = 5_000
ROLES = ("", "GOV", "MIL", "COP", "OPP", "BUS")
LANDS = "USA RUS UKR KAZ CHN IND TUR IRN ISR GBR FRA DEU ROM MTN EUR AFR".split()
FORMATS = ("icews", "icews.zip", "polecat", "gdelt", "gdelt.zip", "relations")


def days(number: int, chance: random.Random) -> tuple[date, date]:
    """A day that moves on slowly with the number of the row, and the day it was told."""
    day = date(2018, 1, 1) + timedelta(days=number // 3_000 + chance.randrange(3))
    return day, day + timedelta(days=chance.randrange(4))


def icews_cells(number: int, chance: random.Random) -> list[str]:
    code, name = chance.choice(ACTS)
    one, other = chance.choice(NAMES), chance.choice(NAMES)
    head = [str(number), days(number, chance)[0].isoformat(), one, "Government", "Kazakhstan", name, code, "-2.5"]
    place = ["Astana", "", "Akmola", "Kazakhstan", f"{chance.uniform(-60, 60):.4f}", f"{chance.uniform(-90, 90):.4f}"]
    return [*head, other, "Police", "Russian Federation", str(number // 3), "4", "Made-up Wire", *place]


def polecat_cells(number: int, chance: random.Random) -> list[str]:
    kind, mode = chance.choice(TYPES)
    day, told = days(number, chance)
    cells = dict.fromkeys(POLECAT, "made up")
    cells |= {"Event ID": str(number), "Event Date": day.isoformat(), "Publication Date": told.isoformat()}
    cells |= {"Event Type": kind, "Event Mode": mode, "Intensity": "-2.0", "Quad Code": "3"}
    cells |= {"Actor Name": chance.choice(NAMES), "Actor Country": "KAZ", "Recipient Name": chance.choice(NAMES)}
    cells |= {"Recipient Country": "RUS", "Latitude": f"{chance.uniform(-60, 60):.4f}", "Longitude": "30.5"}
    return list(cells.values())


def gdelt_cells(number: int, chance: random.Random) -> list[str]:
    code, _ = chance.choice(ACTS)
    day, told = days(number, chance)
    cells = ["1"] * 61
    cells[0:5] = [str(900_000_000 + number), f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}", f"{day:%Y}.5"]
    cells[5:25] = [*chance.choice(CODED), *chance.choice(CODED)]
    cells[26:35] = [code, code[:3], code[:2], "4", "-5.0", "10", "1", "10", f"{chance.uniform(-9, 9):.12f}"]
    for at in (35, 43, 51):
        geo = ["4", "Astana, Akmola, Kazakhstan", "KZ", "KZ05", "19000", "51.1811", f"{chance.uniform(0, 90):.4f}", "1"]
        cells[at : at + 8] = geo
    cells[59:] = [f"{told:%Y%m%d}141500", f"https://example.org/made-up/{number}"]
    return cells


def relation_cells(number: int, chance: random.Random) -> list[str]:
    return [days(number, chance)[0].isoformat(), chance.choice(NAMES), chance.choice(ACTS)[1], chance.choice(NAMES)]


NAMES = [f"Actor {number} ({LANDS[number % len(LANDS)]})" for number in range(ACTORS)]
CODED = [
    [LANDS[number % len(LANDS)] + role, f"ACTOR {number}", LANDS[number % len(LANDS)], "", "", "", "", role, "", ""]
    for number, role in ((number, ROLES[number % len(ROLES)]) for number in range(ACTORS))
]
ACTS = [(act.code, act.name) for act in load_cameo().acts.values()]
TYPES = [(kind.name, mode) for kind in load().types.values() for mode in ("", *kind.modes)]
CELLS: dict[str, tuple[tuple[str, ...], Callable[[int, random.Random], list[str]]]] = {
    "icews": (ICEWS, icews_cells),
    "polecat": (POLECAT, polecat_cells),
    "gdelt": ((), gdelt_cells),
    "relations": (("day", "source", "relation", "target"), relation_cells),
}


def written(folder: Path, name: str, rows: int) -> Path:
    """A file of so many made-up rows."""
    kind, _, packed = name.partition(".")
    header, cells = CELLS[kind]
    chance = random.Random(1)
    found = (cells(number, chance) for number in range(rows))
    path = folder / f"{name}.tab"
    with path.open("w", encoding="utf8") as out:
        out.writelines(lines(header, found))
    if kind == "relations":
        duckdb.read_csv(str(path), sep="\t", all_varchar=True).write_parquet(str(folder / name))
        return folder / name
    if not packed:
        return path
    with zipfile.ZipFile(folder / f"{name}", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    return folder / name


def lines(header: Sequence[str], found: Iterator[list[str]]) -> Iterator[str]:
    if header:
        yield "\t".join(header) + "\n"
    yield from ("\t".join(cells) + "\n" for cells in found)


def one(path: Path) -> dict[str, float]:
    """What reading a file costs in this process."""
    before, start = peak(), time.process_time()
    reading = read_history(path)
    taken = time.process_time() - start
    return {
        "rows": len(reading.history),
        "left_out": len(reading.bad) + sum(reading.skipped.values()),
        "rows_per_s": round(len(reading.history) / taken),
        "megabytes": round(peak() - before, 1),
    }


def peak() -> float:
    """The highest resident size of this process in megabytes; what its parent held before does not count."""
    status = Path("/proc/self/status").read_text(encoding="utf8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=list(FORMATS))
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(one(asked.one)))
        return
    results: dict[str, dict[str, float]] = {}
    for name in asked.formats:
        for rows in asked.rows:
            with tempfile.TemporaryDirectory() as folder:
                path = written(Path(folder), name, rows)
                command = [sys.executable, __file__, "--one", str(path)]
                result = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            results[f"{name} {rows}"] = json.loads(result)
            print(f"{name:>10} {rows:>9,} rows: {result.strip()}")
    slowest = min(found["rows_per_s"] for found in results.values())
    print(json.dumps({"results": results, "slowest_rows_per_s": slowest, "bar": BAR, "met": slowest >= BAR}))


if __name__ == "__main__":
    main()
