"""Which actors come into question for (subject, kind): the best by a fixed mix of counts and shapes."""

import numpy as np
from numpy.typing import NDArray

from steppe.outlook.ranking.counts import EVER, MONTH, Floats, Keys
from steppe.outlook.ranking.stream import Stream

MOST = 130
BATCH = 512
_OLD = 0.05  # what an act of long ago counts beside one of this month
_SHAPES = 0.3
_FITS = 0.1
_NEAR = 10.0  # how far below the best fit, in logarithms, an actor still comes into question by it


def candidates(stream: Stream, subject: Keys, kind: Keys) -> NDArray[np.int64]:
    """For each query `MOST` actors (all, where there are fewer), in no order: shape (queries, candidates)."""
    many = min(MOST, stream.space.actors)
    found = [
        _best(_scores(stream, subject[start : start + BATCH], kind[start : start + BATCH]), many)
        for start in range(0, len(subject), BATCH)
    ]
    return np.concatenate(found) if found else np.zeros((0, many), np.int64)


def _best(scores: Floats, many: int) -> NDArray[np.int64]:
    return np.sort(np.argpartition(-scores, many - 1, axis=1)[:, :many], axis=1).astype(np.int64)


def _scores(stream: Stream, subject: Keys, kind: Keys) -> Floats:
    space, shape = stream.space, stream.shapes
    group, home = space.groups, space.country[subject]
    type_ = group.type[kind]
    made = shape.asked.of(subject * space.kinds + kind) @ shape.asked_objects.T
    made += 0.5 * (shape.typed.of(subject * group.types + type_) @ shape.typed_objects.T)
    made += shape.head[subject] @ shape.tail.T
    made = np.maximum(made, 0) * _SHAPES
    for name, head, weight in (
        ("triple", subject * space.kinds + kind, 4.0),
        ("typed", subject * group.types + type_, 2.0),
        ("pair", subject, 3.0),
        ("kind_object", kind, 0.7),
        ("country_kind_object", home * space.kinds + kind, 1.0),
        ("country_object", home, 0.5),
    ):
        counts = stream.counts[name]
        owner, at = counts.under(head, space.actors)
        value = counts.table[at, MONTH] + _OLD * counts.table[at, EVER]
        total = np.bincount(owner, value, minlength=len(subject)) + 1
        made[owner, counts.keys[at] % space.actors] += (weight * value / total[owner]).astype(np.float32)
    fits = stream.fit.fits(space, subject, kind)
    made += _FITS * np.maximum(0, 1 - (fits.max(axis=1, keepdims=True) - fits) / _NEAR)
    scores: Floats = made.astype(np.float32)
    return scores
