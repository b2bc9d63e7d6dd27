"""Boosted trees on top of log-odds to start from: grown, and asked for what they add."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from steppe.outlook.boosting import library
from steppe.outlook.features import Matrix
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
    """A grown ensemble. Its log-odds are what it adds to the offset it was grown on."""

    booster: Any

    def log_odds(self, rows: Matrix) -> Numbers:
        """What the trees add for each row."""
        return cast(Numbers, self.booster.predict(rows, raw_score=True, num_threads=1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sample:
    """Rows to learn from: features, whether it happened, log-odds to start from, and how many rows each stands for."""

    rows: Matrix
    happened: Numbers
    offset: Numbers
    weight: Numbers


def grow(sample: Sample, *, seeds: Sequence[int]) -> tuple[Trees, ...]:
    """One ensemble a seed, each on other parts of rows and features; equal rows and seeds give equal trees."""
    data = library().Dataset(sample.rows, sample.happened, weight=sample.weight, init_score=sample.offset)
    found = []
    for seed in seeds:
        settings = {**SETTINGS, "seed": seed, "num_threads": 2}
        found.append(Trees(booster=library().train(settings, data, num_boost_round=ROUNDS)))
    return tuple(found)
