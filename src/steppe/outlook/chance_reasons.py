"""Why a learned forecast leaves climatology: steps in log-odds by group of features, each with its past events."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from steppe.outlook.chance_book import Acts
from steppe.outlook.features import NAMES, Matrix
from steppe.outlook.forecast import Question, Reason
from steppe.outlook.learning import Model
from steppe.outlook.match import Rows
from steppe.outlook.past import Past
from steppe.outlook.series import NEVER, Numbers

CITED = 5
GROUPS: Mapping[str, str] = {
    "own": "same acts",
    "back": "same acts back",
    **dict.fromkeys(
        (*(f"ahead{quad}" for quad in range(5)), *(f"behind{quad}" for quad in range(5)), "any"), "other acts"
    ),
    **dict.fromkeys(("given", "got", "taken", "gave", "expected"), "elsewhere"),
    **dict.fromkeys(("out_a", "out_b", "into_a", "into_b", "home_a", "home_b"), "how active"),
    "company": "company",
    "quad": "shape",
    "horizon": "shape",
}
ORDER = tuple(dict.fromkeys(GROUPS.values()))
_GROUP_OF = np.array([ORDER.index(GROUPS[name.partition(":")[0]]) for name in NAMES] + [ORDER.index("shape")])


class Step(NamedTuple):
    """One step from climatology: its name and its part in log-odds."""

    name: str
    part: float


def parts_of(model: Model, rows: Matrix) -> Numbers:
    """What each group of features adds for one row, in the order of `ORDER`, before the calibration.

    The regression's are weights times distances from the mean, the trees' SHAP values, each by its share.
    """
    rough = np.mean([one.parts(rows) for one in model.trees], axis=0)
    by_feature = (1 - model.share) * model.logit.parts(rows)[0] + model.share * rough[0]
    return np.bincount(_GROUP_OF, weights=by_feature, minlength=len(ORDER)).astype(np.float64)


def reasons(found: Acts, past: Past, rows: Matrix, steps: Sequence[Step]) -> tuple[Reason, ...]:
    """The steps in words, each with the past events it rests on; their parts are those of the steps."""
    seen = {name: float(rows[0, at]) for at, name in enumerate(NAMES)}
    return tuple(
        Reason(
            feature=step.name,
            text=_TEXTS[step.name](past.question, seen),
            part=step.part,
            value=_VALUES.get(step.name, _nothing)(seen),
            rows=_newest(found, past, _ROWS[step.name](found, past.question)) if step.name in _ROWS else (),
        )
        for step in steps
    )


def _newest(found: Acts, past: Past, rows: Rows) -> tuple[int, ...]:
    """The newest of some rows that lie before the window, newest first."""
    inside = rows[(found.day[rows] >= 0) & (found.day[rows] < past.span)]
    order = inside[np.lexsort((inside, found.day[inside]))]
    return tuple(int(one) for one in order[: -CITED - 1 : -1])


def _ago(age: float) -> str:
    days = "day" if age == 1 else "days"
    return "none so far" if age >= NEVER else f"the last {age:.0f} {days} before the window opens"


def _same(question: Question, seen: Mapping[str, float]) -> str:
    return f"such acts on {seen['own:last:7']:.0f} of the last 7 and {seen['own:last:30']:.0f} of 30 days; " + _ago(
        seen["own:age"]
    )


def _same_back(question: Question, seen: Mapping[str, float]) -> str:
    return f"such acts by the other side on {seen['back:last:30']:.0f} of the last 30 days; " + _ago(seen["back:age"])


def _other(question: Question, seen: Mapping[str, float]) -> str:
    return "all acts between the two, by quad class and either way; " + _ago(seen["any:age"])


def _elsewhere(question: Question, seen: Mapping[str, float]) -> str:
    return (
        f"such acts a day of late: {seen['given:acts:40']:.2f} by the first side, {seen['got:acts:40']:.2f} to the "
        f"second, towards anyone"
    )


def _active(question: Question, seen: Mapping[str, float]) -> str:
    return (
        f"acts of any kind a day of late: {seen['out_a:acts:40']:.1f} by the first side, {seen['into_b:acts:40']:.1f} "
        "to the second"
    )


def _company(question: Question, seen: Mapping[str, float]) -> str:
    return "what those like either side do in such a pair, and what the whole web of acts leads to expect"


def _shape(question: Question, seen: Mapping[str, float]) -> str:
    return f"the quad class, a window of {question.days} days, and what all questions have alike"


_TEXTS: Mapping[str, Callable[[Question, Mapping[str, float]], str]] = {
    "fading": lambda question, seen: "a steady rate in which newer days count more, as far as it was better before",
    "season": lambda question, seen: "the time of the year, beside the past that is known",
    "same acts": _same,
    "same acts back": _same_back,
    "other acts": _other,
    "elsewhere": _elsewhere,
    "how active": _active,
    "company": _company,
    "shape": _shape,
    "calibration": lambda question, seen: "how often it happened before when so much was said",
}
_ROWS: Mapping[str, Callable[[Acts, Question], Rows]] = {
    "fading": lambda found, one: found.between(one.actors, one.recipients, one.kinds),
    "same acts": lambda found, one: found.between(one.actors, one.recipients, one.kinds),
    "same acts back": lambda found, one: found.between(one.recipients, one.actors, one.kinds),
    "other acts": lambda found, one: np.union1d(
        found.between(one.actors, one.recipients), found.between(one.recipients, one.actors)
    ),
    "elsewhere": lambda found, one: found.between(one.actors, (), one.kinds),
    "how active": lambda found, one: found.between(one.actors, ()),
    "company": lambda found, one: found.between((), one.recipients, one.kinds),
}


def _nothing(seen: Mapping[str, float]) -> float:
    return 0.0


_VALUES: Mapping[str, Callable[[Mapping[str, float]], float]] = {
    "same acts": lambda seen: seen["own:last:30"],
    "same acts back": lambda seen: seen["back:last:30"],
    "other acts": lambda seen: min(seen["any:age"], NEVER),
    "elsewhere": lambda seen: seen["given:acts:40"],
    "how active": lambda seen: seen["out_a:acts:40"],
    "company": lambda seen: seen["company:like_pair"],
}
