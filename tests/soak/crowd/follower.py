"""One follower: an open page, its socket, and what must be true of all that comes."""

from __future__ import annotations

import asyncio
import zlib

from tests.soak.crowd.page import Learnt, Page, learn
from tests.soak.crowd.socket import Socket, Where

TELL_WHAT_YOU_HOLD = 4001
MOST_FAULTS = 20
PATIENCE_SECONDS = 30.0


class Seen:
    """What all followers of a process saw: which root came after which, and what was wrong."""

    def __init__(self) -> None:
        self.after: set[tuple[str, str]] = set()
        self.messages = 0
        self.asked_to_tell = 0
        self.told_again = 0
        self.wrong = 0
        self.faults: list[str] = []

    def fault(self, what: str) -> None:
        """Something was not as it must be; the first of them are told in words."""
        self.wrong += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(what)


class Follower:
    """One open page. `exact`: it also works out from the content what the root must be."""

    def __init__(self, where: Where, whole: Learnt, seen: Seen, *, exact: bool) -> None:
        self.page = Page(whole)
        self.messages = 0
        self._where = where
        self._seen = seen
        self._exact = exact
        self._told_what_it_holds = False
        self._fresh = 0
        self._socket: Socket | None = None
        self._coming: asyncio.Task[None] | None = None

    @property
    def following(self) -> bool:
        """Whether it is connected."""
        return self._socket is not None

    async def come(self, hold: str = "") -> None:
        """Connect. Raises OSError, TimeoutError."""
        self._fresh, self._told_what_it_holds = 2, bool(hold)
        socket = Socket(self, self._where.handshake(self.page.root, hold))
        self._socket = socket
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(PATIENCE_SECONDS):
            await loop.create_connection(lambda: socket, self._where.host, self._where.port)
            await socket.joined

    def leave(self) -> None:
        """Go, and keep the page."""
        if self._socket is not None:
            self._socket.leave()
        self._socket = None

    def ended(self, code: int) -> None:
        """The socket has ended. Who is asked what they hold comes again with it."""
        self._socket = None
        if code == TELL_WHAT_YOU_HOLD and not self._told_what_it_holds:
            self._seen.asked_to_tell += 1
            self._coming = asyncio.create_task(self._come_again())
        else:
            self._seen.fault(f"a follower at {self.page.root} was sent away: {code}")

    def take(self, payload: bytes, compressed: bool) -> None:
        """Put a message into the page, and look whether it is as it must be."""
        try:
            learnt = learn(payload, compressed)
        except (ValueError, zlib.error) as fault:
            self._seen.fault(f"a message could not be read: {fault}")
            return
        if learnt is None:
            return
        self.messages += 1
        self._seen.messages += 1
        self._note(learnt.root)
        self.page.put(learnt)
        if self._exact and self.page.true_root != learnt.root:
            self._seen.fault(f"{learnt.root} was said of what is {self.page.true_root}")

    async def _come_again(self) -> None:
        try:
            await self.come(self.page.hold)
        except (OSError, TimeoutError) as error:
            self._socket = None
            self._seen.fault(f"a follower could not come back: {error!r}")

    def _note(self, root: str) -> None:
        """Who has just come was given what they lacked before it was their turn among all: they may
        hear of that drawing once more, and nobody else."""
        if root != self.page.root:
            self._seen.after.add((self.page.root, root))
        elif self._fresh > 0:
            self._seen.told_again += 1
        else:
            self._seen.fault(f"{root} came twice")
        self._fresh -= 1
