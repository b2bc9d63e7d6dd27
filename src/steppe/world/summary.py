"""What a world holds, in a few lines."""

from datetime import timedelta

from steppe.world.build import World
from steppe.world.exports import current


def summary(world: World) -> dict[str, str]:
    """Names and numbers of what a world holds, for people.

    >>> from datetime import date
    >>> from steppe.world.build import build
    >>> from steppe.world.samples import small_case
    >>> summary(build(small_case(), (), date(2022, 11, 27)))["ties that day"]
    '1'
    """
    case = world.case
    facts = list(case.facts())
    recalled = sum(1 for one in facts if not one.provenance.sources)
    return {
        "case": f"{case.id}: {case.title}",
        "as known on": str(world.as_of - timedelta(days=1)),
        "members": str(len(case.members)),
        "facts": f"{len(facts)}, {recalled} of them from memory alone",
        "events, statements": f"{len(case.events)}, {len(case.statements)}",
        "ties that day": str(sum(1 for _ in current(world))),
        "reports of the record": str(len(world.reports)),
    }
