"""Rates that a forecast brings: the same act or nothing, the forecast's own chance, and told on every card."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from crafted import number, setting
from hypothesis import assume, given
from hypothesis import strategies as st

from steppe.errors import InputError, UnknownName
from steppe.scenario.answer import answer
from steppe.scenario.compare import compare
from steppe.scenario.load import load_model
from steppe.scenario.rates import Rate, licensed, per_day, prior_of, unlike, with_rates
from steppe.scenario.told_cards import card_lines, compared_lines
from steppe.scenario.values import draw

TEXT = f"""
parameters:
  raid_rate: {number("gamma(2, 0.0005)", "1/d", "base-rate")}
  shared_rate: {number("gamma(2, 0.002)", "1/d", "base-rate")}
  tied: {number("uniform(0.2, 0.4)", "times")}
modes:
  army: {{states: [tied, free], why: by hand}}
mechanisms:
  raid:
    kind: hazard
    licence: base-rate
    why: by hand
    by: RUS
    rate: raid_rate
    act: {{who: [RUS], kinds: [Occupy territory], whom: [KAZ], counts: same, why: by hand}}
    times: [{{mode: army, state: tied, by: tied}}]
    carry: true
  threat:
    kind: hazard
    licence: base-rate
    why: by hand
    rate: shared_rate
    act: {{who: [RUS], kinds: [THREATEN], whom: [KAZ], counts: more, why: any threat at all}}
  one:
    kind: hazard
    licence: base-rate
    why: by hand
    rate: shared_rate
    act: {{who: [RUS], kinds: [COERCE], whom: [KAZ], counts: same, why: by hand}}
  storm: {{kind: hazard, licence: base-rate, why: by hand, rate: shared_rate}}
questions:
  Q: {{ask: Is there a raid?, measure: {{any: [raid]}}, resolver: x, reference_class: expert}}
  S: {{ask: When is the first storm?, measure: {{first: storm}}, resolver: x, unit: d}}
scenarios:
  base: {{about: as it is}}
  freed: {{about: the army is free, moves: ["army=free from 1 until 50"]}}
