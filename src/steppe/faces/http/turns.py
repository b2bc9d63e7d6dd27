"""So much at a time, and what somebody waits for before what nobody does."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Turns:
    """Turns to work: `free` of them at a time. Who waits stands in a row; what is `wanted` comes before the rest of it.

    >>> async def order() -> list[str]:
    ...     turns, done = Turns(free=1), []
    ...     async def work(name: str) -> None:
    ...         async with turns.taken(name):
    ...             done.append(name)
    ...             await asyncio.sleep(0)
    ...     turns.wanted.add("late")
    ...     await asyncio.gather(*map(work, ("first", "second", "late")))
    ...     return done
    >>> asyncio.run(order())
    ['first', 'late', 'second']
    """

    free: int
    wanted: set[Hashable] = field(default_factory=set)
    row: OrderedDict[Hashable, asyncio.Future[None]] = field(default_factory=OrderedDict)

    @asynccontextmanager
    async def taken(self, name: Hashable) -> AsyncIterator[None]:
        """A turn, as soon as there is one; a name stands in the row once."""
        if self.free:
            self.free -= 1
        else:
            gate = asyncio.get_running_loop().create_future()
            self.row[name] = gate
            try:
                await gate
            except asyncio.CancelledError:
                if self.row.get(name) is gate:
                    del self.row[name]
                if not gate.cancelled():
                    self._over()  # it had just been given
                raise
        try:
            yield
        finally:
            self._over()

    def _over(self) -> None:
        waiting = [name for name, gate in self.row.items() if not gate.done()]  # and was not called off
        if not waiting:
            self.free += 1
            return
        self.row.pop(next((one for one in waiting if one in self.wanted), waiting[0])).set_result(None)
