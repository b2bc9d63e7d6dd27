"""An event put right by hand: what is chosen, what is kept, and what an error says would have been right."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.conftest import NOON, small

from steppe.coding.by_hand import all_put_right, as_read, instead_of, put_by, put_right
from steppe.coding.by_hand_event import STATUSES, PutEvent
from steppe.coding.by_hand_names import known
from steppe.errors import InputError
from steppe.ontology.actors import load_directory
from steppe.ontology.vocabulary import load
from steppe.record.border import check_coded
from steppe.record.queries import query
from steppe.types import BY_HAND, Actor, Coded, Event, Judgement, Mention, Span

CODED = small()
OLD = CODED.events[0]
HERE = known(CODED, load_directory())
ONTOLOGY = load()
DAY = date(2022, 1, 4)


def put(**changes: Any) -> Event:
    new = put_right(OLD, PutEvent(**changes), "A. Reader", HERE, ONTOLOGY)
    assert isinstance(new, Event)
    return new


def test_one_name_for_the_coder_in_all_rooms() -> None:
    for name in ("macro_by_hand", "macro_latest", "view_items"):
        assert f"'{BY_HAND}'" in query(name)


def test_as_it_stands_it_is_told_in_the_terms_of_the_form() -> None:
    assert as_read(OLD, HERE) == PutEvent(
        kind="ACCUSE.allege",
        status="asserted",
        actors=("Ruritania",),
        recipients=("Bordurian army",),
        days=(date(2022, 1, 5), date(2022, 1, 5)),
    )


def test_the_words_stay_and_the_rest_is_as_put() -> None:
    new = put(kind="assault.BEAT", status="denied", days=(DAY, None))
    assert (new.kind, new.modes, new.status) == ("ASSAULT", ("beat",), "denied")
    assert new.happened is not None
    assert (new.happened.first, new.happened.last, new.happened.why) == (DAY, DAY, "put right by hand")
    assert (new.evidence.span, new.evidence.quote, new.trigger) == (OLD.evidence.span, OLD.evidence.quote, OLD.trigger)
    assert (new.evidence.coder, new.evidence.confidence) == (BY_HAND, 1.0)
    assert (new.actors, new.recipients, new.known, new.contexts) == (
        OLD.actors,
        OLD.recipients,
        OLD.known,
        OLD.contexts,
    )
    assert instead_of(new) == OLD.id
    assert instead_of(OLD) == ""
    assert new.id != OLD.id


def test_an_event_is_of_whoever_put_it() -> None:
    new = put(status="denied")
    assert put_by(new, ("B", "A. Reader", "C")) == "A. Reader"
    assert put_by(new, ("B", "C")) == put_by(OLD, ("A. Reader",)) == ""
    assert put(status="denied") == new
    assert put(status="planned").id != new.id


def test_actors_are_those_of_the_article_or_of_the_directory() -> None:
    swapped = put(actors=("borduria",), recipients=("RUR",))
    assert [one.actor.id for one in swapped.actors] == [OLD.recipients[0].actor.id]
    assert swapped.actors[0].span == OLD.recipients[0].span
    other = put(actors=("Kazakhstan",), recipients=("rus",))
    for mention, ident in ((other.actors[0], "KAZ"), (other.recipients[0], "RUS")):
        assert mention.actor.id == ident
        assert (mention.span, mention.quote) == (OLD.evidence.span, OLD.evidence.quote)
    mutual = put(actors=("Ruritania", "Borduria", "Ruritania"), recipients=())
    assert [one.actor.name for one in mutual.actors] == ["Ruritania", "Bordurian army"]
    check_coded(Coded(article=CODED.article, coder=BY_HAND, ontology="2.0", events=(swapped, other, mutual)))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "nothing is changed"),
        ({"recipients": ("Borduria", " ", "BOR.army")}, "nothing is changed"),
        ({"kind": "FIGHT"}, "no kind 'FIGHT'; known: ACCUSE, AGREE"),
        ({"kind": "ASSAULT.hug"}, "no mode 'hug' of ASSAULT; known: abduct, beat"),
        ({"kind": "AGREE.beat"}, "no mode 'beat' of AGREE; known: none"),
        ({"status": "sure"}, "known: asserted, denied, planned, conditional, hypothetical"),
        ({"actors": ("Kazakstan",)}, "no actor 'Kazakstan' is known; known are such as Kazakhstan"),
        ({"actors": ("Ruritannia",)}, "known are such as Ruritania"),
        ({"actors": ("x" * 900,)}, "known are such as Ruritania, Bordurian army"),
        ({"days": (DAY, date(2022, 1, 3))}, "from 2022-01-04 to 2022-01-03; expected the earlier day first"),
        ({"days": (date(202, 1, 4), DAY)}, "expected days from 1800 to 2199"),
        ({"days": (date(2022, 1, 7), None)}, "told as done on 2022-01-07, after it was known, on 2022-01-05"),
        ({"days": (None, DAY)}, "give the first day too"),
        ({"actors": (), "recipients": ()}, "nobody takes part"),
        ({"recipients": ("Ruritania",)}, "Ruritania does it to itself"),
        ({"kind": "AID", "recipients": ()}, "AID needs a recipient"),
    ],
    ids=str,
)
def test_what_cannot_be_so_says_what_would_be_right(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError, match=r"^putting right: ") as refused:
        put(**changes)
    assert told in str(refused.value)
    assert len(str(refused.value)) < 600


def test_two_actors_of_one_name_are_told_apart_by_id() -> None:
    span = Span(0, 9)
    twins = [
        Mention(
            span=span,
            quote=CODED.article.text[:9],
            actor=Actor(id=name, name="Police, the", kind="institution", country=name[:3]),
            resolution="name",
        )
        for name in ("KAZ.police", "RUS.police")
    ]
    here = known(replace(CODED, mentions=(*CODED.mentions, *twins)), load_directory())
    told = r"may be Police, the \(KAZ.police\) or Police, the \(RUS.police\); give the id"
    with pytest.raises(InputError, match=told):
        here.actor("Police, the")
    assert here.actor("RUS.police").country == "RUS"
    labels = {here.label(one) for one in here.actors()}
    assert labels == {"Ruritania", "Bordurian army", "KAZ.police", "RUS.police"}
    assert here.split("Ruritania, Police, the ,, Borduria") == ("Ruritania", "Police, the", "Borduria")


KINDS = [".".join((name, *mode)) for name, one in ONTOLOGY.types.items() for mode in [(), *((m,) for m in one.modes)]]
NAMES = st.lists(st.sampled_from(["Ruritania", "Borduria", "KAZ", "Russia", "the Kremlin", "OSCE"]), max_size=3)
DAYS = st.none() | st.dates(date(2021, 12, 1), date(2022, 1, 9)) | st.dates()
puts = st.builds(
    PutEvent,
    kind=st.sampled_from(KINDS),
    status=st.sampled_from(STATUSES),
    actors=NAMES.map(tuple),
    recipients=NAMES.map(tuple),
    days=st.tuples(DAYS, DAYS),
)


@settings(deadline=None, max_examples=150)
@given(puts, st.sampled_from(["A", "B"]))
def test_whatever_is_put_can_be_kept_and_read_back_so(said: PutEvent, author: str) -> None:
    try:
        new = put_right(OLD, said, author, HERE, ONTOLOGY)
    except InputError:
        return
    assert isinstance(new, Event)
    check_coded(Coded(article=CODED.article, coder=BY_HAND, ontology="2.0", events=(new,)))
    here = known(replace(CODED, events=(OLD, new)), load_directory())
    again = as_read(new, here)
    assert isinstance(again, PutEvent)
    assert said.days is not None
    assert again.days is not None
    assert (again.kind, again.status, again.days[0]) == (said.kind, said.status, said.days[0])
    with pytest.raises(InputError, match="nothing is changed"):
        put_right(new, again, author, here, ONTOLOGY)


def test_what_was_put_right_is_read_off_events_and_judgements() -> None:
    new = put(status="denied")

    def word(subject: str, verdict: str, author: str = "A. Reader") -> Judgement:
        return Judgement(
            id=subject + verdict + author, subjects=(subject,), verdict=verdict, reason="r", author=author, at=NOON
        )

    (stands,) = all_put_right((OLD, new), (word(OLD.id, "wrong", "B"), word(OLD.id, "wrong")))
    assert (stands.old, stands.new, stands.author, stands.reason) == (OLD.id, new.id, "A. Reader", "r")
    assert (stands.taken_back, stands.there, stands.at) == (False, True, NOON)
    (back,) = all_put_right((new,), (word(OLD.id, "open"), word(new.id, "retracted")))
    assert (back.taken_back, back.there) == (True, False)
    assert all_put_right((OLD,), (word(OLD.id, "wrong"),)) == ()
