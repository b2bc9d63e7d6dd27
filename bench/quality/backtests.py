"""What the registered back-tests show: each mechanism's score beside its baselines, its licence, what answers use.

    ./dev bench backtests [--write]

Runs every back-test on the shipped case and prints it in words; `--write` stores the results in
`src/steppe/data/scenario/results.jsonl`, one line each with the versions of case and engine. The last line is one JSON
object of figures.
"""

import json
import sys
from typing import Any

from steppe import asking
from steppe.scenario.backtest import Backtested, NotRun, Result
from steppe.scenario.stored import RESULTS, to_line

CASE = "kazakhstan-2022"


def figures(one: Result) -> dict[str, Any]:
    if isinstance(one, NotRun):
        return {"licence": one.licence, "used": one.used}
    if isinstance(one, Backtested):
        scores = {"brier": one.brier, "baselines": {one.baseline: one.brier_baseline}}
    else:
        scores = {"crps": one.crps, "unit": one.unit, "baselines": one.baselines, "covered": one.covered}
        scores |= {"named": one.named} if one.named else {}
    return {"n": len(one.tried), **scores, "gap": one.gap, "licence": one.licence, "used": one.used}


def main() -> None:
    results = list(asking.backtests(CASE))
    for one in results:
        print("\n".join(asking.backtest_lines(one)))
    if "--write" in sys.argv[1:]:
        RESULTS.write_text("".join(f"{to_line(one)}\n" for one in results), encoding="utf8")
        print(f"stored {len(results)} results in {RESULTS.name}", file=sys.stderr)
    print(json.dumps({one.id: json.loads(to_line(figures(one))) for one in results}))


if __name__ == "__main__":
    main()
