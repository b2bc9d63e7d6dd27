"""From the cells of a case table to checked values; what does not fit is refused with file, line and remedy."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, get_args

from steppe.ontology.tables import Row, read_day, read_period
from steppe.world.facts import Grade, Provenance, Source
from steppe.world.vocabulary import Vocabulary

RECALLED = "recalled"  # stands in the source column for what rests on memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """What cells are checked against: the vocabulary, the case's sources, the kind of each of its members."""

    words: Vocabulary
    sources: Mapping[str, Source]
    members: Mapping[str, str]


def several(row: Row, column: str) -> tuple[str, ...]:
    """The parts of a cell that lists things with semicolons. Raises `DataError` on an empty part or a repeated one."""
    parts = tuple(row[column].split(";")) if row[column] else ()
    if not all(parts) or len(set(parts)) < len(parts):
        raise row.error(f"{column} is {row[column]!r}", "parts set apart by ';', none empty, none twice")
    return parts


def required(row: Row, column: str) -> str:
    """The cell, which must say something."""
    if not row[column]:
        raise row.error(f"{column} is empty", "a value")
    return row[column]


def choice(row: Row, column: str, options: Any) -> Any:
    """The cell, which must be one of the words of the literal type `options`."""
    if row[column] not in get_args(options):
        raise row.error(f"{column} is {row[column]!r}", f"one of {', '.join(get_args(options))}")
    return row[column]


def number(row: Row, column: str) -> float | None:
    """The number in a cell (decimal point, no thousands), `None` where it is empty."""
    if not row[column]:
        return None
    try:
        value = float(row[column])
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or "_" in row[column]:
        raise row.error(f"{column} is {row[column]!r}", "a plain number such as 1250000 or 3.5")
    return value


def day(row: Row, column: str, *, last: bool = False) -> date:
    """The day in a cell, which must name one; a month or year stands for its first day, with `last` for its last."""
    found = read_day(row, column, last=last)
    if found is None:
        raise row.error(f"{column} is empty", "YYYY-MM-DD, YYYY-MM or YYYY")
    return found


def span(row: Row) -> tuple[date, date]:
    """The days of the columns `since` and `until`; without `until` it is a single day, month or year."""
    since = day(row, "since")
    until = read_day(row, "until", last=True) or day(row, "since", last=True)
    if since > until:
        raise row.error(f"since {row['since']} is after until {row['until']}", "since on or before until")
    return since, until


def member(row: Row, column: str, border: Border, *, empty: bool = False) -> str:
    """The id of a member of the case. Raises `DataError` where the case has none of that id."""
    return row[column] if empty and not row[column] else _known(row, column, row[column], border)


def members(row: Row, column: str, border: Border) -> tuple[str, ...]:
    """The ids in a cell, each a member of the case."""
    return tuple(_known(row, column, one, border) for one in several(row, column))


def provenance(row: Row, border: Border, *, news: date | None, lag: int = 0) -> Provenance:
    """Where a row comes from: its columns `known`, `source`, `confidence`, `note`.

    Where `known` is empty it is the day `news` plus `lag` days. Raises `DataError` where neither is there, where
    nothing is cited, or where a source is none of the case's.
    """
    stated = read_day(row, "known", last=True)
    if stated is None and news is None:
        raise row.error("known is empty and no date tells when this became known", "a day in known")
    return Provenance(
        known=stated or _later(news, lag),
        inferred=stated is None,
        sources=_sources(row, border),
        recalled=RECALLED in several(row, "source"),
        confidence=choice(row, "confidence", Grade),
        note=row["note"],
        where=f"{row.file} line {row.line}",
    )


def period(row: Row) -> tuple[date | None, date | None]:
    """First and last day of a row; a bare year in `since` alone does not close the period."""
    return read_period(row)


def _later(news: date | None, lag: int) -> date:
    start = news or date.min
    return start + timedelta(days=min(lag, (date.max - start).days))


def _sources(row: Row, border: Border) -> tuple[str, ...]:
    cited = several(row, "source")
    if not cited:
        raise row.error("source is empty", f"ids of sources.tsv, or {RECALLED!r}: nothing stands without a source")
    unknown = [one for one in cited if one != RECALLED and one not in border.sources]
    if unknown:
        raise row.error(f"source {unknown[0]!r} is not in sources.tsv", f"an id of sources.tsv, or {RECALLED!r}")
    return tuple(one for one in cited if one != RECALLED)


def _known(row: Row, column: str, one: str, border: Border) -> str:
    if one not in border.members:
        near = sorted(name for name in border.members if name[:2].lower() == one[:2].lower())[:8]
        hint = f" (near: {', '.join(near)})" if near else ""
        raise row.error(f"{column} is {one!r}, which members.tsv has not", f"an id of members.tsv{hint}")
    return one
