"""A newcomer's clock: from `./dev run` to a first article of one's own, coded and shown in the browser.

    ./dev bench first-article [--plain] [--uncommitted]

Clones the committed project into a temporary folder (`--uncommitted`: copies it as it stands) and does there what a
newcomer does: types the README's first command, then the one that command ends with, waits for the Desk in Chromium,
pastes first_article.txt, which the project does not otherwise hold, presses the button, and waits until the coded
article is on the screen. The environment is made anew, from this machine's package cache; `--plain` hides uv and has
an empty cache, so that everything is downloaded, as on a new machine. A command or a screen that no longer leads to
the next step ends it with an error.

Each step is printed with what the machine took (measured) and what a person takes, which is not measured but counted
by the keystroke-level model (Card, Moran & Newell 1980, CACM 23(7), 396-410): K a key or button, P pointing with the
mouse, H a hand moved between mouse and keyboard, M making up one's mind; a character of a command is an X, their
"typing complex codes". Reading is not in that model: every word on the way is counted once, read at 238 words a minute
(Brysbaert 2019, J. Memory and Language 109, 104047), though nobody reads all of them. The model is of people who know
the way, so a second column has everything at its slowest: their slowest typist, M, P and H doubled, reading at half
the speed. The clock begins at the first command: the README's words before it are counted apart. The last line is one
JSON object; bar: under 120 seconds of actions.
"""

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))

from first_run import without_uv
from playwright.sync_api import Page
from tests.faces.web.browsing import chromium

ROOT = Path(__file__).parents[2]
ARTICLE = Path(__file__).with_suffix(".txt").read_text(encoding="utf8")
USUAL = {"K": 0.28, "X": 0.75, "P": 1.10, "H": 0.40, "M": 1.35}
SLOWEST = {"K": 1.20, "X": 1.20, "P": 2.20, "H": 0.80, "M": 2.70}
A_MINUTE = 238
BAR = 120
FETCHED = "M H P K P K K K P K"  # to the article's window, all of it marked by mouse, copied, and back
SLOW = 180_000  # milliseconds


@dataclass(frozen=True, slots=True)
class Step:
    """What a newcomer does: operators of the model, words read, and the seconds the machine then takes."""

    what: str
    operators: str
    words: int
    machine: float

    def person(self, seconds: dict[str, float], *, slower: int = 1) -> float:
        """Seconds of a person: operators and reading."""
        return sum(seconds[one] for one in self.operators.split()) + slower * 60 * self.words / A_MINUTE


def count(text: str) -> int:
    return len(text.split())


def typed(command: str) -> str:
    """Making up one's mind, the command and Enter."""
    return " ".join("M" + "X" * len(command) + "K")


def copy(clone: Path, *, uncommitted: bool) -> None:
    """The project in a folder of its own."""
    if not uncommitted:
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        return
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in names.split("\0"):
        if name and (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, clone / name)


def first_command(clone: Path) -> tuple[str, int]:
    """The README's first command, and the words one reads until it is clear which."""
    readme = (clone / "README.md").read_text(encoding="utf8")
    before, _, block = readme.partition("```sh\n")
    lines = block.partition("```")[0].splitlines()
    return lines[0].partition("#")[0].strip(), count(before) + count(" ".join(lines))


def run(command: str, clone: Path, environment: dict[str, str]) -> tuple[float, str, str]:
    """Seconds of a command, all it says, and the command its last line tells to go on with."""
    began = time.perf_counter()
    ran = subprocess.run(shlex.split(command), cwd=clone, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"{command}: {ran.stderr}")
    following = ran.stderr.strip().splitlines()[-1].strip()
    if not (clone / following.split()[0]).is_file():
        raise SystemExit(f"{command} does not end with the command to go on with, but with: {following}")
    return time.perf_counter() - began, ran.stdout + ran.stderr, following


