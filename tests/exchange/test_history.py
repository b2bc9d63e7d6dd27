"""Event files become a history: every format and wrapping, what each row means, and clear words for what fails."""

import gzip
import zipfile
from collections import Counter
from datetime import date

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.exchange.history_files import CODES, GOOD, HEADERS, history_from, text
from tests.exchange.test_exchange import CHANGES, article, event

from steppe.errors import InputError, UnknownName
from steppe.exchange import history_columns, history_lines
from steppe.exchange.files import write_file
from steppe.exchange.history import read_history
from steppe.exchange.history_columns import iso_day
from steppe.exchange.history_lines import lines
from steppe.ontology.cameo import load_cameo
from steppe.ontology.vocabulary import load
from steppe.outlook.history import Kind, day_number, day_of

FIRST = date(2018, 1, 1)


def put(folder, shape, rows, name="events.tab"):
    path = folder / name
    path.write_text(text(shape, rows), encoding="utf8")
    return path


def zipped(path, name="events.tab", inner=None):
    packed = path.with_name(path.name + ".zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(inner or name, path.read_bytes())
    return packed


def facts(history):
    """What is in a history, without the places of its rows."""
    return Counter(
        (history.actors[s], history.kinds[k].name, history.actors[t], int(d), int(w))
        for s, k, t, d, w in zip(history.source, history.kind, history.target, history.day, history.known, strict=True)
    )


@pytest.mark.parametrize("shape", list(GOOD))
def test_the_format_is_told_by_the_file(tmp_path, shape):
    path = put(tmp_path, shape, [GOOD[shape](number) for number in range(12)])
    plain, bad = history_from(path)
    assert (len(plain), list(bad), plain.confirmed) == (12, [], False)
    assert len(plain.actors) in (6, 7)
    assert plain.cite(0) == f"{path}, row {1 if shape == 'gdelt' else 2}"
    packed = tmp_path / "events.CSV.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    for other in (zipped(path), zipped(path, inner="deep/EVENTS.CSV"), packed):
        assert facts(history_from(other)[0]) == facts(plain)
        assert facts(history_from(other, shape=shape)[0]) == facts(plain)


def test_what_an_icews_row_means(tmp_path):
    row = GOOD["icews"](0, source="Japan", target="Kenya", code="0841")
    history = history_from(put(tmp_path, "icews", [row]))[0]
    assert history.actors == ("Japan", "Kenya")
    assert history.kinds == (Kind(name="Return, release person(s)", type="RETREAT", mode="release", quad=2),)
    assert history.day.tolist() == history.known.tolist() == [day_number(FIRST)]


def gdelt(one, other, **more):
    """A row with eight cells for an actor and a recipient."""
    cells = GOOD["gdelt"](0, **more)
    cells[5:13], cells[15:23] = one, other
    return cells


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        (["USA", "UNITED STATES", "USA", "", "", "", "", ""], "USA"),
        (["ROMGOV", "BUCHAREST", "ROM", "", "", "", "", "GOV"], "ROU"),
        (["WSB", "WEST BANK", "WSB", "", "", "", "", ""], "PSE"),
        (["USACOP", "POLICE", "USA", "", "", "", "", "COP"], "POLICE (USA)"),
        (["IRQkur", "KURD", "IRQ", "", "kur", "", "", ""], "KURD (IRQ)"),
        (["TURGOVMOS", "MUSLIM", "TUR", "", "", "MOS", "", "GOV"], "MUSLIM (TUR)"),
        (["AFR", "AFRICA", "AFR", "", "", "", "", ""], "AFRICA"),
        (["MEAGOV", "GULF MINISTER", "MEA", "", "", "", "", "GOV"], "GULF MINISTER"),
        (["IGOUNO", "UNITED NATIONS", "", "UNO", "", "", "", "IGO"], "UNITED NATIONS"),
        (["COP", "", "", "", "", "", "", "COP"], "COP"),
    ],
)
def test_who_acts_in_a_gdelt_row(tmp_path, cells, name):
    path = put(tmp_path, "gdelt", [gdelt(cells, ["KEN", "KENYA", "KEN", "", "", "", "", ""])])
    history = history_from(path)[0]
    assert (history.actors[history.source[0]], history.actors[history.target[0]]) == (name, "KEN")


