"""Every public name says what it means, and the examples in docstrings run."""

import ast
import doctest
import importlib
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "steppe"
FILES = sorted(path for path in SOURCE.rglob("*.py"))


def module_name(path):
    return "steppe." + str(path.relative_to(SOURCE).with_suffix("")).replace("/", ".")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_public_names_have_docstrings(path):
    tree = ast.parse(path.read_text(encoding="utf8"))
    assert ast.get_docstring(tree), f"{path}: no module docstring"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{path.name}:{node.name} has no docstring"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_examples_run(path):
    module = importlib.import_module(module_name(path).removesuffix(".__init__"))
    assert doctest.testmod(module).failed == 0
