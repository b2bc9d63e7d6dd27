"""The file of a record: one owner, refused when it is not sound, copied whole, alive after a kill."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from steppe.errors import RecordError
from steppe.record.copies import copy_whole
from steppe.record.queries import TABLES
from steppe.record.storage import SCHEMA
from steppe.record.store import open_record
from steppe.types import Coded

Example = Callable[..., Coded]
BENCH = Path(__file__).parents[2] / "bench" / "quality" / "kill_record.py"
OPENER = """
import sys, os, time
from datetime import UTC, datetime
from steppe.record.store import open_record
record = open_record(sys.argv[1], clock=lambda: datetime.now(UTC))
print("open", flush=True)
time.sleep(60)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "it's a record"


@pytest.fixture
def filled(path: Path, clock: Any, example: Example) -> Path:
    with open_record(path, clock=clock) as record:
        record.keep([example(str(name)) for name in range(300)])
    return path


def state(path: Path) -> dict[str, str]:
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in path.parent.iterdir() if file.is_file()
    }


def test_a_record_is_there_again_and_leaves_one_file(filled: Path, clock: Any) -> None:
    assert [file.name for file in filled.parent.iterdir()] == [filled.name]
    with open_record(str(filled), clock=clock) as record:
        assert len(record.as_of().events()) == 300
        assert all(batch.whole for batch in record.batches())


def test_new_files_are_readable_by_the_oldest_store_supported(filled: Path) -> None:
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"ATTACH '{str(filled).replace(chr(39), chr(39) * 2)}' AS record (READ_ONLY)")
        tags = connection.execute("SELECT tags FROM duckdb_databases() WHERE database_name = 'record'").fetchone()
    assert tags is not None
    assert tags[0]["storage_version"].startswith("v1.5.0")


def test_a_second_opener_is_told_who_owns_it(path: Path, clock: Any) -> None:
    with open_record(path, clock=clock) as record:
        for _ in range(2):
            with pytest.raises(RecordError, match=f"in use by process {os.getpid()} since 2022-01-20T12"):
                open_record(path, clock=clock)
        assert record.batches() == ()


def test_another_process_owns_it_until_it_dies(filled: Path, clock: Any) -> None:
    with subprocess.Popen([sys.executable, "-c", OPENER, str(filled)], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "open\n"
        link = filled.parent / "link"
        link.symlink_to(filled)
        for name in (filled, link):
            with pytest.raises(RecordError, match=f"in use by process {owner.pid} .*read a snapshot"):
                open_record(name, clock=clock)
        owner.send_signal(signal.SIGKILL)
        owner.wait()
    with open_record(filled, clock=clock) as record:
        assert len(record.as_of().events()) == 300


def test_a_stranger_that_holds_the_file_is_named(filled: Path, clock: Any) -> None:
    code = "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print('open', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code, str(filled)], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        owner.stdout.readline()
        with pytest.raises(RecordError, match=f"held open by process {owner.pid}, not by steppe"):
            open_record(filled, clock=clock)
        owner.kill()
    open_record(filled, clock=clock).close()


def test_a_stranger_cannot_open_it_even_after_a_snapshot(filled: Path, clock: Any) -> None:
    code = "import duckdb, sys; duckdb.connect(sys.argv[1])"
    with open_record(filled, clock=clock) as record:
        record.snapshot(filled.parent / "copy")
        stranger = subprocess.run(
            [sys.executable, "-c", code, str(filled)], capture_output=True, text=True, check=False
        )
    assert "lock" in stranger.stderr


def test_a_forked_child_neither_uses_nor_keeps_the_record(path: Path, clock: Any) -> None:
    code = f"""
import os, signal, sys, time
{OPENER.strip().rsplit(chr(10), 1)[0]}
child = os.fork()
if child == 0:
    try:
        record.batches()
    except Exception as error:
        print(type(error).__name__, error, flush=True)
    time.sleep(60)
print(f"child={{child}};", flush=True)
time.sleep(60)
"""
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", code, str(path)], stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        # Two processes write to one pipe: their lines come in any order and may share one.
        said = ""
        while "child=" not in said or "after forking" not in said:
            line = owner.stdout.readline()
            assert line, said
            said += line
        child = int(said.split("child=")[1].split(";")[0])
        try:
            owner.kill()
            owner.wait()
            open_record(path, clock=clock).close()
        finally:
            os.kill(child, signal.SIGKILL)


def test_some_other_file_is_refused_and_untouched(path: Path, clock: Any) -> None:
    for content in (b"", b"once upon a time", b"\0" * 20_000):
        path.write_bytes(content)
        with pytest.raises(RecordError, match="not a steppe record but some other file; name another path"):
            open_record(path, clock=clock)
        assert path.read_bytes() == content


def test_a_foreign_store_is_refused_and_untouched(path: Path, clock: Any) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE mine (i INTEGER)")
    before = state(path)
    with pytest.raises(RecordError, match="not a steppe record"):
        open_record(path, clock=clock)
    assert state(path) == before


def test_a_newer_schema_is_refused_and_untouched(filled: Path, clock: Any) -> None:
    with duckdb.connect(str(filled)) as connection:
        connection.execute("UPDATE steppe_record SET schema = schema + 1")
    before = state(filled)
    with pytest.raises(RecordError, match=f"has schema {SCHEMA + 1}, .* with a newer steppe"):
        open_record(filled, clock=clock)
    assert state(filled) == before


def test_rows_that_vanished_are_noticed(filled: Path, clock: Any) -> None:
    with duckdb.connect(str(filled)) as connection:
        connection.execute("DELETE FROM events WHERE ordinal = 0 AND batch = 1 AND random() < 2")
    with pytest.raises(RecordError, match="damaged, events has 0 of 300 rows; put back a snapshot"):
        open_record(filled, clock=clock)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.999])