@contextmanager
def served(command: str, clone: Path, environment: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The desk by a command as it stands, on a free port; gives what it says and its address."""
    made = {**environment, "STEPPE_PORT": "0"}
    # Words of its own rather than a shell's: what is ended is then the server itself.
    running = subprocess.Popen(shlex.split(command), cwd=clone, env=made, stderr=subprocess.PIPE, text=True)
    assert running.stderr is not None
    try:
        told = ""
        while not (found := re.search(r"http://\S+", told)):
            line = running.stderr.readline()
            if not line:
                raise SystemExit(f"{command} gives no address: {told}")
            told += line
        yield told, found[0]
    finally:
        running.terminate()
        running.wait(timeout=30)
        running.stderr.close()


def in_the_browser(page: Page, address: str, began: float) -> Iterator[Step]:
    """The Desk opens by itself (from a terminal); paste, press, wait. `began` is when its command was given."""
    page.goto(address)
    main = page.locator("main").inner_text()
    ready = page.evaluate("document.activeElement.name") == "text"
    yield Step("the browser opens the empty Desk", "", count(main), time.perf_counter() - began)
    yield Step("copy the article from where it is", FETCHED, 0, 0.0)
    if not ready:
        page.get_by_label("Paste its text").click()
    page.keyboard.insert_text(ARTICLE)
    yield Step("paste it" if ready else "click into the box, paste it", "H K K" if ready else "P K H K K", 0, 0.0)
    button = page.get_by_role("button", name="Read it")
    seen = button.evaluate("e => e.getBoundingClientRect().bottom <= innerHeight")
    pressed = time.perf_counter()
    button.click()
    page.wait_for_load_state()
    said = page.locator("main").inner_text() if "/jobs/" in page.url else ""
    page.wait_for_url("**/articles/*", timeout=SLOW)
    page.wait_for_selector("#found-events tbody")
    took = time.perf_counter() - pressed
    yield Step("press “Read it”, wait", "M H P K" if seen else "M H P K P K", count(said), took)


def came(page: Page) -> dict[str, int]:
    """How much is on the screen of the coded article."""
    return {name: page.locator(f"#found-{name} tbody").count() for name in ("events", "claims", "numbers")}


def walk(options: argparse.Namespace, folder: str) -> tuple[list[Step], dict[str, object]]:
    clone = Path(folder) / "steppe"
    copy(clone, uncommitted=options.uncommitted)
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    if options.plain:
        environment = {**without_uv(environment), "UV_CACHE_DIR": f"{folder}/cache", "PIP_NO_CACHE_DIR": "1"}
    command, words = first_command(clone)
    took, said, following = run(command, clone, environment)
    again = run(command, clone, environment)[0]
    steps = [Step(f"type {command}, wait", typed(command), 0, took)]
    began = time.perf_counter()
    with served(following, clone, environment) as (told, address), chromium() as browser:
        steps.append(Step(f"type {following}", typed(following), count(said) + count(told), 0.0))
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        steps += in_the_browser(page, address, began)
        found = came(page)
    return steps, {"run_again_s": round(again, 1), "readme_words": words, **found}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plain", action="store_true", help="hide uv and use an empty package cache")
    parser.add_argument("--uncommitted", action="store_true", help="the project as it stands, not as committed")
    with tempfile.TemporaryDirectory() as folder:
        steps, found = walk(parser.parse_args(), folder)
    print(f"{'step':<62} {'words':>5} {'you':>6} {'slowest':>8} {'machine':>8}")
    for one in steps:
        usual, slowest = one.person(USUAL), one.person(SLOWEST, slower=2)
        print(f"{one.what:<62} {one.words:>5} {usual:>6.1f} {slowest:>8.1f} {one.machine:>8.1f}")
    actions, slow = sum(one.person(USUAL) for one in steps), sum(one.person(SLOWEST, slower=2) for one in steps)
    waited = sum(one.machine for one in steps)
    print(
        json.dumps(
            {
                "actions_s": round(actions, 1),
                "actions_slowest_s": round(slow, 1),
                "machine_s": round(waited, 1),
                "of_which_first_command_s": round(steps[0].machine, 1),
                "bar_s": BAR,
                "met": actions < BAR,
                **found,
                "steps": [asdict(one) for one in steps],
            }
        )
    )


if __name__ == "__main__":
    main()
