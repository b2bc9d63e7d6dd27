import re
from datetime import date

import pytest
from folders import FILES, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steppe.errors import InputError
from steppe.world.load import load_case


def changed(name, old, new):
    assert old in FILES[f"{name}.tsv"], old
    return {name: FILES[f"{name}.tsv"].replace(old, new)}


def refusal(tmp_path, **files):
    with pytest.raises(InputError) as caught:
        load_case(written(tmp_path / "broken", **files))
    return str(caught.value)


def test_every_kind_of_fact_is_read(small):
    assert {len(getattr(small, field)) > 0 for field in ("figures", "relations", "duties", "laws", "regimes")} == {True}
    assert [one.id for one in small.events] == ["E1", "E2"]
    assert small.statements[1].replies_to == "Q1"
    assert small.routes[0].transit == ("BBB",)
    assert small.pleas[0].troops == 2500
    assert small.votes[0].ballot == "abstain"
    assert len(list(small.facts())) == 24


def test_known_follows_from_the_period_and_the_usual_lag_unless_stated(small):
    exports, people = (
        next(one for one in small.figures if one.measure == name) for name in ("oil-exports", "population")
    )
    assert (exports.provenance.known, exports.provenance.inferred) == (date(2021, 3, 1), True)
    assert (people.provenance.known, people.provenance.inferred) == (date(2020, 12, 31), False)
    assert people.provenance.recalled
    assert people.provenance.sources == ("S1",)


def test_the_version_changes_with_any_file(tmp_path):
    one = load_case(written(tmp_path / "a"))
    other = load_case(written(tmp_path / "b", **changed("figures", "1000", "1001")))
    assert one.version != other.version
    assert one.version == load_case(written(tmp_path / "c")).version


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("figures", "km2", "acre", "figures.tsv line 5: unit is 'acre'; expected for area one of km2"),
        (
            "figures",
            "AAA\tarea",
            "AA1\tarea",
            "subject is 'AA1', which members.tsv has not; expected an id of members.tsv",
        ),
        ("figures", "\t1000\t", "\t1,000\t", "value is '1,000'; expected a plain number"),
        ("figures", "\tarea\t", "\tareal\t", "measure is 'areal'; expected one of active-military"),
        ("figures", "5100000", "4100000", "high 4100000 is below value 5000000"),
        ("figures", "S1;recalled", "S9", "source 'S9' is not in sources.tsv"),
        ("figures", "S1;recalled", "", "source is empty; expected ids of sources.tsv, or 'recalled': nothing stands"),
        ("figures", "2021-03-01", "2021-02-30", "since is '2021-02-30'; expected YYYY-MM-DD"),
        ("relations", "borders\tAAA", "borders\tclub", "head club is a organisation; expected a state"),
        ("relations", "2023-01-01", "2000-01-01", "since 2001-02-03 is after until 2000-01-01"),
        ("relations", "observer\t2010", "observer\t2010-13", "since is '2010-13'"),
        ("laws", "\t2\t7\t\t", "\t9\t7\t\t", "least 9 is above most 7"),
        ("events", "COERCE", "COERSE", "kind is 'COERSE'; expected one of ACCUSE"),
        ("events", "announced", "rumoured", "course is 'rumoured'; expected one of realised"),
        ("statements", "\tQ1\t\tS1", "\tQ7\t\tS1", "replies_to is 'Q7'; expected the id of another statement"),
        ("routes", "field-a;port-b", "field-a", "path is 'field-a'; expected two places or more"),
        ("routes", "\tBBB\t2001", "\tclub\t2001", "transit has club, a organisation; expected states"),
        ("disruptions", "stop-1\troute-1", "stop-1\tfield-a", "route is 'field-a'; expected an id of routes.tsv"),
        ("deployments", "2000\t2500", "3000\t2500", "low 3000 is above high 2500"),
        ("balances", "\t2020\t", "\t2021\t", "no figure of 2021 for route-1"),
        ("members", "\tstate\tAAA", "\tstates\tAAA", "kind is 'states'; expected one of armed-group"),
        ("members", "50.5\t60", "95\t60", "degrees are '95', '60'"),
        ("sources", "S1\t", "\t", "id is empty"),
    ],
)
def test_a_fault_is_refused_with_file_line_and_remedy(tmp_path, name, old, new, says):
    assert says in refusal(tmp_path, **changed(name, old, new))


