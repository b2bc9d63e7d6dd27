"""How good are learned probabilities? Weekly or monthly questions between countries, against climatology.

    ./dev bench chance DATA.parquet [--horizon 7|30] [--eval valid|test] [--actors 100]

DATA has the columns day, source, relation, target and split (train, valid, test). Every actor is attributed to its
country; the questions are all ordered pairs of the most active countries and bodies (by the rows before the evaluated
part) times four quad classes: does at least one act of the class take place in a window of so many days? Windows of a
week follow each other from the first evaluated day on; of 30 days there is one. At each origin all that happened before
it may be used; the model itself, and all that is chosen (the strength of climatology, the blend, the calibration),
rests on days before the evaluated part. Climatology is the share of the past blocks of as many days that held an event,
drawn towards the share of the class; a class that lost to climatology on held-back time is answered by it. Intervals
hold 90 % of 2,000 resamples of pairs of countries. The last line is one JSON object.
"""

import argparse
import json
import resource
from pathlib import Path
from time import monotonic

import duckdb
import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from steppe.exchange.history import read_history
from steppe.ontology.actors import load_directory
from steppe.outlook.attribution import attributed
from steppe.outlook.history import History, day_number
from steppe.outlook.learning import Effort, Model, learn_panel, windows
from steppe.outlook.panel import Panel, active, panel
from steppe.outlook.series import Series, blocks, happens, rate, recent
from steppe.scores import calibration_error, reliability, skill, skill_interval

Numbers = NDArray[np.float64]
STRENGTHS = (0.3, 0.5, 0.8, 1.2, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0, 30.0)  # blocks
LENGTHS = {7: (7,), 30: (7, 30)}  # windows to learn from
PARTS = ("valid", "test")
BARS = {7: (6.0, 1.5), 30: (10.0, 5.0)}
ABOVE = frozenset({"EUR", "UNO"})
HALF_LIFE = 120.0
LEAST = 1e-6
_SPAN = "select min(day)::date, max(day)::date from read_parquet(?) where split = ?"


def parts_of(path: Path, part: str) -> tuple[int, int]:
    """The day numbers of the first and the last day of a part."""
    first, last = duckdb.execute(_SPAN, [str(path), part]).fetchone() or (None, None)
    if first is None:
        raise SystemExit(f"{path}: no rows with split {part}; expected some, as they are what is evaluated")
    return day_number(first), day_number(last)


def country_like(history: History, many: int) -> tuple[str, ...]:
    known = set(load_directory().phases) | ABOVE
    return tuple([name for name in active(history, len(history.actors)) if name in known][:many])


def own(found: Panel) -> Series:
    return found.book.parts["own"].series


def truth(found: Panel, day: int, days: int) -> Numbers:
    return happens(own(found), day, days)[found.book.parts["own"].place].astype(np.float64)


def climatology(found: Panel, day: int, days: int, strength: float) -> Numbers:
    share = blocks(own(found).before(day), day, days)[found.book.parts["own"].place]
    many = day // days
    usual = np.array([share[found.group == quad].mean() / many for quad in range(len(found.groups))])
    return np.clip((share + strength * usual[found.group]) / (many + strength), LEAST, 1 - LEAST)


def tuned(found: Panel, until: int, days: int) -> float:
    """The strength of climatology under which the last windows before a day were likeliest."""
    late = range(until - days, max(until - 3 * days - 8, days), -7)
    return min(
        STRENGTHS,
        key=lambda one: sum(losses(climatology(found, at, days, one), truth(found, at, days)).sum() for at in late),
    )


def ew_rate(found: Panel, day: int, days: int) -> Numbers:
    place = found.book.parts["own"].place
    seen = rate(own(found).before(day), day, HALF_LIFE)[place]
    usual = np.array([seen[found.group == quad].mean() for quad in range(len(found.groups))])
    full = (1 - 0.5 ** (day / HALF_LIFE)) / (1 - 0.5 ** (1 / HALF_LIFE))
    said: Numbers = np.clip(-np.expm1(-days * (seen * full + 20 * usual[found.group]) / (full + 20)), LEAST, 1 - LEAST)
    return said


def persistence(found: Panel, day: int, days: int, until: int) -> Numbers:
    """How often an event followed where the window before had one, and where not, in windows before `until`."""
    place = found.book.parts["own"].place

    def last(at: int) -> NDArray[np.bool_]:
        return recent(own(found).before(at), at, days)[place] > 0

    past = range(until - days, days, -7)
    known = np.zeros((2, len(found.groups), 2))
    for at in past:
        held, seen = last(at).astype(np.int64), truth(found, at, days)
        np.add.at(known, (held, found.group), np.stack([seen, np.ones_like(seen)], axis=1))
    chance = known[..., 0] / np.maximum(known[..., 1], 1)
    said: Numbers = np.clip(chance[last(day).astype(np.int64), found.group], LEAST, 1 - LEAST)
    return said


def constant(found: Panel, days: int, until: int) -> Numbers:
    seen = np.mean([truth(found, at, days) for at in range(until - days, -1, -days)], axis=0)
    usual: Numbers = np.array([seen[found.group == quad].mean() for quad in range(len(found.groups))])
    return usual[found.group]


def losses(said: Numbers, seen: Numbers) -> Numbers:
    kept = np.clip(said, LEAST, 1 - LEAST)
    return -(seen * np.log(kept) + (1 - seen) * np.log1p(-kept))


