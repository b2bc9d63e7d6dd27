"""Country codes of other lists as ISO 3166: FIPS 10-4 (GDELT's places) and CAMEO (GDELT's actors).

The two lists share letters and not meanings (`AU` is Austria in FIPS, `SAM` South America in CAMEO), so a code is
always asked for with its list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from steppe.ontology.tables import read_table

System = Literal["FIPS", "CAMEO"]
SHIPPED = Path(__file__).parent.parent / "data" / "ontology" / "country_codes.tsv"
COLUMNS = ("system", "code", "iso3", "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """What a code stands for: ISO 3166 alpha-3 (KOS for Kosovo) and name; no `iso3` where it is no country."""

    iso3: str
    name: str


def load_country_codes(path: Path | None = None) -> Mapping[System, Mapping[str, Land]]:
    """The codes of each list; `DataError` with file and line where a row names another list or a bad code.

    >>> codes = load_country_codes()
    >>> codes["FIPS"]["AU"].iso3, codes["CAMEO"]["ROM"].iso3, codes["CAMEO"]["EUR"].iso3
    ('AUT', 'ROU', '')
    """
    return _shipped() if path is None else _read(path)


def iso_country(code: str, system: System) -> str:
    """The ISO 3166 alpha-3 code of a country, empty where `code` is a region or not known.

    >>> iso_country("KS", "FIPS"), iso_country("MEA", "CAMEO"), iso_country("ZZZ", "CAMEO")
    ('KOR', '', '')
    """
    found = _shipped()[system].get(code)
    return found.iso3 if found else ""


@cache
def _shipped() -> Mapping[System, Mapping[str, Land]]:
    return _read(SHIPPED)


def _read(path: Path) -> Mapping[System, Mapping[str, Land]]:
    codes: dict[System, dict[str, Land]] = {"FIPS": {}, "CAMEO": {}}
    lengths = {"FIPS": 2, "CAMEO": 3}
    for row in read_table(path, COLUMNS, order=("system", "code")).rows:
        length = lengths.get(row["system"])
        if length is None:
            raise row.error(f"system is {row['system']!r}", "FIPS or CAMEO")
        if not _is_code(row["code"], length) or (row["iso3"] and not _is_code(row["iso3"], 3)):
            raise row.error(f"code {row['code']!r} with iso3 {row['iso3']!r}", f"{length} capitals, and three or none")
        system: System = "FIPS" if length == 2 else "CAMEO"
        codes[system][row["code"]] = Land(iso3=row["iso3"], name=row["name"])
    return codes


def _is_code(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isalpha() and text.isupper()
