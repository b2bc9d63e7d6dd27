"""Checks of a model's mechanisms: the keys their kind may have, states that exist, links that can do something."""

from collections.abc import Iterator, Mapping

from steppe.ontology.cameo import load_cameo
from steppe.ontology.vocabulary import load as load_ontology
from steppe.scenario.model import Act, Mechanism, Model, Move
from steppe.scenario.parameter_checks import RECALLED
from steppe.scenario.wiring import KEYS, OUTSIDE
from steppe.world.case import Case

NEEDED: Mapping[str, tuple[str, ...]] = {
    "hazard": ("rate",),
    "choice": ("chance", "given"),
    "stock": ("moves",),
    "drift": ("index", "mean", "speed"),
    "flow": ("network",),
}


def mechanisms(model: Model, case: Case) -> Iterator[str]:
    """Every fault of the model's mechanisms, with key and remedy."""
    relations = {one.id for one in case.relations}
    for name, one in model.mechanisms.items():
        here = f"mechanisms.{name}"
        yield from _keys(one, here)
        if one.by and one.by not in case.members:
            yield f"{here}.by: {one.by!r} is no member of the case; expected an id of members.tsv"
        for tie in one.needs:
            if tie not in relations:
                yield f"{here}.needs: {tie!r} is no relation of the case; expected an id such as KAZ.member.csto.1994"
        for source in one.source:
            if source != RECALLED and source not in case.sources:
                yield f"{here}.source: {source!r}; expected an id of sources.tsv, or {RECALLED!r}"
        yield from _conditions(one, model, here)
        yield from _links(one, model, here)
        if one.act:
            yield from _act(one.act, one, case, f"{here}.act")
        for at, move in enumerate(one.moves):
            yield from _move(move, model, f"{here}.moves ({at + 1})")


def _keys(one: Mechanism, here: str) -> Iterator[str]:
    used = {key for key in one.__struct_fields__ if getattr(one, key) not in ("", (), {}, None, False)}
    strange = sorted(used - KEYS[one.kind])
    if strange:
        yield f"{here}.{strange[0]}: no key of a {one.kind}; expected of {', '.join(sorted(KEYS[one.kind]))}"
    for key in NEEDED[one.kind]:
        if not getattr(one, key):
            yield f"{here}.{key}: missing; expected {', '.join(NEEDED[one.kind])} in a {one.kind}"
    if one.licence == "back-tested":
        yield f"{here}.licence: back-tested; expected another: only a back-test gives that licence, by a parameter"


def _conditions(one: Mechanism, model: Model, here: str) -> Iterator[str]:
    yield from _states(one.when, model, f"{here}.when")
    yield from _states({mode: (state,) for mode, state in one.sets.items()}, model, f"{here}.sets")
    for times in one.times:
        yield from _states({times.mode: (times.state,)}, model, f"{here}.times")


def _states(wanted: Mapping[str, tuple[str, ...]], model: Model, here: str) -> Iterator[str]:
    for mode, states in wanted.items():
        known = model.modes[mode].states if mode in model.modes else None
        if known is None:
            yield f"{here}: no mode {mode!r}; expected of {', '.join(model.modes) or 'none'}"
        elif wrong := [one for one in states if one not in known] or ([] if states else ["nothing"]):
            yield f"{here}.{mode}: {wrong[0]!r} is no state of it; expected of {', '.join(known)}"


def _links(one: Mechanism, model: Model, here: str) -> Iterator[str]:
    """What hangs together or has no effect."""
    for key in ("lasts", "realised"):
        if getattr(one, key) and not one.sets:
            yield f"{here}.{key}: nothing is set by it; expected `sets`"
    if one.carry and (one.after or one.shared):
        yield f"{here}.carry: with a delay or a shared shock; expected neither on a carried link"
    loose = [name for name in one.given if name in model.mechanisms and not model.mechanisms[name].carry]
    if one.carry and loose:
        yield f"{here}.carry: {loose[0]} is not carried; expected all that it is given to be"
    if bool(one.shared) != bool(one.spread):
        yield f"{here}.shared: {one.shared!r} with spread {one.spread!r}; expected both or neither"
    if one.excited and not one.excited.by:
        yield f"{here}.excited.by: nothing; expected the events that bring more"


def _act(act: Act, one: Mechanism, case: Case, here: str) -> Iterator[str]:
    for key, side in (("who", act.who), ("whom", act.whom)):
        strange = [name for name in side if name not in case.members]
        if strange or not side:
            yield f"{here}.{key}: {strange or 'nobody'}; expected ids of members.tsv"
    types, cameo = load_ontology().types, load_cameo()
    unknown = [kind for kind in act.kinds if kind.partition(".")[0] not in types and cameo.named(kind) is None]
    if unknown or not act.kinds:
        yield f"{here}.kinds: {unknown or 'nothing'}; expected PLOVER types, perhaps with a mode, or acts of CAMEO"
    if one.by and one.by not in act.who:
        yield f"{here}.who: without {one.by}, who acts in the mechanism; expected it among them"
    if not act.why.strip():
        yield f"{here}.why: nothing; expected what such events count beside the mechanism"


def _move(move: Move, model: Model, here: str) -> Iterator[str]:
    if sum(map(bool, (move.amount, move.share))) != 1:
        yield f"{here}: amount {move.amount!r} and share {move.share!r}; expected exactly one of them"
    if move.source == move.to:
        yield f"{here}: from {move.source} to {move.to}; expected two stocks, or a stock and {OUTSIDE}"
    if move.share and move.source == OUTSIDE:
        yield f"{here}.share: of what lies {OUTSIDE}; expected an amount"
    ends = [model.stocks[end] for end in (move.source, move.to) if end in model.stocks]
    if len({end.unit for end in ends}) > 1:
        yield f"{here}: from {ends[0].unit} to {ends[1].unit}; expected stocks of one unit"
    yield from _states(move.when, model, f"{here}.when")
