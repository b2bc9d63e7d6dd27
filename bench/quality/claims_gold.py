"""Read and code gold texts, and say how well claims are found: cue, speaker, content.

    ./dev bench claims-gold GOLD.jsonl --out PRED.jsonl [--show 40] [--half even|odd]

GOLD holds `id`, `text` a line and, where known, `attributions` of `source`, `cue` and `content` (each a span
[start, end) of the text or a list of them). PRED gets one line a record: `{"id", "claims": [{"speaker": span or
null, "cue": span or null, "content": span, "stance", "voice"}]}`. Each text takes the full way, read and coded
as any page would be, and spans are of the record's own text. What the article says itself is no attribution and is
left out. `--half` takes every other record; `--show` lists so many missed and surplus claims.

Rule: a claim is paired with the unused attribution whose cue it overlaps most, ties going to the content. Triple:
pairs whose speaker overlaps (or is absent on both sides) and whose contents share half their characters (F1).
The last line printed is one JSON object: records, refused, gold, predicted, precision, recall and F1 of cue and
triple, the share of right speakers, the mean content F1, seconds.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from code_gold import coded, ratio, records

from steppe.errors import InputError
from steppe.types import Span

Claims = list[dict[str, Any]]


def places(read: str, own: str) -> list[int]:
    r"""For each character place of the text as read (and its end) the place in the record's own text.

    >>> places("a b", "a\\r\\nb")
    [0, 2, 3, 4]
    """
    if read == own:
        return list(range(len(own) + 1))
    row, at = [], 0
    for char in read:
        found = own.find(char, at, at + 200)
        at = found if found >= 0 else at
        while char.isspace() and at < len(own) - 1 and not own[at].isspace():
            at += 1
        row.append(min(at, len(own)))
        at += found >= 0 or char.isspace()
    return [*row, min(at, len(own))]


def claims(record: dict[str, Any]) -> Claims:
    """The attributed claims of one record as the scorer reads them."""
    done = coded(record)
    place = places(done.article.text, record["text"])

    def pair(span: Span | None) -> list[int] | None:
        return None if span is None else [place[span.start], place[span.end - 1] + 1]

    return [
        {
            "speaker": pair(one.speaker_span),
            "cue": pair(one.cue),
            "content": pair(one.content),
            "stance": one.stance,
            "voice": one.voice,
        }
        for one in done.claims
        if one.voice != "author"
    ]


def spans(value: Any) -> list[tuple[int, int]]:
    """A span, a list of spans or nothing, as a list of pairs."""
    if not value:
        return []
    return [(value[0], value[1])] if isinstance(value[0], int) else [(one[0], one[1]) for one in value]


def shared(a: Any, b: Any) -> int:
    """How many characters two values of spans have in common."""
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in spans(a) for y in spans(b))


def likeness(a: Any, b: Any) -> float:
    """The character F1 of two values of spans."""
    total = sum(end - start for start, end in [*spans(a), *spans(b)])
    return 2 * shared(a, b) / total if total else 0.0


def closeness(found: dict[str, Any], gold: dict[str, Any]) -> float:
    """How well a claim fits an attribution: by the cue first, then the content; 0 where they do not meet."""
    same = likeness(found["content"], gold.get("content"))
    if found["cue"] and gold.get("cue"):
        common = shared(found["cue"], gold["cue"])
        return 1000 * common + same if common else 0.0
    return same if same >= 0.5 else 0.0


def paired(found: Claims, gold: Claims) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """Each claim with its attribution or `None`; each attribution is used once."""
    free = list(gold)
    for one in found:
        best = max(free, key=lambda other: closeness(one, other), default=None)
        if best is None or closeness(one, best) == 0:
            yield one, None
            continue
        free.remove(best)
        yield one, best


def right_speaker(one: dict[str, Any], gold: dict[str, Any]) -> bool:
    """Whether the speakers overlap, or there is none on either side."""
    return shared(one["speaker"], gold["source"]) > 0 if gold.get("source") else not one["speaker"]


def words(value: Any, text: str) -> str:
    """The words of spans, cut short."""
    return " … ".join(text[start:end] for start, end in spans(value))[:110].replace("\n", " ")


def told(kind: str, one: dict[str, Any], text: str) -> str:
    """One line about a missed or surplus claim."""
    speaker = one.get("speaker", one.get("source"))
    return f"{kind} [{words(one['cue'], text)}] {words(speaker, text)}: {words(one['content'], text)}"


def differences(record: dict[str, Any], pairs: Sequence[tuple[dict[str, Any], dict[str, Any] | None]]) -> Iterator[str]:
    """What was missed, what was found that the gold lacks, and which pairs differ in speaker or content."""
    text, met = record["text"], [gold for _, gold in pairs if gold is not None]
    for gold in record["attributions"]:
        if not any(gold is one for one in met):
            yield told("missed ", gold, text)
    for one, truth in pairs:
        if truth is None:
            yield told("surplus", one, text)
        elif not right_speaker(one, truth) or likeness(one["content"], truth.get("content")) < 0.5:
            yield told("differs", one, text) + "\n" + told("   from", truth, text)


def prf(hits: int, found: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1."""
    return {"P": ratio(hits, found), "R": ratio(hits, gold), "F1": ratio(2 * hits, found + gold)}


def main() -> None:
    """Code the file, write the claims, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--show", type=int, default=0, help="list so many missed, surplus and differing claims")
    options = parser.parse_args()
    began, refused, found, gold, done, shown = time.perf_counter(), 0, 0, 0, 0, 0
    same: list[tuple[bool, float]] = []
    with options.out.open("w", encoding="utf8") as out:
        for number, record in enumerate(records(options.gold)):
            if options.half and (number % 2 == 0) != (options.half == "even"):
                continue
            try:
                row = claims(record)
            except InputError as error:
                row, refused = [], refused + 1
                sys.stderr.write(f"{record['id']}: {error}\n")
            out.write(json.dumps({"id": record["id"], "claims": row}, ensure_ascii=False) + "\n")
            truth = record.setdefault("attributions", [])
            pairs = list(paired(row, truth))
            same += [(right_speaker(a, b), likeness(a["content"], b.get("content"))) for a, b in pairs if b is not None]
            done, found, gold = done + 1, found + len(row), gold + len(truth)
            for text in differences(record, pairs):
                shown += 1
                if shown <= options.show:
                    print(text)
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{done} records")
    whole = sum(right and like >= 0.5 for right, like in same)
    figures = {
        "records": done,
        "refused": refused,
        "gold": gold,
        "predicted": found,
        "cue": prf(len(same), found, gold),
        "speaker": ratio(sum(right for right, _ in same), len(same)),
        "content": ratio(sum(like for _, like in same), len(same)),
        "triple": prf(whole, found, gold),
    }
    print(json.dumps({**figures, "seconds": round(time.perf_counter() - began, 2)}))


if __name__ == "__main__":
    main()
