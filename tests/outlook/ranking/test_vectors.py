"""Vectors of actors: what recurs fits, the unmet fit by their country, equal acts give equal vectors."""

import numpy as np
import pytest

from steppe.outlook.history import Kind
from steppe.outlook.ranking.groups import groups
from steppe.outlook.ranking.keys import Space
from steppe.outlook.ranking.stream import Stream, both_ways
from steppe.outlook.ranking.vectors import Fit, Vectors

LANDS = ("Aland", "Bland", "Cland", "Dland")
NAMES = tuple(f"{part} ({land})" for land in LANDS for part in ("Police", "Court", "Navy", "Press"))
KINDS = (Kind(name="Accuse", type="ACCUSE", quad=3),)


def space():
    known = groups(NAMES, KINDS)
    return Space(actors=len(NAMES), kinds=2, groups=known, country=known.country)


def days_at_home(many=40, seed=3):
    """Each day every actor but the last accuses one of its country; the last of a country is met by its first only."""
    chance = np.random.default_rng(seed)
    for _ in range(many):
        source = np.arange(len(NAMES))
        target = source // 4 * 4 + (source % 4 + chance.integers(1, 4, len(NAMES))) % 4
        kept = ~((source == 1) & (target == 3) | (source == 3) & (target == 1))
        yield both_ways(source[kept], np.zeros(int(kept.sum()), np.int64), target[kept], 1)


def taught(seed=7):
    known = space()
    fit = Fit(known, seed=seed)
    for acts in days_at_home():
        fit.learn(known, *acts)
    return fit.fits(known, np.arange(len(NAMES)), np.zeros(len(NAMES), np.int64))


def test_what_recurs_fits_better_than_what_never_comes():
    fits, land = taught(), np.arange(len(NAMES)) // 4
    home = (land[:, None] == land) & ~np.eye(len(NAMES), dtype=bool)
    assert fits[home].min() > fits[land[:, None] != land].max()


def test_an_actor_never_met_fits_by_its_country():
    fits = taught()
    assert fits[1, 3] > fits[1, 4:].max()


def test_the_same_acts_give_the_same_vectors_and_another_seed_others():
    assert taught().tobytes() == taught().tobytes()
    assert taught().tobytes() != taught(seed=8).tobytes()


def test_a_row_moves_once_by_the_sum_of_its_slopes():
    one, other = (Vectors(3, np.random.default_rng(1), width=2) for _ in range(2))
    one.descend(np.array([2, 0, 2]), np.array([[1, 0], [0, 1], [1, 2]], np.float32))
    other.descend(np.array([0, 2]), np.array([[0, 1], [2, 2]], np.float32))
    assert one.value == pytest.approx(other.value)
    untouched = Vectors(3, np.random.default_rng(1), width=2).value
    assert (one.value[1] == untouched[1]).all()
    assert (one.value[2] < untouched[2]).all()


@pytest.mark.parametrize("frozen", [True, False])
def test_vectors_stay_as_they_are_when_frozen(frozen):
    stream = Stream(NAMES, KINDS)
    acts = list(days_at_home(3))
    for day in range(2):
        stream.advance(*acts[day], day)
    query = np.array([1]), np.array([0])
    before = stream.fit.fits(stream.space, *query).copy()
    stream.advance(*acts[2], 2, frozen=frozen)
    assert (stream.fit.fits(stream.space, *query).tobytes() == before.tobytes()) == frozen


def test_an_empty_past_fits_all_alike_but_for_chance():
    fits = Fit(space()).fits(space(), np.array([0]), np.array([0]))
    assert np.isfinite(fits).all()
    assert np.ptp(fits) < 10
