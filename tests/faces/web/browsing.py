"""A real browser against a real server: what it asked for, what its console said, and getting about by keyboard."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MOST_TABS = 400


@contextmanager
def server(record: Path, **settings: str) -> Iterator[str]:
    """`steppe serve` as a process of its own; gives the address of its desk."""
    told = {f"STEPPE_{name.upper()}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "steppe.faces.cli", "serve", "--record", str(record), "--port", "0", "--no-open"]
    running = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, **told}, cwd=record.parent
    )
    assert running.stderr is not None
    try:
        line = running.stderr.readline()
        found = re.search(r"http://\S+:\d+", line)
        assert found, line + running.stderr.read()
        yield found[0]
    finally:
        running.terminate()
        running.wait(timeout=30)
        running.stderr.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


def listen(page: Page, address: str) -> list[str]:
    """A list that fills with every request to another host, every word of the console and every error of a script."""
    heard: list[str] = []
    page.on(
        "request",
        lambda request: heard.append(request.url) if not request.url.startswith((address, "data:")) else None,
    )
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def reach(page: Page, words: str, *, role: str = "") -> None:
    """Press Tab until what has the focus shows or is labelled with the words, as one does without a mouse."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        told, what = page.evaluate(
            """() => {
              const e = document.activeElement;
              const label = e.labels && e.labels.length ? e.labels[0].textContent : '';
              return [[e.getAttribute('aria-label') || '', label, e.textContent || '', e.value || ''].join(' '),
                      e.tagName.toLowerCase()];
            }"""
        )
        if what != "body" and words in " ".join(told.split()) and (not role or what == role):
            return
    raise AssertionError(f"no way by Tab to {words!r} on {page.url}")


def tab_to(page: Page, what: str) -> None:
    """Press Tab until the element that has the focus is one of those a style rule would pick, such as `[name=days]`."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
    raise AssertionError(f"no way by Tab to {what} on {page.url}")
