"""What is read of a candidate: its counts, ages, shares, shapes and rule rates, and how it stands among the others."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from steppe.outlook.ranking.candidates import BATCH
from steppe.outlook.ranking.counts import EVER, HALF_LIVES, MONTH, SEASON, SHORT, WEEK, Floats, Keys
from steppe.outlook.ranking.groups import NAMELESS, STATE
from steppe.outlook.ranking.keys import keys
from steppe.outlook.ranking.stream import Stream

# Table, the half-lives read of it, those compared within the query, and whether its age is read.
_TABLES: tuple[tuple[str, tuple[int, ...], tuple[int, ...], bool], ...] = (
    ("triple", (SHORT, WEEK, MONTH, SEASON, EVER), (MONTH, EVER), True),
    ("pair", (SHORT, WEEK, MONTH, SEASON, EVER), (MONTH, EVER), True),
    ("directed", (WEEK, SEASON), (SEASON,), True),
    ("typed", (WEEK, MONTH, EVER), (MONTH,), True),
    ("quad", (MONTH, EVER), (MONTH,), True),
    ("kind_object", (WEEK, MONTH, EVER), (MONTH,), True),
    ("type_object", (MONTH, EVER), (MONTH,), True),
    ("object", (SHORT, WEEK, MONTH, EVER), (MONTH,), True),
    ("country_kind_object", (MONTH, EVER), (MONTH,), True),
    ("country_object", (MONTH, EVER), (MONTH,), True),
    ("country_kind_country", (MONTH, EVER), (MONTH,), True),
    ("subject_kind_country", (MONTH, EVER), (MONTH,), True),
    ("subject_country", (MONTH, EVER), (MONTH,), True),
    ("countries", (MONTH, EVER), (), False),
    ("sector_kind_sector", (SEASON, EVER), (EVER,), True),
    ("kind_sector", (SEASON,), (SEASON,), False),
    ("subject_sector", (SEASON, EVER), (SEASON,), True),
    ("home_kind_sector", (SEASON, EVER), (EVER,), False),
)
_OF_QUERY = ("subject_kind", "subject_type", "subject", "kind")


@dataclass(slots=True)
class Columns:
    """Features under way: each one value a query and candidate, shape (queries, candidates), with its name."""

    names: list[str] = field(default_factory=list)
    values: list[Floats] = field(default_factory=list)

    def add(self, name: str, value: NDArray[np.generic], *, compared: bool = False) -> None:
        """Take up a feature; a compared one also as a share of the query's best and as its rank there."""
        self.names.append(name)
        kept = len(self.values)
        self.values.append(value.astype(np.float32))
        if compared:
            best = self.values[kept].max(axis=1, keepdims=True)
            self.add(f"{name} of best", self.values[kept] / (best + 1e-9))
            self.add(f"{name} rank", ranks(self.values[kept]))


