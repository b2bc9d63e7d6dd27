"""A made-up history of events between states, the same for a seed: written as a table that `steppe outlook` reads."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np

STATES = ("Russia", "Kazakhstan", "Ukraine", "Armenia", "Azerbaijan", "Belarus", "United States", "China")
ACTS = (
    "Make a visit",
    "Sign formal agreement",
    "Criticize or denounce",
    "Accuse",
    "Reject",
    "Use conventional military force",
    "Impose embargo, boycott, or sanctions",
    "Occupy territory",
    "Provide aid",
    "Seize or damage property",
)
LIKELY = np.array([30, 8, 25, 15, 6, 5, 4, 0.4, 8, 2])


def written(path: Path, *, days: int = 730, until: date = date(2022, 11, 26), seed: int = 7, busy: float = 3.0) -> Path:
    """The table at `path`: `busy` events a day on average over `days` days, some pairs far likelier than others."""
    noise = np.random.default_rng(seed)
    pairs = [(one, other) for one in STATES for other in STATES if one != other]
    weight = noise.gamma(0.7, 1.0, len(pairs))
    weight = weight / weight.sum()
    lines = ["day,source,relation,target"]
    for back in range(days, 0, -1):
        day = until - timedelta(days=back - 1)
        for _ in range(noise.poisson(busy)):
            who, whom = pairs[noise.choice(len(pairs), p=weight)]
            act = ACTS[noise.choice(len(ACTS), p=LIKELY / LIKELY.sum())]
            lines.append(f'{day},{who},"{act}",{whom}')
    path.write_text("\n".join(lines) + "\n", encoding="utf8")
    return path
