"""What became of the patterns that gave no event: the notes that coding takes of its own decisions when asked."""

from dataclasses import dataclass
from typing import Literal

from steppe.coding.parse import Token
from steppe.coding.triggers import Misfit, Trigger

Why = Literal[
    "misfit", "no event", "no actor", "one party", "to itself", "told elsewhere", "background", "not done", "content",
    "set aside", "same",
]  # fmt: skip
"""In the order of the checks: the pattern does not fit; it marks what is no event; nobody, or only one of two
parties, fills its slots; it is done to its own doer. Of acts whose word implies the doer: a pattern with its doer told
the same type; it lies below another act; it is not told as done. Of acts found: what another act asks, threatens,
refuses or alleges; what a "no event" word holds; the same act as one found before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """A pattern at a word that gave no event, why, and the word and pattern that stood against it, if any did."""

    token: Token
    trigger: Trigger
    why: Why
    misfits: tuple[Misfit, ...] = ()
    by: Token | None = None
    by_trigger: Trigger | None = None
