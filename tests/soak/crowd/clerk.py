"""The clerk, who gives ten commands a second for as long as it takes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import aiohttp
import socketio

from tests.soak.crowd.work import Entries, mixture

A_SECOND = 10
LONGEST_SECONDS = 20.0


class Clerk:
    """The clerk of one meeting, connected as the clerk's page is."""

    def __init__(self, connected: Any) -> None:
        self.took: list[float] = []
        self.given = 0
        self._connected = connected
        self._ids = count(1)
        self._work = mixture()
        self._entries = Entries()

    async def work(self, until: float) -> None:
        """Give commands until this time of `time.monotonic`. Raises ValueError if one is refused.

        One that comes late does not make the next one later.
        """
        began, given = time.monotonic(), 0
        while (due := began + given / A_SECOND) < until:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            await self._give()
            given += 1

    async def _give(self) -> None:
        command, given = next(self._work)
        told = {
            "command": command,
            "id": f"soak-{next(self._ids)}",
            "with": self._entries.resolved(given),
        }
        began = time.monotonic()
        answer = await self._connected.call("do", told, timeout=LONGEST_SECONDS)
        self.took.append((time.monotonic() - began) * 1000)
        if not answer["ok"]:
            raise ValueError(f"{command} was refused: {answer['problem']}")
        self.given += 1
        self._entries.note(command, answer["entry"])


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
        wait_timeout=int(LONGEST_SECONDS),
    )
    try:
        yield Clerk(client)
    finally:
        await client.disconnect()
