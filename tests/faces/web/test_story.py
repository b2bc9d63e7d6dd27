"""The whole story in a real browser, by keyboard alone, from an empty record to the sentence under a number.

Needs a Chromium and the language model; where one is missing the test is skipped by name.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from tests.faces.web.browsing import CHROMIUM, chromium, listen, reach, server, tab_to

ROOT = Path(__file__).parents[3]
SAMPLE = (ROOT / "examples" / "article.txt").read_text(encoding="utf8")
SLOW = 120_000  # milliseconds that coding or a what-if may take on a busy machine

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium found on this machine"),
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Page, list[str]]]:
    with server(tmp_path / "desk.duckdb") as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        heard = listen(page, address)
        page.goto(address)
        yield page, heard


def test_from_a_pasted_article_to_the_sentence_under_a_number(desk: tuple[Page, list[str]]) -> None:
    page, heard = desk
    _paste(page)
    _correct(page, page.url)
    _check(page)
    _ask(page)
    _what_if(page)
    _brief(page)
    assert heard == [], "asked of other hosts, or said by the console"


def _paste(page: Page) -> None:
    expect(page.get_by_label("Paste its text")).to_be_focused()  # the one thing to do at an empty Desk
    page.keyboard.insert_text(SAMPLE)
    reach(page, "Read it", role="button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/*", timeout=SLOW)  # by way of the job's page, which goes on by itself
    expect(page.locator("h1")).to_contain_text("Kazakhstan")


def _enter(page: Page, url: str) -> None:
    """Press Enter on what has the focus and wait for the page it leads to."""
    with page.expect_navigation(url=url, timeout=SLOW):
        page.keyboard.press("Enter")


def _room(page: Page, name: str, url: str) -> None:
    """Go to a room by the bar above the page."""
    tab_to(page, f".bar a[href='/{name}']")
    _enter(page, url)


def _fill(page: Page, field: str, words: str) -> None:
    """Write into a field in place of what is there."""
    tab_to(page, f"[name={field}]")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(words)


def _correct(page: Page, article: str) -> None:
    reach(page, "E1 in full")
    _enter(page, "**/events/*")
    tab_to(page, "[name=verdict][value=wrong]")
    page.keyboard.press("Space")
    _fill(page, "reason", "the sentence speaks of another year")
    _fill(page, "author", "A. Reader")
    _enter(page, "**/events/*")
    expect(page.get_by_text("the sentence speaks of another year").first).to_be_visible()
    expect(page.get_by_text("A. Reader").first).to_be_visible()
    reach(page, "ake back", role="button")
    _enter(page, "**/events/*")
    expect(page.get_by_role("button", name="ake back")).to_have_count(0)
    tab_to(page, f"main a[href^='{urlsplit(article).path}']")
    _enter(page, "**/articles/*")


def _check(page: Page) -> None:
    reach(page, "Check its claims")
    _enter(page, "**/check?article=*")
    expect(page.locator("main table").first).to_be_visible()


def _ask(page: Page) -> None:
    _room(page, "ask", "**/ask")
    _fill(page, "actor", "KAZ")
    _fill(page, "recipient", "RUS")
    tab_to(page, "[name=kinds][value=quad-4]")
    page.keyboard.press("Space")
    reach(page, "Ask", role="button")
    _enter(page, "**/ask?*")
    expect(page.locator("main")).to_contain_text("%")


def _what_if(page: Page) -> None:
    _room(page, "whatif", "**/whatif")
    reach(page, "Run", role="button")
    _enter(page, "**/whatif/*")
    expect(page.locator("main")).to_contain_text("of draws", timeout=SLOW)


def _brief(page: Page) -> None:
    _room(page, "read", "**/read")
    tab_to(page, "main a[href^='/articles/']")
    _enter(page, "**/articles/*")
    reach(page, "Open the brief")
    _enter(page, "**/briefs/*")
    tab_to(page, ".contents a[href='#numbers']")
    page.keyboard.press("Enter")
    tab_to(page, "#numbers a.place")
    page.keyboard.press("Enter")
    place = page.url.partition("#")[2]
    assert place.startswith("t-n")
    lit = page.locator(f".i-{place.removeprefix('t-')}").first
    expect(lit).to_be_in_viewport()
    assert lit.inner_text() in SAMPLE
