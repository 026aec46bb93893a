"""A weak network: a line to the server that can be cut, slowed, and made to swallow what is said.

async with line_to(town) as line:
    page = await visits.open(line.door(town.links.clerk))
    line.cut()         # every connection breaks, and new ones are refused
    line.hold()        # new ones wait at the door
    line.mend()        # they are let through again
    line.swallow()     # the server hears all, and nothing that it says arrives
    line.lose()        # the connections that there are lead nowhere, and nobody is told
    line.delay = 0.5   # seconds that everything takes, each way
    line.most = 14_000 # bytes of each connection's answers; what comes after them never arrives
    line.up, line.down # how many bytes it has carried to the server, and from it
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from tests.serve import Town

CHUNK = 65536
# As a device says that has a network again: a page need not wait out what is left of its patience.
ONLINE = "window.dispatchEvent(new Event('online'))"


class Line:
    """A line on 127.0.0.1 that carries bytes to a server and back, as well as it is told to."""

    def __init__(self, port: int) -> None:
        self.delay = 0.0
        self.most: int | None = None
        self.up = self.down = 0
        self._server_port = port
        self._open = True
        self._door = asyncio.Event()
        self._door.set()
        self._answers = asyncio.Event()
        self._answers.set()
        self._wires: set[asyncio.StreamWriter] = set()
        self._lost: set[asyncio.StreamWriter] = set()
        self._listening: asyncio.Server | None = None
        self.refused = 0

    async def start(self) -> None:
        """Listen on a free port."""
        self._listening = await asyncio.start_server(self._carry, "127.0.0.1", 0)

    async def close(self) -> None:
        """Break every connection and listen no more."""
        assert self._listening is not None
        self._listening.close()
        self.mend()
        self.cut()
        self.swallow(False)
        await self._listening.wait_closed()

    @property
    def url(self) -> str:
        """The address of the server at this end of the line."""
        assert self._listening is not None
        return f"http://127.0.0.1:{self._listening.sockets[0].getsockname()[1]}"

    def door(self, link: str) -> str:
        """A link of the server, by this line."""
        return self.url + "/" + link.split("/", 3)[3]

    def cut(self) -> None:
        """Break every connection, with whatever is on its way, and refuse new ones."""
        self._open = False
        for wire in self._wires:
            wire.transport.abort()

    def hold(self) -> None:
        """Have whoever comes wait at the door."""
        self._open = True
        self._door.clear()

    def mend(self) -> None:
        """Let everything through at once again, over new connections."""
        self._open = True
        self._door.set()
        self.delay = 0.0
        self.swallow(False)

    def lose(self) -> None:
        """Let whatever is said over the connections that there are vanish, either way; new ones are
        as good as ever."""
        self._lost |= self._wires

    def swallow(self, yes: bool = True) -> None:
        """Keep back what the server says; the connections stay, and what they say is heard."""
        if yes:
            self._answers.clear()
        else:
            self._answers.set()

    async def _carry(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        if not self._open:
            self.refused += 1
            back.transport.abort()
            return
        await self._door.wait()
        far, on = await asyncio.open_connection("127.0.0.1", self._server_port)
        ends = {back, on}
        self._wires |= ends
        try:
            await asyncio.gather(self._ask(near, on), self._answer(far, back))
        except OSError:
            pass  # one end is gone: the other must be told
        finally:
            self._wires -= ends
            self._lost -= ends
            for wire in ends:
                wire.transport.abort()

    async def _ask(self, near: asyncio.StreamReader, on: asyncio.StreamWriter) -> None:
        while said := await near.read(CHUNK):
            self.up += await self._pass(said, on)
        raise ConnectionResetError

    async def _answer(self, far: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        passed = 0
        while said := await far.read(CHUNK):
            await self._answers.wait()
            if self.most is not None:
                said = said[: max(0, self.most - passed)]
            passed += len(said)
            self.down += await self._pass(said, back)
        raise ConnectionResetError

    async def _pass(self, said: bytes, sink: asyncio.StreamWriter) -> int:
        """Carry it to the other end; how many bytes that was."""
        if sink in self._lost:
            return 0
        if self.delay:
            await asyncio.sleep(self.delay)
        sink.write(said)
        await sink.drain()
        return len(said)


@contextlib.asynccontextmanager
async def line_to(town: Town) -> AsyncIterator[Line]:
    """A line to a server."""
    line = Line(town.server.port)
    await line.start()
    yield line
    await line.close()
