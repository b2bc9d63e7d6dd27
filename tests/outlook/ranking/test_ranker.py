"""The ranking on a small made world: it learns what recurs, and nothing of a day that has not come."""

from datetime import date, timedelta

import numpy as np
import pytest

from steppe.errors import InputError, ModelMissing
from steppe.outlook.boosting import library
from steppe.outlook.history import History, Kind
from steppe.outlook.ranking import ranker, trees
from steppe.outlook.ranking.protocol import ranks_of
from steppe.outlook.ranking.ranker import days, learn

try:
    library()
except ModelMissing as error:
    pytest.skip(str(error), allow_module_level=True)

KINDS = (Kind(name="Accuse", type="ACCUSE", quad=3), Kind(name="Host a visit", type="CONSULT", quad=1))
START = date(2022, 1, 1)


def made_world(length=80, seed=5):
    """Twelve actors, each with a partner it keeps returning to, and some noise."""
    chance = np.random.default_rng(seed)
    names = [f"{part} ({land})" for land in ("Aland", "Bland", "Cland", "Dland") for part in ("Police", "Court")]
    names += ["Aland", "Bland", "Cland", "Dland"]
    rows = []
    for day in range(length):
        for at, name in enumerate(names):
            if chance.random() < 0.5:
                other = names[(at + 3) % 12] if chance.random() < 0.7 else names[chance.integers(12)]
                rows.append((name, KINDS[at % 2].name, other, START + timedelta(day)))
    return History.of(rows, kinds=KINDS)


@pytest.fixture(autouse=True)
def few_trees(monkeypatch):
    monkeypatch.setattr(trees, "ROUNDS", 10)
    monkeypatch.setattr(ranker, "LAST_DAYS", 30)


@pytest.fixture(scope="module")
def split():
    whole = made_world()
    border = START + timedelta(70)
    past = whole.before(border)
    return whole, past, list(days(whole.part(len(whole), len(past))))


def mrr(asked, coming):
    ranks = []
    for day in coming:
        one = asked.rank(day)
        ranks += ranks_of(day.target, day.query, one.found, one.scores, 12).tolist()
        asked.advance(day)
    return float(np.mean(1 / np.array(ranks)))


def test_it_puts_the_usual_partner_first(split):
    _, past, coming = split
    assert mrr(learn(past, frozen=True), coming) > 0.6


def test_the_same_history_gives_the_same_ranking(split):
    _, past, coming = split
    one, other = (learn(past).rank(coming[0]) for _ in range(2))
    assert one.scores.tobytes() == other.scores.tobytes()
    assert (one.found == other.found).all()


def test_a_day_is_ranked_without_looking_at_its_own_acts(split):
    whole, past, coming = split
    asked = learn(past)
    before = asked.rank(coming[0])
    changed = coming[0].__class__(
        number=coming[0].number,
        subject=coming[0].subject,
        kind=coming[0].kind,
        query=coming[0].query,
        target=(coming[0].target + 5) % 12,
        acts=coming[0].acts,
    )
    assert (asked.rank(changed).scores == before.scores).all()
    assert len(whole) > len(past)


def test_the_best_are_given_with_the_score_of_the_day(split):
    _, past, _ = split
    asked = learn(past)
    found = asked.best(0, 0, START + timedelta(70), most=3)
    assert len(found) == 3
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_acts_reported_twice_on_a_day_count_once():
    rows = [("A", "Accuse", "B", START)] * 2 + [("A", "Accuse", "C", START)]
    (day,) = days(History.of(rows, kinds=KINDS))
    assert (len(day.target), len(day.subject)) == (4, 3)


@pytest.mark.parametrize("length", [0, 1])
def test_too_short_a_history_is_refused_with_what_it_needs(length):
    rows = [("A", "Accuse", "B", START)] * length
    with pytest.raises(InputError, match="two days of events or more"):
        learn(History.of(rows, kinds=KINDS))


def test_training_draws_no_more_queries_than_allowed(split, monkeypatch):
    _, past, _ = split
    monkeypatch.setattr(ranker, "MOST_QUERIES", 100)
    sizes = []
    monkeypatch.setattr(ranker, "fit", lambda rows, true, counts, names: sizes.append(len(counts)))
    learn(past)
    assert 0 < sizes[0] <= 140
