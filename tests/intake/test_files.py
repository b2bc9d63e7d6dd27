import io
import os
from pathlib import Path

import pytest

from steppe.errors import InputError
from steppe.intake.files import content, files, first_bytes, shown, standard_input
from steppe.intake.limits import Limits, Refused


def test_a_folder_is_walked_in_order_without_hidden_things(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".git/config", "b/.cache"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    assert list(files(tmp_path)) == [tmp_path / "a.txt", tmp_path / "b/1.txt", tmp_path / "b/2.txt"]


def test_a_closed_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "z.txt").write_text("x")
    through = os.scandir

    def scan(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return through(path)

    monkeypatch.setattr(os, "scandir", scan)
    found = list(files(tmp_path))
    assert tmp_path / "z.txt" in found
    assert Refused(address=str(tmp_path / "closed"), reason="folder cannot be opened: Permission denied") in found


def test_size_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes(b"x" * 101)
    with pytest.raises(InputError, match="more than 100 bytes"):
        content(tmp_path / "long.txt", limits=Limits(bytes_per_page=100))
    assert len(content(tmp_path / "long.txt", limits=Limits(bytes_per_page=101))) == 101


@pytest.mark.parametrize("name", ["nothing.txt", "a\x00b", "x" * 5000])
def test_a_path_without_a_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        first_bytes(tmp_path / name)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="neither a file nor a folder"):
        first_bytes(tmp_path / "pipe")


def test_a_name_that_is_no_utf8_can_be_shown() -> None:
    assert shown(Path(os.fsdecode(b"news/\xff.txt"))) == "news/\ufffd.txt"


def test_standard_input_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"x" * 50)))
    with pytest.raises(InputError, match="more than 40 bytes"):
        standard_input(limits=Limits(bytes_per_page=40))
