"""Single claims checked against a case: `./dev bench check-claims IN.jsonl --case CASE --out OUT.jsonl`.

IN has `id`, `text` (one claim), `as_of`; OUT gets `id`, `verdict`, `figure`, `facts`. Where IN also has `expect` (a
verdict), accuracy is printed beside that of the commonest verdict. A table of own claims (`.tsv` with the columns set,
claim, date, kind, verdict, why) is read too; without IN it is the one in tests/gold.
"""

import argparse
import json
from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from steppe import flow
from steppe.checking.check import check, foremost
from steppe.types import Page
from steppe.world.build import World

OWN = Path(__file__).parents[2] / "tests" / "gold" / "claims.tsv"


def records(path: Path) -> list[dict[str, Any]]:
    lines = [line for line in path.read_text(encoding="utf8").splitlines() if line and not line.startswith("#")]
    if path.suffix != ".tsv":
        return [json.loads(line) for line in lines]
    rows = [dict(zip(lines[0].split("\t"), line.split("\t"), strict=True)) for line in lines[1:]]
    return [
        {"id": f"{row['set']}{n}", "text": row["claim"], "as_of": row["date"], "expect": row["verdict"], **row}
        for n, row in enumerate(rows, 1)
    ]


@cache
def world(case: str, as_of: str) -> World:
    return flow.world_at(case, date.fromisoformat(as_of))


def judged(record: dict[str, Any], case: str) -> dict[str, Any]:
    day = date.fromisoformat(record["as_of"])
    page = Page(
        content=record["text"].encode(),
        media_type="text/plain",
        address=str(record["id"]),
        fetched=datetime(2026, 1, 1, tzinfo=UTC),
        published=day,
    )
    best = foremost(check(flow.code(flow.read(page)), world(case, record["as_of"])))
    if best is None:
        return {"id": record["id"], "verdict": "unverifiable", "figure": "", "facts": [], "kind": ""}
    kind = f"{best.proposition.kind}: {best.rule}"
    return {"id": record["id"], "verdict": best.finding, "figure": best.record, "facts": list(best.facts), "kind": kind}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="?", default=OWN)
    parser.add_argument("--case", default="kazakhstan-2022")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--set", default="", help="only this set of a table")
    parser.add_argument("--list", action="store_true", help="print every disagreement")
    options = parser.parse_args()
    rows = [row for row in records(options.gold) if not options.set or row.get("set") == options.set]
    found = [judged(row, options.case) for row in rows]
    if options.out:
        options.out.write_text("".join(json.dumps(one) + "\n" for one in found), encoding="utf8")
    told = [(row, one) for row, one in zip(rows, found, strict=True) if "expect" in row]
    print(json.dumps(figures(told, len(rows), listed=options.list)))


def figures(told: list[tuple[dict[str, Any], dict[str, Any]]], number: int, *, listed: bool) -> dict[str, Any]:
    given = [(row, one) for row, one in told if one["verdict"] not in {"unverifiable", "opinion", "prediction"}]
    right = [one for row, one in given if agrees(row["expect"], one["verdict"])]
    by_kind: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row, one in told:
        cell = by_kind[row.get("kind", "")]
        cell[0] += 1
        cell[1] += (row, one) in given
        cell[2] += one in right
    if listed:
        for row, one in told:
            if one not in right:
                print(f"{row['expect']:13}{one['verdict']:14}{one['kind'][:40]:42}{row['text']}  [{one['figure']}]")
    commonest = Counter(row["expect"] for row, _ in told).most_common(1)
    return {
        "claims": number,
        "with_verdict": len(given),
        "right": len(right),
        "accuracy_of_verdicts": round(len(right) / len(given), 3) if given else None,
        "right_of_all": round(len(right) / len(told), 3) if told else None,
        "baseline_commonest_verdict": round(commonest[0][1] / len(told), 3) if told else None,
        "by_kind_n_given_right": dict(by_kind),
    }


def agrees(expected: str, got: str) -> bool:
    """True and false agree as such: a false claim may be found contradicted, outdated or inexact."""
    return (expected == "supported") == (got == "supported")


if __name__ == "__main__":
    main()
