"""The porter's desk: what is answered at the door, and the knowledge that it takes."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC
from email.utils import format_datetime
from typing import Any

from aiohttp import web
from aiohttp.base_protocol import BaseProtocol
from aiohttp.http import HttpRequestParser, HttpVersion11, RawRequestMessage
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.streams import EMPTY_PAYLOAD
from websockets.frames import CloseCode

from server import measures
from server.live.follower import Follower
from server.live.meetings import Running
from server.meeting.record import Audience
from server.pages.connections import HEAD_END
from server.pages.foreign import foreign
from server.pages.guard import check_size
from server.pages.handshake import Opening
from server.pages.limits import MOST_HEADERS, MOST_LINE
from server.pages.proxy import Client
from server.pages.site import Site, voice_for
from server.pages.wire import Wire

_NOT_PLAIN = ("Transfer-Encoding", "Expect")

log = logging.getLogger(__name__)


class Desk:
    """Reads what somebody asks, and answers it if everybody may have it."""

    def __init__(self, site: Site, wire: Wire) -> None:
        self.wire = wire
        self._site = site
        self._loop = asyncio.get_running_loop()
        self._nobody = BaseProtocol(self._loop)
        self._attended: set[asyncio.Transport] = set()
        self._closed = False
        self._date = b""
        self._dated = 0

    def attend(self, connection: asyncio.Transport) -> bool:
        """Know that a porter sees to this connection; False if the desk is closed."""
        if not self._closed:
            self._attended.add(connection)
        return not self._closed

    def let_go(self, connection: asyncio.Transport) -> None:
        """No porter sees to this connection any more."""
        self._attended.discard(connection)

    def close(self) -> None:
        """Serve nobody any more. What was answered is still sent."""
        self._closed = True
        for connection in tuple(self._attended):
            connection.close()

    def read(self, head: bytes) -> RawRequestMessage | None:
        """The request of which this is the head, whole and alone; None if it is no plain GET.

        By the web server's own parser, so that both understand the same. It does not tell of a
        part of another head that came with this one.
        """
        if head.find(HEAD_END) != len(head) - len(HEAD_END):
            return None
        parser = HttpRequestParser(
            self._nobody,
            self._loop,
            len(head),
            max_line_size=MOST_LINE,
            max_field_size=MOST_LINE,
            max_headers=MOST_HEADERS,
        )
        try:
            found, _, rest = parser.feed_data(head)
        except HttpProcessingError:
            return None
        if len(found) != 1 or rest:
            return None
        message = found[0][0]
        plain = (
            message.method == "GET"
            and message.version == HttpVersion11
            and not message.should_close
            and message.path.startswith("/")
            and len(message.headers.getall("Host", ())) == 1
            and message.headers.get("Content-Length", "0") == "0"
            and not any(name in message.headers for name in _NOT_PLAIN)
        )
        return message if plain else None

    def page(self, message: RawRequestMessage, connection: Any, trusted: bool) -> bytes | None:
        """The answer to whoever asks for what is kept in memory. `trusted`: by a proxy of ours."""
        kept = None if message.upgrade else self._site.memory.find(message.path, message.url)
        if kept is None:
            return None
        scheme = self._request(message, connection)[1].scheme if trusted else "http"
        measures.pages_from_memory.inc()
        return kept.written(message.headers, self._today(), self.wire.strict(scheme))

    def follow(self, message: RawRequestMessage, connection: Any) -> Follower | None:
        """Let somebody follow a meeting from now on, if they may; their connection is handed over.

        None, and nothing done, if they may not.
        """
        running = self._wanted(message) if message.upgrade else None
        if running is None:
            return None
        request, client = self._request(message, connection)
        opening = self._opening(message, request)
        if opening is None:
            return None
        feed = running.show.feed(Audience.PUBLIC, voice_for(request, running).language)
        root, hold = request.query.get("root", ""), request.query.get("hold", "")
        if client.through_proxy and not self._arrive(client.address):
            return None
        transport = connection.transport
        transport.write(opening.answer)
        follower = Follower(transport, opening.deflates)
        transport.set_protocol(follower)
        if client.through_proxy:
            follower.when_gone(lambda _: self.wire.crowding.leave(client.address))
        try:
            self._site.followers.join(follower, feed, root, hold)
        except Exception:  # hands are shaken: all that can be told is to come again
            log.exception("somebody could not be let follow a meeting")
            follower.close(CloseCode.INTERNAL_ERROR)
        return follower

    def _wanted(self, message: RawRequestMessage) -> Running | None:
        match message.url.parts:
            case ("/", "meetings", key, "feed"):
                return self._site.meetings.find(key)
        return None

    def _opening(self, message: RawRequestMessage, request: web.BaseRequest) -> Opening | None:
        try:
            check_size(request)
        except web.HTTPBadRequest:
            return None
        if foreign(request, self.wire.address):
            return None
        opening = Opening(message, self.wire.strict(request.scheme))
        return opening if opening.answer else None

    def _arrive(self, address: str) -> bool:
        return self.wire.crowding.arrive(address)

    def _request(
        self, message: RawRequestMessage, connection: Any
    ) -> tuple[web.BaseRequest, Client]:
        """A request as it was before our own proxies, and whose it is."""
        nothing: Any = None
        given = (message, EMPTY_PAYLOAD, connection, nothing, nothing, self._loop)
        client = self.wire.proxies.client(web.BaseRequest(*given))
        scheme = self.wire.scheme(client.scheme)
        request = web.BaseRequest(*given, scheme=scheme, host=client.host, remote=client.address)
        return request, client

    def _today(self) -> bytes:
        """The time, as each answer tells it."""
        second = int(self._loop.time())
        if second != self._dated:
            self._dated = second
            self._date = format_datetime(self._site.now().astimezone(UTC), usegmt=True).encode()
        return self._date
