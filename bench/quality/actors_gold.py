"""Resolve actor phrases to country and sector, and say how well.

    ./dev bench actors-gold GOLD.jsonl --out PRED.jsonl [--show 40]

GOLD holds `id`, `text` (the phrase), `context`, `query_date` a line and, where known, `expected`. PRED gets
`{"id", "resolved", "country", "sector", "sectors", "name"}` a line. The last line printed is one JSON object: records,
and the share of records right on country, sector and both, over those whose gold gives the field.
"""

import argparse
import json
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

from code_gold import ratio, records

from steppe import flow
from steppe.coding.phrases import actor_of

FORMS = ("%Y-%m-%d", "%B %d, %Y", "%d %B %Y", "%Y")


def day(written: str | None) -> date | None:
    """A date in one of the forms the gold uses, `None` where there is none."""
    for form in FORMS:
        try:
            return datetime.strptime((written or "").strip(), form).date()
        except ValueError:
            continue
    return None


def resolved(record: dict[str, Any], at: flow.Desk) -> dict[str, Any]:
    """The output line of one record."""
    found = actor_of(
        record["text"],
        parser=at.coder.parser,
        lexicon=at.coder.lexicon,
        context=record.get("context") or "",
        on=day(record.get("query_date")),
    )
    if found is None:
        return {"id": record["id"], "resolved": False, "country": "", "sector": "", "sectors": [], "name": ""}
    actor = found.actor
    sector = actor.sectors[0] if actor.sectors else ""
    return {
        "id": record["id"],
        "resolved": True,
        "country": actor.country,
        "sector": sector,
        "sectors": list(actor.sectors),
        "name": actor.name,
    }


def right(record: dict[str, Any], answer: dict[str, Any], field: str) -> bool | None:
    """Whether the answer has the gold's value of `field`; `None` where the gold gives none."""
    expected = record.get("expected") or {}
    return None if field not in expected else (expected[field] or "") == answer[field]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    began, rows = time.perf_counter(), list(records(options.gold))
    at, marks = flow.desk(), []
    with options.out.open("w", encoding="utf8") as out:
        for record in rows:
            answer = resolved(record, at)
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
            pair = (right(record, answer, "country"), right(record, answer, "sector"))
            marks.append(pair)
            if options.show and False in pair:
                options.show -= 1
                print(f"{record['text']!r} {record.get('expected')} got {answer['country']} {answer['sectors']}")
    country = [a for a, _ in marks if a is not None]
    sector = [b for _, b in marks if b is not None]
    both = [a and b for a, b in marks if a is not None and b is not None]
    shares = {k: ratio(sum(v), len(v)) for k, v in (("country", country), ("sector", sector), ("both", both))}
    print(json.dumps({"records": len(rows), **shares, "seconds": round(time.perf_counter() - began, 2)}))


if __name__ == "__main__":
    main()
