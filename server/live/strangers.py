"""Sockets of those who connect and then say nothing of who they are: they are dropped.

A page says so in its first message, at once. python-socketio waits for it for ever.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

from aiohttp import web

from server.live.packets import UPGRADED

GREETING_SECONDS = 10.0  # whoever has said nothing twice in a row when it is looked is dropped
PARTING_SECONDS = 2.0
GRACE_SECONDS = 0.4  # a page that was told to go closes its socket by itself, and far sooner


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


async def drop(server: Any, socket: str, within: float = PARTING_SECONDS) -> None:
    """Hang up on one socket of the engine, whether the other end agrees or not."""
    request = opener(server.environ.get(socket, {}))
    try:
        await asyncio.wait_for(server.eio.disconnect(socket), within)
    except TimeoutError:
        server.eio.sockets.pop(socket, None)
    _abort(request)


async def see_out(server: Any, sid: str) -> None:
    """Tell a page to go, and hang up on it if it does not: within a second it is gone."""
    socket = server.manager.eio_sid_from_sid(sid, "/")
    request = opener(server.environ.get(socket, {}))
    await server.disconnect(sid)
    await asyncio.sleep(GRACE_SECONDS)
    if socket in server.eio.sockets:
        await drop(server, socket, GRACE_SECONDS)
    _abort(request)


def opener(environ: Mapping[str, Any]) -> web.Request | None:
    """The request that became the WebSocket; by polling there is none of its own, and what its
    requests came on may be another's by now: proxies keep connections for whoever comes next."""
    for name in (UPGRADED, "aiohttp.request"):
        request: web.Request | None = environ.get(name)
        if request is not None and "Upgrade" in request.headers:
            return request
    return None


def _abort(request: web.Request | None) -> None:
    if request is not None and request.transport is not None:
        request.transport.abort()
