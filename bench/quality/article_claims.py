"""Every claim of the development article against the checker: `./dev bench article-claims`.

The facts name 62 claims with a verdict each. `article_claims.tsv` says which sentence holds a claim and which kinds of
proposition would answer it; a claim that no such proposition answers counts as not extracted. Printed are claims
extracted, those with a verdict, and those where any verdict agrees; stricter, with the foremost verdict alone, where a
claim whose foremost one is open counts as having none. Every disagreement is listed with what the checker said.
"""

import argparse
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from steppe import flow
from steppe.checking.check import check, foremost
from steppe.checking.verdict import Verdict
from steppe.types import Page

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
AGREES: dict[str, frozenset[str]] = {
    "supported": frozenset({"supported"}),
    "mostly_supported": frozenset({"supported", "inexact"}),
    "inexact": frozenset({"inexact"}),
    "wrong": frozenset({"contradicted"}),
    "misattributed": frozenset({"misattributed"}),
    "outdated": frozenset({"outdated"}),
    "anachronistic": frozenset({"anachronistic"}),
    "garbled": frozenset({"garbled"}),
    "unverifiable": frozenset({"unverifiable"}),
    "judgement": frozenset({"opinion", "prediction"}),
    "not_realised": frozenset({"prediction", "contradicted"}),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One claim of the facts: where it stands, which kinds of proposition answer it, what they must hold."""

    claim: str
    sentence: str
    kinds: frozenset[str]
    holding: str

    def answered_by(self, one: Verdict) -> bool:
        """Whether the verdict is on a proposition of this claim."""
        said = one.proposition
        # A law's words are its whole sentence: they would hold every part of it.
        words = () if said.kind == "law" else said.words
        held = " ".join((said.measure, *words, said.speaker, said.event, said.relation, said.besides))
        if said.value is not None:
            held += f" {said.value:g}"
        return self.sentence in said.quote and said.kind in self.kinds and (self.holding == "-" or self.holding in held)


def asked() -> list[Asked]:
    rows = (HERE / "article_claims.tsv").read_text(encoding="utf8").splitlines()
    cells = [row.split("\t") for row in rows if not row.startswith("#")][1:]
    return [Asked(claim, sentence, frozenset(kinds.split()), holding) for claim, sentence, kinds, holding in cells]


def verdicts(case: str, day: date) -> tuple[Verdict, ...]:
    page = Page(
        content=next((SHARED / "seed").glob("*.txt")).read_bytes(),
        media_type="text/plain",
        address="article",
        fetched=datetime(2026, 1, 1, tzinfo=UTC),
        published=day,
    )
    return check(flow.code(flow.read(page)), flow.world_at(case, day))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", default="kazakhstan-2022")
    options = parser.parse_args()
    facts: dict[str, Any] = YAML(typ="safe", pure=True).load((SHARED / "facts" / "claims.yaml").read_text("utf8"))
    found = verdicts(options.case, date.fromisoformat(facts["article"]["inferred_publication_date"]["value"]))
    table = {one.claim: one for one in asked()}
    counts = {"claims": 0, "extracted": 0, "with_verdict": 0, "agree": 0, "with_foremost": 0, "agree_foremost": 0}
    for claim in facts["claims"]:
        wanted = AGREES[claim["verdict"]]
        hits = [one for one in found if table[claim["id"]].answered_by(one)]
        given = {one.finding for one in hits} - {"unverifiable"}
        first = foremost(hits)
        counts["claims"] += 1
        counts["extracted"] += bool(hits)
        counts["with_verdict"] += bool(given)
        counts["agree"] += bool(given & wanted)
        # A claim whose foremost verdict is open has none: it counts on neither side.
        counts["with_foremost"] += bool(first and first.finding != "unverifiable")
        counts["agree_foremost"] += bool(first and first.finding != "unverifiable" and first.finding in wanted)
        if not hits:
            print(f"{claim['id']} {claim['verdict']}: not extracted")
        elif given and not given & wanted:
            print(f"{claim['id']} {claim['verdict']}: found {', '.join(sorted(given))}")
    share = round(counts["agree"] / max(counts["with_verdict"], 1), 3)
    strict = round(counts["agree_foremost"] / max(counts["with_foremost"], 1), 3)
    print(json.dumps({**counts, "agreement": share, "agreement_foremost": strict}))


if __name__ == "__main__":
    main()
