"""The acts of the CAMEO codebook and what PLOVER calls them, so that ICEWS and GDELT events can be read.

Kept in `data/ontology/cameo.tsv`: code, name as ICEWS writes it, PLOVER type and mode, quad class, other wordings.
Codes are text: `010` (a statement) is not `10`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from steppe.ontology.folding import fold
from steppe.ontology.tables import Row, read_table
from steppe.ontology.vocabulary import Ontology, load

SHIPPED = Path(__file__).parent.parent / "data" / "ontology" / "cameo.tsv"
COLUMNS = ("code", "name", "type", "mode", "quad", "aliases")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One CAMEO code: its name, its PLOVER type, mode and quad class, and other wordings of the name.

    `type` and `mode` are empty and `quad` is 0 where PLOVER drops the act (statements, appeals).
    """

    code: str
    name: str
    type: str = ""
    mode: str = ""
    quad: int = 0
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cameo:
    """Every act by code; `codes` leads from a folded name or other wording to the code."""

    version: str
    acts: Mapping[str, Act]
    codes: Mapping[str, str]

    def named(self, name: str) -> Act | None:
        """The act a name or code stands for, `None` if it is not known. Case, hyphens and commas do not matter.

        >>> shipped = load_cameo()
        >>> [shipped.named(one).code for one in ("Make_a_visit", "Demand, not specified below", "0841")]
        ['042', '100', '0841']
        """
        return self.acts.get(name.strip()) or self.acts.get(self.codes.get(_key(name), ""))


def load_cameo(path: Path | None = None, *, ontology: Ontology | None = None) -> Cameo:
    """The table at `path` (the shipped one by default), checked against `ontology`.

    Raises `DataError` with file and line for a type or mode PLOVER does not have, a quad class that is not the
    type's, a code that is none, and a wording that stands for two codes.

    >>> load_cameo().acts["195"].mode, load_cameo(ontology=load(sanction_quad=3)).acts["161"].quad
    ('aerial', 3)
    """
    if path is None and ontology is None:
        return _shipped()
    return _read(path or SHIPPED, ontology or load())


@cache
def _shipped() -> Cameo:
    return _read(SHIPPED, load())


def _key(name: str) -> str:
    return fold(name).removesuffix("not specified below").rstrip()


def _read(path: Path, ontology: Ontology) -> Cameo:
    table = read_table(path, COLUMNS, order=("code",))
    acts: dict[str, Act] = {}
    codes: dict[str, str] = {}
    for row in table.rows:
        act = _act(row, ontology)
        acts[act.code] = act
        for wording in (act.name, *act.aliases):
            if codes.setdefault(_key(wording), act.code) != act.code:
                raise row.error(f"{wording!r} is code {codes[_key(wording)]} already", "a wording for one code only")
    return Cameo(version=table.notes["version"], acts=acts, codes=codes)


def _act(row: Row, ontology: Ontology) -> Act:
    if not (row["code"].isascii() and row["code"].isdecimal() and len(row["code"]) in (3, 4)):
        raise row.error(f"code is {row['code']!r}", "three or four digits")
    kind = ontology.types.get(row["type"])
    if row["type"] and kind is None:
        raise row.error(f"type is {row['type']!r}", f"nothing or one of {', '.join(sorted(ontology.types))}")
    if row["mode"] and (kind is None or row["mode"] not in kind.modes):
        raise row.error(f"mode is {row['mode']!r}", f"a mode of {row['type'] or 'a type'}")
    shipped = {"": 0, "SANCTION": 4}.get(row["type"], kind.quad if kind else 0)
    if row["quad"] != (str(shipped) if shipped else ""):
        raise row.error(f"quad is {row['quad']!r}", f"{shipped or 'nothing'}, the class of the type")
    return Act(
        code=row["code"],
        name=row["name"],
        type=row["type"],
        mode=row["mode"],
        quad=kind.quad if kind else 0,
        aliases=tuple(part for part in row["aliases"].split(";") if part),
    )
