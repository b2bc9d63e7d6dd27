"""What was put right by hand holds for the same words coded anew: purely, from what was put right before.

A better coder gives items other ids, so what somebody put right would come back beside its correction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from steppe.types import BY_HAND, Claim, Coded, Event, Judgement, Quantity, Span, identity

Item = Event | Claim | Quantity

CARRIED = f"{BY_HAND} (carried over)"
"""Who judges an item coded anew: this program, in whatever name the correction was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PutBefore:
    """That `new` was put in place of `old`, an item that rests on `words`; `kinds` are those of the two."""

    article: str
    part: str
    old: str
    new: str
    words: Span
    kinds: frozenset[str]
    at: datetime


def put_before(row: Sequence[Any]) -> PutBefore:
    """A row of the query `put_before`."""
    article, part, old, new, first, last, kind, other, at = row
    return PutBefore(
        article=article,
        part=part,
        old=old,
        new=new,
        words=Span(first, last),
        kinds=frozenset((kind, other)),
        at=at.replace(tzinfo=UTC),
    )


def carried_over(put: Iterable[PutBefore], coded: Coded) -> tuple[Judgement, ...]:
    """That items of a new coding are wrong where their words were put right before, from the time of the correction.

    An item is meant where it alone of its coding has those words and such a kind; where two have, it cannot be told
    which was misread, and both count.
    """
    if coded.coder == BY_HAND:
        return ()
    parts: Mapping[str, Sequence[Item]] = {
        "events": coded.events,
        "claims": coded.claims,
        "quantities": coded.quantities,
    }
    found = []
    for one in put:
        items = parts[one.part] if one.article == coded.article.id else ()
        meant = [item for item in items if _meant(item, one)]
        if len(meant) == 1 and one.old not in {item.id for item in items}:
            found.append(_word(meant[0].id, one))
    return tuple(found)


def why_carried(new: str) -> str:
    """The reason of a judgement that was carried over.

    >>> why_carried("feed")
    'its words were put right by hand, as feed'
    """
    return f"its words were put right by hand, as {new}"


def _meant(item: Item, put: PutBefore) -> bool:
    kind = item.kind if isinstance(item, Event) else ""
    return item.evidence.span == put.words and kind in put.kinds


def _word(subject: str, put: PutBefore) -> Judgement:
    return Judgement(
        id=identity("carried over", subject, put.new, put.at.isoformat()),
        subjects=(subject,),
        verdict="wrong",
        reason=why_carried(put.new),
        author=CARRIED,
        at=put.at,
    )
