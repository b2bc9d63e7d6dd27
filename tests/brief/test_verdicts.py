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


@pytest.fixture
def rows(coded, world):
    sentence = coded.sentences[0].span
    told = Proposition(
        kind="statistic",
        span=sentence,
        quote=sentence.of(coded.article.text),
        subject="KAZ",
        measure="uranium-production",
        of="WORLD",
        value=41.0,
        unit="%",
    )
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
