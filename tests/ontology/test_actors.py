"""The directory finds actors by name and day, and its loader refuses data that breaks a rule."""

import shutil
from datetime import date
from pathlib import Path

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.errors import DataError, UnknownName
from steppe.ontology.actors import SHIPPED, Directory, load_directory
from steppe.ontology.folding import fold
from steppe.ontology.offices import person_actor, surnames

TODAY = date(2022, 11, 27)
NOTES = "# version: 1\n# licence: CC0-1.0\n# origin: own\n"
SMALL = {
    "states.tsv": "id\tcow\tname\tsince\tuntil\tsource\nAAA\t1\tAlphia\t\t\town\nBBB\t\tBetia\t1950\t1999-12-31\town\n",
    "organisations.tsv": "id\tname\tcountry\tsectors\tsince\tuntil\tsource\nleague\tLeague\tIGO\t\t\t\town\n",
    "armed_groups.tsv": "id\tname\tcountry\tsectors\tsince\tuntil\tsource\n"
    "lions\tLions\tAAA\tREB\t\t2009-12-31\town\nlions\tLions\tAAA\tGOV;MIL\t2010-01-01\t\town\n"
    "upland\tUpland\tAAA\tPRE\t\t\town\n",
    "institutions.tsv": "id\tname\tcountry\tsectors\tsince\tuntil\tsource\naaa-diet\tDiet\tAAA\tLEG\t\t\town\n",
    "names.tsv": "id\tname\tkind\tsince\tuntil\tambiguous\tsource\n"
    "AAA\tAlpha Palace\tmetonym\t\t\t\town\nAAA\tAlphia\tname\t\t\t\town\nAAA\tAlphtown\tcapital\t2000-05-05\t\t\town\n"
    "AAA\tOldtown\tcapital\t\t2000-05-04\t\town\nBBB\tAlphtown\tcity\t\t\tyes\town\nBBB\tBetia\tname\t\t\t\town\n"
    "aaa-diet\tDiet\tname\t\t\t\town\nleague\tLG\tabbreviation\t\t\t\town\nlions\tLions\tname\t\t\t\town\n"
    "upland\tUpland\tname\t\t\t\town\n",
    "offices.tsv": "country\trole\ttitle\tholder\taliases\tsince\tuntil\tacting\tsource\tconfidence\n"
    "AAA\tDM\tMinister\tAnna van Berg\t\t2014-01-01\t2018-01-01\t\town\thigh\n"
    "AAA\tHOS\tPresident\tJan Berg\tYan Berg\t2010-01-01\t2015-06-01\t\town\thigh\n"
    "AAA\tHOS\tPresident\tAnna van Berg\t\t2018-01-01\t\t\town\thigh\n"
    "AAA\tHOS\tPresident\tOle Lund\t\t2015-06-01\t2018-01-01\t\town\thigh\n",
}
SMALL["names.tsv"] = SMALL["names.tsv"].replace("2000-05-05\t\t\town", "2000-05-05\t\tyes\town")


@pytest.fixture(scope="module")
def directory() -> Directory:
    return load_directory()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    for name, text in SMALL.items():
        note = "# covers: 2010-01-01/2020-12-31\n" if name == "offices.tsv" else ""
        (tmp_path / name).write_text(NOTES + note + text, encoding="utf8")
    return tmp_path


def found(directory: Directory, name: str, on: date | None = TODAY) -> list[tuple[str, str, bool]]:
    return [(entry.actor.id, entry.kind, entry.out_of_date) for entry in directory.lookup(name, on)]


def first(directory: Directory, name: str, on: date | None = TODAY) -> str:
    return directory.lookup(name, on)[0].actor.country


# The small folder: every rule by hand.


def test_names_bound_to_a_day_come_first_and_others_are_marked(small: Path) -> None:
    directory = load_directory(small)
    assert found(directory, "Oldtown", date(1999, 1, 1)) == [("AAA", "capital", False)]
    assert found(directory, "Oldtown", date(2000, 5, 4)) == [("AAA", "capital", False)]
    assert found(directory, "Oldtown", date(2000, 5, 5)) == [("AAA", "capital", True)]
    assert found(directory, "Alphtown", date(1999, 1, 1)) == [("BBB", "city", False), ("AAA", "capital", True)]
    assert found(directory, "Alphtown", None) == [("AAA", "capital", False), ("BBB", "city", True)]


