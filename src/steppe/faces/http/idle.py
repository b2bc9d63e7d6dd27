"""Connections that hold a place and ask for nothing: closed, so that there is room for those who ask.

The server counts time between requests, but not the time a caller takes to say its first word, to drip the head of a
request, or to take an answer that is written already.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

EVERY = 10  # seconds between two looks; a connection is closed at the second or third that finds it as it was


@dataclass(slots=True)
class Sweep:
    """Closes connections that were found twice without a request under way, the same one past as before."""

    before: dict[Any, Any] = field(default_factory=dict)

    def __call__(self, connections: Iterable[Any]) -> int:
        """Look once; gives how many were closed. Connections are those of uvicorn's HTTP protocol."""
        now = {one: one.cycle for one in connections if one.cycle is None or _is_past(one)}
        stale = [one for one, cycle in now.items() if one in self.before and self.before[one] is cycle]
        self.before = {one: cycle for one, cycle in now.items() if one not in stale}
        for one in stale:
            one.transport.abort()
        return len(stale)


def _is_past(connection: Any) -> bool:
    return bool(connection.cycle.response_complete) or connection.transport.is_closing()
