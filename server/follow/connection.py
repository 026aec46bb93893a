"""One connection of a page that follows the feed: a WebSocket that says only what it must."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from websockets.frames import Close, Opcode
from websockets.frames import Frame as OwnFrame

from server.follow.wire import CLOSE, CONTINUATION, PING, TEXT, Frame, Frames, NoFrame, accepted

if TYPE_CHECKING:
    from server.follow.page import Page
    from server.follow.task import Counts

GOING_AWAY = 1001
ABNORMAL = 1006  # the connection ended without a close frame (RFC 6455 §7.1.5)
UNANSWERED = "closed without an answer"


class Refused(ConnectionError):
    """The server did not let this connection in; the words say how."""


class Connection(asyncio.Protocol):
    """A connection of this page, whose bytes are counted there. It answers pings."""

    __slots__ = (
        "_code", "_compressed", "_counts", "_frames", "_head", "_page", "_parts", "_request",
        "_transport", "opened",
    )  # fmt: skip

    def __init__(self, page: Page, counts: Counts, request: bytes) -> None:
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._page = page
        self._counts = counts
        self._request = request
        self._transport: asyncio.Transport | None = None
        self._head: bytes | None = b""
        self._frames = Frames()
        self._parts: list[bytes] = []
        self._compressed = False
        self._code = ABNORMAL

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the feed."""
        # uvloop's transports are no asyncio.Transport by class, only by what they can do.
        self._transport = cast(asyncio.Transport, transport)
        self._write(self._request)

    def data_received(self, data: bytes) -> None:
        """Read what came."""
        self._counts.down += len(data)
        if self._head is not None:
            data = self._join(data)
        if self._head is None and data:
            try:
                for frame in self._frames.take(data):
                    self._take(frame)
            except NoFrame:
                self._page.garbled = True
                self.cut()

    def connection_lost(self, error: Exception | None) -> None:
        """It is over."""
        if not self.opened.done():
            self.opened.set_exception(Refused(UNANSWERED))
        self._page.left(self, self._code)

    def close(self) -> None:
        """Leave, as a page does that is closed."""
        self._write(_own(Opcode.CLOSE, Close(GOING_AWAY, "").serialize()))
        if self._transport is not None:
            self._transport.close()

    def cut(self) -> None:
        """End it at once."""
        if self._transport is not None:
            self._transport.abort()

    def _join(self, data: bytes) -> bytes:
        """Read the head of the answer; what comes after it."""
        head, end, rest = ((self._head or b"") + data).partition(b"\r\n\r\n")
        if not end:
            self._head = head
            return b""
        if self.opened.done():
            return b""
        if not accepted(head):
            self.opened.set_exception(Refused(_answer(head)))
            return b""
        self._head, self._request = None, b""
        self.opened.set_result(None)
        self._page.came_in(self)
        return rest

    def _take(self, frame: Frame) -> None:
        if frame.opcode in (TEXT, CONTINUATION):
            if frame.opcode == TEXT:
                self._parts, self._compressed = [], frame.compressed
            self._parts.append(frame.payload)
            if frame.final:
                self._page.told(b"".join(self._parts), self._compressed)
                self._parts = []
        elif frame.opcode == PING:
            self._write(_own(Opcode.PONG, frame.payload))
        elif frame.opcode == CLOSE:
            self._code = frame.code
            self._write(_own(Opcode.CLOSE, frame.payload))
            if self._transport is not None:
                self._transport.close()

    def _write(self, data: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._counts.up += len(data)
            self._transport.write(data)


def _own(opcode: Opcode, payload: bytes) -> bytes:
    return OwnFrame(opcode, payload).serialize(mask=True)


def _answer(head: bytes) -> str:
    """How the server answered instead, in its own words."""
    first = head.split(b"\r\n", 1)[0].decode("latin-1")
    return first.removeprefix("HTTP/1.1 ").strip() or UNANSWERED
