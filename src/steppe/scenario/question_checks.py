"""Checks of what a model is asked: one measure a question, a way to settle it, moves that can be read."""

from collections.abc import Iterator

from steppe.errors import InputError
from steppe.scenario.model import FORMS, Asked, Model, Question, Statement
from steppe.scenario.moves import read_move, used_ties
from steppe.scenario.register import register
from steppe.scenario.wiring import FIRES, NO_TOTAL, rows_of, unit_of
from steppe.world.case import Case
from steppe.world.vocabulary import load_vocabulary


def asked(model: Model, _: Case) -> Iterator[str]:
    """Every fault of scenarios and questions, with key and remedy."""
    for name, one in model.scenarios.items():
        for at, text in enumerate(one.moves):
            try:
                read_move(text, model, used_ties(model), horizon=model.horizon)
            except InputError as error:
                yield f"scenarios.{name}.moves ({at + 1}): {error}"
    if "base" not in model.scenarios or model.scenarios["base"].moves:
        yield "scenarios.base: missing or with moves; expected a scenario without moves"
    for name, question in model.questions.items():
        yield from (f"questions.{name}{fault}" for fault in _question(question, model))


def _question(one: Question, model: Model) -> Iterator[str]:
    yield from _measure(one.measure, model)
    for key, scenario in (("scenario", one.scenario), ("against", one.against)):
        if scenario and scenario not in model.scenarios:
            yield f".{key}: no scenario {scenario!r}; expected of {', '.join(model.scenarios)}"
    if one.against == one.scenario:
        yield f".against: {one.against!r} as `scenario` is; expected another"
    if (one.measure.any or one.measure.none) and not one.reference_class:
        yield ".reference_class: empty; expected the past cases the probability leans on, or the word expert"
    if strange := [name for name in one.tests if name not in register()]:
        yield f".tests: no back-test {strange[0]!r}; expected of {', '.join(register())}"
    if not 0 <= one.days <= 3650:
        yield f".days: {one.days}; expected 1 to 3650"
    right = _units(one.measure, model)
    if one.unit not in right:
        yield f".unit: {one.unit!r}; expected {' or '.join(right)}, in which the measure is"


def _units(asked: Asked, model: Model) -> tuple[str, ...]:
    """The units the answer can be in; the first is the one to write."""
    if asked.first or asked.short:
        return ("d",)
    row = asked.row or asked.total or (asked.of if asked.rank else "")
    if not row:
        return ("1",)
    if asked.row in model.indices:
        return ("1", "index")
    unit = unit_of(row, model)
    return (unit, f"{unit}/d") if asked.row and row not in model.stocks else (unit,)


def _measure(asked: Asked, model: Model) -> Iterator[str]:
    forms = [key for key in FORMS if getattr(asked, key)]
    if len(forms) != 1:
        yield f".measure: {len(forms)} measures; expected exactly one of {', '.join(FORMS).replace('none', 'not')}"
    if asked.given and not (asked.any or asked.none):
        yield ".measure.given: without any or not; expected a probability"
    if bool(asked.of) != bool(asked.rank or asked.short):
        yield f".measure.of: {asked.of!r}; expected a total with rank, a parameter with short, else no such key"
    yield from _named(asked, model)
    yield from _row(asked, model)


def _named(asked: Asked, model: Model) -> Iterator[str]:
    other = model.questions.get(asked.drivers)
    if asked.drivers and (other is None or not (other.measure.any or other.measure.none)):
        known = [name for name, one in model.questions.items() if one.measure.any or one.measure.none]
        yield f".measure.drivers: {asked.drivers!r} is no question of a probability; expected of {', '.join(known)}"
    if strange := [name for name in asked.statements if name not in model.statements]:
        yield f".measure.statements: no statement {strange[0]!r}; expected of {', '.join(model.statements)}"
    if asked.chain and not model.chain:
        yield ".measure.chain: the model has no chain; expected links under the key chain"
    if strange := [name for name in asked.rank if name not in model.scenarios]:
        yield f".measure.rank: no scenario {strange[0]!r}; expected of {', '.join(model.scenarios)}"
    if asked.rank and len(set(asked.rank)) < max(2, len(asked.rank)):
        yield f".measure.rank: {', '.join(asked.rank)}; expected two scenarios or more, each once"


def _row(asked: Asked, model: Model) -> Iterator[str]:
    rows = rows_of(model)
    nets = {row for row in rows if row.partition(".")[0] in model.networks and not row.endswith(NO_TOTAL)}
    for key, row, known in (("row", asked.row, rows), ("total", asked.total, nets)):
        if row and row not in known:
            yield f".measure.{key}: no row {row!r}; expected of {', '.join(sorted(known)) or 'none'}"
    if asked.rank and asked.of not in nets:
        yield f".measure.of: no total {asked.of!r}; expected of {', '.join(sorted(nets)) or 'none'}"


def told(model: Model, case: Case) -> Iterator[str]:
    """Every fault of the author's chain and statements, with key and remedy."""
    for at, link in enumerate(model.chain):
        if link.mechanism not in model.mechanisms or model.mechanisms[link.mechanism].kind not in FIRES:
            known = ", ".join(name for name, one in model.mechanisms.items() if one.kind in FIRES)
            yield f"chain ({at + 1}).mechanism: no hazard or choice {link.mechanism!r}; expected of {known}"
        if not 0 <= link.taken_as <= 1:
            yield f"chain.{link.mechanism}.taken_as: {link.taken_as:g}; expected a probability from 0 to 1"
    for name, one in model.statements.items():
        here = f"statements.{name}"
        if bool(one.figure) == bool(one.fact):
            yield f"{here}.figure: {one.figure!r} and fact {one.fact!r}; expected exactly one of figure and fact"
        if one.figure:
            yield from _figure(one, here, case)
        elif one.value is not None or one.unit:
            yield f"{here}.value: {one.value} in {one.unit!r} beside a fact; expected `holds` alone"
        if one.fact and one.fact not in {fact.id for fact in case.facts()}:
            yield f"{here}.fact: {one.fact!r}; expected the id of a fact of the case"


def _figure(one: Statement, here: str, case: Case) -> Iterator[str]:
    words, vocabulary = one.figure.split(), load_vocabulary()
    if len(words) < 2 or words[0] not in case.members or words[1] not in vocabulary.measures:
        yield f"{here}.figure: {one.figure!r}; expected member, measure and perhaps 'of', such as route-cpc flow KAZ"
    elif one.value is None or one.unit not in vocabulary.units:
        yield f"{here}.value: {one.value} in {one.unit!r}; expected what the article says, with a unit"
    elif vocabulary.units[one.unit].dimension not in (right := vocabulary.measures[words[1]].dimensions):
        yield f"{here}.unit: {one.unit!r} measures no {words[1]}; expected a unit of {' or '.join(right)}"
