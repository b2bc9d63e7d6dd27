"""Who held which public office when: rows of `offices.tsv`, found by name on a date.

Days are inclusive on both sides, so that on a hand-over day both hold the office. An office without
an end is taken as still held, also after the end of the data's coverage.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from steppe.errors import DataError
from steppe.ontology.folding import fold
from steppe.ontology.tables import Row, Table, read_day, read_flag, read_period, read_table
from steppe.types import Actor

COLUMNS = (
    "country",
    "role",
    "title",
    "holder",
    "aliases",
    "since",
    "until",
    "acting",
    "source",
    "confidence",
)
ROLES: Mapping[str, tuple[str, ...]] = {
    "DFM": ("GOV",),
    "DM": ("GOV", "MIL"),
    "FM": ("GOV",),
    "HOG": ("GOV",),
    "HOS": ("GOV",),
    "NSA": ("GOV",),
    "SC": ("GOV",),
    "SOS": ("GOV",),
    "SPK": ("LEG",),
    "SPX": ("GOV",),
    "VP": ("GOV",),
}
MANY_AT_ONCE = frozenset({"DFM", "SPX"})
_FAMILY_NAME_FIRST = frozenset({"CHN", "KHM", "KOR", "PRK", "TWN", "VNM"})
_PARTICLES = frozenset(
    [
        "al",
        "ben",
        "bin",
        "da",
        "de",
        "del",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "el",
        "la",
        "le",
        "ter",
        "van",
        "von",
    ]
)
_NUMERALS = frozenset(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xiv", "xvi", "jr", "sr"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One tenure: `role` is a key of `ROLES`, `since` and `until` are its first and last day.

    `until` is `None` where no end is known. `confidence` (high, medium, low) is the compiler's.
    """

    country: str
    role: str
    title: str
    holder: str
    aliases: tuple[str, ...]
    since: date
    until: date | None
    acting: bool
    source: str
    confidence: str

    def held(self, on: date | None) -> bool:
        """Whether the office was held on a day; without a day, whether no end is known."""
        if on is None:
            return self.until is None
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offices:
    """All tenures, by country and role and by the folded names of their holders."""

    covers: tuple[date, date]
    by_seat: Mapping[tuple[str, str], tuple[Office, ...]]
    by_name: Mapping[str, tuple[Office, ...]]
    by_surname: Mapping[str, tuple[Office, ...]]

    def person(self, name: str, on: date | None = None) -> tuple[Office, ...]:
        """The tenures of the one person called `name`, those held on the day first, then the latest.

        A full name or alias goes before first and last name, and that before a surname. Where several
        people share it, the one in office on the day is meant; where that leaves none or more than one,
        nothing is returned.
        """
        key = fold(name)
        for known in (self.by_name.get(key, ()), self._first_and_last(key), self.by_surname.get(key, ())):
            people = {fold(office.holder) for office in known}
            if len(people) > 1:
                people = {fold(office.holder) for office in known if office.held(on)}
            if len(people) == 1:
                return _ranked(self.by_name[people.pop()], on)
        return ()

    def _first_and_last(self, key: str) -> tuple[Office, ...]:
        words = key.split()
        if len(words) < 2:
            return ()
        known = self.by_surname.get(words[-1], ())
        return tuple(office for office in known if fold(office.holder).split()[0] == words[0])


def load_offices(path: Path, *, countries: Mapping[str, str]) -> Offices:
    """The tenures in the table at `path`; `countries` holds the known country slots.

    Raises `DataError` for unknown countries or roles, bad days, and tenures of one office (country,
    role and title) that share more than the hand-over day, unless one of them is marked as acting.
    """
    table = read_table(path, COLUMNS, order=COLUMNS[:2], unique=("country", "role", "title", "holder", "since"))
    offices = tuple(_office(row, countries) for row in table.rows)
    _check_tenures(table, offices)
    by_seat: dict[tuple[str, str], list[Office]] = {}
    by_name: dict[str, list[Office]] = {}
    by_surname: dict[str, list[Office]] = {}
    for office in offices:
        by_seat.setdefault((office.country, office.role), []).append(office)
        full = {fold(name) for name in (office.holder, *office.aliases)}
        for key in full:
            by_name.setdefault(key, []).append(office)
        for key in surnames(office.holder, office.country) - full:
            by_surname.setdefault(key, []).append(office)
    return Offices(
        covers=_covers(table),
        by_seat={seat: tuple(held) for seat, held in by_seat.items()},
        by_name={key: tuple(held) for key, held in by_name.items()},
        by_surname={key: tuple(held) for key, held in by_surname.items()},
    )


