"""What a mechanism may be called after a back-test, and what an answer may then rest on."""

from dataclasses import dataclass

ENGINE = "1"  # of the mechanisms and the way they are scored; raised when either changes
FEWEST = 6  # events; a sign test cannot tell a smaller number of wins from luck, two-sided at 5 % (2 / 2**5 = 6 %)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The licence in words, and the name of what an answer is to rest on."""

    licence: str
    used: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a run ended: whether the mechanism beat its baseline, on how many trials of how many separate events."""

    mechanism: str
    baseline: str
    won: bool
    chosen_knowing: bool
    trials: int
    events: int


def verdict(run: Run) -> Verdict:
    """The verdict on a run: a mechanism that lost, or was picked knowing the outcomes, gives way to its baseline.

    >>> verdict(Run(mechanism="a", baseline="b", won=True, chosen_knowing=False, trials=7, events=7))
    Verdict(licence='back-tested (n=7)', used='a')
    """
    number = f"n={run.trials}" if run.trials == run.events else f"n={run.trials} of {run.events} events"
    number = number.replace("of 1 events", "of 1 event")
    if not run.won:
        return Verdict(licence=f"base-rate: lost to its baseline ({number})", used=run.baseline)
    if run.chosen_knowing:
        words = f"base-rate: won, but was chosen by people who knew the outcomes ({number})"
        return Verdict(licence=words, used=run.baseline)
    if run.events < FEWEST:
        return Verdict(
            licence=f"base-rate: won, but on too few events for a licence ({number}; {FEWEST} are needed)",
            used=run.mechanism,
        )
    return Verdict(licence=f"back-tested ({number})", used=run.mechanism)
