"""Whose tension moved: conflict and cooperation of a pair in the last days, against the pair's own days before.

The score is the difference of two counts on the square-root scale (Anscombe 1948), where counts of any size vary
alike: about 2 is what chance alone seldom does to one pair, and among a thousand pairs some reach 3.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from steppe.survey.board import Board, Mask
from steppe.survey.counts import happened, once, sides

WINDOW, BEFORE = 30, 365
LEAST = 5  # events in window and baseline together below which a pair is not ranked


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A pair and how it moved: events in the window, what its own past lets one expect, and the scores.

    `score` is above 0 where there is more conflict, or less cooperation, than the pair's own past.
    """

    one: str
    other: str
    conflict: int
    usual_conflict: float
    cooperation: int
    usual_cooperation: float
    score: float


def moves(board: Board, seen: Mask, quad: NDArray[np.int8], *, day: int, most: int = 10) -> tuple[Move, ...]:
    """The pairs of countries whose tension moved most in the `WINDOW` days before `day`, most first.

    The baseline are the `BEFORE` days before the window, fewer where the record begins later; without a baseline of
    at least one window nothing is ranked.
    """
    start = day - WINDOW
    first = int(board.known[seen].min()) if seen.any() else day
    since = max(start - BEFORE, first)
    if start - since < WINDOW:
        return ()
    # What happened in these days was known later or then: the rest need not be looked at.
    near = np.flatnonzero(seen[board.dyad_event] & (board.known[board.dyad_event] >= since))
    event = board.dyad_event[near].astype(np.int64)
    when = happened(board, event)
    inside = (when >= since) & (when < day) & (quad[board.told[event]] > 0)
    keys = {one: at for at, one in enumerate(dict.fromkeys(sides(board.actors)))}
    side = np.array([keys[one] for one in sides(board.actors)], np.int64)
    one, other = side[board.doer[near]], side[board.other[near]]
    inside &= one != other
    pair = np.minimum(one, other) * len(keys) + np.maximum(one, other)
    pair, event = once(pair[inside], event[inside], len(keys) ** 2)
    if not len(pair):
        return ()
    pairs, at = np.unique(pair, return_inverse=True)
    conflict = quad[board.told[event]] >= 3
    recent = happened(board, event) >= start
    cell = at * 4 + conflict * 2 + recent
    counts = np.bincount(cell, minlength=4 * len(pairs)).reshape(-1, 2, 2)
    scale = WINDOW / (start - since)
    now, usual = counts[:, :, 1], counts[:, :, 0] * scale
    apart_by = _roots(now, usual, scale)
    score = (apart_by[:, 1] - apart_by[:, 0]) / np.sqrt(2)
    score[counts.sum(axis=(1, 2)) < LEAST] = 0
    names = list(keys)
    best = [row for row in np.argsort(-np.abs(score), kind="stable")[:most].tolist() if score[row]]
    return tuple(
        Move(
            one=names[int(pairs[row]) // len(keys)],
            other=names[int(pairs[row]) % len(keys)],
            conflict=int(now[row, 1]),
            usual_conflict=float(usual[row, 1]),
            cooperation=int(now[row, 0]),
            usual_cooperation=float(usual[row, 0]),
            score=float(score[row]),
        )
        for row in best
    )


def _roots(now: NDArray[np.int64], usual: NDArray[np.floating], scale: float) -> NDArray[np.float64]:
    # The baseline is a count too: of `1 / scale` windows, so its mean varies by `scale` of a window's variance.
    found: NDArray[np.float64] = 2 * (np.sqrt(now + 3 / 8) - np.sqrt(usual + 3 / 8)) / np.sqrt(1 + scale)
    return found
