"""The stored results of back-tests: what each mechanism may be called, without running anything again."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from steppe.wire import from_json, to_json, to_plain

RESULTS = Path(__file__).parents[1] / "data" / "scenario" / "results.jsonl"
DIGITS = 6  # processors differ in the last ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """The outcome of a stored back-test, with the versions of case and engine it was run on."""

    id: str
    case_version: str
    engine: str
    mechanism: str
    baseline: str
    licence: str
    used: str


@cache
def stored(path: Path = RESULTS) -> Mapping[str, Stored]:
    """The stored results by id of the back-test. Raises `InputError` for a line that is no result.

    >>> stored()["B1"].used
    'alliances-1945-2003'
    """
    lines = path.read_text(encoding="utf8").splitlines()
    found = [from_json(Stored, line, where=f"{path.name} line {at}") for at, line in enumerate(lines, 1)]
    return {one.id: one for one in found}


def to_line(result: object) -> str:
    """A result as one line to store, its numbers rounded.

    >>> to_line({"crps": 0.12345678})
    '{"crps":0.123457}'
    """
    return to_json(_rounded(to_plain(result)))


def _rounded(value: Any) -> Any:
    match value:
        case float():
            return float(f"{value:.{DIGITS}g}")
        case list() | tuple():
            return [_rounded(one) for one in value]
        case dict():
            return {key: _rounded(one) for key, one in value.items()}
        case _:
            return value
