"""Boosted trees, the only place that knows LightGBM: grown, asked for log-odds, and for what each feature adds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import numpy as np

from steppe.errors import ModelMissing
from steppe.outlook.features import Matrix
from steppe.outlook.series import Numbers

SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 15,
    "min_data_in_leaf": 200,
    "feature_fraction": 0.4,
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

    def parts(self, rows: Matrix) -> Numbers:
        """What each feature adds for each row, and last what all rows have alike (SHAP values); they add up."""
        return cast(Numbers, self.booster.predict(rows, pred_contrib=True, num_threads=1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sample:
    """Rows to learn from: features, whether it happened, log-odds to start from, and how many rows each stands for."""

    rows: Matrix
    happened: Numbers
    offset: Numbers
    weight: Numbers

    def part(self, kept: Numbers) -> "Sample":
        """Some of the rows."""
        chosen = np.flatnonzero(kept)
        return Sample(
            rows=self.rows[chosen],
            happened=self.happened[chosen],
            offset=self.offset[chosen],
            weight=self.weight[chosen],
        )


def grow(sample: Sample, *, seeds: Sequence[int], rounds: int = 120, threads: int = 2) -> tuple[Trees, ...]:
    """One ensemble a seed, each on other parts of rows and features; equal rows and seeds give equal trees."""
    library = _library()
    data = library.Dataset(sample.rows, sample.happened, weight=sample.weight, init_score=sample.offset)
    found = []
    for seed in seeds:
        settings = {**SETTINGS, "seed": seed, "num_threads": threads}
        found.append(Trees(booster=library.train(settings, data, num_boost_round=rounds)))
    return tuple(found)


@cache
def _library() -> Any:
    try:
        import lightgbm  # noqa: PLC0415 - half a second, and a system library, that only learning needs
    except (ImportError, OSError) as error:
        raise ModelMissing(
            f"LightGBM does not load ({error}); expected the package lightgbm and, on Linux, the system library "
            "libgomp1 (apt-get install libgomp1)"
        ) from error
    return lightgbm
