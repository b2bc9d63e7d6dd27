import pytest

from steppe.text.blocks import kinds
from steppe.text.furniture import COLUMNS, FILE, furniture
from steppe.text.headlines import standing, stems
from steppe.text.lexicon import pattern, shipped
from steppe.types import BlockKind

ROWS = shipped(FILE, COLUMNS)
OPENING = "Zambia raised the export tax on copper on Monday, the finance ministry said in the capital."
SECOND = "The mines, most of them in the north, say that the tax will cost 4,000 jobs."
THIRD = "This decision came a week after the opposition had asked for talks with the unions."
LAST = "He resigned."


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_furniture_examples(row: tuple[str, ...]) -> None:
    expression, kind, example, other = row
    assert kind in {"caption", "teaser", "boilerplate"}
    assert pattern(FILE, expression, expression).match(example)
    assert furniture(example) is not None
    assert furniture(other) is None


def of(*paragraphs: str) -> list[BlockKind]:
    return list(kinds([(paragraph, "") for paragraph in paragraphs]))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Read also: Peru votes again", "teaser"),
        ("The general is planning a coup against Mnangagwa before the Harare summit?", "teaser"),
        ("Ten dead as ferry sinks off Sulawesi", "teaser"),
        ("Will Ankara block the Swedish bid at the Vilnius meeting?", "teaser"),
        ("A tax on copper", "heading"),
        ("Unions and mines at odds over the copper tax", "heading"),
        ("What next?", "heading"),
        ("But who is going to pay for all this in the end?", "body"),
        ("Is this the price of copper we have to pay?", "body"),
        ("What do you say to the miners, Mr Minister?", "body"),
        ("He did not.", "body"),
        ("No deal.", "body"),
        ("“We shall strike until the tax is gone”", "body"),
        ("Kitwe, Zambia / Photo Agency / Alamy", "caption"),
        ("Miners leave the pit in Kitwe on Sunday. REUTERS/Jo Banda", "caption"),
        ("Video of the day", "boilerplate"),
        ("Share this article with friends", "boilerplate"),
        ("Advertisement", "boilerplate"),
        ("* * *", "boilerplate"),
    ],
)
def test_a_line_between_paragraphs(line: str, kind: str) -> None:
    found = of("Zambia raises the tax on copper", OPENING, SECOND, line, THIRD, LAST)
    assert found == ["title", "body", "body", kind, "body", "body"]


def test_a_list_of_foreign_headlines_under_a_label() -> None:
    found = of("Zambia raises tax", OPENING, "Related stories", "Zambia votes again", "Copper at a record", SECOND)
    assert found == ["title", "body", "teaser", "teaser", "teaser", "body"]


def test_standfirsts() -> None:
    assert (
        of("Zambia raises tax", "Mines warn that thousands of jobs will go in the north", OPENING, SECOND)[1] == "lead"
    )
    assert of("Zambia raises tax", SECOND, "By Jane Banda", OPENING, THIRD)[:4] == [
        "title",
        "lead",
        "boilerplate",
        "body",
    ]
    assert of("Zambia raises tax", SECOND, OPENING, THIRD)[1] == "body"
    assert kinds([("Zambia raises tax", "title"), (SECOND, "lead"), (OPENING, "")])[1] == "lead"


def test_titles() -> None:
    assert of("VIDEO | Banda: A tax on the north – will the mines close?", OPENING)[0] == "title"
    assert of("27 November 2022", "Zambia raises tax", OPENING)[:2] == ["boilerplate", "title"]
    assert of("Zambia Raises Its Copper Tax Again.", OPENING, SECOND)[0] == "title"
    assert of(OPENING) == ["body"]
    assert of("He resigned.", OPENING) == ["body", "body"]
    assert kinds([(OPENING, ""), (SECOND, "")], OPENING) == ("title", "body")


def test_text_without_full_stops_is_body() -> None:
    assert of("Title here", "first line of a poem", "Second line of the Peruvian poem here", "third line") == [
        "title",
        "body",
        "body",
        "body",
    ]


def test_bullets_are_body() -> None:
    page = [("Zambia raises tax", ""), (OPENING, ""), ("Cut the tax on Chilean lithium imports", "item"), (SECOND, "")]
    assert kinds(page)[2] == "body"


def test_statement_with_a_question_mark_is_a_headline_even_of_the_same_affair() -> None:
    assert standing("Zambia is leaving the copper pact?", [OPENING], [SECOND], stems(OPENING + SECOND)) == "teaser"
