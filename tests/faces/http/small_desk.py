"""A small desk as the interface's examples were made on it: two wire copies, read by the coder, and two years before.

`answers` sends every request of `ASKED` and gives what came, cut short: what `examples.jsonl` holds, and what the test
holds it against. What the coder read in the articles is kept in a file, so that no language model is needed here.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient
from tests.faces.desk import Inline, desk_of, over, some

from steppe import foresight, keeping
from steppe.faces.http.described import Exampled
from steppe.faces.http.guard import MOST_AT_ONCE, Allowance
from steppe.faces.http.service import Service
from steppe.jobs.worker import Failed
from steppe.reading import Order, Outcome, read_work
from steppe.types import Coded
from steppe.whatifs import whatif_work
from steppe.wire import from_json

API = "/api/v1"
CASE = "kazakhstan-2022"
READ = Path(__file__).parents[2] / "fixtures" / "http" / "read.jsonl"
WORDS = (
    "{title}\n\nKazakhstan accused Russia on Thursday of closing an oil pipeline. Kazakhstan is a member of the "
    "Collective Security Treaty Organization. It holds more than three percent of the oil reserves of the world. "
    '"Russia will open the pipeline again," the foreign minister of Kazakhstan said. Russia rejected the demand of '
    "Kazakhstan on Friday.\n"
)
ARTICLES: tuple[dict[str, str], ...] = (
    {
        "text": WORDS.format(title="Kazakhstan accuses Russia"),
        "name": "wire copy",
        "outlet": "Example Wire",
        "published": "2022-11-25",
    },
    {
        "text": WORDS.format(title="Pipeline quarrel"),
        "name": "morning paper",
        "outlet": "Example Daily",
        "published": "2022-11-26",
    },
)
QUESTION = {"question": "KAZ -> RUS: ACCUSE|REJECT within 30d"}
Asked = tuple[str, str, dict[str, Any]]  # method, path, and what goes with it: names, query, body, as
ASKED: tuple[Asked, ...] = (
    ("post", "/jobs/read", {"body": ARTICLES[0], "as": "read"}),
    ("get", "/jobs/{ident}/progress", {"ident": "<read>", "as": "followed"}),
    ("get", "/jobs/{ident}", {"ident": "<read>"}),
    ("delete", "/jobs/{ident}", {"ident": "<read>"}),
    ("get", "/events", {"query": {"actor": "KAZ", "as_of": "2022-11-27", "limit": 1}}),
    ("get", "/events/{ident}", {"ident": "<event>"}),
    ("get", "/claims", {"query": {"speaker": "KAZ", "limit": 1}}),
    ("get", "/claims/{ident}", {"ident": "<claim>"}),
    ("get", "/quantities", {"query": {"unit": "percent", "limit": 1}}),
    ("get", "/quantities/{ident}", {"ident": "<number>"}),
    ("get", "/articles", {"query": {"limit": 1}}),
    ("get", "/articles/{ident}", {"ident": "<article>"}),
    ("get", "/briefs/{ident}", {"ident": "<article>", "query": {"case": CASE}}),
    ("get", "/verdicts", {"query": {"article": "<article>", "limit": 1}}),
    ("get", "/actors", {"query": {"q": "kazakh", "limit": 1}}),
    ("get", "/actors/{name}", {"name": "KAZ"}),
    ("get", "/actors/{name}/outlook", {"name": "KAZ"}),
    ("get", "/pairs", {"query": {"of": "KAZ", "limit": 1}}),
    ("get", "/pairs/{one}/{other}", {"one": "KAZ", "other": "RUS"}),
    ("get", "/pairs/{one}/{other}/outlook", {"one": "KAZ", "other": "RUS"}),
    ("get", "/sources", {"query": {"limit": 1}}),
    ("get", "/moves", {"query": {"as_of": "2022-11-27", "limit": 1}}),
    ("post", "/questions", {"body": QUESTION}),
    ("post", "/jobs/outlook", {"body": QUESTION, "as": "outlook"}),
    ("post", "/forecasts", {"body": QUESTION, "as": "forecast"}),
    ("get", "/forecasts", {"query": {"limit": 1}}),
    ("get", "/forecasts/{ident}", {"ident": "<forecast>"}),
    ("get", "/desk", {"query": {"since": "2022-11-20"}}),
    (
        "post",
        "/forecasts/{ident}/resolution",
        {"ident": "<forecast>", "body": {"outcome": "no", "why": "the report was withdrawn", "author": "A. Nurlan"}},
    ),
    ("get", "/track", {}),
    ("get", "/backtests", {"query": {"limit": 1}}),
    ("get", "/cases", {"query": {"limit": 1}}),
    ("get", "/cases/{case}/questions", {"case": CASE, "query": {"limit": 1}}),
    ("get", "/cases/{case}/scenarios", {"case": CASE, "query": {"limit": 2}}),
    ("get", "/cases/{case}/levers", {"case": CASE, "query": {"limit": 1}}),
    ("post", "/jobs/whatif", {"body": {"case": CASE, "scenario": "closure_90d", "draws": 100}, "as": "whatif"}),
    ("get", "/whatifs", {"query": {"limit": 1}}),
    ("get", "/whatifs/{ident}", {"ident": "<whatif>"}),
    ("post", "/whatifs/{ident}/sobol", {"ident": "<whatif>", "body": {"question": "Q6"}, "as": "shares"}),
    ("get", "/whatifs/{ident}/sobol", {"ident": "<whatif>", "query": {"limit": 1}}),
    ("get", "/worlds/{case}", {"case": CASE}),
    ("get", "/worlds/{case}/ties", {"case": CASE, "query": {"member": "KAZ", "limit": 1}}),
    ("get", "/worlds/{case}/routes", {"case": CASE, "query": {"member": "KAZ", "limit": 1}}),
    ("get", "/worlds/{case}/figures", {"case": CASE, "query": {"member": "KAZ", "limit": 1}}),
    ("get", "/worlds/{case}/sources", {"case": CASE, "query": {"limit": 1}}),
    ("get", "/worlds/{case}/sources/{source}/facts", {"case": CASE, "source": "recalled", "query": {"limit": 1}}),
    ("get", "/worlds/{case}/exposure", {"case": CASE, "query": {"origin": "KAZ", "good": "oil"}}),
    ("get", "/worlds/{case}/export", {"case": CASE, "query": {"shape": "ftm"}}),
    ("post", "/jobs/compare", {"as": "compare"}),
    ("get", "/repeats", {"query": {"limit": 1, "offset": 2}, "as": "repeats"}),
    (
        "post",
        "/repeats/{ident}",
        {
            "ident": "<repeat>",
            "body": {"verdict": "different", "reason": "the second has more words", "author": "A. Reader"},
        },
    ),
    (
        "post",
        "/judgements",
        {
            "body": {
                "subject": "<claim>",
                "verdict": "wrong",
                "reason": "the minister said less",
                "author": "A. Reader",
            }
        },
    ),
    ("get", "/judgements", {"query": {"subject": "<claim>"}}),
    (
        "post",
        "/events/{ident}/corrections",
        {
            "ident": "<event>",
            "body": {"first": "2022-11-23", "reason": "it was the day before", "author": "A. Reader"},
        },
    ),
    (
        "post",
        "/claims/{ident}/corrections",
        {
            "ident": "<denial>",
            "body": {"about": ["Kazakhstan", "Russia"], "reason": "the demand was of both", "author": "A. Reader"},
        },
    ),
    (
        "post",
        "/quantities/{ident}/corrections",
        {
            "ident": "<number>",
            "body": {"value": 3.2, "reason": "the agency gives 3.2", "author": "A. Reader"},
        },
    ),
    ("get", "/jobs", {"query": {"limit": 1}}),
)


class Replayed(Inline):
    """Gives what the coder read in an article before; does all other work.

    With a `pace` (seconds) the coder reads it once more, so slowly that who follows the job sees every step.
    """

    def __init__(self, pace: float) -> None:
        self.pace = pace

    def run(self, work: Callable[..., str], given: str, told: Callable[[str, int, int], None]) -> str | Failed:
        if work is read_work:
            if self.pace:
                work(given, self._slowly(told))
            return READ.read_text(encoding="utf8").splitlines()[_texts().index(from_json(Order, given).text)]
        return ran(given) if work is whatif_work else super().run(work, given, told)

    def _slowly(self, told: Callable[[str, int, int], None]) -> Callable[[str, int, int], None]:
        def slow(step: str, done: int, every: int) -> None:
            told(step, done, every)
            time.sleep(self.pace)

        return slow


def _texts() -> list[str]:
    return [one["text"] for one in ARTICLES]


@cache
def ran(given: str) -> str:
    """What comes of a what-if, which takes seconds: worked out once for all desks of a run of tests."""
    return whatif_work(given, lambda *_: None)


def read_before() -> tuple[Coded, ...]:
    """What the coder read in the articles."""
    lines = READ.read_text(encoding="utf8").splitlines()
    return tuple(from_json(Outcome, line).coded[0] for line in lines)


@contextmanager
def small_desk(*, pace: float = 0.0) -> Iterator[tuple[TestClient, Service]]:
    """The desk with its past, before anything is read, and a back-test that was kept."""
    with desk_of(":memory:", some()) as (client, service):
        service.jobs.worker = Replayed(pace)  # type: ignore[assignment]
        line = "KAZ -> RUS: CONSULT within 30d"
        walked = foresight.backtest(
            [line], service.held.past(), since=date(2022, 6, 1), every=60, names=["climatology", "ew-rate"]
        )
        keeping.keep_backtest(service.held.record, walked, [line], every=60, clock=service.clock)
        yield client, service


def answers(client: TestClient, service: Service) -> Iterator[tuple[Exampled, Any]]:
    """Every request with its answer: as an example, and whole."""
    known = _ids()
    for method, path, given in ASKED:
        made = _filled({key: one for key, one in given.items() if key != "as"}, known)
        names = {key: one for key, one in made.items() if key not in ("query", "body")}
        where = API + path.format(**names)
        came = client.request(method, where, params=made.get("query"), json=made.get("body"))
        assert came.status_code in (200, 201, 202), (where, came.text[:500])
        media = came.headers["content-type"].partition(";")[0]
        whole = came.json() if media == "application/json" else came.text
        yield _example((method, path, made), names, came, whole), whole
        _learn(given.get("as", ""), whole, known, client, service)


def _ids() -> dict[str, str]:
    one = read_before()[0]
    return {
        "article": one.article.id,
        "event": one.events[1].id,
        "claim": one.claims[2].id,
        "denial": one.claims[3].id,
        "number": one.quantities[0].id,
    }


def _filled(value: Any, known: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(one, known) for key, one in value.items()}
    if isinstance(value, str):
        return re.sub(r"\A<(\w+)>\Z", lambda found: known[found[1]], value)
    return value


def _learn(name: str, answer: Any, known: dict[str, str], client: TestClient, service: Service) -> None:
    """Ids that later requests name; a job is waited for, and the second article is read after the first."""
    if name == "repeats":
        known["repeat"] = answer["items"][0]["judgement"]["id"]
    elif name == "followed":
        other = client.post(f"{API}/jobs/read", json=ARTICLES[1]).json()
        over(service.jobs, other["id"])
    elif name:
        known[name] = answer["id"]
    if name in ("outlook", "whatif", "shares", "compare"):
        assert over(service.jobs, answer["id"]).state == "done", service.jobs.get(answer["id"]).error


def _example(asked: Asked, names: dict[str, str], came: Any, whole: Any) -> Exampled:
    method, path, made = asked
    short = cut(whole)
    return Exampled(
        method=method,
        path=API + path,
        asked=f"{method.upper()} {came.request.url.raw_path.decode()}",
        status=came.status_code,
        media=came.headers["content-type"].partition(";")[0],
        answer=short,
        names=names,
        body=made.get("body"),
        location=came.headers.get("location", ""),
        cut=short != whole,
    )


def cut(value: Any) -> Any:
    """An answer with lists of things cut to one and lists of words to two; counts in a row stay whole.

    Of text that is a line each, the first is enough.
    """
    if isinstance(value, dict):
        return {key: cut(_few(one) if key in TABLES else one) for key, one in value.items()}
    if isinstance(value, list):
        things = any(isinstance(one, dict) for one in value)
        numbers = any(isinstance(one, int | float) for one in value) and len(value) <= 4
        return [cut(one) for one in (value if numbers else value[: 1 if things else 2])]
    if isinstance(value, str) and value.startswith('{"id":') and "\n" in value:
        return value.partition("\n")[0] + "\n"
    return value


def _few(table: Any) -> Any:
    return dict(list(table.items())[:2]) if isinstance(table, dict) else table


TABLES = frozenset(
    ("facts", "ties", "routes", "crossing", "rests", "grounds")
)  # whose keys are names, where they are tables


WRONG: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("token", "POST /judgements", {"json": {}}),
    ("forbidden", "POST /judgements", {"json": {}, "headers": {"origin": "https://elsewhere.example"}}),
    ("unknown-name", "GET /events?kind=DANCE", {}),
    ("not-found", "GET /nothing-here", {}),
    ("too-large", "POST /jobs/read", {"content": b"x" * 2_000}),
    ("bad-input", "GET /events?limit=0", {}),
    ("busy", "POST /judgements", {"json": {}}),
    ("busy", "GET /events", {}),
)


def refusals() -> Iterator[Exampled]:
    """What is said to whoever asks for something that cannot be done, each as its own request is told."""
    with desk_of(":memory:", [], token="t", body_bytes=1_000) as (client, _):
        for code, line, given in WRONG:
            method, path = line.split()
            if path == "/events":
                client.app.under_way = MOST_AT_ONCE  # type: ignore[attr-defined]
            if code == "busy":
                client.app.allowed = {"testclient": Allowance(0.0, time.monotonic())}  # type: ignore[attr-defined]
            came = client.request(method, API + path, **given)
            assert came.json()["error"]["code"] == code, came.text
            yield Exampled(
                method=method.lower(),
                path="",
                asked=f"{method} {API}{path}",
                status=came.status_code,
                media="application/json",
                answer=came.json(),
                error=code,
            )
