"""The table of office holders is well formed, its tenures fit together, and known days give the right name."""

import csv
from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

TABLE = Path(__file__).parents[2] / "src" / "steppe" / "data" / "actors" / "offices.tsv"
COLUMNS = ["country", "role", "title", "holder", "aliases", "since", "until", "acting", "source", "confidence"]
ROLES = {"HOS", "HOG", "FM", "DM", "DFM", "SPK", "SC", "SPX", "VP", "NSA", "SOS"}
G20 = [
    "ARG",
    "AUS",
    "BRA",
    "CAN",
    "CHN",
    "FRA",
    "DEU",
    "IND",
    "IDN",
    "ITA",
    "JPN",
    "MEX",
    "RUS",
    "SAU",
    "ZAF",
    "KOR",
    "TUR",
    "GBR",
    "USA",
    "EUR",
]
CASE = ["KAZ", "KGZ", "TJK", "UZB", "TKM", "BLR", "UKR", "ARM", "AZE", "GEO", "MDA", "MNG", "AFG", "IRN"]
EUROPE = [
    "POL",
    "EST",
    "LVA",
    "LTU",
    "FIN",
    "SWE",
    "NOR",
    "HUN",
    "ROU",
    "BGR",
    "SRB",
    "MKD",
    "GRC",
    "CZE",
    "SVK",
    "ESP",
    "NLD",
    "BEL",
    "AUT",
    "CHE",
]
OTHERS = [
    "ISR",
    "PSE",
    "EGY",
    "SYR",
    "IRQ",
    "LBN",
    "JOR",
    "QAT",
    "ARE",
    "PAK",
    "VEN",
    "CUB",
    "PRK",
    "COL",
    "NGA",
    "ETH",
    "SDN",
]
PREFIXES = ("Wikidata: ", "Wikipedia: ", "Press report: ", "recalled")
# Several deputies serve at once, so their tenures may overlap.
MANY_AT_ONCE = {"DFM"}
# Longer than sixty days without a holder, and why.
VACANT = {
    ("CHN", "DM"): "the minister was removed in October 2023 and the next named in December",
    ("CUB", "DM"): "the minister died in September 2011",
    ("KAZ", "SOS"): "the post stood empty in early 2014",
    ("KGZ", "DM"): "a State Committee for Defence Affairs took the ministry's place from 2015 to 2021",
    ("LBN", "HOS"): "parliament elected no president from 2014 to 2016 and from 2022 to 2025",
    ("NGA", "DM"): "no cabinet for months after the inaugurations of 2015, 2019 and 2023",
    ("NGA", "FM"): "no cabinet for months after the inaugurations of 2015, 2019 and 2023",
    ("SDN", "FM"): "no civilian cabinet under the military council of 2019",
    ("SDN", "HOG"): "no prime minister under the military council of 2019",
    ("THA", "HOG"): "under the junta of May 2014 a prime minister was named in August",
    ("UKR", "SC"): "the post stood empty in autumn 2014",
}
Row = dict[str, str]


def head() -> dict[str, str]:
    lines = [line for line in TABLE.read_text(encoding="utf8").splitlines() if line.startswith("#")]
    return dict(line.removeprefix("# ").split(": ", 1) for line in lines)


@cache
def rows() -> tuple[Row, ...]:
    with TABLE.open(encoding="utf8", newline="") as lines:
        body = (line for line in lines if not line.startswith("#"))
        return tuple(csv.DictReader(body, delimiter="\t", quoting=csv.QUOTE_NONE))


def earliest(day: str) -> date:
    """First day that a day, month or year can mean."""
    return date.fromisoformat({4: f"{day}-01-01", 7: f"{day}-01", 10: day}[len(day)])


def latest(day: str) -> date:
    """Last day that a day, month or year can mean; an empty one never ends."""
    if not day:
        return date.max
    if len(day) == 10:
        return date.fromisoformat(day)
    if len(day) == 4:
        return date(int(day), 12, 31)
    year, month = int(day[:4]), int(day[5:])
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def grouped(*columns: str) -> dict[tuple[str, ...], list[Row]]:
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows():
        groups[tuple(row[column] for column in columns)].append(row)
    return groups


