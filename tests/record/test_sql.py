"""The SQL files: what a table promises in its comment holds, and breaking it is seen."""

import re
from collections.abc import Callable
from datetime import timedelta
from importlib.resources import files
from typing import Any

import pytest
from tests.record.conftest import backtest, forecast, resolution

from steppe.record.kept import COUNTED
from steppe.record.queries import MACROS, TABLES, query
from steppe.record.store import Record, open_record
from steppe.types import Coded, Judgement

PROMISE = re.compile(r"^-- promise: (.+); none of:\n((?:--   .+\n)+)", re.MULTILINE)
SQL = files("steppe.record") / "sql"
NAMES = sorted(file.name.removesuffix(".sql") for file in SQL.iterdir())


def promises(table: str) -> list[tuple[str, str]]:
    found = PROMISE.findall(query(f"table_{table}"))
    return [(words, sql.replace("--   ", " ").replace("\n", " ")) for words, sql in found]


ALL = [(table, words, sql) for table in TABLES for words, sql in promises(table)]


@pytest.fixture
def record(clock: Any, example: Callable[..., Coded]) -> Any:
    with open_record(":memory:", clock=clock) as opened:
        opened.keep([example("a"), example("b", published=None)])
        clock.forward(days=1)
        opened.keep([example("a", coder="hand@2"), example("c")])
        event = example("a").events[0].id
        for place, (subjects, verdict) in enumerate([((event,), "wrong"), ((event, "x"), "same")]):
            at = clock.now + timedelta(seconds=place)
            opened.judge(Judgement(id=str(place), subjects=subjects, verdict=verdict, reason="", author="me", at=at))
        opened.keep_forecasts([forecast("f"), forecast("g", forecaster="other@1")])
        opened.resolve([resolution()])
        opened.keep_backtest(backtest())
        yield opened


@pytest.mark.parametrize(("table", "words", "sql"), ALL, ids=[f"{table}: {words}" for table, words, _ in ALL])
def test_a_promise_holds(record: Record, table: str, words: str, sql: str) -> None:
    assert table
    assert words
    assert record.engine.connection.execute(sql).fetchall() == []


BREAKS = {
    "a number is given once": "INSERT INTO batches SELECT * FROM batches LIMIT 1",
    "no batch is empty": "UPDATE batches SET articles = 0, codings = 0, judgements = 0 WHERE id = 1",
    "every row belongs to a batch": "UPDATE {table} SET batch = 99",
    "a version is stored once": "INSERT INTO articles SELECT * FROM articles",
    "published from first": "UPDATE articles SET published_first = '9999-01-01' WHERE published_first IS NOT NULL",
    "a coding is stored once": "INSERT INTO codings SELECT * FROM codings",
    "its version of the article": "UPDATE codings SET version = 'other'",
    "every row belongs to a coding": "UPDATE {table} SET coding = 'other'",
    "a place in a coding": "INSERT INTO {table} SELECT * FROM {table}",
    "a place on a side": "INSERT INTO {table} SELECT * FROM {table}",
    "the quote is the article": "UPDATE {table} SET first = first + 1",
    "happened from": "UPDATE events SET happened_first = '9999-01-01'",
    "said from": "UPDATE claims SET said_first = '9999-01-01'",
    "the item is there": "UPDATE parties SET item = 'other'",
    "a judgement is stored once": "INSERT INTO judgements SELECT * FROM judgements",
    "it judges something": "UPDATE judgements SET subjects = []",
    "a forecast is stored once": "INSERT INTO forecasts SELECT * FROM forecasts",
    "it can be scored": "UPDATE forecasts SET probability = 1",
    "a resolution is stored once": "INSERT INTO resolutions SELECT * FROM resolutions",
    "the outcome is one": "UPDATE resolutions SET outcome = 'maybe'",
    "it speaks of a kept forecast": "UPDATE resolutions SET question = 'other'",
    "a back-test is stored once": "INSERT INTO backtests SELECT * FROM backtests",
    "the verdict is one": "UPDATE judgements SET verdict = 'dubious'",
}


@pytest.mark.parametrize(("table", "words", "sql"), ALL, ids=[f"{table}: {words}" for table, words, _ in ALL])
def test_a_broken_promise_is_seen(record: Record, table: str, words: str, sql: str) -> None:
    (broken,) = (change for start, change in BREAKS.items() if words.startswith(start))
    record.engine.connection.execute(broken.format(table=table))
    assert record.engine.connection.execute(sql).fetchall() != []


@pytest.mark.parametrize("table", TABLES)
def test_an_insert_gives_every_column_of_its_table_its_type(record: Record, table: str) -> None:
    columns = record.engine.connection.execute(f"DESCRIBE {table}").fetchall()
    shape = re.search(r"'\[(.+)\]'", query(f"insert_{table}"), re.DOTALL)
    assert shape is not None
    given = re.findall(r'"(\w+)":\s*(\[?)"(\w+)"', shape[1])
    assert [(name, kind + "[]" * bool(many)) for name, many, kind in given] == [
        (name, kind) for name, kind, *_ in columns
    ]


@pytest.mark.parametrize("table", [*COUNTED, "batches"])
def test_every_table_tells_its_columns(record: Record, table: str) -> None:
    comment = "".join(line for line in query(f"table_{table}").splitlines() if line.startswith("--"))
    for name, *_ in record.engine.connection.execute(f"DESCRIBE {table}").fetchall():
        assert table == "batches" or re.search(rf"\b{name}\b", comment), name
    assert promises(table)


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_used_and_says_what_it_is(name: str) -> None:
    assert query(name).startswith("-- ")
    code = "".join(file.read_text() for file in files("steppe.record").iterdir() if file.name.endswith(".py"))
    by_table = name.removeprefix("table_").removeprefix("insert_") in (*TABLES, "steppe_record")
    assert by_table or name in MACROS or f'"{name}"' in code


def test_the_shown_codings_are_the_latest_of_each_article(record: Record) -> None:
    rows = record.engine.connection.execute("SELECT article, coder FROM latest(NULL) ORDER BY coder").fetchall()
    assert sorted(coder for _, coder in rows) == ["hand@1", "hand@1", "hand@2"]
    assert len({article for article, _ in rows}) == 3


def test_what_is_left_out_is_named_once(record: Record) -> None:
    rows = record.engine.connection.execute("FROM left_out(NULL, NULL, false)").fetchall()
    assert len(rows) == 1
    assert record.engine.connection.execute("FROM left_out(NULL, NULL, true)").fetchall() == []
