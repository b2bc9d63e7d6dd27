"""The author's chain, link by link: how likely each is given the one before, and what he takes it for."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from steppe.scenario.model import Model
from steppe.scenario.run import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """A link: its probability given the link before (the first: within the run), and what the author takes it for."""

    mechanism: str
    says: str
    why: str
    given: str
    probability: float
    low: float
    high: float
    taken_as: float


def tested(model: Model, found: Result) -> tuple[Tested, ...]:
    """Every link of the model's chain with 5 to 95 % over what is not known."""
    links: list[Tested] = []
    before = ""
    for link in model.chain:
        here = found.odds(link.mechanism)
        base = found.odds(before) if before else None
        whole = float(base.mean()) if base is not None else 1.0
        mean = float(here.mean()) / whole if whole else 0.0
        kept = here if base is None else here[base > 0] / base[base > 0]
        low, high = _ends(kept, mean)
        links.append(
            Tested(
                mechanism=link.mechanism,
                says=link.says,
                why=model.mechanisms[link.mechanism].why,
                given=before,
                probability=min(mean, 1.0),
                low=low,
                high=high,
                taken_as=link.taken_as,
            )
        )
        before = link.mechanism
    return tuple(links)


def _ends(values: NDArray[np.float64], mean: float) -> tuple[float, float]:

    if not values.size:
        return mean, mean
    low, high = np.quantile(values, (0.05, 0.95))
    return float(min(low, 1.0)), float(min(high, 1.0))
