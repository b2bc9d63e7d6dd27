"""The track record: only what was due counts, corrections are new lines, and what was said stays said."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.errors import InputError
from steppe.outlook.track import Said, from_lines, settled, to_line, track

START = date(2022, 1, 1)


def say(at=0, probability=0.3, **changes):
    plain = Said(
        question=f"KAZ -> RUS: AID within 30d from {START + timedelta(days=at)}",
        made=START + timedelta(days=at),
        forecaster="own",
        probability=probability,
        closes=START + timedelta(days=at + 29),
    )
    return replace(plain, **changes)


def record(said, day=400):
    (found,) = track(said, as_of=START + timedelta(days=day))
    return found


def test_a_question_that_came_true_early_waits_for_its_close():
    early = settled(say(), True, on=START + timedelta(days=3))
    assert (record([early], 29).scored, record([early], 29).early) == (0, 1)
    assert (record([early], 30).scored, record([early], 30).happened) == (1, 1)
    assert record([early], 29).brier is None


def test_scores_of_the_early_would_be_biased_and_are_not():
    noise = np.random.default_rng(4)
    said = []
    for at in range(600):
        one = say(at, 0.3)
        comes = noise.random() < 0.3
        on = one.made + timedelta(days=int(noise.integers(0, 30))) if comes else one.closes
        said.append(settled(one, bool(comes), on=on))
    found = record(said, 620)
    assert found.happened / found.scored == pytest.approx(0.3, abs=0.04)
    assert found.calibration_error < 0.04
    (one,) = found.bins
    assert one.low <= one.observed <= one.high


def test_what_is_open_void_late_or_said_again_is_counted_apart():
    done = settled(say(0), False, on=START + timedelta(days=40))
    again = replace(done, made=START + timedelta(days=9), probability=0.01)
    late = replace(done, made=done.closes + timedelta(days=1), probability=0.01)
    void = settled(say(1), None, on=START + timedelta(days=40))
    found = record([again, done, late, void, say(390)])
    assert (found.scored, found.repeats, found.late, found.unsettled, found.open) == (1, 1, 1, 1, 1)
    assert found.brier == pytest.approx(0.09)


def test_a_record_of_a_day_does_not_see_what_was_settled_or_made_later():
    done = settled(say(), True, on=START + timedelta(days=50))
    assert record([done, say(300)], 45).unsettled == 1
    assert record([done, say(300)], 45).open == 0
    assert record([done, say(300)], 50).scored == 1


def test_each_forecaster_has_a_record_of_its_own():
    lines = [settled(say(0), True, on=START + timedelta(days=30))]
    lines.append(replace(lines[0], forecaster="climatology", probability=0.9))
    other, mine = track(lines, as_of=START + timedelta(days=60))
    assert (other.forecaster, other.brier) == ("climatology", pytest.approx(0.01))
    assert (mine.forecaster, mine.brier) == ("own", pytest.approx(0.49))


def test_a_corrected_outcome_is_a_new_line_and_holds_for_every_forecast_of_the_question():
    first = say()
    other = replace(first, forecaster="climatology", probability=0.5)
    wrong, right = (settled(first, what, on=START + timedelta(days=on)) for what, on in ((True, 31), (False, 35)))
    lines = [to_line(one) for one in (first, other, wrong, right)]
    found = from_lines(lines)
    assert [(one.forecaster, one.outcome) for one in found] == [("own", False), ("climatology", False)]
    assert from_lines(lines[:2]) == (first, other)
    assert from_lines([*lines, "", " "]) == found


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"probability": 0.9}, r"line 2: says 0.9 until .* where 0.3 until .* only an outcome may be corrected"),
        ({"closes": date(2022, 6, 1)}, r"line 2: says 0.3 until 2022-06-01 where"),
    ],
)
def test_what_was_said_cannot_be_changed_afterwards(change, said):
    with pytest.raises(InputError, match=said):
        from_lines([to_line(say()), to_line(replace(say(), **change))])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", r"my.jsonl line 1: not a Said"),
        (to_line(say()).replace("0.3", "1.0"), r"my.jsonl line 1: probability 1.0; expected more than 0"),
        (to_line(say()).replace('"outcome":null', '"outcome":true'), r"line 1: an outcome and no day it was settled"),
    ],
)
def test_a_line_that_is_none_is_refused_with_its_number(line, said):
    with pytest.raises(InputError, match=said):
        from_lines([line], where="my.jsonl")


def test_a_certainty_is_not_written():
    with pytest.raises(InputError, match="expected more than 0"):
        to_line(say(probability=0.0))


@given(st.lists(st.tuples(st.integers(0, 40), st.floats(0.01, 0.99), st.sampled_from([None, True, False]))))
def test_lines_come_back_and_every_forecast_is_counted_once(rows):
    said = {}
    for at, probability, outcome in rows:
        one = say(at, probability)
        said[at] = settled(one, outcome, on=one.closes) if outcome is not None else one
    kept = list(said.values())
    assert list(from_lines(to_line(one) for one in kept)) == kept
    for found in track(kept, as_of=START + timedelta(days=45)):
        assert found.scored + found.open + found.early + found.unsettled == sum(
            one.made <= START + timedelta(days=45) for one in kept
        )
        assert sum(one.count for one in found.bins) == found.scored