def test_gdelt_is_known_on_the_day_it_was_added(tmp_path):
    rows = [GOOD["gdelt"](number) for number in range(4)]
    rows[0][59], rows[1][59], rows[2][59] = "20180201", "20180105120000", "20180102000000"
    rows[2][1] = "20180103"  # a day later than it was added: time zones
    rows[3][15:25] = [""] * 10
    reading = read_history(put(tmp_path, "gdelt", rows))
    told = [(day_of(int(d)), day_of(int(k))) for d, k in zip(reading.history.day, reading.history.known, strict=True)]
    assert told == [
        (date(2018, 1, 3), date(2018, 1, 3)),
        (date(2018, 1, 2), date(2018, 1, 5)),
        (FIRST, date(2018, 2, 1)),
    ]
    assert reading.skipped == {"no recipient": 1}
    assert reading.history.row.tolist() == [3, 2, 1]


def test_gdelt_may_have_a_header_and_an_event_without_an_actor(tmp_path):
    rows = [["GLOBALEVENTID", *["x"] * 60], GOOD["gdelt"](0), gdelt([""] * 8, ["KEN", "KENYA", "KEN", *[""] * 5])]
    reading = read_history(put(tmp_path, "gdelt", rows))
    assert (len(reading.history), list(reading.bad), reading.skipped) == (1, [], {"no actor": 1})


def polecat(**cells):
    names = list(HEADERS["polecat"])
    row = GOOD["polecat"](0)
    for name, value in cells.items():
        row[names.index(name.replace("_", " "))] = value
    return row


def test_what_polecat_rows_mean(tmp_path):
    rows = [
        polecat(Actor_Name="None", Recipient_Name="Peru;Chile", Publication_Date="2018-01-04"),
        polecat(Actor_Name="Peru;Chile", Recipient_Name="", Event_Type="CONSULT", Event_Mode="visit"),
        polecat(Recipient_Name="None", Recipient_Country="KEN", Event_Mode="beat;drone"),
        polecat(Recipient_Name=""),
        polecat(Event_Date="2018-03-01"),
        polecat(Event_Date="", Publication_Date=""),
    ]
    reading = read_history(put(tmp_path, "polecat", rows))
    one, two, three = day_number(FIRST), day_number(FIRST), day_number(date(2018, 1, 4))
    assert facts(reading.history) == Counter(
        {
            ("KAZ", "ASSAULT.aerial", "Peru", one, three): 1,
            ("KAZ", "ASSAULT.aerial", "Chile", one, three): 1,
            ("Peru", "CONSULT.visit", "Chile", one, two): 1,
            ("Chile", "CONSULT.visit", "Peru", one, two): 1,
            ("Japan", "ASSAULT.drone", "KEN", one, two): 1,
        }
    )
    assert reading.skipped == {"no recipient": 1, "still to come when published": 1, "no day": 1}
    assert not reading.bad


def test_older_polecat_headers_and_more_columns_are_read(tmp_path):
    header = [{"Intensity": "Event Intensity"}.get(name, name) for name in HEADERS["polecat"]]
    rows = [[*GOOD["polecat"](number), "a headline"] for number in range(3)]
    path = tmp_path / "old.txt"
    path.write_text("".join("\t".join(one) + "\r\n" for one in [[*header, "Headline"], *rows]), encoding="utf8")
    assert len(history_from(path)[0]) == 3


@pytest.mark.parametrize("shape", ["parquet", "csv", "polecat"])
def test_our_own_exports_come_back(tmp_path, shape):
    path = tmp_path / f"export.{shape}"
    kept = [event(id=f"e{number}", **more) for number, more in enumerate(CHANGES.values())]
    write_file(path, shape, kept, {"a1": article()}, ontology=load())
    reading = read_history(path)
    assert not reading.bad
    dyads = {(a, "SANCTION.withdraw", "Oslo port") for a in ("Peru", '"Chile"')}
    assert {(a, kind, b) for a, kind, b, *_ in facts(reading.history)} >= dyads
    assert ("status denied" in reading.skipped) == (shape != "polecat")
    assert reading.skipped["no day"] == 1


def test_a_row_of_very_many_parties_is_not_multiplied_out(tmp_path):
    many = ";".join(f"A{number}" for number in range(101))
    history, bad = history_from(put(tmp_path, "polecat", [polecat(Actor_Name=many), polecat(Recipient_Name=many)]))
    assert (len(history), [one.column for one in bad]) == (0, ["Actor Name", "Recipient Name"])


def test_a_lone_carriage_return_spoils_its_row_only(tmp_path):
    path = tmp_path / "events.csv"
    path.write_bytes(b"day,source,relation,target\r\n2018-01-01,Ja\rpan,Consult,Kenya\r\n2018-01-01,A,Consult,B\r\n")
    history, bad = history_from(path)
    assert (history.row.tolist(), [one.line for one in bad]) == ([3], [2])


