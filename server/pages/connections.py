"""Connections before there is a request: who is silent or slow is dropped, and nobody takes all.

A request's head must be whole ten seconds after it was begun (or after connecting); what is sent
must be taken within a minute, by the kernel's own watch too (TCP_USER_TIMEOUT, RFC 5482), because a
connection that is being closed would otherwise wait for its reader for ever.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from aiohttp import web

from server.pages.headers import add_headers
from server.pages.limits import MOST_HEADERS, MOST_LINE, place_of
from server.pages.proxy import Proxies, plain

HEAD_SECONDS = 10.0
IDLE_SECONDS = 75.0  # between requests; longer than proxies keep a connection, so that they end it
UNREAD_SECONDS = 60.0
LINGERING_SECONDS = 2.0  # for the rest of a body that nobody wants
MOST_FROM_ONE = 1000  # a council building behind one address: every page and phone in it

PLAIN = b"GET /"
HEAD_END = b"\r\n\r\n"

GiveBack = Callable[[asyncio.Transport, bytes], None]
"""Takes a connection on which these bytes have come."""


class Crowding:
    """How many connections each address has, and how many it may have.

    `most` as it was set holds for all. By default this machine itself is not counted: a proxy that
    nobody has declared stands there, and it is better to serve all who come through it.
    """

    def __init__(self, most: int | None = None) -> None:
        self._most = MOST_FROM_ONE if most is None else most
        self._spare_own = most is None
        self._counted: Counter[str] = Counter()

    def arrive(self, address: str) -> bool:
        """Count one more from this address; False if it has too many. Then it is not counted."""
        if not self._counts(address):
            return True
        place = place_of(address)
        if self._counted[place] >= self._most:
            return False
        self._counted[place] += 1
        return True

    def leave(self, address: str) -> None:
        """Count one less."""
        place = place_of(address)
        if self._counts(address):
            self._counted[place] -= 1
            if self._counted[place] <= 0:
                del self._counted[place]

    def count(self, address: str) -> int:
        """How many connections of this address are counted now."""
        return self._counted[place_of(address)]

    def _counts(self, address: str) -> bool:
        return address != "" and not (self._spare_own and ip_address(address).is_loopback)


class Connection(web.RequestHandler):
    """One connection, with its watches. The middleware tells it when it is at work.

    Between two requests it is given back to the porter: a proxy sends what different people ask
    over one connection, and what everybody may see is answered at the door.
    """

    __slots__ = (
        "_after_head", "_clock", "_counted_as", "_crowding", "_give_back", "_head", "_last",
        "_length", "_proxies", "_unread", "_wire",
    )  # fmt: skip  # there may be ten thousand of them

    def __init__(
        self, server: web.Server, crowding: Crowding, proxies: Proxies, give_back: GiveBack
    ) -> None:
        given: dict[str, Any] = {
            "access_log": None,
            "keepalive_timeout": IDLE_SECONDS,
            "lingering_time": LINGERING_SECONDS,
            "max_line_size": MOST_LINE,
            "max_field_size": MOST_LINE,
            "max_headers": MOST_HEADERS,
        }
        loop = asyncio.get_running_loop()
        super().__init__(server, loop=loop, **given)
        self._clock = loop
        self._crowding = crowding
        self._proxies = proxies
        self._give_back = give_back
        self._counted_as = ""
        self._wire: asyncio.Transport | None = None
        self._last = b""  # so many bytes as end a head
        self._after_head: int | None = None  # bytes that came; None while the head is not whole
        self._length = 0  # of the body that was told
        self._head: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a connection in, or drop it where too many come from its address."""
        super().connection_made(transport)
        self._wire = transport  # type: ignore[assignment]  # a transport of TCP is one
        peer = transport.get_extra_info("peername")
        address = plain(str(peer[0])) if isinstance(peer, tuple) else ""
        if not self._proxies.trusts(address):  # those behind a proxy are counted each by request
            if not self._crowding.arrive(address):
                self._drop()
                return
            self._counted_as = address
        self._await_head()

    def connection_lost(self, exc: BaseException | None) -> None:
        """Forget it."""
        self._crowding.leave(self._counted_as)
        self._counted_as = ""
        self._end_of_head()
        self.resume_writing_watch()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes; the first of a new request begin the time that its head may take."""
        if self._idle and self._wire is not None:
            if data.startswith(PLAIN):
                self.transport = None  # or it would be closed
                self.connection_lost(None)
                self._give_back(self._wire, data)
                return
            self._last, self._after_head = b"", None
        self._count(data)
        waits = self._waiter is not None  # or these are the rest of a body that nobody wants
        super().data_received(data)
        if waits and self._head is None:
            self._await_head()

    def pause_writing(self) -> None:
        """More waits to be read than should: it must have been read within a minute."""
        super().pause_writing()
        if self._unread is None:
            self._unread = self._clock.call_later(UNREAD_SECONDS, self._drop)

    def resume_writing(self) -> None:
        """It has been read."""
        self.resume_writing_watch()
        super().resume_writing()

    def resume_writing_watch(self) -> None:
        """Wait for nobody to read."""
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def begin(self) -> None:
        """A request has come whole, but for its body."""
        self._end_of_head()

    def end(self, length: int) -> None:
        """It has been answered. `length`: of its body, as it was told; 0 if it was not."""
        self._length = length

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what is no HTTP: briefly, without a word of what was sent, and not in the log.

        And what failed before a page could tell of it.
        """
        response: web.StreamResponse
        if status >= 500:
            response = super().handle_error(request, status, exc, message)
        else:
            response = web.Response(status=status, text="This is not a request that can be read.\n")
        add_headers(response)
        response.force_close()
        return response

    @property
    def _idle(self) -> bool:
        """Whether it has answered all, and no part of another request has come: then the next bytes
        are the beginning of one, whoever reads them.

        Once all is answered, a head's end is the end of all that has come, or what came after it
        would have been a request as well. So it is known of a body that had no length (chunked).
        """
        waits = self._waiter is not None and not self._messages
        whole = self._after_head == self._length or self._last == HEAD_END
        return waits and whole and self._head is None

    def _count(self, data: bytes) -> None:
        """Count what comes after the head of a request. If it is not its body's length, somebody
        has begun another one meanwhile, and only who has read the first part understands the rest.
        """
        before, size = self._last, len(HEAD_END)
        self._last = (before + data[-size:])[-size:]
        if self._after_head is not None:
            self._after_head += len(data)
        elif (end := (before + data).find(HEAD_END)) >= 0:
            self._after_head = len(before) + len(data) - end - size

    def _await_head(self) -> None:
        self._head = self._clock.call_later(HEAD_SECONDS, self._drop)

    def _end_of_head(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None

    def _drop(self) -> None:
        if self._wire is not None:
            self._wire.abort()
