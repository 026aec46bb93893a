"""A town whose server has settings of the wire, and a bare socket to it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import socketio

from server.app import serving
from server.config import Settings
from tests.live.conftest import CONVENED
from tests.serve import Town

LONG = "x" * 9000


@contextlib.asynccontextmanager
async def wired(folder: Path, **chosen: object) -> AsyncIterator[Town]:
    """A running server with these settings, and one meeting."""
    given: dict[str, object] = {"port": 0, "data": folder, **chosen}
    async with serving(Settings(**given)) as server:
        running = await server.meetings.convene(CONVENED, "test")
        yield Town(server, running, await server.control.links(running.live.meeting))


@contextlib.asynccontextmanager
async def browsing(council: Town, link: str = "") -> AsyncIterator[aiohttp.ClientSession]:
    """A session that keeps cookies, signed in by this link if one is given."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(council.url, cookie_jar=jar) as session:
        if link:
            async with session.get(council.door(link)) as response:
                assert response.status == 200
        yield session


class Bare:
    """A connection on which bytes are written as they are."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    def send(self, *lines: str, end: str = "\r\n\r\n") -> None:
        """Send the head of a request, or a part of it."""
        self.writer.write(("\r\n".join(lines) + end).encode())

    async def status(self) -> int:
        """The status of the answer."""
        line = await asyncio.wait_for(self.reader.readline(), 5)
        return int(line.split()[1]) if line else 0

    async def head(self) -> dict[str, str]:
        """The headers of the answer, by their names in small letters."""
        found = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 5)
        pairs = (line.split(": ", 1) for line in found.decode().split("\r\n") if ": " in line)
        return {name.lower(): value for name, value in pairs}

    async def ended(self) -> bool:
        """Whether the server hangs up; False if it has not after five seconds."""
        try:
            await asyncio.wait_for(self.reader.read(), 5)
        except ConnectionError:
            return True
        except TimeoutError:
            return False
        return True


@contextlib.asynccontextmanager
async def bare(council: Town) -> AsyncIterator[Bare]:
    """A bare connection to the server."""
    reader, writer = await asyncio.open_connection("127.0.0.1", council.server.port)
    try:
        yield Bare(reader, writer)
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


async def comes(so: Callable[[], bool]) -> bool:
    """Whether it comes to be so within five seconds."""
    for _ in range(500):
        if so():
            return True
        await asyncio.sleep(0.01)
    return False


UPGRADE = (
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: b3JkZXJwYXBlciB0ZXN0cw==",
)


async def entered(council: Town) -> str:
    """The cookie of somebody who came in as the clerk."""
    async with bare(council) as wire:
        wire.send(f"GET /{council.links.clerk.split('/', 3)[3]} HTTP/1.1", "Host: localhost")
        assert await wire.status() == 303
        return (await wire.head())["set-cookie"].partition(";")[0]


async def clerk_of(council: Town) -> Any:
    """A clerk who is connected as the clerk's page is."""
    client = socketio.AsyncClient(reconnection=False)
    headers = {"Cookie": await entered(council), "Origin": council.url}
    auth = {"meeting": "planning", "office": "clerk"}
    await client.connect(council.url, headers, auth, ["websocket"])
    return client


def handshake(council: Town, path: str, *more: str) -> tuple[str, ...]:
    """The lines that ask for a socket."""
    return (f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{council.server.port}", *UPGRADE, *more)
