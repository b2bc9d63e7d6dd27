"""The strict reader refuses what deviates, and says where and what was expected."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.errors import DataError
from steppe.ontology.tables import Row, overlap, read_day, read_flag, read_period, read_table

NOTES = "# version: 1\n# licence: CC0-1.0\n# origin: own\n"
GOOD = NOTES + "id\tname\nA\tone\nB\ttwo\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "sample.tsv"
    path.write_bytes(text.encode("utf8"))
    return path


def row(**cells: str) -> Row:
    return Row(file="sample.tsv", line=7, cells=cells)


def test_reads_notes_and_rows(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, GOOD), ["id", "name"], order=["id"])
    assert table.notes == {"version": "1", "licence": "CC0-1.0", "origin": "own"}
    assert [(one.line, one["id"], one["name"]) for one in table.rows] == [(5, "A", "one"), (6, "B", "two")]


def test_a_table_may_have_no_rows(tmp_path: Path) -> None:
    assert read_table(written(tmp_path, NOTES + "id\tname\n"), ["id", "name"], order=["id"]).rows == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id\tname\n", "sample.tsv line 1: no note '# version: …'; expected notes version, licence, origin"),
        ("# version: 1\n# origin: own\nid\tname\n", "no note '# licence: …'"),
        (NOTES + "# version: 2\nid\tname\n", "line 4: note is '# version: 2'; expected '# key: value', each key once"),
        (NOTES + "# nonsense\nid\tname\n", "line 4: note is '# nonsense'"),
        (NOTES, "line 4: columns are 'nothing'; expected id name, by tabs"),
        (NOTES + "id\tname\textra\n", "line 4: columns are"),
        (NOTES + "id\n", "expected id name"),
        (NOTES + "name\tid\n", "expected id name"),
        (GOOD + "C\n", "line 7: 1 fields; expected 2: id name"),
        (GOOD + "C\tthree\t3\n", "line 7: 3 fields"),
        (GOOD + "\n", "line 7: 1 fields"),
        (GOOD + "B\tthree\n", "line 7: the same id as line 6; expected each only once"),
        (GOOD + "A\tthree\n", "comes after ('B',); expected lines sorted by id"),
        (GOOD + 'C\t"three"\n', "expected no double quotes"),
        (GOOD + "C\tthree \n", "no spaces doubled or around a cell"),
        (GOOD + "C\t three\n", "around a cell"),
        (GOOD + "C \tthree\n", "around a cell"),
        (GOOD + "C\tthree  four\n", "doubled"),
        (GOOD + "C\tthree", "lines end otherwise"),
        (GOOD.replace("\n", "\r\n"), "lines end otherwise"),
    ],
)
def test_what_deviates_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DataError) as caught:
        read_table(written(tmp_path, text), ["id", "name"], order=["id"])
    assert said in str(caught.value)
    assert str(caught.value).startswith("sample.tsv")


def test_unique_cells_may_be_others_than_the_sorted_ones(tmp_path: Path) -> None:
    path = written(tmp_path, NOTES + "id\tname\nA\ttwo\nA\tone\n")
    assert len(read_table(path, ["id", "name"], order=["id"], unique=["id", "name"]).rows) == 2


def test_a_missing_or_foreign_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"absent\.tsv: cannot be read"):
        read_table(tmp_path / "absent.tsv", ["id"], order=["id"])
    path = tmp_path / "latin.tsv"
    path.write_bytes(b"# version: \xe9\n")
    with pytest.raises(DataError, match=r"latin\.tsv: byte 11 is not UTF-8"):
        read_table(path, ["id"], order=["id"])


def test_vague_days_widen_to_their_month_or_year() -> None:
    assert read_day(row(since="2019-02"), "since") == date(2019, 2, 1)
    assert read_day(row(since="2019-02"), "since", last=True) == date(2019, 2, 28)
    assert read_day(row(since="2020-12"), "since", last=True) == date(2020, 12, 31)
    assert read_day(row(since="2019"), "since", last=True) == date(2019, 12, 31)
    assert read_day(row(since=""), "since") is None


@pytest.mark.parametrize(
    "text", ["soon", "2019-13", "2019-02-30", "19", "2019/01/01", "20190101", "abcd", "2019-W01-1", "2019-00", "0000"]
)
def test_bad_days_are_refused(text: str) -> None:
    with pytest.raises(DataError, match=r"sample\.tsv line 7: since is .*; expected YYYY-MM-DD"):
        read_day(row(since=text), "since")


def test_crossed_periods_and_odd_flags_are_refused() -> None:
    with pytest.raises(DataError, match="since 2020-01-02 is after until 2020-01-01"):
        read_period(row(since="2020-01-02", until="2020-01-01"))
    with pytest.raises(DataError, match="acting is 'no'; expected yes or nothing"):
        read_flag(row(acting="no"), "acting")


PERIOD = st.tuples(st.none() | st.dates(), st.none() | st.dates())


@given(PERIOD, PERIOD, st.dates())
def test_a_shared_day_is_an_overlap(one: tuple[date | None, date | None], other: tuple, day: date) -> None:
    def within(period: tuple[date | None, date | None]) -> bool:
        return (period[0] or date.min) <= day <= (period[1] or date.max)

    assert overlap(one, other) == overlap(other, one)
    if within(one) and within(other):
        assert overlap(one, other)