def surnames(holder: str, country: str = "") -> frozenset[str]:
    """The folded short names by which reports call a person, without and with particles.

    Family names come first in Chinese, Korean, Khmer and Vietnamese names. Ordinals of kings give none.

    >>> sorted(surnames("Ursula von der Leyen"))
    ['leyen', 'von der leyen']
    >>> sorted(surnames("Xi Jinping", "CHN")), sorted(surnames("Abdullah II"))
    (['xi'], [])
    """
    words = fold(holder).split()
    if len(words) < 2 or words[-1] in _NUMERALS:
        return frozenset()
    if country in _FAMILY_NAME_FIRST or _is_korean_given(holder.rsplit(maxsplit=1)[-1]):
        return frozenset({words[0]})
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    return frozenset({words[-1], " ".join(words[start:])})


def person_actor(offices: Sequence[Office], on: date | None = None) -> Actor:
    """The one whose tenures these are, as an actor on a day.

    In office, the sectors are those of the roles held (GOV first); after any office, ELI (former
    officials); before the first one, none is known. The country is that of the office that counts.
    Source: PLOVER manual 2.0, sectors.
    """
    held = [office for office in offices if office.held(on)]
    ended = [office for office in offices if office.until and (on is None or office.until < on)]
    sectors = tuple(dict.fromkeys(sector for office in held for sector in ROLES[office.role]))
    deciding = held or sorted(ended, key=lambda office: office.until or date.max, reverse=True) or list(offices)
    return Actor(
        id=f"person:{fold(deciding[0].holder).replace(' ', '-')}",
        name=deciding[0].holder,
        kind="person",
        country=deciding[0].country,
        sectors=sectors or (("ELI",) if ended else ()),
    )


def _is_korean_given(word: str) -> bool:
    first, hyphen, second = word.partition("-")
    return bool(hyphen) and first[:1].isupper() and second[:1].islower()


def _ranked(offices: Sequence[Office], on: date | None) -> tuple[Office, ...]:
    return tuple(sorted(offices, key=lambda office: (office.held(on), office.since), reverse=True))


def _office(row: Row, countries: Mapping[str, str]) -> Office:
    if row["country"] not in countries:
        raise row.error(f"unknown country {row['country']!r}", "a state's id or a supranational slot")
    if row["role"] not in ROLES:
        raise row.error(f"unknown role {row['role']!r}", f"one of {', '.join(ROLES)}")
    if row["confidence"] not in {"high", "medium", "low"}:
        raise row.error(f"confidence is {row['confidence']!r}", "high, medium or low")
    since, until = read_period(row)
    if since is None:
        raise row.error("since is empty", "the first day in office")
    if not row["holder"] or not row["title"]:
        raise row.error("holder or title is empty", "both")
    return Office(
        country=row["country"],
        role=row["role"],
        title=row["title"],
        holder=row["holder"],
        aliases=tuple(alias.strip() for alias in row["aliases"].split(";") if alias.strip()),
        since=since,
        until=until,
        acting=read_flag(row, "acting"),
        source=row["source"],
        confidence=row["confidence"],
    )


def _covers(table: Table) -> tuple[date, date]:
    parts = table.notes.get("covers", "").split("/")
    try:
        first, last = (date.fromisoformat(part) for part in parts)
    except ValueError:
        raise DataError(f"{table.file}: note 'covers' is {'/'.join(parts)!r}; expected DAY/DAY") from None
    return first, last


def _check_tenures(table: Table, offices: Sequence[Office]) -> None:
    seats: dict[tuple[str, str, str], list[Row]] = {}
    for office, row in zip(offices, table.rows, strict=True):
        if office.role not in MANY_AT_ONCE and not office.acting:
            seats.setdefault((office.country, office.role, office.title), []).append(row)
    for rows in seats.values():
        rows.sort(key=lambda row: row["since"])
        for one, other in pairwise(rows):
            if _surely_after(one, other):
                raise other.error(
                    f"{other['holder']} overlaps {one['holder']} (line {one.line})",
                    "one holder at a time but on the hand-over day, others marked as acting",
                )


def _surely_after(one: Row, other: Row) -> bool:
    # Only what overlaps under every reading of a day known by month or year is an error.
    end, start = read_day(one, "until"), read_day(other, "since", last=True)
    return start is not None and (end is None or end > start)
