"""Write down what a small desk answers to every request of the interface: the examples of its description.

    ./dev bench make-examples

Reads two short articles with the coder (tests/fixtures/http/read.jsonl), then sends the requests of
tests/faces/http/small_desk.py and writes src/steppe/faces/http/examples.jsonl. The last line is what was made.
"""

import json
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.faces.desk import NOW
from tests.faces.http.small_desk import ARTICLES, READ, answers, refusals, small_desk

from steppe.reading import Order, Outcome, read_work
from steppe.wire import from_json, to_json, to_plain

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "src" / "steppe" / "faces" / "http" / "examples.jsonl"


def read() -> str:
    """What the coder reads in the articles, a line each, as if fetched at the desk's own time."""
    lines = []
    for given in ARTICLES:
        day = date.fromisoformat(given["published"])
        order = Order(text=given["text"], name=given["name"], outlet=given["outlet"], published=day)
        plain = to_plain(from_json(Outcome, read_work(to_json(order), lambda *_: None)))
        for one in plain["coded"]:
            one["article"]["fetched"] = NOW.isoformat().replace("+00:00", "Z")
        lines.append(to_json(plain) + "\n")
    return "".join(lines)


def main() -> None:
    """Make both files anew."""
    READ.parent.mkdir(exist_ok=True)
    READ.write_text(read(), encoding="utf8")
    with small_desk(pace=0.5) as (client, service):
        made = [example for example, _ in answers(client, service)]
    made += refusals()
    EXAMPLES.write_text("".join(to_json(one) + "\n" for one in made), encoding="utf8")
    print(json.dumps({"examples": len(made), "bytes": EXAMPLES.stat().st_size}))


if __name__ == "__main__":
    main()
