from pathlib import Path

import pytest
from tests.text.conftest import page

from steppe.text.article import article
from steppe.text.lexicon import shipped
from steppe.text.oddterms import COLUMNS, FILE, likely_anchors, odd_terms
from steppe.types import Span

ROWS = shipped(FILE, COLUMNS)
SEED = Path(__file__).parents[3] / "shared" / "seed" / "000_c09ee7fdd4ebd210.txt"


def odd(text: str) -> list[str]:
    return [note for _, note in odd_terms(text, Span(0, len(text)), likely_anchors(text))]


def found(text: str) -> list[tuple[str, str]]:
    read = article(page(text))
    assert read.supported
    return [(one.kind, one.span.of(read.text)) for one in read.damage]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_odd_term_examples(row: tuple[str, ...]) -> None:
    _, anchor, reading, example, other = row
    assert anchor == anchor.lower()
    assert all(anchor.split("|"))
    assert f"odd term, perhaps: {reading}" in odd(example)
    assert odd(other) == []


def test_there_are_many_odd_terms() -> None:
    assert len(ROWS) >= 60


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ("The army sold 3,5 million shells to its allies.", [("decimal-comma", "3,5")]),
        ("The price of the barrel rose by 12,4 % in a week.", [("decimal-comma", "12,4")]),
        ("They paid the sum of 1.250,50 for the old ship.", [("decimal-comma", "1.250,50")]),
        ("The army sold 3,500 shells in 2014, 5 of them old.", []),
        ("On January 5 the army left the town in the north.", [("yearless-date", "January 5")]),
        (
            "The army left in July and came back on 3 March.",
            [("yearless-date", "in July"), ("yearless-date", "3 March")],
        ),
        ("On January 5, 2022, the army left the town in the north.", []),
        ("Last year the army left the town in July.", []),
        ("The army may march 5 miles to the north, and March it may.", []),
        ("The September 11 attacks changed the law of the land.", []),
        ("Theresa May said that she had been asked by May and others.", []),
        ('The mayor was told " this is over" by the police.', [("unpaired-quote", '" ')]),
        ('The mayor was "told this is over by the police.', [("unpaired-quote", '"')]),
        ('The mayor has a "new "old" law" for the town.', [("unpaired-quote", '"')]),
        ("The ministers met with the government.The army left the town.", [("spliced-sentence", "ent.The")]),
        (
            "They kept the old man of the party at the helm. Harbour Safety Council. In the end he had to leave town.",
            [("spliced-sentence", "Harbour Safety Council.")],
        ),
        ("The rebels gave up the town. the army came in at noon.", [("spliced-sentence", "the army came in at noon.")]),
        (
            "It backed the rebels in Katanga at the end of the year at a trade summit in Lusaka.",
            [("spliced-sentence", "in Katanga at the end of the year at a trade summit in Lusaka")],
        ),
        ("Who won the vote in the north of the country? Joyce Banda. She had been ahead all week in the polls.", []),
        ("He went to the the town with his men.", [("odd-term", "the the")]),
    ],
)
def test_flaws(text: str, flaws: list[tuple[str, str]]) -> None:
    assert found(text) == flaws


def test_a_teaser_in_the_body_that_cuts_a_reference() -> None:
    text = (
        "Zambia raises tax\n\nThe union of mines met the Zambian cabinet in Lusaka over the new tax on copper.\n\n"
        "The general is planning a coup against Mnangagwa?\n\nIn turn, this union of mines did not back the tax at all."
    )
    read = article(page(text))
    found = [(one.span.of(read.text), one.note) for one in read.damage]
    assert found == [
        (
            "The general is planning a coup against Mnangagwa?",
            'a headline of another article; "this union of mines" after it refers to what stands before it',
        )
    ]


def test_sound_prose_shows_no_damage() -> None:
    text = (
        "Voters in Ghana go to the polls\n\nPolls opened at dawn across Ghana on Saturday, and "
        "queues were long by noon.\n\n"
        "“We have waited since four,” said Ama Mensah, 31, a teacher. “But it’s worth it.”\n\n"
        "The commission’s head said turnout could pass 70 percent. "
        "In 2020 it was 79 percent, or 13.4 million people.\n\n"
        "Who will win? Nobody knows. The race, the closest in years, has been calm so far.\n\n"
        "Results are due by Tuesday."
    )
    assert found(text) == []


def test_an_unsupported_language_is_stored_whole_without_findings() -> None:
    text = "Le ministre a dit hier que le prix du blé avait monté de 3,5 pour cent dans tout le pays."
    read = article(page(text))
    assert (read.language, read.supported, read.damage, read.text) == ("fr", False, (), text)


@pytest.mark.skipif(not SEED.exists(), reason=f"{SEED.name} is not here")
def test_the_development_article() -> None:
    read = article(page(SEED.read_bytes()))
    kinds = [block.kind for block in read.blocks]
    assert kinds == ["title", "caption", "body", "body", "teaser", *["body"] * 8, "boilerplate"]
    counts = {kind: sum(one.kind == kind for one in read.damage) for kind in {one.kind for one in read.damage}}
    assert set(counts) == {
        "unpaired-quote",
        "decimal-comma",
        "yearless-date",
        "spliced-sentence",
        "teaser-in-body",
        "odd-term",
    }
    assert 12 <= len(read.damage) <= 24
    assert "".join(read.text.split()) == "".join("".join(block.span.of(read.text) for block in read.blocks).split())
