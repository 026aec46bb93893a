"""Followers of the public feed, in a process of their own: they connect, and count what comes.

`python -m server.bench.follower HOST PORT PATH COUNT` prints a line once all of them follow, and
when its input ends it prints as JSON when the last of them had each message.
"""

from __future__ import annotations

import asyncio
import sys
from time import monotonic_ns

import msgspec
from websockets.frames import Frame, Opcode

from server.follow.wire import PING, TEXT, Frames, handshake

AT_ONCE = 50
LONGEST_SECONDS = 120.0  # whatever happens, they end
PONG = Frame(Opcode.PONG, b"").serialize(mask=True)
NOTHING_NEW = b"{}"


class Message(msgspec.Struct):
    """One message: how many had it, and when the last one did (monotonic, in nanoseconds)."""

    had_by: int = 0
    last_at: int = 0


class Arrivals(msgspec.Struct):
    """What came to all followers: the messages in order, and how many followers were cut off."""

    messages: list[Message] = []
    cut_off: int = 0

    def note(self, place: int) -> None:
        """A follower has its message of that place."""
        while len(self.messages) <= place:
            self.messages.append(Message())
        self.messages[place].had_by += 1
        self.messages[place].last_at = monotonic_ns()


class Follower(asyncio.Protocol):
    """One open page that does nothing but count: its own work would be taken for the server's."""

    def __init__(self, request: bytes, arrivals: Arrivals) -> None:
        self.following: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._request = request
        self._arrivals = arrivals
        self._head = b""
        self._frames = Frames()
        self._messages = 0
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.WriteTransport):
            self._transport = transport
            transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if not self.following.done():
            data = self._join(data)
        if self.following.done():
            self._take_frames(data)

    def connection_lost(self, error: Exception | None) -> None:
        self._arrivals.cut_off += 1
        if not self.following.done():
            self.following.set_exception(error or ConnectionError("a follower was sent away"))

    def _join(self, data: bytes) -> bytes:
        """Read the head of the answer; what comes after it."""
        head, end, rest = (self._head + data).partition(b"\r\n\r\n")
        if not end:
            self._head = head
        elif head.startswith(b"HTTP/1.1 101 "):
            self.following.set_result(None)
        else:
            self.following.set_exception(ConnectionError(head.decode(errors="replace")))
            return b""
        return rest

    def _take_frames(self, data: bytes) -> None:
        for frame in self._frames.take(data):
            if frame.opcode == PING and self._transport is not None:
                self._transport.write(PONG)
            elif frame.opcode == TEXT and frame.payload != NOTHING_NEW:
                self._arrivals.note(self._messages)
                self._messages += 1


async def _follow(host: str, port: int, path: str, count: int) -> None:
    request = handshake(path, f"{host}:{port}")
    arrivals = Arrivals()
    for begun in range(0, count, AT_ONCE):
        joining = (_join(host, port, request, arrivals) for _ in range(min(AT_ONCE, count - begun)))
        await asyncio.gather(*joining)
    print("following", flush=True)
    await _end_of_input()
    print(msgspec.json.encode(arrivals).decode(), flush=True)


async def _join(host: str, port: int, request: bytes, arrivals: Arrivals) -> None:
    loop = asyncio.get_running_loop()
    _, follower = await loop.create_connection(lambda: Follower(request, arrivals), host, port)
    await follower.following


async def _end_of_input() -> None:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


if __name__ == "__main__":
    _, host, port, path, count = sys.argv
    asyncio.run(asyncio.wait_for(_follow(host, int(port), path, int(count)), LONGEST_SECONDS))
