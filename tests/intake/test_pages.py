import gzip
import io
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.conftest import FEED, NOW, PAGE, Archive

from steppe.intake.limits import Limits, Refused
from steppe.intake.pages import pages
from steppe.types import Page

Clock = Callable[[], datetime]
LIMITS = Limits(bytes_per_page=200_000)
OPEN = replace(LIMITS, private_addresses=True, seconds=5)


def test_a_batch_of_a_thousand_with_five_broken_gives_995_pages_and_five_reasons(tmp_path: Path, clock: Clock) -> None:
    for number in range(995):
        folder = tmp_path / f"{number % 10}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number}.txt").write_text(f"The ministry spoke for day {number} of the strike.")
    broken = {
        "0/empty.html": b"",
        "1/scan.pdf": b"%PDF-1.7 and so on",
        "2/noise.txt": os.urandom(5000) + b"\x00" * 3000,
        "3/long.txt": b"x" * 200_001,
        "4/cut.warc.gz": gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n")[:-4],
    }
    for name, content in broken.items():
        (tmp_path / name).write_bytes(content)
    found = list(pages(str(tmp_path), limits=LIMITS, clock=clock))
    refused = {item.address: item.reason for item in found if isinstance(item, Refused)}
    assert sum(isinstance(item, Page) for item in found) == 995
    assert sorted(refused) == sorted(str(tmp_path / name) for name in broken)
    assert all(refused.values())


def test_a_file_is_handed_over_untouched(tmp_path: Path, clock: Clock) -> None:
    content = "\ufeffСтачка\r\n".encode("utf-16-le")
    (tmp_path / "a.txt").write_bytes(content)
    assert list(pages(str(tmp_path / "a.txt"), limits=LIMITS, clock=clock)) == [
        Page(content=content, media_type="text/plain", address=str(tmp_path / "a.txt"), fetched=NOW)
    ]


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed", "feed.html"])
def test_a_feed_file_gives_its_entries(tmp_path: Path, clock: Clock, name: str) -> None:
    (tmp_path / name).write_bytes(FEED)
    (page,) = pages(str(tmp_path / name), limits=LIMITS, clock=clock)
    assert isinstance(page, Page)
    assert (page.title, page.outlet, page.fetched) == ("Strike", "Port News", NOW)


def test_a_json_feed_file_gives_its_items(tmp_path: Path, clock: Clock) -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": "Strike goes on"}]}
    (tmp_path / "feed.json").write_text(json.dumps(feed))
    (page,) = pages(str(tmp_path / "feed.json"), limits=LIMITS, clock=clock)
    assert isinstance(page, Page)
    assert page.content == b"Strike goes on"


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True), ("archive", True)])
def test_an_archive_file_gives_its_records(tmp_path: Path, clock: Clock, name: str, packed: bool) -> None:
    (tmp_path / name).write_bytes(Archive(packed=packed).pages(3).file.getvalue())
    assert (
        len([page for page in pages(str(tmp_path / name), limits=LIMITS, clock=clock) if isinstance(page, Page)]) == 3
    )


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(b"Workers walked out.", "text/plain"), (PAGE, "text/html"), (b"# Strike\n\n- **no** deal\n", "text/markdown")],
)
def test_standard_input_is_recognised(
    monkeypatch: pytest.MonkeyPatch, clock: Clock, content: bytes, media_type: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    expected = Page(content=content, media_type=media_type, address="-", fetched=NOW)
    assert list(pages("-", limits=LIMITS, clock=clock)) == [expected]


@pytest.mark.parametrize("path", ["feed", "feed/text", "feed/application/atom"])
def test_a_feed_address_gives_its_entries(site: Any, clock: Clock, path: str) -> None:
    (page,) = pages(site.at(path), limits=OPEN, clock=clock)
    assert isinstance(page, Page)
    assert page.address == site.at("strike")


def test_a_web_page_is_read_where_private_addresses_are_allowed(site: Any, clock: Clock) -> None:
    (page,) = pages(site.at("page"), limits=OPEN, clock=clock)
    (refused,) = pages(site.at("page"), limits=LIMITS, clock=clock)
    assert isinstance(page, Page)
    assert isinstance(refused, Refused)
    assert "private network" in refused.reason


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("", "no address"),
        ("no/such/file.html", "No such file"),
        ("ftp://example.org/a", "http or https"),
        ("http://user:pw@example.org/", "password"),
        ("http://[", "not a web address"),
        ("x" * 6000, "cannot be read"),
        ("a\x00b", "cannot be read"),
    ],
)
def test_what_is_not_there_is_refused(clock: Clock, where: str, reason: str) -> None:
    (refused,) = pages(where, limits=LIMITS, clock=clock)
    assert isinstance(refused, Refused)
    assert refused.address == where
    assert reason in refused.reason


def test_a_pdf_from_the_web_is_refused_whatever_its_header(site: Any, clock: Clock) -> None:
    (refused,) = pages(site.at("pdf"), limits=OPEN, clock=clock)
    assert isinstance(refused, Refused)
    assert "a PDF" in refused.reason


def test_an_empty_folder_says_so(tmp_path: Path, clock: Clock) -> None:
    (refused,) = pages(str(tmp_path), limits=LIMITS, clock=clock)
    assert isinstance(refused, Refused)


OPENINGS = (
    b"",
    b"<rss>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'>",
    b"WARC/1.0\r\n",
    b"<html>",
    b'{"version":"https://jsonfeed.org/version/1"',
    gzip.compress(b"WARC/1.0\r\n"),
    FEED[:200],
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(opening=st.sampled_from(OPENINGS), rest=st.binary(max_size=200))
def test_any_bytes_give_a_page_or_a_reason(tmp_path: Path, clock: Clock, opening: bytes, rest: bytes) -> None:
    (tmp_path / "any").write_bytes(opening + rest)
    found = list(pages(str(tmp_path / "any"), limits=LIMITS, clock=clock))
    assert found
    assert all(item.reason for item in found if isinstance(item, Refused))
