"""What a claim says, in the few forms the record can answer."""

from dataclasses import dataclass
from typing import Literal

from steppe.types import Bound, Span, When

Kind = Literal[
    "statistic",
    "rank",
    "membership",
    "relation",
    "order",
    "date",
    "duration",
    "persistence",
    "attribution",
    "law",
    "event",
    "flow-loss",
    "opinion",
    "prediction",
    "rumour",
    "damage",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """One claim as a proposition; which fields are used depends on `kind`.

    - statistic: `subject` has `measure` (`of` a group or counterpart; `of` WORLD: as a share of the world's) `value`
    - rank: `subject` is number `value` by `measure` among `group`, from the top or, with `least`, from the bottom
    - membership, relation: `subject` `relation` `other` (with `holds` false: does not)
    - order: what `first` tells came before (`relation` `before`), `after` or `during` what `second` tells
    - date: what `first` tells happened at `when`
    - duration: `first` lasted, was ordered or is to last `value` `unit`
    - persistence: `subject` is in `other` still
    - attribution: `subject` (or `speaker`, by name) said `words`
    - law: `subject` punishes `words` with up to `value` years, or with `besides`, by `when`
    - event: `subject` did `event` to `other` at `when`, with magnitude `value`
    - flow-loss: `value` of the export of `subject` was stopped by what `first` tells
    - opinion, prediction, rumour, damage: nothing to compare, with the reason in `words`
    """

    kind: Kind
    span: Span
    quote: str
    subject: str = ""
    other: str = ""
    measure: str = ""
    of: str = ""
    relation: str = ""
    holds: bool = True
    value: float | None = None
    high: float | None = None
    bound: Bound = "exact"
    unit: str = ""
    group: str = ""
    least: bool = False
    when: When | None = None
    first: str = ""
    second: str = ""
    first_when: When | None = None
    second_when: When | None = None
    speaker: str = ""
    words: tuple[str, ...] = ()
    besides: str = ""
    event: str = ""
    tense: Literal["past", "present", "future"] = "present"
