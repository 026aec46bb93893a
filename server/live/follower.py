"""One follower: a page that is open somewhere, at the far end of a WebSocket (RFC 6455).

A follower says nothing. What it may send are the control frames of the protocol; they are read by
the websockets library, and only while there is something to read, so that ten thousand who are
silent cost little more than their connections.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from websockets.exceptions import PayloadTooBig, ProtocolError
from websockets.frames import Close, CloseCode, Frame, Opcode
from websockets.streams import StreamReader

if TYPE_CHECKING:
    from server.live.frames import Frames

MOST_WAITING_BYTES = 256 * 1024
MOST_OF_A_CONTROL_FRAME = 125  # RFC 6455 §5.5
MOST_SAID_BYTES = 4096
"""Between two of our pings: dozens of pings and pongs. Whoever sends more wants to be answered more
often than anybody needs, and may not even read the answers."""
PING = Frame(Opcode.PING, b"").serialize(mask=False)


class Follower(asyncio.Protocol):
    """One connection of the public feed, from the end of its handshake."""

    __slots__ = ("_gone", "_said", "_slow", "_transport", "_unread", "deflates", "heard")

    def __init__(self, transport: asyncio.BaseTransport, deflates: bool) -> None:
        """`deflates`: whether it takes compressed messages (RFC 7692)."""
        # uvloop's transports are no asyncio.Transport by class, only by what they can do.
        self._transport = cast(asyncio.Transport, transport)
        self._gone: tuple[Callable[[Follower], None], ...] = ()
        self._unread = b""
        self._said = 0
        self._slow = False
        self.deflates = deflates
        self.heard = True

    def when_gone(self, tell: Callable[[Follower], None]) -> None:
        """Have this called once, when the connection has ended; at once if it has already."""
        if self._transport.is_closing():
            tell(self)
        else:
            self._gone = (*self._gone, tell)

    def write(self, frames: Frames) -> bool:
        """Hand a message to the network; False if this follower was too slow and has been cut."""
        transport = self._transport
        if transport.is_closing():
            return True
        if self._slow and transport.get_write_buffer_size() > MOST_WAITING_BYTES:
            transport.abort()
            return False
        transport.write(frames.compressed if self.deflates else frames.plain)
        return True

    def pause_writing(self) -> None:
        """Something waits that has not been taken; the transport says so from 64 KiB on."""
        self._slow = True

    def resume_writing(self) -> None:
        """It has been taken."""
        self._slow = False

    def ping(self) -> bool:
        """Ask whether somebody is there; False if nobody answered the last time: it is cut."""
        if not self.heard:
            self._transport.abort()
            return False
        self.heard = False
        self._said = 0
        if not self._transport.is_closing():
            self._transport.write(PING)
        return True

    def cut(self) -> None:
        """End the connection at once, whatever has not been sent."""
        self._transport.abort()

    def close(self, code: int) -> None:
        """End the connection and say why, by a close code."""
        if not self._transport.is_closing():
            said = Frame(Opcode.CLOSE, Close(code, "").serialize())
            self._transport.write(said.serialize(mask=False))
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        """Read control frames. Whoever sends anything else, or too many, is shown out."""
        self.heard = True
        self._said += len(data)
        if self._said > MOST_SAID_BYTES:
            self.close(CloseCode.POLICY_VIOLATION)
            return
        stream = StreamReader()
        stream.feed_data(self._unread + data)
        while stream.buffer and not self._transport.is_closing():
            self._unread = bytes(stream.buffer)
            parsing = Frame.parse(stream.read_exact, mask=True, max_size=MOST_OF_A_CONTROL_FRAME)
            try:
                next(parsing)
            except StopIteration as whole:
                self._take(whole.value)
            except (PayloadTooBig, ProtocolError):
                self.close(CloseCode.POLICY_VIOLATION)
            else:
                return  # the rest of the frame comes later
        self._unread = b""

    def _take(self, frame: Frame) -> None:
        if frame.opcode is Opcode.PING:
            self._transport.write(Frame(Opcode.PONG, frame.data).serialize(mask=False))
        elif frame.opcode is Opcode.CLOSE:
            self.close(CloseCode.NORMAL_CLOSURE)
        elif frame.opcode is not Opcode.PONG:
            self.close(CloseCode.POLICY_VIOLATION)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell those who want to know."""
        gone, self._gone = self._gone, ()
        for tell in gone:
            tell(self)