def test_phases_change_sectors(small: Path) -> None:
    directory = load_directory(small)
    before, after = date(2009, 12, 31), date(2010, 1, 1)
    assert [entry.actor.sectors for entry in directory.lookup("Lions", before)] == [("REB",), ("GOV", "MIL")]
    assert [entry.actor.sectors for entry in directory.lookup("Lions", after)] == [("GOV", "MIL"), ("REB",)]
    assert directory.actor("lions", before).sectors == ("REB",)
    assert directory.actor("lions").sectors == ("GOV", "MIL")
    assert directory.actor("upland").kind == "institution"
    assert directory.actor("aaa-diet").cow == "1"


def test_a_metonym_is_the_government(small: Path) -> None:
    actor = load_directory(small).lookup("Alpha Palace")[0].actor
    assert (actor.id, actor.name, actor.sectors) == ("aaa-government", "Government of Alphia", ("GOV",))


def test_holders_and_persons_by_day(small: Path) -> None:
    directory = load_directory(small)
    assert [office.holder for office in directory.holders("AAA", "HOS", date(2015, 6, 1))] == ["Jan Berg", "Ole Lund"]
    assert [office.holder for office in directory.holders("AAA", "HOS")] == ["Anna van Berg"]
    assert directory.holders("AAA", "FM", TODAY) == ()
    # "Berg" is two people; on a day when only one is in office it is that one.
    assert directory.person("Berg", date(2014, 6, 1)) == ()
    assert {office.holder for office in directory.person("Berg", date(2012, 1, 1))} == {"Jan Berg"}
    assert {office.holder for office in directory.person("van Berg")} == {"Anna van Berg"}
    assert [office.role for office in directory.person("Anna van Berg", date(2014, 6, 1))] == ["DM", "HOS"]
    assert {office.holder for office in directory.person("Yan Berg")} == {"Jan Berg"}
    assert {office.holder for office in directory.person("Anna Maria Berg")} == {"Anna van Berg"}
    assert directory.person("Nobody") == ()


