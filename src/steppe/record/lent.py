"""What the owner of a record does for others who ask for it: rows of views as they come, and what they hand in.

It stands behind `Borrowed` as the tables stand behind `Record`, so a view is the same code with either. Only the
queries of views may be asked for, and nothing that is handed in names a file.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from steppe.errors import InputError, UnknownName
from steppe.record.kept import Handed, Kept
from steppe.record.queries import query
from steppe.record.said import KeptBacktest, KeptForecast, Resolution
from steppe.record.store import Record
from steppe.types import Judgement
from steppe.wire import from_json, to_json

LENT = frozenset(
    (
        *(f"view_{noun}" for noun in ("articles", "claims", "coded", "events", "items", "judgements", "quantities")),
        *(f"view_{noun}" for noun in ("backtests", "forecasts", "resolutions")),
        *(f"latest_{noun}" for noun in ("articles", "claims", "quantities")),
        "said_once",
    )
)
"""The queries that may be asked for."""

MOST_BYTES = 512_000_000
"""What may be handed in at once; a batch is held in memory whole, here and there."""

_KINDS: dict[str, type] = {
    **dict.fromkeys(("day", "since", "until"), date),
    **dict.fromkeys(("at", "by"), datetime),
    **dict.fromkeys(("most", "after"), int),
    "judged": bool,
}
_PIECE = 500  # rows in a piece


def lend(record: Record, name: str, given: bytes) -> Iterator[bytes]:
    """The rows of a view's query as lines of JSON, in pieces; `given` are its parameters as JSON.

    Raises `UnknownName` for another query and `InputError` for parameters that are not its own, before the first piece.

    >>> from datetime import UTC
    >>> from steppe.record.store import open_record
    >>> with open_record(":memory:", clock=lambda: datetime(2022, 1, 20, tzinfo=UTC)) as record:
    ...     list(lend(record, "view_forecasts", b'{"at": null, "by": null}'))
    []
    """
    if name not in LENT:
        raise UnknownName("view", name[:80], LENT)
    return _lines(record.engine.each(name, _parameters(name, given)))


def take(record: Record, what: str, body: bytes) -> Kept:
    """Add what somebody hands in, as JSON: all of it or nothing.

    `what` names the method of `Record` that is to take it. Raises as that method does, `UnknownName` for another one
    and `InputError` for what cannot be read.
    """
    if what not in _TAKEN:
        raise UnknownName("addition", what[:80], _TAKEN)
    return _TAKEN[what](record, body)


def _keep(record: Record, body: bytes) -> Kept:
    handed = from_json(Handed, body, where="keep")
    return record.keep(handed.coded, note=handed.note, judged=handed.judged)


_TAKEN: Mapping[str, Callable[[Record, bytes], Kept]] = {
    "keep": _keep,
    "judge": lambda record, body: record.judge(from_json(Judgement, body, where="judge")),
    "keep_forecasts": lambda record, body: record.keep_forecasts(
        from_json(tuple[KeptForecast, ...], body, where="keep_forecasts")
    ),
    "resolve": lambda record, body: record.resolve(from_json(tuple[Resolution, ...], body, where="resolve")),
    "keep_backtest": lambda record, body: record.keep_backtest(from_json(KeptBacktest, body, where="keep_backtest")),
}


def _parameters(name: str, given: bytes) -> dict[str, object]:
    found = from_json(dict[str, Any], given, where=name)
    needed = set(re.findall(r"\$(\w+)", re.sub(r"--.*", "", query(name))))
    if set(found) != needed:
        raise InputError(f"{name}: parameters {', '.join(sorted(found))[:200]}; expected {', '.join(sorted(needed))}")
    return {key: _value(key, value, f"{name}, {key}") for key, value in found.items()}


def _value(key: str, value: object, where: str) -> object:
    return None if value is None else from_json(_KINDS.get(key, str), to_json(value), where=where)


def _lines(rows: Iterator[Sequence[Any]]) -> Iterator[bytes]:
    while piece := list(islice(rows, _PIECE)):
        yield "".join(f"{to_json(row)}\n" for row in piece).encode()
