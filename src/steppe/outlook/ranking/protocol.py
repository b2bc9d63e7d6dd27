"""How a ranking is scored: single step, time-aware filter, ties averaged, both directions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from steppe.outlook.ranking.counts import Floats, Keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The mean reciprocal rank and Hits@1, 3 and 10 of some answers, in percent, and how many answers they are of.

    >>> standing(np.array([1.0, 4.0]))
    Standing(answers=2, mrr=62.5, hits_1=50.0, hits_3=50.0, hits_10=100.0)
    """

    answers: int
    mrr: float
    hits_1: float
    hits_3: float
    hits_10: float


def standing(ranks: NDArray[np.float64]) -> Standing:
    """The scores of ranks (1 is best); zeros where there are none."""
    if not len(ranks):
        return Standing(answers=0, mrr=0.0, hits_1=0.0, hits_3=0.0, hits_10=0.0)
    hits = [round(float((ranks <= at).mean()) * 100, 2) for at in (1, 3, 10)]
    mrr = round(float((1 / ranks).mean()) * 100, 2)
    return Standing(answers=len(ranks), mrr=mrr, hits_1=hits[0], hits_3=hits[1], hits_10=hits[2])


def ranks_of(
    answers: Sequence[Keys] | Keys, query: NDArray[np.intp], found: Keys, scores: Floats, actors: int
) -> NDArray[np.float64]:
    """The rank of each true answer among all `actors`, other true answers of the same query left out.

    `answers[i]` answers query `query[i]`; `found` and `scores` have shape (queries, candidates). Ties share the mean of
    their ranks; actors that are no candidates are tied behind all candidates. Answers are distinct within a query.

    >>> ranks_of(np.array([2, 9]), np.array([0, 0]), np.array([[1, 2, 3]]), np.array([[0.5, 0.4, 0.4]]), 10).tolist()
    [2.5, 6.0]
    """
    target = np.asarray(answers)
    width = max(actors, int(found.max(initial=0)) + 1, int(target.max(initial=0)) + 1)
    true = np.isin(np.arange(len(found))[:, None] * width + found, query * width + target)
    own = found[query] == target[:, None]
    listed = own.any(axis=1)
    score = np.where(listed, scores[query, own.argmax(axis=1)], 0)[:, None]
    others = ~true[query]
    higher = ((scores[query] > score) & others).sum(axis=1)
    level = ((scores[query] == score) & others).sum(axis=1)
    all_true = np.bincount(query, minlength=len(found))
    listed_true = true.sum(axis=1)
    beyond = actors - found.shape[1] - (all_true - listed_true)[query]
    last = (found.shape[1] - listed_true)[query]
    made: NDArray[np.float64] = np.where(listed, 1 + higher + level / 2, 1 + last + beyond / 2)
    return made
