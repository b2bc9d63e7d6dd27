"""The SQL of the record, one query or table per file under `sql/`."""

from functools import cache
from importlib.resources import files

TABLES = (
    "batches",
    "articles",
    "codings",
    "events",
    "claims",
    "quantities",
    "mentions",
    "parties",
    "skipped",
    "judgements",
    "forecasts",
    "resolutions",
    "backtests",
)
"""Every append-only table, in the order of their making."""

MACROS = ("macro_by_hand", "macro_latest", "macro_shown", "macro_standing", "macro_left_out")
"""Table macros the reading queries share, each made anew on every connection, the later using the earlier."""


@cache
def query(name: str) -> str:
    """The text of `sql/<name>.sql`; its head comment tells columns and promises.

    >>> "CREATE TABLE events" in query("table_events")
    True
    """
    return files("steppe.record").joinpath("sql", f"{name}.sql").read_text(encoding="utf8")
