"""What one text may cost: the longest, the most broken and the most hostile ones, each pasted into a fresh desk.

    python bench/speed/longest.py [--only NAME …]

For each text a server is started, the text is posted as somebody would paste it, and the job is followed to its end.
Told are: what came of it, seconds, the most memory of the server and of the process that codes (MB, at rest and at its
peak), and the heaviest of the articles' pages (kB, seconds). The last line is the result as JSON. Bars: an answer for
every text, at most `BARS["mb"]` MB more than at rest in either process, no page over `BARS["page_kb"]` kB.
"""

import argparse
import http.client
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from desk import served

EXAMPLE = Path(__file__).parents[2] / "examples" / "article.txt"
LONG = 490_000
BARS = {"mb": 600, "page_kb": 3_000, "unanswered": 0}


def report(length: int) -> str:
    """A report of so many characters: the example's paragraphs over and over, other names and numbers each time."""
    paragraphs = [one for one in EXAMPLE.read_text(encoding="utf8").split("\n\n") if one.strip()]
    parts, size = [], 0
    for turn in count():
        for one in paragraphs:
            parts.append(_varied(one, turn))
            size += len(parts[-1]) + 2
            if size >= length:
                return "\n\n".join(parts)[:length]
    raise AssertionError


def _varied(paragraph: str, turn: int) -> str:
    """The paragraph with other numbers and another people."""
    counted = re.sub(r"\b\d{2,}\b", lambda found: str(int(found[0]) + turn), paragraph)
    return counted.replace("Kazakh", ("Kazakh", "Uzbek", "Turkmen", "Kyrgyz")[turn % 4])


def one_sentence(length: int) -> str:
    """One sentence of real words: no full stop, no line break."""
    return re.sub(r"[.!?\n\"“”]+ ?", " ", report(length + length // 8))[:length]


TEXTS: dict[str, Callable[[], str]] = {
    "full stops": lambda: "Russia attacked Iran. " + ". " * 245_000,
    "one letter": lambda: "a" * LONG,
    "line breaks": lambda: "\n" * LONG,
    "letters on lines": lambda: "a\n\n" * (LONG // 3),
    "short lines": lambda: "He left.\n\n" * (LONG // 10),
    "short sentences": lambda: "He left. " * (LONG // 9),
    "one sentence": lambda: one_sentence(LONG),
    "report": lambda: report(LONG),
    "300 pages": lambda: report(900_000),
    "short claims": lambda: "He said no. " * (LONG // 12),
    "quotation marks": lambda: '"a" ' * (LONG // 4),
    "commas": lambda: "Iran, " * (LONG // 6),
    "digits": lambda: "1,000 " * (LONG // 6),
    "combining marks": lambda: ("e" + "\u0301" * 9) * (LONG // 10),
    "right to left marks": lambda: "\u202eRussia\u202c \u200fattacked\u200e Iran\u2066.\u2069 " * (LONG // 28),
    "nul": lambda: "Russia\x00 attacked \x00Iran.\x00 " * (LONG // 26),
}


class Desk:
    """A fresh server and the connection to it."""

    def __init__(self, port: int, pid: int) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        self.pid = pid

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, bytes]:
        """Status and body of an answer."""
        sent = None if body is None else json.dumps(body).encode()
        self.line.request(method, path, body=sent, headers={"Content-Type": "application/json"})
        answer = self.line.getresponse()
        return answer.status, answer.read()

    def peaks(self) -> dict[str, int]:
        """The most memory so far of the server and of the process that codes, in MB."""
        found = {"server": _peak(self.pid), "coder": 0}
        for path in Path("/proc").glob("[0-9]*/stat"):
            stat = _read(path).rpartition(")")[2].split()
            if stat and int(stat[1]) == self.pid:
                found["coder"] = max(found["coder"], _peak(int(path.parent.name)))
        return found


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf8", errors="replace")
    except OSError:  # a process that has ended meanwhile
        return ""


def _peak(pid: int) -> int:
    found = re.search(r"VmHWM:\s+(\d+)", _read(Path(f"/proc/{pid}/status")))
    return int(found[1]) // 1000 if found else 0


@contextmanager
def fresh() -> Iterator[Desk]:
    """A server of an empty record that has the coder loaded."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "r.duckdb") as (port, pid):
        desk = Desk(port, pid)
        paste(desk, "Russia summoned the ambassador of Iran on 3 May 2022.")
        yield desk


def paste(desk: Desk, text: str) -> dict[str, Any]:
    """Paste a text and wait for what comes of it."""
    status, body = desk.ask("POST", "/api/v1/jobs/read", {"text": text, "name": "measured"})
    job: dict[str, Any] = json.loads(body)
    if status != 202:
        return {"state": "refused", "error": job["error"]["message"], "result": ""}
    while job["state"] in ("queued", "running"):
        time.sleep(0.1)
        job = json.loads(desk.ask("GET", f"/api/v1/jobs/{job['id']}")[1])
    return job


def measure(text: str) -> dict[str, Any]:
    """One text, from pasting to its pages."""
    with fresh() as desk:
        rest = desk.peaks()
        started = time.perf_counter()
        job = paste(desk, text)
        took = time.perf_counter() - started
        came = json.loads(job["result"]) if job["result"] else {"articles": [], "refused": []}
        pages = [page(desk, one["id"]) for one in came["articles"]]
        after = desk.peaks()
    return {
        "state": job["state"],
        "error": job["error"][:300],
        "seconds": round(took, 1),
        **{f"{who}_mb": [rest[who], after[who]] for who in rest},
        "articles": len(pages),
        "events": sum(one["events"] for one in came["articles"]),
        "said": next((one["uncoded"] for one in came["articles"] if one.get("uncoded")), ""),
        "page_kb": max((kb for kb, _ in pages), default=0),
        "page_s": max((seconds for _, seconds in pages), default=0),
    }


def page(desk: Desk, ident: str) -> tuple[int, float]:
    """Kilobytes and seconds of an article's page."""
    started = time.perf_counter()
    status, body = desk.ask("GET", f"/articles/{ident}")
    assert status == 200, (status, body[:300])
    return len(body) // 1000, round(time.perf_counter() - started, 2)


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=list(TEXTS), choices=list(TEXTS))
    found = {}
    for name in parser.parse_args().only:
        found[name] = measure(TEXTS[name]())
        print(f"{name}: {json.dumps(found[name])}", flush=True)
    grown = max(one[f"{who}_mb"][1] - one[f"{who}_mb"][0] for one in found.values() for who in ("server", "coder"))
    result = {
        "texts": found,
        "mb": grown,
        "page_kb": max(one["page_kb"] for one in found.values()),
        "unanswered": sum(not one["articles"] and not one["error"] for one in found.values()),
    }
    result["held"] = all(result[name] <= bar for name, bar in BARS.items())
    print(json.dumps(result))


if __name__ == "__main__":
    main()