def test_routes_that_carry_more_than_the_state_exports_are_refused(tmp_path):
    says = refusal(tmp_path, **changed("figures", "flow\tAAA\t2020\t\t10", "flow\tAAA\t2020\t\t14"))
    assert "the routes carry 1.4e+07 to 1.4e+07, the total is [10000000.0]; expected them to agree" in says


def test_the_same_fact_twice_is_refused_but_another_source_may_say_otherwise(tmp_path):
    row = "AAA\tarea\t\t1992\t\t1000\t\tkm2\t\t\t\tS1\thigh\t\n"
    assert "the same subject" in refusal(tmp_path, figures=FILES["figures.tsv"].replace(row, row * 2))
    other = row.replace("S1", "recalled").replace("1000", "1200")
    two = load_case(written(tmp_path / "two", figures=FILES["figures.tsv"].replace(row, row + other)))
    assert [one.value for one in two.figures if one.measure == "area"] == [1000, 1200]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id: small\n", "case.yaml: keys are ['id']; expected exactly id, title, about, as_of"),
        ("- id\n", "case.yaml: keys are list; expected exactly"),
        (FILES["case.yaml"].replace("2022-11-27", "autumn"), "as_of is 'autumn'; expected a day such as 2022-11-27"),
        ("id: [\n", "case.yaml: cannot be read"),
    ],
)
def test_a_bad_header_is_refused(tmp_path, text, says):
    with pytest.raises(InputError, match="case broken: ") as caught:
        load_case(written(tmp_path / "broken", case=text))
    assert says in str(caught.value)


def test_a_missing_or_strange_file_is_refused(tmp_path):
    assert "sources.tsv: cannot be read" in refusal(tmp_path / "a", sources=None)
    folder = written(tmp_path / "b")
    (folder / "figure.tsv").write_text("x")
    with pytest.raises(InputError, match=r"figure\.tsv: no file of a case"):
        load_case(folder)


EDITS = st.tuples(
    st.sampled_from(sorted(FILES)),
    st.sampled_from(["drop line", "double line", "swap cells", "empty cell", "put", "cut"]),
    st.integers(0, 10_000),
    st.sampled_from(
        ["NO", "on", "3.5e6", "-1", "1e999", "nan", "é", '"', ";", ";;", "\t", "0000-00-00", "9999-12-31", "∞", ""]
    ),
)


def edited(text, how, at, what):
    lines = text.split("\n")
    number = at % len(lines)
    parts = lines[number].split("\t")
    cell = at % len(parts)
    match how:
        case "drop line":
            del lines[number]
        case "double line":
            lines.insert(number, lines[number])
        case "swap cells":
            parts[cell], parts[-1 - cell] = parts[-1 - cell], parts[cell]
            lines[number] = "\t".join(parts)
        case "empty cell":
            lines[number] = "\t".join([*parts[:cell], "", *parts[cell + 1 :]])
        case "put":
            lines[number] = "\t".join([*parts[:cell], what, *parts[cell + 1 :]])
        case _:
            return text[: at % (len(text) + 1)]
    return "\n".join(lines)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edit=EDITS)
def test_a_mutated_case_loads_whole_or_is_refused_with_its_file_and_what_is_expected(tmp_path_factory, edit):
    name, how, at, what = edit
    folder = written(
        tmp_path_factory.getbasetemp() / "mutant", **{name.split(".")[0]: edited(FILES[name], how, at, what)}
    )
    answer = outcome(folder)
    if isinstance(answer, str):
        assert re.match(r"case mutant: .*(\.tsv|case\.yaml).*expected", answer, re.DOTALL), answer


def outcome(folder):
    """The case, or what its refusal says."""
    try:
        return load_case(folder)
    except InputError as error:
        return str(error)
