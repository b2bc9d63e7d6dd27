"""What the article states, held against facts known on the day: a figure, or whether something still stood."""

from collections.abc import Mapping
from datetime import date, timedelta

from steppe.scenario.card import Line
from steppe.scenario.model import Statement
from steppe.world.build import runs
from steppe.world.case import Case
from steppe.world.vocabulary import load_vocabulary

NEAR = 0.15  # within so much of the figure a statement is borne out


def judged(statements: Mapping[str, Statement], case: Case, as_of: date) -> tuple[Line, ...]:
    """Each statement with what the record of that day says: contradicted, borne out, or not in the record."""
    return tuple(_figure(one, case) if one.figure else _standing(one, case, as_of) for one in statements.values())


def _figure(one: Statement, case: Case) -> Line:
    subject, measure, *rest = one.figure.split()
    of = " ".join(rest)
    known = [fact for fact in case.figures if (fact.subject, fact.measure, fact.of) == (subject, measure, of)]
    told = max(known, key=lambda fact: (fact.until or date.min, fact.provenance.known), default=None)
    if told is None or one.value is None:
        return Line(label=one.says, value=one.value, low=None, high=None, text="not in the record of that day")
    words = load_vocabulary()
    unit = words.unit(one.unit).words.partition(";")[0]
    record = words.plain(told.value, told.unit) / words.unit(one.unit).factor
    differs = abs(one.value - record) > NEAR * max(abs(record), 1e-9)
    verdict = "contradicted" if differs else "borne out"
    return Line(
        label=one.says,
        value=one.value,
        low=record,
        high=None,
        text=f"{verdict}: the record has {plain(record)} {unit}",
        fact=told.id,
        source=told.provenance.cited,
    )


def plain(value: float) -> str:
    """A number without an exponent, six figures.

    >>> plain(2981950), plain(66.7)
    ('2,981,950', '66.7')
    """
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:g}"


def _standing(one: Statement, case: Case, as_of: date) -> Line:
    fact = next((fact for fact in case.facts() if fact.id == one.fact), None)
    if fact is None:
        return Line(label=one.says, value=None, low=None, high=None, text="not in the record of that day")
    stands = runs(fact, as_of - timedelta(days=1))
    until = getattr(fact, "until", None)
    ended = f"ended {until}" if until and not stands else "stands" if stands else "does not stand"
    verdict = "borne out" if stands == one.holds else "contradicted"
    return Line(
        label=one.says,
        value=None,
        low=None,
        high=None,
        text=f"{verdict}: {ended}",
        fact=fact.id,
        source=fact.provenance.cited,
    )
