"""Every page in a real browser: nothing a reader with a disability would stumble over, nothing asked of another host.

Needs a Chromium; where none is found the tests are skipped by name.
"""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from starlette.testclient import TestClient
from tests.faces.desk import desk_of, some
from tests.faces.web.browsing import CHROMIUM, chromium, listen
from tests.faces.web.made import held_up, judge, ran
from tests.faces.web.test_track import keep
from tests.record.conftest import small

from steppe.faces.http import guard

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium found on this machine")
Scheme = Literal["light", "dark"]
VIEWS: tuple[tuple[int, Scheme], ...] = ((1280, "light"), (1280, "dark"), (390, "dark"), (390, "light"))
ARTICLE, EVENT = some()[-2].article.id, some()[-2].events[0].id
SMALL = small()  # with a claim and a number
PAGES = (
    "/",
    "/?as_of=2001-01-01",
    "/read",
    f"/articles/{ARTICLE}",
    f"/events/{EVENT}",
    f"/claims/{SMALL.claims[0].id}",
    f"/quantities/{SMALL.quantities[0].id}",
    "/events?actor=KAZ&outlet=Wire",
    "/judgements",
    "/actors",
    "/actors/KAZ",
    "/pairs",
    "/pairs/KAZ/RUS",
    "/world",
    "/world?as_of=2022-01-05",
    "/check",
    f"/check?article={ARTICLE}",
    "/ask",
    "/ask?q=KAZ+->+RUS:+quad-4+within+30d",
    "/ask?q=nonsense",
    "/ask/events?actor=KAZ&recipient=RUS&kinds=quad-1",
    "/track",
    "/whatif",
    "/whatif/{done}",
    "/whatif/{waits}",
    "/whatif/compare?one={done}&other={again}",
    "/world/sources?as_of=1995-01-01",
    f"/briefs/{ARTICLE}",
    "/jobs/{reads}",
    "/sources",
    "/sources/articles?every=true",
    "/enter",
    "/no-such-page",
)
# Pages of many parts, of a kind that is looked at already.
AGAIN = frozenset({"/world?as_of=2022-01-05", "/world/sources?as_of=1995-01-01"})


@pytest.fixture(scope="module")
def desk() -> Iterator[tuple[TestClient, dict[str, str]]]:
    """A desk with two finished what-ifs, one under way and an article that waits behind it; the ids of these."""
    few = {"case": "kazakhstan-2022", "draws": "100", "causes": "Q1"}
    with desk_of(":memory:", [*some(), SMALL]) as (client, service):
        judge(client, EVENT)
        for kind, opens in (
            ("REJECT", date(2022, 11, 4)),
            ("CONSULT", date(2022, 11, 20)),
            ("AID", date(2022, 11, 25)),
        ):
            keep(service, kind, opens)  # one settled, one due, one open
        made = {
            "done": ran(client, service, few | {"scenario": "closure_90d"}),
            "again": ran(client, service, few | {"do": "incursion=on on 1", "causes": ""}),
        }
        with held_up(service, "as things stand, Q6 (day 40 of 90)", 6, 30) as at_it:
            made["waits"] = client.post("/whatif", data=few | {"seed": "5"}).headers["location"].rpartition("/")[2]
            assert at_it.wait(20)
            made["reads"] = client.post("/read", data={"text": "Words."}).headers["location"].rpartition("/")[2]
            yield client, made


@pytest.fixture(scope="module")
def address(desk: tuple[TestClient, dict[str, str]]) -> Iterator[str]:
    config = uvicorn.Config(desk[0].app, port=0, log_level="error", lifespan="off", ws="none")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.02)
    port = running.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.mark.parametrize("path", [pytest.param(one, marks=pytest.mark.slow) if one in AGAIN else one for one in PAGES])
def test_no_violation_no_request_elsewhere_no_sideways_scroll(
    browser: Browser, desk: tuple[TestClient, dict[str, str]], address: str, path: str
) -> None:
    page = browser.new_page()
    heard = listen(page, address)
    page.goto(address + path.format(**desk[1]))
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, scheme)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["target"]) for one in found] == [], (width, scheme)
    assert page.locator("h1").count() == 1
    refused = [words for words in heard if "status of 4" not in words]  # the browser's own word on a 404 or 422
    assert refused == []
    page.close()


@pytest.mark.parametrize("path", ["/", "/read", f"/articles/{ARTICLE}", "/ask", "/world", "/whatif"])
def test_the_keyboard_comes_first_to_the_page_and_always_shows_where_it_is(
    browser: Browser, address: str, path: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(12):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
              const e = document.activeElement;
              if (e === document.body) return true;
              const style = getComputedStyle(e);
              const box = e.getBoundingClientRect();
              return style.outlineStyle !== 'none' && box.width > 0 && box.height > 0;
            }"""
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")
    page.close()


def test_a_page_that_may_not_follow_its_work_asks_for_it_ever_less_often(
    browser: Browser, desk: tuple[TestClient, dict[str, str]], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, jobs = desk[0], desk[0].app.service.jobs  # type: ignore[attr-defined]
    path = client.post("/read", data={"text": "Other words."}).headers["location"]
    job = jobs.get(path.removeprefix("/jobs/"))
    asked: list[int] = []
    monkeypatch.setattr(guard, "MOST_FOLLOWING", 0)
    page = browser.new_page()
    page.clock.install()
    page.on("response", lambda it: asked.append(it.status) if f"/api/v1/jobs/{job.id}" in it.url else None)
    with page.expect_response("**/progress"):
        page.goto(address + path)
    jobs.known[job.id] = replace(job, state="running", step="sentences parsed", done=30, every=60)
    with page.expect_response(f"**/api/v1/jobs/{job.id}"):
        page.clock.run_for(2_000)
    expect(page.locator("[data-count]")).to_have_text("30 of 60")
    expect(page.locator("[data-step]")).to_have_text("sentences parsed")
    for _ in range(12):
        page.clock.run_for(5_000)
        page.wait_for_timeout(60)
    assert asked[:2] == [503, 200]
    assert 5 <= len(asked) <= 10, "in a minute"
    jobs.cancel(job.id)
    with page.expect_navigation():
        page.clock.run_for(20_000)
    expect(page.locator("h1")).to_have_text("Called off")
    page.close()


def test_without_scripts_every_page_is_there(
    browser: Browser, desk: tuple[TestClient, dict[str, str]], address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in PAGES:
        page.goto(address + path.format(**desk[1]))
        assert page.locator("h1").count() == 1, path
    context.close()
