"""Pages about hostile words in a real browser. Needs a Chromium; where none is found the tests are skipped by name."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright
from tests.faces.http.hostile import NOW, fill, sent_as
from tests.faces.owner import owner

from steppe.faces.http.service import Service
from steppe.record.store import open_record

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium found on this machine"),
    pytest.mark.slow,
]
ACTIVE = ("script", "handler", "embed", "svg", "css", "template", "unicode")
LISTS = ("/", "/events", "/sources", "/sources/articles", "/actors", "/pairs", "/track", "/read", "/ask", "/whatif")
# What a hostile script would do, told to us: each of these is a way of having run.
SPY = """
window.ran = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => { window.ran.push(name); };
document.addEventListener('securitypolicyviolation', (event) => {
    window.ran.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, str]]:
    path = tmp_path_factory.mktemp("hostile") / "r.duckdb"
    payloads = [one.payload for one in sent_as("stored") if one.kind in ACTIVE and len(one.payload) < 10_000]
    with open_record(path, clock=lambda: NOW) as record:
        fill(record, payloads)
    with owner(path, lambda: NOW) as found:
        yield found


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and all it did that it should not have done."""
    context = browser.new_context()
    page = context.new_page()
    heard: list[str] = []

    def dialog(one: Dialog) -> None:
        heard.append(f"dialog {one.message}")
        one.dismiss()

    page.add_init_script(SPY)
    page.on("dialog", dialog)
    page.on("popup", lambda one: heard.append(f"popup {one.url}"))
    page.on("download", lambda one: heard.append(f"download {one.url}"))
    page.on("pageerror", lambda error: heard.append(f"error {error}"))
    page.on("request", lambda one: heard.append(f"request {one.url}") if "://127.0.0.1:" not in one.url else None)
    yield page, heard
    context.close()


def visited(page: Page, heard: list[str], address: str, paths: list[str]) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    for path in paths:
        heard.clear()
        answer = page.goto(f"{address}{path}")
        assert answer is not None
        assert answer.status in (200, 404, 422), path
        for fold in page.locator("details:not([open]) > summary").all()[:10]:
            fold.evaluate("one => one.click()")
        page.keyboard.press("Tab")
        ran = [*heard, *(f"ran {one}" for one in page.evaluate("window.ran"))]
        if ran or page.url.partition("?")[0] != f"{address}{path.partition('?')[0]}":
            wrong[path] = [page.url, *ran]
    return wrong


def test_nothing_of_a_hostile_record_runs_in_a_browser(
    served: tuple[Service, str], watched: tuple[Page, list[str]]
) -> None:
    service, address = served
    view = service.held.record.as_of()
    articles = [one.id for one in view.articles(judged=True)]
    paths = [
        *LISTS,
        *(f"/articles/{one}" for one in articles),
        *(f"/events/{one.id}" for one in view.events(judged=True)[::4]),
        *(f"/claims/{one.id}" for one in view.claims(judged=True)[::8]),
        *(f"/briefs/{one}" for one in articles[:6]),
        "/actors/RUS",
        "/pairs/KAZ/RUS",
    ]
    assert len(articles) > 10
    assert visited(*watched, address, paths) == {}


def test_nothing_of_a_hostile_address_runs_in_a_browser(
    served: tuple[Service, str], watched: tuple[Page, list[str]]
) -> None:
    words = ("<script>alert(1)</script>", '" onmouseover="alert(1)', "javascript:alert(1)", "<svg onload=alert(1)>")
    page, heard = watched
    wrong: dict[str, list[str]] = {}
    for room in (
        "/events/",
        "/actors/",
        "/jobs/",
        "/articles/",
        "/nowhere/",
        "/events?actor=",
        "/ask?q=",
        "/whatif?case=",
    ):
        for one in words:
            coded = page.evaluate("encodeURIComponent", one)
            wrong |= visited(page, heard, served[1], [f"{room}{coded}"])
    assert wrong == {}


def test_a_script_that_was_there_would_be_noticed(served: tuple[Service, str], watched: tuple[Page, list[str]]) -> None:
    page, _ = watched
    page.goto(f"{served[1]}/read")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')")
    page.wait_for_function("window.ran.length > 0")
    assert "script-src" in page.evaluate("window.ran[0]")
