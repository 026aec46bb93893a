"""The heartbeat of the public feed: whoever follows is asked from time to time whether they live.

Each has a turn of their own, so that between two questions there is always the same time, however
many come and go, and thousands are not asked all at once.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterable

from server import measures
from server.live.follower import Follower
from server.live.frames import Frames

PING_SECONDS = 25.0
"""Between two pings: proxies end what was silent for a minute (nginx, proxy_read_timeout), and some
networks sooner. Whoever has not answered when the next is due is cut."""
BEATS = 25  # in that time: so many turns there are
ROUNDS_A_WORD = 2
"""With each second ping goes an empty message: a page's script sees no pings, and notices by this
that its connection has not died silently."""
AT_ONCE = 40  # then everything else has its turn

_EMPTY = Frames.of({}).plain
NOTHING_NEW = Frames(_EMPTY, _EMPTY)  # compressed it would be longer


class Heartbeat:
    """Asks all followers, for as long as there is an event loop."""

    def __init__(self, give_way: Callable[[], Awaitable[None]]) -> None:
        self._give_way = give_way
        self._turns: tuple[dict[Follower, None], ...] = tuple({} for _ in range(BEATS))
        self._next = itertools.cycle(self._turns)
        self._beating: asyncio.Task[None] | None = None

    def join(self, follower: Follower) -> None:
        """Ask this one too: for the first time within `PING_SECONDS`."""
        if self._beating is None:
            self._beating = asyncio.create_task(self._beat())
        turn = next(self._next)
        turn[follower] = None
        follower.when_gone(turn.pop)

    def stop(self) -> None:
        """Ask nobody any more."""
        if self._beating is not None:
            self._beating.cancel()

    async def _beat(self) -> None:
        for round in itertools.count(1):
            for turn in self._turns:
                await asyncio.sleep(PING_SECONDS / BEATS)
                await self._ask(tuple(turn), with_a_word=round % ROUNDS_A_WORD == 0)

    async def _ask(self, followers: Iterable[Follower], *, with_a_word: bool) -> None:
        for place, follower in enumerate(followers, 1):
            if not follower.ping():
                measures.dropped_silent.inc()
            elif with_a_word and not follower.write(NOTHING_NEW):
                measures.dropped_slow.inc()
            if place % AT_ONCE == 0:
                await self._give_way()
