"""Checks of what a model is asked: one measure a question, a way to settle it, moves that can be read."""

from collections.abc import Iterator

from steppe.errors import InputError
from steppe.scenario.model import FORMS, Asked, Model, Question
from steppe.scenario.moves import read_move, used_ties
from steppe.scenario.wiring import rows_of
from steppe.world.case import Case
from steppe.world.vocabulary import load_vocabulary


def asked(model: Model, _: Case) -> Iterator[str]:
    """Every fault of scenarios and questions, with key and remedy."""
    for name, one in model.scenarios.items():
        for text in one.moves:
            try:
                read_move(text, model, used_ties(model), horizon=model.horizon)
            except InputError as error:
                yield f"scenarios.{name}: {error}"
    if "base" not in model.scenarios or model.scenarios["base"].moves:
        yield "scenarios.base: missing or with moves; expected a scenario without moves"
    for name, question in model.questions.items():
        yield from (f"questions.{name}{fault}" for fault in _question(question, model))


def _question(one: Question, model: Model) -> Iterator[str]:
    yield from _measure(one.measure, model)
    if not one.resolver.strip():
        yield ".resolver: empty; expected how the question is settled, and from which source"
    for scenario in (one.scenario, one.against or "base", *one.measure.rank):
        if scenario not in model.scenarios:
            yield f".scenario: no scenario {scenario!r}; expected of {', '.join(model.scenarios)}"
    if (one.measure.any or one.measure.none) and not one.reference_class:
        yield ".reference_class: empty; expected the past cases the probability leans on, or the word expert"
    if not 0 <= one.days <= 3650:
        yield f".days: {one.days}; expected 1 to 3650"


def _measure(asked: Asked, model: Model) -> Iterator[str]:
    forms = [key for key in FORMS if getattr(asked, key)]
    if len(forms) != 1:
        yield f".measure: {len(forms)} measures; expected exactly one of {', '.join(FORMS).replace('none', 'not')}"
    if asked.given and not (asked.any or asked.none):
        yield ".measure.given: without any or not; expected a probability"
    if asked.drivers and asked.drivers not in model.questions:
        yield f".measure.drivers: no question {asked.drivers!r}; expected of {', '.join(model.questions)}"
    if strange := [name for name in asked.statements if name not in model.statements]:
        yield f".measure.statements: no statement {strange[0]!r}; expected of {', '.join(model.statements)}"
    rows = rows_of(model)
    for row in filter(None, (asked.row, asked.total, asked.of if asked.rank else "")):
        if row not in rows:
            yield f".measure: no row {row!r}; expected of {', '.join(sorted(rows))}"


def told(model: Model, case: Case) -> Iterator[str]:
    """Every fault of the author's chain and statements, with key and remedy."""
    for link in model.chain:
        if link.mechanism not in model.mechanisms:
            yield f"chain: no mechanism {link.mechanism!r}; expected of {', '.join(model.mechanisms)}"
        if not 0 <= link.taken_as <= 1:
            yield f"chain.{link.mechanism}.taken_as: {link.taken_as:g}; expected a probability from 0 to 1"
    for name, one in model.statements.items():
        here = f"statements.{name}"
        if bool(one.figure) == bool(one.fact):
            yield f"{here}: figure {one.figure!r} and fact {one.fact!r}; expected exactly one"
        if one.figure and (one.value is None or one.unit not in load_vocabulary().units):
            yield f"{here}: value {one.value} in {one.unit!r}; expected what the article says, with a unit"
        if one.fact and one.fact not in {fact.id for fact in case.facts()}:
            yield f"{here}.fact: {one.fact!r}; expected the id of a fact of the case"
