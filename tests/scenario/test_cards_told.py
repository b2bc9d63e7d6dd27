"""Cards, causes and comparisons in words: how likely apart from how sure, no false decimals, no empty headings."""

import re
from itertools import pairwise

import pytest
from tests.scenario.crafted import CHAIN, LINEAR, RARE, setting

from steppe import asking
from steppe.scenario.answer import answer
from steppe.scenario.card import CONFIDENCE, WORDS, one_in, word
from steppe.scenario.statements import plain
from steppe.scenario.told_cards import ORDERS, amount, card_lines, percent, why_lines
from steppe.scenario.why import why

LIKELY = [text for _, text in WORDS]


@pytest.fixture(scope="module", params=["kazakhstan-2022", "south-sudan-oil"])
def opened(request):
    return asking.setting(request.param, draws=500)


@pytest.fixture(scope="module")
def lines(opened):
    return {card.id: list(asking.answer_lines(card)) for card in asking.ask(opened)}


def sentences(told):
    return [part for line in told for part in re.split(r"(?<=[.;])\s", line)]


def test_likelihood_and_confidence_never_share_a_sentence(lines):
    for name, told in lines.items():
        for sentence in sentences(told):
            if "onfidence" in sentence:
                assert not any(text in sentence.lower() for text in LIKELY), (name, sentence)
                assert "%" not in sentence


def test_every_card_says_how_sure_what_settles_it_and_how_it_was_made(lines):
    for told in lines.values():
        whole = "\n".join(told)
        assert re.search(r"Confidence: (moderate|low|very low|by the record) ", whole)
        assert "settled by: " in whole
        assert re.search(r"500 draws, seed \d+, version ", whole)
        assert "nan" not in whole.lower().replace("ordinance", "")
        assert not re.search(r"\binf\b", whole)
        assert "e+0" not in whole


def test_a_probability_is_told_with_interval_and_word(lines, opened):
    asked = [name for name, one in opened.model.questions.items() if one.measure.any or one.measure.none]
    assert asked
    for name in asked:
        told = next(line for line in lines[name] if "90 % of draws" in line)
        assert any(text in told.lower() for text in LIKELY)


def test_a_rare_count_is_told_without_decimals():
    told = "\n".join(card_lines(answer(setting(RARE), "comet")))
    assert "fewer than 1 in 100; 90 % of draws" in told
    never = "\n".join(card_lines(answer(setting(RARE), "comet", ["comet=off"])))
    assert "fewer than 1 in 100" in never


def test_a_day_is_told_for_the_draws_in_which_it_comes():
    at = setting(CHAIN)
    told = "\n".join(card_lines(answer(at, "day")))
    assert "where it comes: " in told
    assert "% of the draws it does not come within the run" in told
    assert "in no draw within the run." in "\n".join(card_lines(answer(at, "day", ["wave=off"]))).lower()


def test_what_a_way_is_worth_is_no_amount():
    (card,) = asking.ask(asking.setting("kazakhstan-2022", draws=200), "Q6")
    told = [line for line in card_lines(card) if "more delivered for each" in line]
    assert told
    assert all(re.search(r"- \w+ \d\.\d\d: kt a day more", line) for line in told)


def test_a_statement_is_told_with_the_fact_it_was_held_against():
    at = asking.setting("kazakhstan-2022", draws=200)
    (card,) = asking.ask(at, "Q12")
    facts = {fact.id: fact for fact in at.case.facts()}
    assert any(line.fact for line in card.lines)
    told = "\n".join(card_lines(card))
    for line in card.lines:
        assert line.source == (facts[line.fact].provenance.cited if line.fact else ())
        assert not line.fact or f"{line.text} (fact {line.fact}, {', '.join(line.source)})" in told
    assert "has 2,981,946 people (fact KAZ.group-population.ethnic-russians.2021-09.census, S_CENSUS21)" in told


def test_a_card_names_the_back_tests_it_tells_of_in_their_order():
    cards = asking.ask(asking.setting("kazakhstan-2022", draws=200))
    assert any(len(card.backtests) > 1 for card in cards)
    for card in cards:
        assert len(card.backtests) == len(card.tests)
        for name, words in zip(card.backtests, card.tests, strict=True):
            assert name == "B1" or words.startswith(f"{name} (")


def test_causes_name_what_goes_and_what_grows():
    told = "\n".join(why_lines(why(setting(CHAIN), "no_help")))
    assert "-" not in told.split("what is left of it without")[1].split("first events")[0]
    assert " more" in told
    assert "first events" not in "\n".join(why_lines(why(setting(LINEAR), "pile")))


def test_a_long_tree_is_cut_to_its_commonest_orders():
    found = asking.why(asking.setting("south-sudan-oil", draws=2000), "Q3")
    told = list(why_lines(found))
    assert len(found.orders) > ORDERS
    at = next(place for place, line in enumerate(told) if "first events" in line)
    tree = [line[4:] for line in told[at + 1 :] if line.strip() and "rarer" not in line]
    assert len(tree) == ORDERS
    depths = [(len(line) - len(line.lstrip())) // 2 for line in tree]
    assert depths[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(depths))
    assert f"and {len(found.orders) - ORDERS} orders that are rarer" in "\n".join(told)


def test_a_comparison_lists_what_moves_and_what_does_not(opened):
    told = "\n".join(asking.answer_lines(asking.compare(opened, "base", "base")))
    moved, _, same = told.partition("unchanged: ")
    assert "->" not in moved
    assert "oil.delivered" in same


@pytest.mark.parametrize(
    ("chance", "text"), [(0.05, LIKELY[0]), (0.0501, LIKELY[1]), (0.5, LIKELY[3]), (1.0, LIKELY[-1])]
)
def test_words_have_the_bounds_of_the_field(chance, text):
    assert word(chance) == text


def test_numbers_as_people_read_them():
    assert amount(1, "d") == "1 day"
    assert amount(0, "d") == "0 days"
    assert percent(0.5) == "50 %"
    assert one_in(0.002) == "about 1 in 500"
    assert plain(3_500_000) == "3,500,000"
    assert set(CONFIDENCE) == {"back-tested", "base-rate", "expert", "article"}
