"""What an actor's name tells of it, and the coarser kinds of an act: country, part of the state, PLOVER type, quad."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from steppe.outlook.history import Kind

_BRACKET = re.compile(r"^(.*)\(([^()]*)\)\s*$")
NAMELESS, STATE = 0, 1  # sectors: a name that tells nothing, a country itself
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Numbers of groups by actor and by kind; a kind done to an actor (its inverse) has a number of its own.

    `country` and `sector` go by actor, `type` and `quad` by kind (forward kinds first, inverses after them).
    The last country means none is told.
    """

    country: Ints
    countries: int
    sector: Ints
    sectors: int
    type: Ints
    types: int
    quad: Ints


def groups(actors: Sequence[str], kinds: Sequence[Kind]) -> Groups:
    """Read `Police (India)` as the sector Police of the country India; `India` is then a country too.

    >>> found = groups(("India", "Police (India)", "Somebody"), (Kind(name="Accuse", type="ACCUSE", quad=3),))
    >>> found.country.tolist(), found.sector.tolist(), found.quad.tolist()
    ([0, 0, 1], [1, 2, 0], [3, 8])
    """
    told = [_BRACKET.match(name) for name in actors]
    countries = {name: at for at, name in enumerate(sorted({found.group(2) for found in told if found}))}
    sectors: dict[str, int] = {}
    country, sector = [], []
    for name, found in zip(actors, told, strict=True):
        country.append(countries.get(found.group(2) if found else name, len(countries)))
        own = sectors.setdefault(found.group(1).strip(), len(sectors) + 2) if found else 0
        sector.append(own if found else STATE if name in countries else NAMELESS)
    types = {name: at for at, name in enumerate(sorted({kind.type for kind in kinds}))}
    of_kind = np.array([types[kind.type] for kind in kinds], dtype=np.int64)
    quad = np.array([kind.quad for kind in kinds], dtype=np.int64)
    return Groups(
        country=np.array(country, dtype=np.int64),
        countries=len(countries) + 1,
        sector=np.array(sector, dtype=np.int64),
        sectors=len(sectors) + 2,
        type=np.concatenate([of_kind, of_kind + len(types)]),
        types=2 * len(types),
        quad=np.concatenate([quad, quad + 5]),
    )
