"""A clerk who gives commands from a program, and measures how soon each is acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import count
from time import monotonic_ns
from typing import Any

import aiohttp

from server.follow.line import Line

LONGEST_SECONDS = 20.0


class Clerk:
    """The clerk of one meeting, connected as the clerk's page is.

    `given_at` and `acknowledged_at`: when that was of the last command (monotonic nanoseconds).
    `entry`: what it put on record. `again`: how often any command was given again.
    """

    def __init__(self, line: Line, prefix: str = "bench") -> None:
        self.given_at = self.acknowledged_at = 0
        self.entry = ""
        self.again = 0
        self.line = line
        self._prefix = prefix
        self._ids = count(1)

    async def do(self, command: str, **given: str) -> float:
        """Give a command; how many milliseconds until it was acknowledged. As a page does, it gives
        it again with the same id while no answer comes.

        Raises ValueError if it was refused, and TimeoutError if nobody ever answered.
        """
        call = {"command": command, "id": f"{self._prefix}-{next(self._ids)}", "with": given}
        self.given_at = monotonic_ns()
        async with asyncio.timeout(LONGEST_SECONDS):
            answer = await self._answer(call)
        self.acknowledged_at = monotonic_ns()
        if not answer["ok"]:
            raise ValueError(answer["problem"])
        self.entry = str(answer.get("entry", ""))
        return (self.acknowledged_at - self.given_at) / 1e6

    async def _answer(self, call: Mapping[str, object]) -> Mapping[str, Any]:
        answer = await self.line.ask(call)
        while answer is None:
            self.again += 1
            waited = (monotonic_ns() - self.given_at) / 1e6
            answer = await self.line.ask({**call, "waited": waited})
        return answer


@asynccontextmanager
async def clerk_of(key: str, address: str, door: str) -> AsyncIterator[Clerk]:
    """The clerk of the meeting with this key, who comes in by the link `door`."""
    async with (
        aiohttp.ClientSession(address) as visitor,
        clerk_by(visitor, key, address, door) as clerk,
    ):
        yield clerk


@asynccontextmanager
async def clerk_by(
    visitor: aiohttp.ClientSession,
    key: str,
    address: str,
    door: str,
    *,
    origins: Sequence[str] = (),
    prefix: str = "bench",
) -> AsyncIterator[Clerk]:
    """The same, by this visitor of the server. `origins`: the addresses whose page it may be; the
    one that is followed if none is named. `prefix`: what the ids of commands begin with.

    Raises ConnectionError if that is no door to the clerk's page, and ForeignOrigin if the server
    takes no page of these addresses.
    """
    async with visitor.get(door, allow_redirects=False) as response:
        cookie = "; ".join(f"{name}={kept.value}" for name, kept in response.cookies.items())
    line = Line(visitor, address, cookie, {"meeting": key, "office": "clerk"})
    try:
        await line.open(origins or (address,))
        yield Clerk(line, prefix)
    finally:
        await line.close()
