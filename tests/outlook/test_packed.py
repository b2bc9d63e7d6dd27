"""A history handed to another process comes out as it went in."""

from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest

from steppe.errors import InputError
from steppe.outlook.history import History, Kind
from steppe.outlook.packed import packed, unpacked

ROWS = [("KAZ", "AID", "RUS", date(2022, 1, day)) for day in (5, 9)] + [("Жұмыс (KAZ)", "AID", "RUS", date(1969, 1, 1))]
PLAIN = History.of(ROWS, kinds=[Kind(name="AID", type="AID", quad=2)])


@pytest.mark.parametrize(
    "history",
    [
        PLAIN,
        History.of([]),
        PLAIN.before(date(2022, 1, 6)),
        replace(PLAIN, refs=("case E1: S1", "case E2: S2", "case E3: recalled")),
        replace(PLAIN, refs=np.array([1, 2**64 - 1, 7], np.uint64), confirmed=True),
    ],
)
def test_it_comes_back_whole(history):
    back = unpacked(packed(history))
    for one in fields(History):
        before, after = getattr(history, one.name), getattr(back, one.name)
        if isinstance(before, np.ndarray):
            assert before.dtype == after.dtype
            assert before.tolist() == after.tolist()
        else:
            assert before == after
    assert [back.cite(at) for at in range(len(back))] == [history.cite(at) for at in range(len(history))]


def test_another_line_is_refused():
    with pytest.raises(InputError, match="history"):
        unpacked("{}")
