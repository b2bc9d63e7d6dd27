"""Single fields of an item put right by hand: a word out of a few, and days."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from steppe.errors import InputError
from steppe.types import When

Word = TypeVar("Word", bound=str)
Days = tuple[date | None, date | None]
"""The first and the last day; the last may be left out, and both are `None` where there is no date."""

WHY = "put right by hand"
EARLIEST, LATEST = 1800, 2199  # years; a slip of the pen must not stretch every chart over millennia


def one_of(words: Sequence[Word], text: str, *, what: str) -> Word:
    """The one of a few words that is meant. Raises `InputError` for another.

    >>> one_of(("asserts", "denies"), "denies", what="stance")
    'denies'
    """
    found = next((one for one in words if one == text.strip()), None)
    if found is None:
        raise InputError(f"putting right: no {what} '{text[:80]}'; known: {', '.join(words)}")
    return found


def dated(was: When | None, days: Days | None) -> When | None:
    """When it was, as somebody puts it; `None` days leave it as it was. Raises `InputError` for days that cannot be."""
    if days is None:
        return was
    first, last = days[0], days[1] or days[0]
    if first is None or last is None:
        if last is not None:
            raise InputError(f"putting right: it ended on {last} and began on no day; give the first day too")
        return None
    if last < first:
        raise InputError(f"putting right: from {first} to {last}; expected the earlier day first")
    if was and (was.first, was.last) == (first, last):
        return was
    if not (first.year >= EARLIEST and last.year <= LATEST):
        raise InputError(f"putting right: from {first} to {last}; expected days from {EARLIEST} to {LATEST}")
    return When(first=first, last=last, basis="inferred", why=WHY)


def days_of(when: When | None) -> Days:
    """A vague date as days."""
    return (when.first, when.last) if when else (None, None)
