"""Every command that wants a record does the same whether a server holds it or nobody does."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.faces.desk import KAZ, RUS, coded, some
from typer.testing import CliRunner

from steppe import flow
from steppe.faces.cli import app
from steppe.record.store import open_record
from steppe.wire import to_json

ROOT = Path(__file__).parents[2]
NOON = datetime(2022, 11, 27, 12, tzinfo=UTC)
CLOCK = {"SOURCE_DATE_EPOCH": str(int(NOON.timestamp()))}
RUN = CliRunner()
PAST = "KAZ -> RUS: REJECT within 30d"
OTHER = "RUS -> KAZ: THREATEN within 30d"
LATE = "KAZ -> RUS: CONSULT within 7d from 2022-11-01"


def command(*words: str, cwd: Path, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "steppe.faces.cli", *words],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf8",
        cwd=cwd,
        env={**os.environ, **CLOCK, **environment},
        timeout=300,
        check=False,
    )


class Served:
    """A `steppe serve` of its own on a free port, holding the record `r.duckdb` of a folder."""

    def __init__(self, folder: Path, *more: str, **environment: str) -> None:
        words = [sys.executable, "-m", "steppe.faces.cli", "serve", "--record", "r.duckdb", "--port", "0", "--no-open"]
        self.process = subprocess.Popen(
            [*words, *more],
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            env={**os.environ, **CLOCK, **environment},
        )
        assert self.process.stderr is not None
        heard = []
        for line in self.process.stderr:
            heard.append(line)
            found = re.search(r"http://\S+:(\d+)", line)
            if found:
                self.port = found[1]
                break
        else:
            raise AssertionError("".join(heard))
        self.address = f"http://127.0.0.1:{self.port}"

    def end(self, how: signal.Signals = signal.SIGINT) -> None:
        self.process.send_signal(how)
        self.process.communicate(timeout=120)


def filled(folder: Path) -> Path:
    with open_record(folder / "r.duckdb", clock=lambda: NOON) as record:
        record.keep(some(), note="first")
    return folder


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Two folders with the same record: nobody holds the first, a server holds the second."""
    alone, held = (filled(tmp_path_factory.mktemp(name)) for name in ("alone", "held"))
    server = Served(held)
    yield alone, held
    server.end()


def said(folder: Path, words: Sequence[str]) -> tuple[int, str, str]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        done = RUN.invoke(app, list(words), env=CLOCK)
    finally:
        os.chdir(before)
    failed = done.exception if isinstance(done.exception, Exception) else None
    return done.exit_code, done.stdout, f"{done.stderr}{failed or ''}".replace(str(folder), ".")


RECORD = ("--record", "r.duckdb")
VERBS: list[tuple[str, ...]] = [
    ("show", "events", *RECORD),
    ("show", "events", *RECORD, "--as-of", "2021-06-01", "--actor", "KAZ"),
    ("show", "claims", *RECORD),
    ("show", "quantities", *RECORD),
    ("show", "articles", *RECORD),
    ("show", "judgements", *RECORD),
    ("group", *RECORD),
    ("group", *RECORD, "--apply", "suggest"),
    ("show", "judgements", *RECORD, "--json"),
    ("export", "--as", "polecat", "--out", "out", *RECORD),
    ("export", "--as", "csv", "--out", "out", *RECORD, "--dyads"),
    ("export", "--as", "annotations", "--out", "out", *RECORD, "--as-of", "2022-11-01"),
    ("world", *RECORD, "--as-of", "2022-11-28"),
    ("outlook", PAST, OTHER, *RECORD),
    ("outlook", PAST, LATE, *RECORD, "--keep"),
    ("outlook", PAST, *RECORD, "--keep"),
    ("outlook", "nonsense", *RECORD),
    ("mix-outlook", "KAZ -> RUS within 30d", *RECORD),
    ("rank-outlook", "KAZ: REJECT", *RECORD),
    ("backtest-outlook", PAST, *RECORD, "--from", "2022-06-01", "--every", "60", "--keep"),
    ("backtest-outlook", PAST, *RECORD, "--from", "2022-06-01", "--every", "60", "--keep"),
    ("track", *RECORD),
    ("track", *RECORD, "--keep"),
    ("track", *RECORD, "--as-of", "2022-11-20"),
    ("track", *RECORD, "--backtests"),
    ("track", *RECORD, "--resolve", "none", "yes", "--why", "x", "--by", "me"),
    ("rates", *RECORD, "--as-of", "2022-11-27"),
]


EVERYDAY = (VERBS[1], VERBS[7], VERBS[10], VERBS[14], VERBS[21])


def test_everyday_commands_say_the_same_with_and_without_a_server(twins: tuple[Path, Path]) -> None:
    _alike(twins, EVERYDAY)


