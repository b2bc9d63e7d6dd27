"""What a history says of a question: only when due, only from what it reaches, and never for names it lacks."""

from dataclasses import replace
from datetime import date

import numpy as np

from steppe.outlook.forecast import Question
from steppe.outlook.history import History, day_number
from steppe.outlook.settle import came

ASKED = Question(actors=("KAZ",), kinds=("AID",), recipients=("RUS",), opens=date(2022, 1, 6), closes=date(2022, 1, 15))
PAST = History.of([("KAZ", "AID", "RUS", date(2022, 1, day)) for day in (5, 10, 20)])


def test_an_event_that_became_known_after_the_close_counts():
    known = np.array([day_number(date(2022, 1, day)) for day in (5, 20, 20)], dtype=np.int32)
    late = replace(PAST, known=known)
    assert came(ASKED, late, as_of=date(2022, 1, 20)).outcome is None
    assert came(ASKED, late, as_of=date(2022, 1, 21)) == came(ASKED, PAST, as_of=date(2022, 1, 21))
    assert came(ASKED, late, as_of=date(2022, 1, 21)).rows == (1,)


def test_what_happened_early_waits_for_its_day():
    assert came(ASKED, PAST, as_of=date(2022, 1, 15)).outcome is None
    assert came(ASKED, PAST, as_of=date(2022, 1, 16)).outcome is True


def test_days_beside_the_window_do_not_count():
    for opens, closes in ((6, 9), (11, 19)):
        asked = replace(ASKED, opens=date(2022, 1, opens), closes=date(2022, 1, closes))
        assert came(asked, PAST, as_of=date(2022, 1, 21)).outcome is False


def test_a_history_tells_only_of_what_it_reaches_and_names():
    asked = replace(ASKED, opens=date(2022, 1, 21), closes=date(2022, 1, 25))
    assert "ends on 2022-01-20" in came(asked, PAST, as_of=date(2022, 3, 1)).why
    assert came(replace(ASKED, actors=("KGZ", "TJK")), PAST, as_of=date(2022, 3, 1)).why.endswith("no KGZ or TJK")
    assert came(replace(ASKED, recipients=()), PAST, as_of=date(2022, 3, 1)).outcome is True
    assert came(replace(ASKED, actors=()), History.of([]), as_of=date(2022, 3, 1)).outcome is None
