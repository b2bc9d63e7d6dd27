"""GDELT 2.0 event files: 61 columns without a header, tab separated, CAMEO codes for acts and countries.

**Who acts.** The actor is the ISO 3166 code of its country where GDELT codes the state or its government: a country of
CAMEO, no group, people or religion, and no role or the role GOV. Any other actor is `NAME (ISO3)`: `POLICE (USA)`,
`KURD (IRQ)`. Without a country, or with a region of CAMEO's (AFR, EUR, MEA), it is the name alone; without a name,
GDELT's code stands for it. The countries of GDELT's places are not looked at: they say where, not who.
"""

import re
from collections.abc import Sequence
from functools import cache, partial
from operator import itemgetter

from steppe.errors import InputError
from steppe.exchange.history_columns import (
    NO_ACTOR,
    NO_RECIPIENT,
    NOBODY,
    Columns,
    Found,
    Parse,
    numbers_fit,
    plain_day,
    unfit_number,
)
from steppe.exchange.history_icews import CODE, NAME, act_kinds
from steppe.exchange.tables import BadRow
from steppe.ontology.cameo import Cameo
from steppe.ontology.country_codes import iso_country

WIDTH = 61
PROBED = 20  # lines among which one must have the right number of cells
DAY = "right would be a day such as 20221127, not after it was added"
ADDED = "right would be a day or time such as 20221127 or 20221127141500"
_PICKED = itemgetter(1, 26, 29, 59, 30, 56, 57)
_ACTOR, _RECIPIENT = itemgetter(*range(5, 13)), itemgetter(*range(15, 23))
_NUMBERS = ("GoldsteinScale", "ActionGeo_Lat", "ActionGeo_Long")
_QUADS = frozenset("1234")
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:([01]\d|2[0-3])[0-5]\d[0-5]\d)?", re.ASCII)
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)


def gdelt(probe: Sequence[str], into: Columns, cameo: Cameo, where: str) -> Parse:
    """How to read a row of a GDELT file. `InputError` where none of the lines of `probe` has 61 cells.

    An event is known on the day it was added. A day dated one later than that (time zones) is known on it.
    """
    _check(probe, where)
    kinds, bad = act_kinds(cameo, into), partial(BadRow, file=where)
    day_of, added_on = cache(_day), cache(_added)
    actor = cache(partial(_actor, into=into))

    def parse(line: int, cells: list[str]) -> Found | str | BadRow:
        if len(cells) != WIDTH:
            right = f"right would be {WIDTH} cells, without tabs inside a cell"
            return bad(line=line, column="the whole line", found=f"{len(cells)} cells", right=right)
        happened, code, quad, added, *numbers = _PICKED(cells)
        kind, day, known = kinds.get(code), day_of(happened), added_on(added)
        source, target = actor(*_ACTOR(cells)), actor(*_RECIPIENT(cells))
        if known is None:
            return bad(line=line, column="DATEADDED", found=added, right=ADDED)
        if day is None or day > known + 1:
            return bad(line=line, column="Day", found=happened, right=DAY)
        if kind is None or quad not in _QUADS:
            column, found = ("QuadClass", quad) if kind is not None else ("EventCode", code)
            return bad(line=line, column=column, found=found, right=CODE if kind is None else "right would be 1 to 4")
        if source is None or target is None:
            side, found = ("Actor1Name", cells[6]) if source is None else ("Actor2Name", cells[16])
            return bad(line=line, column=side, found=found, right=NAME)
        if not numbers_fit(*numbers) and (wrong := unfit_number(_NUMBERS, numbers)):
            return bad(line=line, **wrong)
        if NOBODY in (source, target):
            return NO_ACTOR if source == NOBODY else NO_RECIPIENT
        return ((source, target),), kind, day, max(day, known)

    return parse


def actor_name(cells: Sequence[str]) -> str:
    """The name of an actor from GDELT's cells: code, name, country, group, people, two religions, role.

    >>> actor_name(["ROMGOV", "BUCHAREST", "ROM", "", "", "", "", "GOV"])
    'ROU'
    >>> actor_name(["USACOP", "POLICE", "USA", "", "", "", "", "COP"])
    'POLICE (USA)'
    >>> actor_name(["EUR", "EUROPE", "EUR", "", "", "", "", ""])
    'EUROPE'
    """
    code, name, country, *traits, role = (cell.strip() for cell in cells)
    iso = iso_country(country, "CAMEO")
    if iso and not any(traits) and role in ("", "GOV"):
        return iso
    called = name or code
    return f"{called} ({iso})" if called and iso else called


def _actor(*cells: str, into: Columns) -> int | None:
    return into.actor(actor_name(cells))


def _day(text: str) -> int | None:
    found = _DAY.fullmatch(text)
    return plain_day(*found.groups()) if found else None


def _added(text: str) -> int | None:
    found = _TIME.fullmatch(text)
    return plain_day(*found.groups()[:3]) if found else None


def _check(probe: Sequence[str], where: str) -> None:
    widths = [line.count("\t") + 1 for line in probe[:PROBED]]
    if WIDTH not in widths:
        old = " (57 and 58 are GDELT 1.0)" if {57, 58} & set(widths) else ""
        found = widths[0] if widths else 0
        raise InputError(
            f"{where} line 1: {found} columns{old}; right would be the {WIDTH} of GDELT 2.0 events, no header"
        )
