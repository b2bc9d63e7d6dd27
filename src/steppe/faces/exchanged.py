"""Export for the command line."""

from pathlib import Path
from typing import Literal

from steppe import flow
from steppe.faces.show import day


def export_record(
    record: str, out: Path, shape: str, *, as_of: str | None, dyads: bool, quad: Literal[1, 2, 3, 4]
) -> int:
    """Write what `record` held before the day `as_of` to `out`; gives how many rows or annotations."""
    return flow.export(record, out, shape, as_of=day(as_of), pairs=dyads, sanction_quad=quad)
