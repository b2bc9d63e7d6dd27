import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steppe.brief.brief import Brief
from steppe.brief.html import to_html

HOSTILE = [
    "<script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "' onmouseover='x", "</title><b>", "&lt;b&gt;", "]]>", "<!--", "\x00\x1b[2J", "\u202egnirts", "javascript:alert(1)",
]  # fmt: skip


class Page(HTMLParser):
    """Collects elements, attributes and the text of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.levels: list[int] = []
        self.raw: dict[str, str] = {}
        self.inside = ""
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside in ("script", "style"):
            self.raw[self.inside] = self.raw.get(self.inside, "") + data
        else:
            self.words.append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, key, value in self.attributes if key == name]


@pytest.fixture(scope="module")
def page(brief: Brief) -> Page:
    return Page(to_html(brief))


def test_the_policy_lets_in_exactly_our_style_and_script(page: Page) -> None:
    policy = next(value for value in page.values("content") if value.startswith("default-src"))
    for kind in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(page.raw[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
        assert page.elements[kind] == 1
    assert policy.startswith("default-src 'none'; ")


def test_nothing_is_fetched_or_linked_outside(page: Page) -> None:
    assert not page.values("src")
    assert not page.values("style")
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert all(value.startswith("#") for value in page.values("href"))
    assert not {"img", "link", "iframe", "object", "form", "video", "audio"} & set(page.elements)
    assert "url(" not in page.raw["style"]
    assert "@import" not in page.raw["style"]


def test_every_link_has_its_target_and_ids_are_unique(page: Page, brief: Brief) -> None:
    ids = Counter(page.values("id"))
    assert max(ids.values()) == 1
    assert {value[1:] for value in page.values("href")} <= set(ids)
    for rows in (brief.events, brief.claims, brief.numbers, brief.damage):
        for row in rows:
            assert {row.ref.lower(), f"t-{row.ref.lower()}"} <= set(ids)


def test_links_run_both_ways(page: Page, brief: Brief) -> None:
    links = Counter(page.values("href"))
    for row in brief.events:
        assert links[f"#{row.ref.lower()}"] >= 1
        assert links[f"#t-{row.ref.lower()}"] == 2, "from its quote and from its confidence"


def test_headings_descend_one_step_at_a_time(page: Page) -> None:
    assert page.levels[0] == 1
    assert page.levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(page.levels, page.levels[1:], strict=False))


def test_every_character_of_the_text_is_on_the_page(brief: Brief) -> None:
    html = to_html(brief)
    runs = re.findall(r'<p class="run" dir="auto">(.*?)</p>', html, re.DOTALL)
    shown = [Page(re.sub(r'<bdi class="refs">.*?</bdi>', "", run)).words for run in runs]
    for passage, words in zip(brief.passages, shown, strict=True):
        whole = "".join(part.text for part in passage.segments)
        told = "".join(words)
        for code in ("202E", "202C", "001B", "0007"):
            told = told.replace(f"⟨U+{code}⟩", chr(int(code, 16)))
        assert told == whole


def test_markup_of_the_article_stays_text(page: Page) -> None:
    assert page.elements["script"] == 1
    assert page.elements["b"] == 0
    assert any("<script>alert('bridge')</script>" in words for words in page.words)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(HOSTILE) | st.text(max_size=40))
def test_hostile_words_in_any_field_change_no_element(brief: Brief, page: Page, evil: str) -> None:
    event, claim, number = brief.events[1], brief.claims[1], brief.numbers[0]
    party = replace(event.actors[0], name=evil, codes=evil, quote=evil)
    node = replace(brief.network.nodes[0], name=evil)
    bad = replace(
        brief,
        header=replace(brief.header, title=evil, outlet=evil or "x", address=evil, basis=evil),
        events=(
            brief.events[0],
            replace(event, actors=(party,), place=evil or "x", reason=evil, cite=replace(event.cite, quote=evil)),
            *brief.events[2:],
        ),
        claims=(brief.claims[0], replace(claim, cue=evil or "x", speaker=party), *brief.claims[2:]),
        numbers=(replace(number, of=evil or "x", unit=evil, reading=evil), *brief.numbers[1:]),
        damage=(replace(brief.damage[0], note=evil), *brief.damage[1:]),
        network=replace(brief.network, nodes=(node, *brief.network.nodes[1:])),
        made=(replace(brief.made[0], value=evil), *brief.made[1:]),
    )
    html = to_html(bad)
    assert html.encode("utf8")
    assert "\u202e" not in html
    assert "\x1b" not in html
    found = Page(html)
    for kind in ("script", "style", "img", "b", "svg", "a", "section", "title"):
        assert found.elements[kind] == page.elements[kind]
    assert not [name for _, name, _ in found.attributes if name.startswith("on")]
    assert all(value.startswith("#") for value in found.values("href"))


def test_empty_states_teach(bare: Brief) -> None:
    html = to_html(bare)
    for words in ("stored whole but not coded", "No event was coded:", "No claim was coded:", "No number was read:"):
        assert words in html
    for words in ("No actor was found:", "No damage was found:", "No block was left out:", "not given in the page"):
        assert words in html
    assert "<svg" not in html


def test_an_article_without_any_text(bare: Brief) -> None:
    assert "The article holds no text." in to_html(replace(bare, passages=()))


def test_the_page_is_the_same_every_time(brief: Brief) -> None:
    assert to_html(brief) == to_html(brief)
