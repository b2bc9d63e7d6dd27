"""Which keys a kind of mechanism may have, what every name in a model stands for, and what hangs on what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from steppe.scenario.model import Asked, Mechanism, Model, Network
from steppe.scenario.units import RATE

_ALL = frozenset("kind licence why source group by needs when".split())
KEYS: Mapping[str, frozenset[str]] = {
    "hazard": _ALL | frozenset("rate act times excited realised sets lasts carry".split()),
    "choice": _ALL | frozenset("given chance after shared spread leans sets lasts carry".split()),
    "stock": _ALL | {"moves"},
    "drift": (_ALL - {"needs", "when"}) | frozenset("index mean speed noise pushes".split()),
    "flow": (_ALL - {"needs", "when"}) | {"network"},
}
OUTSIDE = "outside"  # where a stock's moves come from or go to when no stock is named


FIRES = frozenset({"hazard", "choice"})  # kinds that happen on a day
HIDDEN = (".clock", ".limit", ".turns", ".due", ".most")  # rows of the run itself, by their ending
NO_TOTAL = ("stored", "deferred")  # rows of a network that cannot be summed over days


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A name used at `where`: one of the model's `kind`, with `units` a parameter in one of them.

    With `fires` it is a mechanism that happens on a day, with `above` a parameter that is never below 0.
    """

    where: str
    kind: str
    name: str
    units: tuple[str, ...] = ()
    fires: bool = False
    above: bool = False


def roles(model: Model) -> Iterator[Role]:
    """Every use of a name in the model."""
    for name, stock in model.stocks.items():
        yield from _parameters(f"stocks.{name}", (stock.unit,), start=stock.start, most=stock.most)
    for name, index in model.indices.items():
        yield from _parameters(f"indices.{name}", ("index", "1"), start=index.start)
    for name, one in model.mechanisms.items():
        here = f"mechanisms.{name}"
        yield from _odds(one, here)
        yield from _amounts(one, here, model)
        yield from _causes(one, here)
    for name, network in model.networks.items():
        yield from _network(network, f"networks.{name}")
    for name, question in model.questions.items():
        yield from _measured(question.measure, f"questions.{name}.measure", model)


def _parameters(where: str, units: tuple[str, ...], *, above: bool = False, **named: str) -> Iterator[Role]:
    for key, name in named.items():
        if name:
            yield Role(where=f"{where}.{key}", kind="parameters", name=name, units=units, above=above)


def _odds(one: Mechanism, here: str) -> Iterator[Role]:
    yield from _parameters(here, (RATE,), rate=one.rate, speed=one.speed)
    yield from _parameters(here, ("1",), chance=one.chance, realised=one.realised)
    yield from _parameters(here, ("d",), after=one.after)
    yield from _parameters(here, ("log",), spread=one.spread, above=True)
    yield from _parameters(here, ("index", "1"), mean=one.mean)
    yield from _parameters(here, ("index", "1"), noise=one.noise, above=True)
    if one.lasts:
        yield from _parameters(f"{here}.lasts", ("d",), median=one.lasts.median)
        yield from _parameters(f"{here}.lasts", ("log",), spread=one.lasts.spread, above=True)
    for times in one.times:
        yield from _parameters(f"{here}.times", ("times",), by=times.by)
    for lean in one.leans:
        yield from _parameters(f"{here}.leans", ("log",), per=lean.per)
        yield from _parameters(f"{here}.leans", ("index", "1"), mean=lean.mean)
        yield Role(where=f"{here}.leans.on", kind="indices", name=lean.on)
    if one.excited:
        yield from _parameters(f"{here}.excited", ("d",), memory=one.excited.memory)
        for by, parameter in one.excited.by.items():
            yield Role(where=f"{here}.excited.by.{by}", kind="parameters", name=parameter, units=("1",))


def _amounts(one: Mechanism, here: str, model: Model) -> Iterator[Role]:
    for at, move in enumerate(one.moves):
        there = f"{here}.moves ({at + 1})"
        ends = [end for end in (move.source, move.to) if end != OUTSIDE]
        for end in ends:
            yield Role(where=there, kind="stocks", name=end)
        unit = model.stocks[ends[0]].unit if ends and ends[0] in model.stocks else "a stock's unit"
        yield from _parameters(there, (unit if move.after else f"{unit}/d",), amount=move.amount)
        yield from _parameters(there, (RATE, "1"), share=move.share)
        if move.after:
            yield Role(where=f"{there}.after", kind="mechanisms", name=move.after, fires=True)
    if one.index:
        yield Role(where=f"{here}.index", kind="indices", name=one.index)
    if one.network:
        yield Role(where=f"{here}.network", kind="networks", name=one.network)


