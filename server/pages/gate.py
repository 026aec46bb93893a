"""The gate: where the server listens, and the porter sees every connection first."""

from __future__ import annotations

import asyncio
import socket
from types import ModuleType

from aiohttp import web

from server.pages import connections
from server.pages.connections import Connection
from server.pages.desk import Desk
from server.pages.porter import Porter

resource: ModuleType | None
try:
    import resource
except ImportError:  # not on every system
    resource = None

SEND_BUFFER_BYTES = 128 * 1024
"""What the kernel keeps of what a connection has not taken. Left to itself it keeps megabytes for
each that has stopped reading, and nobody is told (tcp(7), tcp_wmem)."""


USER_TIMEOUT = getattr(socket, "TCP_USER_TIMEOUT", None)  # not on every system


class Gate:
    """The address that the server listens on."""

    def __init__(self) -> None:
        self._listening: asyncio.Server | None = None
        self._desk: Desk | None = None

    async def open(
        self, desk: Desk, runner: web.AppRunner, host: str, port: int, backlog: int
    ) -> None:
        """Listen. Raises OSError."""
        server = runner.server
        if server is None:
            raise RuntimeError("the runner has not been set up")
        _make_room()
        wire = desk.wire
        self._desk = desk

        def show_in() -> Connection:
            return Connection(server, wire.crowding, wire.proxies, give_back)

        def give_back(transport: asyncio.Transport, said: bytes) -> None:
            porter = Porter(desk, show_in)
            transport.set_protocol(porter)
            porter.connection_made(transport)
            porter.data_received(said)

        self._listening = await asyncio.get_running_loop().create_server(
            lambda: Porter(desk, show_in), host, port, backlog=backlog, start_serving=False
        )
        for listening in self._listening.sockets:
            _prepare(listening)
        await self._listening.start_serving()

    @property
    def port(self) -> int:
        """The port that it listens on; 0 while it does not."""
        sockets = self._listening.sockets if self._listening else ()
        return int(sockets[0].getsockname()[1]) if sockets else 0

    def close(self) -> None:
        """Take in nobody any more, and let nobody stand at the door."""
        if self._listening is not None:
            self._listening.close()
        if self._desk is not None:
            self._desk.close()


def _make_room() -> None:
    """Let this process have as many connections as its user may have open files: by default most
    systems allow it far fewer, until it asks (getrlimit(2))."""
    if resource is not None:
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _prepare(listening: socket.socket) -> None:
    """Set what every connection inherits that comes in here."""
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
    if USER_TIMEOUT is not None:
        milliseconds = int(connections.UNREAD_SECONDS * 1000)
        listening.setsockopt(socket.IPPROTO_TCP, USER_TIMEOUT, milliseconds)