"""
RATE = Rate(
    mechanism="raid", question="RUS -> KAZ: Occupy territory within 50d from 2022-11-27", who=("RUS",),
    kinds=("Occupy territory",), whom=("KAZ",), days=50, probability=0.2, low=0.05, high=0.4, base_rate=0.1,
    forecaster="ew-rate@1", history="ab" * 32, as_of=date(2022, 11, 27), note="Only 2 events are known.",
)  # fmt: skip


@pytest.fixture(scope="module")
def at():
    return setting(TEXT)


def refused(at, rate, *says):
    with pytest.raises(InputError) as caught:
        with_rates(at, [rate])
    for words in ("expected", *says):
        assert words in str(caught.value)


def test_the_chance_of_the_act_becomes_that_of_the_forecast(at):
    own, told = answer(at, "Q"), answer(with_rates(at, [RATE]), "Q")
    assert own.probability < 0.05
    assert told.probability == pytest.approx(RATE.probability, abs=0.01)
    assert told.low == pytest.approx(RATE.low, abs=0.015)
    assert told.high == pytest.approx(RATE.high, abs=0.05)


def test_the_factor_of_things_as_they_stand_is_counted_once_and_works_again_when_they_change(at):
    changed = with_rates(at, [RATE])
    freed = compare(changed, "base", "freed")
    side = next(one for one in freed.sides if one.name == "raid")
    assert side.one[0] == pytest.approx(0.2, abs=0.02)
    assert side.other[0] > 0.35


def test_a_card_says_which_number_is_from_the_outlook_by_whom_on_what_and_in_place_of_which(at):
    changed = with_rates(at, [RATE])
    card = answer(changed, "Q")
    (words,) = card.outlook
    for part in ("raid_rate", "ew-rate@1", "abababababababab", "0.2 (0.05 to 0.4)", RATE.question, "gamma(2, 0.0005)",
                 "known before 2022-11-27", "Only 2 events are known.", "army=tied"):  # fmt: skip
        assert part in words
    assert any(line.startswith("    from the outlook: raid_rate") for line in card_lines(card))
    ground = next(one for one in card.grounds if one.name == "raid_rate")
    assert ground.licence == "base-rate"
    assert ground.known == date(2022, 11, 27)
    assert ground.source == ("outlook: ew-rate@1", f"history {'ab' * 32}")
    assert card.version != answer(at, "Q").version
    assert "rates" in card.version


def test_a_card_that_does_not_rest_on_it_and_a_run_without_rates_say_nothing(at):
    assert answer(with_rates(at, [RATE]), "S").outlook == ()
    assert answer(at, "Q").outlook == ()
    bare = with_rates(at, [])
    assert (bare.version, bare.values, bare.outlook) == (at.version, at.values, {})
    assert any("from the outlook" in line for line in compared_lines(compare(with_rates(at, [RATE]), "base", "freed")))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"who": ("KAZ",)}, "not comparable"),
        ({"whom": ("WORLD",)}, "not comparable"),
        ({"kinds": ("ASSAULT",)}, "the mechanism is RUS -> KAZ: Occupy territory"),
        ({"kinds": ("Occupy territory", "COERCE")}, "not comparable"),
        ({"mechanism": "threat"}, "count more than the mechanism (any threat at all)"),
        ({"mechanism": "storm"}, "names no act"),
        ({"mechanism": "one", "kinds": ("COERCE",)}, "is that of threat, storm too"),
        ({"low": -0.1}, "between 0 and 1 in that order"),
        ({"low": 0.0, "probability": 0.0}, "between 0 and 1 in that order"),
        ({"low": 0.3}, "between 0 and 1 in that order"),
        ({"high": 1.0}, "between 0 and 1 in that order"),
        ({"probability": float("nan")}, "between 0 and 1 in that order"),
        ({"days": 0}, "a window of 0 days"),
        ({"days": 4000}, "a window of 4000 days"),
        ({"history": "abc"}, "SHA-256"),
        ({"forecaster": "ew-rate"}, "name@version"),
        ({"as_of": date(2022, 11, 28)}, "as of 2022-11-27 or earlier"),
    ],
)
def test_what_is_not_the_very_act_or_no_forecast_is_refused(at, change, says):
    refused(at, replace(RATE, **change), says)


def test_a_mechanism_that_is_not_there_or_comes_twice_is_refused(at):
    with pytest.raises(UnknownName, match="mechanism 'flood'"):
        with_rates(at, [replace(RATE, mechanism="flood")])
    with pytest.raises(InputError, match="a second one"):
        with_rates(at, [RATE, RATE])


@given(
    shape=st.floats(0.3, 60),
    mean=st.floats(0.002, 2.5),
    days=st.integers(1, 365),
)
def test_a_gamma_comes_back_from_its_own_chance_and_interval(shape, mean, days):
    noise = np.random.default_rng(3).gamma(shape, mean / shape / days, 20_000)
    chances = -np.expm1(-noise * days)
    low, high = np.quantile(chances, (0.05, 0.95))
    middle = float(chances.mean())
    assume(low <= middle <= high)
    rate = replace(RATE, probability=middle, low=float(low), high=min(float(high), 1 - 1e-9), days=days)
    found = prior_of(rate).numbers
    assert found[0] == pytest.approx(shape, rel=0.15)
    assert 1 - (1 + found[1] * days) ** -found[0] == pytest.approx(middle, rel=1e-6)


@pytest.mark.parametrize("low", [0.0, 1e-270])
def test_a_forecast_without_a_low_end_stays_wide(at, low):
    rate = replace(RATE, probability=0.002, low=low, high=0.002)
    assert prior_of(rate).numbers[0] == pytest.approx(0.15, rel=0.01)
    card = answer(with_rates(at, [rate]), "Q")
    assert card.probability == pytest.approx(0.002, rel=0.25)
    assert card.high > 2 * card.probability
    assert "(below 1e-09 to 0.002)" in card.outlook[0]


def test_a_chance_a_day_is_that_of_its_window():
    assert per_day(0.5, 30) == pytest.approx(0.0231, abs=1e-4)


def test_only_the_incursion_of_the_shipped_cases_is_an_act_of_states_that_events_count():
    found = {}
    for name in ("kazakhstan-2022", "south-sudan-oil"):
        _, model = load_model(name)
        hazards = {key: one for key, one in model.mechanisms.items() if one.kind == "hazard"}
        found[name] = {key: unlike(one) for key, one in hazards.items()}
    assert [key for key, why in found["kazakhstan-2022"].items() if not why] == ["incursion"]
    assert [key for key, why in found["south-sudan-oil"].items() if not why] == []
    assert "not only a court" in found["kazakhstan-2022"]["outage.order"]
    assert "any threat" in found["south-sudan-oil"]["ultimatum"]
    _, model = load_model("kazakhstan-2022")
    assert licensed(replace(RATE, mechanism="incursion"), model, date(2022, 11, 27)).rate == "incursion_rate"


def test_draws_of_other_parameters_stay_as_they_were(at):
    changed = with_rates(at, [RATE])
    for name in at.drawn:
        assert (changed.drawn[name] == at.drawn[name]).all() == (name != "raid_rate")
    again = draw({"raid_rate": changed.values["raid_rate"]}, at.seed, at.draws)["raid_rate"]
    assert np.allclose(again / at.drawn["tied"], changed.drawn["raid_rate"])
