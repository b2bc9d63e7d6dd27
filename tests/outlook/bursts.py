"""A made-up history in which acts come in bursts: after one, another of the same kind is likely the days after."""

from datetime import timedelta

import numpy as np


def bursts(actors, kinds, start, length, *, seed, fresh):
    """Rows of (actor, kind, recipient, day); `fresh` is how likely an act comes on a day without any before."""
    noise = np.random.default_rng(seed)
    hot = np.zeros((len(actors), len(kinds), len(actors)))
    rows = []
    for day in range(length):
        hot *= 0.8
        came = noise.random(hot.shape) < fresh + 0.4 * hot
        for a, kind, b in zip(*np.nonzero(came), strict=True):
            if a != b:
                rows.append((actors[a], kinds[kind], actors[b], start + timedelta(int(day))))
                hot[a, kind, b] = 1
    return rows
