"""The public feed as a follower speaks it: the handshake and the server's frames (RFC 6455)."""

from __future__ import annotations

from typing import NamedTuple

from websockets.utils import accept_key

CONTINUATION, TEXT, CLOSE, PING = 0x0, 0x1, 0x8, 0x9
NO_CODE = 1005  # a close frame that has none (RFC 6455 §7.1.5)
MOST_BYTES = 16 * 1024 * 1024  # of a frame; a whole drawing has some hundred thousand

_KEY = "b3JkZXJwYXBlciBsb2Fkcw=="
_ACCEPTED = accept_key(_KEY)


class NoFrame(ConnectionError):
    """What came is no frame that a server may send."""


class Frame(NamedTuple):
    """One frame. `compressed`: the first of a message that is (RFC 7692 §6)."""

    final: bool
    compressed: bool
    opcode: int
    payload: bytes

    @property
    def code(self) -> int:
        """Of a close frame: why."""
        return int.from_bytes(self.payload[:2], "big") if len(self.payload) > 1 else NO_CODE


def handshake(path: str, host: str) -> bytes:
    """What a program asks when it opens a WebSocket. It is no page of any site, and names none: a
    server lets it follow by whatever name it is reached (RFC 6455 §10.2)."""
    head = (
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {_KEY}\r\n"
        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n"
    )
    return head.encode()


def accepted(head: bytes) -> bool:
    """Whether this head of an answer opens the WebSocket that was asked for (RFC 6455 §4.1)."""
    first, *fields = head.decode("latin-1").split("\r\n")
    named = (field.partition(":") for field in fields)
    answers = {name.lower(): value.strip() for name, _, value in named}
    return first.startswith("HTTP/1.1 101 ") and answers.get("sec-websocket-accept") == _ACCEPTED


class Frames:
    """The frames of one connection, in whatever pieces they come."""

    __slots__ = ("_rest",)

    def __init__(self) -> None:
        self._rest = b""

    def take(self, data: bytes) -> list[Frame]:
        """The frames that are whole with this. Raises NoFrame."""
        received = self._rest + data if self._rest else data
        frames, at = [], 0
        while (bounds := _bounds(received, at)) is not None:
            start, end = bounds
            first = received[at]
            frames.append(
                Frame(bool(first & 0x80), bool(first & 0x40), first & 0x0F, received[start:end])
            )
            at = end
        self._rest = received[at:]
        return frames


def _bounds(received: bytes, at: int) -> tuple[int, int] | None:
    """Where the payload of the frame that begins here starts and ends, if it has come whole."""
    if len(received) < at + 2:
        return None
    size, start = received[at + 1], at + 2
    if size > 127:
        raise NoFrame("a server does not mask its frames")  # RFC 6455 §5.1
    if size > 125:
        start += 2 if size == 126 else 8
        if len(received) < start:
            return None
        size = int.from_bytes(received[at + 2 : start], "big")
        if size > MOST_BYTES:
            raise NoFrame("a frame is larger than any drawing")
    return (start, start + size) if len(received) >= start + size else None