def holders(country: str, role: str, day: str) -> set[str]:
    when = date.fromisoformat(day)
    return {
        row["holder"]
        for row in rows()
        if (row["country"], row["role"]) == (country, role)
        and latest(row["since"]) <= when
        and (not row["until"] or when < earliest(row["until"]))
    }


def test_header_names_version_licence_origin_and_cover() -> None:
    assert list(head()) == ["version", "licence", "origin", "covers"]
    assert head()["version"] == "1"
    assert head()["licence"] == "CC0-1.0 (facts)"
    assert head()["covers"] == "2010-01-01/2025-12-31"


def test_every_line_has_the_columns_and_nothing_to_quote() -> None:
    body = [line for line in TABLE.read_text(encoding="utf8").splitlines() if not line.startswith("#")]
    assert body[0].split("\t") == COLUMNS
    assert {line.count("\t") for line in body} == {len(COLUMNS) - 1}
    assert '"' not in "".join(body)
    assert not any(field != field.strip() for line in body for field in line.split("\t"))


def test_sorted_by_country_role_and_since() -> None:
    keys = [(row["country"], row["role"], row["since"]) for row in rows()]
    assert keys == sorted(keys)


def test_no_row_twice() -> None:
    keys = [(row["country"], row["role"], row["title"], row["holder"], row["since"]) for row in rows()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("column", ["country", "role", "title", "holder", "since", "source", "confidence"])
def test_no_needed_field_is_empty(column: str) -> None:
    assert [row for row in rows() if not row[column]] == []


def test_values_are_of_their_vocabularies() -> None:
    for row in rows():
        assert len(row["country"]) == 3, row
        assert row["country"].isupper(), row
        assert row["role"] in ROLES, row
        assert row["acting"] in {"", "yes"}, row
        assert row["confidence"] in {"high", "medium", "low"}, row
        assert row["source"].startswith(PREFIXES), row


def test_aliases_are_distinct_and_not_the_name_itself() -> None:
    for row in rows():
        aliases = row["aliases"].split(";") if row["aliases"] else []
        assert len(aliases) == len(set(aliases)), row
        assert row["holder"] not in aliases, row
        assert all(aliases), row


def test_vague_days_are_of_high_confidence_only_where_they_were_compared() -> None:
    for row in rows():
        if row["confidence"] == "high" and (len(row["since"]) < 10 or 0 < len(row["until"]) < 10):
            assert row["source"] == "Wikidata: position held", row


def test_tenures_run_forward_and_reach_into_the_cover() -> None:
    opening = date.fromisoformat(head()["covers"].split("/")[0])
    for row in rows():
        assert earliest(row["since"]) <= latest(row["until"]), row
        assert latest(row["until"]) >= opening, row


def test_what_lies_after_the_cover_names_its_report_or_is_not_of_high_confidence() -> None:
    closing = head()["covers"].split("/")[1]
    for row in rows():
        if row["since"] > closing and row["country"] != "CHE":
            assert row["source"].startswith("Press report: ") or row["confidence"] != "high", row


def test_tenures_of_one_office_share_no_more_than_the_day_of_hand_over() -> None:
    for (_, role, _), group in grouped("country", "role", "title").items():
        if role in MANY_AT_ONCE:
            continue
        for before, after in pairwise(group):
            assert before["until"], (before, after)
            assert latest(after["since"]) >= earliest(before["until"]), (before, after)


def test_gaps_over_sixty_days_are_known_and_explained() -> None:
    closing = date.fromisoformat(head()["covers"].split("/")[1])
    found = set()
    for key, group in grouped("country", "role").items():
        reach = latest(group[0]["until"])
        for row in group[1:]:
            if reach < closing and earliest(row["since"]) - reach > timedelta(days=60):
                found.add(key)
            reach = max(reach, latest(row["until"]))
        assert reach >= closing, (key, "ends before the cover does")
    assert found == set(VACANT)


@pytest.mark.parametrize("country", [*G20, *CASE, *EUROPE, *OTHERS])
def test_heads_of_state_and_government_are_there_from_the_first_day(country: str) -> None:
    for role in ("HOS", "HOG"):
        assert holders(country, role, "2010-01-02"), role


@pytest.mark.parametrize("country", [*G20, *CASE, *EUROPE])
def test_foreign_ministers_are_there_from_the_first_day(country: str) -> None:
    assert holders(country, "FM", "2010-01-02")


@pytest.mark.parametrize("country", [c for c in [*G20, *CASE, *EUROPE] if c != "EUR"])
def test_defence_ministers_are_there_from_the_first_day(country: str) -> None:
    assert holders(country, "DM", "2010-01-02")


@pytest.mark.parametrize(
    ("country", "role", "day", "name"),
    [
        ("KAZ", "HOS", "2010-06-01", "Nursultan Nazarbayev"),
        ("KAZ", "HOS", "2022-01-05", "Kassym-Jomart Tokayev"),
        ("KAZ", "HOG", "2022-01-06", "Alikhan Smailov"),
        ("KAZ", "FM", "2022-01-20", "Mukhtar Tileuberdi"),
        ("KAZ", "DM", "2022-01-10", "Murat Bektanov"),
        ("KAZ", "DM", "2022-02-01", "Ruslan Zhaksylykov"),
        ("KAZ", "SC", "2022-01-04", "Nursultan Nazarbayev"),
        ("KAZ", "SC", "2022-01-06", "Kassym-Jomart Tokayev"),
        ("KAZ", "DFM", "2022-06-01", "Roman Vassilenko"),
        ("RUS", "HOS", "2011-01-01", "Dmitry Medvedev"),
        ("RUS", "FM", "2022-01-05", "Sergey Lavrov"),
        ("RUS", "DM", "2022-02-24", "Sergei Shoigu"),
        ("KGZ", "HOG", "2021-11-01", "Akylbek Japarov"),
        ("BLR", "FM", "2022-11-01", "Vladimir Makei"),
        ("UKR", "HOS", "2014-03-01", "Oleksandr Turchynov"),
        ("ARM", "HOG", "2018-04-20", "Serzh Sargsyan"),
        ("USA", "HOS", "2021-01-19", "Donald Trump"),
        ("USA", "FM", "2022-06-01", "Antony Blinken"),
        ("USA", "VP", "2022-06-01", "Kamala Harris"),
        ("USA", "NSA", "2019-01-01", "John Bolton"),
        ("GBR", "HOG", "2022-10-01", "Liz Truss"),
        ("DEU", "HOG", "2021-12-07", "Angela Merkel"),
        ("FRA", "FM", "2014-06-01", "Laurent Fabius"),
        ("JPN", "HOG", "2025-11-01", "Sanae Takaichi"),
        ("AUS", "HOG", "2010-06-25", "Julia Gillard"),
        ("EUR", "FM", "2023-01-01", "Josep Borrell"),
        ("UNO", "HOG", "2016-12-31", "Ban Ki-moon"),
        ("IRN", "HOG", "2024-06-01", "Mohammad Mokhber"),
        ("SDN", "HOG", "2021-11-30", "Abdalla Hamdok"),
        ("MDA", "HOG", "2025-12-01", "Alexandru Munteanu"),
    ],
)
def test_known_days_give_the_right_name(country: str, role: str, day: str, name: str) -> None:
    assert name in holders(country, role, day)


def test_spokespeople_and_bodies_are_told_apart_by_title() -> None:
    titles = {row["title"]: row["holder"] for row in rows() if row["country"] in {"RUS", "IGO"} and not row["until"]}
    assert titles["Foreign Ministry spokesperson"] == "Maria Zakharova"
    assert titles["Kremlin spokesperson"] == "Dmitry Peskov"
    assert titles["Secretary General of NATO"] == "Mark Rutte"


def test_spellings_of_the_press_are_among_the_aliases() -> None:
    spelt = {alias: row["holder"] for row in rows() for alias in row["aliases"].split(";") if alias}
    assert spelt["Volodymyr Zelensky"] == "Volodymyr Zelenskyy"
    assert spelt["Sergei Lavrov"] == "Sergey Lavrov"
    assert spelt["Roman Vasilenko"] == "Roman Vassilenko"
    assert spelt["Alyaksandr Lukashenka"] == "Alexander Lukashenko"
