"""Answers: probabilities worked out on paper, the weakest licence, conditions, rare events, dated evidence."""

import json
from datetime import date
from math import isfinite

import numpy as np
import pytest
from tests.scenario.crafted import CHAIN, LINEAR, RARE, setting

from steppe import asking
from steppe.errors import InputError, UnknownName
from steppe.scenario.answer import answer, answers
from steppe.scenario.model import LICENCES
from steppe.wire import to_json

CASES = ("kazakhstan-2022", "south-sudan-oil")


@pytest.fixture(scope="module")
def chain():
    return setting(CHAIN)


@pytest.fixture(scope="module", params=CASES)
def cards(request):
    return asking.ask(asking.setting(request.param, draws=600))


def numbers(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [number for one in value for number in numbers(one)]
    return [value] if isinstance(value, int | float) and not isinstance(value, bool) else []


def test_every_question_of_the_shipped_cases_is_answered_with_finite_numbers(cards):
    for card in cards:
        plain = json.loads(to_json(card))
        assert all(map(isfinite, numbers(plain))), card.id
        for share in (card.probability, card.luck, card.never, *(one.share for one in card.drivers)):
            assert share is None or 0 <= share <= 1, card.id
        if card.kind == "probability":
            assert 0 <= card.low <= card.high <= 1
        assert list(card.points) == sorted(card.points)
        assert {one.licence for one in card.grounds} <= set(LICENCES)
        assert card.resolver
        answered = (card.probability, *card.points, *card.lines, *card.drivers)
        assert any(one is not None for one in answered) or card.never == 1, card.id


def test_json_keeps_all_that_a_card_holds(cards):
    for card in cards:
        plain = json.loads(to_json(card))
        assert (plain["probability"] is None) == (card.probability is None)
        assert len(plain["points"]) == len(card.points)
        assert None not in plain["points"]
        assert plain["as_of"] == card.as_of.isoformat()
        if card.gap:
            assert set(plain["gap"]) == {"mean", "low", "high", "error", "saved"}
            assert None not in plain["gap"].values()


def on_paper(drawn, chance, days=50):
    """The probability by draw that a wave comes on some day with a chance of its own behind it."""
    return 1 - (1 - (1 - np.exp(-drawn["wave_rate"])) * chance) ** days


def test_a_carried_probability_is_that_of_the_parameters(chain):
    card, drawn = answer(chain, "help"), chain.drawn
    assert card.probability == pytest.approx(on_paper(drawn, drawn["call_chance"] * drawn["help_chance"]).mean())
    assert card.count is None
    assert card.low < card.probability < card.high


def test_a_condition_takes_out_what_comes_before_it(chain):
    drawn = chain.drawn
    helped = on_paper(drawn, drawn["call_chance"] * drawn["help_chance"]).mean()
    called, waved = on_paper(drawn, drawn["call_chance"]).mean(), on_paper(drawn, 1.0).mean()
    assert answer(chain, "given_wave").probability == pytest.approx(helped / waved)
    assert answer(chain, "given_call").probability == pytest.approx(helped / called)
    in_vain, card = answer(chain, "no_help"), answer(chain, "given_call")
    assert in_vain.probability == pytest.approx(1 - card.probability)
    assert "wave_rate" not in {one.name for one in card.grounds}


def test_a_condition_that_only_makes_the_event_likelier_is_counted(chain):
    stormy, ever = answer(chain, "in_storm"), answer(chain, "lone")
    assert stormy.count is not None
    assert 1.5 * ever.probability < stormy.probability < 1


def test_a_counted_condition_counts_only_the_draws_that_meet_it(chain):
    card = answer(chain, "alarm")
    right = 1 - 0.5 * (1 - on_paper(chain.drawn, 0.5, days=49)).mean()
    assert card.probability == pytest.approx(right, abs=0.04)
    assert card.count == round(card.probability * chain.draws)
    assert answer(setting(CHAIN), "alarm", ["alarm_chance=0"]).probability == 0


def test_a_condition_that_never_comes_gives_nothing_and_no_fault(chain):
    card = answer(chain, "given_call", ["wave=off"])
    assert card.probability == 0
    assert card.luck == 1
    assert (card.low, card.high) == (0, 1)


@pytest.mark.parametrize(
    ("question", "licence", "named"),
    [
        ("help", "expert", ("help_chance",)),
        ("given_call", "expert", ("help_chance",)),
        ("lone", "article", ("worse",)),
        ("any_help", "article", ("worse",)),
        ("alarm", "base-rate", ("alarm", "alarm_chance")),
        ("day", "base-rate", ("wave", "wave_rate")),
    ],
)
def test_the_licence_is_the_weakest_on_the_path_and_no_other(chain, question, licence, named):
    card = answer(chain, question)
    assert card.licence == licence
    assert card.weakest == named
    assert licence == max((one.licence for one in card.grounds), key=LICENCES.index)


def test_another_licence_of_one_parameter_changes_the_answer_s():
    asked = 'help_chance: {draw: "beta(1, 4)", unit: "1", licence: expert'
    assert asked in CHAIN
    firm = setting(CHAIN.replace(asked, asked.replace("expert", "base-rate")))
    weak = setting(CHAIN.replace(asked, asked.replace("expert", "article")))
    assert answer(firm, "help").licence == "base-rate"
    assert (answer(weak, "help").licence, answer(weak, "help").confidence) == ("article", "very low")
    assert answer(weak, "day").licence == "base-rate"
    assert answer(firm, "help").probability == answer(weak, "help").probability


def test_a_rare_event_that_is_counted_has_no_decimals():
    at = setting(RARE, draws=2000)
    card = answer(at, "comet")
    assert 0 < card.count < 20
    assert card.fewer_than == "fewer than 1 in 100"
    assert answer(setting(RARE, draws=500), "comet").fewer_than == "fewer than 1 in 25"
    assert answer(at, "comet", ["rate*=100"]).fewer_than == ""


def test_the_same_seed_gives_the_same_card_and_another_seed_another():
    first, again, other = (asking.setting("south-sudan-oil", draws=200, seed=seed) for seed in (1, 1, 2))
    (one,), (two,), (three,) = (asking.ask(at, "Q1") for at in (first, again, other))
    assert to_json(one) == to_json(two)
    assert one.probability != three.probability


def test_drivers_of_a_linear_amount_have_its_shares():
    card = answer(setting(LINEAR, draws=4000), "pile")
    shares = {one.name: one.share for one in card.drivers}
    assert list(shares) == ["added", "start"]
    assert shares["added"] == pytest.approx(0.8, abs=0.04)
    assert shares["start"] == pytest.approx(0.2, abs=0.04)
    ends = {one.name: (one.low, one.high) for one in card.drivers}
    assert ends["added"] == (pytest.approx(15.5, abs=0.6), pytest.approx(34.5, abs=0.6))
    assert card.luck == 0
    assert card.points[2] == pytest.approx(25, abs=0.5)


def test_an_answer_against_another_scenario_is_the_paired_difference():
    card = answer(setting(LINEAR), "more")
    assert (card.gap.mean, card.gap.low, card.gap.high) == pytest.approx((5, 5, 5))


def test_knowing_the_decisive_parameter_is_worth_most(chain):
    card = answer(chain, "help")
    gains = {one.name: one.gain for one in card.drivers}
    assert max(gains, key=gains.get) == "help_chance"
    assert gains["help_chance"] > 2 * gains["call_chance"] > 0
    decisive = CHAIN.replace('help_chance: {draw: "beta(1, 4)"', 'help_chance: {draw: "fixed(0.2)"')
    gains = {one.name: one.gain for one in answer(setting(decisive), "help").drivers}
    assert max(gains, key=gains.get) in {"wave_rate", "call_chance"}


def test_links_known_to_come_or_not_move_the_answer_as_the_chain_has_it(chain):
    lines = {one.label: one for one in answer(chain, "drivers").lines}
    whole = answer(chain, "any_help").probability
    assert lines["help"].high == pytest.approx(1, abs=0.15)
    for name, line in lines.items():
        assert 0 <= line.low < whole < line.high <= 1, name
    assert lines["storm"].low > 0
    assert lines["wave"].high < lines["call"].high < lines["help"].high


def test_links_of_the_chain_multiply_to_what_the_last_is_carried_at(chain):
    card = answer(chain, "chain")
    links = [one.value for one in card.lines]
    assert float(np.prod(links)) == pytest.approx(answer(chain, "help").probability)
    assert card.probability == pytest.approx(float(np.prod(links)))
    assert card.notes[1].startswith("weakest link: help")


@pytest.mark.parametrize("case", CASES)
def test_the_shipped_chains_multiply_too(case):
    at = asking.setting(case, draws=600)
    name = next(name for name, one in at.model.questions.items() if one.measure.chain)
    (card,) = asking.ask(at, name)
    last = at.kept[next(iter(at.kept))].odds(at.model.chain[-1].mechanism).mean()
    assert card.probability == pytest.approx(float(last))


def test_evidence_of_later_is_refused_by_name():
    with pytest.raises(
        InputError, match=r"parameter \w+ rests on what became known on \d{4}-\d\d-\d\d; as of 2015-01-01"
    ):
        asking.setting("kazakhstan-2022", as_of=date(2015, 1, 1), draws=200)
    with pytest.raises(InputError, match="parameter wave_rate rests on what became known on 2020-01-01"):
        setting(CHAIN, as_of=date(2020, 1, 1))
    assert answer(setting(CHAIN, as_of=date(2020, 1, 2)), "help").probability > 0


def test_the_later_edition_is_used_once_it_is_known():
    late = asking.setting("kazakhstan-2022", as_of=date(2026, 11, 1), draws=200)
    early = asking.setting("kazakhstan-2022", draws=200)
    assert late.values["rerouted"].known > early.values["rerouted"].known
    assert late.values["rerouted"].source != early.values["rerouted"].source
    (card,) = asking.ask(late, "Q6")
    (ground,) = [one for one in card.grounds if one.name == "rerouted"]
    assert ground.known == date(2026, 3, 1)
    assert all(one.known < card.as_of for one in card.grounds if one.known)


def test_the_second_case_knows_after_the_restart_that_it_came():
    (card,) = asking.ask(asking.setting("south-sudan-oil", as_of=date(2025, 6, 30), draws=200), "Q1")
    assert card.probability == pytest.approx(1)


def test_no_ground_of_the_shipped_cases_is_newer_than_the_day(cards):
    for card in cards:
        assert all(one.known is None or one.known < card.as_of for one in card.grounds), card.id


def test_unknown_names_and_moves_are_named(chain):
    with pytest.raises(UnknownName, match="question"):
        answer(chain, "hlep")
    with pytest.raises(InputError, match="cannot be read"):
        answer(chain, "help", ["wave at once"])
    with pytest.raises(InputError, match="'wvae'"):
        answer(chain, "help", ["wvae=off"])


def test_all_questions_come_in_the_order_of_the_model(chain):
    assert [one.id for one in answers(chain)] == list(chain.model.questions)
