"""A clerk who measures how soon each command is acknowledged."""

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
    """The clerk of one meeting, connected as the clerk's page is."""

    def __init__(self, connected: Any) -> None:
        self.acknowledged_at = 0
        self._connected = connected
        self._ids = count(1)

    async def do(self, command: str, **given: str) -> float:
        """Give a command; how many milliseconds until it was acknowledged.

        Raises ValueError if it was refused.
        """
        call = {"command": command, "id": f"bench-{next(self._ids)}", "with": given}
        begun = monotonic_ns()
        answer = await self._connected.call("do", call, timeout=LONGEST_SECONDS)
        self.acknowledged_at = monotonic_ns()
        if not answer["ok"]:
            raise ValueError(answer["problem"])
        return (self.acknowledged_at - begun) / 1e6


@asynccontextmanager
async def clerk_of(key: str, address: str, door: str) -> AsyncIterator[Clerk]:
    """The clerk of the meeting with this key, who comes in by the link `door`."""
    async with (
        aiohttp.ClientSession(address) as session,
        session.get(door, allow_redirects=False) as response,
    ):
        cookies = "; ".join(f"{name}={kept.value}" for name, kept in response.cookies.items())
    client = socketio.AsyncClient(reconnection=False)
    await client.connect(
        address,
        headers={"Cookie": cookies, "Origin": address},
        auth={"meeting": key, "office": "clerk"},
        transports=["websocket"],
        wait_timeout=LONGEST_SECONDS,
    )
    try:
        yield Clerk(client)
    finally:
        await client.disconnect()
