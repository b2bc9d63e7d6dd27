"""The scenario engine's speed: the Kazakhstan model over 10,000 draws and 365 days, beside the same model in Mesa.

`./dev bench scenario [--draws 10000] [--days 365] [--peer-draws 100]` times a run, two scenarios compared, the runs of
a why (the model and five more with a cause held off), and the cost over draws and days; all in CPU seconds of one core.
The peer (`scenario_peer.py`) runs in an interpreter of its own, made when missing, over fewer draws, scaled up; both
must agree within Monte Carlo error. Its flows go by rules and not by a solver for each agent, which favours it.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

import msgspec
import numpy as np
from numpy.typing import NDArray

from steppe.scenario.model import Model
from steppe.scenario.moves import Do
from steppe.scenario.noise import Noise
from steppe.scenario.program import compiled
from steppe.scenario.run import Course, Result, advance, lasting, prepared, run
from steppe.scenario.setting import Setting, moves_of, opened

Row = NDArray[np.float64]
CASE, MESA = "kazakhstan-2022", "3.3.1"
ROOT = Path(__file__).parents[2]
PEER = ROOT / ".tools" / "peers" / "bin" / "python"
CAUSES = ("wave", "emergency", "request", "response.RUS", "incursion")
BARS = {"run_s": 1.5, "ratio": 40.0, "compare_s": 3.0, "why_s": 8.0}


def cpu(do: Callable[[], object]) -> float:
    start = time.process_time()
    do()
    return time.process_time() - start


def ran(setting: Setting, days: int, moves: Sequence[Do] = ()) -> Result:
    return run(lasting(setting.model, days), setting.case, setting.drawn, moves=moves)


def whole_run(setting: Setting, days: int, times: int) -> dict[str, object]:
    taken = [cpu(lambda: ran(setting, days)) for _ in range(times)]
    course = begun(setting, days)
    return {
        "run_s_least_median": [round(min(taken), 2), round(median(taken), 2)],
        "state_rows": len(course.state.rows),
        "rows_told": len(ran(setting, 1).ends),
    }


def begun(setting: Setting, days: int) -> Course:
    model = lasting(setting.model, days)
    noise = Noise(setting.seed, setting.draws)
    return prepared(compiled(model, setting.case, setting.drawn, noise, first_day=setting.case.as_of, moves=()))


def measures(setting: Setting, days: int) -> dict[str, Row]:
    """What the peer tells of each draw, from a run of ours."""
    course = begun(setting, days)
    restricted, closed = np.zeros((2, setting.draws))
    for day in range(1, days + 1):
        advance(course, day)
        restricted += course.state.rows["moorings"] > 0
        closed += course.state.rows["cpc_pipe"] > 0
    state, totals = course.state, course.nets["oil"].totals(days)
    happened = {name: state.times[name] > 0 for name in ("wave", "emergency", "request", "outage.storm")}
    return {
        **{name: one.astype(np.float64) for name, one in happened.items()},
        "protests": times_of(state.times, "unrest."),
        "outages": times_of(state.times, "outage."),
        "restricted_days": restricted,
        "closed_days": closed,
        "lost_kt": totals["oil.lost"],
        "delivered_kt": totals["oil.delivered"],
        "free_ru": state.rows["free_ru"],
        "leaked": state.rows["leaked"],
    }


def times_of(times: Mapping[str, NDArray[np.int64]], start: str) -> Row:
    found = [one for name, one in times.items() if name.startswith(start)]
    return np.asarray(np.sum(found, axis=0), dtype=np.float64)


def peer_python() -> Path:
    """The peer's interpreter with Mesa, made when it is missing."""
    if not PEER.exists():
        uv = ROOT / ".tools" / "bin" / "uv"
        program = str(uv) if uv.exists() else "uv"
        subprocess.run([program, "venv", "--quiet", str(PEER.parents[1])], check=True)
        subprocess.run([program, "pip", "install", "--quiet", "--python", str(PEER), f"mesa=={MESA}"], check=True)
    return PEER


