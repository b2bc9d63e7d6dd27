"""A run that is cut off and taken up again writes what an undisturbed one writes, each result once."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from steppe.errors import InputError
from steppe.faces import journal
from steppe.faces.journal import Journal
from steppe.intake.limits import Refused
from steppe.types import Article, Block, Coded, Page, Span

WHEN = datetime(2022, 1, 1, tzinfo=UTC)


def pages(count: int) -> Iterator[Page]:
    for number in range(count):
        yield Page(content=b"x" * number, media_type="text/plain", address=f"p{number}", fetched=WHEN)


def coded(found: Iterator[Any]) -> Iterator[Coded | Refused]:
    """A coder that reads three pages ahead and refuses every fifth."""
    ahead: list[Page] = []
    for page in found:
        ahead.append(page)
        if len(ahead) > 3:
            yield _one(ahead.pop(0))
    yield from map(_one, ahead)


def _one(page: Page) -> Coded | Refused:
    if len(page.content) % 5 == 4:
        return Refused(address=page.address, reason="fifth")
    article = Article(
        id=page.address,
        address=page.address,
        outlet=None,
        title=None,
        text="text",
        blocks=(Block(kind="body", span=Span(0, 4)),),
        language="en",
        supported=True,
        published=None,
        fetched=WHEN,
    )
    return Coded(article=article, coder="c@1", ontology="2.0")


def run(out: Path, count: int, *, stop: int | None = None, where: str = "in") -> None:
    made = Journal(out, where)
    with closing(made.write(coded(made.rest(pages(count))))) as done:
        for number, _ in enumerate(done):
            if number == stop:
                return


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "EVERY", 7)


@pytest.mark.parametrize("stops", [(0,), (6,), (7, 3), (20, 8, 1), (38,)])
def test_a_broken_run_ends_like_an_undisturbed_one(tmp_path: Path, stops: tuple[int, ...]) -> None:
    run(tmp_path / "plain", 40)
    for stop in stops:
        run(tmp_path / "again", 40, stop=stop)
        assert (tmp_path / "again.progress").exists()
    run(tmp_path / "again", 40)
    assert (tmp_path / "again").read_bytes() == (tmp_path / "plain").read_bytes()
    assert (tmp_path / "again.refused").read_bytes() == (tmp_path / "plain.refused").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "again.refused", "plain", "plain.refused"]


def test_a_torn_last_line_is_written_again(tmp_path: Path) -> None:
    run(tmp_path / "plain", 30)
    run(tmp_path / "again", 30, stop=15)
    with (tmp_path / "again").open("ab") as file:
        file.write(b'{"article":{"id":"to')
    run(tmp_path / "again", 30)
    assert (tmp_path / "again").read_bytes() == (tmp_path / "plain").read_bytes()


def test_a_complete_file_is_not_written_over(tmp_path: Path) -> None:
    run(tmp_path / "out", 3)
    with pytest.raises(InputError, match="already and complete"):
        run(tmp_path / "out", 3)


def test_another_input_is_refused(tmp_path: Path) -> None:
    run(tmp_path / "out", 30, stop=20)
    with pytest.raises(InputError, match="begun with 'in'"):
        run(tmp_path / "out", 30, where="elsewhere")
    made = Journal(tmp_path / "out", "in")
    with pytest.raises(InputError, match="not the one this run began with"):
        list(made.rest(page for page in pages(30) if page.address != "p2"))


def test_a_file_shorter_than_its_run_left_it_is_refused(tmp_path: Path) -> None:
    run(tmp_path / "out", 30, stop=20)
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(InputError, match="shorter"):
        run(tmp_path / "out", 30)
