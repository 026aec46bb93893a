"""The clerk's line to the server: a Socket.IO connection that comes back as that of a page does."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
import socketio

FIRST_WAIT, LONGEST_WAIT = 1.0, 10.0  # seconds, as in web/src/inside.js
PATIENCE_SECONDS = 5.0  # without an answer, as in web/src/commands.js
AGAIN_SECONDS = 3.0
CONNECTING_SECONDS = 10.0

CHANCE = secrets.SystemRandom()


class ForeignOrigin(ConnectionError):
    """The server takes no socket from pages of that address."""


class Line:
    """A connection with this cookie. `lost`, `came_back`: how often it was."""

    def __init__(
        self, visitor: aiohttp.ClientSession, address: str, cookie: str, greeting: Mapping[str, str]
    ) -> None:
        self.lost = self.came_back = 0
        self._address = address
        self._cookie = cookie
        self._greeting = dict(greeting)
        self._origin = address
        self._client = socketio.AsyncClient(
            reconnection=False, handle_sigint=False, http_session=visitor
        )
        self._client.on("disconnect", self._cut)
        self._here = asyncio.Event()
        self._flying: asyncio.Future[Any] | None = None
        self._returning: asyncio.Task[None] | None = None
        self._leaving = False

    async def open(self, origins: Sequence[str]) -> None:
        """Connect, as a page of the first of these addresses from which the server takes it.

        Raises ForeignOrigin if it takes it from none, and ConnectionError.
        """
        for self._origin in origins:
            try:
                await self._connect()
            except ForeignOrigin:
                if self._origin == origins[-1]:
                    raise
            else:
                return

    async def ask(self, call: Mapping[str, object]) -> Mapping[str, Any] | None:
        """The answer to this call, which waits until the line is there; None if the line was cut
        meanwhile, or if it is to be asked again."""
        await self._here.wait()
        flying: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._flying = flying

        def answered(answer: Any) -> None:
            if not flying.done():
                flying.set_result(answer)

        try:
            await self._client.emit("do", dict(call), callback=answered)
            async with asyncio.timeout(PATIENCE_SECONDS):
                answer: Mapping[str, Any] | None = await flying
        except (TimeoutError, socketio.exceptions.SocketIOError):
            answer = {"again": True}
        if answer is not None and answer.get("again"):
            await asyncio.sleep(AGAIN_SECONDS if self._here.is_set() else 0)
            return None
        return answer

    async def close(self) -> None:
        """Leave, as a page does that is closed."""
        self._leaving = True
        if self._returning is not None:
            self._returning.cancel()
            await asyncio.gather(self._returning, return_exceptions=True)
        await self._client.disconnect()

    async def _connect(self) -> None:
        try:
            await self._client.connect(
                self._address,
                headers={"Cookie": self._cookie, "Origin": self._origin},
                auth=self._greeting,
                transports=["websocket"],
                wait_timeout=CONNECTING_SECONDS,
            )
        except socketio.exceptions.ConnectionError as error:
            status = _status(error)
            kind = ForeignOrigin if status == 403 else ConnectionError
            raise kind(f"{error}, {status}" if status else str(error)) from error
        self._here.set()

    def _cut(self, reason: str = "") -> None:
        """It is lost, or the server stops: come back after a pause."""
        self._here.clear()
        if self._leaving:
            return
        self.lost += 1
        if self._flying is not None and not self._flying.done():
            self._flying.set_result(None)
        self._returning = asyncio.create_task(self._return())

    async def _return(self) -> None:
        wait = FIRST_WAIT
        while not self._here.is_set():
            await asyncio.sleep(CHANCE.uniform(wait / 2, wait * 1.5))
            wait = min(LONGEST_WAIT, wait * 2)
            with contextlib.suppress(Exception):  # whatever stands there meanwhile, a proxy too
                await self._connect()
        self.came_back += 1


def _status(error: BaseException | None) -> int:
    """How the server answered the handshake that failed; 0 if it did not."""
    while error is not None:
        if isinstance(error, aiohttp.WSServerHandshakeError):
            return error.status
        error = error.__cause__ or error.__context__
    return 0