def test_an_office_holder_is_an_actor_of_the_day(small: Path) -> None:
    directory = load_directory(small)
    early, minister, president = date(2013, 1, 1), date(2016, 1, 1), date(2019, 1, 1)
    assert [
        person_actor(directory.person("van Berg"), day).sectors
        for day in (early, minister, date(2018, 1, 1), president)
    ] == [(), ("GOV", "MIL"), ("GOV", "MIL"), ("GOV",)]
    lund = directory.person_named("Lund", president)
    assert lund is not None
    assert (lund.id, lund.kind, lund.country, lund.cow, lund.sectors) == (
        "person:ole-lund",
        "person",
        "AAA",
        "1",
        ("ELI",),
    )
    assert directory.person_named("Nobody", president) is None


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("states.tsv", "AAA\t1", "AA1\t1", "states.tsv line 5: id is 'AA1'; expected three capital letters"),
        ("states.tsv", "AAA\t1", "AAA\tI", "cow is 'I'"),
        ("states.tsv", "1950\t1999", "2050\t1999", "since 2050 is after until 1999"),
        ("organisations.tsv", "IGO", "XXX", "organisations.tsv line 5: unknown country 'XXX'"),
        ("organisations.tsv", "league\tLeague", "League\tLeague", "not lower case"),
        ("armed_groups.tsv", "GOV;MIL", "GOV;ARMY", "unknown sector 'ARMY'; expected some of AGR"),
        ("armed_groups.tsv", "2010-01-01", "2009-06-01", "'lions' again in the same time"),
        ("institutions.tsv", "aaa-diet", "lions", "id 'lions' is taken"),
        ("institutions.tsv", "aaa-diet\tDiet", "aaa-diet\t", "name is empty"),
        ("names.tsv", "aaa-diet\tDiet", "aaa-dict\tDiet", "unknown id 'aaa-dict'"),
        ("names.tsv", "Betia\tname", "Betia\tnick", "unknown kind 'nick'; expected one of name, demonym"),
        ("names.tsv", "Alphtown\tcity\t\t\tyes", "Alphtown\tcity\t\t\t", "'Alphtown' is also AAA (line 7)"),
        ("names.tsv", "Alphtown\tcity\t\t\tyes", "Alphtown\tcity\t\t\tmaybe", "ambiguous is 'maybe'"),
        ("names.tsv", "BBB\tBetia\tname", "BBB\tALPHTOWN\tcity", "sorted by"),
        ("names.tsv", "BBB\tBetia\tname\t\t\t", "BBB\tAlphtówn\tcity\t\t\tyes", "'Alphtówn' is line 9 again"),
        ("offices.tsv", "AAA\tHOS\tPresident\tOle", "CCC\tHOS\tPresident\tOle", "unknown country 'CCC'"),
        ("offices.tsv", "AAA\tDM", "AAA\tDD", "unknown role 'DD'"),
        ("offices.tsv", "2014-01-01\t2018", "\t2018", "since is empty"),
        ("offices.tsv", "2015-06-01\t\town", "2015-06-02\t\town", "Ole Lund overlaps Jan Berg (line 7)"),
        ("offices.tsv", "2015-06-01\t\town", "\t\town", "overlaps Jan Berg"),
        ("offices.tsv", "2020-12-31", "later", "note 'covers' is '2010-01-01/later'"),
        ("offices.tsv", "\thigh\nAAA\tHOS", "\tsure\nAAA\tHOS", "confidence is 'sure'"),
    ],
)
def test_rows_that_break_a_rule_are_refused(small: Path, file: str, old: str, new: str, said: str) -> None:
    path = small / file
    text = path.read_text(encoding="utf8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf8")
    with pytest.raises(DataError) as caught:
        load_directory(small)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("until", "acting", "allowed"),
    [
        ("2015-05", "", True),
        ("2015-06", "", True),
        ("2015", "", True),
        ("2015-07", "", False),
        ("2016", "", False),
        ("2015-06-02", "", False),
        ("2015-06-02", "yes", True),
    ],
)
def test_tenures_known_by_month_overlap_only_if_they_must(small: Path, until: str, acting: str, allowed: bool) -> None:
    # Jan Berg leaves on this day; Ole Lund followed on 2015-06-01.
    path = small / "offices.tsv"
    text = path.read_text(encoding="utf8")
    fresh = text.replace("2010-01-01\t2015-06-01\t\t", f"2010-01-01\t{until}\t{acting}\t", 1)
    assert fresh != text
    path.write_text(fresh, encoding="utf8")
    if allowed:
        assert load_directory(small).holders("AAA", "HOS", date(2012, 1, 1))
    else:
        with pytest.raises(DataError, match=r"Ole Lund overlaps Jan Berg \(line \d\)"):
            load_directory(small)


def test_an_unknown_actor_or_state_is_named(small: Path) -> None:
    directory = load_directory(small)
    with pytest.raises(UnknownName, match="unknown actor 'lion'; known: lions"):
        directory.actor("lion")
    with pytest.raises(UnknownName, match="unknown state 'lions'; known: AAA, BBB"):
        directory.government("lions")


# Folding and case.


@given(st.text(max_size=40))
def test_a_folded_name_is_neat(name: str) -> None:
    assert "  " not in fold(name)
    assert fold(name) == fold(name).strip().casefold()


@given(st.text(alphabet="abXYéØł -'.", min_size=1).filter(lambda name: name[0].isalpha()))
def test_folding_forgets_case_and_article(name: str) -> None:
    assert fold(f"The {name}") == fold(name) == fold(name.upper()) == fold(fold(name))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S.A.", "USA"),
        ("St. Petersburg", "St Petersburg"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("Guinea-Bissau", "Guinea Bissau"),
        ("Zelenskyy’s", "Zelenskyy"),
        ("the Houthis'", "Houthis"),
        ("Malmö", "Malmo"),
        ("Łódź", "Lodz"),
        ("Qur’an", "Quran"),
        ("Washington, D.C.", "Washington DC"),
    ],
)
def test_spellings_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_short_names_of_people() -> None:
    assert surnames("Luiz Inácio Lula da Silva") == {"silva", "da silva"}
    assert surnames("Omar al-Bashir") == {"bashir", "al bashir"}
    assert surnames("Moon Jae-in") == {"moon"}
    assert surnames("Ban Ki-moon", "UNO") == {"ban"}
    assert surnames("Kim Jong Un", "PRK") == {"kim"}
    assert surnames("Jean-Yves Le Drian") == {"drian", "le drian"}
    assert surnames("Philippe II") == surnames("Suharto") == frozenset()


