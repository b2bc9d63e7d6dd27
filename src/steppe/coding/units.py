"""Units of measure, currencies and words for people: the shipped list and its reading."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal, cast, get_args

from steppe.coding.numbers import SPACE
from steppe.ontology.tables import read_table

UnitKind = Literal["time", "percent", "measure", "money", "sign", "code", "people"]

COLUMNS: Final = ("form", "unit", "kind", "example", "not")
SHIPPED: Final = Path(__file__).parent.parent / "data" / "lexicon" / "en" / "units.tsv"

_WORD: Final = r"(?:[^\W\d_]|\u00b0[A-Z])[^\W_]*(?:[.'\u2019/-][^\W_]+)*(?:[\u00b2\u00b3])?\.?"
_AFTER = re.compile(
    rf"(?:{SPACE}|-)?(?:(?P<sign>%|\u00b0[CF]\b)|(?P<a>{_WORD})(?:{SPACE}(?P<b>{_WORD}))?(?:{SPACE}(?P<c>{_WORD}))?)"
)
_SIGN_BEFORE = re.compile(
    rf"(?:(?<![^\W\d_])(?P<c>[A-Z]{{3}}|Rs\.?){SPACE}?|(?P<s>[A-Z]{{0,2}}[^\w\s.,;:!?'\"()/+~-]))$"
)
_NEEDS_MANY: Final = {"won": 100.0, "rand": 10.0, "yards": 2.0}
"""Units whose word is also a common word: the least value with which they are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit as written (`form`), what it stands for (`unit`, singular or ISO 4217) and its kind."""

    form: str
    unit: str
    kind: UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFound:
    """A unit in the text, the place where its words end, and whether a hyphen joins it to its number."""

    unit: Unit
    start: int
    end: int
    joined: bool


@cache
def shipped_units(path: Path = SHIPPED) -> Mapping[str, Unit]:
    """The shipped units by form; `DataError` names the line of a wrong one.

    >>> shipped_units()["tonnes"].unit, shipped_units()["protesters"].unit
    ('tonne', 'person')
    """
    rows = read_table(path, COLUMNS, order=("form",)).rows
    for row in rows:
        if row["kind"] not in get_args(UnitKind):
            raise row.error(f"kind is {row['kind']!r}", f"one of {', '.join(get_args(UnitKind))}")
    return {row["form"]: Unit(form=row["form"], unit=row["unit"], kind=cast("UnitKind", row["kind"])) for row in rows}


@lru_cache(maxsize=8192)
def _known(form: str) -> Unit | None:
    units = shipped_units()
    plain = " ".join(form.split())
    found = units.get(plain) or (units.get(plain.lower()) if len(plain) > 1 else None)
    return found if found and found.kind not in {"sign", "code"} else None


def unit_after(text: str, position: int, value: float) -> UnitFound | None:
    """The longest unit whose words follow `position`, at once or after a blank or hyphen.

    >>> unit_after("1.4 million barrels a day", 11, 1.4e6).unit.unit
    'barrel'
    >>> unit_after("a 30-day truce", 4, 30).joined
    True
    """
    found = _AFTER.match(text, position)
    if not found:
        return None
    joined = text[position : position + 1] == "-"
    if found["sign"]:
        unit = _known(found["sign"])
        if unit is None:
            return None
        return UnitFound(unit=unit, start=found.start("sign"), end=found.end("sign"), joined=joined)
    start = found.start("a")
    for end in _ends(text, found):
        unit = _known(text[start:end])
        if unit and _fits(unit, value, joined=joined, attached=start == position):
            return UnitFound(unit=unit, start=start, end=end, joined=joined)
    return None


def _ends(text: str, found: re.Match[str]) -> list[int]:
    """Places where the unit's words may end, the farthest first."""
    ends: list[int] = []
    for group in ("c", "b", "a"):
        if end := found.end(group) if found[group] else 0:
            ends += [end, end - 1] if text[end - 1] == "." else [end]
    first, start = found["a"], found.start("a")
    return [*ends, *(start + at for mark in "-/'\u2019" if (at := first.find(mark)) > 0)]


def _fits(unit: Unit, value: float, *, joined: bool, attached: bool) -> bool:
    if value < _NEEDS_MANY.get(unit.form, 0):
        return False
    if unit.form == "second":
        return joined or value == 1
    return len(unit.form) > 1 or attached or unit.form == "m"


def currency_before(text: str, position: int) -> tuple[str, int] | None:
    """ISO 4217 code and start of the currency sign or code that ends at `position`.

    >>> currency_before("paid US$5", 8), currency_before("paid RUB 500", 9)
    (('USD', 5), ('RUB', 5))
    """
    low = max(0, position - 6)
    found = _SIGN_BEFORE.search(text[low:position])
    if not found:
        return None
    name = found["c"] or found["s"]
    units = shipped_units()
    for cut in range(len(name)):
        unit = units.get(name[cut:])
        if unit and unit.kind in {"sign", "code"}:
            return unit.unit, low + found.start() + cut
    return None
