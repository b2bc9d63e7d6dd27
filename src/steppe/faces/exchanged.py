"""Formats of the field for the command line: from the record, or straight from coded texts."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, TextIO

from steppe import flow
from steppe.errors import InputError, UnknownName
from steppe.faces.show import day
from steppe.wire import to_json

JSON = "json"  # one coded article a line: what the verbs hand to each other


def export_record(
    record: flow.Store, out: Path, shape: str, *, as_of: str | None, dyads: bool, quad: Literal[1, 2, 3, 4]
) -> int:
    """Write what `record` held before the day `as_of` to `out`; gives how many rows or annotations."""
    return flow.export(record, out, shape, as_of=day(as_of), pairs=dyads, sanction_quad=quad)


def check_shape(shape: str, out: Path | None, *, dyads: bool) -> None:
    """Refuse what cannot be written before anything is coded: `UnknownName` or `InputError`."""
    known = (JSON, *flow.SHAPES)
    if shape not in known:
        raise UnknownName("--as", shape, known)
    if shape == "parquet" and out is None:
        raise InputError("--as parquet: is no text for standard output; add --out FILE")
    if dyads and shape in (JSON, "annotations"):
        raise InputError(f"--dyads: {shape} holds the whole event; dyads go with --as polecat, csv or parquet")


def write_coded(found: Iterable[Any], shape: str, out: Path | None, *, dyads: bool, quad: Literal[1, 2, 3, 4]) -> None:
    """Write coded articles as they come to the file `out`, or to standard output where it is `None`."""
    if out is None:
        with _standard_output() as lines:
            _write(found, lines, shape, dyads=dyads, quad=quad)
        return
    try:
        with out.open("w", encoding="utf8", errors="replace", newline="") as lines:
            done = _write(found, out if shape == "parquet" else lines, shape, dyads=dyads, quad=quad)
    except OSError as error:
        raise InputError(f"{out}: cannot be written ({error.strerror}); name a file in a folder that exists") from error
    sys.stderr.write(f"{done} written to {out}\n")


def _write(found: Iterable[Any], target: Path | TextIO, shape: str, *, dyads: bool, quad: Literal[1, 2, 3, 4]) -> int:
    if shape != JSON or isinstance(target, Path):
        return flow.write_coded(found, target, shape, pairs=dyads, sanction_quad=quad)
    return sum(1 for one in found if target.write(to_json(one) + "\n"))


def _standard_output() -> TextIO:
    """Standard output as UTF-8, half surrogates and line ends as in files."""
    return open(sys.stdout.fileno(), "w", encoding="utf8", errors="replace", newline="", closefd=False)
