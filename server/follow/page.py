"""One open page that follows the feed. It lasts; its connections may not."""

from __future__ import annotations

import asyncio
import secrets
from time import monotonic_ns
from typing import TYPE_CHECKING

from server.follow.changes import TICK
from server.follow.connection import UNANSWERED, Connection, Refused

if TYPE_CHECKING:
    from server.follow.crowd import Crowd
    from server.follow.held import Held

TELL_WHAT_YOU_HOLD = 4001  # close code: come again and say which panels you hold
SECOND = 1.0
LEAST_WAIT, FIRST_WAIT, LONGEST_WAIT = 1.0, 2.0, 30.0  # seconds, as in web/src/public.js
HANDSHAKE_SECONDS = 30.0
JOINING_SECONDS = 1.0
"""So soon after it came in, a page may be told what it lacks, which others are told later."""


CHANCE = secrets.SystemRandom()


class Page:
    """One follower.

    `place`: where it stands among the changes, if that is known. `missed` and `garbled`: whether it
    ever missed a change while it was connected, or held something else than the drawing that it
    was told.
    """

    __slots__ = (
        "_asked_at", "_back", "_crowd", "_failures", "_lost", "_opened_at", "_says", "been",
        "garbled", "held", "link", "missed", "place",
    )  # fmt: skip  # there may be ten thousand of them in a process

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._failures = 0
        self._back = self._lost = self._says = False
        self._asked_at = self._opened_at = 0
        self.held: Held = crowd.newest
        self.place: int | None = 0
        self.link: Connection | None = None
        self.been = self.missed = self.garbled = False

    @property
    def following(self) -> bool:
        """Whether it is connected."""
        return self.link is not None

    def open(self) -> None:
        """Open the page, as it is drawn at this moment, and follow."""
        if not self.been:
            self.held, self.place = self._crowd.newest, self._crowd.changes.last
        self._crowd.spawn(self._follow())

    async def _follow(self, hold: str = "") -> None:
        self._asked_at, self._says = monotonic_ns(), hold != ""
        link = Connection(self, self._crowd.counts, self._crowd.request(self.held.root, hold))
        try:
            async with asyncio.timeout(HANDSHAKE_SECONDS):
                await self._crowd.connect(link)
                await link.opened
        except TimeoutError:
            link.cut()
            self._refused(f"no answer within {HANDSHAKE_SECONDS:.0f} seconds")
        except Refused as said:
            link.cut()
            self._refused(str(said))
        except OSError as error:
            self._refused(error.strerror or UNANSWERED)

    def came_in(self, link: Connection) -> None:
        """The server let it in."""
        self.link = link
        self._failures = 0
        self._opened_at, self._back = monotonic_ns(), self.been
        self._crowd.came_in(self, self._opened_at - self._asked_at, back=self._lost)
        self.been, self._lost = True, False

    def told(self, payload: bytes, compressed: bool) -> None:
        """A message came."""
        now = monotonic_ns()
        self._crowd.counts.messages += 1
        held = self._crowd.messages.after(self.held, payload, compressed)
        if held is None:
            self.garbled = True
        elif held is not self.held:  # else it said only that the connection is there
            self.garbled |= not held.whole
            before, self.held = self.held, held
            self._move(before.root, now)
            self._crowd.shown(self)

    def _move(self, before: str, now: int) -> None:
        """Take its new place among the changes.

        Whoever comes in is given the newest drawing while others are still told of the one before
        it: so nothing is learnt from that about the order of the changes, or what was missed.
        """
        changes, root = self._crowd.changes, self.held.root
        back, self._back = self._back, False
        if self.place is None:
            self.place = changes.place_of(before)
        if back or now - self._opened_at < JOINING_SECONDS * 1e9:
            self.place = changes.caught_up(root)
        else:
            self.place, next = changes.told(self.place, root, now // TICK)
            self.missed |= not next

    def left(self, link: Connection, code: int) -> None:
        """Its connection has ended: it comes again, as a page does."""
        if link is not self.link:
            return
        self.link = None
        asked = code == TELL_WHAT_YOU_HOLD and not self._says
        self._crowd.went(asked=asked)
        if asked:
            self._crowd.spawn(self._follow(self.held.hold))
        else:
            self._lost = True
            self._come_again()

    def _refused(self, why: str) -> None:
        self._crowd.refused(why)
        self._come_again()

    def _come_again(self) -> None:
        if self._crowd.ending:
            return
        self._failures += 1
        longest = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(self._failures, 4))
        wait = CHANCE.uniform(LEAST_WAIT, longest) * SECOND
        asyncio.get_running_loop().call_later(wait, self.open)
