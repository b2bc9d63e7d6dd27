"""How alike two reports of events are: a sum of named parts, or nothing where the reports exclude each other."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from steppe.ontology.actors import Directory, load_directory
from steppe.types import Event, Mention

Parts = dict[str, float]

_WORD = re.compile(r"[^\W\d_]{3,}|\d[\d,.]*")
_IDLE = frozenset(
    "the and for with from that this was were has have had been are its his her their said says over into after "
    "before against about again new monday tuesday wednesday thursday friday saturday sunday".split()
)
_NUMBERS = {
    word: str(number)
    for number, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), start=2)
}
STEM = 5
WEIGHTS = {"type": 0.25, "day": 0.2, "actors": 0.2, "recipients": 0.15, "place": 0.1, "words": 0.2, "numbers": 0.05}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An event made ready for comparison: its quad class, days, countries, parties' sectors, words and numbers."""

    event: Event
    quad: int
    first: date
    last: date
    dated: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    words: frozenset[str]
    numbers: frozenset[str]

    @property
    def parties(self) -> frozenset[str]:
        """Countries, or ids of those without one, on either side."""
        return self.actors | self.recipients


def report(event: Event, quad: int) -> Report | None:
    """`event` made ready, `None` where it has neither day nor party and nothing could be compared."""
    when = event.happened
    dated = when is not None and when.basis != "published" and (when.last - when.first).days <= 7
    if when is not None and dated:
        first, last = when.first, when.last
    elif event.known is not None:
        first, last = event.known - timedelta(days=2), event.known
    else:
        return None
    if not (event.actors or event.recipients):
        return None
    words = [_NUMBERS.get(word, word) for word in _WORD.findall(event.evidence.quote.casefold())]
    numbers = frozenset(word.strip(".,") for word in words if word[0].isdigit())
    return Report(
        event=event,
        quad=quad,
        first=first,
        last=last,
        dated=dated,
        actors=_countries(event.actors),
        recipients=_countries(event.recipients),
        words=frozenset(word[:STEM] for word in words if word not in _IDLE and not word[0].isdigit()),
        numbers=numbers,
    )


def _countries(side: tuple[Mention, ...]) -> frozenset[str]:
    return frozenset(mention.actor.country or mention.actor.id for mention in side)


def likeness(one: Report, other: Report) -> Parts | None:
    """The parts of the score, each from 0 to its weight; `None` where they cannot be one event.

    They exclude each other by quad class, status, days that do not meet, parties that differ on both
    sides, swapped roles, and different towns.
    """
    if one.quad != other.quad or one.event.status != other.event.status:
        return None
    if one.last < other.first or other.last < one.first or _parties_differ(one, other) or _towns_differ(one, other):
        return None
    return {
        "type": WEIGHTS["type"] * (1.0 if one.event.kind == other.event.kind else 0.3),
        "day": WEIGHTS["day"] * (_day(one, other)),
        "actors": WEIGHTS["actors"] * _side(one.event.actors, other.event.actors),
        "recipients": WEIGHTS["recipients"] * _side(one.event.recipients, other.event.recipients),
        "place": WEIGHTS["place"] * _place(one, other),
        "words": WEIGHTS["words"] * _shared(one.words, other.words),
        "numbers": WEIGHTS["numbers"] * _numbers(one.numbers, other.numbers),
    }


def _parties_differ(one: Report, other: Report) -> bool:
    if one.parties - other.parties and other.parties - one.parties:
        return True
    if not one.parties & other.parties:
        return True
    swapped = one.actors and other.actors and not one.actors & other.actors
    return bool(swapped and one.recipients and other.recipients)


def _towns_differ(one: Report, other: Report) -> bool:
    here, there = one.event.place, other.event.place
    if here is None or there is None or here.name == there.name:
        return False
    return _is_town(here.name) and _is_town(there.name)


@cache
def _is_town(name: str) -> bool:
    return any(entry.kind in ("city", "capital") for entry in _directory().lookup(name))


@cache
def _directory() -> Directory:
    return load_directory()


def _day(one: Report, other: Report) -> float:
    if one.dated and other.dated:
        return 1.0 if (one.first, one.last) == (other.first, other.last) else 0.7
    return 0.5


def _side(one: tuple[Mention, ...], other: tuple[Mention, ...]) -> float:
    if not one or not other:
        return 0.6 if not one and not other else 0.4
    if {mention.actor.id for mention in one} & {mention.actor.id for mention in other}:
        return 1.0
    pairs = [(a.actor, b.actor) for a in one for b in other if a.actor.country and a.actor.country == b.actor.country]
    if any(set(a.sectors) & set(b.sectors) for a, b in pairs):
        return 0.9
    return 0.6 if pairs else 0.0


def _place(one: Report, other: Report) -> float:
    here, there = one.event.place, other.event.place
    if here is None and there is None:
        return 0.4
    if here is None or there is None:
        name, words = (there or here), (one if here is None else other).event.evidence.quote
        return 1.0 if name and name.name in words else 0.2
    return 1.0 if here.name == there.name else 0.5 if here.country == there.country else 0.0


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def _numbers(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return 0.5
    return 1.0 if one & other else -2.0
