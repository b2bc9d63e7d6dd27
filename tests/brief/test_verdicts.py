"""Verdicts beside the claims: every row cites its words and its sources, and the page shows them without a script."""

import dataclasses
from datetime import date, timedelta

import pytest

from steppe.brief.compose import compose
from steppe.brief.html import to_html
from steppe.brief.terminal import to_terminal
from steppe.brief.verdicts import checked
from steppe.checking.propositions import Proposition
from steppe.checking.statistic import judge
from steppe.checking.verdict import unknown
from steppe.world.build import build
from steppe.world.samples import small_case


@pytest.fixture
def world():
    return build(small_case(), (), date(2022, 11, 27))


def _told(coded):
    sentence = coded.sentences[0].span
    return Proposition(
        kind="statistic",
        span=sentence,
        quote=sentence.of(coded.article.text),
        subject="KAZ",
        measure="uranium-production",
        of="WORLD",
        value=41.0,
        unit="%",
    )


@pytest.fixture
def rows(coded, world):
    told = _told(coded)
    other = dataclasses.replace(told, kind="opinion")
    return checked([judge(told, world), unknown(other, "rule", world.as_of)], world)


def test_an_answered_claim_is_a_row_with_both_figures_and_its_sources(rows, world):
    row = rows.rows[0]
    assert (row.ref, row.finding, row.told, row.record) == ("V1", "outdated", "41 %", "45.6 % (2021)")
    assert row.sources == ("A page.",)
    assert rows.others == "not in the record: 1"
    assert rows.as_of == str(world.as_of - timedelta(days=1))


def test_the_page_and_the_terminal_show_it_and_lead_to_the_words(coded, rows, made):
    brief = compose(coded, made=made, ontology_note={}, checked=rows)
    page = to_html(brief)
    assert 'id="v1"' in page
    assert 'id="t-v1"' in page
    assert 'href="#t-v1"' in page
    assert "<summary>Sources and facts of V1</summary>" in page
    assert "V1 outdated: 41 % | 45.6 % (2021)" in " ".join(to_terminal(brief, width=200).split())


def test_without_a_case_the_page_has_no_such_section(coded, made):
    assert "Against the record" not in to_html(compose(coded, made=made, ontology_note={}))


def test_what_is_known_later_stands_beneath_where_it_differs(coded, rows, world):
    told = judge(_told(coded), world)
    same = checked([told], world, later=[dataclasses.replace(told, as_of=date(2024, 1, 1))])
    other = dataclasses.replace(told, finding="contradicted", record="39 % (2023)", as_of=date(2024, 1, 1))
    assert same.rows[0].later == ""
    changed = checked([told], world, later=[other])
    assert changed.rows[0].later == "contradicted: 39 % (2023)"
    assert changed.now == "2023-12-31"


def test_a_claim_answered_only_later_gets_a_row_and_an_answer_is_never_taken_back(coded, world):
    told = judge(_told(coded), world)
    before = unknown(told.proposition, "rule", world.as_of)
    assert [row.later for row in checked([before], world, later=[told]).rows] == ["outdated: 45.6 % (2021)"]
    assert [row.later for row in checked([told], world, later=[before]).rows] == [""]
