"""A clerk who gives commands from a program, and measures how soon each is acknowledged."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from time import monotonic_ns
from typing import Any

import aiohttp
import socketio

LONGEST_SECONDS = 10


class Clerk:
    """The clerk of one meeting, connected as the clerk's page is.

    `given_at` and `acknowledged_at`: when that was of the last command (monotonic nanoseconds).
    `entry`: what it put on record.
    """

    def __init__(self, connected: Any, prefix: str = "bench") -> None:
        self.given_at = self.acknowledged_at = 0
        self.entry = ""
        self._connected = connected
        self._prefix = prefix
        self._ids = count(1)

    async def do(self, command: str, **given: str) -> float:
        """Give a command; how many milliseconds until it was acknowledged.

        Raises ValueError if it was refused.
        """
        call = {"command": command, "id": f"{self._prefix}-{next(self._ids)}", "with": given}
        self.given_at = monotonic_ns()
        answer = await self._connected.call("do", call, timeout=LONGEST_SECONDS)
        self.acknowledged_at = monotonic_ns()
        if not answer["ok"]:
            raise ValueError(answer["problem"])
        self.entry = str(answer.get("entry", ""))
        return (self.acknowledged_at - self.given_at) / 1e6


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
    visitor: aiohttp.ClientSession, key: str, address: str, door: str, prefix: str = "bench"
) -> AsyncIterator[Clerk]:
    """The same, by this visitor of the server. `prefix`: what the ids of commands begin with.

    Raises ConnectionError if that is no door to the clerk's page.
    """
    async with visitor.get(door, allow_redirects=False) as response:
        cookies = "; ".join(f"{name}={kept.value}" for name, kept in response.cookies.items())
    client = socketio.AsyncClient(reconnection=False, handle_sigint=False, http_session=visitor)
    try:
        await client.connect(
            address,
            headers={"Cookie": cookies, "Origin": address},
            auth={"meeting": key, "office": "clerk"},
            transports=["websocket"],
            wait_timeout=LONGEST_SECONDS,
        )
    except socketio.exceptions.ConnectionError as error:
        raise ConnectionError(str(error)) from error
    try:
        yield Clerk(client, prefix)
    finally:
        await client.disconnect()
