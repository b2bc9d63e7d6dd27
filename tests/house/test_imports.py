"""The import map of HOUSE.md, enforced: a room imports what its row allows, and nothing runs in a circle."""

import ast
from pathlib import Path

import networkx
import pytest

SOURCE = Path(__file__).parents[2] / "src" / "steppe"
GROUND = {"types", "errors", "wire", "ontology"}
ROOMS = {
    "types": set(),
    "errors": set(),
    "wire": {"errors"},
    "ontology": {"types", "errors", "wire"},
    "intake": GROUND,
    "text": GROUND,
    "coding": GROUND | {"text"},
    "record": GROUND,
    "world": GROUND,
    "checking": GROUND | {"text", "world"},
    "brief": GROUND | {"world", "checking", "scenario", "outlook"},
    "scenario": GROUND | {"world", "scores"},
    "scores": set(),
    "outlook": GROUND | {"world", "scores"},
    "exchange": GROUND | {"outlook"},
    "workers": set(),
    "jobs": {"types", "errors", "wire"},
    "survey": GROUND | {"outlook"},
    "flow": GROUND | {"intake", "text", "coding", "record", "world", "checking", "brief", "exchange", "workers"},
    "asking": {"types", "errors", "wire", "ontology", "scenario", "outlook", "world", "brief", "flow"},
    "foresight": GROUND | {"outlook", "record", "exchange", "world", "brief", "scenario", "scores", "flow"},
    "keeping": GROUND | {"outlook", "record", "foresight", "flow"},
    "corrections": GROUND | {"coding", "record", "brief"},
    "reading": GROUND | {"brief", "intake", "text", "coding", "record", "jobs", "flow", "corrections"},
    "comparing": GROUND | {"coding", "record", "jobs"},
    "repeats": GROUND | {"coding", "record", "survey", "outlook", "comparing", "holding", "overview"},
    "holding": GROUND | {"record", "survey", "outlook", "jobs", "comparing", "reading", "foresight", "whatifs", "flow"},
    "overview": GROUND | {"record", "survey", "outlook", "brief", "holding", "flow", "keeping"},
    "showing": {"brief", "outlook"},
    "items": GROUND | {"coding", "record", "survey", "brief", "holding", "overview", "showing", "flow", "corrections"},
    "worlds": GROUND | {"record", "world", "checking", "brief", "holding", "flow"},
    "answers": GROUND | {"record", "outlook", "brief", "holding", "foresight", "keeping", "flow"},
    "whatifs": GROUND | {"record", "scenario", "world", "brief", "jobs", "asking", "flow"},
    "faces": {"jobs", "types", "errors", "wire"}
    | {
        "flow",
        "asking",
        "foresight",
        "keeping",
        "corrections",
        "reading",
        "holding",
        "overview",
        "showing",
        "items",
        "worlds",
        "answers",
        "whatifs",
        "repeats",
    },
    "": {"flow", "types", "errors"},
}
LIBRARIES = {
    "spacy": "coding/model.py",
    "threadpoolctl": "coding/model.py",
    "duckdb": ("record/", "exchange/parquet.py"),
    "typer": "faces/",
    "jinja2": ("brief/", "faces/web/"),
    "fastapi": "faces/",
    "starlette": "faces/http/",
    "pydantic": "faces/",
    "uvicorn": "faces/serving.py",
    "highspy": "scenario/network.py",
    "lightgbm": "outlook/boosting.py",
    "scipy": "outlook/",
}


def modules():
    return sorted(SOURCE.rglob("*.py"))


def room_of(path):
    name = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    return "" if name == "__init__" else name


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import; write it in full"
            whole = node.module == "steppe"
            yield from ([f"steppe.{alias.name}" for alias in node.names] if whole else [node.module or ""])
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_room_imports_only_what_its_row_allows(path):
    room = room_of(path)
    for name in imported(path):
        if name.split(".")[0] == "steppe":
            other = name.split(".")[1] if "." in name else ""
            assert other == room or other in ROOMS[room], f"{room} may not import {name}"
        owner = LIBRARIES.get(name.split(".")[0])
        assert owner is None or str(path.relative_to(SOURCE)).startswith(owner), f"{name} belongs in {owner}"


def test_no_import_runs_in_a_circle():
    graph = networkx.DiGraph()
    for path in modules():
        here = "steppe." + str(path.relative_to(SOURCE).with_suffix("")).replace("/", ".").removesuffix(".__init__")
        graph.add_edges_from((here, name) for name in imported(path) if name.startswith("steppe"))
    assert not list(networkx.simple_cycles(graph))
