"""The public feed: one message, framed once and compressed once, written to every follower.

A broadcast to thousands costs little more than the kernel's work. Slow followers are cut when what
waits for them grows too large, silent ones when they do not answer; nobody else waits for them.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator, Mapping

from websockets.frames import CloseCode

from server import measures
from server.live.feed import Feed, Update
from server.live.follower import Follower
from server.live.frames import Frames
from server.live.heartbeat import Heartbeat

AT_ONCE = 40  # some four tenths of a millisecond
PARTING_SECONDS = 1.0
MOST_KEPT = 16  # answers to those who come back, each to all who hold the same
TELL_WHAT_YOU_HOLD = 4001  # close code: come again and say which panels you hold

log = logging.getLogger(__name__)

GiveWay = Callable[[], Awaitable[None]]
"""Lets whatever is more urgent go first."""


class Crowd:
    """The followers of one feed. They are told things a few at a time, so that thousands of them
    do not hold up a command that comes meanwhile."""

    def __init__(self, give_way: GiveWay) -> None:
        self.followers: dict[Follower, None] = {}  # in the order in which they came
        self._give_way = give_way
        self._waiting: Update | None = None
        self._telling: asyncio.Task[None] | None = None
        self._missed: OrderedDict[tuple[str, str], Frames] = OrderedDict()
        self._missed_of = ""

    def tell(self, update: Update) -> None:
        """Write an update to all; while one is being written, what comes next waits as one."""
        self._waiting = self._waiting.followed_by(update) if self._waiting else update
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell())

    async def _tell(self) -> None:
        while self._waiting is not None:
            frames, self._waiting = Frames.of(self._waiting), None
            everybody = tuple(self.followers)
            measures.pushes.inc(len(everybody))
            measures.pushed_bytes.inc(len(everybody) * len(frames.compressed))
            for first in range(0, len(everybody), AT_ONCE):
                for follower in everybody[first : first + AT_ONCE]:
                    try:
                        if not follower.write(frames):
                            measures.dropped_slow.inc()
                    except Exception:  # whatever it is, it is theirs alone
                        log.exception("a follower could not be told, and is cut")
                        follower.cut()
                await self._give_way()

    def join(self, follower: Follower, feed: Feed, root: str, hold: str) -> bool:
        """Take somebody in who says what they hold, and tell them what they lack of it. False if
        that is not enough to know: they are sent away, to come again and say all that they hold.

        Nothing is awaited here, or a change could be lost or overtaken.
        """
        if root != feed.drawing.root:
            if not hold and not feed.knows(root):
                follower.close(TELL_WHAT_YOU_HOLD)
                return False
            follower.write(self._what_is_missed(feed, root, hold))
        self.followers[follower] = None
        measures.followers.inc()
        measures.arrivals.inc()
        follower.when_gone(self._left)
        return True

    def _left(self, follower: Follower) -> None:
        self.followers.pop(follower, None)
        measures.followers.dec()

    def _what_is_missed(self, feed: Feed, root: str, hold: str) -> Frames:
        """Thousands who come back together lack the same, which is put into words once."""
        if self._missed_of != feed.drawing.root:
            self._missed_of = feed.drawing.root
            self._missed.clear()
        kept = self._missed.get((root, hold))
        if kept is None:
            kept = self._missed[root, hold] = Frames.of(feed.since(root, held(hold)))
            if len(self._missed) > MOST_KEPT:
                self._missed.popitem(last=False)
        return kept


class Followers:
    """The followers of every feed."""

    def __init__(self, give_way: GiveWay) -> None:
        self._give_way = give_way
        self._crowds: dict[Feed, Crowd] = {}
        self._heartbeat = Heartbeat(give_way)

    def deliver(self, feed: Feed, update: Update) -> None:
        """Write an update to all who follow this feed."""
        if self.count(feed):
            self._crowds[feed].tell(update)

    def count(self, feed: Feed) -> int:
        """How many follow this feed."""
        return len(self._crowds[feed].followers) if feed in self._crowds else 0

    def __iter__(self) -> Iterator[Follower]:
        for crowd in self._crowds.values():
            yield from tuple(crowd.followers)

    def join(self, follower: Follower, feed: Feed, root: str, hold: str) -> None:
        """Take in a follower of this feed, whose page has this root digest, or these panels; or
        send them away, to come again and say what they hold."""
        crowd = self._crowds.get(feed)
        if crowd is None:
            crowd = self._crowds[feed] = Crowd(self._give_way)
        if crowd.join(follower, feed, root, hold):
            self._heartbeat.join(follower)

    async def close(self) -> None:
        """Send every follower away; their pages come back by themselves."""
        self._heartbeat.stop()
        staying, empty = set(self), asyncio.Event()

        def gone(follower: Follower) -> None:
            staying.discard(follower)
            if not staying:
                empty.set()

        for follower in tuple(staying):
            follower.when_gone(gone)
            follower.close(CloseCode.SERVICE_RESTART)
        if staying:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(empty.wait(), PARTING_SECONDS)
        for follower in staying:
            follower.cut()


def held(text: str) -> Mapping[str, str]:
    """The panels that a follower says they hold: `id:digest,id:digest`."""
    pairs = (pair.rpartition(":") for pair in text.split(",") if ":" in pair)
    return {id: digest for id, _, digest in pairs}
