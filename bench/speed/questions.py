"""How fast a question is answered, and how long `chance` or the ranking learns: made-up histories of real shape.

    ./dev bench questions [--learner chance|rank] [--events 10000 100000 1000000] [--answers 500000] [--asked 60]

Actors are heavy-tailed (a few take part in most acts), acts come in bursts between pairs that have met, kinds are those
of PLOVER types with their quad classes. Each size is learned from in a process of its own, so that its peak of memory
is its own. Questions are of all shapes: pairs, several actors, open sides, classes and types, 1 to 365 days; each is
asked once, after learning and one question to warm up. The last line is one JSON object.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta

import numpy as np

from steppe.outlook.chance_book import acts
from steppe.outlook.chance_drawn import draw
from steppe.outlook.forecast import Question
from steppe.outlook.history import History, Kind, day_of
from steppe.outlook.ranking.ranker import learn
from steppe.outlook.registry import FORECASTERS, forecaster

BAR = 0.3  # seconds an answer, median and 95th percentile
ACTORS = 4_000
DAYS = 730
FIRST = 18_000
WINDOWS = (1, 7, 30, 90, 365)
KINDS = tuple(
    Kind(name=name, type=name, quad=quad)
    for quad, names in enumerate(
        (
            "AGREE CONSULT SUPPORT CONCEDE",
            "COOPERATE AID RETREAT",
            "REQUEST ACCUSE REJECT THREATEN",
            "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
        ),
        start=1,
    )
    for name in names.split()
)


def made(count: int, seed: int = 5) -> History:
    """So many events: half new ones by heavy-tailed actors, half repeats of one by the same pair some days later."""
    noise = np.random.default_rng(seed)
    weight = 1 / np.arange(1, ACTORS + 1)
    fresh = count - count // 2
    sides = noise.choice(ACTORS, size=(2, fresh), p=weight / weight.sum())
    kind = noise.choice(len(KINDS), size=fresh, p=noise.dirichlet(np.ones(len(KINDS))))
    day = noise.integers(0, DAYS, size=fresh)
    again = noise.integers(0, fresh, size=count // 2)
    source, target = (np.concatenate([one, one[again]]) for one in sides)
    days = np.minimum(np.concatenate([day, day[again] + noise.geometric(0.1, size=count // 2)]), DAYS - 1)
    order = np.argsort(days, kind="stable")
    column = (days[order] + FIRST).astype(np.int32)
    return History(
        actors=tuple(f"Actor {at}" for at in range(ACTORS)),
        kinds=KINDS,
        source=source[order].astype(np.int32),
        kind=np.concatenate([kind, kind[again]])[order].astype(np.int32),
        target=target[order].astype(np.int32),
        day=column,
        known=column,
        origins=("made up",),
        origin=np.zeros(count, dtype=np.int16),
        row=np.arange(1, count + 1, dtype=np.int32),
    )


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def learned(count: int, learner: str) -> dict[str, object]:
    """Seconds of the processor and megabytes that a learner takes to learn from so many events."""
    history, before = made(count), peak()
    first = _asked(history, 1)[0]
    began, clock = time.process_time(), time.monotonic()
    if learner == "rank":
        learn(history)
    else:
        forecaster("chance").learn(history)([first])
    return {
        "events": count,
        "cpu_seconds": round(time.process_time() - began, 1),
        "seconds": round(time.monotonic() - clock, 1),
        "megabytes": round(peak() - before),
    }


def _asked(history: History, many: int) -> list[Question]:
    drawn = draw(acts(history), max(60, 2 * many), 9)
    if drawn is None:
        raise SystemExit("no events; expected some to ask about")
    opens = day_of(FIRST + DAYS)
    return [
        replace(one, opens=opens, closes=opens + timedelta(WINDOWS[at % len(WINDOWS)] - 1))
        for at, one in enumerate(drawn.questions[:many])
    ]


def answered(count: int, many: int) -> dict[str, dict[str, float]]:
    """Median and 95th percentile of seconds an answer, by forecaster."""
    history = made(count)
    warm, *questions = _asked(history, many + 1)
    found = {}
    for one in FORECASTERS:
        answers = one.learn(history)
        answers([warm])
        taken = []
        for question in questions:
            began = time.perf_counter()
            answers([question])
            taken.append(time.perf_counter() - began)
        median, late = np.quantile(taken, (0.5, 0.95))
        found[one.name] = {"median": round(float(median), 4), "p95": round(float(late), 4)}
        print(f"{one.name}: {found[one.name]}", flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--answers", type=int, default=500_000)
    parser.add_argument("--asked", type=int, default=60)
    parser.add_argument("--only", type=int, help="learn from so many events in this process, and nothing else")
    parser.add_argument("--learner", choices=("chance", "rank"), default="chance")
    given = parser.parse_args()
    if given.only:
        print(json.dumps(learned(given.only, given.learner)))
        return
    learning = []
    for count in given.events:
        done = subprocess.run(
            [sys.executable, __file__, "--only", str(count), "--learner", given.learner],
            capture_output=True,
            text=True,
            check=True,
        )
        learning.append(json.loads(done.stdout.splitlines()[-1]))
        print(learning[-1], flush=True)
    answers = answered(given.answers, given.asked)
    met = all(one["p95"] <= BAR for one in answers.values())
    print(json.dumps({"learning": learning, "events": given.answers, "seconds": answers, "bar": BAR, "met": met}))


if __name__ == "__main__":
    main()
