"""A whole server for tests: real sockets on a free port, a real journal in a temporary folder."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp

from server.app import Server, serving
from server.config import Settings
from server.control import Links
from server.live.meetings import Running
from server.live.order import Answer, Order
from server.live.turn import Clock
from server.meeting.command import Office
from server.meeting.convened import MeetingConvened

HERE = Path(__file__).parent


class Town:
    """A server with one meeting, its links, and a clerk who can act without a browser."""

    def __init__(self, server: Server, running: Running, links: Links) -> None:
        self.server = server
        self.running = running
        self.links = links
        self.key = running.live.meeting.key
        self.url = f"http://127.0.0.1:{server.port}"
        self._told = 0

    async def do(self, command: str, **given: object) -> Answer:
        """Give a command as the clerk, by the side door."""
        self._told += 1
        order = Order(Office.CLERK, command, dict(given), f"town-{self._told}")
        return await self.running.live.handle(order)

    def door(self, link: str) -> str:
        """A link of this server, whatever address it was printed for."""
        return self.url + "/" + link.split("/", 3)[3]


@contextlib.asynccontextmanager
async def town(
    folder: Path, convened: MeetingConvened, clock: Clock | None = None, address: str = ""
) -> AsyncIterator[Town]:
    """A running server with this meeting. `address`: the one that people use, in its pages."""
    async with serving(Settings(port=0, data=folder, address=address), clock) as server:
        running = await server.meetings.convene(convened, "test")
        yield Town(server, running, await server.control.links(running.live.meeting))


class Process:
    """A server in a process of its own, which can be killed and started again."""

    def __init__(self, data: Path, *options: str, kind: str = "serve", database: str = "") -> None:
        self._data = data
        self._kind = kind
        self._options = (*options, *(("--database-url", database) if database else ()))
        self._process: asyncio.subprocess.Process | None = None
        self.port = 0
        self.links: dict[str, str] = {}

    async def start(self) -> None:
        """Start it, on the same port as before, and read its links."""
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "server", self._kind, "--data", str(self._data)),
            *("--port", str(self.port), *self._options),
            cwd=HERE.parent,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert self._process.stdout is not None
        wanted = "Public" if "--meeting" in self._options else "serves"
        async for line in self._process.stdout:
            text = line.decode()
            if found := re.search(r"http://localhost:(\d+)", text):
                self.port = int(found[1])
            if found := re.match(r"  (Clerk|Chair|Member|Public).*?\s(http\S+)$", text):
                self.links.setdefault(found[1].lower(), found[2])
            if wanted in text:
                return
        raise AssertionError("the server ended before it served")

    async def end(self, how: signal.Signals) -> float:
        """Send it a signal and wait; the seconds that it took to end."""
        assert self._process is not None
        loop = asyncio.get_running_loop()
        began = loop.time()
        self._process.send_signal(how)
        await asyncio.wait_for(self._process.wait(), 20)
        return loop.time() - began

    async def close(self) -> None:
        """End it, if it still runs."""
        if self._process is not None and self._process.returncode is None:
            await self.end(signal.SIGKILL)


async def post(session: aiohttp.ClientSession, url: str, **fields: str) -> int:
    """Post a form as a browser without JavaScript does; the status before any redirection."""
    own = {"Origin": "/".join(url.split("/")[:3])}  # as a browser says where it posts from
    async with session.post(url, data=fields, headers=own, allow_redirects=False) as response:
        await response.read()
        return response.status
