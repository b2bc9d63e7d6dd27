"""The page as a browser shows it. Needs a Chromium; where none is found the tests are skipped by name."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from steppe.brief.brief import Brief
from steppe.brief.html import to_html
from steppe.brief.notebook import notebook
from steppe.types import Coded

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium found on this machine")
Scheme = Literal["light", "dark"]
VIEWS = [  # two together have each width and each scheme
    ("light", 390),
    ("dark", 1280),
    pytest.param("light", 1280, marks=pytest.mark.slow),
    pytest.param("dark", 390, marks=pytest.mark.slow),
]
SECTIONS = ("short", "text", "events", "claims", "numbers", "ties", "gaps", "made")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def files(brief: Brief, bare: Brief, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("brief")
    made = {"full": folder / "full.html", "bare": folder / "bare.html"}
    made["full"].write_text(to_html(brief), "utf8")
    made["bare"].write_text(to_html(bare), "utf8")
    return made


def opened(context: BrowserContext, file: Path) -> tuple[Page, list[str]]:
    """The page, with every request beyond the file itself and every word of the console."""
    page = context.new_page()
    heard: list[str] = []
    page.on("request", lambda request: heard.append(request.url) if request.url != file.as_uri() else None)
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(file.as_uri())
    return page, heard


@pytest.mark.parametrize(("scheme", "width"), VIEWS)
@pytest.mark.parametrize("name", ["full", "bare"])
def test_no_violation_no_request_no_sideways_scroll(
    browser: Browser, files: dict[str, Path], name: str, scheme: Scheme, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, heard = opened(context, files[name])
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for fold in page.locator("summary").all():
        fold.click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert heard == []
    context.close()


def test_without_javascript_all_is_there(browser: Browser, files: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page, _ = opened(context, files["full"])
    for section in SECTIONS:
        assert page.locator(f"#{section}").is_visible()
    assert page.locator(".chart").count() == 3
    assert all(chart.is_visible() for chart in page.locator(".chart").all())
    assert page.locator("#events tbody").count() == 11
    assert all(row.is_visible() for row in page.locator("#events tbody").all())
    context.close()


def colour(page: Page, selector: str) -> str:
    found = page.locator(selector).first.evaluate("one => getComputedStyle(one).backgroundColor")
    return str(found)


def test_following_a_row_lights_up_all_its_words_without_javascript(browser: Browser, files: dict[str, Path]) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, _ = opened(context, files["full"])
    before = colour(page, ".m.i-e2")
    page.goto(f"{files['full'].as_uri()}#t-e2")
    lit = {colour(page, f".m.i-e2 >> nth={at}") for at in range(page.locator(".m.i-e2").count())}
    assert len(lit) == 1
    assert before not in lit
    page.goto(f"{files['full'].as_uri()}#e2")
    assert colour(page, ".m.i-e2") == before
    assert colour(page, "#e2") != colour(page, "#e3")
    context.close()


def test_a_kind_can_be_hidden_and_the_text_stays(browser: Browser, files: dict[str, Path]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page, _ = opened(context, files["full"])
    page.locator("#show-number").uncheck()
    assert not page.locator(".article .ref.number").first.is_visible()
    assert page.locator(".article .m.number").first.is_visible()
    assert page.locator(".article .ref.event").first.is_visible()
    context.close()


def test_pointing_lights_up_text_and_row_together(browser: Browser, files: dict[str, Path]) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, _ = opened(context, files["full"])
    page.locator("#n4 .quote").hover()
    assert page.locator(".article .lit").all_inner_texts() == ["41 prisoners"]
    page.locator('.article a.ref[href="#n4"]').focus()
    assert page.locator("#n4.lit").count() == 1
    context.close()


def test_the_keyboard_reaches_the_brief_first(browser: Browser, files: dict[str, Path]) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, _ = opened(context, files["full"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the brief"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    context.close()


def test_it_prints_with_everything_unfolded(browser: Browser, files: dict[str, Path]) -> None:
    context = browser.new_context(viewport={"width": 800, "height": 900})
    page, _ = opened(context, files["full"])
    page.emulate_media(media="print")
    assert not page.locator(".contents").is_visible()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.get_by_text("no pattern fired").is_visible()
    assert len(page.pdf()) > 10_000
    context.close()


HOST = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="color-scheme" content="light dark"><title>n</title>
<style>.host td, .host th { text-align: right; padding: 9px; }
.host tbody tr:nth-child(odd) { background: #f00; }</style>
<body TOLD><main class="host"><h1>A notebook</h1><table id="own"><tbody><tr><td>5</td></tr></tbody></table>
HERE</main>"""


@pytest.mark.parametrize(("scheme", "width"), [("light", 700), ("dark", 1280)])
def test_the_notebook_view_keeps_to_itself(
    browser: Browser, coded: Coded, brief: Brief, tmp_path: Path, scheme: Scheme, width: int
) -> None:
    pages = {"with": notebook(coded, brief).html, "without": ""}
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    looks = {}
    for name, html in pages.items():
        file = tmp_path / f"{name}.html"
        file.write_text(HOST.replace("TOLD", "").replace("HERE", html), "utf8")
        page, heard = opened(context, file)
        assert heard == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        looks[name] = page.locator("#own td").evaluate("one => JSON.stringify({...getComputedStyle(one)})")
        if html:
            for fold in page.locator("details:not([open]) > summary").all():
                fold.click()
            assert colour(page, ".steppe-view tbody tr") == "rgba(0, 0, 0, 0)"
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
    assert looks["with"] == looks["without"]
    context.close()


@pytest.mark.parametrize("told", ['data-jp-theme-light="{light}"', 'class="vscode-{name}"', 'data-theme="{name}"'])
def test_the_notebook_view_follows_the_notebook_not_the_system(
    browser: Browser, coded: Coded, brief: Brief, tmp_path: Path, told: str
) -> None:
    for name, seen in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(23, 25, 28)")):
        context = browser.new_context(color_scheme="dark" if name == "light" else "light")
        attribute = told.format(name=name, light=str(name == "light").lower())
        file = tmp_path / f"{name}.html"
        file.write_text(HOST.replace("TOLD", attribute).replace("HERE", notebook(coded, brief).html), "utf8")
        page, _ = opened(context, file)
        assert colour(page, ".steppe-view") == seen
        context.close()
