"""Whether a back-test run again gives what it gave before."""

from steppe.outlook.walked import Scored, Walked

CLOSE = 1e-9  # scores nearer than this are the same: sums may be taken in another order


def differences(old: Walked, new: Walked) -> tuple[str, ...]:
    """What differs between two results, in words; nothing where they agree. The version of steppe is not compared."""
    found = [
        f"{name} {before:,}, now {after:,}"
        for name, before, after in (
            ("windows", old.windows, new.windows),
            ("with an event", old.happened, new.happened),
            ("not settled", old.unsettled, new.unsettled),
        )
        if before != after
    ]
    was, now = ({one.forecaster: one for one in each.scores} for each in (old, new))
    found += [f"{name} is not asked in both" for name in sorted(set(was) ^ set(now))]
    for name in [one for one in was if one in now]:
        found += _of_one(was[name], now[name])
    return tuple(found)


def _of_one(old: Scored, new: Scored) -> list[str]:
    found = [f"{old.forecaster} is version {new.version}, was {old.version}"] if old.version != new.version else []
    for name in ("brier", "log_score", "calibration_error"):
        before, after = getattr(old, name), getattr(new, name)
        if abs(before - after) > CLOSE:
            found.append(f"{old.forecaster} {name.replace('_', ' ')} {before:.6f}, now {after:.6f}")
    return found
