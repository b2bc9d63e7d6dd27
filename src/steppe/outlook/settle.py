"""What came of a question, read from a history: only once its window was to close, from what was known by a day."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from steppe.outlook.forecast import Question
from steppe.outlook.history import History, day_number, day_of
from steppe.outlook.match import Rows, finder

CITED = 5  # events that an outcome cites


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """The outcome of a question, nothing where the history does not tell, with the reason and the first rows."""

    outcome: bool | None
    why: str
    rows: tuple[int, ...] = ()


def came(question: Question, history: History, *, as_of: date) -> Came:
    """What the history says came of a question, from what was known before `as_of`.

    It is yes where an event took place on a day of the window, also one that became known after it; no where the
    history goes on to the last day of the window and has none. A later report may still turn a no into a yes. Not told
    is what is not due (the window was to close on `as_of` or later), what the history does not reach, and a question
    with a side of which the history has nobody: it may well use other names.

    >>> past = History.of([("KAZ", "AID", "RUS", date(2022, 1, day)) for day in (5, 20)])
    >>> asked = Question(actors=("KAZ",), kinds=("AID",), recipients=("RUS",), opens=date(2022, 1, 6),
    ...                  closes=date(2022, 1, 15))
    >>> came(asked, past, as_of=date(2022, 1, 21)).outcome
    False
    >>> came(asked, past, as_of=date(2022, 1, 15)).why
    'not due: its window closes on 2022-01-15'
    >>> came(replace(asked, recipients=("BLR",)), past, as_of=date(2022, 1, 21)).why
    'the history names no BLR'
    """
    return settler(history, as_of=as_of)(question)


def settler(history: History, *, as_of: date) -> Callable[[Question], Came]:
    """The same as `came`, for many questions of one history and day.

    >>> past = History.of([("KAZ", "AID", "RUS", date(2022, 1, day)) for day in (5, 20)])
    >>> asked = Question(actors=("KAZ",), kinds=("AID",), recipients=("RUS",), opens=date(2022, 1, 1),
    ...                  closes=date(2022, 1, 5))
    >>> settler(past, as_of=date(2022, 1, 21))(asked).outcome
    True
    """
    known = history.before(as_of)
    find, names = finder(known), frozenset(known.actors)

    def settle(question: Question) -> Came:
        if question.closes >= as_of:
            return Came(outcome=None, why=f"not due: its window closes on {question.closes}")
        strange = [side for side in (question.actors, question.recipients) if side and names.isdisjoint(side)]
        if strange:
            return Came(outcome=None, why=f"the history names no {' or '.join(strange[0])}")
        return _read(question, known, find(question))

    return settle


def _read(question: Question, known: History, found: Rows) -> Came:
    day = known.day[found]
    inside = found[(day >= day_number(question.opens)) & (day <= day_number(question.closes))]
    if len(inside):
        return Came(outcome=True, why=f"{len(inside)} in the window", rows=tuple(int(one) for one in inside[:CITED]))
    last = day_of(int(known.known[-1])) if len(known) else None
    if last is None or last < question.closes:
        return Came(outcome=None, why=f"the history ends on {last}, before the window" if last else "no history")
    return Came(outcome=False, why=f"none in the window; the history goes on to {last}")


def seen(history: History, opens: date) -> History:
    """What a forecast could rest on, in a form that does not depend on what came later.

    Names are those of the rows before `opens`, in their order of letters: a file that has grown gives the same.

    >>> from steppe.outlook.walk import digest
    >>> past = [("KAZ", "AID", "RUS", date(2022, 1, 5)), ("CHN", "COERCE", "RUS", date(2022, 2, 5))]
    >>> digest(seen(History.of(past), date(2022, 2, 1))) == digest(seen(History.of(past[:1]), date(2022, 2, 1)))
    True
    """
    known = history.before(opens)
    ids = np.flatnonzero(sum(np.bincount(side, minlength=len(known.actors)) for side in (known.source, known.target)))
    names = sorted(ids.tolist(), key=lambda at: known.actors[at])
    kinds = sorted(np.flatnonzero(np.bincount(known.kind, minlength=1)).tolist(), key=lambda at: known.kinds[at].name)
    of_actor = np.zeros(len(known.actors) + 1, dtype=np.int32)
    of_actor[names] = np.arange(len(names))
    of_kind = np.zeros(len(known.kinds) + 1, dtype=np.int32)
    of_kind[kinds] = np.arange(len(kinds))
    return replace(
        known,
        actors=tuple(known.actors[at] for at in names),
        kinds=tuple(known.kinds[at] for at in kinds),
        source=of_actor[known.source],
        kind=of_kind[known.kind],
        target=of_actor[known.target],
    )


def next_day(history: History) -> date | None:
    """The day after the last that the history knows, nothing where it is empty.

    >>> next_day(History.of([("KAZ", "AID", "RUS", date(2022, 1, 5))]))
    datetime.date(2022, 1, 6)
    """
    return day_of(int(history.known[-1])) + timedelta(days=1) if len(history) else None
