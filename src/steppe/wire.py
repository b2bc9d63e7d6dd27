"""Values to and from JSON, or packed for another process: the one place that knows how a noun looks on the wire.

Fields keep their names, tuples are arrays, dates are ISO 8601, a span is an object with start and end.
"""

from typing import Any, TypeVar

import msgspec

from steppe.errors import InputError

Value = TypeVar("Value")


def to_json(value: object) -> str:
    """One line of JSON for a noun or any plain value.

    >>> from steppe.types import Span
    >>> to_json(Span(1, 3))
    '{"start":1,"end":3}'
    """
    return msgspec.json.encode(value).decode("utf8", "surrogatepass")


def to_bytes(value: object) -> bytes:
    """The value packed for another process of this program: several times as fast as pickling.

    >>> from steppe.types import Span
    >>> from_bytes(Span, to_bytes(Span(1, 3)))
    Span(start=1, end=3)
    """
    return msgspec.msgpack.encode(value)


def from_bytes(kind: type[Value], packed: bytes) -> Value:
    """What `to_bytes` packed, as a value of type `kind`."""
    return msgspec.msgpack.decode(packed, type=kind)


def to_plain(value: object) -> Any:
    """The value as dicts, lists, strings and numbers only."""
    return msgspec.to_builtins(value)


def from_json(kind: type[Value], line: str | bytes, *, where: str = "input") -> Value:
    """A noun of type `kind` from one line of JSON; `where` opens the message of an `InputError`.

    >>> from steppe.types import Span
    >>> from_json(Span, '{"start": 1, "end": 3}')
    Span(start=1, end=3)
    >>> from_json(Span, '{"start": 1}', where="line 7")
    Traceback (most recent call last):
    steppe.errors.InputError: line 7: not a Span: Object missing required field `end`
    """
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise InputError(f"{where}: not a {kind.__name__}: {error}") from error
