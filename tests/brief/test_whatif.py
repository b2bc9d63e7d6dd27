"""The page of answers: everything on it comes from cards, causes and comparisons, and a browser finds nothing wrong."""

import re
import shutil
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from steppe import asking
from steppe.brief.charts.odds import chance, courses, span, spreads
from steppe.brief.whatif import branches, chart
from steppe.scenario.why import Order, Why

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def at():
    return asking.setting("kazakhstan-2022", draws=500)


@pytest.fixture(scope="module")
def page(at):
    return asking.whatif_page(at, asking.ask(at))


def test_every_question_has_its_card_with_confidence_apart_from_likelihood(at, page):
    for card in asking.ask(at):
        assert f'id="q-{card.id.lower()}"' in page
        assert card.resolver in page
    for sentence in re.split(r"(?<=[.!?])\s", re.sub(r"<[^>]+>", " ", page)):
        assert not ("Confidence" in sentence and re.search(r"almost no chance|likely|roughly even", sentence))


def test_every_number_an_answer_rests_on_shows_its_source(at, page):
    card = asking.ask(at, "Q1")[0]
    for ground in card.grounds:
        assert ground.name in page
        for source in ground.source:
            title = at.case.sources[source].title if source in at.case.sources else "from memory"
            assert title.split("&")[0].split("'")[0] in page


def test_an_answer_kept_before_it_named_its_back_tests_is_shown(at):
    (card,) = asking.ask(at, "Q5")
    told = asking.whatif_page(at, [replace(card, backtests=())])
    assert card.tests[0].partition(" (")[0] in told
    assert "its cases" in asking.whatif_page(at, [card])
    assert "its cases" not in told


def test_the_page_has_the_map_before_and_after_spreads_and_the_tree(page):
    assert page.count('class="border') + page.count("border") > 2
    for part in ("Before and after", 'id="causes"', "How the draws spread", "What arrives by day"):
        assert part in page


def test_the_page_asks_nobody_for_anything(page):
    assert "default-src &#39;none&#39;" in page
    assert not re.search(r'(src|href)="https?:', page)


def test_a_branch_tells_its_share_of_the_line_it_hangs_on():
    one = Why(
        id="Q", ask="?", answer=0.1, unit="1", draws=100, targets=("b",), but_for=(), bottlenecks=(),
        orders=(Order(steps=("a",), count=40), Order(steps=("a", "b"), count=10)),
        words=(("a", "first"), ("b", "then")),
    )  # fmt: skip
    first, second = branches(one)
    assert (first.share, second.share, second.depth, second.target) == (0.4, 0.25, 2, True)


def test_charts_tell_their_numbers_in_words():
    assert "90 % of draws 0.001 to 0.1" in chance(0.001, 0.01, 0.1, ident="a")
    assert "half of draws 2 to 4" in span((1.0, 2.0, 3.0, 4.0, 5.0), unit="kt", ident="b")
    assert "3 draws" in spreads((0.0, 1.0), [3, 0], [0, 3], names=("one", "other"), unit="kt")
    assert "a day in one and other" in courses([(1, 1, 2, 3)], [(1, 0, 0, 1)], names=("one", "other"), unit="kt")


def test_a_list_has_no_interval(at):
    assert chart(asking.ask(at, "Q12")[0]) == ""
    assert "<svg" in chart(asking.ask(at, "Q1")[0])


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium found on this machine")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), pytest.param("dark", 390, marks=pytest.mark.slow)])
def test_no_violation_no_request_no_sideways_scroll(page, tmp_path, scheme, width):
    file = tmp_path / "whatif.html"
    file.write_text(page, "utf8")
    heard = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        shown = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
        shown.on("request", lambda request: heard.append(request.url) if request.url != file.as_uri() else None)
        shown.on("console", lambda message: heard.append(message.text))
        shown.goto(file.as_uri())
        for fold in shown.locator("summary").all():
            fold.click()
        found = Axe().run(shown)
        assert found.violations_count == 0, found.generate_report()
        assert shown.evaluate("document.documentElement.scrollWidth") == width
        assert heard == []
        browser.close()
