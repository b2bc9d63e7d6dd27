"""Explanations are the coder's own reasons: the same events, and a reason for every sentence without one."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.coding.trees import tree

from steppe import flow
from steppe.coding.arguments import SLOTS as FILLED
from steppe.coding.need_words import SLOTS
from steppe.coding.status import sign_at
from steppe.coding.triggers import DEPENDENTS, fires, misfits
from steppe.types import Page

GOLD = Path(__file__).parents[1] / "gold"
WORDS = {"plan": "planned", "deny": "denied"}


def article(text, published=date(2022, 11, 27)):
    fetched = datetime(2023, 1, 1, tzinfo=UTC)
    page = Page(
        content=text.encode("utf8"), media_type="text/plain", address="a.txt", fetched=fetched, published=published
    )
    return flow.read(page)


def explained(text, **options):
    return flow.explain(article(text, **options), at=flow.desk())


def only(text):
    (found,) = explained(text)
    return found


def texts():
    for name in ("events", "field", "status", "status80"):
        rows = [json.loads(line)["text"] for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf8").splitlines()]
        yield from (" ".join(rows[at : at + 8]) for at in range(0, len(rows), 8))
    yield from (path.read_text(encoding="utf8") for path in sorted((GOLD / "articles").glob("*.txt")))


@pytest.mark.model
def test_explained_events_are_the_coded_events_and_silence_has_a_reason():
    for text in texts():
        one = article(text)
        coded, found = flow.code(one, at=flow.desk()), flow.explain(one, at=flow.desk())
        assert tuple(row.event for each in found for row in each.events) == coded.events
        assert [each.number for each in found] == [row.index + 1 for row in coded.sentences]
        for each in found:
            assert each.text == each.span.of(one.text)
            assert bool(each.reason) != bool(each.events), each
            for row in each.events:
                assert row.source.rpartition(" ")[2].isdigit()
                assert row.event.trigger.of(one.text) == row.word
                positive = [condition for condition in row.conditions if not condition.written.startswith("!")]
                assert all(condition.by for condition in positive), row
                assert len(row.parties) == len(row.event.actors) + len(row.event.recipients)
            for untaken in each.untaken:
                assert untaken.span.of(one.text) == untaken.word
                assert untaken.reason.strip()


@pytest.mark.model
def test_an_event_says_pattern_words_actors_status_date_and_place():
    row = only("The Norwegian foreign minister visited Kenya on Tuesday and spoke in Nairobi.").events[0]
    assert (row.event.kind, row.word) == ("CONSULT", "visited")
    assert row.source.startswith("CONSULT.tsv line ")
    assert [(party.part, party.how) for party in row.parties] == [("actor", "by role"), ("recipient", "by name")]
    assert "Kenya" in [word for condition in row.conditions for word in condition.by]
    assert row.status_rule == "nothing says otherwise"
    assert row.when_rule.startswith("stated in the words")


@pytest.mark.model
def test_the_source_is_the_line_of_the_pattern():
    row = only("The Norwegian foreign minister visited Kenya.").events[0]
    name, _, line = row.source.partition(" line ")
    path = next(Path(flow.__file__).parent.joinpath("data").rglob(name))
    assert path.read_text(encoding="utf8").split("\n")[int(line) - 1].startswith("visit.v\t")


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("Russia has not attacked Moldova.", "denied", "not"),
        ("Chad could attack Mali.", "hypothetical", "could"),
        ("Will Iran bomb Iraq?", "hypothetical", "?"),
        ("Chad plans to attack Mali.", "planned", "plans"),
        ("France urged Mali to release the ambassador.", "hypothetical", "urged"),
    ],
)
def test_the_status_names_the_word_it_goes_by(text, status, words):
    found = {(row.event.status, row.status_words) for row in only(text).events}
    assert (status, words) in found


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "why", "says"),
    [
        ("Four people were killed in the crash.", "killed", "no actor", "no known actor as the subject"),
        ("The novel depicts how Russian troops attacked Finland.", "attacked", "set aside", "inside 'depicts'"),
        ("The novel depicts how Russian troops attacked Finland.", "depicts", "no event", "work of art"),
        ("It rained all night.", "rained", "misfit", "(here 'It')"),
        ("France demanded that Mali release the ambassador.", "release", "content", "content of 'demanded' (REQUEST)"),
    ],
)
def test_a_word_without_event_says_what_stood_against_it(text, word, why, says):
    untaken = next(row for row in only(text).untaken if row.word == word)
    assert untaken.why == why
    assert says in untaken.reason


@pytest.mark.model
def test_what_is_not_read_says_so():
    assert only("The old mill was beautiful.").reason
    rows = explained("Norway visited Kenya.\n\nPhoto: Agency / Agency")
    assert [row.reason for row in rows if "Photo" in row.text] == ["caption or credit: not the article's own account"]
    foreign = explained("Правительство Казахстана объявило о введении чрезвычайного положения в стране.")
    assert [(row.number, "not coded" in row.reason) for row in foreign] == [(0, True)]


@pytest.mark.model
def test_a_sentence_without_trigger_word_says_so():
    assert only("The sky above the hills is blue.").reason.startswith("no trigger word")


@pytest.mark.model
def test_a_pattern_fires_where_nothing_keeps_it_from_the_word():
    triggers = flow.desk().coder.lexicon.triggers
    parse, _ = tree("Chad/NNP/nsubj/1 attacked/VBD/ROOT/1/attack Mali/NNP/dobj/1 on/IN/prep/1 foot/NN/pobj/3")
    for row in triggers.values():
        for one in row:
            for i in range(len(parse.tokens)):
                assert fires(parse, i, one, lambda _: True) == (not tuple(misfits(parse, i, one, lambda _: True)))


@pytest.mark.model
def test_every_slot_that_is_no_preposition_has_plain_words():
    special = {"content", "modal", "several", "text", "dep", "tag", "head", "sentence"}
    assert FILLED.keys() | DEPENDENTS | special <= SLOTS.keys()


def test_a_sign_names_rule_and_word():
    parse, _ = tree("Chad/NNP/nsubj/1 plans/VBZ/ROOT/1/plan to/TO/aux/3 bomb/VB/xcomp/1 Mali/NNP/dobj/3")
    assert sign_at(parse, 3, WORDS) == ("planned", "a word that governs the act", "plans")
    assert sign_at(parse, 3, {}) == ("asserted", "nothing says otherwise", "")
