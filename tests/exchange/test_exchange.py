"""What is written is read back equal; bad lines are told by number and column and the rest goes on."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from steppe.errors import InputError, UnknownName
from steppe.exchange.annotations import Orphan, page_text, read_page
from steppe.exchange.files import import_file, write_file
from steppe.exchange.rows import COLUMNS, OURS, dyads, rows
from steppe.exchange.tables import BadRow, read_tab, tab_text
from steppe.ontology.vocabulary import load
from steppe.types import Actor, Article, Block, Claim, Event, Evidence, Mention, Place, Span, When

TEXT = 'Peru and "Chile" — 😀 — sanctioned Oslo\tport on Monday, Lima said.'
DAY = date(2022, 11, 27)
CHANGES = {
    "plain": {},
    "denied": {"status": "denied"},
    "undated": {"happened": None, "known": None},
    "no recipient": {"recipients": (), "modes": ()},
}


def mention(words, country, **more):
    start = TEXT.index(words)
    actor = Actor(id=country or words, name=words, kind="state", country=country, **more)
    return Mention(span=Span(start, start + len(words)), quote=words, actor=actor, resolution="name")


def whole():
    return Evidence(article="a1", span=Span(0, len(TEXT)), quote=TEXT, coder="hand@1", confidence=0.8)


def event(**changes):
    made = Event(
        id="e1",
        kind="SANCTION",
        modes=("expel", "withdraw"),
        contexts=("diplomatic",),
        status="asserted",
        actors=(mention("Peru", "PER", sectors=("GOV", "LEG"), cow="135"), mention('"Chile"', "CHL")),
        recipients=(mention("Oslo\tport", "NOR"),),
        happened=When(first=DAY, last=DAY, basis="stated", why="on Monday"),
        known=DAY,
        place=Place(span=Span(34, 38), quote="Oslo", name="Oslo", country="NOR", latitude=59.9, longitude=10.75),
        trigger=Span(23, 33),
        reason="SANCTION: sanction.v",
        evidence=whole(),
    )
    return replace(made, **changes)


def claim():
    return Claim(
        id="c1",
        voice="indirect",
        speaker=None,
        speaker_span=None,
        cue=None,
        content=Span(0, 10),
        stance="asserts",
        hedges=(),
        about=(),
        said=None,
        known=DAY,
        evidence=whole(),
    )


def article():
    return Article(
        id="a1",
        address="https://example.org/a",
        outlet="The, \t Daily",
        title=None,
        text=TEXT,
        blocks=(Block(kind="body", span=Span(0, len(TEXT))),),
        language="en",
        supported=True,
        published=None,
        fetched=datetime(2022, 11, 28, tzinfo=UTC),
    )


def cells(found):
    return [dict(row.cells) for row in found]


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("shape", ["csv", "parquet", "tsv"])
def test_tables_are_read_as_they_were_written(tmp_path, shape, name):
    file = tmp_path / f"events.{shape}"
    one = event(**CHANGES[name])
    kind = "polecat" if shape == "tsv" else shape
    write_file(file, kind, [one], {"a1": article()}, ontology=load())
    made = rows([one], {"a1": article()}, load(), ours=kind != "polecat")
    assert cells(import_file(file, load())) == cells(made)


def test_annotations_give_the_same_events_and_claims():
    page = page_text([(event(), article()), (claim(), article())])
    assert list(read_page(page, {"a1": TEXT})) == [event(), claim()]
    selectors = json.loads(page)["items"][0]["target"]["selector"]
    assert [one["type"] for one in selectors] == ["TextPositionSelector", "TextQuoteSelector"]


@pytest.mark.parametrize(
    ("text", "told"), [("x" + TEXT, "character 1 now"), ("gone", "0 times"), (TEXT[:9], "0 times")]
)
def test_an_annotation_whose_words_moved_is_an_orphan_and_says_where_they_are(text, told):
    (found,) = read_page(page_text([(event(), article())]), {"a1": text})
    assert isinstance(found, Orphan)
    assert told in str(found)


@pytest.mark.parametrize("broken", ["[]", "{", '{"type":"Annotation"}'])
def test_what_is_no_annotation_page_is_refused(broken):
    with pytest.raises(InputError, match="page"):
        list(read_page(broken, where="page"))


@pytest.mark.parametrize("one", [7, {}, {"id": "urn:steppe:event-x", "body": [{"format": "application/json"}]}])
def test_a_strange_annotation_is_reported_and_the_rest_read(one):
    page = json.loads(page_text([(event(), article())]))
    page["items"].insert(0, one)
    strange, good = read_page(json.dumps(page))
    assert isinstance(strange, Orphan)
    assert good == event()


def test_columns_intensity_and_quad_are_the_ontologys():
    assert len(COLUMNS) == len(set(COLUMNS)) == 40
    (row,) = rows([event()], {}, load(sanction_quad=3), ours=False)
    assert (row.cells["Intensity"], row.cells["Quad Code"]) == ("-6.0", "3")
    assert row.all("Event Mode") == ("expel", "withdraw")
    assert (row.cells["Primary Actor Sector"], row.cells["Actor COW"]) == ("GOV", "135")


def test_a_polecat_file_leaves_out_what_its_columns_cannot_mark():
    every = [event(status=name) for name in ("asserted", "planned", "denied", "conditional", "hypothetical")]
    assert len(list(rows(every, {}, load(), ours=False))) == 2
    assert [row.cells["x_status"] for row in rows(every, {}, load(), ours=True)][2:] == [
        "denied",
        "conditional",
        "hypothetical",
    ]


def test_lists_become_dyads_when_asked():
    assert [(d.id, d.actors[0].actor.country) for d in dyads(event())] == [("e1.1", "PER"), ("e1.2", "CHL")]
    both = [(d.actors[0].actor.country, d.recipients[0].actor.country) for d in dyads(event(recipients=()))]
    assert both == [("PER", "CHL"), ("CHL", "PER")]
    assert list(dyads(event(actors=event().actors[:1]))) == [event(actors=event().actors[:1])]


def table(*changes, header=COLUMNS, tail=""):
    base = next(iter(rows([event()], {}, load(), ours=False))).cells
    filled = ["\t".join({**base, "Headline": "x", **one}.get(name, "") for name in header) + tail for one in changes]
    return [line + "\n" for line in ("\t".join(header), *filled)]


def test_extra_columns_older_names_none_and_tabs_at_the_end_are_understood():
    older = ["Event Intensity" if name == "Intensity" else name for name in COLUMNS]
    lines = table({"Event Intensity": "-6.0", "City": "None"}, header=["Headline", *older], tail="\t\t")
    (row,) = read_tab(lines, load())
    assert (row.line, row.cells["Intensity"], row.cells["City"], row.cells["Headline"]) == (2, "-6.0", "", "x")


@pytest.mark.parametrize(
    ("column", "value", "right"),
    [
        ("Event Type", "FIGHT", "ASSAULT"),
        ("Event Date", "27/11/2022", "2022-11-27"),
        ("Publication Date", "soon", "2022-11-27"),
        ("Intensity", "99", "-10 to 10"),
        ("Latitude", "nought", "-90 to 90"),
        ("Longitude", "181", "-180 to 180"),
        ("Quad Code", "5", "1, 2, 3 or 4"),
        ("Event ID", "", "an id"),
    ],
)
def test_a_bad_line_tells_line_column_and_what_would_be_right(column, value, right):
    first, bad, last = read_tab(table({}, {column: value}, {}), load())
    assert isinstance(bad, BadRow)
    assert (bad.line, bad.column) == (3, column)
    assert right in str(bad)
    assert first.cells == last.cells


def test_stray_tabs_and_short_lines_are_reported():
    lines = table({"City": "a\tb"}, {}, {})
    lines[2] = "short\tline\n"
    tabbed, short, good = read_tab(lines, load())
    assert "41 cells" in str(tabbed)
    assert "2 cells" in str(short)
    assert good.line == 4


@pytest.mark.parametrize("lines", [[], ["<html>\n"], ["Event ID\tEvent ID\tEvent Date\tEvent Type\n"]])
def test_a_file_of_another_kind_is_refused(lines):
    with pytest.raises(InputError, match="line 1"):
        list(read_tab(lines, load()))


def test_files_that_cannot_be_opened_and_unknown_formats_are_refused(tmp_path):
    with pytest.raises(UnknownName, match="polecat"):
        write_file(tmp_path / "x", "xls", [], {}, ontology=load())
    for name in ("none.tsv", "none.csv", "none.parquet"):
        with pytest.raises(InputError, match="none"):
            list(import_file(tmp_path / name, load()))
        kind = {"tsv": "polecat"}.get(name[5:], name[5:])
        with pytest.raises(InputError, match="cannot be written"):
            write_file(tmp_path / "no" / name, kind, [event()], {}, ontology=load())


def test_a_written_name_in_quotation_marks_survives():
    made = list(rows([event()], {}, load(), ours=False))
    assert cells(read_tab(tab_text(made), load())) == cells(made)
    assert made[0].all("Actor Name")[1] == '"Chile"'
    assert "x_quote" in OURS