@pytest.mark.parametrize(
    ("surface", "ids"),
    [
        ("US", ["USA", "USA"]),
        ("us", []),
        ("Us", []),
        ("the U.S.'s", ["USA", "USA"]),
        ("WHO", ["who"]),
        ("Who", []),
        ("Nato", ["nato"]),
        ("Unesco", ["unesco"]),
        ("Plan", []),
        ("PLAN", ["chn-pla-navy"]),
        ("polish", []),
        ("Polish", ["POL"]),
        ("turkey", []),
        ("KYIV", ["UKR"]),
        ("Hague", []),
        ("the Hague", ["NLD", "NLD"]),
    ],
)
def test_case_and_article_decide_where_they_must(directory: Directory, surface: str, ids: list[str]) -> None:
    looked_up = [
        entry.actor.id.upper()[:3] if entry.kind == "metonym" else entry.actor.id
        for entry in directory.lookup(surface, TODAY)
    ]
    assert looked_up == ids


# The shipped data.


def test_every_state_has_a_known_code(directory: Directory) -> None:
    states = {key: held[0] for key, held in directory.phases.items() if held[0].actor.kind == "state"}
    now = {key for key, phase in states.items() if phase.until is None}
    assert {key for key in now if pycountry.countries.get(alpha_3=key) is None} == {"KOS"}
    gone = {key for key in states if key not in now}
    assert all(pycountry.historic_countries.get(alpha_3=key) for key in gone)
    assert len(now) == 193 + len({"VAT", "PSE", "KOS", "TWN", "HKG", "ATA"})
    assert {key for key in now if not states[key].actor.cow} == {"VAT", "PSE", "HKG", "ATA"}
    numbers = [states[key].actor.cow for key in now if states[key].actor.cow]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(
    ("state", "cow"),
    [
        ("USA", "2"),
        ("CAN", "20"),
        ("GBR", "200"),
        ("DEU", "255"),
        ("SRB", "345"),
        ("KOS", "347"),
        ("RUS", "365"),
        ("UKR", "369"),
        ("SSD", "626"),
        ("YEM", "679"),
        ("KAZ", "705"),
        ("VNM", "816"),
    ],
)
def test_correlates_of_war_numbers(directory: Directory, state: str, cow: str) -> None:
    assert directory.actor(state).cow == cow


def test_every_living_state_has_names_adjective_people_and_capital(directory: Directory) -> None:
    kinds: dict[str, set[str]] = {}
    for entries in directory.names.values():
        for entry in entries:
            kinds.setdefault(entry.actor.country, set()).add(entry.kind)
    states = {key for key, held in directory.phases.items() if held[0].actor.kind == "state" and not held[0].until}
    without = {kind: {key for key in states if kind not in kinds[key]} for kind in ("name", "adjective", "demonym")}
    assert without == {"name": set(), "adjective": set(), "demonym": {"ATA", "VAT"}}
    city_states = {"ATA", "HKG", "MCO", "SGP", "VAT"}
    assert {key for key in states if "capital" not in kinds[key]} == city_states


def test_the_tables_are_broad_enough(directory: Directory) -> None:
    kinds = [held[0].actor for held in directory.phases.values()]
    assert sum(actor.kind == "organisation" for actor in kinds) >= 90
    assert sum(actor.kind == "armed-group" for actor in kinds) >= 70
    assert sum(actor.kind == "institution" for actor in kinds) >= 200
    named = {entry.actor.id for entries in directory.names.values() for entry in entries}
    assert {key for key in directory.phases if key not in named} == set()


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Burma", "MMR"),
        ("Swaziland", "SWZ"),
        ("Zaire", "COD"),
        ("Ivory Coast", "CIV"),
        ("Türkiye", "TUR"),
        ("Turkiye", "TUR"),
        ("Czechia", "CZE"),
        ("Holland", "NLD"),
        ("the Netherlands", "NLD"),
        ("Scotland", "GBR"),
        ("Britons", "GBR"),
        ("Spaniards", "ESP"),
        ("Poles", "POL"),
        ("Danes", "DNK"),
        ("Finns", "FIN"),
        ("Swiss", "CHE"),
        ("Filipinos", "PHL"),
        ("Nigerien", "NER"),
        ("Nigerian", "NGA"),
        ("Kosovar", "KOS"),
        ("Republic of China", "TWN"),
        ("People's Republic of China", "CHN"),
        ("the Kremlin", "RUS"),
        ("Élysée", "FRA"),
        ("Elysee Palace", "FRA"),
        ("Downing Street", "GBR"),
        ("Foggy Bottom", "USA"),
        ("Akorda", "KAZ"),
        ("Kazakhs", "KAZ"),
        ("Crimea", "UKR"),
        ("Donbass", "UKR"),
        ("Novorossiysk", "RUS"),
        ("Nagorno-Karabakh", "AZE"),
        ("Northern Cyprus", "CYP"),
        ("Western Sahara", "MAR"),
        ("South Ossetia", "GEO"),
        ("Donetsk People's Republic", "UKR"),
        ("Somaliland", "SOM"),
        ("Puerto Rico", "USA"),
        ("Greenland", "DNK"),
        ("Mazhilis", "KAZ"),
        ("Verkhovna Rada", "UKR"),
        ("Knesset", "ISR"),
        ("the Pentagon", "USA"),
        ("Quai d’Orsay", "FRA"),
        ("UN Security Council", "UNO"),
        ("the European Commission", "EUR"),
        ("al Qaeda", "IMG"),
        ("Tamil Tigers", "LKA"),
        ("Kazatomprom", "KAZ"),
        ("TASS", "RUS"),
    ],
)
def test_names_the_news_uses(directory: Directory, name: str, country: str) -> None:
    assert first(directory, name) == country


