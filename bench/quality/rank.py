"""How well the ranking puts the true actor first: MRR and Hits, single step, time-aware filter, ties averaged.

`./dev bench rank DATA.parquet --eval valid|test` reads day, source, relation, target and split, fits on everything
before the evaluated part and ranks each of its days from the days before it. Trees and rule confidences stay as fitted
(`--online` lets confidences go on). Beside it the baseline of counts alone: how often this very act came, in 30 days.
"""

import argparse
import json
import resource
import sys
import time
from dataclasses import asdict
from pathlib import Path

import duckdb
import numpy as np

from steppe.exchange.history import read_history
from steppe.outlook.history import day_number
from steppe.outlook.ranking.protocol import ranks_of, standing
from steppe.outlook.ranking.ranker import Ranked, days, learn

_SPAN = "select min(day)::date, max(day)::date from read_parquet(?) where split = ?"


def told(done: int, whole: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {whole} days", end="", file=sys.stderr)


def strata(ranks: np.ndarray, ranked: list[Ranked]) -> dict[str, object]:
    seen = np.concatenate([one.seen for one in ranked])
    met = np.concatenate([one.met for one in ranked])
    parts = {"seen triple": seen, "seen pair": met & ~seen, "cold": ~met & ~seen}
    return {name: asdict(standing(ranks[of])) for name, of in parts.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--eval", choices=("valid", "test"), default="valid")
    parser.add_argument("--online", action="store_true", help="rule confidences go on learning in the evaluated part")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    began = time.perf_counter()
    first, last = duckdb.execute(_SPAN, [str(given.data), given.eval]).fetchone() or (None, None)
    if first is None:
        sys.exit(f"{given.data}: no row has split '{given.eval}'; name a part the file has")
    whole = read_history(given.data).history
    past = whole.before(first)
    ranker = learn(past, frozen=not given.online, seed=given.seed, told=told)
    fitted = time.perf_counter()
    ranked, ranks, slowest = [], [], 0.0
    for day in days(whole.part(int(np.searchsorted(whole.known, day_number(last) + 1)), len(past))):
        one = ranker.rank(day)
        ranks.append(ranks_of(day.target, day.query, one.found, one.scores, len(whole.actors)))
        at = time.perf_counter()
        ranker.advance(day)
        slowest = max(slowest, time.perf_counter() - at)
        ranked.append(one)
    every = np.concatenate(ranks)
    print(
        json.dumps(
            {
                "data": given.data.name,
                "eval": given.eval,
                "protocol": "online" if given.online else "frozen",
                **asdict(standing(every)),
                "strata": strata(every, ranked),
                "fit_s": round(fitted - began, 1),
                "eval_s": round(time.perf_counter() - fitted, 1),
                "seconds": round(time.perf_counter() - began, 1),
                "update_s": round(slowest, 2),
                "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000),
            }
        )
    )


if __name__ == "__main__":
    main()
