"""The boundary rules of PLOVER 2.0: each with two sentences it decides and one beside it that it does not touch."""

from collections import Counter
from pathlib import Path

import pytest

from steppe.ontology.vocabulary import load

pytestmark = pytest.mark.model
GOLD = Path(__file__).parents[1] / "gold" / "boundary_rules.tsv"
LINES = [line.split("\t") for line in GOLD.read_text("utf8").splitlines() if not line.startswith("#")]
ROWS = [dict(zip(LINES[0], cells, strict=True)) for cells in LINES[1:]]


def cases():
    for row in ROWS:
        why = row["short"]
        marks = [pytest.mark.xfail(strict=True, reason=why)] if why else []
        yield pytest.param(row["expected"], row["sentence"], marks=marks, id=f"{row['rule']} {row['sentence'][:40]}")


@pytest.mark.parametrize(("expected", "sentence"), list(cases()))
def test_rule(coded, expected, sentence):
    events = coded(sentence).events
    told = [(event.kind, event.modes, event.status) for event in events]
    if expected == "none":
        assert told == []
    elif expected.startswith("!"):
        assert [one for one in told if one[0] == expected[1:] and one[2] == "asserted"] == []
    else:
        kind, _, mode = expected.partition(".")
        assert [one for one in told if one[0] == kind and (not mode or mode in one[1])], told


@pytest.mark.parametrize("expected", sorted({row["expected"] for row in ROWS} - {"none"}))
def test_types_and_modes_are_of_the_vocabulary(expected):
    kind, _, mode = expected.removeprefix("!").partition(".")
    assert mode in {"", *load().type(kind).modes}


def test_every_rule_has_two_sentences_it_decides_and_one_it_does_not():
    sides = Counter((row["rule"], row["side"]) for row in ROWS)
    for rule in {row["rule"] for row in ROWS}:
        assert sides[rule, "+"] >= 2, rule
        assert sides[rule, "-"] >= 1, rule
