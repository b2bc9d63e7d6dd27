"""The shipped table of attributions is sound, and faults in one are told by file and line."""

from datetime import date

import pytest

from steppe.errors import DataError
from steppe.ontology.attributions import COLUMNS, load_attributions

NOTES = "# version: 1\n# licence: CC0-1.0\n# origin: made for a test\n" + "\t".join(COLUMNS) + "\n"


def table(tmp_path, *rows):
    path = tmp_path / "attributions.tsv"
    path.write_text(NOTES + "".join("\t".join(row) + "\n" for row in rows), encoding="utf8")
    return path


def test_the_shipped_table_holds_a_thousand_names_and_more():
    assert len(load_attributions().by_name) > 1000


def test_a_name_acts_for_another_side_on_another_day(tmp_path):
    path = table(
        tmp_path,
        ("Ann Who", "FIN", "2010-01-01", "2014-12-31", "minister", "recalled", "high"),
        ("Ann Who", "EUR", "2015-01-01", "", "commissioner", "recalled", "medium"),
    )
    found = load_attributions(path)
    acts = [found.of("ANN WHO", date(year, 6, 1)) for year in (2009, 2012, 2020)]
    assert [one.actor if one else None for one in acts] == [None, "FIN", "EUR"]
    assert found.of("Nobody", date(2012, 6, 1)) is None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("A", "XXX", "", "", "minister", "recalled", "high"), "unknown actor 'XXX'"),
        (("A", "FIN", "", "", "minister", "recalled", "sure"), "high or medium"),
        (("A", "FIN", "", "", "", "recalled", "high"), "office is empty"),
        (("A", "FIN", "2015-13-01", "", "minister", "recalled", "high"), "2015-13-01"),
        (("A", "FIN", "2015-01-01", "2014-01-01", "minister", "recalled", "high"), "attributions.tsv"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, row, words):
    with pytest.raises(DataError, match=words):
        load_attributions(table(tmp_path, row))


def test_one_name_acts_for_one_side_on_a_day(tmp_path):
    rows = [("A", actor, "", "", "minister", "recalled", "high") for actor in ("EST", "FIN")]
    with pytest.raises(DataError, match="acts for"):
        load_attributions(table(tmp_path, *rows))
