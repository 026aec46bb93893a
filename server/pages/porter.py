"""The porter: the first to see a connection.

What everybody may see is answered at the door: pages and files from memory, the public feed by a
follower that is light. So a crowd costs the house little, and whoever has business inside does not
wait behind it. Everybody else, and every request that is not plainly one of these, is shown in to
the web server with all that they have said: what is refused is refused there, and is told why.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import cast

from aiohttp.http import RawRequestMessage

from server.pages import connections
from server.pages.connections import HEAD_END, PLAIN, Connection
from server.pages.desk import Desk
from server.pages.limits import MOST_LINE
from server.pages.proxy import plain

MOST_OF_A_HEAD = 2 * MOST_LINE  # in pieces; what is longer is read by the web server

log = logging.getLogger(__name__)


class Porter(asyncio.Protocol):
    """One connection, until it is known what it is for."""

    __slots__ = ("_counted_as", "_deadline", "_desk", "_loop", "_said", "_show_in", "_trusted",
                 "_watch", "peername", "sockname", "transport")  # fmt: skip
    ssl_context = None

    def __init__(self, desk: Desk, show_in: Callable[[], Connection]) -> None:
        """`show_in` makes a connection of the web server."""
        self._desk = desk
        self._show_in = show_in
        self._loop = asyncio.get_running_loop()
        self._said = b""
        self._counted_as = ""
        self._trusted = False
        self._watch: asyncio.TimerHandle | None = None
        self._deadline = 0.0
        self.transport: asyncio.Transport | None = None
        self.peername: object = None
        self.sockname: object = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a connection in, or drop it where too many come from its address, or at closing."""
        # uvloop's transports are no asyncio.Transport by class, only by what they can do.
        self.transport = cast(asyncio.Transport, transport)
        if not self._desk.attend(self.transport):
            self.transport.abort()
            return
        self.peername = transport.get_extra_info("peername")
        address = plain(str(self.peername[0])) if isinstance(self.peername, tuple) else ""
        wire = self._desk.wire
        self._trusted = wire.proxies.trusts(address)
        if not self._trusted:  # those behind a proxy are counted each by request
            if not wire.crowding.arrive(address):
                self.transport.abort()
                return
            self._counted_as = address
        self._wait(connections.HEAD_SECONDS)

    def data_received(self, data: bytes) -> None:
        """Take bytes; once a head is whole, do what it asks."""
        if self.transport is None or self.transport.is_closing():
            return
        said = self._said + data if self._said else data
        if not said.endswith(HEAD_END) and self._may_go_on(said):
            if not self._said:
                self._wait(connections.HEAD_SECONDS)
            self._said = said
            return
        self._said = b""
        if not self._serve(said):
            self._let_in(said)

    def pause_writing(self) -> None:
        """More waits to be read than should: nothing more is taken before it has been."""
        if self.transport is not None:
            self.transport.pause_reading()
            self._wait(connections.UNREAD_SECONDS)

    def resume_writing(self) -> None:
        """It has been read."""
        if self.transport is not None:
            self.transport.resume_reading()
            self._wait(connections.IDLE_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._leave()

    def _may_go_on(self, said: bytes) -> bool:
        """Whether the rest of a head may still come."""
        plain_so_far = said.startswith(PLAIN[: len(said)])
        return plain_so_far and HEAD_END not in said and len(said) < MOST_OF_A_HEAD

    def _serve(self, said: bytes) -> bool:
        """Do what this head asks, if it can be done here. It cannot where that fails: the web
        server answers then, or tells that something went wrong."""
        try:
            message = self._desk.read(said) if said.startswith(PLAIN) else None
            return message is not None and (self._answer(message) or self._let_follow(message))
        except Exception:  # not with what was asked: that may hold a link that signs in
            log.exception("a request could not be answered at the door")
            return False

    def _answer(self, message: RawRequestMessage) -> bool:
        answer = self._desk.page(message, self, self._trusted)
        if answer is None or self.transport is None:
            return False
        self._deadline = self._loop.time() + connections.IDLE_SECONDS
        self.transport.write(answer)
        return True

    def _let_follow(self, message: RawRequestMessage) -> bool:
        follower = self._desk.follow(message, self)
        if follower is None:
            return False
        counted_as, self._counted_as = self._counted_as, ""
        crowding = self._desk.wire.crowding
        self._leave()
        if counted_as:
            follower.when_gone(lambda _: crowding.leave(counted_as))
        return True

    def _let_in(self, said: bytes) -> None:
        """Show somebody in, with all that they have said."""
        transport = self.transport
        if transport is None or transport.is_closing():
            return
        self._leave()
        connection = self._show_in()
        transport.set_protocol(connection)
        connection.connection_made(transport)
        connection.data_received(said)

    def _leave(self) -> None:
        self._desk.wire.crowding.leave(self._counted_as)
        self._counted_as = ""
        if self.transport is not None:
            self._desk.let_go(self.transport)
            self.transport = None
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def _wait(self, seconds: float) -> None:
        """Drop the connection if nothing else is done with it within so many seconds."""
        self._deadline = self._loop.time() + seconds
        if self._watch is not None:
            self._watch.cancel()
        self._watch = self._loop.call_at(self._deadline, self._look)

    def _look(self) -> None:
        if self._loop.time() < self._deadline:  # it was used meanwhile
            self._watch = self._loop.call_at(self._deadline, self._look)
        elif self.transport is not None:
            self.transport.abort()
