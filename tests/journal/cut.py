"""A network between a journal and its database that breaks when it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Network:
    """Carries bytes from here to a port of this machine and back."""

    def __init__(self, port: int) -> None:
        self.port = 0
        self.breaks_at = b""
        """The connection that asks for this breaks, if it is not empty; others go on."""
        self.delivers = True
        """Whether what it breaks at still reaches the other end."""
        self.silent = False
        """Whether everything is swallowed, as in a network that was cut in two."""
        self.silent_from = b""
        """It falls silent when somebody asks for this, if it is not empty."""
        self._to = port
        self._open = set[asyncio.StreamWriter]()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection until either end has gone."""
        there_reader, there = await asyncio.open_connection("127.0.0.1", self._to)
        self._open |= {writer, there}
        back = asyncio.create_task(self._forward(there_reader, writer))
        await self._forward(reader, there, watched=True)
        await self._closed(writer)
        await self._closed(there)
        await back

    async def cut(self) -> None:
        """Break every connection that there is now."""
        for writer in list(self._open):
            await self._closed(writer)

    async def _forward(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, watched: bool = False
    ) -> None:
        with suppress(ConnectionError):
            while said := await reader.read(65536):
                breaks = watched and self.breaks_at and self.breaks_at in said
                if watched and self.silent_from and self.silent_from in said:
                    self.silent = True
                if not self.silent and (self.delivers or not breaks):
                    writer.write(said)
                    await writer.drain()
                if breaks:
                    return

    async def _closed(self, writer: asyncio.StreamWriter) -> None:
        self._open.discard(writer)
        with suppress(ConnectionError):
            writer.close()
            await writer.wait_closed()


@asynccontextmanager
async def network(port: int) -> AsyncIterator[Network]:
    """A network to this port for as long as this is entered; it has a port of its own."""
    between = Network(port)
    server = await asyncio.start_server(between.carry, "127.0.0.1", 0)
    between.port = server.sockets[0].getsockname()[1]
    try:
        yield between
    finally:
        server.close()
        await between.cut()
