"""Rules of length one: after one kind of act between two actors, how often another kind follows."""

import numpy as np

from steppe.outlook.ranking.counts import MONTH, SEASON, WEEK, Counts, Floats, Keys
from steppe.outlook.ranking.keys import Space

COLUMNS = (WEEK, MONTH, SEASON)
_MOST = 3.0  # a past act counts at most this often, or one noisy pair teaches every rule
_PRIOR = 20.0


class Rules:
    """The confidence of each rule `earlier kind -> later kind` of the same pair, a matrix a half-life.

    Confidence is the number of later acts over the faded earlier ones that stood open, summed over days: the branching
    of a linear Hawkes process, estimated by moments. Rules of TLogic's length one (Liu et al. 2022), with rates.
    """

    __slots__ = ("open", "profile", "space", "support")

    def __init__(self, space: Space, profile: Counts) -> None:
        kinds = space.kinds
        self.space, self.profile = space, profile
        self.support = np.zeros((len(COLUMNS), kinds, kinds), np.float32)
        self.open = np.full((len(COLUMNS), kinds), _PRIOR, np.float32)

    def learn(self, subject: Keys, kind: Keys, target: Keys) -> None:
        """Learn from the acts of a day, before they are counted."""
        owner, at = self.profile.under(subject * self.space.actors + target, self.space.kinds)
        earlier = self.profile.keys[at] % self.space.kinds
        every = self.profile.keys % self.space.kinds
        for number, column in enumerate(COLUMNS):
            faded = np.minimum(self.profile.table[:, column], _MOST)
            np.add.at(self.support[number], (earlier, kind[owner]), faded[at])
            self.open[number] += np.bincount(every, faded, minlength=self.space.kinds).astype(np.float32)

    def rates(self, subject: Keys, kind: Keys, target: Keys) -> Floats:
        """The rate a day of the act that each rule set gives, a column a half-life; the last leaves out recurrence."""
        owner, at = self.profile.under(subject * self.space.actors + target, self.space.kinds)
        earlier, later = self.profile.keys[at] % self.space.kinds, kind[owner]
        made = np.zeros((len(subject), len(COLUMNS) + 1), np.float32)
        other = earlier != later
        for number, column in enumerate(COLUMNS):
            faded = np.minimum(self.profile.table[at, column], _MOST)
            rate = faded * self.support[number][earlier, later] / self.open[number][earlier]
            made[:, number] = np.bincount(owner, rate, minlength=len(subject))
            if column == MONTH:
                made[:, -1] = np.bincount(owner[other], rate[other], minlength=len(subject))
        return made
