"""Boosted trees on top of log-odds to start from: grown, and asked for what they add.

They start from a regression on a few columns that mean the same however long the past was (`logit.STARTS`): trees split
at fixed values, and would take the length of the past for something else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from steppe.outlook.boosting import library
from steppe.outlook.features import Matrix, Sample
from steppe.outlook.logit import STARTS, Logit, regress
from steppe.outlook.series import Numbers

ROUNDS = 120
SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 15,
    "min_data_in_leaf": 200,
    "feature_fraction": 0.2,
    "bagging_fraction": 0.6,
    "bagging_freq": 1,
    "lambda_l2": 20.0,
    "max_bin": 127,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trees:
    """A grown ensemble and where it starts. Its log-odds are what both add to the offset they were grown on."""

    booster: Any
    start: Logit

    def log_odds(self, rows: Matrix) -> Numbers:
        """What the trees add for each row."""
        return self.start.log_odds(rows) + cast(Numbers, self.booster.predict(rows, raw_score=True, num_threads=1))

    def parts(self, rows: Matrix) -> Numbers:
        """What each feature adds for each row, and last what all rows have alike (SHAP values); they add up."""
        added = cast(Numbers, self.booster.predict(rows, pred_contrib=True, num_threads=1))
        return self.start.parts(rows) + added


def grow(sample: Sample, *, seeds: Sequence[int]) -> tuple[Trees, ...]:
    """One ensemble a seed, each on other parts of rows and features; equal rows and seeds give equal trees."""
    start = regress(sample, STARTS)
    begin = sample.offset + start.log_odds(sample.rows)
    data = library().Dataset(sample.rows, sample.happened, weight=sample.weight, init_score=begin)
    found = []
    for seed in seeds:
        settings = {**SETTINGS, "seed": seed, "num_threads": 1}
        found.append(Trees(booster=library().train(settings, data, num_boost_round=ROUNDS), start=start))
    return tuple(found)