def test_relations_keep_their_names_and_strangers_are_counted(tmp_path):
    path = tmp_path / "bench.parquet"
    relations = [
        "Make_a_visit",
        "find guilty or liable (legally)",
        "Refuse to allow international involvement (non mediation)",
    ]
    rows = ", ".join(f"(DATE '2018-01-0{n}', 'A', '{name}', 'B', 'train')" for n, name in enumerate(relations, 1))
    rows += "".join(f", (DATE '2018-01-05', 'A', 'Send a cake', {other}, 'valid')" for other in ("'B'", "NULL"))
    with duckdb.connect(":memory:") as connection:
        made = f"SELECT * FROM (VALUES {rows}) AS t(day, source, relation, target, split)"
        connection.execute(f"COPY ({made}) TO '{path}' (FORMAT parquet)")
    reading = read_history(path)
    kinds = {kind.name: (kind.type, kind.quad) for kind in reading.history.kinds}
    found = [("CONSULT", 1), ("ACCUSE", 3), ("REJECT", 3)]
    assert kinds == {**dict(zip(relations, found, strict=True)), "Send a cake": ("", 0)}
    assert (reading.unknown, reading.skipped) == ({"Send a cake": 1}, {"no recipient": 1})
    assert reading.history.row.tolist() == [2, 3, 4, 5]
    assert str(reading) == (
        "4 events read; 1 rows left out: no recipient; 1 relations not known to CAMEO in 1 rows: Send a cake"
    )


def test_every_name_of_cameo_is_a_relation_of_its_quad(tmp_path):
    acts = load_cameo(ontology=load(sanction_quad=3)).acts.values()
    rows = [["2018-01-01", "A", act.name, "B"] for act in acts]
    history = history_from(put(tmp_path, "relations", rows), ontology=load(sanction_quad=3))[0]
    assert len(history.kinds) == len(acts) > 290
    assert {kind.quad for kind in history.kinds if kind.type == "SANCTION"} == {3}


def test_several_files_become_one_history(tmp_path):
    files = [put(tmp_path, shape, [GOOD[shape](n) for n in range(5)], f"{shape}.tab") for shape in GOOD]
    history, bad = history_from(files)
    assert (len(history), history.origins, list(bad)) == (20, tuple(map(str, files)), [])
    assert (np.diff(history.known) >= 0).all()
    again = history_from(files[::-1])[0]
    assert facts(again) == facts(history)


def test_latin_letters_are_told_where_they_are_read(tmp_path):
    rows = [GOOD["icews"](n, source="José" if n == 1 else "Japan") for n in range(3)]
    rows[2][-3] = "Perú"  # the country of the place, which nobody reads
    path = tmp_path / "latin.tab"
    path.write_bytes(text("icews", rows).encode("latin-1"))
    history, bad = history_from(path)
    assert history.row.tolist() == [2, 4]
    assert str(bad[0]) == (
        f"{path} line 3, Source Name: 'Jos\\udce9' is not usable; "
        "right would be the name of an actor in UTF-8, without control characters"
    )


def broken(path):
    path.write_bytes(path.read_bytes()[:-200])
    return path


def refused(path, *words, **more):
    with pytest.raises(InputError) as told:
        read_history(path, **more)
    for word in (str(path), *words):
        assert word in str(told.value)


def test_files_that_cannot_be_read_as_a_whole(tmp_path):
    icews = [GOOD["icews"](number) for number in range(2000)]
    good = put(tmp_path, "icews", icews)
    refused(tmp_path / "missing.tab", "No such file", "name an existing event file")
    refused(tmp_path, "a folder", "name the event files in it")
    empty = tmp_path / "empty.tab"
    empty.write_bytes(b"")
    refused(empty, "empty", "a table of events")
    refused(broken(zipped(good)), "damaged")
    packed = tmp_path / "cut.gz"
    packed.write_bytes(gzip.compress(good.read_bytes())[:-500])
    refused(packed, "damaged")
    for inner, words in (("readme.pdf", "0 tables"), ("x/", "0 tables in the archive (nothing)")):
        refused(zipped(good, inner=inner), words, "right would be one")
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.write(good, "a.tab")
        archive.write(good, "b.tab")
    refused(tmp_path / "two.zip", "2 tables", "a.tab, b.tab", "right would be one")
    binary = tmp_path / "picture.tab"
    binary.write_bytes(bytes(range(256)) * 40 + bytes(4000))
    refused(binary, "no known format")
    binary.write_bytes(b"\x7fELF" + bytes(4000))
    refused(binary, "a binary file")
    binary.write_bytes("Event ID\tEvent Date".encode("utf-16"))
    refused(binary, "UTF-16", "UTF-8")
    binary.write_bytes(b"PK words that open like a zip")
    refused(binary, "no known format")
    binary.write_bytes(b"PAR1" + bytes(50))
    refused(binary, "not readable as Parquet")


