"""Which rows of a history answer a question, and whether its window saw one."""

from collections.abc import Callable, Sequence
from itertools import count

import numpy as np
from numpy.typing import NDArray

from steppe.outlook.forecast import Question
from steppe.outlook.history import History, Kind, day_number

Rows = NDArray[np.intp]
_QUADS = ("", "quad-1", "quad-2", "quad-3", "quad-4")
SCANNED = 12  # questions of one history that are looked for row by row; sorting a million rows takes as long


def fits(kind: Kind, asked: str) -> bool:
    """Whether a kind of act is what a question asks for: by its own name, its type, type and mode, or quad class.

    >>> raid = Kind(name="Conduct air strike", type="ASSAULT", mode="aerial", quad=4)
    >>> [fits(raid, asked) for asked in ("ASSAULT", "ASSAULT.aerial", "quad-4", "Conduct air strike", "ASSAULT.drone")]
    [True, True, True, True, False]
    """
    names = {kind.name, kind.type, f"{kind.type}.{kind.mode}", _QUADS[kind.quad]}
    return bool(asked) and asked in names


def rows(question: Question, history: History) -> Rows:
    """The rows of a question's actors, recipients and kinds on any day, in the order of the history.

    Where a side is open (`any`), what an actor does to itself does not count.

    >>> from datetime import date
    >>> past = History.of([("KAZ", "REJECT", "RUS", date(2022, 1, 5)), ("KAZ", "AID", "RUS", date(2022, 1, 6))])
    >>> asked = Question(actors=("KAZ",), kinds=("REJECT",), recipients=(), opens=date(2022, 2, 1),
    ...                  closes=date(2022, 2, 7))
    >>> rows(asked, past).tolist()
    [0]
    """
    left = between(question.actors, question.recipients, history)
    return left[kind_mask(question.kinds, history)[history.kind[left]]]


def between(actors: Sequence[str], recipients: Sequence[str], history: History) -> Rows:
    """The rows of acts of any kind between two sides; an empty side is any other actor."""
    left = np.flatnonzero(_named(actors, history)[history.source]) if actors else np.arange(len(history))
    if recipients:
        left = left[_named(recipients, history)[history.target[left]]]
    return left if actors and recipients else left[history.source[left] != history.target[left]]


def happened(question: Question, history: History) -> bool:
    """Whether the history has at least one row that answers the question on a day of its window.

    >>> from datetime import date
    >>> past = History.of([("KAZ", "REJECT", "RUS", date(2022, 1, 5))])
    >>> happened(Question(actors=("KAZ",), kinds=("REJECT",), recipients=("RUS",), opens=date(2022, 1, 1),
    ...                   closes=date(2022, 1, 5)), past)
    True
    """
    days = history.day[rows(question, history)]
    return bool(((days >= day_number(question.opens)) & (days <= day_number(question.closes))).any())


def sides(history: History) -> Callable[[Sequence[str], Sequence[str]], Rows]:
    """The same as `between`, for many sides of one history: sorts it once, then looks only at the rows of a side.

    >>> from datetime import date
    >>> past = History.of([("KAZ", "AID", "RUS", date(2022, 1, 5)), ("KAZ", "AID", "KAZ", date(2022, 1, 6))])
    >>> find = sides(past)
    >>> find(("KAZ",), ()).tolist(), find(("KAZ",), ("KAZ",)).tolist()
    ([0], [1])
    """
    count = len(history.actors)
    ids = {name: at for at, name in enumerate(history.actors)}
    outgoing = history.source.astype(np.int64) * count + history.target
    incoming = history.target.astype(np.int64) * count + history.source
    by_source, by_target = (np.argsort(keys, kind="stable") for keys in (outgoing, incoming))
    outgoing, incoming = outgoing[by_source], incoming[by_target]
    away = np.flatnonzero(history.source != history.target)

    def runs(actors: Sequence[str], recipients: Sequence[str]) -> list[Rows]:
        heads, tails = ([ids[one] for one in dict.fromkeys(side) if one in ids] for side in (actors, recipients))
        if actors and recipients:
            return [_run(by_source, outgoing, head * count + tail, 1) for head in heads for tail in tails]
        if actors:
            return [_run(by_source, outgoing, head * count, count) for head in heads]
        return [_run(by_target, incoming, tail * count, count) for tail in tails]

    def find(actors: Sequence[str], recipients: Sequence[str]) -> Rows:
        if not (actors or recipients):
            return away
        found = runs(actors, recipients)
        left = found[0] if len(found) == 1 else np.sort(np.concatenate(found)) if found else np.arange(0)
        return left if actors and recipients else np.sort(left[history.source[left] != history.target[left]])

    return find


def finder(history: History) -> Callable[[Question], Rows]:
    """The same as `rows`, for many questions of one history: from the thirteenth on it has sorted it, and takes
    microseconds.
    """
    find_sides = _sides_in_turn(history)
    masks: dict[tuple[str, ...], NDArray[np.bool_]] = {}

    def find(question: Question) -> Rows:
        if question.kinds not in masks:
            masks[question.kinds] = kind_mask(question.kinds, history)
        left = find_sides(question.actors, question.recipients)
        return left[masks[question.kinds][history.kind[left]]]

    return find


def _sides_in_turn(history: History) -> Callable[[Sequence[str], Sequence[str]], Rows]:
    asked, ordered = count(), list[Callable[[Sequence[str], Sequence[str]], Rows]]()

    def find(actors: Sequence[str], recipients: Sequence[str]) -> Rows:
        if not ordered and next(asked) < SCANNED:
            return between(actors, recipients, history)
        if not ordered:
            ordered.append(sides(history))
        return ordered[0](actors, recipients)

    return find


def kind_mask(kinds: Sequence[str], history: History) -> NDArray[np.bool_]:
    """For each kind of the history, whether it is one of those asked for."""
    return np.array([any(fits(kind, asked) for asked in kinds) for kind in history.kinds], dtype=np.bool_)


def _named(names: Sequence[str], history: History) -> NDArray[np.bool_]:
    wanted = frozenset(names)
    mask = np.zeros(len(history.actors), dtype=np.bool_)
    mask[[at for at, name in enumerate(history.actors) if name in wanted]] = True
    return mask


def _run(order: Rows, keys: NDArray[np.int64], first: int, width: int) -> Rows:
    start, end = np.searchsorted(keys, (first, first + width))
    return order[start:end]
