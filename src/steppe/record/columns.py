"""All events of a record at once, as plain columns: what counting and drawing are done from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steppe.record.engine import Engine
from steppe.record.queries import query

Column = NDArray[Any]
NEVER = np.iinfo(np.int32).min  # a day that is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What batches added, from one state of the record: `batch` is the last of them.

    Each table maps names to columns of equal length, as the file `sql/columns_<table>.sql` tells. Days count from
    1970-01-01, `NEVER` where there is none. Strings stand only where few rows hold them; hashes stand for the rest.
    """

    batch: int
    events: Mapping[str, Column]
    kinds: Mapping[str, Column]
    parties: Mapping[str, Column]
    dyads: Mapping[str, Column]
    actors: Mapping[str, Column]
    codings: Mapping[str, Column]
    articles: Mapping[str, Column]


_FILES = (
    "columns_events",
    "columns_kinds",
    "columns_parties",
    "columns_dyads",
    "columns_actors",
    "columns_codings",
    "columns_articles",
)


def columns(engine: Engine, *, after: int = 0) -> Columns:
    """The columns of all batches after the one numbered `after`. Raises `RecordError`."""
    with engine.reading() as reader:
        found = {
            name.removeprefix("columns_"): _plain(reader.execute(query(name), {"after": after}).fetchnumpy())
            for name in _FILES
        }
        row = reader.execute(query("last_batch")).fetchone()
    return Columns(batch=row[0] if row else 0, **found)


def _plain(found: Mapping[str, Any]) -> dict[str, Column]:
    return {name: _filled(column) for name, column in found.items()}


def _filled(column: Any) -> Column:
    if isinstance(column, np.ma.MaskedArray):
        return np.asarray(column.filled(NEVER))
    return np.asarray(column)
