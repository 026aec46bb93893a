"""A WebSocket as a browser opens it to a feed, and no more of it than a follower needs.

It takes what is compressed, answers the server's pings, and says nothing else (RFC 6455, 7692).
"""

from __future__ import annotations

import asyncio
from typing import Protocol
from urllib.parse import quote

import msgspec

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
COMPRESSED, OPCODE = 0x40, 0x0F
CUT_OFF = 1006  # what a browser calls an end without a word
GOING_AWAY = 1001

HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Origin: http://{host}:{port}\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: b3JkZXJwYXBlciBzb2Frcw==\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n"
)


class Where(msgspec.Struct, frozen=True):
    """The meeting that is followed: `path` is that of its public page."""

    host: str
    port: int
    path: str

    def handshake(self, root: str, hold: str = "") -> bytes:
        """What a browser says first."""
        path = f"{self.path}/feed?lang=en&root={root}" + (f"&hold={quote(hold)}" if hold else "")
        return HANDSHAKE.format(path=path, host=self.host, port=self.port).encode()


class Owner(Protocol):
    """Whose socket it is."""

    def take(self, payload: bytes, compressed: bool) -> None:
        """A message came."""

    def ended(self, code: int) -> None:
        """The other side has closed it, or it broke."""


class Socket(asyncio.Protocol):
    """One connection, from the handshake to its end."""

    def __init__(self, owner: Owner, handshake: bytes) -> None:
        self.joined: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._owner: Owner | None = owner
        self._handshake = handshake
        self._received = b""
        self._transport: asyncio.WriteTransport | None = None

    def leave(self) -> None:
        """Go as a page does that is closed; nothing more is told of it."""
        self._owner = None
        if self._transport is not None:
            self._transport.write(_masked(CLOSE, GOING_AWAY.to_bytes(2, "big")))
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]  # a stream's, by what it can do
        transport.write(self._handshake)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self.joined.done():
            self._join()
        if self.joined.done():
            self._take_frames()

    def connection_lost(self, error: Exception | None) -> None:
        if self.joined.done():
            self._end(CUT_OFF)
        else:
            self.joined.set_exception(error or ConnectionError("a follower was sent away"))

    def _join(self) -> None:
        head, end, rest = self._received.partition(b"\r\n\r\n")
        if not end:
            return
        self._received = rest
        if head.startswith(b"HTTP/1.1 101 "):
            self.joined.set_result(None)
        else:
            self.joined.set_exception(ConnectionError(head.decode(errors="replace")))

    def _take_frames(self) -> None:
        while self._owner is not None and (frame := _first_frame(self._received)) is not None:
            head, payload, self._received = frame
            opcode = head & OPCODE
            if opcode == TEXT:
                self._owner.take(payload, bool(head & COMPRESSED))
            elif opcode == PING and self._transport is not None:
                self._transport.write(_masked(PONG, payload))
            elif opcode == CLOSE:
                self._end(int.from_bytes(payload[:2], "big"))

    def _end(self, code: int) -> None:
        owner, self._owner = self._owner, None
        if owner is not None:
            owner.ended(code)
        if self._transport is not None:
            self._transport.close()


def _masked(opcode: int, payload: bytes) -> bytes:
    """A short frame of a client; a mask of zeros leaves it as it is."""
    return bytes((0x80 | opcode, 0x80 | len(payload))) + bytes(4) + payload


def _first_frame(received: bytes) -> tuple[int, bytes, bytes] | None:
    """The head, what the frame carries, and the rest, if the first frame has come whole.

    A server does not mask its frames (RFC 6455, 5.1).
    """
    if len(received) < 2:
        return None
    size, begins = received[1], 2
    if size > 125:
        begins = 4 if size == 126 else 10
        size = int.from_bytes(received[2:begins], "big")
    if len(received) < begins + size:
        return None
    return received[0], received[begins : begins + size], received[begins + size :]
