"""Made-up rows of each event format, good and spoiled, for the tests of histories."""

from datetime import date, timedelta

from steppe.exchange.history import read_history
from steppe.exchange.history_gdelt import WIDTH
from steppe.exchange.history_icews import COLUMNS as ICEWS
from steppe.exchange.rows import COLUMNS as POLECAT

RELATIONS = ("day", "source", "relation", "target")
NAMES = ("Japan", "Citizen (Kenya)", "Åsa Ek", "Sana'a", "Party of Work", "Police (Peru)")
CODES = {"042": "Make a visit", "0841": "Return, release person(s)", "190": "Use conventional military force"}


def history_from(path, **more):
    """The history and the bad rows, without the counts."""
    reading = read_history(path, **more)
    return reading.history, reading.bad


def day(number):
    return date(2018, 1, 1) + timedelta(days=number % 1000)


def icews(number, source="", target="Kenya", code="042", when=None):
    cells = dict.fromkeys(ICEWS, "x")
    cells |= {"Event ID": str(number), "Event Date": (when or day(number)).isoformat(), "CAMEO Code": code}
    cells |= {"Source Name": source or NAMES[number % 6], "Target Name": target, "Intensity": "-2.0"}
    return list((cells | {"Latitude": "51.2", "Longitude": "71.4"}).values())


def polecat(number, source="", target="Kenya", kind="ASSAULT", mode="aerial", when=None):
    cells = dict.fromkeys(POLECAT, "")
    at = (when or day(number)).isoformat()
    cells |= {"Event ID": str(number), "Event Date": at, "Publication Date": at, "Event Type": kind}
    cells |= {"Event Mode": mode, "Intensity": "-9.5", "Quad Code": "4", "Actor Country": "KAZ"}
    cells |= {"Actor Name": source or NAMES[number % 6], "Recipient Name": target, "Version": "made up"}
    return list(cells.values())


def gdelt(number, source="", target="KENYA", code="042", when=None):
    cells = ["1"] * WIDTH
    at = (when or day(number)).strftime("%Y%m%d")
    cells[1] = at
    cells[5:15] = ["", source or NAMES[number % 6], "", "", "", "", "", "", "", ""]
    cells[15:25] = ["", target, "", "", "", "", "", "", "", ""]
    cells[26:31] = [code, code[:3], code[:2], "1", "1.9"]
    cells[56:58] = ["51.2", "71.4"]
    cells[59] = at + "141500"
    return cells


def relations(number, source="", target="Kenya", code="042", when=None):
    return [(when or day(number)).isoformat(), source or NAMES[number % 6], CODES[code], target]


HEADERS = {"icews": ICEWS, "polecat": POLECAT, "gdelt": (), "relations": RELATIONS}
GOOD = {"icews": icews, "polecat": polecat, "gdelt": gdelt, "relations": relations}


def text(shape, rows):
    """A tab file of rows in a format."""
    lines = [HEADERS[shape], *rows] if HEADERS[shape] else rows
    return "".join("\t".join(one) + "\n" for one in lines)