@pytest.mark.slow
def test_every_command_says_the_same_with_and_without_a_server(twins: tuple[Path, Path]) -> None:
    _alike(twins, VERBS)
    kept = json.loads(said(twins[1], ("track", *RECORD))[1])
    assert len(kept["matters"]) == 2


def _alike(twins: tuple[Path, Path], verbs: Sequence[tuple[str, ...]]) -> None:
    for words in verbs:
        alone, held = (said(folder, words) for folder in twins)
        assert alone == held, words
        assert alone[1] or alone[2] or words[1] in ("claims", "quantities", "judgements"), words
        files = [(folder / "out").read_bytes() if (folder / "out").exists() else b"" for folder in twins]
        assert files[0] == files[1], words
    assert said(twins[1], ("show", "events", *RECORD))[1].count("\n") == 67


def test_what_came_of_a_question_is_said_alike(twins: tuple[Path, Path]) -> None:
    for words in (("outlook", OTHER, *RECORD, "--keep"), ("track", *RECORD, "--json")):
        alone, held = (said(folder, words) for folder in twins)
        assert alone == held
    known = {one["question"]: one["forecasts"][0]["id"] for one in json.loads(alone[1])["matters"]}
    ident = next(ident for question, ident in known.items() if question.startswith("RUS -> KAZ"))
    for words in (
        ("track", *RECORD, "--resolve", ident, "void", "--why", "it was asked twice", "--by", "me"),
        ("track", *RECORD, "--json"),
    ):
        alone, held = (said(folder, words) for folder in twins)
        assert alone == held
        assert alone[0] == 0
    assert "it was asked twice" in alone[1]


def test_parquet_is_written_alike(twins: tuple[Path, Path]) -> None:
    rows = []
    for folder in twins:
        assert said(folder, ("export", "--as", "parquet", "--out", "out.parquet", *RECORD))[0] == 0
        rows.append(list(flow.import_file(folder / "out.parquet")))
    assert rows[0] == rows[1]
    assert len(rows[0]) == 67


@pytest.mark.slow
def test_a_pipe_is_kept_by_the_server(twins: tuple[Path, Path]) -> None:
    lines = "".join(to_json(coded(f"piped-{n}", NOON.date(), [(KAZ, "AID", RUS)])) + "\n" for n in range(3))
    for _ in range(2):
        alone, held = (command("keep", "-", *RECORD, cwd=folder, given=lines) for folder in twins)
        assert alone.returncode == held.returncode == 0, held.stderr
        batches = [json.loads(one.stdout) for one in (alone, held)]
        assert batches[0]["new"] == batches[1]["new"]
        assert batches[0]["known"] == batches[1]["known"]
    assert said(twins[0], ("show", "events", *RECORD)) == said(twins[1], ("show", "events", *RECORD))


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("brief", str(ROOT / "examples" / "article.txt"), *RECORD, "--json"),
        ("beside", *RECORD, "--as-of", "2022-11-27"),
    ],
)
def test_the_long_commands_too(twins: tuple[Path, Path], words: tuple[str, ...]) -> None:
    alone, held = (said(folder, words) for folder in twins)
    assert alone == held
    assert alone[0] == 0


def test_a_second_server_is_told_where_the_first_is(twins: tuple[Path, Path]) -> None:
    address = json.loads((twins[1] / "r.duckdb.lock").read_text(encoding="utf8"))["address"]
    again = command("serve", *RECORD, "--port", "0", "--no-open", cwd=twins[1])
    assert again.returncode == 2
    assert f"ask it at {address}" in again.stderr
    assert "Traceback" not in again.stderr


def test_a_server_that_was_killed_leaves_the_record_to_the_next_command(tmp_path: Path) -> None:
    server = Served(filled(tmp_path))
    before = said(tmp_path, ("show", "events", *RECORD))
    server.end(signal.SIGKILL)
    assert (tmp_path / "r.duckdb.lock").exists()
    assert said(tmp_path, ("show", "events", *RECORD)) == before


def test_a_token_is_asked_for_writing_and_taken_from_the_settings(tmp_path: Path) -> None:
    server = Served(filled(tmp_path), "--host", "0.0.0.0", STEPPE_TOKEN="a-token")
    try:
        asked = ("outlook", PAST, *RECORD, "--keep")
        code, out, told = said(tmp_path, asked)
        assert (code, bool(out)) == (1, True)
        assert "asks for its token to write; set STEPPE_TOKEN" in told
        (tmp_path / "steppe.toml").write_text('token = "a-token"\n', encoding="utf8")
        code, _, told = said(tmp_path, asked)
        assert (code, "kept as" in told) == (0, True), told
    finally:
        server.end()
