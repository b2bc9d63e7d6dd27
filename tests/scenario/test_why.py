"""Causes: but-for runs, necessity and sufficiency, the tree of orders."""

import pytest
from tests.scenario.crafted import CHAIN, LINEAR, setting

from steppe import asking
from steppe.errors import InputError, UnknownName
from steppe.scenario.answer import answer
from steppe.scenario.why import why


@pytest.fixture(scope="module")
def chain():
    return setting(CHAIN)


@pytest.fixture(scope="module")
def told(chain):
    return {name: {one.cause: one for one in why(chain, name).but_for} for name in ("help", "any_help", "lone", "day")}


def test_without_the_only_cause_nothing_is_left(told):
    for cause in ("wave", "call", "help"):
        assert told["help"][cause].without == 0
        assert told["help"][cause].necessity == 1
    assert told["lone"]["lone"].without == 0


def test_without_one_of_two_ways_the_other_is_left(chain, told):
    lone, both = answer(chain, "lone").probability, answer(chain, "any_help").probability
    assert told["any_help"]["wave"].without == pytest.approx(lone)
    assert told["any_help"]["wave"].necessity == pytest.approx(1 - lone / both)
    assert 0 < told["any_help"]["lone"].necessity < 1


def test_the_answer_given_a_link_is_that_of_the_condition(chain, told):
    assert told["help"]["wave"].sufficiency == pytest.approx(answer(chain, "given_wave").probability)
    assert told["help"]["call"].sufficiency == pytest.approx(answer(chain, "given_call").probability)
    assert told["help"]["help"].sufficiency == pytest.approx(1)


def test_what_only_makes_an_event_likelier_is_not_taken_for_a_link(chain, told):
    storm = told["lone"]["storm"]
    assert 0 < storm.necessity < 1
    assert 1.5 * answer(chain, "lone").probability < storm.sufficiency < 1


def test_causes_that_are_not_on_the_path_are_not_asked(told):
    assert set(told["help"]) == {"wave", "call", "help"}
    assert set(told["lone"]) == {"storm", "lone"}


def test_the_answer_is_the_card_s(chain):
    for name in ("help", "any_help", "given_wave", "no_help", "alarm", "in_storm"):
        assert why(chain, name).answer == pytest.approx(answer(chain, name).probability)


@pytest.mark.parametrize(("case", "question"), [("kazakhstan-2022", "Q1"), ("south-sudan-oil", "Q3")])
def test_orders_add_up(case, question):
    at = asking.setting(case, draws=500)
    found = asking.why(at, question)
    counts = {one.steps: one.count for one in found.orders}
    assert counts
    for steps, count in counts.items():
        assert 0 < count <= at.draws
        after = sum(other for longer, other in counts.items() if longer[:-1] == steps)
        assert count >= after
        assert len(steps) == 1 or steps[:-1] in counts
        assert len(set(steps)) == len(steps)
    assert sum(count for steps, count in counts.items() if len(steps) == 1) <= at.draws


def test_orders_follow_the_chain(chain):
    steps = {one.steps for one in why(chain, "help").orders}
    assert ("wave",) in steps
    assert all(one[0] == "wave" for one in steps)
    assert all("call" not in one or one.index("wave") < one.index("call") for one in steps)


def test_an_amount_without_what_adds_to_it():
    (cause,) = why(setting(LINEAR), "pile").but_for
    assert cause.cause == "grow"
    assert cause.without == pytest.approx(15, abs=0.3)
    assert cause.necessity == pytest.approx(0.4, abs=0.02)
    assert cause.sufficiency is None


def test_bottlenecks_belong_to_what_is_asked():
    at = asking.setting("kazakhstan-2022", draws=200)
    assert asking.why(at, "Q6").bottlenecks[0][0] == "oil.cpc"
    assert asking.why(at, "Q9").bottlenecks == ()


def test_moves_hold_in_the_but_for_runs_too(chain):
    found = {one.cause: one for one in why(chain, "any_help", ["help_chance=1", "call_chance=1"]).but_for}
    lone = answer(chain, "lone").probability
    assert found["wave"].without == pytest.approx(lone)


def test_questions_no_run_answers_are_refused(chain):
    for name in ("chain", "drivers"):
        with pytest.raises(InputError, match="expected one that a run answers"):
            why(chain, name)
    with pytest.raises(UnknownName):
        why(chain, "hlep")
