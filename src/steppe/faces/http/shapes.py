"""Lists in pages: how many, from where, and where the next ones are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Generic, TypeVar

from fastapi import Query

Item = TypeVar("Item")
MOST, USUAL = 500, 50
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.", examples=[20])]
Offset = Annotated[
    int, Query(ge=0, le=10_000_000, description="How many to pass over, for the next page.", examples=[0])
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Generic[Item]):
    """A page of a list: `next` is the offset of the page after it, nothing on the last."""

    items: Sequence[Item]
    total: int
    offset: int
    next: int | None
    as_of: date | None


def listed(items: Sequence[Item], *, total: int, offset: int, as_of: date | None) -> Listed[Item]:
    """A page of a list of `total` that begins at `offset`.

    >>> listed(["a"], total=3, offset=1, as_of=None).next
    2
    """
    end = offset + len(items)
    return Listed(items=items, total=total, offset=offset, next=end if items and end < total else None, as_of=as_of)


def cut(every: Sequence[Item], *, limit: int, offset: int, as_of: date | None) -> Listed[Item]:
    """A page of a list that is there as a whole."""
    return listed(every[offset : offset + limit], total=len(every), offset=offset, as_of=as_of)
