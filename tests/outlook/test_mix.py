"""The expected mix of a pair: numbers that add up, intervals that hold, nothing from later than asked."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from tests.outlook.contract import OPENS, busy_rows, columns

from steppe.outlook.history import History, day_number
from steppe.outlook.mix import mix

PAST = columns(busy_rows())


def test_classes_and_types_add_up_to_all():
    found = mix("KAZ", "RUS", 30, PAST, opens=OPENS)
    for parts in (found.quads, found.types):
        assert sum(one.expected for one in parts) == pytest.approx(found.total.expected)
        assert sum(one.share for one in parts) == pytest.approx(1)
        for one in parts:
            assert one.low <= one.high
            assert one.share_low <= one.share <= one.share_high
    assert {one.name for one in found.quads} == {"quad-1", "quad-2", "quad-3", "quad-4", "other"}
    assert found.quads[0].name == "quad-1"
    assert found.note == ""


def test_counts_of_a_steady_pair_fall_into_the_interval_nine_times_in_ten():
    noise, start = np.random.default_rng(2), date(2020, 1, 1)
    rows = [
        (f"S{who}", "AID", "RUS", start + timedelta(days=day))
        for who in range(100)
        for day in range(500)
        for _ in range(noise.poisson(0.1))
    ]
    past, opens = History.of(rows), start + timedelta(days=470)
    hits = []
    for who in range(100):
        found = mix(f"S{who}", "RUS", 30, past, opens=opens).total
        count = sum(row[0] == f"S{who}" and row[3] >= opens for row in rows)
        hits.append(found.low <= count <= found.high)
    assert 0.82 <= np.mean(hits) <= 0.99


def test_a_pair_without_events_has_the_mix_of_all_pairs():
    found = mix("MNG", "RUS", 30, PAST, opens=OPENS)
    usual = mix("", "", 30, PAST, opens=OPENS)
    assert "No event of this pair" in found.note
    assert found.events == 0
    assert found.total.expected < usual.total.expected
    assert found.quads[0].name == usual.quads[0].name


def test_nothing_known_later_is_seen():
    late = ("KAZ", 4, "RUS", day_number(OPENS) - 9, day_number(OPENS))
    with_late = columns([*busy_rows(), late])
    assert mix("KAZ", "RUS", 30, with_late, opens=OPENS) == mix("KAZ", "RUS", 30, PAST, opens=OPENS)


def test_an_empty_history_has_a_total_and_no_parts():
    found = mix("KAZ", "RUS", 365, replace(History.of([]), kinds=()), opens=OPENS)
    assert found.total.expected == pytest.approx(0.5)
    assert (found.quads, found.types) == ((), ())
