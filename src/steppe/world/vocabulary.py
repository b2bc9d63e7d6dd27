"""The words a case may use: units with their dimension, measures with their lag, kinds of relation."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from steppe.errors import DataError, UnknownName
from steppe.ontology.tables import Row, read_flag, read_table

DATA = Path(__file__).parents[1] / "data" / "world"
Sign = Literal["cooperation", "conflict", "unsorted"]
SIGNS: tuple[Sign, ...] = ("cooperation", "conflict", "unsorted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit: `factor` turns a value into the plain unit of its `dimension`; `words` is how it reads in a sentence."""

    name: str
    dimension: str
    factor: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a figure measures: the dimensions it comes in and the days its publication usually lags its period.

    `nature` is `stock` (at a time), `flow` (over a period), `share`, `index` or `effect` (of a disruption).
    `words` are what texts call it, longest first where they overlap. `summed` tells that the figures of all states add
    up to the world's.
    """

    name: str
    dimensions: tuple[str, ...]
    nature: str
    lag: int
    summed: bool
    words: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationKind:
    """A kind of tie: what its ends are, whether it runs both ways, whether it binds its ends or sets them apart."""

    name: str
    heads: frozenset[str]
    tails: frozenset[str]
    mutual: bool
    sign: Sign
    words: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Everything a case file's codes are checked against."""

    units: Mapping[str, Unit]
    measures: Mapping[str, Measure]
    relations: Mapping[str, RelationKind]

    def unit(self, name: str) -> Unit:
        """The unit called `name`. Raises `UnknownName`.

        >>> load_vocabulary().unit("km2").dimension
        'area'
        """
        if name not in self.units:
            raise UnknownName("unit", name, self.units)
        return self.units[name]

    def plain(self, value: float, unit: str) -> float:
        """`value` in the plain unit of its dimension.

        >>> load_vocabulary().plain(2, "Mt")
        2000000.0
        """
        return value * self.unit(unit).factor


@cache
def load_vocabulary(folder: Path = DATA) -> Vocabulary:
    """The vocabulary of `folder`, read once. Raises `DataError` with file, line and what would be right.

    >>> load_vocabulary().measures["population"].nature
    'stock'
    """
    units = {one.name: one for one in map(_unit, _rows(folder / "units.tsv", "unit dimension factor words"))}
    known = {one.dimension for one in units.values()}
    measures = _rows(folder / "measures.tsv", "measure dimensions nature lag summed words meaning")
    relations = _rows(folder / "relations.tsv", "kind heads tails mutual sign words meaning")
    return Vocabulary(
        units=units,
        measures={row["measure"]: _measure(row, known) for row in measures},
        relations={row["kind"]: _relation(row) for row in relations},
    )


def _rows(path: Path, columns: str) -> tuple[Row, ...]:
    names = columns.split()
    return read_table(path, names, order=names[:1]).rows


def _unit(row: Row) -> Unit:
    return Unit(name=row["unit"], dimension=row["dimension"], factor=_number(row, "factor"), words=row["words"])


def _measure(row: Row, known: set[str]) -> Measure:
    dimensions = tuple(row["dimensions"].split(";"))
    if unknown := sorted(set(dimensions) - known):
        raise row.error(f"dimension {unknown[0]!r} is no unit's", f"of {', '.join(sorted(known))}")
    if row["nature"] not in NATURES:
        raise row.error(f"nature is {row['nature']!r}", ", ".join(NATURES))
    return Measure(
        name=row["measure"],
        dimensions=dimensions,
        nature=row["nature"],
        lag=int(_number(row, "lag")),
        summed=read_flag(row, "summed"),
        words=_several(row["words"]),
        meaning=row["meaning"],
    )


NATURES = ("stock", "flow", "share", "index", "effect")


def _relation(row: Row) -> RelationKind:
    return RelationKind(
        name=row["kind"],
        heads=frozenset(_several(row["heads"])),
        tails=frozenset(_several(row["tails"])),
        mutual=read_flag(row, "mutual"),
        sign=_sign(row),
        words=_several(row["words"]),
        meaning=row["meaning"],
    )


def _sign(row: Row) -> Sign:
    for one in SIGNS:
        if row["sign"] == one:
            return one
    raise row.error(f"sign {row['sign']!r}", " or ".join(SIGNS))


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _number(row: Row, column: str) -> float:
    try:
        return float(row[column])
    except ValueError:
        raise DataError(f"{row.file} line {row.line}: {column} is {row[column]!r}; expected a number") from None