def test_a_file_cut_short_is_refused_and_untouched(filled: Path, clock: Any, share: float) -> None:
    os.truncate(filled, int(filled.stat().st_size * share))
    before = state(filled)
    with pytest.raises(RecordError, match=r"damaged.*put back a snapshot"):
        open_record(filled, clock=clock)
    assert state(filled) == before


def test_damage_inside_never_gives_wrong_answers(filled: Path, clock: Any, example: Example) -> None:
    sound = filled.read_bytes()
    right = tuple(sorted(example(str(name)).events[0].id for name in range(300)))
    refused = 0
    for at in range(8_192, len(sound), len(sound) // 23):
        filled.write_bytes(sound[:at] + bytes(byte ^ 0xFF for byte in sound[at : at + 64]) + sound[at + 64 :])
        try:
            with open_record(filled, clock=clock) as record:
                assert tuple(sorted(event.id for event in record.as_of().events())) == right
        except RecordError as error:
            refused += 1
            assert "put back a snapshot" in str(error)  # noqa: PT017
    assert refused


def test_a_damaged_log_is_refused_with_both_ways_out(path: Path, clock: Any) -> None:
    command = [sys.executable, str(BENCH), "--write", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(3):
            writer.stdout.readline()
        writer.kill()
    wal = Path(f"{path}.wal")
    content = bytearray(wal.read_bytes())
    content[len(content) // 3] ^= 0xFF
    wal.write_bytes(content)
    Path(f"{path}.lock").unlink(missing_ok=True)
    before = state(path)
    with pytest.raises(RecordError, match=r"put back a snapshot, or move .*\.wal away"):
        open_record(path, clock=clock)
    assert state(path) == before


def test_a_log_without_its_record_is_not_mixed_into_a_new_one(path: Path, clock: Any) -> None:
    Path(f"{path}.wal").write_bytes(b"something")
    with pytest.raises(RecordError, match="put the record back or move the log away"):
        open_record(path, clock=clock)
    assert not path.exists()


def test_a_half_made_file_of_a_killed_process_is_no_hindrance(path: Path, clock: Any) -> None:
    Path(f"{path}.new").write_bytes(b"half")
    open_record(path, clock=clock).close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_places_that_cannot_be_are_named(tmp_path: Path, clock: Any) -> None:
    with pytest.raises(RecordError, match=r"the folder .* does not exist"):
        open_record(tmp_path / "no" / "record", clock=clock)
    with pytest.raises(RecordError, match="is not a file"):
        open_record(tmp_path, clock=clock)


def test_a_snapshot_is_a_record_while_the_record_goes_on(filled: Path, clock: Any, example: Example) -> None:
    copy = filled.parent / "copy"
    with open_record(filled, clock=clock) as record:
        record.snapshot(copy)
        record.keep([example("later")])
        with open_record(copy, clock=clock) as other:
            assert len(other.as_of().events()) == 300
            with pytest.raises(RecordError, match="in use by"):
                record.snapshot(copy)
        record.snapshot(copy)
        with open_record(copy, clock=clock) as other:
            assert other.as_of().events() == record.as_of().events()
    assert sorted(file.name for file in filled.parent.iterdir()) == sorted([filled.name, "copy"])


def test_a_snapshot_never_covers_something_else(filled: Path, clock: Any) -> None:
    letter = filled.parent / "letter.txt"
    letter.write_text("dear")
    with open_record(filled, clock=clock) as record:
        for target, message in (
            (letter, "is not a record"),
            (filled, "itself"),
            (filled / "x" / "y", "does not exist"),
        ):
            with pytest.raises(RecordError, match=message):
                record.snapshot(target)
    assert letter.read_text() == "dear"


def test_a_copy_that_fails_leaves_the_old_one(filled: Path, clock: Any) -> None:
    copy = filled.parent / "copy"
    shutil.copy(filled, copy)
    before = state(copy)
    with pytest.raises(RecordError, match="snapshot cannot be written"):
        copy_whole(-1, copy, since=clock())
    assert state(copy) == before


def test_an_export_holds_every_row_and_its_hashes(filled: Path, clock: Any) -> None:
    folder = filled.parent / "export"
    folder.mkdir()
    with open_record(filled, clock=clock) as record:
        record.export(folder)
        (batch,) = record.batches()
        with pytest.raises(RecordError, match="not an empty folder"):
            record.export(folder)
        with pytest.raises(RecordError, match="does not exist"):
            record.export(filled.parent / "no" / "folder")
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["schema"] == SCHEMA
    assert set(manifest["tables"]) == set(TABLES)
    assert sorted(file.name for file in folder.iterdir()) == sorted(
        [*(f"{t}.parquet" for t in TABLES), "manifest.json"]
    )
    for table, told in manifest["tables"].items():
        content = (folder / told["file"]).read_bytes()
        assert (told["bytes"], told["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
        rows = duckdb.read_parquet(str(folder / told["file"])).fetchall()
        assert len(rows) == told["rows"] == (1 if table == "batches" else getattr(batch.promised, table))
    assert sorted(file.name for file in filled.parent.iterdir()) == sorted([filled.name, "export"])


def test_a_record_in_memory_has_no_file_to_copy(tmp_path: Path, clock: Any) -> None:
    with open_record(":memory:", clock=clock) as record:
        for ask in (record.snapshot, record.export):
            with pytest.raises(RecordError, match="needs a file; open the record with a path"):
                ask(tmp_path / "x")


def killed(kills: int, path: Path) -> dict[str, Any]:
    command = [sys.executable, str(BENCH), "--kills", str(kills), "--path", str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    told: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return told


def test_five_kills_lose_nothing(path: Path) -> None:
    told = killed(5, path)
    assert (told["kills"], told["lost"], told["torn"]) == (5, 0, 0)
    assert told["batches"] > 0


@pytest.mark.slow
def test_fifty_kills_lose_nothing(path: Path) -> None:
    told = killed(50, path)
    assert (told["kills"], told["lost"], told["torn"]) == (50, 0, 0)
    assert told["batches"] >= 50


def test_the_kill_bench_notices_a_loss(filled: Path, clock: Any) -> None:
    sys.path.insert(0, str(BENCH.parent))
    try:
        from kill_record import torn  # noqa: PLC0415
    finally:
        sys.path.remove(str(BENCH.parent))
    with open_record(filled, clock=clock) as record:
        assert torn(record) == 0
        record.engine.run("DELETE FROM quantities WHERE ordinal = 0 AND article IN (SELECT id FROM articles LIMIT 1)")
        assert torn(record) > 0


def test_opening_and_keeping_again_and_again_leaves_a_sound_record(path: Path, clock: Any, example: Example) -> None:
    for turn in range(8):
        with open_record(path, clock=clock) as record:
            for part in range(2):
                record.keep([example(f"{turn} {part} {at}") for at in range(20)])
    with open_record(path, clock=clock) as record:
        assert len(record.as_of().events()) == 320
