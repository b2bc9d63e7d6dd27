"""Turns: never more at a time than there are, who is waited for first, none lost."""

import asyncio

import pytest

from steppe.faces.http.turns import Turns


def at_work(free: int, names: list[str], wanted: set[str]) -> tuple[list[str], int]:
    """The order in which work of so many turns begins, and how many were at it at a time."""
    begun: list[str] = []
    now, most = 0, 0

    async def work(turns: Turns, name: str) -> None:
        nonlocal now, most
        async with turns.taken(name):
            begun.append(name)
            now += 1
            most = max(most, now)
            await asyncio.sleep(0)
            now -= 1

    async def all_of_it() -> None:
        turns = Turns(free=free, wanted=set(wanted))
        await asyncio.gather(*(work(turns, name) for name in names))
        assert (turns.free, len(turns.row)) == (free, 0)

    asyncio.run(all_of_it())
    return begun, most


def test_what_is_wanted_comes_first_and_the_rest_in_the_order_of_asking() -> None:
    assert at_work(1, list("abcde"), {"d", "e"})[0] == ["a", "d", "e", "b", "c"]


@pytest.mark.parametrize("free", [1, 2, 3])
def test_no_more_than_its_turns_at_a_time_and_everybody_once(free: int) -> None:
    names = [f"page {number}" for number in range(20)]
    begun, most = at_work(free, names, {"page 7"})
    assert (sorted(begun), most) == (sorted(names), free)


@pytest.mark.parametrize("when", ["before", "as the turn ends", "as it is given"])
def test_who_gives_up_waiting_or_fails_leaves_its_turn_to_others(when: str) -> None:
    async def all_of_it() -> str:
        turns, go = Turns(free=1), asyncio.Event()

        async def first() -> None:
            async with turns.taken("first"):
                await go.wait()
                raise ValueError("it broke")

        async def other(name: str) -> str:
            async with turns.taken(name):
                return f"{name} did it"

        held = asyncio.create_task(first())
        await asyncio.sleep(0)
        gone, last = asyncio.create_task(other("one")), asyncio.create_task(other("two"))
        await asyncio.sleep(0)
        if when == "before":
            gone.cancel()
        go.set()
        if when == "as the turn ends":
            gone.cancel()
        if when == "as it is given":
            while not held.done():
                await asyncio.sleep(0)
            gone.cancel()
        with pytest.raises(ValueError, match="it broke"):
            await held
        found = await asyncio.wait_for(last, 5)
        assert turns.free == 1
        return found

    assert asyncio.run(all_of_it()) == "two did it"
