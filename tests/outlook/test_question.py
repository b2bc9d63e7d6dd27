"""Questions as text: what a line means, what is refused and why, and that reading undoes writing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.errors import InputError, UnknownName
from steppe.ontology.vocabulary import load
from steppe.outlook.forecast import Question
from steppe.outlook.question import parse, reopened, told

OPENS = date(2022, 11, 24)
CODES = ("KAZ", "RUS", "UZB")
NAMES = ("Kazakhstan", "Russian Federation", "Police (India)", "Turkey", 'The "Free": A|B -> C', "any")
KINDS = ("Reject", "Praise or endorse", "Come within reach: by sea")
ONTOLOGY = load()


def read(text, *, actors=CODES, kinds=KINDS):
    return parse(text, opens=OPENS, ontology=ONTOLOGY, actors=actors, kinds=kinds)


@pytest.mark.parametrize(
    ("text", "who", "whom", "kinds", "days"),
    [
        ("KAZ -> RUS: REJECT|SANCTION within 30d", ("KAZ",), ("RUS",), ("REJECT", "SANCTION"), 30),
        ("KAZ|UZB -> RUS: ASSAULT.aerial within 2w", ("KAZ", "UZB"), ("RUS",), ("ASSAULT.aerial",), 14),
        ("any -> RUS: quad-4 by 2022-12-31", (), ("RUS",), ("quad-4",), 38),
        ("KAZ->any:aid within 1 month", ("KAZ",), (), ("AID",), 30),
        ("ANY → Any: Verbal-Conflict by 2022-11-24", (), (), ("quad-3",), 1),
        ("kaz|KAZ|Kazakhstan -> russia: material cooperation within 3 weeks", ("KAZ",), ("RUS",), ("quad-2",), 21),
        (
            "KAZ -> RUS: Praise or endorse | reject within 10 days",
            ("KAZ",),
            ("RUS",),
            ("Praise or endorse", "REJECT"),
            10,
        ),
        ('KAZ -> RUS: "Come within reach: by sea" within 1d', ("KAZ",), ("RUS",), ("Come within reach: by sea",), 1),
        ("  KAZ  ->  RUS :  AID   within  5 d  ", ("KAZ",), ("RUS",), ("AID",), 5),
    ],
)
def test_a_line_says_who_whom_what_and_when(text, who, whom, kinds, days):
    found = read(text)
    assert (found.actors, found.recipients, found.kinds) == (who, whom, kinds)
    assert (found.opens, found.days) == (OPENS, days)


@pytest.mark.parametrize(
    ("window", "opens", "closes"),
    [
        ("within 30d from 2022-01-01", date(2022, 1, 1), date(2022, 1, 30)),
        ("by 2022-01-05 from 2022-01-01", date(2022, 1, 1), date(2022, 1, 5)),
        ("WITHIN 2M", OPENS, OPENS + timedelta(days=59)),
    ],
)
def test_a_window_may_open_on_a_day_of_its_own(window, opens, closes):
    found = read(f"KAZ -> RUS: AID {window}")
    assert (found.opens, found.closes) == (opens, closes)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("KAZ", "Kazakhstan"),
        ("Russia", "Russian Federation"),
        ("rus", "Russian Federation"),
        ("Türkiye", "Turkey"),
        ("police (india)", "Police (India)"),
        ('"any"', "any"),
        ("Mongolia", "Mongolia"),
        ("MNG", "Mongolia"),
    ],
)
def test_states_are_found_under_code_and_name(name, found):
    assert read(f"{name} -> any: AID within 7d", actors=NAMES).actors == (found,)


def test_a_state_the_history_lacks_keeps_its_code_among_codes():
    assert read("Mongolia -> KAZ: AID within 7d").actors == ("MNG",)
    assert read("Mongolia -> KAZ: AID within 7d", actors=()).actors == ("MNG",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("KAZ RUS: AID within 7d", r"column 23: no arrow; expected one arrow, such as KAZ -> RUS"),
        ("KAZ -> RUS -> UZB: AID within 7d", r"column 12: a second arrow"),
        ("KAZ <-> RUS: AID within 7d", r"column 5: <-> asks two things; expected A -> B and B -> A.*A\|B -> A\|B"),
        ("KAZ -> RUS AID within 7d", r"column 25: no colon"),
        ("KAZ: AID -> RUS within 7d", r"column 4: colon before the arrow"),
        ("KAZ -> RUS: AID", r"column 16: no window; expected 'within 30d' or 'by 2022-12-31'"),
        ("KAZ -> RUS: AID within 7y", r"column 17: window 'within 7y'; expected .*m months of 30 days"),
        ("KAZ -> RUS: AID within 0d", r"column 17: a window of 0 days; expected 1 to 3660"),
        ("KAZ -> RUS: AID within 99999999999d", r"expected 1 to 3660"),
        ("KAZ -> RUS: AID by 2022-02-30", r"column 20: '2022-02-30' is no day"),
        ("KAZ -> RUS: AID by 2022-11-23", r"column 17: closes on 2022-11-23, before it opens on 2022-11-24"),
        ("KAZ -> RUS: within 7d", r"a name of kind is missing"),
        (" -> RUS: AID within 7d", r"column 1: a name of actor is missing"),
        ("KAZ || UZB -> RUS: AID within 7d", r"a name of actor is missing"),
        ("any|KAZ -> RUS: AID within 7d", r"column 1: any beside other names"),
        ('"KAZ -> RUS: AID within 7d', r"column 1: quote opened and not closed"),
        ('"KAZ" UZB -> RUS: AID within 7d', r"column 1: words beside a quoted actor; expected \|"),
        ("", r"column 1: no arrow"),
    ],
)
def test_what_is_no_question_is_refused_with_the_place_and_what_would_be_right(text, said):
    with pytest.raises(InputError, match=said):
        read(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("KAZ -> RUS: SANCTIONS within 7d", r"kind at column 13 of the question: 'SANCTIONS'; known: SANCTION, "),
        ("KAZ -> RUS: ASSAULT.arial within 7d", r"mode of ASSAULT at column 13 .* 'arial'; known: aerial, "),
        ("KAZ -> RUS: AID.food within 7d", r"mode of AID at column 13 .*; known: none"),
        ("KAZ -> RUS: quad-5 within 7d", r"'quad-5'; known: quad-"),
        ("KAY -> RUS: AID within 7d", r"actor at column 1 of the question: 'KAY'; known: KAZ, RUS, UZB"),
        ("KAZ -> Congo Bongo: AID within 7d", r"actor at column 8"),
    ],
)
def test_unknown_names_are_refused_with_the_nearest_first(text, said):
    with pytest.raises(UnknownName, match=said):
        read(text)


def test_of_many_names_an_error_lists_some_and_counts_the_rest():
    with pytest.raises(UnknownName, match=r"known: A\d+, .*, and 30 more$"):
        read("A123 -> any: AID within 7d", actors=[f"A{at}" for at in range(50)])


def test_two_actors_of_one_state_are_told_apart_by_the_asker():
    with pytest.raises(InputError, match=r"'RUS' may be Russia or Russian Federation; expected one of them"):
        read("RUS -> any: AID within 7d", actors=("Russia", "Russian Federation"))


SIDES = st.lists(st.sampled_from(NAMES), unique=True, max_size=4).map(tuple)
ACTS = st.sampled_from([*ONTOLOGY.types, "ASSAULT.aerial", "quad-1", "quad-4", *KINDS])


@given(SIDES, SIDES, st.lists(ACTS, unique=True, min_size=1).map(tuple), st.integers(0, 2000), st.integers(1, 3660))
def test_reading_undoes_writing_on_any_day(who, whom, kinds, opens, days):
    first = date(2018, 1, 1) + timedelta(days=opens)
    question = Question(actors=who, recipients=whom, kinds=kinds, opens=first, closes=first + timedelta(days=days - 1))
    found = read(told(question), actors=NAMES)
    assert found.text == told(question)
    assert (found.actors, found.recipients, found.kinds) == (who, whom, kinds)
    assert (found.opens, found.closes) == (question.opens, question.closes)
    assert read(found.text, actors=NAMES) == found


@given(st.text(max_size=60))
def test_any_text_is_a_question_or_refused_in_words(text):
    try:
        said = f"expected {read(text).text}"
    except (InputError, UnknownName) as error:
        said = str(error)
    assert "expected" in said or "known:" in said


def test_a_reopened_question_is_the_same_but_for_its_days():
    found = reopened(read("KAZ -> RUS: AID within 7d"), date(2022, 1, 1))
    assert found.text == "KAZ -> RUS: AID within 7d from 2022-01-01"
    assert read(found.text) == found
