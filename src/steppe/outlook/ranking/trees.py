"""The learned part: gradient boosted trees that put true answers before the others (LambdaMART, Burges 2010)."""

from collections.abc import Callable, Sequence

import numpy as np

from steppe.outlook.boosting import library
from steppe.outlook.ranking.counts import Floats

ROUNDS = 360
_SMALL = 50_000  # rows below which a second thread costs more than it brings
_SETTINGS = {
    "objective": "lambdarank",
    "lambdarank_truncation_level": 15,
    "learning_rate": 0.06,
    "num_leaves": 31,
    "min_data_in_leaf": 200,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "max_bin": 127,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


Scorer = Callable[[Floats], Floats]  # a score a row of features; only the order within a query means something


def fit(rows: Floats, answers: Floats, sizes: Sequence[int], names: Sequence[str]) -> Scorer:
    """Trees fitted to rows (true answers have 1), `sizes[i]` rows to query i, in order; equal input, equal trees."""
    columns = [name.replace(",", "").replace(" ", "_") for name in names]
    settings = _SETTINGS | {"num_threads": 1 if len(rows) < _SMALL else 2}
    data = library().Dataset(rows, answers, group=np.asarray(sizes), feature_name=columns, params=settings)
    booster = library().train(settings, data, num_boost_round=ROUNDS)
    return lambda asked: np.asarray(booster.predict(asked), dtype=np.float32)
