"""Whether a trained model adds right events where the patterns are silent: `./dev bench trained-types [GOLD ...]`.

A softmax regression (numpy, seeded) over the words of a sentence, its root with subject, object and prepositions, and
heads it hangs on, trained on `tests/gold/types.tsv` (own sentences by type and NONE). It is asked only about
sentences in which the patterns found no event and an actor is named, and answers only above a threshold. Printed: right
and wrong additions under five-fold cross-validation at several thresholds, and, for gold files given (records with
`text` and `events`), on their silent sentences, trained on all own sentences.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from steppe import flow
from steppe.coding.parse import Parse

sys.path.insert(0, str(Path(__file__).parent))
from gold_lines import coded

OWN = Path(__file__).parents[2] / "tests" / "gold" / "types.tsv"
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.7, 0.9)
NONE = "NONE"


def words_of(parse: Parse) -> set[str]:
    """Lemmas; the root with its arguments; each preposition with its object."""
    found = {f"w:{token.lemma.lower()}" for token in parse.tokens if token.tag[:1] in "NVJR"}
    for token in parse.tokens:
        head = parse.head(token.i)
        if head.i != token.i and (head.tag.startswith("V") or head.dep == "ROOT"):
            found.add(f"{head.lemma.lower()}>{token.dep}")
            if token.dep in {"dobj", "nsubjpass", "prep", "prt", "xcomp", "acomp"}:
                found.add(f"{head.lemma.lower()}>{token.dep}>{token.lemma.lower()}")
        if token.dep == "ROOT":
            found.add(f"root:{token.lemma.lower()}")
    return found


def own_rows() -> list[tuple[str, str]]:
    lines = [line.split("\t") for line in OWN.read_text(encoding="utf8").splitlines() if not line.startswith("#")]
    return [(row[0], row[2]) for row in lines[1:]]


def is_silent(text: str) -> bool:
    """No event by the patterns, and a state, body or group named."""
    found = coded(text, None)
    return not found.events and bool(found.mentions)


class Model:
    """Weights of a softmax regression over the features seen at least twice."""

    def __init__(self, rows: list[tuple[str, set[str]]], *, seed: int, steps: int = 800, decay: float = 1e-4) -> None:
        counts = Counter(feature for _, features in rows for feature in features)
        self.index = {name: i for i, name in enumerate(sorted(name for name, n in counts.items() if n > 1))}
        self.labels = sorted({label for label, _ in rows})
        table = np.stack([self.vector(features) for _, features in rows])
        truth = np.eye(len(self.labels))[[self.labels.index(label) for label, _ in rows]]
        self.weights = np.random.default_rng(seed).normal(0, 0.01, (len(self.index) + 1, len(self.labels)))
        speed = np.zeros_like(self.weights)
        for _ in range(steps):
            slope = table.T @ (self.chances(table) - truth) / len(rows) + decay * self.weights
            speed = 0.9 * speed - 2.0 * slope
            self.weights += speed

    def vector(self, features: set[str]) -> np.ndarray:
        """Features as a row of equal length, with a bias."""
        row = np.zeros(len(self.index) + 1)
        seen = [self.index[name] for name in features if name in self.index]
        row[seen] = 1 / np.sqrt(max(1, len(seen)))
        row[-1] = 0.3
        return row

    def chances(self, table: np.ndarray) -> np.ndarray:
        """The chance of each label for each row."""
        scores = table @ self.weights * 3
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances: np.ndarray = powers / powers.sum(axis=1, keepdims=True)
        return chances

    def best(self, features: set[str]) -> tuple[str, float]:
        """The likeliest label and its chance."""
        chances = self.chances(self.vector(features)[None])[0]
        return self.labels[int(chances.argmax())], float(chances.max())


def wanted(record: dict[str, Any]) -> set[str]:
    """The types a gold record accepts."""
    return {kind for event in record["events"] for kind in (event["event"], *(event.get("event_alt") or []))}


def tally(pairs: list[tuple[set[str], str, float]]) -> dict[str, list[int]]:
    """By threshold: additions that are right, additions that are wrong."""
    found = {}
    for least in THRESHOLDS:
        given = [(kinds, label) for kinds, label, chance in pairs if label != NONE and chance >= least]
        right = sum(label in kinds for kinds, label in given)
        found[str(least)] = [right, len(given) - right]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="*")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    parse = flow.desk().coder.parser
    rows = own_rows()
    parses = [words_of(one) for one in parse([text for _, text in rows])]
    featured = [(label, features) for (label, _), features in zip(rows, parses, strict=True)]
    silent = [is_silent(text) for _, text in rows]
    order = np.random.default_rng(options.seed).permutation(len(rows))
    pairs: list[tuple[set[str], str, float]] = []
    for fold in np.array_split(order, 5):
        held = set(fold.tolist())
        model = Model([row for i, row in enumerate(featured) if i not in held], seed=options.seed)
        pairs.extend(({featured[i][0]}, *model.best(featured[i][1])) for i in sorted(held) if silent[i])
    result = {"own_silent": sum(silent), "own_right_wrong_by_threshold": tally(pairs)}
    model = Model(featured, seed=options.seed)
    for path in options.gold:
        records = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
        quiet = [one for one in records if is_silent(one["text"])]
        asked = zip(quiet, parse([one["text"] for one in quiet]), strict=True)
        found = [(wanted(one), *model.best(words_of(tree))) for one, tree in asked]
        result[path.stem] = {"silent": len(quiet), "right_wrong": tally(found)}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
