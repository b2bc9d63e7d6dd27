"""What every forecaster of the registry must do: one list of checks, each a function of a forecaster."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from math import log

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steppe.outlook.chance import chance
from steppe.outlook.chance_taught import Study
from steppe.outlook.forecast import Question
from steppe.outlook.foretell import forecast, forecasts
from steppe.outlook.history import History, Kind, day_number
from steppe.outlook.learning import Effort
from steppe.outlook.registry import forecaster as by_name

OPENS = date(2022, 11, 24)
ACTORS = ("ARM", "BLR", "KAZ", "RUS", "UZB")
KINDS = (
    Kind(name="Host a visit", type="CONSULT", mode="visit", quad=1),
    Kind(name="Provide aid", type="AID", quad=2),
    Kind(name="Reject", type="REJECT", quad=3),
    Kind(name="Impose embargo", type="SANCTION", mode="discontinue", quad=4),
    Kind(name="Conduct air strike", type="ASSAULT", mode="aerial", quad=4),
    Kind(name="Make statement"),
)
QUESTIONS = (
    (("KAZ",), ("REJECT", "SANCTION"), ("RUS",)),
    (("KAZ", "UZB"), ("quad-1",), ("RUS", "ARM")),
    ((), ("quad-4",), ("RUS",)),
    (("KAZ",), ("CONSULT.visit",), ()),
    ((), ("ASSAULT",), ()),
    (("RUS",), ("Make statement",), ("BLR",)),
    (("MNG",), ("AID",), ("RUS",)),
    (("RUS",), ("quad-1",), ("KAZ",)),
)
# Learns from what the registry's would call too little, so that a small history shows what has been learned.
EAGER = chance(
    Study(
        lengths=(7, 30),
        cells=Effort(windows=2, seeds=(1,)),
        questions=120,
        windows=4,
        seeds=(1,),
        least=60,
        days=20,
        hits=1,
    )
)
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(FEW, max_examples=80)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(ACTORS), st.sampled_from(range(len(KINDS))), st.sampled_from(ACTORS), st.integers(-90, 60)
    ),
    max_size=12,
)


def asked(which=0, days=30, opens=OPENS):
    actors, kinds, recipients = QUESTIONS[which]
    return Question(actors=actors, kinds=kinds, recipients=recipients, opens=opens, closes=opens + timedelta(days - 1))


def every(days=30):
    return [asked(which, days) for which in range(len(QUESTIONS))]


def columns(rows, actors=ACTORS):
    """A history from (actor, kind number, recipient, day, known) rows, sorted as a history is, its columns locked."""
    found = sorted(rows, key=lambda row: (row[4], row[3]))
    places = {name: at for at, name in enumerate(actors)}
    made = History(
        actors=actors,
        kinds=KINDS,
        source=np.array([places[row[0]] for row in found], dtype=np.int32),
        kind=np.array([row[1] for row in found], dtype=np.int32),
        target=np.array([places[row[2]] for row in found], dtype=np.int32),
        day=np.array([row[3] for row in found], dtype=np.int32),
        known=np.array([row[4] for row in found], dtype=np.int32),
        origins=("made",),
        origin=np.zeros(len(found), dtype=np.int16),
        row=np.arange(1, len(found) + 1, dtype=np.int32),
    )
    for name in ("source", "kind", "target", "day", "known", "origin", "row"):
        getattr(made, name).flags.writeable = False
    return made


def busy_rows(count=600, seed=3):
    """Two years of events before the window, some pairs and kinds more often than others, known in three days."""
    noise = np.random.default_rng(seed)
    heads, tails = noise.choice(5, size=(2, count), p=(0.05, 0.1, 0.35, 0.4, 0.1))
    kinds = noise.choice(len(KINDS), size=count, p=(0.4, 0.1, 0.2, 0.05, 0.05, 0.2))
    days = day_number(OPENS) - 1 - noise.integers(0, 730, size=count)
    known = np.minimum(days + noise.integers(0, 3, size=count), day_number(OPENS) - 1)
    return [
        (ACTORS[head], int(kind), ACTORS[tail], int(day), int(since))
        for head, kind, tail, day, since in zip(heads, kinds, tails, days, known, strict=True)
    ]


def check_is_pure_and_repeatable(forecaster):
    history = columns(busy_rows())
    assert forecasts(every(), history, forecaster) == forecasts(every(), history, forecaster)


def check_keeps_the_question_and_signs(forecaster):
    for question, found in zip(every(), forecasts(every(), columns(busy_rows()), forecaster), strict=True):
        assert (found.question, found.forecaster, found.as_of) == (question, forecaster.name, OPENS)


def check_is_bounded(forecaster):
    for days in (1, 7, 30, 400):
        for found in forecasts(every(days), columns(busy_rows()), forecaster):
            assert 0 < found.probability < 1
            assert 0 <= found.low <= found.probability <= found.high <= 1
            assert 0 < found.base_rate < 1
            assert all(0 < probability < 1 for _, probability in found.changes)


def check_answers_on_any_history(forecaster):
    empty = forecasts(every(), columns([]), forecaster)
    assert all(0 < one.probability <= one.high < 1 and one.note for one in empty)
    one_day = columns([("KAZ", 2, "RUS", day_number(OPENS) - 1, day_number(OPENS) - 1)])
    assert all(0 < one.probability < 1 for one in forecasts(every(), one_day, forecaster))
    nobody = Question(actors=("NOB",), kinds=("AID",), recipients=("ODY",), opens=OPENS, closes=OPENS)
    assert "NOB" in forecast(nobody, columns(busy_rows()), forecaster).note


def check_notes_a_thin_history(forecaster):
    rows = [("KAZ", 2, "RUS", day_number(OPENS) - 50 * at, day_number(OPENS) - 50 * at) for at in (1, 2, 3)]
    assert "3 events" in forecast(asked(), columns(rows), forecaster).note


def check_gives_reasons_that_add_up(forecaster):
    history = columns(busy_rows())
    for found in forecasts(every(), history, forecaster):
        reached = _log_odds(found.base_rate) + sum(reason.part for reason in found.reasons)
        assert abs(reached - _log_odds(found.probability)) < 1e-9
        assert found.reasons
        for reason in found.reasons:
            assert reason.text
            assert all(history.known[row] < day_number(OPENS) for row in reason.rows)


def check_starts_from_climatology(forecaster):
    history = columns(busy_rows())
    mine, plain = (forecasts(every(), history, one) for one in (forecaster, by_name("climatology")))
    assert [one.base_rate for one in mine] == [one.probability for one in plain]


def check_ignores_the_future(forecaster):
    rows, first = busy_rows(120), day_number(OPENS)
    before = forecasts(every(), columns(rows), forecaster)

    @FEW
    @given(ROWS)
    def planted(extra):
        # Some happened before the window opens and were known only later.
        late = [(*row[:3], first + row[3], first + max(0, row[3])) for row in extra]
        assert forecasts(every(), columns([*rows, *late]), forecaster) == before

    planted()


def check_gives_a_batch_what_it_gives_one_by_one(forecaster):
    history, late = columns(busy_rows()), OPENS - timedelta(days=60)
    batch = [*every(), asked(0, 7), asked(1, 7, late), asked(2, 400), asked(0, 7)]
    assert forecasts(batch, history, forecaster) == tuple(forecast(one, history, forecaster) for one in batch)
    learned = forecaster.learn(history.before(OPENS))
    assert learned(every()) == tuple(found for one in every() for found in learned([one]))


def check_does_not_mind_the_order_of_names(forecaster):
    plain = asked(1)
    turned = replace(plain, actors=plain.actors[::-1], recipients=plain.recipients[::-1])
    history = columns(busy_rows())
    one, other = (forecast(question, history, forecaster).probability for question in (plain, turned))
    assert abs(one - other) < 1e-12


def check_never_says_less_for_a_wider_window(forecaster):
    rows = busy_rows(80)

    @MANY
    @given(ROWS, st.integers(0, len(QUESTIONS) - 1))
    def widened(extra, which):
        history = columns([*rows[: 10 * which], *((*row[:3], day, day) for row in extra for day in _past(row))])
        said = [
            one.probability
            for one in forecasts([asked(which, days) for days in (1, 2, 6, 7, 8, 30, 31, 90, 400)], history, forecaster)
        ]
        assert all(one <= other + 1e-12 for one, other in pairwise(said)), said

    widened()


def _past(row):
    return [day_number(OPENS) - 1 - abs(row[3])]


def _log_odds(probability):
    return log(probability / (1 - probability))


CHECKS = (
    check_is_pure_and_repeatable,
    check_keeps_the_question_and_signs,
    check_is_bounded,
    check_answers_on_any_history,
    check_notes_a_thin_history,
    check_gives_reasons_that_add_up,
    check_starts_from_climatology,
    check_ignores_the_future,
    check_gives_a_batch_what_it_gives_one_by_one,
    check_does_not_mind_the_order_of_names,
)
CHECKS_OF_BASELINES = (check_never_says_less_for_a_wider_window,)
