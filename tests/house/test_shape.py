"""Sizes and names of HOUSE.md: short files, short functions, few parameters, no catch-all names."""

import ast
import re
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "src").rglob("*.py"))
BANNED = re.compile(r"(^|_)(utils?|helpers?|common|misc|manager|base)(_|$)")


def functions(path):
    tree = ast.parse(path.read_text(encoding="utf8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node):
    return node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_files_and_functions_stay_short_and_plainly_named(path):
    assert not BANNED.search(path.stem), f"{path.name}: name the thing it makes or keeps"
    assert len(path.read_text(encoding="utf8").splitlines()) <= 400
    for node in functions(path):
        assert length(node) <= 60, f"{path.name}:{node.name} has {length(node)} lines"
        arguments = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
        named = [a for a in arguments if a.arg not in ("self", "cls")]
        assert len(named) <= 6 or node.name in COMMANDS, f"{path.name}:{node.name} takes {len(named)} parameters"


COMMANDS = {
    "read",
    "code",
    "keep",
    "brief",
    "show",
    "group",
    "ask",
    "whatif",
    "compare",
    "why",
    "outlook",
    "backtest_outlook",
    "mix_outlook",
    "rank_outlook",
    "track",
    "rates",
    "beside",
}


def test_the_median_file_and_function_are_small():
    assert median(len(path.read_text(encoding="utf8").splitlines()) for path in FILES) <= 140
    assert median(length(node) for path in FILES for node in functions(path)) <= 12


# How a schema of a border, a contract or a parameter of a type is declared; no behaviour is inherited.
DECLARING = {"msgspec.Struct", "Protocol", "NamedTuple", "BaseModel", "Generic"}


def test_only_errors_inherit():
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.ClassDef) and path.name != "errors.py":
                bases = {ast.unparse(base).partition("[")[0] for base in node.bases} - DECLARING
                assert not bases, f"{path.name}:{node.name} inherits from {bases}"


def test_nothing_tracked_speaks_of_the_workplace():
    own = Path(__file__).name
    # Written apart so that this file does not hold the words it looks for.
    words = re.compile("/wo" + "rk/|sha" + "red/(gold|facts|seed)/.*(copied)|Claude|registry\\.(npm)")
    for path in [*FILES, *ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").rglob("*.py")]:
        if path.name != own:
            assert not words.search(path.read_text(encoding="utf8")), path
