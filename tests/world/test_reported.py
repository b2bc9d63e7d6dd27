"""Reports between members, counted from columns: each once a pair, newest first, only of those wanted."""

import numpy as np

from steppe.world.reported import reported

MEMBERS = ["KAZ", "RUS", "csto", "KAZ"]  # two actors of one state stand for it


def counted(doer, other, rows, quad, wanted=("KAZ", "RUS", "csto")):
    ends = (np.array(doer, np.int32), np.array(other, np.int32))
    return reported(MEMBERS, list(wanted), sides=ends, rows=np.array(rows, np.int32), quad=np.array(quad, np.int8))


def test_a_report_that_names_a_pair_twice_counts_once():
    found = counted([0, 3, 1], [1, 1, 0], [7, 7, 9], [4, 4, 1])
    assert [(one.one, one.other, one.cooperation, one.conflict, one.rows) for one in found] == [
        ("KAZ", "RUS", 1, 1, (9, 7))
    ]


def test_what_a_member_does_to_itself_or_has_no_class_or_is_not_wanted_is_left_out():
    assert counted([0], [3], [1], [4]) == ()
    assert counted([0], [1], [1], [0]) == ()
    assert counted([0], [1], [1], [4], wanted=("KAZ", "csto")) == ()


def test_pairs_with_most_reports_come_first():
    found = counted([0, 1, 2], [1, 2, 1], [1, 2, 3], [1, 1, 3])
    assert [(one.one, one.other) for one in found] == [("RUS", "csto"), ("KAZ", "RUS")]


def test_no_report_at_all():
    assert counted([], [], [], []) == ()
