from datetime import date

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steppe.errors import UnknownName
from steppe.types import Tie
from steppe.world.ties import tie_table

DAY = date(2022, 1, 1)
ENDS = st.sampled_from("ABCDEF")
DATES = st.none() | st.dates(date(2021, 12, 30), date(2022, 1, 3))


@st.composite
def ties(draw):
    since, until = draw(DATES), draw(DATES)
    if since and until and since > until:
        since, until = until, since
    return Tie(
        head=draw(ENDS), tail=draw(ENDS), kind=draw(st.sampled_from(["x", "y"])), weight=1.0, since=since, until=until
    )


def holding(given_, on):
    return [one for one in given_ if (one.since or date.min) <= on <= (one.until or date.max)]


@given(st.lists(ties(), min_size=1, max_size=20))
def test_ties_and_neighbours_agree_with_a_plain_search(given_):
    table = tie_table(given_)
    for actor in table.actors:
        mine = [one for one in holding(given_, DAY) if actor in (one.head, one.tail)]
        assert list(table.of(actor, DAY)) == mine
        assert table.neighbours(actor, DAY) == tuple(
            sorted({end for one in mine for end in (one.head, one.tail)} - {actor})
        )


@settings(max_examples=60)
@given(st.lists(ties(), min_size=1, max_size=15))
def test_paths_are_the_shortest_ones(given_):
    table = tie_table(given_)
    graph = networkx.Graph((one.head, one.tail) for one in holding(given_, DAY))
    for one in table.actors:
        for other in table.actors:
            if one != other:
                there = one in graph and other in graph and networkx.has_path(graph, one, other)
                expected = sorted(map(tuple, networkx.all_shortest_paths(graph, one, other))) if there else []
                assert table.paths(one, other, DAY, most=1000) == expected


def test_an_actor_nobody_knows_is_refused():
    with pytest.raises(UnknownName, match="unknown actor 'Z'; known: A, B"):
        tie_table([Tie(head="A", tail="B", kind="x", weight=1.0)]).neighbours("Z")
