"""The public feed: one frame, compressed once and built once, written to every follower.

A frame is not sent by the library, follower by follower, but written to each transport: a
broadcast to thousands costs little more than the kernel's work. Slow followers are cut when
what waits for them grows too large; nobody else waits for them. Followers send nothing.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping

import msgspec
from aiohttp import WSCloseCode, WSMsgType, web
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame, Opcode

from server.live.feed import Feed, Update

AT_ONCE = 10  # a tenth of a millisecond
MOST_WAITING_BYTES = 256 * 1024
HEARTBEAT_SECONDS = 30.0
TELL_WHAT_YOU_HOLD = 4001  # close code: come again and say which panels you hold

GiveWay = Callable[[], Awaitable[None]]
"""Lets whatever is more urgent go first."""


class Frames(msgspec.Struct, frozen=True):
    """A message as it goes over the wire, for those who take it compressed and those who do not."""

    plain: bytes
    compressed: bytes

    @classmethod
    def of(cls, update: Update) -> Frames:
        """Both frames of an update."""
        payload = msgspec.json.encode(update)
        frame = Frame(Opcode.TEXT, payload)
        # Each frame has a window of its own: it can be read by whoever missed the one before.
        deflate = PerMessageDeflate(False, True, 15, 15, {"memLevel": 8})
        return cls(
            frame.serialize(mask=False),
            frame.serialize(mask=False, extensions=[deflate]),
        )


class Follower(msgspec.Struct, frozen=True, eq=False):
    """One open page."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport

    def write(self, frames: Frames) -> bool:
        """Hand the frame to the network; False if this follower was too slow and has been cut."""
        if self.transport.is_closing():
            return True
        if self.transport.get_write_buffer_size() > MOST_WAITING_BYTES:
            self.transport.abort()
            return False
        self.transport.write(frames.compressed if self.socket.compress else frames.plain)
        return True


class Crowd:
    """The followers of one feed. They are told things a few at a time, so that thousands of them
    do not hold up a command that comes meanwhile."""

    def __init__(self, give_way: GiveWay) -> None:
        self.followers: set[Follower] = set()
        self._give_way = give_way
        self._waiting: Update | None = None
        self._telling: asyncio.Task[None] | None = None

    def tell(self, update: Update) -> None:
        """Write an update to all; while one is being written, what comes next waits as one."""
        self._waiting = self._waiting.followed_by(update) if self._waiting else update
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell())

    async def _tell(self) -> None:
        while self._waiting is not None:
            frames, self._waiting = Frames.of(self._waiting), None
            everybody = tuple(self.followers)
            for first in range(0, len(everybody), AT_ONCE):
                for follower in everybody[first : first + AT_ONCE]:
                    follower.write(frames)
                await self._give_way()


class Followers:
    """The followers of every feed."""

    def __init__(self, give_way: GiveWay) -> None:
        self._crowds: defaultdict[Feed, Crowd] = defaultdict(lambda: Crowd(give_way))

    def deliver(self, feed: Feed, update: Update) -> None:
        """Write an update to all who follow this feed."""
        if self.count(feed):
            self._crowds[feed].tell(update)

    def count(self, feed: Feed) -> int:
        """How many follow this feed."""
        return len(self._crowds[feed].followers) if feed in self._crowds else 0

    async def follow(self, request: web.Request, feed: Feed) -> web.WebSocketResponse:
        """Serve one follower until they go."""
        socket = web.WebSocketResponse(compress=True, heartbeat=HEARTBEAT_SECONDS, max_msg_size=512)
        await socket.prepare(request)
        # uvloop's transports are no asyncio.Transport by class, only by what they can do.
        transport = request.transport
        if transport is None:
            return socket
        root, hold = request.query.get("root", ""), held(request.query.get("hold", ""))
        if root != feed.drawing.root and not hold:
            await socket.close(code=TELL_WHAT_YOU_HOLD)
            return socket
        follower = Follower(socket, transport)
        # Nothing may be awaited between these lines, or a change could be lost or overtaken.
        missed = feed.since(root, hold)
        if missed is not None:
            follower.write(Frames.of(missed))
        followers = self._crowds[feed].followers
        followers.add(follower)
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await socket.close(code=WSCloseCode.POLICY_VIOLATION)
        finally:
            followers.discard(follower)
        return socket

    async def close(self) -> None:
        """Send every follower away; their pages come back by themselves."""
        everybody = [f.socket for crowd in self._crowds.values() for f in crowd.followers]
        closing = [socket.close(code=WSCloseCode.SERVICE_RESTART) for socket in everybody]
        if closing:
            await asyncio.wait([asyncio.ensure_future(c) for c in closing], timeout=1.0)


def held(text: str) -> Mapping[str, str]:
    """The panels that a follower says they hold: `id:digest,id:digest`."""
    pairs = (pair.rpartition(":") for pair in text.split(",") if ":" in pair)
    return {id: digest for id, _, digest in pairs}
