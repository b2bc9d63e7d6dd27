import gzip
import io
from datetime import UTC, datetime
from random import Random

import pytest
from tests.intake.conftest import HTML, NOW, Archive

from steppe.intake.archives import records
from steppe.intake.limits import Limits, Refused
from steppe.types import Page

LIMITS = Limits(bytes_per_page=100_000)


def read(archive: Archive, content: bytes | None = None) -> list[Page | Refused]:
    file = io.BytesIO(archive.file.getvalue() if content is None else content)
    return list(records(file, address="crawl.warc", limits=LIMITS, clock=lambda: NOW))


def good(found: list[Page | Refused]) -> list[str]:
    return [page.address for page in found if isinstance(page, Page)]


@pytest.mark.parametrize("packed", [True, False])
def test_responses_and_resources_with_text_are_pages(packed: bool) -> None:
    archive = Archive(packed=packed).pages(1)
    archive.add(b"User-Agent: x", ("Content-Type", "application/warc-fields"), kind="warcinfo")
    archive.add(b"# Strike", ("Content-Type", "text/markdown"), kind="resource")
    archive.add(b"\x89PNG\r\n", ("Content-Type", "image/png"))
    archive.add(b"moved", ("Content-Type", "text/html"), status="301 Moved")
    found = read(archive)
    assert found == [
        Page(
            content=HTML(0).encode(),
            media_type="text/html",
            address="https://example.org/0",
            fetched=datetime(2021, 12, 31, 8, tzinfo=UTC),
            charset="utf-8",
        ),
        Page(
            content=b"# Strike",
            media_type="text/markdown",
            address="https://example.org/2",
            fetched=datetime(2021, 12, 31, 8, tzinfo=UTC),
        ),
    ]


def test_http_framing_is_undone() -> None:
    plain = HTML(0).encode()
    packed = gzip.compress(plain)
    chunks = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (9, packed[:9], len(packed) - 9, packed[9:])
    both = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
    archive = Archive().add(chunks, *both).add(packed, *both[:2]).add(plain, *both[:2])
    assert [page.content for page in read(archive) if isinstance(page, Page)] == [plain] * 3


def test_overlong_packed_and_binary_pages_are_refused_and_the_rest_is_read() -> None:
    html = ("Content-Type", "text/html")
    archive = Archive().add(b"<p>" + b"x" * 300_000, html)
    archive.add(gzip.compress(b" " * 9_000_000), html, ("Content-Encoding", "gzip"))
    archive.add(b"\x0b\x02", html, ("Content-Encoding", "br"))
    archive.add(b"%PDF-1.7", html).add(b"", html).pages(1)
    found = read(archive)
    assert [item.reason.split(";")[0] for item in found if isinstance(item, Refused)] == [
        "more than 100000 bytes, the most a page may have",
        "more than 100000 bytes, the most a page may have",
        "packed as 'br', which is not read",
        "a PDF",
        "empty: no text at all",
    ]
    assert good(found) == ["https://example.org/5"]


@pytest.mark.parametrize("packed", [True, False])
def test_reading_goes_on_after_a_damaged_record(packed: bool) -> None:
    archive = Archive(packed=packed).pages(9)
    content = bytearray(archive.file.getvalue())
    for record in (2, 5):  # the first bytes of the packed record, or of its head
        place = archive.starts[record] + (14 if packed else 0)
        content[place : place + 12] = b"\xff" * 12
    found = read(archive, bytes(content))
    assert good(found) == [f"https://example.org/{number}" for number in (0, 1, 3, 4, 6, 7, 8)]
    assert [item.address for item in found if isinstance(item, Refused)] == ["crawl.warc"] * 2
    assert all("damaged" in item.reason for item in found if isinstance(item, Refused))


def test_a_wrong_length_does_not_swallow_the_next_page(capsys: pytest.CaptureFixture[str]) -> None:
    archive = Archive(packed=False).pages(4)
    head = archive.file.getvalue()[archive.starts[1] : archive.starts[2]]
    length = next(line for line in head.split(b"\r\n") if line.startswith(b"Content-Length"))
    longer = b"Content-Length: %d" % (int(length.split()[1]) + 30)
    content = archive.file.getvalue()
    content = content[: archive.starts[1]] + head.replace(length, longer) + content[archive.starts[2] :]
    found = read(archive, content)
    assert good(found) == [f"https://example.org/{number}" for number in (0, 2, 3)]


@pytest.mark.parametrize("packed", [True, False])
def test_a_download_that_broke_off_gives_its_whole_records(packed: bool) -> None:
    archive = Archive(packed=packed).pages(3)
    found = read(archive, archive.file.getvalue()[: archive.starts[2] + 80])
    assert good(found) == ["https://example.org/0", "https://example.org/1"]
    assert isinstance(found[-1], Refused)


def test_one_gzip_stream_around_all_records_is_read_too() -> None:
    archive = Archive(packed=False).pages(3)
    assert len(good(read(archive, gzip.compress(archive.file.getvalue())))) == 3


def test_an_archive_without_a_page_says_so() -> None:
    found = read(Archive().add(b"\x89PNG", ("Content-Type", "image/png")))
    assert [item.reason for item in found if isinstance(item, Refused)] == [
        "an archive without a page: no response or resource record holds text"
    ]


def test_an_endless_record_head_is_stopped() -> None:
    archive = Archive().pages(1)
    content = gzip.compress(b"WARC/1.0\r\n" + b"x" * 50_000_000) + archive.file.getvalue()
    found = read(archive, content)
    assert isinstance(found[0], Refused)
    assert "record head" in found[0].reason
    assert good(found) == ["https://example.org/0"]
    behind = read(archive, archive.file.getvalue() + content)
    assert good(behind) == ["https://example.org/0"] * 2
    assert len(behind) == 3


@pytest.mark.parametrize("packed", [True, False])
def test_no_damage_raises(packed: bool, capsys: pytest.CaptureFixture[str]) -> None:
    """Seeded cuts, flips and splices: every result is a page or a reason."""
    archive = Archive(packed=packed).pages(3)
    archive.add(b"5\r\nabcde\r\n0\r\n\r\n", ("Content-Type", "text/plain"), ("Transfer-Encoding", "chunked"))
    whole, chance = archive.file.getvalue(), Random(1)
    for _ in range(400):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(4, len(content))
            size = chance.randint(1, 30)
            content[place : place + size] = chance.choice([b"", chance.randbytes(size), bytes(content[:size]), b"\r\n"])
        assert read(archive, bytes(content))
