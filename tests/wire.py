"""Engine.IO 4 and Socket.IO 5 by hand, so that a test can also say what no client would."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from itertools import count
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

PATIENCE = 5.0  # seconds for one answer


class Wire:
    """One open socket at the door of those inside."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.heard: list[str] = []
        self._ids = count(1)

    async def greet(self, auth: object) -> bool:
        """Say who and where one is; whether the door opens."""
        await self.socket.send("40" + json.dumps(auth))
        return (await self._until("40{", "44")).startswith("40{")

    async def ask(self, event: str, data: object, patience: float = PATIENCE) -> Any:
        """Send an event and wait for what is acknowledged; None if nothing is in these seconds."""
        id = next(self._ids)
        try:
            await self.socket.send(f"42{id}" + json.dumps([event, data]))
        except ConnectionClosed:
            return None
        answer = await self._until(f"43{id}[", "41", "44", patience=patience)
        return json.loads(answer[len(f"43{id}") :])[0] if answer.startswith("43") else None

    async def try_to(self, event: str, data: object) -> Any:
        """The same for somebody who was not let in: what is acknowledged before a second greeting
        is turned away, which comes after it; None if nothing is."""
        await self.socket.send("427" + json.dumps([event, data]))
        await self.socket.send("40")
        answer = await self._until("437[", "40", "44")
        return json.loads(answer[3:])[0] if answer.startswith("43") else None

    async def events(self) -> dict[str, object]:
        """The newest of each event that came until now, by its name."""
        with contextlib.suppress(TimeoutError, ConnectionClosed):
            while True:
                await self._next(0.05)
        told = [json.loads(text[2:]) for text in self.heard if text.startswith("42[")]
        return {name: data for name, data in told}

    async def _until(self, *beginnings: str, patience: float = PATIENCE) -> str:
        """The next message that begins so; nothing if the socket closes before."""
        try:
            while not (text := await self._next(patience)).startswith(beginnings):
                pass
        except (ConnectionClosed, TimeoutError):
            return ""
        return text

    async def _next(self, seconds: float) -> str:
        text = str(await asyncio.wait_for(self.socket.recv(), seconds))
        if text == "2":
            await self.socket.send("3")
        self.heard.append(text)
        return text


@contextlib.asynccontextmanager
async def wire(url: str, headers: Mapping[str, str]) -> AsyncIterator[Wire | None]:
    """A socket at the door; None if not even the handshake was allowed."""
    address = url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
    own = {"Origin": url, **headers}
    try:
        socket = await connect(address, additional_headers=own, compression=None)
    except InvalidStatus:
        yield None
        return
    try:
        await socket.recv()  # the opening packet
        yield Wire(socket)
    finally:
        await socket.close()
