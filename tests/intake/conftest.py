"""A small web server on the loopback address, web archives under construction, and a clock that stands still."""

import gzip
import io
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HTML = "<!doctype html><p>Workers walked out of plant {} on Monday.".format
NOW = datetime(2022, 1, 5, 12, tzinfo=UTC)
PAGE = b"<!doctype html><title>Strike</title><p>Workers walked out on Monday."
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Port News</title>
<item><title>Strike</title><link>/strike</link><pubDate>Wed, 05 Jan 2022 00:30:00 +0600</pubDate>
<description>&lt;p&gt;Workers walked out.&lt;/p&gt;</description></item></channel></rss>"""


class Site(BaseHTTPRequestHandler):
    """Answers by path; `asked` collects the Host lines."""

    def log_message(self, *args: Any) -> None:
        pass

    def send(self, content: bytes, **headers: str) -> None:
        self.send_response(int(headers.pop("status", "200")))
        for name, value in ({"Content_Length": str(len(content))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(content)

    def do_GET(self) -> None:
        self.server.asked.append(self.headers["Host"])
        path, _, rest = self.path.lstrip("/").partition("/")
        getattr(self, f"answer_{path}", self.answer_missing)(rest)

    def answer_missing(self, rest: str) -> None:
        self.send(b"gone", status="404")

    def answer_page(self, rest: str) -> None:
        self.send(PAGE, Content_Type="text/html; charset=Windows-1251")

    def answer_feed(self, rest: str) -> None:
        self.send(FEED, Content_Type=f"{rest or 'application/rss'}+xml")

    def answer_pdf(self, rest: str) -> None:
        self.send(b"%PDF-1.7 and so on", Content_Type="text/html")

    def answer_gzip(self, rest: str) -> None:
        self.send(gzip.compress(PAGE), Content_Type="text/html", Content_Encoding="gzip")

    def answer_bomb(self, rest: str) -> None:
        self.send(gzip.compress(b" " * 5_000_000), Content_Type="text/html", Content_Encoding="gzip")

    def answer_br(self, rest: str) -> None:
        self.send(b"\x0b\x02\x80", Content_Type="text/html", Content_Encoding="br")

    def answer_hop(self, rest: str) -> None:
        left = int(rest)
        self.send(b"", status="302", Location=f"/hop/{left - 1}" if left else "/page")

    def answer_to(self, rest: str) -> None:
        self.send(b"", status="301", Location=rest)

    def answer_long(self, rest: str) -> None:
        self.send(b"<p>" + b"x" * 300_000, Content_Type="text/html")

    def answer_endless(self, rest: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        with suppress(ConnectionError):
            while not self.server.over.is_set():
                self.wfile.write(b"x" * 10_000)

    def answer_drip(self, rest: str) -> None:
        """Never silent for long, never done: a byte of a header line every 50 ms."""
        with suppress(ConnectionError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not self.server.over.is_set():
                self.wfile.write(b"x")
                time.sleep(0.05)

    def answer_cut(self, rest: str) -> None:
        self.send(PAGE, Content_Type="text/html", Content_Length="5000")


class Archive:
    """An archive under construction; `starts` are the packed places of its records."""

    def __init__(self, *, packed: bool = True) -> None:
        self.file = io.BytesIO()
        self.writer = WARCWriter(self.file, gzip=packed)
        self.starts: list[int] = []

    def add(self, content: bytes, *lines: tuple[str, str], status: str = "200 OK", kind: str = "response") -> "Archive":
        self.starts.append(self.file.tell())
        number = len(self.starts) - 1
        http = StatusAndHeaders(status, list(lines), protocol="HTTP/1.1") if kind == "response" else None
        record = self.writer.create_warc_record(
            f"https://example.org/{number}",
            kind,
            payload=io.BytesIO(content),
            http_headers=http,
            warc_headers_dict={"WARC-Date": "2021-12-31T08:00:00Z"},
            warc_content_type="" if http else dict(lines)["Content-Type"],
        )
        self.writer.write_record(record)
        record.raw_stream.close()
        return self

    def pages(self, count: int) -> "Archive":
        for number in range(count):
            self.add(HTML(number).encode(), ("Content-Type", "text/html; charset=utf-8"))
        return self


@pytest.fixture
def site() -> Iterator[Any]:
    """The server; `site.at(path)` is an address of it."""
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.over = [], threading.Event()
    server.at = lambda path: f"http://127.0.0.1:{server.server_port}/{path}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def clock() -> Callable[[], datetime]:
    return lambda: NOW
