"""The tables of counts a ranking keeps: what each counts, as one number a (subject, kind, object)."""

from dataclasses import dataclass

import numpy as np

from steppe.outlook.ranking.counts import Keys
from steppe.outlook.ranking.groups import Groups, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """The sizes the keys are made with: `actors`, and `kinds` with their inverses; `country` as known at the moment."""

    actors: int
    kinds: int
    groups: Groups
    country: Ints


def keys(space: Space, subject: Keys, kind: Keys, target: Keys) -> dict[str, Keys]:
    """The key of each (subject, kind, object) in each table; the object comes last, so a table can be read by it.

    >>> from steppe.outlook.history import Kind
    >>> from steppe.outlook.ranking.groups import groups
    >>> known = groups(("A", "B"), (Kind(name="AID"),))
    >>> one = np.array([0]), np.array([1]), np.array([1])
    >>> keys(Space(actors=2, kinds=2, groups=known, country=known.country), *one)["triple"].tolist()
    [3]
    """
    n, kinds, group = space.actors, space.kinds, space.groups
    home, away = space.country[subject], space.country[target]
    mine, theirs = group.sector[subject], group.sector[target]
    many, parts = group.countries, group.sectors
    inverse, type_ = (kind >= kinds // 2).astype(np.int64), group.type[kind]
    return {
        "triple": (subject * kinds + kind) * n + target,
        "pair": subject * n + target,
        "directed": (subject * 2 + inverse) * n + target,
        "typed": (subject * group.types + type_) * n + target,
        "quad": (subject * 10 + group.quad[kind]) * n + target,
        "profile": (subject * n + target) * kinds + kind,
        "kind_object": kind * n + target,
        "type_object": type_ * n + target,
        "object": target,
        "subject_kind": subject * kinds + kind,
        "subject_type": subject * group.types + type_,
        "subject": subject,
        "kind": kind,
        "country_kind_object": (home * kinds + kind) * n + target,
        "country_object": home * n + target,
        "country_kind_country": (home * kinds + kind) * many + away,
        "subject_kind_country": (subject * kinds + kind) * many + away,
        "subject_country": subject * many + away,
        "countries": home * many + away,
        "sector_kind_sector": (mine * kinds + kind) * parts + theirs,
        "kind_sector": kind * parts + theirs,
        "subject_sector": subject * parts + theirs,
        "home_kind_sector": ((home == away).astype(np.int64) * kinds + kind) * parts + theirs,
    }
