"""The dated acts of a case as a history: who did what to whom, under the ids of its members, cited with their sources.

Of the tables of a case only `events` are acts of one side towards another with a type and a day. Figures, relations,
routes and laws are standing facts; statements have no type, votes no recipient, pleas and regimes are periods whose
beginnings stand among the events.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from steppe.ontology.vocabulary import Ontology
from steppe.outlook.belief import of_rate
from steppe.outlook.forecast import Forecast
from steppe.outlook.history import History, Kind, day_number
from steppe.outlook.match import rows as rows_of
from steppe.world.case import Case
from steppe.world.facts import CaseEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCase:
    """The history of a case, its events left out by reason, and how many of its rows rest on memory alone."""

    history: History
    skipped: Mapping[str, int]
    recalled: int


def of_case(case: Case, ontology: Ontology) -> OfCase:
    """The events that took place, each pair of actor and recipient a row; one over several days counts on its first.

    Left out are events that were announced, withdrawn, disputed or told by one report, and those without a recipient.
    No row is taken as confirmed: a case is written by hand.

    >>> from steppe.ontology.vocabulary import load
    >>> from steppe.world.samples import small_case
    >>> found = of_case(small_case(), load())
    >>> found.history.origins
    ('case small',)
    """
    skipped = Counter(reason for event in case.events if (reason := _reason(event)))
    taken = [event for event in case.events if not _reason(event)]
    taken.sort(key=lambda event: (event.provenance.known, event.first, event.id))
    rows = [(event, *pair) for event in taken for pair in product(event.actors, event.recipients)]
    actors = sorted({name for _, *pair in rows for name in pair})
    kinds = sorted({event.kind for event, *_ in rows})
    return OfCase(
        history=History(
            actors=tuple(actors),
            kinds=tuple(Kind(name=kind, type=kind, quad=ontology.type(kind).quad) for kind in kinds),
            source=_places([row[1] for row in rows], actors),
            kind=_places([row[0].kind for row in rows], kinds),
            target=_places([row[2] for row in rows], actors),
            day=np.array([day_number(row[0].first) for row in rows], dtype=np.int32),
            known=np.array([day_number(row[0].provenance.known) for row in rows], dtype=np.int32),
            origins=(f"case {case.id}",),
            origin=np.zeros(len(rows), dtype=np.int16),
            row=np.arange(1, len(rows) + 1, dtype=np.int32),
            refs=tuple(_cited(case, row[0]) for row in rows),
        ),
        skipped=dict(skipped),
        recalled=sum(not row[0].provenance.sources for row in rows),
    )


def widened(made: Forecast, history: History) -> Forecast:
    """The forecast with an interval that also holds what the events that answer its question allow by themselves.

    A case is a choice of events, and its other pairs tell little of one: that a pair never did a thing in so many days
    is all there is. So the interval is joined with that of a Gamma rate of the days with an event and half a one in the
    days of the case (Jeffreys 1946); after no event in ten years, a month may still have a few percent.

    >>> from datetime import date
    >>> from steppe.outlook.forecast import Question
    >>> past = History.of([("KAZ", "AID", "RUS", date(2020, 1, 1)), ("KAZ", "AID", "CHN", date(2021, 12, 31))])
    >>> asked = Question(actors=("CHN",), kinds=("AID",), recipients=("RUS",), opens=date(2022, 1, 1),
    ...                  closes=date(2022, 1, 30))
    >>> made = Forecast(question=asked, probability=0.001, low=0.0, high=0.001, base_rate=0.001, forecaster="own",
    ...                 as_of=asked.opens)
    >>> round(widened(made, past).high, 2)
    0.08
    """
    question, known = made.question, history.before(made.question.opens)
    if not len(known):
        return made
    since, opens = int(known.known[0]), day_number(question.opens)
    day = known.day[rows_of(question, known)]
    days = len(np.unique(day[(day >= since) & (day < opens)]))
    alone = of_rate(days + 0.5, opens - since, question.days)
    return replace(made, low=min(made.low, alone.low), high=max(made.high, alone.high))


def _places(names: Sequence[str], known: Sequence[str]) -> NDArray[np.int32]:
    ids = {name: at for at, name in enumerate(known)}
    return np.array([ids[name] for name in names], dtype=np.int32)


def _reason(event: CaseEvent) -> str:
    if event.course != "realised":
        return f"only {event.course}"
    return "" if event.actors and event.recipients else "no recipient"


def _cited(case: Case, event: CaseEvent) -> str:
    sources = "; ".join(event.provenance.cited)
    return f"{case.id} {event.id}: {sources}"
