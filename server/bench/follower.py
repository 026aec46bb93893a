"""Followers of the public feed, in a process of their own: they connect, and count what comes.

`python -m server.bench.follower HOST PORT PATH COUNT` prints a line once all of them follow, and
when its input ends it prints as JSON when the last of them had each message.
"""

from __future__ import annotations

import asyncio
import sys
from time import monotonic_ns

import msgspec

AT_ONCE = 50
LONGEST_SECONDS = 120.0  # whatever happens, they end
TEXT = 1

HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: b3JkZXJwYXBlciBiZW5jaA==\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n"
)


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
        self._received = b""
        self._messages = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.WriteTransport):
            transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self.following.done():
            self._join()
        if self.following.done():
            self._take_frames()

    def connection_lost(self, error: Exception | None) -> None:
        self._arrivals.cut_off += 1
        if not self.following.done():
            self.following.set_exception(error or ConnectionError("a follower was sent away"))

    def _join(self) -> None:
        head, end, rest = self._received.partition(b"\r\n\r\n")
        if not end:
            return
        if not head.startswith(b"HTTP/1.1 101 "):
            self.following.set_exception(ConnectionError(head.decode(errors="replace")))
            return
        self.following.set_result(None)
        self._received = rest

    def _take_frames(self) -> None:
        while (end := _end_of_frame(self._received)) is not None:
            if self._received[0] & 0x0F == TEXT:
                self._arrivals.note(self._messages)
                self._messages += 1
            self._received = self._received[end:]


def _end_of_frame(received: bytes) -> int | None:
    """Where the first frame ends, if it has come whole. A server does not mask its frames."""
    if len(received) < 2:
        return None
    size, head = received[1], 2
    if size > 125:
        head = 4 if size == 126 else 10
        size = int.from_bytes(received[2:head], "big")
    return head + size if len(received) >= head + size else None


async def _follow(host: str, port: int, path: str, count: int) -> None:
    request = HANDSHAKE.format(path=path, host=host, port=port).encode()
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
