"""A thousand malformed rows among a hundred thousand: every good one is read, every bad one is named by line."""

import csv
import random

import duckdb
import pytest
from tests.exchange.history_files import GOOD, HEADERS, history_from, text

ROWS, BAD = 100_000, 1_000
TABBED = {
    "a cell too many": (lambda cells: [*cells, "more"], "the whole line"),
    "a cell too few": (lambda cells: cells[:-1], "the whole line"),
    "only words": (lambda cells: ["nothing of the kind"], "the whole line"),
}


def put(column, value):
    """A way to spoil a row: another value in a column (its name or its number)."""
    return lambda cells: [*cells[:column], value, *cells[column + 1 :]]


def at(shape, column, value, told=""):
    number = column if isinstance(column, int) else HEADERS[shape].index(column)
    return put(number, value), told or column


SPOILED = {
    "icews": {
        **TABBED,
        "no day": at("icews", "Event Date", ""),
        "an impossible day": at("icews", "Event Date", "2018-02-30"),
        "an American day": at("icews", "Event Date", "1/31/2018"),
        "a day of the far future": at("icews", "Event Date", "9018-01-01"),
        "a code without its zero": at("icews", "CAMEO Code", "42"),
        "an unknown code": at("icews", "CAMEO Code", "999"),
        "no number": at("icews", "Intensity", "strong"),
        "a number too large": at("icews", "Latitude", "512"),
        "not a number": at("icews", "Longitude", "-inf"),
        "an empty actor": at("icews", "Source Name", " "),
        "control characters": at("icews", "Target Name", "Ken\x00ya"),
    },
    "polecat": {
        **TABBED,
        "an impossible day": at("polecat", "Event Date", "2018-02-30"),
        "a week": at("polecat", "Publication Date", "2018-W02-1"),
        "an unknown type": at("polecat", "Event Type", "FIGHT"),
        "no number": at("polecat", "Intensity", "strong"),
        "a place off the globe": at("polecat", "Latitude", "99"),
        "no actor": (lambda cells: [*cells[:7], "", "", *cells[9:]], "Actor Name"),
        "control characters": at("polecat", "Recipient Name", "Ken\x1bya"),
    },
    "gdelt": {
        **TABBED,
        "an impossible day": at("gdelt", 1, "20180230", "Day"),
        "a day with dashes": at("gdelt", 1, "2018-02-03", "Day"),
        "a day far after it was added": at("gdelt", 1, "20220203", "Day"),
        "a day added that is none": at("gdelt", 59, "20181399000000", "DATEADDED"),
        "an hour that is none": at("gdelt", 59, "20190101250000", "DATEADDED"),
        "an unknown code": at("gdelt", 26, "---", "EventCode"),
        "a class that is none": at("gdelt", 29, "5", "QuadClass"),
        "no number": at("gdelt", 30, "x", "GoldsteinScale"),
        "a place off the globe": at("gdelt", 57, "-181", "ActionGeo_Long"),
        "control characters": at("gdelt", 16, "KEN\x7fYA", "Actor2Name"),
    },
    "relations": {
        "an impossible day": at("relations", "day", "2018-02-30"),
        "no day": at("relations", "day", ""),
        "no relation": at("relations", "relation", ""),
        "an empty actor": at("relations", "source", ""),
        "control characters": at("relations", "target", "Ken\x07ya"),
    },
}


def spoiled(shape, ways):
    """Rows of which a thousand are spoiled, and the column of each bad one by its place."""
    rows = [GOOD[shape](number) for number in range(ROWS)]
    places = random.Random(7).sample(range(ROWS), BAD)
    told = {}
    for turn, place in enumerate(places):
        spoil, told[place] = ways[turn % len(ways)]
        rows[place] = spoil(rows[place])
    return rows, told


def check(path, told, first):
    history, bad = history_from(path)
    assert len(history) == ROWS - BAD
    assert {one.line: one.column for one in bad} == {place + first: column for place, column in told.items()}
    assert sorted(history.row.tolist()) == [place + first for place in range(ROWS) if place not in told]
    assert all(str(one).startswith(f"{path} line {one.line}, ") and "right would be " in one.right for one in bad)


@pytest.mark.parametrize("shape", ["icews", "polecat", "gdelt", "relations"])
def test_tab_files(tmp_path, shape):
    rows, told = spoiled(shape, list(SPOILED[shape].values()))
    path = tmp_path / "events.tab"
    path.write_text(text(shape, rows), encoding="utf8")
    check(path, told, 1 if shape == "gdelt" else 2)


@pytest.mark.parametrize("shape", ["polecat", "relations"])
def test_parquet_and_csv(tmp_path, shape):
    ways = [way for name, way in SPOILED[shape].items() if name not in TABBED]
    rows, told = spoiled(shape, ways)
    path, packed = tmp_path / "events.csv", tmp_path / "events.parquet"
    with path.open("w", encoding="utf8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([HEADERS[shape], *rows])
    check(path, told, 2)
    names = ", ".join(f'"{name}"' for name in HEADERS[shape])
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE rows ({names.replace(',', ' VARCHAR,')} VARCHAR)")
        connection.execute(f"COPY rows FROM '{path}' (HEADER, DELIMITER ',', QUOTE '\"', NULL 'never')")
        connection.execute(f"COPY rows TO '{packed}' (FORMAT parquet)")
    check(packed, told, 2)
