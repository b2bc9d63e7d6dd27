import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.outlook.ranking.counts import HALF_LIVES, NEVER, Counts

acts = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9)), max_size=30)


@given(acts, st.integers(9, 15))
def test_counts_fade_as_if_summed_from_scratch(rows, today):
    counts = Counts()
    for day in range(10):
        keys = np.array([key for key, on in rows if on == day], dtype=np.int64)
        counts.add(keys, day)
    counts.step(today)
    asked = np.arange(22)
    for key, found, age in zip(asked, counts.values(asked), counts.ages(asked), strict=True):
        days = [on for one, on in rows if one == key]
        assert found == pytest.approx([sum(0.5 ** ((today - on) / half) for on in days) for half in HALF_LIVES], 1e-4)
        assert age == (today - max(days) if days else NEVER)


def test_rows_under_a_head_are_those_of_its_keys():
    counts = Counts()
    counts.add(np.array([10, 13, 21, 40]), 0)
    owner, at = counts.under(np.array([1, 2, 3]), 10)
    assert list(zip(owner.tolist(), counts.keys[at].tolist(), strict=True)) == [(0, 10), (0, 13), (1, 21)]