def percent(mine: Numbers, other: Numbers) -> float:
    return round(100 * skill(mine, other), 2)


def interval(mine: Numbers, other: Numbers, cluster: NDArray[np.int64]) -> list[float]:
    """The 90 % interval of a skill, resampling pairs of countries with all their questions."""
    return [round(100 * one, 2) for one in skill_interval(mine, other, groups=cluster)]


def answered(found: Panel, model: Model, day: int, days: int, plain: Numbers) -> Numbers:
    """What the model says of all cells on a day, climatology in the classes where the model lost to it."""
    asked = windows(found, day, days)
    said = expit(model.log_odds(asked.rows, asked.climate, asked.lift))
    return np.where(np.isin(found.book.quad, [*model.given_up]), plain, np.clip(said, LEAST, 1 - LEAST))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--horizon", type=int, choices=sorted(BARS), default=7)
    parser.add_argument("--eval", choices=PARTS, default="valid")
    parser.add_argument("--actors", type=int, default=100)
    asked = parser.parse_args()
    began, days = monotonic(), asked.horizon
    first, last = parts_of(asked.data, asked.eval)
    raw = read_history(asked.data).history
    raw = raw.part(int(np.searchsorted(raw.day, last + 1)))
    history = attributed(raw, load_directory())
    before = history.part(int(np.searchsorted(history.day, first)))
    found = panel(history, country_like(before, asked.actors))
    until = first - found.book.start
    known = set(load_directory().phases) | ABOVE
    inside = np.array([name in known for name in history.actors])
    mapped = float((inside[history.source] & inside[history.target]).mean())
    print(
        f"{len(history):,} rows, {mapped:.1%} with a country or body on both sides; read in {monotonic() - began:.0f} s"
    )
    model = learn_panel(found, until, LENGTHS[days], Effort())
    print(
        f"learned from {model.windows} windows by {monotonic() - began:.0f} s; trees' share {model.share}, {model.bent}"
    )
    stops = list(range(until, found.span - days + 1, days))[: 1 if days == 30 else None]
    strength = tuned(found, until, days)
    plain = [climatology(found, at, days, strength) for at in stops]
    said = {
        "model": np.concatenate([answered(found, model, at, days, one) for at, one in zip(stops, plain, strict=True)]),
        "climatology": np.concatenate(plain),
        "constant": np.tile(constant(found, days, until), len(stops)),
        "persistence": np.concatenate([persistence(found, at, days, until) for at in stops]),
        "ew_rate": np.concatenate([ew_rate(found, at, days) for at in stops]),
        "sliding": np.concatenate([expit(windows(found, at, days).climate) for at in stops]),
    }
    seen = np.concatenate([truth(found, at, days) for at in stops])
    print(
        json.dumps(
            {
                "data": asked.data.name,
                "horizon": days,
                "eval": asked.eval,
                "origins": len(stops),
                "mapped": round(mapped, 4),
                "climatology_strength": strength,
                "share_of_trees": model.share,
                "given_up": sorted(model.given_up),
                **figures(found, days, said, seen, len(stops)),
                "seconds": round(monotonic() - began),
                "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000),
            }
        )
    )


def clusters(found: Panel, stops: int) -> NDArray[np.int64]:
    size = len(found.actors)
    head, tail = found.pair // size, found.pair % size
    _, one = np.unique(np.minimum(head, tail) * size + np.maximum(head, tail), return_inverse=True)
    return np.tile(one, stops)


def figures(found: Panel, days: int, said: dict[str, Numbers], seen: Numbers, stops: int) -> dict[str, object]:
    logs = {name: losses(one, seen) for name, one in said.items()}
    briers = {name: (one - seen) ** 2 for name, one in said.items()}
    cluster, group = clusters(found, stops), np.tile(found.group, stops)
    happened = seen.astype(np.bool_).tolist()
    table = reliability(said["model"], happened)
    for one in table:
        print(f"{one.count:>8} questions: told {one.forecast:.3f}, happened {one.observed:.3f}")
    log_loss, brier = (percent(one["model"], one["climatology"]) for one in (logs, briers))
    bounds = interval(briers["model"], briers["climatology"], cluster)
    error = calibration_error(said["model"], happened)
    off = max((abs(one.forecast - one.observed) for one in table if one.count >= 100), default=0.0)
    return {
        "questions": len(seen),
        "happened": round(float(seen.mean()), 5),
        "log_loss": {name: round(float(one.mean()), 5) for name, one in logs.items()},
        "brier": {name: round(float(one.mean()), 6) for name, one in briers.items()},
        "log_loss_skill": log_loss,
        "log_loss_interval": interval(logs["model"], logs["climatology"], cluster),
        "brier_skill": brier,
        "brier_interval": bounds,
        "calibration_error": round(error, 5),
        "worst_bin": round(off, 4),
        "quads": {
            name: [percent(one["model"][group == at], one["climatology"][group == at]) for one in (logs, briers)]
            for at, name in enumerate(found.groups)
        },
        "met": {
            "log_loss": log_loss >= BARS[days][0],
            "brier": brier >= BARS[days][1] and bounds[0] > 0,
            "calibration": error <= 0.002 and off <= 0.06,
        },
    }


if __name__ == "__main__":
    main()