@pytest.mark.parametrize(
    ("content", "shape", "words"),
    [
        ("\t".join(HEADERS["icews"][:-1]), "", ["19 columns", "without Longitude", "right would be these 20"]),
        ("\t".join([*HEADERS["icews"], "More"]), "", ["21 columns", "with More"]),
        ("\t".join([*HEADERS["icews"], "Longitude"]), "", ["21 columns", "with one twice"]),
        ("Event Date\tEvent Type", "", ["POLECAT header of 2 columns, without Actor Name", "right would be"]),
        ("\t".join([*HEADERS["polecat"], "Event Type"]), "", ["with Event Type twice"]),
        ("\t".join(["1"] * 58), "gdelt", ["58 columns (57 and 58 are GDELT 1.0)", "the 61 of GDELT 2.0"]),
        ("\t".join(["1"] * 60), "", ["60 columns of no known format", "61 tab-separated columns"]),
        ("day,source,relation\n", "", ["each of day, source, relation, target once"]),
        ("\t".join(["1"] * 61), "icews", ["ICEWS header of 61 columns"]),
        ("\n\n", "", ["0 columns of no known format"]),
        ("words without end " * 70_000, "", ["longer than a megabyte"]),
        ('day,source,relation,target\n2018-01-01,"Japan,Consult,Kenya\n' + "x\n" * 70_000, "", ["quotation mark"]),
    ],
)
def test_headers_that_are_none(tmp_path, content, shape, words):
    path = tmp_path / "events.tab"
    path.write_text(content, encoding="utf8")
    refused(path, *words, shape=shape)


def test_formats_and_numbers_of_files_are_checked(tmp_path):
    with pytest.raises(UnknownName, match="known: gdelt, icews, polecat, relations"):
        read_history(tmp_path, shape="gdelt3")
    with pytest.raises(InputError, match="0 files"):
        read_history([])


def test_a_zip_does_not_unpack_without_end(tmp_path, monkeypatch):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.tab", b"\n" * 3_000_000)
    monkeypatch.setattr(history_lines, "FREE", 1_000_000)
    with pytest.raises(InputError, match="unpacks to more than 1,000,000 bytes"):
        list(lines(path))
    plain = put(tmp_path, "icews", [GOOD["icews"](number) for number in range(9)])
    with pytest.raises(InputError, match="more than 100 bytes"):
        list(lines(plain, limit=100))


def test_a_hopeless_file_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(history_columns, "HOPELESS", 100)
    path = put(tmp_path, "icews", [GOOD["icews"](number, code="no") for number in range(101)])
    refused(path, "100 bad rows and fewer good ones", "CAMEO Code: 'no'")


@pytest.mark.parametrize(
    "content", ["2018-1-1", "18-01-01", "2018-01-01T00:00", "٢٠١٨-٠١-٠١", "2018-13-01", "1700-01-01"]
)
def test_days_are_strict(content):
    assert iso_day(content) is None


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters=';"'), min_size=1, max_size=8
)
events = st.tuples(words, words, st.sampled_from(sorted(CODES)), st.dates(date(1990, 1, 1), date(2030, 1, 1)))


@pytest.mark.parametrize("shape", list(GOOD))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(events, max_size=12), chance=st.randoms(use_true_random=False))
def test_what_is_written_is_read(tmp_path, shape, rows, chance):
    act = {"polecat": lambda code: {}}.get(shape, lambda code: {"code": code})
    made = [
        GOOD[shape](number, source=one, target=other, when=when, **act(code))
        for number, (one, other, code, when) in enumerate(rows)
    ]
    if not made and shape == "gdelt":
        return
    history, bad = history_from(put(tmp_path, shape, made))
    empty = {"None", "NA", "NaN", "nan", "NULL", "null"}
    kept = [row for row in rows if not {row[0], row[1]} & empty]
    assert len(bad) <= len(rows) - len(kept)
    assert facts(history) >= Counter(
        (one, "ASSAULT.aerial" if shape == "polecat" else CODES[code], other, day_number(when), day_number(when))
        for one, other, code, when in kept
    )
    columns = [history.source, history.kind, history.target, history.day, history.known, history.origin, history.row]
    assert {len(column) for column in columns} == {len(history)}
    order = list(zip(history.known.tolist(), history.day.tolist(), strict=True))
    assert order == sorted(order)
    chance.shuffle(made)
    again = history_from(put(tmp_path, shape, made))[0]
    assert (again.actors, again.kinds) == (history.actors, history.kinds)
    for name in ("source", "kind", "target", "day", "known"):
        assert getattr(again, name).tolist() == getattr(history, name).tolist()
