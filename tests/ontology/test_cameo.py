"""The CAMEO table fits PLOVER, its wordings lead to its codes, and country codes of two lists are never mixed."""

import pycountry
import pytest

from steppe.errors import DataError
from steppe.ontology.cameo import COLUMNS, load_cameo
from steppe.ontology.country_codes import iso_country, load_country_codes
from steppe.ontology.vocabulary import load

NOTES = "# version: 1\n# licence: CC0-1.0\n# origin: own\n"
QUADS = {
    1: "AGREE CONSULT SUPPORT CONCEDE",
    2: "COOPERATE AID RETREAT",
    3: "REQUEST ACCUSE REJECT THREATEN",
    4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}


def test_the_table_has_every_code_of_the_codebook():
    acts = load_cameo().acts
    assert len(acts) == 298
    roots = {code[:2] for code in acts}
    assert roots == {f"{number:02}" for number in range(1, 21)}
    assert all(code[:3] in acts for code in acts)
    assert all(f"{root}0" in acts for root in roots)


def test_types_and_quads_are_plovers():
    wanted = {name: quad for quad, names in QUADS.items() for name in names.split()}
    types = load().types
    assert {name: kind.quad for name, kind in types.items()} == wanted
    for act in load_cameo().acts.values():
        assert (act.type == "") == (act.code[:2] in ("01", "02"))
        assert act.quad == wanted.get(act.type, 0)
        assert not act.mode or act.mode in types[act.type].modes


def test_roots_have_the_types_of_the_table():
    acts = load_cameo().acts
    by_root = {root: {act.type for code, act in acts.items() if code[:2] == root} for root in ("05", "08", "17", "19")}
    assert by_root == {
        "05": {"SUPPORT"},
        "08": {"CONCEDE", "RETREAT"},
        "17": {"COERCE", "ASSAULT"},
        "19": {"COERCE", "ASSAULT"},
    }
    assert {code for code, act in acts.items() if act.type == "RETREAT" and code < "084"} == {"0813", "0814"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Engage in negotiation", "046"),
        ("fight with small arms and light weapons", "193"),
        ("Threaten non force", "131"),
        ("Meet_at_a_'third'_location", "044"),
        ("Decline to yield, not specified below", "124"),
        ("Conduct suicide, car, or other non military bombing", "183"),
        ("Appeal for target to allow international involvement (non mediation)", "0255"),
        ("Carry out vehicular bombing", "1832"),
        ("010", "010"),
    ],
)
def test_a_name_leads_to_its_code(name, code):
    assert load_cameo().named(name).code == code


def test_every_wording_leads_to_its_own_code():
    shipped = load_cameo()
    for act in shipped.acts.values():
        for wording in (act.code, act.name, act.name.upper(), act.name.replace(" ", "_"), *act.aliases):
            assert shipped.named(wording) is act
    assert shipped.named("10") is None
    assert shipped.named("Bake a cake") is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("42\tMake a visit\tCONSULT\tvisit\t1\t", "three or four digits"),
        ("042\tMake a visit\tVISIT\t\t\t", "nothing or one of"),
        ("042\tMake a visit\tCONSULT\thost\t1\t", "a mode of CONSULT"),
        ("042\tMake a visit\tCONSULT\tvisit\t2\t", "the class of the type"),
        ("010\tMake statement\t\t\t1\t", "nothing, the class"),
        (
            "042\tMake a visit\tCONSULT\tvisit\t1\t\n043\tHost\tCONSULT\tvisit\t1\tMake a Visit",
            "a wording for one code",
        ),
    ],
)
def test_a_wrong_table_is_refused(tmp_path, row, said):
    path = tmp_path / "cameo.tsv"
    path.write_text(NOTES + "\t".join(COLUMNS) + "\n" + row + "\n", encoding="utf8")
    with pytest.raises(DataError, match=said):
        load_cameo(path)


def test_sanctions_follow_the_setting():
    acts = load_cameo(ontology=load(sanction_quad=3)).acts
    assert {act.quad for act in acts.values() if act.type == "SANCTION"} == {3}
    assert {act.quad for act in load_cameo().acts.values() if act.type == "SANCTION"} == {4}


def test_countries_are_iso_and_no_code_is_of_two_lists():
    iso = {one.alpha_3 for one in pycountry.countries} | {one.alpha_3 for one in pycountry.historic_countries}
    codes = load_country_codes()
    for lands in codes.values():
        assert {land.iso3 for land in lands.values() if land.iso3} <= iso | {"KOS", "SCG"}
    assert {len(code) for code in codes["FIPS"]} == {2}
    assert {len(code) for code in codes["CAMEO"]} == {3}
    for region in "AFR ASA EUR LAM MEA NMR SAM SAS SEA WST".split():
        assert codes["CAMEO"][region].iso3 == ""
    assert iso_country("EU", "FIPS") == ""
    assert iso_country("USA", "FIPS") == iso_country("US", "CAMEO") == ""


# Codes that two lists give to different countries, or that differ from ISO 3166 alpha-2.
@pytest.mark.parametrize(
    ("code", "iso"),
    [
        pair.split(":")
        for pair in (
            "AS:AUS AU:AUT CH:CHN CI:CHL GM:DEU IZ:IRQ JA:JPN KN:PRK KS:KOR RS:RUS SF:ZAF SP:ESP SW:SWE SZ:CHE TU:TUR "
            "UK:GBR UP:UKR VM:VNM KV:KOS GZ:PSE WE:PSE NI:NGA NG:NER OD:SSD CG:COD CF:COG AG:DZA IS:ISR IC:ISL EI:IRL"
        ).split()
    ],
)
def test_fips_is_not_iso(code, iso):
    assert iso_country(code, "FIPS") == iso


def test_a_wrong_table_of_countries_is_refused(tmp_path):
    path = tmp_path / "country_codes.tsv"
    for row, said in (("ISO\tFRA\tFRA\tFrance", "FIPS or CAMEO"), ("FIPS\tFRA\tFRA\tFrance", "2 capitals")):
        path.write_text(NOTES + "system\tcode\tiso3\tname\n" + row + "\n", encoding="utf8")
        with pytest.raises(DataError, match=said):
            load_country_codes(path)
