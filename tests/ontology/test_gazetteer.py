"""The gazetteer: every line reads, names find their places, slips are told with their place."""

import gzip
from pathlib import Path

import pytest

from steppe.errors import DataError
from steppe.ontology.gazetteer import CITY_COLUMNS, SHIPPED, load_gazetteer, shipped_gazetteer

REGIONS = (
    "# version: 1\n# licence: x\n# origin: y\nname\tcountry\tlatitude\tlongitude\tnote\nCrimea\tUKR\t45.3\t34.4\t\n"
)


def test_every_line_of_the_shipped_table_reads() -> None:
    gazetteer = shipped_gazetteer()
    spots = [spot for key in gazetteer.cities for spot in gazetteer.lookup(key)]
    assert len(gazetteer.cities) > 90_000
    assert all(len(spot.country) == 3 for spot in spots)


@pytest.mark.parametrize(
    ("name", "countries"),
    [("Tripoli", ["LBY", "LBN"]), ("Kiev", ["UKR"]), ("Crimea", ["UKR"]), ("Atlantis City", [])],
)
def test_the_larger_place_of_that_own_name_comes_first(name: str, countries: list[str]) -> None:
    assert [spot.country for spot in shipped_gazetteer().lookup(name)][: len(countries)] == countries


def test_a_disputed_region_says_so() -> None:
    assert "not recognised" in shipped_gazetteer().lookup("Crimea")[0].note


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("x\tno\tX\tFRA\t1\t2\t3", "not a city"),
        ("x\t1\tX\tFRA\t1\t2", "not a city"),
        ("x\t1\tX\tFRA\tnorth\t2\t3", "are no degrees"),
        ("x\t1\tX\tFRA\t91\t2\t3", "lie outside"),
    ],
)
def test_a_bad_line_is_told_by_its_name(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "cities.tsv.gz").write_bytes(gzip.compress(f"{CITY_COLUMNS}\n{line}\n".encode()))
    (tmp_path / "regions.tsv").write_text(REGIONS, encoding="utf8")
    with pytest.raises(DataError, match=f"cities.tsv.gz: x: .*{message}"):
        load_gazetteer(tmp_path).lookup("x")


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cities.tsv.gz").write_bytes(gzip.compress(b"a\tb\n"))
    with pytest.raises(DataError, match="no line of columns"):
        load_gazetteer(tmp_path)


def test_the_shipped_table_names_its_source() -> None:
    head = gzip.decompress((SHIPPED / "cities.tsv.gz").read_bytes())[:200].decode()
    assert "GeoNames" in head
    assert "CC-BY-4.0" in head