def test_the_kazakh_capital_by_day(directory: Directory) -> None:
    days = {"Akmola": "1995-01-01", "Astana": "2010-01-01", "Nur-Sultan": "2020-01-01"}
    for name, day in days.items():
        for other in days.values():
            entry = directory.lookup(name, date.fromisoformat(other))[0]
            assert (entry.actor.id, entry.out_of_date) == ("KAZ", other != day)
    assert found(directory, "Astana", date(2022, 9, 17))[0] == ("KAZ", "capital", False)
    assert found(directory, "Nur-Sultan", date(2022, 9, 16))[0] == ("KAZ", "capital", False)


def test_the_taliban_by_day(directory: Directory) -> None:
    assert directory.lookup("Taliban", date(2021, 8, 14))[0].actor.sectors == ("REB",)
    assert directory.lookup("the Taliban", date(2021, 8, 15))[0].actor.sectors == ("GOV",)


def test_states_that_are_no_more_are_out_of_date(directory: Directory) -> None:
    assert found(directory, "Soviet Union") == [("SUN", "name", True)]
    assert found(directory, "Soviet Union", date(1985, 1, 1)) == [("SUN", "name", False)]
    assert directory.actor("SUN").cow == directory.actor("RUS").cow


def test_shared_names_are_marked(directory: Directory) -> None:
    congo = directory.lookup("Congo", TODAY)
    assert {entry.actor.id for entry in congo} == {"COD", "COG"}
    assert all(entry.ambiguous for entry in congo)
    assert {entry.actor.id for entry in directory.lookup("Georgia", TODAY)} == {"GEO", "USA"}


def test_office_holders_of_the_day(directory: Directory) -> None:
    zelensky = [
        directory.person_named(name, date(2022, 3, 1)) for name in ("Zelensky", "Zelenskyy", "Volodymyr Zelensky")
    ]
    assert len(set(zelensky)) == 1
    assert zelensky[0] is not None
    assert (zelensky[0].country, zelensky[0].sectors) == ("UKR", ("GOV",))
    trump = [directory.person_named("Trump", day) for day in (date(2019, 4, 1), date(2022, 4, 1))]
    assert [actor.sectors for actor in trump if actor] == [("GOV",), ("ELI",)]
    assert [office.holder for office in directory.holders("KAZ", "HOS", TODAY)] == ["Kassym-Jomart Tokayev"]


def test_openings_bound_the_search(directory: Directory) -> None:
    for key in directory.names:
        words = key.split()
        assert len(words) <= directory.openings[words[0]]


def test_lookup_never_fails_and_never_invents(directory: Directory) -> None:
    @given(st.text(max_size=30), st.none() | st.dates())
    def holds(name: str, on: date | None) -> None:
        for entry in directory.lookup(name, on):
            assert fold(entry.name) == fold(name)
            assert entry.out_of_date != entry.valid(on)
        directory.person(name, on)

    holds()


def test_a_copy_of_the_shipped_folder_loads_alike(directory: Directory, tmp_path: Path) -> None:
    copied = shutil.copytree(SHIPPED, tmp_path / "actors")
    assert load_directory(copied) == directory
