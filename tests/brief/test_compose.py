import hashlib
import json
from dataclasses import replace
from datetime import datetime

import pytest

from steppe.brief.brief import Brief, Cite, to_json
from steppe.brief.compose import compose
from steppe.brief.ties import network
from steppe.types import Coded
from steppe.wire import from_json


def cites(brief: Brief) -> list[Cite]:
    found = [row.cite for row in brief.events] + [row.cite for row in brief.damage]
    found += [row.cite for row in (*brief.left_blocks, *brief.left_sentences)]
    found += [line.cite for line in brief.short.lines]
    found += [row.cite for row in brief.claims] + [row.content for row in brief.claims]
    return found + [row.cite for row in brief.numbers] + [row.trigger for row in brief.events]


def test_every_row_quotes_its_span_exactly(brief: Brief, coded: Coded) -> None:
    assert len(cites(brief)) > 40
    for cite in cites(brief):
        assert cite.quote == cite.span.of(coded.article.text) != ""


def test_every_item_has_one_row_with_its_own_id(brief: Brief, coded: Coded) -> None:
    assert {row.id for row in brief.events} == {event.id for event in coded.events}
    assert {row.id for row in brief.claims} == {claim.id for claim in coded.claims}
    assert {row.id for row in brief.numbers} == {quantity.id for quantity in coded.quantities}
    refs = [row.ref for rows in (brief.events, brief.claims, brief.numbers, brief.damage) for row in rows]
    assert len(refs) == len(set(refs)) == 11 + 7 + 7 + 4


def test_rows_stand_in_reading_order(brief: Brief) -> None:
    assert [row.ref for row in brief.events] == [f"E{at}" for at in range(1, 12)]
    assert [row.trigger.span for row in brief.events] == sorted(row.trigger.span for row in brief.events)


def test_in_short_counts_what_is_there(brief: Brief) -> None:
    told = brief.short.counts
    assert "11 sentences" in told
    assert "11 events (5 asserted, 2 denied, 1 planned, 1 conditional, 2 hypothetical)" in told
    assert "7 claims (6 by 4 speakers, 1 by the article itself)" in told
    assert "4 flaws" in told


def test_only_what_is_told_as_having_happened_is_a_main_act(brief: Brief) -> None:
    statuses = {row.ref: row.status for row in brief.events}
    assert [line.ref for line in brief.short.lines] == ["E2", "E3", "E4", "E6", "E7"]
    assert {statuses[line.ref] for line in brief.short.lines} == {"asserted"}
    assert brief.short.lines[0].basis == "inferred"


def test_an_act_told_twice_is_one_main_line(coded: Coded, made: datetime) -> None:
    first = coded.events[0]
    twice = replace(coded, events=(*coded.events, replace(first, id="again")))
    lines = compose(twice, made=made, ontology_note={}).short.lines
    assert sum(line.who == "Army of Torrin" for line in lines) == 1


def test_an_answer_names_the_claim_it_answers(brief: Brief) -> None:
    attack = next(row for row in brief.claims if row.who == "Governor of Ostra")
    answers = [row for row in brief.claims if row.replies_to]
    assert [row.stance for row in answers] == ["denies", "denies"]
    assert {row.replies_to for row in answers} == {attack.ref}


def test_what_answers_a_claim_that_was_put_right_answers_the_one_in_its_place(coded: Coded, made: datetime) -> None:
    attack = next(one for one in coded.claims if any(other.replies_to == one.id for other in coded.claims))
    new = replace(attack, id="new", instead_of=attack.id, stance="predicts")
    rest = tuple(one for one in coded.claims if one is not attack)
    for claims, answered in (((new, *rest), "new"), ((attack, new, *rest), attack.id)):
        rows = compose(replace(coded, claims=claims), made=made, ontology_note={}).claims
        refs = {row.id: row.ref for row in rows}
        assert {row.replies_to for row in rows if row.replies_to} == {refs[answered]}


def test_a_date_of_saying_that_was_filled_in_says_so(brief: Brief) -> None:
    assert [row.said for row in brief.claims if row.said] == ["5 March 2031 (inferred)"]


def test_one_name_on_one_side_is_told_once(coded: Coded, made: datetime) -> None:
    first = coded.events[0]
    twice = replace(coded, events=(replace(first, actors=first.actors * 2),))
    assert compose(twice, made=made, ontology_note={}).short.lines[0].who == "Army of Torrin"


def test_speakers_without_a_resolved_actor_keep_their_words(brief: Brief) -> None:
    who = [row.who for row in brief.claims]
    assert "analysts" in who
    assert "the article itself" in who


def test_only_asserted_acts_make_ties(brief: Brief) -> None:
    ties = {(tie.head_name, tie.tail_name): tie for tie in brief.network.ties if not tie.mutual}
    assert set(ties) == {("Army of Torrin", "Velmark"), ("Velmark", "Torrin"), ("Velmark", "State Bank of Torrin")}
    assert ties["Velmark", "Torrin"].sign == "conflict"
    mutual = [tie for tie in brief.network.ties if tie.mutual]
    assert [tie.kinds for tie in mutual] == [("CONSULT", "AGREE")]
    assert brief.network.untied == ("E1", "E5", "E8", "E9", "E10", "E11")


def test_a_small_network_says_what_it_hides(brief: Brief, coded: Coded) -> None:
    small = network(coded, brief.events, most=2)
    assert [node.name for node in small.nodes] == ["Torrin", "Velmark"]
    assert small.hidden == len(brief.network.nodes) - 2 > 0
    assert all({tie.head, tie.tail} <= {node.actor for node in small.nodes} for tie in small.ties)


def test_blocks_in_which_something_was_coded_are_not_left_out(coded: Coded, made: datetime, brief: Brief) -> None:
    assert [row.why for row in brief.left_blocks] == [
        "Caption or credit",
        "Teaser for another article",
        "Page furniture",
    ]
    caption = coded.article.blocks[1].span
    proof = replace(coded.quantities[0].evidence, span=caption, quote=caption.of(coded.article.text))
    used = replace(coded, quantities=(*coded.quantities, replace(coded.quantities[0], id="new", evidence=proof)))
    left = compose(used, made=made, ontology_note={}).left_blocks
    assert [row.why for row in left] == ["Teaser for another article", "Page furniture"]


def test_how_it_was_made(brief: Brief, coded: Coded) -> None:
    facts = {fact.label: fact.value for fact in brief.made}
    assert facts["SHA-256 of the text"] == hashlib.sha256(coded.article.text.encode()).hexdigest()
    assert facts["parser"] == "none: coded by hand"
    assert facts["Brief made"] == "2031-03-12 09:00 UTC"
    assert "not the probability" in facts["Confidence"]
    assert "ASSAULT" not in facts


@pytest.mark.parametrize("name", ["brief", "bare"])
def test_json_comes_back_equal(name: str, request: pytest.FixtureRequest) -> None:
    value: Brief = request.getfixturevalue(name)
    line = to_json(value)
    assert "\n" not in line
    assert from_json(Brief, line) == value
    assert set(json.loads(line)) == set(Brief.__slots__)


def test_composing_twice_gives_the_same(coded: Coded, made: datetime) -> None:
    assert compose(coded, made=made, ontology_note={}) == compose(coded, made=made, ontology_note={})
