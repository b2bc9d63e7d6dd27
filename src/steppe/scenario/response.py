"""Alliance response: the probability that a request for help brings troops, from a reference class and its own record.

The class gives a Beta prior worth four cases, updated with the outcomes of earlier requests that were known before the
request at hand (scenario formalism: a choice around a reference-class rate).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from steppe.scenario.register import Registered
from steppe.world.case import Case
from steppe.world.facts import Plea

WORTH = 4.0  # cases the prior counts for
HOME = frozenset({"internal-unrest"})  # threats from inside the asker


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """A Beta distribution over a rate: `yes` and `no` are its two parameters, prior and cases together."""

    yes: float
    no: float

    @property
    def mean(self) -> float:
        """The probability of the next case."""
        return self.yes / (self.yes + self.no)


def updated(rate: float, outcomes: Iterable[bool], *, worth: float = WORTH) -> Belief:
    """The belief after `outcomes`, from a prior of mean `rate` (0 to 1) worth `worth` cases.

    >>> updated(0.25, [True, False, False, False]).mean
    0.25
    >>> round(updated(0.22, [False] * 4).mean, 2)
    0.11
    """
    given = list(outcomes)
    return Belief(yes=worth * rate + sum(given), no=worth * (1 - rate) + len(given) - sum(given))


def requests(case: Case, test: Registered) -> tuple[Plea, ...]:
    """The requests the back-test asks about, in order of time; those that merely look like one are left out."""
    asked = [one for one in case.pleas if one.counts and one.asked in test.asked]
    return tuple(
        sorted((one for one in asked if test.since <= one.first <= test.until), key=lambda one: (one.first, one.id))
    )


def brought_troops(one: Plea) -> bool:
    """Whether troops came."""
    return bool(one.troops)


def forecast(plea: Plea, earlier: Sequence[Plea], rate: float, mechanism: str) -> Belief:
    """The belief on the day of the request, from what was known before it; nothing later is used.

    `updated-by-threat` learns only from requests of the same side: unrest at home, or a threat from outside.
    """
    told = [one for one in earlier if known_before(one, plea.first)]
    if mechanism == "updated-by-threat":
        told = [one for one in told if (one.threat in HOME) == (plea.threat in HOME)]
    return updated(rate, map(brought_troops, told))


def known_before(one: Plea, day: date) -> bool:
    """Whether the outcome of a request was known before a day: it had ended and been told of."""
    return one.last < day and one.provenance.known < day


def in_order(asked: Sequence[Plea], rate: float, mechanism: str) -> Iterator[tuple[Plea, Belief]]:
    """Each request with its belief, in order of time."""
    for plea in asked:
        yield plea, forecast(plea, [one for one in asked if one is not plea], rate, mechanism)
