"""The state a ranking reads: counts, rules and shapes, brought forward one day at a time by one rule."""

from dataclasses import replace

import numpy as np

from steppe.outlook.history import Kind
from steppe.outlook.ranking.counts import Counts, Keys
from steppe.outlook.ranking.groups import groups
from steppe.outlook.ranking.keys import Space, keys
from steppe.outlook.ranking.rules import Rules
from steppe.outlook.ranking.similar import Shapes, Table, likeness, shapes
from steppe.outlook.ranking.vectors import Fit

REFRESH = 7  # days after which the shapes are cut anew
_WARM = 10  # days before rules are learned: until then every pair looks new
_SURE = 2  # meetings with a country before an actor without one is taken to belong there


class Stream:
    """All that is known of who did what to whom before a day, in the form features are read from.

    `advance` is the one update rule: training, back-test and live use it alike. Acts come with their inverses
    (`both_ways`), so that one table answers who did it and to whom.
    """

    def __init__(self, actors: tuple[str, ...], kinds: tuple[Kind, ...]) -> None:
        group = groups(actors, kinds)
        self.space = Space(actors=len(actors), kinds=2 * len(kinds), groups=group, country=group.country)
        nothing = np.zeros(0, np.int64)
        self.counts = {name: Counts() for name in keys(self.space, nothing, nothing, nothing)}
        self.rules = Rules(self.space, self.counts["profile"])
        self.fit = Fit(self.space)
        self.days = 0
        self._met = np.zeros((len(actors), group.countries), np.float32)
        self._cut_on = -REFRESH
        self.shapes: Shapes
        self.like: dict[str, Table] = {}

    def advance(self, subject: Keys, kind: Keys, target: Keys, day: int, *, frozen: bool = False) -> None:
        """Take up the acts of a day that is over; rules and vectors stay as they are when `frozen`."""
        self.step(day)
        if not frozen and self.days > _WARM:
            self.rules.learn(subject, kind, target)
        if not frozen:
            self.fit.learn(self.space, subject, kind, target)
        for name, key in keys(self.space, subject, kind, target).items():
            self.counts[name].add(key, day)
        np.add.at(self._met, (subject, self.space.groups.country[target]), 1)
        self.days += 1

    def step(self, day: int) -> None:
        """Let all counts fade to `day`."""
        for counts in self.counts.values():
            counts.step(day)

    def ready(self, day: int) -> None:
        """Make features readable on `day`: counts faded to it, shapes no older than `REFRESH` days."""
        self.step(day)
        count, group = self.counts, self.space.groups
        if day - self._cut_on >= REFRESH:
            self._settle_countries()
            self.shapes = shapes(count["triple"], count["typed"], count["pair"], self.space.actors, group.types)
            self._cut_on = day
        widths = {"triple": self.space.kinds, "typed": group.types}
        self.like = {
            f"{name}_{'doers' if doers else 'objects'}": likeness(
                count[name], self.space.actors, width, self.shapes.profile, of_doers=doers
            )
            for name, width in widths.items()
            for doers in (True, False)
        }

    def _settle_countries(self) -> None:
        """An actor whose name tells no country is taken to belong to the one it meets most."""
        group = self.space.groups
        met = self._met[:, :-1]
        if not met.shape[1]:
            return
        most = met.argmax(axis=1)
        sure = (group.country == group.countries - 1) & (met[np.arange(len(met)), most] >= _SURE)
        self.space = replace(self.space, country=np.where(sure, most, group.country))


def both_ways(source: Keys, kind: Keys, target: Keys, kinds: int) -> tuple[Keys, Keys, Keys]:
    """Acts and their inverses: what was done to whom, and by whom it was suffered (kinds + `kinds`).

    >>> [part.tolist() for part in both_ways(np.array([4]), np.array([1]), np.array([5]), 3)]
    [[4, 5], [1, 4], [5, 4]]
    """
    return (
        np.concatenate([source, target]).astype(np.int64),
        np.concatenate([kind, kind + kinds]).astype(np.int64),
        np.concatenate([target, source]).astype(np.int64),
    )
