"""What the documents show must be so: Python examples run, commands exist, links lead somewhere."""

import doctest
import re
from pathlib import Path

import pytest
from typer.main import get_command

import steppe
from steppe.faces.cli import app

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "HOUSE.md", *(ROOT / "docs").glob("*.md")])


@pytest.mark.model
@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_python_examples_run(page):
    assert doctest.testfile(str(page), module_relative=False).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_and_options_exist(page):
    commands = get_command(app).commands
    shell = "\n".join(re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf8"), re.DOTALL))
    for line in re.findall(r"^(?:\.venv/bin/)?steppe [^\n]+", shell, re.MULTILINE):
        for part in line.split("|"):
            words = part.split()
            if words[0].endswith("steppe") and not words[1].startswith("--"):
                known = {name for option in commands[words[1]].params for name in option.opts}
                assert {w for w in words if w.startswith("--")} <= known, line


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_to_files(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf8")):
        assert target.startswith("http") or (page.parent / target).exists(), target


def test_every_verb_is_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    for name in get_command(app).commands:
        assert f"`steppe {name}`" in readme


def test_the_front_window_holds_what_it_lists():
    for name in steppe.__all__:
        assert getattr(steppe, name) is not None
    assert len(steppe.__all__) <= 30
    with pytest.raises(AttributeError):
        _ = steppe.nothing_of_this_name
