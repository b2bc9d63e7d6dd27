"""The shipped reference on all states: it loads fast, it is complete, and its counts are the well-known ones."""

from datetime import date
from functools import cache
from time import process_time

from steppe.world.case import Case
from steppe.world.load import load_case
from steppe.world.vocabulary import DATA

NOW = date(2025, 12, 31)
SUMMED = {
    "gdp",
    "oil-output",
    "oil-reserves",
    "gas-reserves",
    "uranium-production",
    "military-spending",
    "gas-production",
}


@cache
def _reference() -> Case:
    return load_case(DATA / "reference")


def _heads(kind: str, tail: str, when: date) -> set[str]:
    """Who stood in a full tie to `tail` on a day; roles (candidate, suspended, …) and denials do not count."""
    return {
        one.head
        for one in _reference().relations
        if (one.kind, one.tail, one.holds, one.as_what) == (kind, tail, "yes", "")
        and (one.since or when) <= when <= (one.until or when)
    }


def _un(when: date = NOW) -> set[str]:
    return _heads("member", "united-nations", when)


def test_it_loads_in_under_a_second() -> None:
    load_case(DATA / "reference")
    start = process_time()
    assert len(list(load_case(DATA / "reference").facts())) > 3000
    assert process_time() - start < 1


def test_every_un_member_has_area_population_and_a_capital() -> None:
    case = _reference()
    assert len(_un()) == 193
    for measure in ("area", "population"):
        assert _un() <= {one.subject for one in case.figures if one.measure == measure}
    held = {one.tail for one in case.relations if one.kind == "capital" and one.holds != "no" and one.until is None}
    assert _un() <= held


def test_populations_of_several_years_agree_where_they_are_trusted() -> None:
    told: dict[str, list[float]] = {}
    for one in _reference().figures:
        if one.measure == "population" and one.subject in _un() and one.provenance.confidence != "low":
            told.setdefault(one.subject, []).append(one.value)
    assert {state for state, values in told.items() if len(values) < 2} == set()
    assert not {state: many for state, many in told.items() if max(many) > 1.35 * min(many) and max(many) > 3e5}


def test_states_of_a_measure_do_not_exceed_the_world() -> None:
    told: dict[tuple[str, int], dict[str, float]] = {}
    for one in _reference().figures:
        if one.since is not None and one.since.year in {2020, 2021} and one.measure in SUMMED and not one.of:
            of_year = told.setdefault((one.measure, one.since.year), {})
            of_year[one.subject] = min(one.value, of_year.get(one.subject, one.value))
    wholes = {key: (values.pop("WORLD"), sum(values.values())) for key, values in told.items() if "WORLD" in values}
    assert len(wholes) == 8
    assert {key: pair for key, pair in wholes.items() if not 0.5 * pair[0] < pair[1] < 1.01 * pair[0]} == {}


def test_unions_have_the_members_they_are_known_for() -> None:
    day = date(2024, 6, 1)
    assert len(_heads("member", "european-union", day)) == 27
    assert len(_heads("member", "nato", day)) == 32
    assert len(_heads("member", "council-of-europe", day)) == 46
    assert len(_heads("member", "opec", day)) == 12
    assert len(_heads("member", "csto", day)) == 6
    assert len(_heads("member", "eurozone", day)) == 20
    assert "GBR" in _heads("member", "european-union", date(2020, 1, 31))
    assert "GBR" not in _heads("member", "european-union", date(2020, 2, 1))


def test_the_un_grew_to_its_present_size() -> None:
    assert "SSD" not in _un(date(2011, 7, 13))
    assert "SSD" in _un(date(2011, 7, 14))
    assert len(_un(date(1945, 12, 31))) == 51


def test_counted_members_agree_with_the_memberships() -> None:
    for one in _reference().figures:
        if one.measure == "members" and one.since:
            assert len(_heads("member", one.subject, one.since)) == one.value, one.id


def test_groups_have_the_well_known_sizes() -> None:
    assert len(_heads("counted-among", "nuclear-armed-states", NOW)) == 9
    landlocked = _heads("counted-among", "landlocked-states", NOW)
    assert landlocked - _un() == {"KOS", "VAT"}
    assert len(landlocked - {"KOS"}) == 44  # as is usually counted, with the Vatican
    assert len(_heads("counted-among", "un-security-council-permanent-members", NOW)) == 5
    assert not landlocked & _heads("counted-among", "island-states", NOW)


def test_borders_are_told_once_and_never_with_oneself() -> None:
    pairs = [(one.head, one.tail) for one in _reference().relations if one.kind == "borders"]
    assert len({frozenset(pair) for pair in pairs}) == len(pairs) > 300
    assert all(one != other for one, other in pairs)
    beside = {state for pair in pairs for state in pair}
    assert _heads("counted-among", "landlocked-states", NOW) <= beside


def test_former_soviet_republics_are_fifteen_and_kazakhstan_the_last() -> None:
    left = {
        one.head: one.since for one in _reference().relations if one.tail == "SUN" and one.kind.startswith("former")
    }
    assert len(left) == 15
    assert max(day for state, day in left.items() if day and state != "RUS") == left["KAZ"] == date(1991, 12, 16)


def test_events_are_many_and_spread_over_the_years() -> None:
    events = _reference().events
    assert len(events) >= 120
    assert {one.first.year // 10 for one in events} == {194, 195, 196, 197, 198, 199, 200, 201, 202}
    assert all(one.first <= NOW for one in events)
