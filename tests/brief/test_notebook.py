"""The notebook view: one fragment that shows every item, escapes everything and styles nothing but itself."""

import re
import sys
from dataclasses import replace
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest

import steppe
from steppe.brief.brief import Brief
from steppe.brief.notebook import notebook
from steppe.types import Block, Claim, Coded, Event, Quantity, Span

HOSTILE = (
    "<script>alert(1)</script> \" onmouseover='x' </style></div>{{ 7*7 }} \u202egnirts\x1b[2J\u2066 \ud800 &lt;b&gt; "
)


class Fragment(HTMLParser):
    """Elements in order, their attributes, the words, and whether every element was closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words = self.style = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.elements.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.words += data


@pytest.fixture(scope="module")
def fragment(coded: Coded, brief: Brief) -> Fragment:
    return Fragment(notebook(coded, brief).html)


def test_it_is_one_balanced_element_without_script_or_requests(fragment: Fragment) -> None:
    assert fragment.open == []
    assert fragment.elements[0] == "div"
    assert set(fragment.elements).isdisjoint({"script", "img", "link", "iframe", "a", "form", "input", "html", "body"})
    names = {name for name, _ in fragment.attributes}
    assert names.isdisjoint({"id", "src", "href", "style"})
    assert not [name for name in names if name.startswith("on")]
    assert "url(" not in fragment.style
    assert "@import" not in fragment.style


def test_every_rule_of_the_style_names_only_what_lies_in_the_fragment(fragment: Fragment) -> None:
    rules = re.findall(r"([^{}]+)\{[^{}]*\}", fragment.style)
    assert len(rules) > 30
    for selectors in rules:
        flat = re.sub(r":is\([^)]*\)", "", selectors)
        assert all(".steppe-view.steppe-view" in one for one in flat.split(",")), selectors
    classes = {part for name, value in fragment.attributes if name == "class" for part in value.split()}
    assert all(part.startswith("steppe-") for part in classes)


def test_every_item_has_its_row_and_its_reference_in_the_text(coded: Coded, brief: Brief) -> None:
    html = notebook(coded, brief).html
    refs = {row.ref for row in (*brief.events, *brief.claims, *brief.numbers)}
    assert set(re.findall(r'<th scope="row"[^>]*>(\w+)</th>', html)) == refs
    assert refs <= set(re.findall(r'<bdi class="steppe-ref[^>]*>(\w+)</bdi>', html))
    tips = " ".join(re.findall(r'title="([^"]+)"', html))
    assert all(mention.actor.name in tips for mention in coded.mentions if "'" not in mention.actor.name)


def test_overlapping_items_share_their_stretch(coded: Coded, brief: Brief) -> None:
    styled = re.findall(r'<span class="steppe-mark ([^"]+)" title="([^"]+)">', notebook(coded, brief).html)
    both = [tips for styles, tips in styled if {"steppe-event", "steppe-actor"} <= set(styles.split())]
    assert both
    assert any(" · " in tips for tips in both)
    assert any({"steppe-event", "steppe-claim"} <= set(styles.split()) for styles, _ in styled)


def test_the_text_is_whole(coded: Coded, brief: Brief) -> None:
    html = notebook(coded, brief).html
    text = html[html.index('class="steppe-text"') : html.index("<details")]
    text = re.sub(r'<bdi class="steppe-ref.*?</bdi>', "", text)
    shown = " ".join(Fragment(f"<div {text.rsplit('</div>', 1)[0]}</div>").words.split())
    for block in coded.article.blocks:
        first = block.span.of(coded.article.text).split()[:3]
        if all(word.isalpha() for word in first):
            assert " ".join(first) in shown


def _poisoned(value: Any) -> Any:
    """Any noun with hostile words in every free text."""
    if isinstance(value, tuple):
        return tuple(_poisoned(one) for one in value)
    if isinstance(value, (Event, Claim, Quantity)):
        names = {"actors", "recipients", "speaker", "hedges", "of", "reason", "modes", "contexts"} & set(
            type(value).__slots__
        )
        return replace(value, **{name: _poisoned(getattr(value, name)) for name in names})
    if hasattr(value, "actor"):
        return replace(value, quote=HOSTILE, actor=replace(value.actor, name=HOSTILE, country=HOSTILE))
    return HOSTILE if isinstance(value, str) else value


def test_hostile_words_stay_words(coded: Coded) -> None:
    text = HOSTILE + coded.article.text
    more = len(HOSTILE)
    article = replace(
        coded.article,
        title=HOSTILE,
        outlet=HOSTILE,
        address=HOSTILE,
        text=text,
        blocks=(Block(kind="body", span=Span(0, more)), Block(kind="caption", span=Span(more, len(text)))),
    )
    poisoned = replace(
        coded,
        article=article,
        coder=HOSTILE,
        events=_poisoned(coded.events),
        claims=_poisoned(coded.claims),
        quantities=_poisoned(coded.quantities),
        mentions=_poisoned(coded.mentions),
    )
    html = steppe.notebook(poisoned)._repr_html_()
    found = Fragment(html)
    assert found.open == []
    assert "script" not in found.elements
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    assert not set("\u202e\u2066\x1b\ud800") & set(html)
    assert "⟨U+202E⟩gnirts" in found.words
    assert "{{ 7*7 }}" in found.words
    html.encode("utf8")


def test_an_article_that_is_not_coded_shows_its_text_and_says_so(coded: Coded) -> None:
    found = Fragment(steppe.notebook(coded.article).html)
    assert "read, not coded" in found.words
    assert "table" not in found.elements
    assert "steppe-event-ink" not in steppe.notebook(coded.article).html.split("</style>")[1]


def test_text_in_another_language_says_why_nothing_is_marked(coded: Coded) -> None:
    other = Coded(article=replace(coded.article, language="sw", supported=False), coder="c@1", ontology="2.0")
    assert "not coded, so nothing is marked" in steppe.notebook(other).html


def test_a_running_notebook_learns_of_the_view(monkeypatch: pytest.MonkeyPatch, coded: Coded) -> None:
    told: dict[tuple[str, str], Any] = {}
    html = SimpleNamespace(for_type_by_name=lambda room, name, show: told.update({(room, name): show}))
    shell = SimpleNamespace(display_formatter=SimpleNamespace(formatters={"text/html": html}))
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    steppe._tell_notebook()
    assert set(told) == {("steppe.types", "Coded"), ("steppe.types", "Article")}
    assert told["steppe.types", "Coded"](coded) == steppe.notebook(coded).html
