"""What can be moved: every name that a move may use has a lever, with unit, bounds, meaning and what it rests on."""

from datetime import date

import pytest

from steppe.scenario.levers import begun, known_names, levers, move_text, plain, slide, told_move
from steppe.scenario.moves import read_move, used_ties
from steppe.scenario.setting import opened
from steppe.scenario.units import SIGNED


@pytest.fixture(scope="module", params=["kazakhstan-2022", "south-sudan-oil"])
def at(request):
    return opened(request.param, draws=400)


@pytest.fixture(scope="module")
def found(at):
    return levers(at)


def read(text, at):
    return read_move(text, at.model, used_ties(at.model), horizon=at.model.horizon)


def test_every_name_that_a_move_may_use_has_a_lever_and_no_other(at, found):
    assert found.keys() == known_names(at.model)
    assert all(one.about for one in found.values())


def test_a_lever_begins_with_a_move_that_can_be_read_back(at, found):
    for one in found.values():
        move = begun(one, days=at.model.horizon)
        text = move_text(move.target, (move.name, move.sign, move.value), move.first, move.last)
        again = read(text, at)
        assert (again.target, again.name, again.value) == (one.target, one.name, move.value)
        assert (again.first, again.last) == (move.first, move.last)


def test_both_ends_of_a_slider_are_moves_that_are_taken(at, found):
    for one in found.values():
        if not one.values:
            room = slide(one, "=", float(begun(one, days=90).value))
            assert room.least < room.most
            for end in (room.least, room.most):
                read(move_text(one.target, (one.name, "=", plain(end)), 1, 1), at)


def test_a_slider_holds_what_a_number_is_held_to_be(found):
    for one in found.values():
        if one.middle is not None:
            assert one.least <= one.low <= one.middle <= one.high <= one.most
            assert one.unit in SIGNED or one.least == 0
            assert one.unit != "1" or one.most == 1


def test_a_number_says_its_source_licence_and_day(at, found):
    for name, value in at.values.items():
        assert (found[name].source, found[name].licence, found[name].known) == (
            value.source,
            value.licence,
            value.known,
        )
        assert found[name].unit == value.unit


def test_a_slider_keeps_a_value_beyond_its_bounds_or_between_its_steps():
    at = opened("kazakhstan-2022", draws=400)
    one = levers(at)["baku_added"]
    assert one.most >= 20
    assert slide(one, "=", 10 * one.most).most == 10 * one.most
    assert slide(one, "=", one.most / 3 + 1e-4).step == 0
    assert slide(one, "+=", -5.0).least <= -5.0
    assert slide(one, "*=", 0.5).most == 5.0


def test_a_tie_names_its_ends_and_its_sources():
    at = opened("kazakhstan-2022", draws=400)
    tie = levers(at)["KAZ.member.csto.1994-04-20"]
    assert (tie.target, tie.values) == ("tie", ("off",))
    assert "KAZ member csto" in tie.about
    assert tie.fact == "KAZ.member.csto.1994-04-20"


def test_moves_are_told_with_dates_and_units():
    at = opened("kazakhstan-2022", draws=400)
    known = levers(at)
    day = date(2022, 11, 24)
    told = [told_move(read(text, at), known[text.split("=")[0].rstrip("*+")], day) for text in (
        "cpc_pipe=closed from 1 until 30", "wave=on on 1", "baku_added=20", "free_ru*=0.5 on 10",
    )]  # fmt: skip
    assert told[0].startswith("cpc_pipe is closed from 2022-11-24 to 2022-12-23 (")
    assert told[1].startswith("wave is on on 2022-11-24 (")
    assert told[2].startswith("baku_added is 20 kt/d (")
    assert told[3].startswith("free_ru is multiplied by 0.5 on 2022-12-03 (")
