"""Models made by hand for tests of answers: probabilities that can be worked out on paper, set to a day."""

from datetime import date

from steppe.scenario.load import read_model
from steppe.scenario.setting import set_to
from steppe.scenario.soundness import check
from steppe.world.samples import small_case

CASE = small_case()


def number(draw, unit="1", licence="expert", known="2020-01-01"):
    return f'{{draw: "{draw}", unit: "{unit}", licence: {licence}, source: [S1], known: "{known}", why: by hand}}'


def model(text):
    """A model of `text`, with what every model must have where the text leaves it out."""
    rest = "" if "questions:" in text else "\nquestions: {}"
    rest += "" if "scenarios:" in text else "\nscenarios: {base: {about: as it is}}"
    found = read_model(f"horizon: 50\ndraws: 2000\nseed: 11\n{text}{rest}\n".encode(), "by hand")
    check(found, CASE)
    return found


def setting(text, *, draws=2000, as_of=date(2022, 11, 27)):
    found = model(text)
    return set_to(CASE, found, as_of, (draws, found.seed, None))


# A wave leads to a call, the call to help; or help comes by itself. An alarm is counted, not carried.
CHAIN = f"""
parameters:
  wave_rate: {number("gamma(2, 0.002)", "1/d", "base-rate")}
  lone_rate: {number("fixed(0.002)", "1/d", "base-rate")}
  call_chance: {number("beta(2, 3)", licence="base-rate")}
  help_chance: {number("beta(1, 4)")}
  alarm_chance: {number("fixed(0.5)", licence="base-rate")}
  storm_rate: {number("fixed(0.01)", "1/d", "base-rate")}
  storm_days: {number("fixed(20)", "d", "base-rate")}
  worse: {number("fixed(10)", "times", "article")}
modes:
  weather: {{states: [calm, foul], why: by hand}}
mechanisms:
  storm: {{kind: hazard, licence: base-rate, why: a storm, rate: storm_rate, sets: {{weather: foul}},
    lasts: {{median: storm_days}}, carry: true}}
  wave: {{kind: hazard, licence: base-rate, why: a wave, rate: wave_rate, carry: true}}
  lone: {{kind: hazard, licence: base-rate, why: help unasked, rate: lone_rate,
    times: [{{mode: weather, state: foul, by: worse}}], carry: true}}
  call: {{kind: choice, licence: base-rate, why: a call, given: [wave], chance: call_chance, carry: true}}
  help: {{kind: choice, licence: base-rate, why: help, given: [call], chance: help_chance, carry: true}}
  alarm: {{kind: choice, licence: base-rate, why: an alarm, given: [wave], chance: alarm_chance}}
chain:
  - {{mechanism: wave, says: a wave comes, taken_as: 1}}
  - {{mechanism: call, says: they call, taken_as: 1}}
  - {{mechanism: help, says: help comes, taken_as: 0.5}}
scenarios:
  base: {{about: as it is}}
  wave_now: {{about: a wave on day 1, moves: ["wave=on on 1"]}}
  no_wave: {{about: never a wave, moves: ["wave=off"]}}
questions:
  help: {{ask: Does help come?, measure: {{any: [help]}}, resolver: by hand, reference_class: expert}}
  any_help: {{ask: Or by itself?, measure: {{any: [help, lone]}}, resolver: by hand, reference_class: expert}}
  given_wave: {{ask: After a wave?, measure: {{any: [help], given: wave}}, resolver: by hand, reference_class: expert}}
  given_call: {{ask: After a call?, measure: {{any: [help], given: call}}, resolver: by hand, reference_class: expert}}
  no_help: {{ask: In vain?, measure: {{not: [help], given: call}}, resolver: by hand, reference_class: expert}}
  alarm: {{ask: After a wave an alarm?, measure: {{any: [alarm], given: wave}}, scenario: wave_now,
    resolver: by hand, reference_class: expert}}
  lone: {{ask: Help unasked?, measure: {{any: [lone]}}, resolver: by hand, reference_class: expert}}
  in_storm: {{ask: Help unasked once it storms?, measure: {{any: [lone], given: storm}},
    resolver: by hand, reference_class: expert}}
  chain: {{ask: The chain?, measure: {{chain: true}}, resolver: by hand}}
  drivers: {{ask: What moves it?, measure: {{drivers: any_help}}, resolver: by hand}}
  day: {{ask: When?, measure: {{first: wave}}, unit: d, resolver: by hand}}
"""

# An amount that is a start and twenty times what is added a day: variances 100/12 and 400/12, so shares 0.2 and 0.8.
LINEAR = f"""
parameters:
  start: {number("uniform(10, 20)", "kt", "base-rate")}
  added: {number("uniform(0, 1)", "kt/d", "base-rate")}
stocks:
  pile: {{start: start, unit: kt, why: by hand}}
mechanisms:
  grow: {{kind: stock, licence: base-rate, why: by hand, moves: [{{from: outside, to: pile, amount: added}}]}}
scenarios:
  base: {{about: as it is}}
  more: {{about: five more, moves: ["pile+=5 on 1"]}}
questions:
  pile: {{ask: How much?, measure: {{row: pile}}, unit: kt, resolver: by hand, days: 20}}
  more: {{ask: How much more?, measure: {{row: pile}},
    unit: kt, resolver: by hand, days: 20, scenario: more, against: base}}
"""

# A rare event that is counted: about one draw in four hundred.
RARE = f"""
parameters:
  rate: {number("fixed(0.00005)", "1/d", "base-rate")}
mechanisms:
  comet: {{kind: hazard, licence: base-rate, why: a comet, rate: rate}}
questions:
  comet: {{ask: A comet?, measure: {{any: [comet]}}, resolver: by hand, reference_class: expert}}
"""
