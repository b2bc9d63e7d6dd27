"""The forecaster `chance`: what it is asked with is counted as a panel counts, it helps where there is something to
learn, and it stands on climatology where there is not."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import numpy as np
import pytest
from scipy.special import expit
from tests.outlook.bursts import bursts

from steppe.errors import ModelMissing
from steppe.outlook import chance as room
from steppe.outlook import chance_taught
from steppe.outlook.boosting import library
from steppe.outlook.chance import chance
from steppe.outlook.chance_book import acts, book, with_act
from steppe.outlook.chance_drawn import bases, draw
from steppe.outlook.chance_reasons import parts_of
from steppe.outlook.chance_taught import Study, added_by, sort_of, teach
from steppe.outlook.features import NAMES, features, seen
from steppe.outlook.forecast import Question
from steppe.outlook.foretell import forecast, forecasts
from steppe.outlook.history import History, Kind, day_number
from steppe.outlook.learning import Effort
from steppe.outlook.match import happened
from steppe.outlook.panel import panel
from steppe.outlook.registry import forecaster

try:
    library()
except ModelMissing as error:
    pytest.skip(str(error), allow_module_level=True)

START = date(2020, 1, 1)
KINDS = tuple(Kind(name=f"k{at}", type=f"T{at}", quad=at // 2 + 1) for at in range(8))
ACTORS = tuple("ABCDEFGH")
STUDY = Study(
    lengths=(7,),
    cells=Effort(windows=6, met=1.0, cold=1.0, seeds=(1,)),
    questions=400,
    windows=20,
    seeds=(1,),
    least=500,
    days=90,
    hits=10,
)
OPENS = START + timedelta(240)


def rows(length=270, seed=3):
    return bursts(ACTORS, [f"k{kind}" for kind in range(8)], START, length, seed=seed, fresh=0.002)


def asked(actors, kinds, recipients, days=7, opens=OPENS):
    return Question(
        actors=tuple(actors), kinds=tuple(kinds), recipients=tuple(recipients), opens=opens,
        closes=opens + timedelta(days - 1),
    )  # fmt: skip


@pytest.fixture(scope="module")
def history():
    return History.of(rows(), kinds=KINDS)


@pytest.fixture(scope="module")
def taught(history):
    return teach(history.before(OPENS), STUDY)


def test_a_question_that_is_a_cell_is_seen_as_the_panel_sees_it(history):
    found = panel(history, ACTORS)
    cells = np.arange(0, len(found.group), 7)
    questions = [
        asked(ACTORS[found.pair[at] // 8], (found.groups[found.group[at]],), ACTORS[found.pair[at] % 8]) for at in cells
    ]
    mine = features(seen(book(acts(history), questions), 200), np.arange(len(cells)), 7)
    assert (mine == features(seen(found.book, 200), cells, 7)).all()


def test_many_sides_and_kinds_are_counted_together(history):
    found = acts(history)
    whole = asked("AB", ("T1", "T5"), "CD")
    one = seen(book(found, [whole]), 200)
    rows = found.between(("A", "B"), ("C", "D"), ("T1", "T5"))
    days = np.unique(found.day[rows][found.day[rows] < 200])
    assert one.of("own", "last", 90)[0] == (days >= 110).sum()
    assert one.of("own", "age")[0] == 200 - days[-1]


@pytest.mark.parametrize("question", [asked("A", ("T1",), "B"), asked("AB", ("quad-1",), "C"), asked("A", ("T1",), "")])
@pytest.mark.parametrize("back", [False, True])
def test_an_act_more_is_what_it_would_be_in_the_history(history, question, back):
    day = START + timedelta(199)
    head, tail = question.actors[0], (*question.recipients, "C")[0]
    act = (tail, "k1", head, day) if back else (head, "k1", tail, day)
    found = [one for one in rows() if one[3] < OPENS]
    with_it = book(acts(History.of([*found, act], kinds=KINDS)), [question])
    changed = with_act(book(acts(History.of(found, kinds=KINDS)), [question]), 199, 1, back=back)
    one, other = (features(seen(each, 200), np.zeros(1, dtype=int), 7) for each in (with_it, changed))
    # Where a side is open, what all acts lead to expect is not that of one more recipient.
    whole = {"own", "given", "out_a"} - ({"own", "given", "out_a"} if back else set())
    same = [at for at, name in enumerate(NAMES) if question.recipients or name.partition(":")[0] in whole]
    same = [at for at in same if question.recipients or ":odds" not in NAMES[at]]
    assert (one[:, same] == other[:, same]).all()


def test_questions_are_drawn_from_the_past_alone(history):
    found = draw(acts(history), 200, 1)
    names = np.array([one[3] for one in rows()])
    assert len(found.questions) == len(set(found.questions)) > 50
    assert found.since.min() >= 0
    for question, since in zip(found.questions, found.since, strict=True):
        before = History.of(
            [one for one, day in zip(rows(), names, strict=True) if day <= START + timedelta(int(since))]
        )
        assert set(question.actors) | set(question.recipients) <= set(before.actors)


@pytest.mark.parametrize(("day", "days"), [(200, 7), (200, 30), (20, 30)])
def test_bases_are_what_the_baselines_say(history, day, days):
    found = draw(acts(history), 60, 1)
    opens = START + timedelta(day)
    questions = [replace(one, opens=opens, closes=opens + timedelta(days - 1)) for one in found.questions]
    for logits, name in zip(bases(found, day, days), ("climatology", "ew-rate"), strict=True):
        said = [one.probability for one in forecasts(questions, history, forecaster(name))]
        assert expit(logits) == pytest.approx(said, rel=1e-9)


def test_it_beats_climatology_where_acts_come_in_bursts(history):
    questions = [
        asked(sides[0], (kind,), sides[1], opens=OPENS + timedelta(late))
        for late in (0, 9, 18)
        for sides in (*permutations("ABCDEF", 2), ("AB", "CD"), ("A", ""), ("", "B"))
        for kind in ("T0", "T3", "T6", "quad-2", "quad-4")
    ]
    came = np.array([happened(one, history) for one in questions])

    def loss(one):
        said = np.array([each.probability for each in forecasts(questions, history, one)])
        return -np.log(np.where(came, said, 1 - said)).mean()

    assert loss(chance(STUDY)) < 0.95 * loss(forecaster("climatology"))


def test_what_features_add_is_what_the_model_adds(history, taught):
    questions = [asked("A", ("T1",), "B"), asked("AC", ("quad-3",), "BD"), asked("", ("T2",), "B")]
    table = features(seen(book(acts(history), questions), 200), np.arange(3), 7)
    for at in range(3):
        row = table[at : at + 1]
        for model in (taught.questions, taught.cells):
            assert parts_of(model, row).sum() == pytest.approx(added_by(model, row)[0], abs=1e-9)


def test_an_act_on_the_day_before_makes_another_likelier(history):
    found = forecast(asked("A", ("T1",), "B"), history, chance(STUDY))
    assert len(found.changes) == 2
    assert found.changes[0][1] > found.probability


def test_each_group_names_its_past_events(history):
    found = forecast(asked("A", ("T1",), "B"), history, chance(STUDY))
    reasons = {one.feature: one for one in found.reasons}
    for at in reasons["same acts"].rows:
        assert (history.actors[history.source[at]], history.actors[history.target[at]]) == ("A", "B")
    for at in reasons["same acts back"].rows:
        assert (history.actors[history.source[at]], history.actors[history.target[at]]) == ("B", "A")
    days = [int(history.day[at]) for at in reasons["same acts"].rows]
    assert days == sorted(days, reverse=True)
    assert max(days, default=0) < day_number(OPENS)


def test_where_nothing_was_shown_to_help_climatology_stands_and_says_so(history):
    careful = chance(replace(STUDY, hits=10**6))
    question = asked("A", ("T1",), "B")
    found = forecast(question, history, careful)
    assert found.probability == found.base_rate
    assert "nothing learned was better than climatology" in found.note
    assert sort_of(question, ACTORS) in found.note


def test_a_thin_history_is_answered_by_climatology_with_a_note():
    few = History.of(rows()[:200], kinds=KINDS)
    for question in (asked("A", ("T1",), "B"), asked("", ("quad-1",), "")):
        found, plain = (forecast(question, few, one) for one in (chance(), forecaster("climatology")))
        assert (found.probability, found.low, found.high) == (plain.probability, plain.low, plain.high)
        assert "200 events" in found.note
        assert "climatology" in found.note


def test_a_window_longer_than_learned_says_how_long_the_news_lasts(history):
    one, other = (forecast(asked("A", ("T1",), "B", days), history, chance(STUDY)) for days in (7, 60))
    assert "last 7 days" in other.note
    assert "last 7 days" not in one.note
    before = sum(abs(each.part) for each in one.reasons[:-1])
    assert sum(abs(each.part) for each in other.reasons[:-1]) < before


def test_models_stay_until_the_next_day_of_the_grid_and_counts_do_not(history):
    taught = room._taught
    taught.cache_clear()
    question = asked("A", ("T1",), "B", opens=START + timedelta(239))
    later = asked("A", ("T1",), "B", opens=START + timedelta(241))
    plain = [forecast(one, history, chance(STUDY)) for one in (question, later)]
    assert taught.cache_info().misses == 1
    more = History.of([*rows(), ("A", "k1", "B", START + timedelta(240))], kinds=KINDS)
    assert forecast(question, more, chance(STUDY)) == plain[0]
    assert forecast(later, more, chance(STUDY)).probability > plain[1].probability
    assert taught.cache_info().misses == 1


def test_without_the_library_one_error_says_what_is_missing(history, monkeypatch):
    def missing(*_, **__):
        raise ModelMissing("LightGBM does not load")

    monkeypatch.setattr(chance_taught, "grow", missing)
    room._taught.cache_clear()
    with pytest.raises(ModelMissing, match="LightGBM"):
        forecast(asked("A", ("T1",), "B"), history, chance(STUDY))