def peer(setting: Setting, days: int, draws: int) -> tuple[float, dict[str, Row], str]:
    """CPU seconds of the peer over the first draws, what came of each, and Mesa's version."""
    tree = msgspec.to_builtins(setting.model)
    for one in tree["mechanisms"].values():
        for move in one["moves"]:
            move.setdefault("from", move.get("source"))
    values = [{name: float(row[at]) for name, row in setting.drawn.items()} for at in range(draws)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "peer.json"
        file.write_text(json.dumps({"model": tree, "values": values, "days": days}), encoding="utf-8")
        command = [str(peer_python()), str(Path(__file__).with_name("scenario_peer.py")), str(file)]
        environment = {name: one for name, one in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    found = json.loads(done.stdout)
    rows = {name: np.array([one[name] for one in found["draws"]]) for name in found["draws"][0]}
    return float(found["cpu_s"]), rows, str(found["mesa"])


def agreement(ours: Mapping[str, Row], theirs: Mapping[str, Row]) -> dict[str, list[float]]:
    """For each measure our mean, the peer's, and how many standard errors of the peer's they are apart."""
    found = {}
    for name, row in theirs.items():
        own = ours[name]
        error = float(np.sqrt(max(row.var(), own.var()) / len(row) + own.var() / len(own)))
        apart = (float(row.mean()) - float(own.mean())) / error if error else 0.0
        found[name] = [round(float(own.mean()), 4), round(float(row.mean()), 4), round(apart, 2)]
    return found


def least(setting: Setting, days: int) -> float:
    return min(cpu(lambda: ran(setting, days)) for _ in range(2))


def curve(setting: Setting, draws: Sequence[int], days: Sequence[int], usual: int) -> dict[str, object]:
    """CPU seconds over draws and over days, and how straight they run."""
    settings = [opened(CASE, draws=number, seed=setting.seed) for number in draws]
    by_draws = [least(some, usual) for some in settings]
    by_days = [least(setting, length) for length in days]
    return {
        "by_draws": dict(zip(draws, np.round(by_draws, 2).tolist(), strict=True)),
        "by_days": dict(zip(days, np.round(by_days, 2).tolist(), strict=True)),
        "draws_fit": fit(draws, by_draws),
        "days_fit": fit(days, by_days),
    }


def fit(sizes: Sequence[int], seconds: Sequence[float]) -> dict[str, float]:
    """A straight line's R2, and the power of a power law (1 is linear)."""
    x, y = np.array(sizes, dtype=np.float64), np.array(seconds)
    power = float(np.polyfit(np.log(x), np.log(y), 1)[0])
    return {"r2_of_line": round(float(np.corrcoef(x, y)[0, 1] ** 2), 4), "power": round(power, 3)}


def held_off(model: Model, causes: Sequence[str]) -> list[str]:
    return [f"{name}=off" for name in causes if name in model.mechanisms]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--peer-draws", type=int, default=100)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    setting = opened(CASE, draws=options.draws)
    found = whole_run(setting, options.days, options.times)
    taken, theirs, version = peer(setting, options.days, options.peer_draws)
    again = [cpu(lambda: ran(setting, options.days)) for _ in range(options.times)]
    own, scaled = median(again), taken * options.draws / options.peer_draws
    closed = moves_of(setting, "closure_90d")
    off = [moves_of(setting, "base", [text]) for text in held_off(setting.model, CAUSES)]
    result = {
        **found,
        "run_s_after_peer_least_median": [round(min(again), 2), round(own, 2)],
        "peer": f"Mesa {version}, {options.peer_draws} draws",
        "peer_s": round(taken, 2),
        "peer_s_scaled": round(scaled, 1),
        "ratio": round(scaled / own, 1),
        "ours_peer_errors_apart": agreement(measures(setting, options.days), theirs),
        "compare_s": round(cpu(lambda: (ran(setting, 90), ran(setting, 90, closed))), 2),
        "why_s": round(cpu(lambda: (ran(setting, 90), *(ran(setting, 90, one) for one in off))), 2),
        "why_runs": 1 + len(off),
        "curve": curve(setting, (1_250, 2_500, 5_000, 10_000, 20_000), (90, 180, 365, 730), options.days),
        "bars": BARS,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
