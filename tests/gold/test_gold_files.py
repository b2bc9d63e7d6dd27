"""The gold files against themselves: every quote stands in its text, every code in a vocabulary.

This says nothing about the coder; it keeps a slip in the gold from being read as a fault of the coder.
"""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pycountry
import pytest

from steppe.ontology.vocabulary import load
from steppe.types import BlockKind, Bound, Stance, Status

HERE = Path(__file__).parent
ARTICLES = sorted((HERE / "articles").glob("*.txt"))
COUNTRIES = {country.alpha_3 for country in pycountry.countries} | {"KOS"} | set(load().supranational)


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text("utf8").splitlines()]


def expectation(path: Path) -> tuple[str, dict[str, Any]]:
    return path.read_text("utf8"), json.loads(path.with_suffix(".json").read_text("utf8"))


def assert_vocabulary(kind: str, mode: str, sectors: list[str], countries: list[str]) -> None:
    assert mode in {"", *load().type(kind).modes}, (kind, mode)
    assert set(sectors) <= set(load().sectors)
    assert set(countries) <= COUNTRIES


def test_there_are_ten_articles() -> None:
    assert len(ARTICLES) == 10


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_blocks_are_the_paragraphs_in_order(path: Path) -> None:
    text, gold = expectation(path)
    paragraphs = [paragraph.strip() for paragraph in text.split("\n\n")]
    # The two-line bylines and link boxes are one block each; their first words are listed.
    assert len(paragraphs) == len(gold["blocks"])
    for paragraph, block in zip(paragraphs, gold["blocks"], strict=True):
        assert paragraph.startswith(block["starts_with"])
        assert block["kind"] in get_args(BlockKind)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_quote_stands_in_the_text(path: Path) -> None:
    text, gold = expectation(path)
    quotes = [item["quote"] for item in gold["events"] + gold["quantities"]] + gold["not_events"]
    quotes += [claim[part] for claim in gold["claims"] for part in ("speaker", "cue", "content_contains")]
    assert [quote for quote in quotes if quote not in text] == []
    assert len(text.split()) in range(120, 351)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_article_events_use_the_vocabulary_and_sane_dates(path: Path) -> None:
    published = date.fromisoformat(expectation(path)[1]["published"])
    for event in expectation(path)[1]["events"]:
        sides = event["actor"] + event["recipient"]
        countries = [side["country"] for side in sides if side["country"]]
        assert_vocabulary(event["type"], event["mode"], [s for side in sides for s in side["sectors"]], countries)
        assert all(load().type(kind) for kind in event["type_alt"])
        assert event["status"] in get_args(Status)
        if event["date"]:
            first, last = date.fromisoformat(event["date"]["first"]), date.fromisoformat(event["date"]["last"])
            assert first <= last
            assert event["status"] != "asserted" or first <= published, event["quote"]
            named = re.findall(r"\b(\w+day)\b", event["quote"])
            assert first != last or all(f"{first:%A}" == day for day in named), event["quote"]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_claims_and_quantities_use_the_vocabulary(path: Path) -> None:
    gold = expectation(path)[1]
    assert all(claim["stance"] in get_args(Stance) for claim in gold["claims"])
    for quantity in gold["quantities"]:
        assert quantity["bound"] in get_args(Bound)
        assert (quantity["high"] is not None) == (quantity["bound"] == "between")
        assert quantity["high"] is None or quantity["value"] < quantity["high"]


def test_event_sentences_are_ten_a_type_and_sixty_without() -> None:
    gold = lines("events.jsonl")
    counts = Counter(row["events"][0]["event"] if row["events"] else "" for row in gold)
    assert counts == {"": 60} | dict.fromkeys(load().types, 10)
    assert len({row["text"] for row in gold}) == len(gold)


def test_event_sentences_use_the_vocabulary() -> None:
    for row in lines("events.jsonl"):
        date.fromisoformat(row["date"])
        for event in row["events"]:
            sectors = event["actor_sectors"] + event["recipient_sectors"]
            assert_vocabulary(event["event"], event["mode"], sectors, event["actor"] + event["recipient"])
            assert event["actor"], row["text"]
            assert all(load().type(kind) for kind in event.get("event_alt", []))


def test_status_sentences_are_twenty_each() -> None:
    gold = lines("status.jsonl")
    assert Counter(row["status"] for row in gold) == dict.fromkeys(get_args(Status), 20)
    assert len({row["text"] for row in gold}) == len(gold)
    for row in gold:
        kinds = [row["event"], *row.get("event_alt", []), *row.get("not_asserted", [])]
        assert all(load().type(kind) for kind in kinds)
        assert row["event"] not in row.get("not_asserted", [])


def test_held_out_sentences_use_the_vocabulary() -> None:
    gold = lines("field.jsonl")
    counts = Counter(row["events"][0]["event"] if row["events"] else "" for row in gold)
    assert counts == {"": 20} | dict.fromkeys(load().types, 6)
    assert len({row["text"] for row in gold}) == len(gold)
    for row in gold:
        date.fromisoformat(row["date"])
        for event in row["events"]:
            sectors = event["actor_sectors"] + event["recipient_sectors"]
            assert_vocabulary(event["event"], event["mode"], sectors, event["actor"] + event["recipient"])
            assert event["actor"], row["text"]
            assert all(load().type(kind) for kind in event.get("event_alt", []))


def test_held_out_status_sentences_are_sixteen_each() -> None:
    gold = lines("status80.jsonl")
    assert Counter(row["status"] for row in gold) == dict.fromkeys(get_args(Status), 16)
    assert len({row["text"] for row in gold}) == len(gold)
    assert all(load().type(kind) for row in gold for kind in [row["event"], *row.get("event_alt", [])])
    assert all(row["pattern"] for row in gold)


def test_labels_and_modes_of_the_type_sentences_are_of_the_vocabulary() -> None:
    rows = [line.split("\t") for line in (HERE / "types.tsv").read_text("utf8").splitlines() if line[:1] != "#"]
    assert rows[0] == ["label", "mode", "text"]
    assert len({row[2] for row in rows}) == len(rows)
    for label, mode, _ in rows[1:]:
        assert label == "NONE" or mode in {"", *load().type(label).modes}, (label, mode)
