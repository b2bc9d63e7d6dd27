"""Comparisons: the same luck on both sides, differences draw by draw."""

import json

import numpy as np
import pytest
from tests.scenario.crafted import CHAIN, LINEAR, setting

from steppe import asking
from steppe.errors import InputError, UnknownName
from steppe.scenario.compare import compare, gap
from steppe.wire import to_json

CLOSED = {"kazakhstan-2022": "closure_30d", "south-sudan-oil": "both_closed_60d"}


@pytest.fixture(scope="module", params=CLOSED)
def opened(request):
    return asking.setting(request.param, draws=500), CLOSED[request.param]


def sides(found):
    return {one.name: one for one in found.sides}


def test_things_as_they_stand_beside_themselves_differ_in_nothing(opened):
    at, _ = opened
    for one in asking.compare(at, "base", "base").sides:
        assert (one.gap.mean, one.gap.low, one.gap.high, one.gap.error) == (0, 0, 0, 0), one.name
        assert one.one == one.other


def test_twins_save_variance_where_luck_is_at_work(opened):
    at, closed = opened
    found = sides(asking.compare(at, "base", closed))
    assert found["oil.lost"].gap.saved > 1
    assert found["oil.delivered"].gap.saved > 1
    assert found["oil.lost"].gap.mean > 0
    assert found["oil.delivered"].gap.mean < 0


def test_the_difference_is_that_of_the_means(opened):
    at, closed = opened
    for one in asking.compare(at, "base", closed).sides:
        assert one.gap.mean == pytest.approx(one.other[0] - one.one[0], abs=1e-6), one.name
        assert one.gap.saved < 1e6, one.name
        assert one.one[1] <= one.one[2]


def test_sides_turned_round_turn_the_sign(opened):
    at, closed = opened
    there, back = sides(asking.compare(at, "base", closed)), sides(asking.compare(at, closed, "base"))
    for name, one in there.items():
        assert one.gap.mean == pytest.approx(-back[name].gap.mean)
        assert one.gap.low == pytest.approx(-back[name].gap.high)


def test_what_a_move_cannot_reach_does_not_stir():
    at = asking.setting("kazakhstan-2022", draws=500)
    found = sides(asking.compare(at, "base", "closure_30d"))
    still = ("wave", "incursion", "leaked", "free_ru", "oil.samara", "oil.makhachkala")
    assert all((found[name].gap.low, found[name].gap.high) == (0, 0) for name in still)


def test_a_probability_on_paper():
    at = setting(CHAIN)
    found = sides(compare(at, "base", "no_wave"))
    assert found["help"].other == (0, 0, 0)
    assert found["help"].gap.mean == pytest.approx(-found["help"].one[0])
    assert found["lone"].gap.mean == 0
    assert sides(compare(at, "base", "wave_now"))["wave"].other == pytest.approx((1, 1, 1))


def test_moves_are_added_to_the_second_side_only():
    found = compare(setting(LINEAR), "base", "base", more=["pile+=5 on 1", "added*=2"], days=10)
    (side,) = found.sides
    assert found.other == "what is declared"
    assert found.moves == ()
    assert len(found.other_moves) == 2
    assert side.gap.mean == pytest.approx(5 + 10 * 0.5, abs=0.3)


def test_days_change_the_horizon(opened):
    at, closed = opened
    short, long = (sides(asking.compare(at, "base", closed, days=days))["oil.delivered"] for days in (10, 20))
    assert long.one[0] == pytest.approx(2 * short.one[0], rel=0.1)


def test_spreads_and_courses_cover_all_draws_and_days(opened):
    at, closed = opened
    found = asking.compare(at, "base", closed)
    low, high, first, second = found.spread["oil.lost"]
    assert low < high
    assert sum(first) == sum(second) == at.draws
    course = found.courses["oil.delivered"][1]
    assert course[0][0] == 1
    assert course[-1][0] <= at.model.horizon
    assert all(low <= middle <= high for _, low, middle, high in course)


def test_json_of_a_comparison_holds_no_gaps(opened):
    at, closed = opened
    plain = json.loads(to_json(asking.compare(at, "base", closed)))
    assert all(None not in one["gap"].values() and None not in one["one"] for one in plain["sides"])


def test_a_gap_leaves_out_draws_without_a_day():
    one, other = np.array([2.0, np.inf, 5.0, np.inf]), np.array([1.0, 3.0, np.inf, np.inf])
    assert gap(one, other).mean == 1
    nothing = gap(np.array([np.inf]), np.array([1.0]))
    assert (nothing.mean, nothing.saved) == (0, 1)


def test_rounding_is_no_difference():
    amounts = np.linspace(1000.0, 2000.0, 50)
    found = gap(amounts, amounts * (1 + 1e-15))
    assert (found.mean, found.low, found.high, found.saved) == (0, 0, 0, 1)


def test_names_that_are_not_there_are_refused():
    at = setting(LINEAR)
    with pytest.raises(UnknownName, match="scenario"):
        compare(at, "base", "nowhere")
    with pytest.raises(InputError, match="takes more than there is"):
        compare(at, "base", "base", more=["pile+=-100 on 1"])
