"""An item where it stands: whole sentences around it, its words marked, nothing lost or said twice."""

from dataclasses import replace

from tests.record.conftest import TEXT, small

from steppe.brief.compose import compose
from steppe.brief.context import NEAR, called, context
from steppe.types import Coded, Sentence, Span


def rows(coded: Coded):
    made = compose(coded, made=coded.article.fetched, ontology_note={})
    return made.events[0], made.claims[0], made.numbers[0]


def test_the_sentence_is_whole_and_its_neighbours_stand_by() -> None:
    coded = small()
    for row in rows(coded):
        found = context(coded, row)
        held = "".join(part.text for part in found.segments)
        assert (found.before, held, found.after) == ("", TEXT[:38], TEXT[38:])


def test_the_words_of_each_kind_are_marked() -> None:
    coded = small()
    event, claim, number = (context(coded, row) for row in rows(coded))
    assert [part.text for part in event.segments if any(mark.role == "trigger" for mark in part.marks)] == ["accused"]
    assert [part.text for part in claim.segments if any(mark.role == "cue" for mark in part.marks)] == ["accused"]
    assert [part.text for part in number.segments if part.marks] == ["3 raids"]


def test_a_middle_sentence_has_two_neighbours() -> None:
    text = "One came first. Ruritania accused Borduria of 3 raids. The talks went on. Nobody saw it."
    shift = len("One came first. ")
    coded = small()
    event = coded.events[0]
    span = Span(shift, shift + 38)
    moved = replace(
        event,
        trigger=Span(event.trigger.start + shift, event.trigger.end + shift),
        evidence=replace(event.evidence, span=span, quote=span.of(text)),
    )
    ends = [0, 15, 16, 54, 55, 73, 74, len(text)]
    sentences = tuple(
        Sentence(span=Span(a, b), index=n, block=0) for n, (a, b) in enumerate(zip(ends[::2], ends[1::2], strict=True))
    )
    coded = replace(
        coded, article=replace(coded.article, text=text, blocks=()), events=(moved,), claims=(), quantities=(),
        sentences=sentences,
    )  # fmt: skip
    made = compose(coded, made=coded.article.fetched, ontology_note={})
    found = context(coded, made.events[0])
    assert found.before + "".join(part.text for part in found.segments) + found.after == text[:73]
    assert found.after == " The talks went on."


def test_without_sentences_some_text_around_it_is_told() -> None:
    coded = replace(small(), sentences=())
    event = rows(coded)[0]
    found = context(coded, event)
    assert "".join(part.text for part in found.segments) == event.cite.quote
    assert found.after == TEXT[38:][:NEAR]


def test_items_are_called_by_what_they_say() -> None:
    event, claim, number = rows(small())
    assert called(event) == "Ruritania: ACCUSE.allege → Bordurian army"
    assert called(claim) == "Ruritania asserts"
    assert called(number) == "3 raid (raids)"
    assert called(replace(event, actors=(), recipients=())) == "Nobody named: ACCUSE.allege"
