"""Two what-ifs side by side: columns, what lies between them, and what besides the moves tells them apart."""

from dataclasses import replace

import pytest

from steppe.scenario.abreast import abreast, telling, value_of
from steppe.scenario.answer import answer
from steppe.scenario.compare import compare
from steppe.scenario.setting import opened


@pytest.fixture(scope="module")
def at():
    return opened("kazakhstan-2022", draws=100)


@pytest.fixture(scope="module")
def one(at):
    return ([answer(at, name) for name in ("Q1", "Q9", "Q12")], compare(at, "base", "base"))


@pytest.fixture(scope="module")
def other(at):
    moves = ["incursion=on on 1"]
    return ([answer(at, name, moves) for name in ("Q1", "Q12")], compare(at, "base", "closure_30d", more=moves))


def test_an_answer_stands_in_both_columns_with_the_difference(one, other):
    first = abreast(one, other).answers[0]
    assert first.id == "Q1"
    assert value_of(first.other) == 1.0
    assert first.between == pytest.approx(1.0 - value_of(first.one))
    assert not first.same


def test_a_question_that_one_does_not_ask_is_left_open(one, other):
    found = {both.id: both for both in abreast(one, other).answers}
    assert found["Q9"].other is None
    assert found["Q9"].between is None
    assert not found["Q9"].same


def test_a_list_is_the_same_where_all_its_lines_are(one, other):
    found = {both.id: both for both in abreast(one, other).answers}
    assert (found["Q12"].between, found["Q12"].same) == (None, True)
    cards = [*one[0][:2], replace(one[0][2], lines=(replace(one[0][2].lines[0], value=-1.0), *one[0][2].lines[1:]))]
    assert not abreast(one, (cards, one[1])).answers[2].same


def test_outputs_stand_in_both_columns_with_the_difference(one, other):
    found = {output.name: output for output in abreast(one, other).outputs}
    lost = found["oil.lost"]
    assert lost.between == pytest.approx(lost.other[0] - lost.one[0])
    assert lost.between > 1_000
    assert lost.unit == "kt"


def test_what_adding_up_in_another_order_leaves_is_no_difference(one):
    nudged = [replace(card, probability=card.probability and card.probability * (1 + 1e-14)) for card in one[0]]
    assert all(both.same for both in abreast(one, (nudged, one[1])).answers)
    assert abreast(one, (nudged, one[1])).answers[0].between == 0


def test_only_moves_tell_runs_of_one_setting_apart(at, one, other):
    assert abreast(one, other).unlike == ()
    strange = (one[0], replace(one[1], seed=7, until="2023-03-01"))
    assert abreast(one, strange).unlike == (
        f"last day: {one[1].until} and 2023-03-01",
        f"seed: {at.seed} and 7",
    )


def test_what_changes_or_asks_of_the_scenario_itself_is_looked_at_first(at, one):
    own = answer(at, "Q6")
    assert own.scenario == "closure_90d"
    same = abreast(([*one[0], own], one[1]), ([*one[0], own], one[1])).answers
    assert telling(same, "closure_90d") == {"Q6"}
    assert telling(same, "base") == set()
    moved = replace(one[0][0], probability=0.5)
    assert telling(abreast(one, ([moved], one[1])).answers, "base") == {"Q1", "Q9", "Q12"}
