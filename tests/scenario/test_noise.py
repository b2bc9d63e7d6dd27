"""Luck is keyed: a number belongs to a mechanism, a purpose, a turn and a draw, whatever else has been asked for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.scenario.noise import Noise, generator

SHAPES = ("uniform", "exponential", "normal")
ALL = np.arange(50)


def at(noise, name, turn, shape="uniform", draws=ALL):
    return noise.at(name, np.full(len(draws), turn), draws, shape)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_name_and_turn_give_the_same_numbers(shape):
    one, other = Noise(7, 50), Noise(7, 50)
    assert (one.whole("storm", 3, shape) == other.whole("storm", 3, shape)).all()
    assert (one.whole("storm", 3, shape) == one.whole("storm", 3, shape)).all()
    assert (at(one, "storm", 3, shape) == one.whole("storm", 3, shape)).all()


def test_other_names_turns_shapes_and_seeds_give_other_numbers():
    noise = Noise(7, 50)
    found = [
        noise.whole("storm", 3), noise.whole("storm", 4), noise.whole("order", 3), noise.whole("storm", 3, "normal"),
        Noise(8, 50).whole("storm", 3),
    ]  # fmt: skip
    assert len({row.tobytes() for row in found}) == len(found)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 5), st.sampled_from(SHAPES)), max_size=12))
def test_what_others_ask_for_shifts_no_number(asked):
    busy = Noise(7, 50)
    for name, turn, shape in asked:
        at(busy, name, turn, shape, ALL[:: turn + 1])
    quiet = Noise(7, 50)
    for shape in SHAPES:
        assert (at(busy, "storm", 2, shape) == at(quiet, "storm", 2, shape)).all()
        assert (at(busy, "a", 2, shape) == at(quiet, "a", 2, shape)).all()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 49)), min_size=1, max_size=30))
def test_each_draw_stands_at_its_own_turn(places):
    turns, draws = np.array(places).T
    found = Noise(7, 50).at("storm", turns, draws, "normal")
    rows = Noise(7, 50)
    assert found.tolist() == [rows.whole("storm", turn, "normal")[draw] for turn, draw in places]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_first_draws_are_the_same_however_many_there_are(shape):
    few, many = Noise(7, 50), Noise(7, 5_000)
    for turn in (0, 1, 12):
        assert (few.whole("storm", turn, shape) == many.whole("storm", turn, shape)[:50]).all()
        assert (at(few, "storm", turn, shape) == at(many, "storm", turn, shape)).all()


def test_repeated_luck_comes_again_and_again():
    noise, short = Noise(7, 50, repeat=20), Noise(7, 20)
    row = noise.whole("storm", 1, "normal")
    assert (row[:20] == short.whole("storm", 1, "normal")).all()
    assert (row[20:40] == row[:20]).all()
    assert (row[40:] == row[:10]).all()
    assert (at(noise, "storm", 1, "normal") == row).all()


def test_a_draw_can_have_the_luck_of_another():
    whose = np.array([2, 2, 0, 1])
    row = Noise(7, 4, luck=whose).whole("storm", 1)
    assert (row == Noise(7, 3).whole("storm", 1)[whose]).all()


def test_nobody_asked_is_nothing_given():
    nobody = np.zeros(0, dtype=np.int64)
    assert Noise(7, 50).at("storm", nobody, nobody, "normal").tolist() == []


def test_luck_has_the_shape_it_is_asked_for():
    noise = Noise(7, 40_000)
    uniform, exponential, normal = (noise.whole("storm", 0, shape) for shape in SHAPES)
    assert uniform.min() >= 0
    assert uniform.max() < 1
    assert abs(uniform.mean() - 0.5) < 0.01
    assert abs(exponential.mean() - 1) < 0.03
    assert abs(normal.mean()) < 0.03
    assert abs(normal.std() - 1) < 0.03
    assert abs(np.corrcoef(uniform, noise.whole("storm", 1, "uniform"))[0, 1]) < 0.03


def test_a_stream_is_found_by_seed_name_and_turn():
    assert generator(7, "a", 1).random() == generator(7, "a", 1).random()
    assert len({generator(seed, name, turn).random() for seed in (1, 2) for name in "ab" for turn in (0, 1)}) == 8
