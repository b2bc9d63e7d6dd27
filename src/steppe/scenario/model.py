"""What `model.yaml` of a case holds: parameters, modes, stocks, indices, mechanisms, networks, questions, scenarios.

The classes describe the file as it stands; `load.py` reads and checks it. A name is a mode's, a stock's, … of the same
file. Five kinds of mechanism and no others: hazard, choice, flow (a network), stock (transfers), drift.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

Licence = Literal["back-tested", "base-rate", "expert", "article"]
LICENCES: tuple[Licence, ...] = ("back-tested", "base-rate", "expert", "article")  # from best to weakest
SINK = "market"  # the node where delivered goods end


class Parameter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number nobody knows: drawn once a draw.

    `draw` is a distribution; with `figure` (subject, measure, of; the last whole year known) it multiplies that figure;
    with `reference` it is what the back-test of that id lets answers rest on. `levels` keeps so many different values.
    """

    draw: str = ""
    figure: str = ""
    reference: str = ""
    unit: str
    licence: Licence
    source: tuple[str, ...]
    known: str
    why: str
    levels: int = 0


class Mode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named condition; `states` run from the ordinary one, which it starts in, to the gravest."""

    states: tuple[str, ...]
    why: str


class Stock(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An amount that is only ever moved: `start` and `most` are parameters in `unit`."""

    start: str
    unit: str
    why: str
    most: str = ""


class Index(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A quantity that drifts between `least` and `most`; `start` is a parameter."""

    start: str
    least: float
    most: float
    why: str


class Lean(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What shifts a probability: logits `per` unit of the index `on` above its `mean` (both parameters)."""

    on: str
    per: str
    mean: str


class Times(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What multiplies a rate: by parameter `by` while mode `mode` is in `state`."""

    mode: str
    state: str
    by: str


class Lasting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long an effect lasts, in days: lognormal luck of `spread` (log standard deviation) around `median`."""

    median: str
    spread: str = ""


class Excited(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Self-excitation: an event of a mechanism in `by` brings so many more on average, over `memory` days."""

    by: Mapping[str, str]
    memory: str


class Move(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"source": "from"}):
    """An amount moved between stocks, or from or to `outside`.

    A day's `amount` while the conditions hold, or once each time the mechanism `on` fires; `share` is a part of what is
    there a day.
    """

    source: str
    to: str
    amount: str = ""
    share: str = ""
    after: str = ""  # a mechanism
    when: Mapping[str, tuple[str, ...]] = {}


class Act(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The act of states that a hazard is, as a history of events names it: `who` does one of `kinds` to `whom`.

    `counts` says what such events count beside the hazard: the `same` act, or `more` than it; `why` says it in words.
    A rate from a forecast is let in only where they count the same.
    """

    who: tuple[str, ...]
    kinds: tuple[str, ...]
    whom: tuple[str, ...]
    counts: Literal["same", "more"]
    why: str


class Mechanism(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of hazard, choice, stock, drift, flow: see `docs/scenarios.md` for the keys each kind may have."""

    kind: Literal["hazard", "choice", "stock", "drift", "flow"]
    licence: Licence
    why: str
    source: tuple[str, ...] = ()
    group: str = ""  # mechanisms that a but-for run takes away together
    by: str = ""  # the member that acts
    needs: tuple[str, ...] = ()  # relations of the case that must hold on the day
    when: Mapping[str, tuple[str, ...]] = {}
    sets: Mapping[str, str] = {}
    lasts: Lasting | None = None
    carry: bool = False
    rate: str = ""
    act: Act | None = None
    times: tuple[Times, ...] = ()
    excited: Excited | None = None
    realised: str = ""
    given: tuple[str, ...] = ()
    chance: str = ""
    after: str = ""
    shared: str = ""  # choices of the same name share a shock
    spread: str = ""  # its size in logits
    leans: tuple[Lean, ...] = ()
    moves: tuple[Move, ...] = ()
    index: str = ""
    mean: str = ""
    speed: str = ""
    noise: str = ""
    pushes: Mapping[str, str] = {}
    network: str = ""


class Arc(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"tail": "from", "head": "to"}):
    """A way from node to node: `capacity` a parameter, times the factor of each mode's state; `cost` a unit carried."""

    tail: str
    head: str
    capacity: str
    cost: float
    route: str = ""  # of the case
    states: Mapping[str, tuple[float, ...]] = {}


class Supply(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What enters at a node a day; `states` as for an arc."""

    at: str
    amount: str
    states: Mapping[str, tuple[float, ...]] = {}


class Store(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Tanks at a node that has one way on: `capacity` in amounts, `filled` the share at the start."""

    at: str
    capacity: str
    filled: str


class Deferral(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a supply could not send waits, up to `most`, and is sent later, at most `catch_up` a day."""

    supply: str
    most: str
    catch_up: str


class Network(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ways of a good from its sources to the market: minimum-cost flow a day, in `unit` a day, intake in `step`s."""

    good: str
    unit: str
    step: float
    supplies: Mapping[str, Supply]
    arcs: Mapping[str, Arc]
    store: Store | None = None
    deferral: Deferral | None = None


class Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"none": "not"}):
    """What a question measures: exactly one of the keys below, with `given` for a condition on probabilities.

    `any`: one of these mechanisms fires; `none`: none of them does; `first`: the day of the first; `row`: a row at the
    end; `total`: a row of a network summed over the run; `rank`: these scenarios by `of`, a total; `short`: the first
    day on which the stock is below the parameter `of`; `statements`: the article's, against the record; `chain`: the
    author's, link by link; `drivers`: what moves the answer to another question.
    """

    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    given: str = ""
    first: str = ""
    row: str = ""
    total: str = ""
    rank: tuple[str, ...] = ()
    short: str = ""
    of: str = ""
    statements: tuple[str, ...] = ()
    chain: bool = False
    drivers: str = ""


FORMS = ("any", "none", "first", "row", "total", "rank", "short", "statements", "chain", "drivers")


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question with a day it is settled by, a way to settle it, and what an honest answer must add."""

    ask: str
    measure: Asked
    resolver: str
    unit: str = "1"
    days: int = 0  # the horizon; the model's own where 0
    scenario: str = "base"
    against: str = ""  # a scenario to compare with
    reference_class: str = ""
    unknown: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    article: str = ""  # what the article says
    tests: tuple[str, ...] = ()  # back-tests of what the answer rests on


class Scenario(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Moves in words (`cpc_pipe=closed from 1 until 90`) and what they stand for."""

    about: str
    moves: tuple[str, ...] = ()


class Link(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A link of the author's chain: a mechanism, and how sure the author is of it (1 where he takes it for granted)."""

    mechanism: str
    says: str
    taken_as: float


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A statement of the article that a fact of the case can answer.

    Either a `value` against the figure named (subject, measure, of), or a deployment, disruption or relation that is
    told to `hold` on the day of the article.
    """

    says: str
    figure: str = ""
    value: float | None = None
    unit: str = ""
    fact: str = ""
    holds: bool = True


class Model(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A case's model as loaded and checked."""

    horizon: int
    draws: int
    seed: int
    parameters: Mapping[str, tuple[Parameter, ...]]  # editions by the day they became known
    modes: Mapping[str, Mode]
    stocks: Mapping[str, Stock]
    indices: Mapping[str, Index]
    mechanisms: Mapping[str, Mechanism]
    networks: Mapping[str, Network]
    questions: Mapping[str, Question]
    scenarios: Mapping[str, Scenario]
    chain: tuple[Link, ...]
    statements: Mapping[str, Statement]
    version: str
