"""Is the machinery calibrated? Outcomes drawn from the priors themselves, held against the intervals of a forecast.

    ./dev bench calibration [--episodes 500] [--draws 10000]

An episode is one draw of all parameters from the priors of the shipped model, without the levels that a forecast
rounds them to, and one course of luck; a forecast is a run with another seed. As the priors are the same in all
episodes, one forecast serves them all. Held is the share of episodes whose outcome lies in the 90 % interval, ends
included. Where more than one draw in twenty has the same value (a loss of 0, a day that never comes) an interval holds
more than it says: there the rank of an outcome among the draws, ties broken by chance, has to lie between .05 and .95
(randomised probability integral transform, Czado and others 2009). Events are held where the share that happened lies
within three standard errors of so many episodes around the forecast; `odds` are probabilities given the parameters. The
last line is one JSON object. This tells whether forecasts follow from the model, not whether the model is right.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from steppe.scenario.noise import generator
from steppe.scenario.run import Result, Watch
from steppe.scenario.setting import Setting, moves_of, opened, result
from steppe.scenario.state import NEVER
from steppe.scenario.values import draw

CASE = "kazakhstan-2022"
FORECAST, EPISODES = 20221124, 4711  # seeds
SHORT = ("free_ru", "contested_size")
LOW, HIGH, BAR = 0.05, 0.95, (0.85, 0.95)
TIED = 0.05  # with more draws than this alike, ranks are drawn by chance
WIDE = 3.0  # standard errors; one in four hundred events lies beyond, and fifteen are looked at
EVENTS = {
    "base": ("wave", "outage.storm", "outage.order", "outage.work", "storm_stop", "emergency"),
    "riots_grow": ("emergency", "request", "response.RUS", "others_join", "contested"),
    "request_made": ("response.RUS", "others_join", "response.KGZ", "contested"),
}
ODDS = {
    "base": ("wave", "emergency", "incursion"),
    "riots_grow": ("emergency", "request", "response.RUS"),
    "request_made": ("response.RUS", "contested"),
}
Numbers = NDArray[np.float64]


def truth(episodes: int) -> Setting:
    """As many true worlds, each with parameters of its own."""
    setting = opened(CASE, draws=episodes, seed=EPISODES)
    values = {name: replace(one, levels=0) for name, one in setting.values.items()}
    return replace(setting, values=values, drawn=draw(values, EPISODES, episodes))


def scenario(setting: Setting, name: str) -> Result:
    return result(setting, moves_of(setting, name), watch=Watch(short=(SHORT,)))


def amounts(setting: Setting) -> Iterator[tuple[str, str, Numbers]]:
    """What is asked, by kind and name."""
    base, closed = scenario(setting, "base"), scenario(setting, "closure_90d")
    made = scenario(setting, "request_made")
    yield "quantities", "oil lost, line shut for 90 days", closed.totals["oil.lost"]
    yield "quantities", "oil lost, as things stand", base.totals["oil.lost"]
    yield "quantities", "oil loaded, as things stand", base.totals["oil.loading"]
    yield "quantities", "oil loaded, line shut for 90 days", closed.totals["oil.loading"]
    yield "quantities", "oil in tanks on the last day", base.ends["oil.stored"]
    yield "quantities", "leaked trade", base.ends["leaked"]
    yield "quantities", "distance from Moscow after a request", made.ends["defiance"]
    yield "quantities", "free force", base.ends["free_ru"]
    yield "quantities", "force in Kazakhstan after a request", made.ends["in_kazakhstan"]
    yield "days", "free force is short", base.short[SHORT].astype(np.float64)
    yield "days", "first unrest in the west", base.first["unrest.west"].astype(np.float64)
    yield "days", "first outage by work", base.first["outage.work"].astype(np.float64)
    unrest = [times for name, times in base.times.items() if name.startswith("unrest.")]
    yield "counts", "unrest in all parts", np.sum(unrest, axis=0).astype(np.float64)
    yield "counts", "unrest in the west", base.times["unrest.west"].astype(np.float64)
    yield "counts", "outages", np.sum([n for name, n in base.times.items() if name.startswith("outage.")], axis=0) * 1.0
    for name, events in ODDS.items():
        for event in events:
            yield "odds", f"{event}, {name}", scenario(setting, name).odds(event)


def ranks(draws: Numbers, outcomes: Numbers, name: str) -> Numbers:
    """The share of draws below each outcome, and of those alike a share by chance."""
    values = np.sort(draws)
    below, upto = np.searchsorted(values, outcomes, "left"), np.searchsorted(values, outcomes, "right")
    luck = generator(EPISODES, f"rank/{name}").random(len(outcomes))
    found: Numbers = (below + luck * (upto - below)) / len(values)
    return found


def covered(draws: Numbers, outcomes: Numbers, name: str) -> tuple[float, bool]:
    """The share of outcomes in the 90 % interval, and whether ties were broken by chance."""
    _, alike = np.unique(draws, return_counts=True)
    rank = ranks(draws, outcomes, name)
    if alike.max() > TIED * len(draws):
        return float(np.mean((rank >= LOW) & (rank <= HIGH))), True
    low, high = np.quantile(draws, (LOW, HIGH))
    return float(np.mean((outcomes >= low) & (outcomes <= high))), False


def events(forecast: Setting, episodes: Setting) -> Iterator[tuple[str, float, float, bool]]:
    """Each event with the probability told, the share in which it happened, and whether that is within chance."""
    for name, asked in EVENTS.items():
        told, seen = scenario(forecast, name), scenario(episodes, name)
        for event in asked:
            probability, share = float(told.odds(event).mean()), float(seen.happened(event).mean())
            room = WIDE * sqrt(probability * (1 - probability) / seen.draws) + 0.5 / seen.draws
            yield f"{event}, {name}", probability, share, abs(share - probability) <= room


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--episodes", type=int, default=500)
    parser.add_argument("--draws", type=int, default=10_000)
    asked = parser.parse_args()
    forecast, episodes = opened(CASE, draws=asked.draws, seed=FORECAST), truth(asked.episodes)
    held: dict[str, dict[str, float]] = {}
    for (kind, name, draws), (_, _, outcomes) in zip(amounts(forecast), amounts(episodes), strict=True):
        share, tied = covered(draws, outcomes, name)
        held.setdefault(kind, {})[name] = share
        never = f"  never {np.mean(draws == NEVER):.0%}" if kind == "days" else ""
        print(f"{kind:<12}{name:<40}{share:>7.1%}{'  ties by chance' if tied else ''}{never}")
    told = list(events(forecast, episodes))
    for name, probability, share, fits in told:
        print(f"{'events':<12}{name:<40}{probability:>7.1%} told, {share:.1%} happened{'' if fits else '  TOO FAR'}")
    kinds = {kind: round(float(np.mean(list(one.values()))), 3) for kind, one in held.items()}
    outside = [name for one in held.values() for name, share in one.items() if not BAR[0] <= share <= BAR[1]]
    figures = {
        "episodes": asked.episodes,
        "draws": asked.draws,
        "held": kinds,
        "least": {kind: round(min(one.values()), 3) for kind, one in held.items()},
        "most": {kind: round(max(one.values()), 3) for kind, one in held.items()},
        "outside_bar": outside,
        "events": f"{sum(fits for *_, fits in told)}/{len(told)}",
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