def _causes(one: Mechanism, here: str) -> Iterator[Role]:
    for given in one.given:
        yield Role(where=f"{here}.given", kind="mechanisms", name=given, fires=True)
    for by, parameter in one.pushes.items():
        yield Role(where=f"{here}.pushes", kind="mechanisms", name=by, fires=True)
        yield Role(where=f"{here}.pushes.{by}", kind="parameters", name=parameter, units=("index", "1"))
    for by in one.excited.by if one.excited else ():
        yield Role(where=f"{here}.excited.by", kind="mechanisms", name=by, fires=True)


def _network(one: Network, here: str) -> Iterator[Role]:
    daily = (f"{one.unit}/d",)
    for name, supply in one.supplies.items():
        yield from _parameters(f"{here}.supplies.{name}", daily, amount=supply.amount)
    for name, arc in one.arcs.items():
        yield from _parameters(f"{here}.arcs.{name}", daily, capacity=arc.capacity)
    if one.store:
        yield from _parameters(f"{here}.store", (one.unit,), capacity=one.store.capacity)
        yield from _parameters(f"{here}.store", ("1",), filled=one.store.filled)
    if one.deferral:
        yield from _parameters(f"{here}.deferral", (one.unit,), most=one.deferral.most)
        yield from _parameters(f"{here}.deferral", daily, catch_up=one.deferral.catch_up)


def _measured(one: Asked, here: str, model: Model) -> Iterator[Role]:
    for name in (*one.any, *one.none, *filter(None, (one.given, one.first))):
        yield Role(where=here, kind="mechanisms", name=name, fires=True)
    if one.short:
        yield Role(where=f"{here}.short", kind="stocks", name=one.short)
        unit = model.stocks[one.short].unit if one.short in model.stocks else "a stock's unit"
        yield from _parameters(here, (unit,), of=one.of)


PARTS = ("delivered", "planned", "unmet", "lost", "deferred", "stored")  # rows of a network besides its arcs


def rows_of(model: Model) -> frozenset[str]:
    """The rows a question can ask for: stocks, indices, and of each network its arcs and totals."""
    nets = {f"{name}.{part}" for name, one in model.networks.items() for part in (*one.arcs, *PARTS)}
    return frozenset({*model.stocks, *model.indices, *nets})


def unit_of(row: str, model: Model) -> str:
    """The unit of a row a question can ask for.

    An index has none of its own: `1` and `index` are alike there.
    """
    if row in model.stocks:
        return model.stocks[row].unit
    network = row.partition(".")[0]
    if network not in model.networks or row in model.indices:
        return "1"
    return model.networks[network].unit


def upstream(model: Model, wanted: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The mechanisms that `wanted` ones hang on, they included, and the parameters all of these read."""
    found: set[str] = set()
    queue = list(wanted)
    setters = _setters(model)
    while queue:
        name = queue.pop()
        if name not in found:
            found.add(name)
            queue += _read_by(model, name, setters)
    used = {role.name for role in roles(model) if role.kind == "parameters" and _owner(role.where, model) in found}
    return frozenset(found), frozenset(used)


def circular(model: Model) -> Iterator[str]:
    """Carried mechanisms whose chance hangs on their own doing: what is carried would not be what happens."""
    setters = _setters(model)
    for name, one in model.mechanisms.items():
        if one.carry and any(name in upstream(model, (cause,))[0] for cause in set(_read_by(model, name, setters))):
            yield name


def _setters(model: Model) -> dict[str, list[str]]:
    setters: dict[str, list[str]] = {}
    for name, one in model.mechanisms.items():
        for thing in (*one.sets, *filter(None, (one.index,)), *(end for m in one.moves for end in (m.source, m.to))):
            setters.setdefault(thing, []).append(name)
    return setters


def _read_by(model: Model, name: str, setters: Mapping[str, list[str]]) -> Iterator[str]:
    one = model.mechanisms[name]
    yield from one.given
    yield from one.excited.by if one.excited else ()
    yield from one.pushes
    yield from (move.after for move in one.moves if move.after)
    modes = {*one.when, *(times.mode for times in one.times), *(mode for move in one.moves for mode in move.when)}
    if one.network:
        network = model.networks[one.network]
        modes |= {mode for arc in network.arcs.values() for mode in arc.states}
        modes |= {mode for supply in network.supplies.values() for mode in supply.states}
    for thing in (*modes, *(lean.on for lean in one.leans)):
        yield from setters.get(thing, ())


def _owner(where: str, model: Model) -> str:
    """The mechanism whose doing the use of a name at `where` is; a network's is that which runs it."""
    kind, _, rest = where.partition(".")
    candidates = model.mechanisms if kind == "mechanisms" else ()
    found = max((name for name in candidates if rest == name or rest.startswith(f"{name}.")), key=len, default="")
    if kind == "networks":
        network = max((name for name in model.networks if rest.startswith(f"{name}.")), key=len, default="")
        return next((name for name, one in model.mechanisms.items() if one.network == network), "")
    if kind in {"stocks", "indices"}:
        thing = max((name for name in getattr(model, kind) if rest.startswith(name)), key=len, default="")
        return next(iter(_setters(model).get(thing, ())), "")
    return found
