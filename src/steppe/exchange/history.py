"""The door for histories: event files of ICEWS, POLECAT, GDELT, our own exports and benchmarks as one `History`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from steppe.errors import InputError, UnknownName
from steppe.exchange.history_columns import Columns
from steppe.exchange.history_formats import FORMATS, Words, opened
from steppe.exchange.tables import BadRow
from steppe.ontology.cameo import load_cameo
from steppe.ontology.vocabulary import Ontology, load
from steppe.outlook.history import History

MOST_FILES = 32_767
_LISTED = 5  # names of relations a summary shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A history and what was left out on the way to it.

    `bad` lists the rows that break their format, by file and line; `skipped` counts good rows that are no event of
    two parties, by reason; `unknown` counts rows by the name of a relation that CAMEO does not have (they are in the
    history, without a type).
    """

    history: History
    bad: Sequence[BadRow] = ()
    skipped: Mapping[str, int]
    unknown: Mapping[str, int]

    def __str__(self) -> str:
        parts = [f"{len(self.history):,} events read"]
        parts += [f"{count:,} rows left out: {reason}" for reason, count in sorted(self.skipped.items())]
        if self.bad:
            parts.append(f"{len(self.bad):,} rows not usable")
        if self.unknown:
            most = sorted(self.unknown, key=lambda name: (-self.unknown[name], name))[:_LISTED]
            rows = sum(self.unknown.values())
            parts.append(f"{len(self.unknown):,} relations not known to CAMEO in {rows:,} rows: {', '.join(most)}")
        return "; ".join(parts)


def read_history(
    paths: Path | Iterable[Path],
    *,
    shape: str = "",
    ontology: Ontology | None = None,
) -> Reading:
    r"""The events of one file or several as one history, with what was left out.

    A file is a tab file, CSV or Parquet, or one tab file or CSV in a zip or gzipped; its format is told by its
    header or its number of columns, unless `shape` names one of `FORMATS`. No event is taken as confirmed, and none
    is dropped for being there twice. `InputError` says what is wrong with a file that cannot be read as a whole,
    `UnknownName` lists the formats.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     table = Path(folder) / "small.csv"
    ...     _ = table.write_text("day,source,relation,target\n2022-01-05,Japan,Make a visit,Kenya\n")
    ...     print(read_history(table))
    1 events read
    """
    if shape and shape not in FORMATS:
        raise UnknownName("event format", shape, FORMATS)
    files = [paths] if isinstance(paths, Path) else list(paths)
    if not 1 <= len(files) <= MOST_FILES:
        raise InputError(f"history: {len(files)} files; right would be 1 to {MOST_FILES:,}")
    words, into = Words(ontology=ontology or load(), cameo=load_cameo(ontology=ontology)), Columns()
    for path in files:
        rows, parse = opened(path, shape, into, words)
        into.gather(str(path), rows, parse)
    return Reading(history=into.history(), bad=tuple(into.bad), skipped=dict(into.skipped), unknown=dict(into.unknown))
