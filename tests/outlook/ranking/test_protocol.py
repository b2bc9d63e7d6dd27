import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from steppe.outlook.ranking.protocol import ranks_of, standing


def by_hand(answers, scores, actors):
    """Rank each answer among all actors not answers too, ties sharing the mean of their ranks."""
    made = []
    for answer in answers:
        rivals = [scores.get(other, -1.0) for other in range(actors) if other == answer or other not in answers]
        own = scores.get(answer, -1.0)
        higher, level = sum(one > own for one in rivals), sum(one == own for one in rivals) - 1
        made.append(1 + higher + level / 2)
    return made


@given(
    st.sets(st.integers(0, 11), min_size=1, max_size=4),
    st.dictionaries(st.integers(0, 11), st.sampled_from([0.1, 0.5, 0.9]), min_size=1),
)
def test_ranks_are_those_counted_by_hand(answers, scores):
    found = np.array([sorted(scores)])
    given_scores = np.array([[scores[one] for one in sorted(scores)]])
    told = sorted(answers)
    made = ranks_of(np.array(told), np.zeros(len(told), np.intp), found, given_scores, 12)
    assert made.tolist() == by_hand(told, scores, 12)


def test_equal_scores_earn_the_mean_rank_not_the_best():
    assert ranks_of(np.array([3]), np.array([0]), np.array([[1, 2, 3]]), np.ones((1, 3)), 3).tolist() == [2.0]


def test_no_answers_have_no_standing():
    assert standing(np.zeros(0)).answers == 0
