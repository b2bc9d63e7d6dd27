"""Whose tension moved: conflict and cooperation of a pair in the last days, against the pair's own days before.

The score is the difference of two counts on the square-root scale (Anscombe 1948), where counts of any size vary
alike: about 2 is what chance alone seldom does to one pair, and among a thousand pairs some reach 3. Only acts told as
done count: a denied attack is no attack.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from steppe.survey.board import Board, Longs, Mask
from steppe.survey.counts import asserted, between, happened, once, sides
from steppe.survey.naming import by_id, label

WINDOW, BEFORE = 30, 365
LEAST = 5  # events in window and baseline together below which a pair is not ranked
SPANS = 12  # windows before the last one that a sparkline shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A pair and how it moved: events in the window, what its own past lets one expect, and the scores.

    `score` is above 0 where there is more conflict, or less cooperation, than the pair's own past. `spans` are
    cooperation and conflict in windows one after the other, the last of which is the one that is scored.
    """

    one: str
    other: str
    one_label: str
    other_label: str
    conflict: int
    usual_conflict: float
    cooperation: int
    usual_cooperation: float
    score: float
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The score of one pair with all it is made of.

    `conflict` and `cooperation` are events in the `window` days before the day asked for, `earlier_…` those in the
    `baseline` days before these, `usual_…` what a window of that past holds on average. `conflict_rose` and
    `cooperation_rose` are the changes in standard deviations, and `score` is the first less the second over the root of
    two; it is nothing where fewer than `LEAST` events are there to compare.
    """

    window: int
    baseline: int
    conflict: int
    earlier_conflict: int
    usual_conflict: float
    conflict_rose: float
    cooperation: int
    earlier_cooperation: int
    usual_cooperation: float
    cooperation_rose: float
    score: float | None


@dataclass(frozen=True, slots=True)
class _Days:
    """The days compared, as day numbers: `since` to before `start` is the baseline, `start` to before `end` now."""

    since: int
    start: int
    end: int

    @property
    def scale(self) -> float:
        return WINDOW / (self.start - self.since)


def moves(
    board: Board, seen: Mask, quad: NDArray[np.int8], *, day: int, most: int = 10, after: int = 0
) -> tuple[tuple[Move, ...], int]:
    """A page of the pairs whose tension moved in the `WINDOW` days before `day`, most first, and how many have a score.

    The baseline are the `BEFORE` days before the window, fewer where the record begins later; without a baseline of
    at least one window nothing is ranked.
    """
    days = _days(board, seen, day)
    if days is None:
        return (), 0
    # What happened in these days was known later or then: the rest need not be looked at.
    near = np.flatnonzero(seen[board.dyad_event] & (board.known[board.dyad_event] >= days.since))
    keys = {one: at for at, one in enumerate(dict.fromkeys(sides(board.actors)))}
    side = np.array([keys[one] for one in sides(board.actors)], np.int64)
    one, other = side[board.doer[near]], side[board.other[near]]
    inside = _counted(board, quad, board.dyad_event[near], days) & (one != other)
    pair = np.minimum(one, other) * len(keys) + np.maximum(one, other)
    pair, event = once(pair[inside], board.dyad_event[near][inside].astype(np.int64), len(keys) ** 2)
    if not len(pair):
        return (), 0
    pairs, at = np.unique(pair, return_inverse=True)
    counts = _counts(board, quad, event, days, at)
    parts = _parts(counts, days)
    score = (parts[:, 1] - parts[:, 0]) / np.sqrt(2)
    score[counts.sum(axis=(1, 2)) < LEAST] = 0
    names, known = list(keys), by_id(board)
    order = [row for row in np.argsort(-np.abs(score), kind="stable").tolist() if score[row]]
    found = []
    for row in order[after : after + most]:
        ends = sorted((names[int(pairs[row]) // len(keys)], names[int(pairs[row]) % len(keys)]))
        found.append(
            Move(
                one=ends[0],
                other=ends[1],
                one_label=label(ends[0], known),
                other_label=label(ends[1], known),
                conflict=int(counts[row, 1, 1]),
                usual_conflict=float(counts[row, 1, 0] * days.scale),
                cooperation=int(counts[row, 0, 1]),
                usual_cooperation=float(counts[row, 0, 0] * days.scale),
                score=float(score[row]),
                spans=_spans(board, quad, event[at == row], days),
            )
        )
    return tuple(found), len(order)


def score(board: Board, seen: Mask, quad: NDArray[np.int8], *, day: int, pair: tuple[str, str]) -> Score | None:
    """The score of one pair, names as in `counts.means`, as `moves` gives it; nothing without a baseline."""
    days = _days(board, seen, day)
    if days is None:
        return None
    rows = between(board, seen, *pair)
    rows = rows[_counted(board, quad, rows, days)]
    counts = _counts(board, quad, rows, days, np.zeros(len(rows), np.int64), pairs=1)
    parts = _parts(counts, days)[0]
    whole = float((parts[1] - parts[0]) / np.sqrt(2)) if counts.sum() >= LEAST else None
    return Score(
        window=WINDOW,
        baseline=days.start - days.since,
        conflict=int(counts[0, 1, 1]),
        earlier_conflict=int(counts[0, 1, 0]),
        usual_conflict=float(counts[0, 1, 0] * days.scale),
        conflict_rose=float(parts[1]),
        cooperation=int(counts[0, 0, 1]),
        earlier_cooperation=int(counts[0, 0, 0]),
        usual_cooperation=float(counts[0, 0, 0] * days.scale),
        cooperation_rose=float(parts[0]),
        score=whole,
    )


def back(day: date, days: int) -> date:
    """So many days before a day, or the first of the calendar.

    >>> back(date(2022, 1, 31), 30), back(date(1, 1, 5), 30)
    (datetime.date(2022, 1, 1), datetime.date(1, 1, 1))
    """
    return date.fromordinal(max(1, day.toordinal() - days))


def baseline(board: Board, seen: Mask, day: int) -> int:
    """How many days the baseline of `day` has: `BEFORE`, or fewer where the record begins later; 0 without one."""
    days = _days(board, seen, day)
    return days.start - days.since if days else 0


def _days(board: Board, seen: Mask, day: int) -> _Days | None:
    start = day - WINDOW
    first = int(board.known[seen].min()) if seen.any() else day
    since = max(start - BEFORE, first)
    return _Days(since, start, day) if start - since >= WINDOW else None


def _counted(board: Board, quad: NDArray[np.int8], event: NDArray[np.integer], days: _Days) -> Mask:
    when, sort = happened(board, event), board.told[event]
    known: Mask = board.known[event] >= days.since
    counted: Mask = known & (when >= days.since) & (when < days.end) & (quad[sort] > 0) & asserted(board)[sort]
    return counted


def _counts(
    board: Board, quad: NDArray[np.int8], event: Longs, days: _Days, at: Longs, *, pairs: int = 0
) -> NDArray[np.int64]:
    """Events as `[pair, conflict, in the window]`; `at` is the pair of each event, `pairs` how many there are."""
    conflict = quad[board.told[event]] >= 3
    cell = at * 4 + conflict * 2 + (happened(board, event) >= days.start)
    size = pairs or int(at.max()) + 1
    return np.bincount(cell, minlength=4 * size).reshape(-1, 2, 2)


def _parts(counts: NDArray[np.int64], days: _Days) -> NDArray[np.float64]:
    """How far cooperation and conflict of each pair rose, in standard deviations, as `[pair, conflict]`."""
    now, usual = counts[:, :, 1], counts[:, :, 0] * days.scale
    # The baseline is a count too: of `1 / scale` windows, so its mean varies by `scale` of a window's variance.
    found: NDArray[np.float64] = 2 * (np.sqrt(now + 3 / 8) - np.sqrt(usual + 3 / 8)) / np.sqrt(1 + days.scale)
    return found


def _spans(board: Board, quad: NDArray[np.int8], event: Longs, days: _Days) -> tuple[tuple[int, int], ...]:
    back = (days.end - 1 - happened(board, event).astype(np.int64)) // WINDOW
    conflict = (quad[board.told[event]] >= 3).astype(np.int64)
    some = min(SPANS + 1, (days.end - days.since) // WINDOW)
    inside = back < some
    counts = np.bincount(back[inside] * 2 + conflict[inside], minlength=2 * some).reshape(-1, 2)
    return tuple((int(row[0]), int(row[1])) for row in counts[::-1])
