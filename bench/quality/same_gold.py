"""Are reports of one event found, and only they? Pairs of articles, near-copies under edits, and speed.

    ./dev bench same-gold [GOLD]

Codes the gold (`tests/gold/same_event.jsonl`), groups the events and scores pairs of articles: precision,
recall and F1 beside a baseline (same type, day and actor countries). Near-copies are made by editing 5 to
30 % of the words of a made-up text. Wrong and missed pairs go to standard error; the last line is one JSON object.
"""

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

from steppe import flow
from steppe.coding.near import near_copies, signature
from steppe.coding.same import suggest
from steppe.types import Article, Coded, Event, Page

GOLD = Path(__file__).parents[2] / "tests" / "gold" / "same_event.jsonl"
Pairs = set[frozenset[str]]


def coded(row: dict[str, str]) -> Coded:
    published = date.fromisoformat(row["published"])
    page = Page(
        content=row["text"].encode(),
        media_type="text/plain",
        address=f"https://{row['outlet']}/{row['id']}",
        fetched=datetime(2024, 1, 1, tzinfo=UTC),
        published=published,
    )
    return flow.code(flow.read(page))


def score(found: Pairs, gold: Pairs) -> dict[str, float]:
    right = len(found & gold)
    precision, recall = right / max(1, len(found)), right / max(1, len(gold))
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 3),
    }


def baseline(names: dict[str, str], events: list[Event]) -> Pairs:
    seen: dict[object, set[str]] = {}
    for one in events:
        countries = frozenset(mention.actor.country for mention in one.actors)
        days = (one.happened.first, one.happened.last) if one.happened else None
        seen.setdefault((one.kind, days, countries), set()).add(names[one.evidence.article])
    return {frozenset(pair) for some in seen.values() for pair in combinations(sorted(some), 2)}


def edited(words: list[str], share: float, chance: random.Random) -> str:
    out = list(words)
    for at in chance.sample(range(len(out)), round(share * len(out))):
        out[at] = chance.choice(("", chance.choice(words), f"{out[at]} {chance.choice(words)}"))
    return " ".join(out)


def cut(words: list[str], share: float, chance: random.Random) -> str:
    """One stretch of `share` of the words is left out and as many others are put in front: an editor's lead."""
    length = round(share * len(words))
    at = chance.randrange(len(words) - length + 1)
    return " ".join([f"other{chance.randrange(999)}" for _ in range(length)] + words[:at] + words[at + length :])


def copies_found(change: Callable[[list[str], float, random.Random], str]) -> dict[str, float]:
    chance = random.Random(7)
    vocabulary = [f"word{number}" for number in range(4000)]
    texts = [[chance.choice(vocabulary) for _ in range(400)] for _ in range(200)]
    found = {}
    for share in (0.0, 0.05, 0.1, 0.15, 0.2, 0.3):
        hashed = {f"{at:03}a": signature(" ".join(words)) for at, words in enumerate(texts)}
        hashed |= {f"{at:03}b": signature(change(words, share, chance)) for at, words in enumerate(texts)}
        heads = near_copies(hashed)
        found[f"{share:.0%}"] = round(sum(heads[f"{at:03}b"] == f"{at:03}a" for at in range(200)) / 200, 3)
        assert all(head[:3] == name[:3] for name, head in heads.items())
    return found


def rate(articles: list[Article], events: list[Event], quads: dict[str, int]) -> dict[str, int]:
    chance = random.Random(3)
    words = [f"word{number}" for number in range(4000)]
    texts = {f"{at}": " ".join(chance.choice(words) for _ in range(400)) for at in range(2000)}
    began = time.perf_counter()
    near_copies({name: signature(text) for name, text in texts.items()})
    near = time.perf_counter() - began
    began = time.perf_counter()
    for _ in range(5):
        suggest(events, articles, quads)
    grouped = time.perf_counter() - began
    return {"near_articles_s": round(2000 / near), "group_events_s": round(5 * len(events) / grouped)}


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD
    rows = [json.loads(line) for line in path.read_text("utf8").splitlines()]
    done = [coded(row) for row in rows]
    names = {one.article.id: row["id"] for one, row in zip(done, rows, strict=True)}
    texts = {row["id"]: row["text"] for row in rows}
    events = [event for one in done for event in one.events]
    home = {event.id: names[event.evidence.article] for event in events}
    pairs = combinations(rows, 2)
    gold: Pairs = {frozenset((one["id"], other["id"])) for one, other in pairs if one["event"] == other["event"]}
    quads = {kind.name: kind.quad for kind in flow.desk().ontology.types.values()}
    articles = [one.article for one in done]
    made = suggest(events, articles, quads)
    groups = [sorted({home[subject] for subject in one.subjects}) for one in made if one.subjects[0] in home]
    found: Pairs = {frozenset(pair) for group in groups for pair in combinations(group, 2)}
    for label, wrong in (("wrong", found - gold), ("missed", gold - found)):
        for pair in sorted(sorted(one) for one in wrong):
            kinds = [Counter(event.kind for event in events if home[event.id] == name) for name in pair]
            print(
                label,
                *[f"{texts[name]} {dict(kind)}" for name, kind in zip(pair, kinds, strict=True)],
                sep="\n   ",
                file=sys.stderr,
            )
    bare = len([row for row in rows if row["id"] not in set(home.values())])
    figures: dict[str, object] = {
        "articles": len(rows),
        "pairs": len(gold),
        "articles_without_event": bare,
        **score(found, gold),
    }
    figures["baseline"] = score(baseline(names, events), gold)
    figures |= {"copies_words_edited": copies_found(edited), "copies_stretch_replaced": copies_found(cut)}
    print(json.dumps(figures | rate(articles, events, quads)))


if __name__ == "__main__":
    main()
