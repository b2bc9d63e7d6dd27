"""The whole story in a real browser, by keyboard alone, from an empty record to the sentence under a number.

Needs a Chromium and the language model; where one is missing the test is skipped by name.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.faces.web.browsing import CHROMIUM, chromium, listen, reach, server

ROOT = Path(__file__).parents[3]
SAMPLE = (ROOT / "examples" / "article.txt").read_text(encoding="utf8")
SLOW = 120_000  # milliseconds that coding or a what-if may take on a busy machine

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium found on this machine"),
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Page, str, list[str]]]:
    with server(tmp_path / "desk.duckdb") as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        heard = listen(page, address)
        page.goto(address)
        yield page, address, heard


def test_from_a_pasted_article_to_the_sentence_under_a_number(desk: tuple[Page, str, list[str]]) -> None:
    page, address, heard = desk
    _paste(page)
    article = page.url
    _correct(page, article)
    _check(page)
    _ask(page, address)
    _what_if(page, address)
    _brief(page, article)
    assert heard == [], "asked of other hosts, or said by the console"


def _paste(page: Page) -> None:
    reach(page, "Paste its text", role="textarea")
    page.keyboard.insert_text(SAMPLE)
    reach(page, "Read it", role="button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/*", timeout=SLOW)  # by way of the job's page, which goes on by itself
    expect(page.locator("h1")).to_contain_text("Kazakhstan")


def _enter(page: Page, url: str) -> None:
    """Press Enter on what has the focus and wait for the page it leads to."""
    with page.expect_navigation(url=url, timeout=SLOW):
        page.keyboard.press("Enter")


def _correct(page: Page, article: str) -> None:
    reach(page, "E1 in full")
    _enter(page, "**/events/*")
    page.locator("input[name=verdict][value=wrong]").focus()
    page.keyboard.press("Space")
    page.locator("[name=reason]").focus()
    page.keyboard.insert_text("the sentence speaks of another year")
    page.locator("[name=author]").focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("A. Reader")
    _enter(page, "**/events/*")
    expect(page.get_by_text("the sentence speaks of another year").first).to_be_visible()
    expect(page.get_by_text("A. Reader").first).to_be_visible()
    reach(page, "ake back", role="button")
    _enter(page, "**/events/*")
    expect(page.get_by_role("button", name="ake back")).to_have_count(0)
    page.goto(article)


def _check(page: Page) -> None:
    reach(page, "Check its claims")
    _enter(page, "**/check?article=*")
    expect(page.locator("main table").first).to_be_visible()


def _ask(page: Page, address: str) -> None:
    page.goto(f"{address}/ask")
    for field, words in (("actor", "KAZ"), ("recipient", "RUS")):
        page.locator(f"input[name={field}]").focus()
        page.keyboard.insert_text(words)
    page.locator("input[name=kinds][value=quad-4]").focus()
    page.keyboard.press("Space")
    page.locator("input[name=days]").focus()
    _enter(page, "**/ask?*")
    expect(page.locator("main")).to_contain_text("%")


def _what_if(page: Page, address: str) -> None:
    page.goto(f"{address}/whatif")
    page.locator("main form button").first.focus()
    _enter(page, "**/whatif/*")
    expect(page.locator("main")).to_contain_text("of draws", timeout=SLOW)


def _brief(page: Page, article: str) -> None:
    page.goto(article)
    reach(page, "Open the brief")
    _enter(page, "**/briefs/*")
    link = page.locator("#numbers a.place").first
    link.focus()
    page.keyboard.press("Enter")
    place = page.url.partition("#")[2]
    assert place.startswith("t-n")
    lit = page.locator(f".i-{place.removeprefix('t-')}").first
    expect(lit).to_be_in_viewport()
    assert lit.inner_text() in SAMPLE
