"""How far actors reach: spread counts, not number; surges are against the own past; nothing known is nothing found."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steppe.outlook.features import WITH, company_in, seen
from steppe.outlook.history import History, Kind
from steppe.outlook.panel import panel
from steppe.outlook.reach import NAMES, WIDTHS, reach

START = date(2020, 1, 1)
KINDS = (Kind(name="k1", type="", quad=1),)
ACTORS = tuple("ABCDEFGH")
SIZE = len(ACTORS)


def counted(events):
    """What is found when actor, recipient and age in days are as given, of class 1."""
    last = {width: np.zeros((SIZE, 5, SIZE)) for width in WIDTHS}
    rates = np.zeros((SIZE, 5, SIZE))
    for a, b, age in events:
        rates[a, 1, b] += 0.01
        for width in WIDTHS:
            last[width][a, 1, b] += age < width
    return dict(zip(NAMES, reach(last, rates), strict=True))


def test_one_who_acts_towards_many_is_likelier_to_act_towards_another():
    found = counted([(0, b, 3) for b in range(2, 7)] + [(1, 2, 3)] * 5)
    for width in WIDTHS:
        assert found[f"wide_{width}"][0, 1, 7] > 2 * found[f"wide_{width}"][1, 1, 7]
    assert found["wide_given"][0, 1, 7] == pytest.approx(5 / SIZE)
    assert found["wide_got"][7, 1, 2] == pytest.approx(2 / SIZE)


def test_more_others_of_late_than_the_past_lets_expect_is_a_surge_and_fewer_a_lull():
    found = counted([(0, b, 3) for b in range(2, 7)] + [(1, b, 300) for b in range(2, 7) for _ in range(5)])
    assert found["surge_given_7"][0, 1, 7] > 0.5
    assert found["surge_given_30"][1, 1, 7] < -0.5
    assert (found["surge_gave_7"][:, 1, 0] == found["surge_given_7"][0, 1, 0]).all()
    assert (found["surge_taken_7"][2] == found["surge_got_7"][:, :, 2][0][:, None]).all()


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 300)), max_size=30))
def test_all_is_finite_and_shares_are_shares(events):
    found = counted(events)
    assert all(np.isfinite(one).all() for one in found.values())
    assert all(found[name].min() >= 0 and found[name].max() <= 1 for name in ("wide_given", "wide_got"))


def test_nothing_is_read_from_the_day_itself_or_later():
    rows = [("A", "k1", name, START + timedelta(day)) for day in (0, 9) for name in "BCD"]
    later = [("H", "k1", name, START + timedelta(10)) for name in "ABCDEFG"]
    one, other = (panel(History.of(part, kinds=KINDS), ACTORS) for part in (rows, rows + later))
    found = company_in(seen(one.book, 10), SIZE)
    assert found.shape == (len(WITH), SIZE, 5, SIZE)
    assert found.tobytes() == company_in(seen(other.book, 10), SIZE).tobytes()


def test_on_the_first_day_there_is_nothing_to_find():
    found = company_in(seen(panel(History.of([("A", "k1", "B", START)], kinds=KINDS), ACTORS).book, 0), SIZE)
    assert np.isfinite(found).all()
