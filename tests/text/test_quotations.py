import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.text.quotations import quotations


def found(text: str) -> list[tuple[str, bool]]:
    return [(quotation.span.of(text), quotation.closed) for quotation in quotations(text)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ('He said "no" twice.', ['"no"']),
        ("“We go,” she said. “Now.”", ["“We go,”", "“Now.”"]),
        ("„Wir gehen“, sagte er.", ["„Wir gehen“"]),
        ("»Nein« und «Oui» et « non ».", ["»Nein«", "«Oui»", "« non »"]),
        ("”Hej”, sa han.", ["”Hej”"]),
        ("``Hello,'' he said.", ["``Hello,''"]),
        ("It was ‘a mess’, he said.", ["‘a mess’"]),
        ("It was 'a mess', he said.", ["'a mess'"]),
        ("'He said \"go\" now,' she said.", ["'He said \"go\" now,'", '"go"']),
        ("“They ‘left’ us.”", ["“They ‘left’ us.”", "‘left’"]),
        ('(“the end”)—“not yet”—and "..."', ["“the end”", "“not yet”", '"..."']),
        ('due to " environmental defects" and', ['" environmental defects"']),
        ('"we will go "and left.', ['"we will go "']),
    ],
)
def test_pairs(text: str, spans: list[str]) -> None:
    assert found(text) == [(span, True) for span in spans]


@pytest.mark.parametrize(
    "text",
    [
        "Russia's plan isn't ours; the '90s were.",
        "The workers’ rights and the states’ own.",
        "He is 6'2\" tall.",
        "rock ‘n’ roll",
    ],
)
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    assert found(text) == []


def test_a_mark_without_partner_runs_to_the_end_of_its_paragraph() -> None:
    assert found('He "left. Then\n\nHe came.') == [('"left. Then', False)]


def test_a_quotation_opened_inside_another() -> None:
    text = 'He warned "to see that the next problem "Chad, because of the war."'
    assert found(text) == [
        ('"to see that the next problem "Chad, because of the war."', False),
        ('"Chad, because of the war."', True),
    ]


def test_a_closing_mark_that_nothing_opened() -> None:
    assert found("It failed,” he said.") == [("”", False)]


def test_a_speech_over_paragraphs_reopens_each() -> None:
    assert found("“One.\n\n“Two.”") == [("“One.", True), ("“Two.”", True)]


@given(st.text(alphabet="ab .,s\n\"'“”‘’«»„`", max_size=120))
def test_spans_nest_and_hold_their_inner(text: str) -> None:
    marked = quotations(text)
    for quotation in marked:
        assert quotation.span.holds(quotation.inner)
        assert "\n\n" not in quotation.span.of(text)
    closed = [q.span for q in marked if q.closed and q.span.of(text)[-1:] in "\"”“'’»«`"]
    assert closed == sorted(closed, key=lambda span: (span.start, -span.end))
