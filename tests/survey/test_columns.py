"""Columns that grow in place, and looking through them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from steppe.survey.columns import FEW, appended, distinct, places

NUMBERS = st.lists(st.integers(0, 30), max_size=40)


@given(st.lists(NUMBERS, min_size=1, max_size=12))
def test_a_column_grows_and_what_was_handed_out_stays(parts: list[list[int]]) -> None:
    column, room, before = np.zeros(0, np.int32), None, []
    for part in parts:
        column, room = appended(room, column, np.array(part, np.int64))
        before.append((column, [*(before[-1][1] if before else []), *part]))
    assert all(one.tolist() == wanted for one, wanted in before)
    assert column.dtype == np.int32


def test_growing_copies_now_and_then_only_and_two_ways_on_never_meet() -> None:
    column, room, copies = np.zeros(0, np.int32), None, 0
    for number in range(5_000):
        column, after = appended(room, column, np.array([number]))
        copies += after is not room
        room = after
    assert copies < 60
    one, _ = appended(room, column, np.array([-1]))
    other, _ = appended(room, column, np.array([-2]))
    assert (one[-1], other[-1], len(one), len(other)) == (-1, -2, 5_001, 5_001)


def test_what_is_handed_out_cannot_be_written_to() -> None:
    column, _ = appended(None, np.zeros(0, np.int32), np.array([1, 2]))
    assert not column.flags.writeable


@given(NUMBERS, st.sets(st.integers(0, 30), max_size=FEW + 3))
def test_places_of_few_and_of_many(column: list[int], wanted: set[int]) -> None:
    which = np.array([number in wanted for number in range(31)])
    found = places(np.array(column, np.int32), which).tolist()
    assert found == [at for at, number in enumerate(column) if number in wanted]


@given(NUMBERS)
def test_distinct_rows_in_order(rows: list[int]) -> None:
    assert distinct(np.array(rows, np.int32)).tolist() == sorted(set(rows))
