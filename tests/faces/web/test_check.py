"""The Check page: verdicts with both figures, each leading to its words and sources; what to do without an article."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from starlette.testclient import TestClient
from tests.faces.desk import coded, desk_of

from steppe.reading import Word, judge
from steppe.types import Actor, Block, Coded, Evidence, Mention, Quantity, Sentence, Span

HTML = {"accept": "text/html"}
EVIL = "<script>alert(1)</script>"
SAID = (
    "Kazakhstan belongs to the Collective Security Treaty Organization.",
    "Kazakhstan sits on more than three percent of the oil reserves of the world.",
    "The population of Kazakhstan is 19 million people.",
    f"Nobody knows what {EVIL} =1+1 will bring.",
)


def article() -> Coded:
    """An article of 20 November 2022 that claims a membership, a share, a number of people and nothing to check."""
    made = coded("checked", date(2022, 11, 20), [])
    text = " ".join(SAID)
    starts = [text.index(one) for one in SAID]
    spans = [Span(at, at + len(one)) for at, one in zip(starts, SAID, strict=True)]
    csto = "Collective Security Treaty Organization"
    mentions = [
        _mention("KAZ", "Kazakhstan", "state", text, starts[0]),
        _mention("csto", csto, "organisation", text, text.index(csto)),
        _mention("KAZ", "Kazakhstan", "state", text, starts[1]),
        _mention("KAZ", "Kazakhstan", "state", text, text.index("Kazakhstan is 19")),
    ]
    numbers = (
        _number(
            made, text, "more than three percent", 3.0, "percent", of="oil reserves of the world", bound="at least"
        ),
        _number(made, text, "19 million people", 19_000_000.0, "person", of="people", bound="exact"),
    )
    return replace(
        made,
        article=replace(
            made.article, title=f"Claims {EVIL}", text=text, blocks=(Block(kind="body", span=Span(0, len(text))),)
        ),
        sentences=tuple(Sentence(span=span, index=n, block=0) for n, span in enumerate(spans)),
        mentions=tuple(mentions),
        quantities=numbers,
    )


def _number(made: Coded, text: str, words: str, value: float, unit: str, **rest: str) -> Quantity:
    span = Span(text.index(words), text.index(words) + len(words))
    evidence = Evidence(article=made.article.id, span=span, quote=words, coder="hand@1", confidence=0.9)
    return Quantity(id=words, value=value, high=None, unit=unit, evidence=evidence, **rest)  # type: ignore[arg-type]


def _mention(name: str, words: str, kind: str, text: str, start: int) -> Mention:
    span = Span(start, start + len(words))
    actor = Actor(id=name, name=words, kind=kind, country=name if kind == "state" else "IGO")  # type: ignore[arg-type]
    return Mention(span=span, quote=span.of(text), actor=actor, resolution="name")


@pytest.fixture(scope="module")
def checked_desk() -> Iterator[tuple[TestClient, str]]:
    """A desk of June 2026 with that article in its record."""
    one = article()
    with desk_of(":memory:", [one], cases=("kazakhstan-2022", "south-sudan-oil")) as (client, service):
        object.__setattr__(service, "clock", lambda: datetime(2026, 6, 1, tzinfo=UTC))
        yield client, one.article.id


def test_without_an_article_there_is_a_choice(checked_desk: tuple[TestClient, str]) -> None:
    client, ident = checked_desk
    page = client.get("/check", headers=HTML).text
    assert f'href="/check?article={ident}' in page
    assert EVIL not in page
    view = client.get("/check.json").json()
    assert (view["total"], view["articles"][0]["known"]) == (1, "2022-11-20")
    assert client.get("/check.json?as_of=2022-11-20").json()["total"] == 0
    assert "No article was known before 2022-11-20" in client.get("/check?as_of=2022-11-20", headers=HTML).text


def test_an_empty_record_says_what_to_do(empty_desk: TestClient) -> None:
    page = empty_desk.get("/check", headers=HTML).text
    assert "The record holds no article yet" in page
    assert 'href="/read"' in page


def test_both_figures_stand_side_by_side_with_their_sources(checked_desk: tuple[TestClient, str]) -> None:
    client, ident = checked_desk
    view = client.get(f"/check.json?article={ident}").json()
    assert (view["as_of"], view["own_day"], view["today"]) == ("2022-11-20", True, "2026-06-01")
    assert view["total"] == sum(view["counts"].values())
    rows = {one["row"]["kind"]: one for one in view["verdicts"]}
    assert (rows["membership"]["row"]["finding"], rows["membership"]["row"]["record"]) == (
        "supported",
        "since 1994-04-20",
    )
    share = next(one for one in view["verdicts"] if one["row"]["told"] == "at least 3 %")
    assert share["row"]["finding"] == "outdated"
    assert share["row"]["record"] == "1.76 % (2021, Factbook)"
    assert share["row"]["difference"] == "1.24 points above the record"
    assert share["facts"]
    assert all(fact["sources"] for fact in share["facts"])


def test_what_is_at_odds_with_the_record_stands_first(checked_desk: tuple[TestClient, str]) -> None:
    client, ident = checked_desk
    page = client.get(f"/check?article={ident}", headers=HTML).text
    shown = re.findall(r'<tbody role="rowgroup" id="(v\d+)"', page)
    rows = [one["row"] for one in client.get(f"/check.json?article={ident}").json()["verdicts"]]
    found = {row["ref"].lower(): row["finding"] for row in rows if row["ref"]}
    assert sorted(shown) == sorted(found)
    assert [found[ref] for ref in shown] == ["outdated", "inexact", "supported"]
    assert shown != sorted(shown), "the text has them in another order"


def test_the_brief_with_these_verdicts_is_a_click_away(checked_desk: tuple[TestClient, str]) -> None:
    client, ident = checked_desk
    address = f"/briefs/{ident}?case=kazakhstan-2022"
    assert f'href="{address}"' in client.get(f"/check?article={ident}", headers=HTML).text
    page = client.get(address, headers=HTML).text
    assert 'id="verdicts"' in page
    assert f'<a href="/articles/{ident}">back to it in the desk</a>' in page
    assert "the brief with" not in client.get(f"/check?article={ident}&as_of=2026-06-01", headers=HTML).text


def test_what_is_known_later_stands_beneath(checked_desk: tuple[TestClient, str]) -> None:
    client, ident = checked_desk
    verdicts = client.get(f"/check.json?article={ident}").json()["verdicts"]
    people = next(one for one in verdicts if one["row"]["told"].endswith("person"))
    assert people["row"]["record"] != people["now"]["record"]
    assert people["now_facts"]
    assert all(fact["known"] >= "2022-11-20" for fact in people["now_facts"])
    assert "Known today" in client.get(f"/check?article={ident}", headers=HTML).text
    later = client.get(f"/check.json?article={ident}&as_of=2026-06-01").json()
    assert (later["as_of"], later["own_day"]) == ("2026-06-01", False)
    assert all(one["now"] is None for one in later["verdicts"])


def test_a_verdict_leads_to_its_words_and_back(checked_desk: tuple[TestClient, str]) -> None:
    client, ident = checked_desk
    page = client.get(f"/check?article={ident}", headers=HTML).text
    refs = [one["row"]["ref"].lower() for one in client.get(f"/check.json?article={ident}").json()["verdicts"]]
    for ref in [one for one in refs if one]:
        assert f'href="#t-{ref}"' in page
        assert f'id="t-{ref}"' in page
        assert f'id="{ref}"' in page
        assert f'href="#{ref}"' in page
        assert f"#t-{ref}:target" in client.get(f"/check/lights.css?article={ident}").text
    assert 'href="/world/sources?case=kazakhstan-2022&amp;as_of=2022-11-20#s-' in page
    assert f'href="/articles/{ident}"' in page


def test_the_text_and_title_are_shown_not_run(checked_desk: tuple[TestClient, str]) -> None:
    client, ident = checked_desk
    page = client.get(f"/check?article={ident}", headers=HTML).text
    assert EVIL not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "style=" not in page


def test_counts_filter_what_is_listed(checked_desk: tuple[TestClient, str]) -> None:
    client, ident = checked_desk
    whole = client.get(f"/check.json?article={ident}").json()
    for finding, number in whole["counts"].items():
        some = client.get(f"/check.json?article={ident}&finding={finding}").json()
        assert len(some["verdicts"]) == number
        assert some["counts"] == whole["counts"]
        assert f"finding={finding}" in client.get(f"/check?article={ident}", headers=HTML).text
    assert "No claim has this verdict" in client.get(f"/check?article={ident}&finding=garbled", headers=HTML).text


def test_the_csv_has_a_row_a_verdict_with_ids_of_facts_and_sources(checked_desk: tuple[TestClient, str]) -> None:
    client, ident = checked_desk
    lines = client.get(f"/check.csv?article={ident}").text.splitlines()
    assert lines[0].startswith("ref,finding,kind,rule,told,record")
    assert len(lines) == 1 + client.get(f"/check.json?article={ident}").json()["total"]
    assert any("KAZ.member.csto.1994-04-20" in line for line in lines)


@pytest.mark.parametrize("query", ["article=0", "article={id}&finding=false", "article={id}&case=/etc/passwd"])
def test_what_is_not_there_is_said_so(checked_desk: tuple[TestClient, str], query: str) -> None:
    client, ident = checked_desk
    answer = client.get(f"/check?{query.format(id=ident)}", headers=HTML)
    assert answer.status_code == 404
    assert 'role="alert"' in answer.text


def test_an_article_judged_wrong_is_no_longer_offered(checked_desk: tuple[TestClient, str]) -> None:
    one = article()
    with desk_of(":memory:", [one]) as (client, service):
        word = Word(subject=one.article.id, verdict="wrong", reason="a hoax", author="tester")
        judge(service.held.record, word, at=service.clock())
        assert client.get("/check.json").json()["total"] == 0
        assert client.get(f"/check?article={one.article.id}").status_code == 404
