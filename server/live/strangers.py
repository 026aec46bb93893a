"""Sockets of those who connect and then say nothing of who they are: they are dropped.

A page says so in its first message, at once. python-socketio waits for it for ever.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from aiohttp import web

GREETING_SECONDS = 10.0  # whoever has said nothing twice in a row when it is looked is dropped
PARTING_SECONDS = 2.0


class Strangers:
    """Looks after the sockets of a Socket.IO server."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._before: set[str] = set()

    async def watch(self, app: web.Application) -> AsyncIterator[None]:
        """Look every few seconds, for as long as the application runs."""
        watching = asyncio.create_task(self._watch())
        yield
        watching.cancel()

    async def sweep(self) -> None:
        """Drop everybody who was a stranger when this was done last, and still is."""
        welcome = {socket for _, socket in self._server.manager.get_participants("/", None)}
        strangers = {socket for socket in self._server.eio.sockets if socket not in welcome}
        overdue, self._before = strangers & self._before, strangers
        await asyncio.gather(*(drop(self._server, socket) for socket in overdue))

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(GREETING_SECONDS)
            await self.sweep()


async def drop(server: Any, socket: str) -> None:
    """Hang up on one socket of the engine, whether the other end agrees or not."""
    environ = server.environ.get(socket, {})
    try:
        await asyncio.wait_for(server.eio.disconnect(socket), PARTING_SECONDS)
    except TimeoutError:
        server.eio.sockets.pop(socket, None)
    request = environ.get("aiohttp.request")
    if request is not None and request.transport is not None:
        request.transport.abort()