def ranks(value: NDArray[np.floating]) -> Floats:
    """How many in the same row are higher, ties sharing the lowest rank, 0 for the best.

    >>> ranks(np.array([[3.0, 9.0, 3.0]])).tolist()
    [[1.0, 0.0, 1.0]]
    """
    order = np.argsort(-value, axis=1, kind="stable")
    ordered = np.take_along_axis(value, order, axis=1)
    step = np.ones(value.shape, bool)
    step[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    first = np.maximum.accumulate(np.where(step, np.arange(value.shape[1])[None, :], 0), axis=1)
    made = np.empty(value.shape, np.float32)
    np.put_along_axis(made, order, first.astype(np.float32), axis=1)
    return made


def features(stream: Stream, subject: Keys, kind: Keys, found: Keys) -> tuple[list[str], Floats]:
    """The names of the features and their values, shape (queries * candidates, features); `stream` must be ready.

    `found` are the candidates of each query, shape (queries, candidates).
    """
    many, wide = found.shape
    made = Columns()
    who, what = np.repeat(subject, wide), np.repeat(kind, wide)
    _counted(made, stream, (who, what, found.ravel()), found.shape)
    _query(made, stream, subject, kind, wide)
    _shares(made, found.shape)
    _known(made, stream, subject, found)
    _shaped(made, stream, subject, kind, found)
    _fitting(made, stream, subject, kind, found)
    rates = stream.rules.rates(who, what, found.ravel())
    for name, rate in zip(("week", "month", "season", "month, other kinds"), rates.T, strict=True):
        made.add(f"rules {name}", rate.reshape(many, wide), compared=True)
    group = stream.space.groups
    for name, value in (("type", group.type[kind] % (group.types // 2)), ("quad class", group.quad[kind])):
        made.add(name, np.repeat(value[:, None], wide, axis=1))
    return made.names, np.stack([value.ravel() for value in made.values], axis=1)


def _counted(made: Columns, stream: Stream, facts: tuple[Keys, Keys, Keys], shape: tuple[int, ...]) -> None:
    key = keys(stream.space, *facts)
    for name, columns, compared, aged in _TABLES:
        value = stream.counts[name].values(key[name])
        for column in columns:
            label = f"{name} {HALF_LIVES[column]:g}"
            made.add(label, value[:, column].reshape(shape), compared=column in compared)
        if aged:
            made.add(f"{name} age", stream.counts[name].ages(key[name]).reshape(shape))
    who, what, whom = facts
    half = stream.space.kinds // 2
    back = keys(stream.space, who, (what + half) % stream.space.kinds, whom)["triple"]
    value = stream.counts["triple"].values(back)
    for column in (MONTH, EVER):
        made.add(f"answered {HALF_LIVES[column]:g}", value[:, column].reshape(shape))
    made.add("answered age", stream.counts["triple"].ages(back).reshape(shape))


def _query(made: Columns, stream: Stream, subject: Keys, kind: Keys, wide: int) -> None:
    key = keys(stream.space, subject, kind, subject)
    for name in _OF_QUERY:
        value = stream.counts[name].values(key[name])
        for column in (MONTH, EVER):
            made.add(f"of {name} {HALF_LIVES[column]:g}", np.repeat(value[:, [column]], wide, axis=1))
        made.add(f"of {name} age", np.repeat(stream.counts[name].ages(key[name])[:, None], wide, axis=1))


def _shares(made: Columns, shape: tuple[int, ...]) -> None:
    value = dict(zip(made.names, made.values, strict=True))
    for part, whole, least in (
        ("triple 30", "of subject_kind 30", 0.5),
        ("triple inf", "of subject_kind inf", 0.5),
        ("pair 30", "of subject 30", 0.5),
        ("triple inf", "pair inf", 0.5),
        ("pair inf", "object inf", 1.0),
        ("kind_object inf", "object inf", 1.0),
    ):
        made.add(f"{part} in {whole}", (value[part] / (value[whole] + least)).reshape(shape))


def _known(made: Columns, stream: Stream, subject: Keys, found: Keys) -> None:
    space, sector = stream.space, stream.space.groups.sector
    home = space.country[subject][:, None]
    made.add("same country", (home == space.country[found]) & (home < space.groups.countries - 1))
    made.add("object state", sector[found] == STATE)
    made.add("object nameless", sector[found] == NAMELESS)
    mine = np.broadcast_to(sector[subject][:, None], found.shape)
    made.add("subject state", mine == STATE)
    made.add("subject nameless", mine == NAMELESS)
    made.add("itself", subject[:, None] == found)


def _shaped(made: Columns, stream: Stream, subject: Keys, kind: Keys, found: Keys) -> None:
    """Products of low-rank vectors, of the query's with each candidate's."""
    space, shape, like = stream.space, stream.shapes, stream.like
    group, profile = space.groups, shape.profile
    type_ = group.type[kind]
    asked, typed = subject * space.kinds + kind, subject * group.types + type_

    def against(query: Floats, objects: Floats) -> Floats:
        made: Floats = np.einsum("qd,qcd->qc", query, objects, dtype=np.float32)
        return made

    made.add("shape kind", against(shape.asked.of(asked), shape.asked_objects[found]), compared=True)
    made.add("shape type", against(shape.typed.of(typed), shape.typed_objects[found]), compared=True)
    made.add("shape meetings", against(shape.head[subject], shape.tail[found]), compared=True)
    made.add("alike", against(profile[subject], profile[found]), compared=True)
    for name, head, width in (("triple", kind, asked), ("typed", type_, typed)):
        doers = like[f"{name}_doers"].of((head[:, None] * space.actors + found).ravel())
        doers = doers.reshape(*found.shape, profile.shape[1])
        made.add(f"doers alike {name}", against(profile[subject], doers), compared=True)
        objects = like[f"{name}_objects"].of(width)
        made.add(f"objects alike {name}", against(objects, profile[found]), compared=True)


def _fitting(made: Columns, stream: Stream, subject: Keys, kind: Keys, found: Keys) -> None:
    """How well each candidate fits the query by their vectors, beside the best of all actors."""
    own, below = (np.empty(found.shape, np.float32) for _ in range(2))
    for start in range(0, len(subject), BATCH):
        part = slice(start, start + BATCH)
        fits = stream.fit.fits(stream.space, subject[part], kind[part])
        own[part] = np.take_along_axis(fits, found[part], axis=1)
        below[part] = fits.max(axis=1, keepdims=True) - own[part]
    made.add("fit", own)
    made.add("fit below best", below)
    made.add("fit rank", ranks(own))
