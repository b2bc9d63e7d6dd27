"""Parts of a state, its officials and its cities' names stand for it; bodies above states stand for themselves."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.ontology.actors import load_directory
from steppe.outlook.attribution import acting_for, attributed
from steppe.outlook.history import History

DAY = date(2018, 5, 1)
NAMES = ["Police (India)", "India", "IND", "Juha Sipila", "Taliban", "European Union", "Somebody Unheard", "KAZ"]


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Police (India)", "IND"),
        ("Kazakhstan", "KAZ"),
        ("KAZ", "KAZ"),
        ("Juha Sipila", "FIN"),
        ("Donald Trump", "USA"),
        ("Somebody Unheard", ""),
        ("Clerk (Nowhere at all)", ""),
    ],
)
def test_a_name_acts_for(name, actor):
    assert acting_for(name, DAY, load_directory()) == actor


def test_an_office_counts_on_its_days_only():
    rows = [("Donald Tusk", "AID", "KAZ", day) for day in (date(2013, 1, 1), date(2016, 1, 1))]
    found = attributed(History.of(rows), load_directory())
    assert [found.actors[one] for one in found.source] == ["POL", "EUR"]


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=12))
def test_rows_are_kept_and_each_is_attributed_alone(pairs):
    past = History.of([(one, "AID", other, DAY) for one, other in pairs])
    found = attributed(past, load_directory())
    assert len(found) == len(past)
    assert (found.day == past.day).all()
    for at in range(len(past)):
        name = past.actors[past.source[at]]
        assert found.actors[found.source[at]] == (acting_for(name, DAY, load_directory()) or name)
    assert list(found.actors) == sorted(set(found.actors))
    assert found.source.dtype == np.int32
